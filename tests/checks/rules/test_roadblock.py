"""What is in the way, and the table that helps to say what could be done about it."""

from __future__ import annotations

from tests.checks.conftest import Check

NAME = "roadblock-without-options"


def test_the_fix_keeps_the_sentence_and_adds_a_table_to_fill_in(check: Check) -> None:
    [finding] = check("We are blocked by the network team.", NAME).findings
    assert finding.fix is not None
    assert finding.fix.startswith("We are blocked by the network team.\n\n| |")
    assert "Effect on workstream 1" in finding.fix
    assert "Ready by" in finding.fix


def test_the_table_is_never_written_unasked(check: Check) -> None:
    [finding] = check("We are blocked by the network team.", NAME).findings
    assert not finding.safe


def test_a_list_gets_no_table_into_its_middle(check: Check) -> None:
    [finding] = check("- We are blocked by the network team.\n- The doors are open.", NAME).findings
    assert finding.fix is None


def test_a_paragraph_is_told_of_once(check: Check) -> None:
    report = check("We are blocked by the network team. We cannot start the move. It is out of the question.", NAME)
    assert [finding.text for finding in report.findings] == ["We are blocked by the network team."]


def test_options_further_down_answer_what_stands_before_and_not_what_stands_after(check: Check) -> None:
    options = "Options:\n- Wait for May.\n- Hire two people."
    assert not check(f"We cannot start the move.\n\n{options}", NAME).findings
    assert check(f"{options}\n\nWe cannot start the move.", NAME).findings


def test_words_that_only_sound_like_a_way_out_are_none(check: Check) -> None:
    assert check("We are blocked by the network team. We will keep you posted.", NAME).findings
    assert check("We are blocked by the network team. It has not been resolved.", NAME).findings

from __future__ import annotations

from typing import Any

import pytest

from plainspeak import documents
from plainspeak.checks.suppression import Switches


def found(check: Any, text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in check(text).findings if f.rule in ("jargon", "unused-suppression")]


@pytest.mark.parametrize(
    "off", ["<!-- plainspeak: off jargon -->", "plainspeak: off jargon", "plainspeak: off wordy, jargon"]
)
def test_a_switch_on_a_line_of_its_own_holds_until_it_is_switched_on(check: Any, off: str) -> None:
    on = "<!-- plainspeak: on -->" if off.startswith("<") else "plainspeak: on"
    text = f"{off}\nThe ranker is new.\n\nSo is the ranker.\n{on}\nRecall is 81%.\n"
    listed = [entry for entry in found(check, text) if entry[0] == "jargon"]
    assert listed == [("jargon", "Recall")]


def test_a_switch_behind_a_text_holds_for_its_line(check: Any) -> None:
    text = "- The ranker is new. <!-- plainspeak: off jargon -->\n- Recall is 81%.\n"
    assert found(check, text) == [("jargon", "Recall")]


def test_a_switch_without_names_hides_all(check: Any) -> None:
    assert not check("plainspeak: off\nThe ranker will never fail again.\n").findings


def test_one_rule_can_be_switched_on_again(check: Any) -> None:
    text = "plainspeak: off\nThe ranker is new.\n\nplainspeak: on jargon\nRecall is 81%.\n"
    assert found(check, text) == [("jargon", "Recall")]


def test_line_ends_of_all_kinds(check: Any) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["plainspeak: off jargon", "The ranker is new.", "plainspeak: on", "Recall is 81%."])
        assert found(check, text) == [("jargon", "Recall")]


def test_a_switch_that_hides_nothing_is_reported(check: Any) -> None:
    [finding] = check("plainspeak: off jargon\nAll 40 shops open on 3 May.\n").findings
    assert (finding.rule, finding.severity, finding.line) == ("unused-suppression", "note", 1)
    assert finding.text == "plainspeak: off jargon"


def test_of_several_names_the_idle_ones_are_told(check: Any) -> None:
    findings = check("plainspeak: off jargon, wordy\nThe ranker is new.\n").findings
    assert ["wordy" in f.message for f in findings if f.rule == "unused-suppression"] == [True]


def test_a_wrong_name_is_reported_with_the_nearest(check: Any) -> None:
    [message] = [f.message for f in check("plainspeak: off jargno\n").findings if f.rule == "unused-suppression"]
    assert "Did you mean 'jargon'?" in message


def test_switches_for_rules_that_do_not_run_are_left_alone(check: Any) -> None:
    assert not check("plainspeak: off jargon\nAll is well.\n", "wordy", "unused-suppression").findings
    assert not check("plainspeak: off\nAll is well.\n", "wordy", "unused-suppression").findings


@pytest.mark.parametrize(
    "text",
    [
        "All is well.\n\n    plainspeak: off\n\nThe ranker is new.\n",
        "```\nplainspeak: off\n```\n\nThe ranker is new.\n",
        "`<!-- plainspeak: off -->` hides all. The ranker is new.\n",
        "plainspeak: off the shelf! The ranker is new.\n",
        "Write plainspeak: off\nThe ranker is new.\n",
    ],
)
def test_what_only_speaks_of_switches_switches_nothing(check: Any, text: str) -> None:
    assert found(check, text) == [("jargon", "ranker")]


def test_the_comments_of_a_page_switch_what_they_stand_before() -> None:
    page = b"<p>One.</p>\n<!-- plainspeak: off jargon -->\n<p>Two.</p>\n<!-- plainspeak: on -->\n<p>Three.</p>"
    (part,) = documents.read(page, "week.html").parts
    switches = Switches(part)
    hidden = [switches.hides("jargon", part.text.index(w), part.text.index(w) + 3) for w in ("One", "Two", "Three")]
    assert hidden == [False, True, False]


def test_a_switch_in_a_mail_is_one_of_its_body_only() -> None:
    mail = b"Subject: Gate 4 opens on 3 May\n\n<!-- plainspeak: off jargon -->\nRecall is 81%.\n"
    subject, body = (Switches(part) for part in documents.read(mail, "week.eml").parts)
    assert not subject.switches
    assert len(body.switches) == 1


@pytest.mark.parametrize("switch", ["<!-- plainspeak: of jargon -->", "<!-- Plainspeak: jargon -->"])
def test_a_misspelt_switch_is_told(check: Any, switch: str) -> None:
    assert found(check, f"{switch}\nThe ranker is new.\n") == [("unused-suppression", switch), ("jargon", "ranker")]
    assert not found(check, f"Write `{switch}` behind it.\n")


def test_a_capital_is_no_mistake(check: Any) -> None:
    assert not found(check, "Plainspeak: off jargon\nThe ranker is new.\n")
    assert not found(check, "The ranker is new. <!-- Plainspeak: off jargon -->\n")

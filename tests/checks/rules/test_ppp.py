"""Progress, problems, plans."""

from __future__ import annotations

from tests.checks.conftest import Check

NAME = "progress-problems-plan"
PROGRESS = "# Weekly status\n\n## Progress\n\n- Orders rose by 4%.\n- The shop is open.\n- Visitors like it.\n\n"


def test_what_is_missing_is_named_at_the_heading(check: Check) -> None:
    [finding] = check(PROGRESS + "## Plans\n\n- By 4 May: second shop open.", NAME).findings
    assert finding.text == "Progress"
    assert "problems" in finding.message


def test_no_problems_is_an_answer(check: Check) -> None:
    text = PROGRESS + "## Problems\n\nNone.\n\n## Plans\n\n- By 4 May: second shop open."
    assert not check(text, NAME).findings


def test_headings_may_be_bare_lines(check: Check) -> None:
    text = "# Weekly status\n\nProgress\n- Orders rose.\n\nProblems\n- None\n\nPlans\n- Keep improving the shop.\n"
    assert [finding.text for finding in check(text, NAME).findings] == ["Keep improving the shop."]


def test_a_text_that_is_no_weekly_status_owes_no_plans(check: Check) -> None:
    assert not check(PROGRESS.replace("Weekly status", "The shop"), NAME).findings

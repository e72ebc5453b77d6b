"""Green in the first line, and something else below."""

from __future__ import annotations

from tests.checks.conftest import Check

NAME = "status-colour-contradicts"


def test_the_contradiction_is_quoted_and_cut_where_it_is_long(check: Check) -> None:
    late = "The opening of the shop in the north of the town is six weeks late because the permit has not come yet."
    [finding] = check(f"Status: green\n\n{late}", NAME).findings
    assert finding.text == "Status: green"
    assert "“The opening of the shop in the north" in finding.message
    assert "has not come" not in finding.message


def test_parts_with_colours_of_their_own_answer_for_themselves(check: Check) -> None:
    text = "- Tills: green\n- Doors: green. We are blocked by the city.\n- Shelves: amber"
    assert [finding.text for finding in check(text, NAME).findings] == ["Doors: green."]


def test_being_green_is_not_only_a_status(check: Check) -> None:
    assert not check("We buy green power. We are blocked by the city.", NAME).findings

"""Work that is told without its result."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check

NAME = "activity-not-outcome"


@pytest.mark.parametrize(
    "result",
    [
        "Orders now arrive within a minute.",
        "Shoppers see prices 3 times as fast.",
        "This saves EUR 900 a month.",
        "As a result, nobody types prices any more.",
    ],
)
def test_a_result_in_the_next_sentence_is_enough(check: Check, result: str) -> None:
    assert check("We refactored the price import.", NAME).findings
    assert not check(f"We refactored the price import. {result}", NAME).findings


def test_more_work_in_the_next_sentence_is_no_result(check: Check) -> None:
    assert len(check("We refactored the price import. We updated the dashboard.", NAME).findings) == 2


def test_the_next_item_of_a_list_is_another_matter(check: Check) -> None:
    text = "- Refactored the price import.\n- Returns fell from 9% to 6%."
    assert [finding.text for finding in check(text, NAME).findings] == ["Refactored the price import."]


def test_a_level_of_something_else_is_no_result(check: Check) -> None:
    assert check("We refactored the price import. P99 latency is 310 ms.", NAME).findings


def test_what_others_did_is_not_the_authors_work(check: Check) -> None:
    assert not check("The regulator updated the guidelines.", NAME).findings
    assert not check("The dashboard was updated by the supplier.", NAME).findings

"""Figures with nothing to hold them against."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check

NAME = "number-without-baseline"


@pytest.mark.parametrize(
    "beside",
    [
        "The target is 1.5%.",
        "In April it was 3%.",
        "That is below the limit of 4%.",
        "The industry average is 5%, more than ours.",
    ],
)
def test_a_neighbour_may_hold_the_comparison(check: Check, beside: str) -> None:
    assert check("The error rate is 2.1%.", NAME).findings
    assert not check(f"The error rate is 2.1%. {beside}", NAME).findings


def test_another_measure_beside_it_is_no_comparison(check: Check) -> None:
    text = "P95 latency is 480 ms. Returns fell from 9% to 6%."
    assert [finding.text for finding in check(text, NAME).findings] == ["P95 latency is 480 ms."]


def test_a_bare_percentage_of_a_share_is_another_rules_matter(check: Check) -> None:
    assert not check("Recall rose by 10%.", NAME).findings
    assert check("Latency fell by 10%.", NAME).findings


def test_level_and_change_are_told_apart(check: Check) -> None:
    [level] = check("P95 latency is 480 ms.", NAME).findings
    [change] = check("Latency fell by 40 ms.", NAME).findings
    assert "stands alone" in level.message
    assert "from what to what" in change.message

"""Percentages of shares: which have two readings, and what settles them."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check, rules_of

NAME = "ambiguous-percent"


@pytest.mark.parametrize(
    "text",
    [
        "Recall rose by 5%.",
        "The share of empty flats fell by 5%.",
        "We cut the vacancy rate by 5%.",
        "The vacancy rate dropped 5%.",
        "Retention is up 5%.",
    ],
)
@pytest.mark.parametrize("audience", ["exec", "pm", "ds"])
def test_a_share_that_moves_by_percent_has_two_readings(check: Check, text: str, audience: str) -> None:
    assert [rule for rule, _ in rules_of(check(text, NAME, audience=audience))] == [NAME]


@pytest.mark.parametrize(
    "more",
    ["It is now 63%, up from 60%.", "It went from 60% to 65%.", "That is a relative change.", "That is 3 points."],
)
def test_levels_or_a_word_settle_it(check: Check, more: str) -> None:
    assert rules_of(check(f"The vacancy rate rose by 5%. {more}", NAME)) == []


def test_levels_that_fit_neither_reading_settle_nothing(check: Check) -> None:
    assert rules_of(check("The vacancy rate rose by 5%. Of the tenants, 20% moved and 61% stayed.", NAME))


@pytest.mark.parametrize(
    "text",
    [
        "Rents rose by 5%.",
        "The interest rate rose by 5%.",
        "The number of repairs fell by 5%.",
        "5% of the flats are empty.",
    ],
)
def test_what_is_no_share_has_one_reading(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []


def test_the_message_shows_both_readings(check: Check) -> None:
    [finding] = check("Recall rose by 5%.", NAME).findings
    assert "63%" in finding.message
    assert "65%" in finding.message

"""Results of tests that are told as more than they are."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check

NAME = "significance-misused"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("With p = 0.02 we are 98% certain that the blue door works.", "not the chance"),
        ("The test was not significant: blue doors make no difference.", "does not show that there is none"),
        ("Blue doors had no significant effect in the trial. They do not work.", "does not show that there is none"),
        ("Variant B showed a statistically significant uplift.", "how large"),
    ],
)
def test_each_mistake_has_its_own_words(check: Check, text: str, told: str) -> None:
    assert told in check(text, NAME, audience="pm").findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Variant B won 1.2 points more visits (95% CI 0.3 to 2.1), which is statistically significant.",
        "The test showed no significant difference. With 400 visitors it could have missed 3 points.",
        "It takes a significant effort to paint the doors, and the test starts in May.",
        "We are 90% sure that the paint arrives on Friday.",
        "A p-value is not the probability that the blue door works.",
    ],
)
def test_what_is_told_as_it_is(check: Check, text: str) -> None:
    assert not check(text, NAME, audience="pm").findings

"""Experiments that failed or are open."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check

NAME = "uncertainty-without-learning"


@pytest.mark.parametrize(
    "more",
    [
        "We learned that price is not the reason.",
        "Next we test the colour.",
        "It repeats on 4 May with 9,000 visitors.",
    ],
)
def test_what_was_learned_or_comes_next_is_enough(check: Check, more: str) -> None:
    assert check("The price test was inconclusive.", NAME).findings
    assert not check(f"The price test was inconclusive. {more}", NAME).findings


def test_a_lesson_elsewhere_in_the_mail_counts(check: Check) -> None:
    assert not check("The price test was inconclusive.\n\nHypothesis: lower prices bring more orders.", NAME).findings


def test_things_that_only_bear_the_name_of_a_test_may_fail(check: Check) -> None:
    assert not check("The test server failed.", NAME).findings

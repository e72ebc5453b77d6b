"""Promises: what is one, and what is a plan, a measurement, a doubt or somebody else's."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check, rules_of

NAME = "overcertain"


@pytest.mark.parametrize(
    "text",
    [
        "The new forecast will prevent all shortages this winter.",
        "Our assistant will never confuse two tenants again.",
        "The leak detector is always right.",
        "The classifier will cut repairs by a third next year.",
        "The algorithm is guaranteed to find every leak.",
        "With the new model, leaks are a thing of the past.",
        "The chatbot will certainly double bookings.",
        "Rolling the model out to all houses is risk-free.",
        "The ranking will work perfectly in all languages.",
    ],
)
def test_promises(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == [(NAME, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The new forecast should prevent most shortages this winter.",
        "We expect the classifier to cut repairs by a quarter to a third next year.",
        "If the pilot holds, the classifier will cut repairs by a third.",
        "In the pilot, the classifier cut repairs by a third.",
        "The model will be switched on in two houses on 4 May.",
        "The leak detector was right in 96 of 100 cases.",
        "The leak detector is not always right.",
        "Nobody can guarantee that the algorithm finds every leak.",
        "Will the forecast prevent all shortages?",
        "The vendor claims that its AI will eliminate leaks.",
        "The plumber will solve the problem on Tuesday.",
        "The landlord will always answer within a day.",
        "We will report on the model in June.",
        "The assistant will be available in Polish from 4 May.",
        "The app will save your entries.",
        "Our goal: the detector will find all leaks.",
    ],
)
def test_what_is_no_promise(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []

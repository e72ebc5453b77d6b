"""Sizes without a number: what they are said of, and where the number may stand."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check, rules_of

NAME = "vague-quantity"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Repairs dropped considerably.", "dropped considerably"),
        ("The lift is far more reliable now.", "far more reliable"),
        ("Lots of tenants asked for the app.", "Lots of tenants"),
        ("The new boiler brings a huge saving.", "huge saving"),
        ("The heating will be repaired shortly.", "shortly"),
    ],
)
def test_what_is_found(check: Check, text: str, words: str) -> None:
    assert rules_of(check(text, NAME)) == [(NAME, words)]


def test_a_number_in_the_next_sentence_is_near_enough(check: Check) -> None:
    assert rules_of(check("Repairs dropped considerably. There were 12 in May and 30 in April.", NAME)) == []


def test_a_number_of_another_paragraph_item_or_metric_is_not(check: Check) -> None:
    said = [(NAME, "dropped considerably")]
    assert rules_of(check("Repairs dropped considerably.\n\nThere were 12 visits.", NAME)) == said
    assert rules_of(check("- Repairs dropped considerably.\n- There were 12 visits.", NAME)) == said
    assert rules_of(check("Repairs dropped considerably. Churn rose from 2% to 3%.", NAME)) == said


@pytest.mark.parametrize(
    "text",
    [
        "How much faster is it?",
        "It is not much faster.",
        "Speak soon!",
        "We do as much as we can.",
        "Many thanks.",
        "A big thank you to all.",
    ],
)
def test_idioms_and_questions_are_left_alone(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []

"""Blame and drama: words that accuse or play up, and the same words as plain names."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check, rules_of

NAME = "blame-or-drama"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Purchasing messed up the order.", "Purchasing messed up the order."),
        ("The move was a fiasco, a total mess.", "The move was a fiasco, a total mess."),
        ("It was the caterer's mistake, not ours.", "It was the caterer's mistake, not ours."),
        ("Answer me!!", "!!"),
    ],
)
def test_what_is_found(check: Check, text: str, words: str) -> None:
    assert rules_of(check(text, NAME)) == [(NAME, words)]


@pytest.mark.parametrize(
    "text",
    [
        "We use chaos engineering.",
        "The caterer's mistake cost EUR 40.",
        "The flood was a disaster for the village.",
        "Well done!",
        "Images load lazily; lazy loading is on.",
    ],
)
def test_what_is_left_alone(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []


def test_the_words_are_named(check: Check) -> None:
    [finding] = check("The move was a fiasco.", NAME).findings
    assert "“fiasco”" in finding.message


def test_of_a_very_long_sentence_only_the_words_are_marked(check: Check) -> None:
    text = "The move" + " of the pumps to the hall" * 10 + " was a fiasco."
    assert rules_of(check(text, NAME)) == [(NAME, "fiasco")]


def test_marks_are_cut_to_one(check: Check) -> None:
    [finding] = check("Answer me!!!", NAME).findings
    assert finding.fix == "!"

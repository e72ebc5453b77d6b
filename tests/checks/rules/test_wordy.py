"""Fewer words: the fix reads as English, and doubt that carries something is kept."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check

NAME = "wordy"


def applied(check: Check, text: str) -> str:
    for finding in reversed(check(text, NAME).findings):
        assert finding.fix is not None
        text = text[: finding.span[0]] + finding.fix + text[finding.span[1] :]
    return text


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("In order to sail, we need a permit.", "To sail, we need a permit."),
        ("It should be noted that the lock is closed.", "The lock is closed."),
        ("Needless to say, the lock is closed.", "The lock is closed."),
        ("The lock is, needless to say, closed.", "The lock is closed."),
        ("Basically, the lock is closed.", "The lock is closed."),
        ("The majority of our skippers agreed.", "Most of our skippers agreed."),
        ("The majority of skippers agreed.", "Most skippers agreed."),
        ("We are making use of the old hall.", "We are using the old hall."),
        ("The crew has the ability to sail at night.", "The crew can sail at night."),
        ("They might possibly sail prior to noon.", "They might sail before noon."),
    ],
)
def test_the_fix_reads_as_english(check: Check, text: str, shorter: str) -> None:
    assert applied(check, text) == shorter
    assert not check(shorter, NAME).findings


@pytest.mark.parametrize(
    "doubt",
    [
        "may",
        "might",
        "could",
        "probably",
        "it seems that we",
        "we think that we",
        "about 40 of us",
        "up to 40 of us",
        "in theory we",
    ],
)
def test_doubt_is_no_filler(check: Check, doubt: str) -> None:
    assert not check(f"If the lock opens, {doubt} sail on 4 May.", NAME).findings


def test_a_bound_is_no_filler(check: Check) -> None:
    assert not check("The delay is basically zero.", NAME).findings


def test_only_an_exchange_that_fits_everywhere_is_made_unasked(check: Check) -> None:
    safe = {f.text: f.safe for f in check("In order to sail, we made a decision on the route.", NAME).findings}
    assert safe == {"In order to": True, "made a decision on": False}

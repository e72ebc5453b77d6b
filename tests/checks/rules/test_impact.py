"""Metrics that moved, and whom it touches."""

from __future__ import annotations

from tests.checks.conftest import Check

NAME = "missing-impact"


def test_it_depends_on_what_the_reader_knows(check: Check) -> None:
    text = "We raised NDCG from 0.58 to 0.63."
    assert check(text, NAME, audience="exec").findings
    assert not check(text, NAME, audience="ds").findings


def test_a_name_that_holds_a_word_of_impact_is_none(check: Check) -> None:
    assert check("Word error rate fell from 14% to 9%.", NAME).findings


def test_to_say_that_it_is_not_known_is_an_answer(check: Check) -> None:
    text = "We raised NDCG from 0.58 to 0.63. We do not know yet what it means for sales."
    assert not check(text, NAME).findings

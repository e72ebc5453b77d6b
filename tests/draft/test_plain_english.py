"""Ordinary sentences whose words are also technical terms: the draft for an executive leaves each as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

import plainspeak

SENTENCES = (Path(__file__).parent / "plain_english.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_ordinary_word_is_never_taken_for_a_technical_term(sentence: str) -> None:
    assert plainspeak.rewrite(sentence, audience="exec").text == sentence


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Recall of the wheat disease model rose from 81% to 88%.", "known cases"),
        ("Retention was 54% after 30 days.", "stay"),
    ],
)
def test_a_word_of_another_trade_does_not_hide_a_technical_sense(sentence: str, told: str) -> None:
    assert told in plainspeak.rewrite(sentence, audience="exec").text

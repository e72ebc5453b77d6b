"""Whole mails: the rules on outcomes, figures, requests and order find what is wrong, and nothing in good ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.checks import rules
from plainspeak.checks.document import Document, Part
from plainspeak.checks.passages import Reading
from plainspeak.knowledge import load

RULES = (
    "activity-not-outcome",
    "missing-impact",
    "number-without-baseline",
    "uncertainty-without-learning",
    "roadblock-without-options",
    "ask-without-owner-or-date",
    "buried-lead",
    "status-colour-contradicts",
    "progress-problems-plan",
)
HERE = Path(__file__).parent
MAILS = tomllib.loads((HERE / "status_mails.toml").read_text(encoding="utf-8"))["mails"]
QUIET = (HERE / "quiet_sentences.txt").read_text(encoding="utf-8").splitlines()


def found_in(mail: dict[str, Any]) -> set[tuple[str, str]]:
    document = Document("-", (Part("subject", mail["subject"]), Part("body", mail["text"])), is_mail=True)
    knowledge = load()
    reading = Reading(document, knowledge.audiences.get(mail["audience"]), knowledge)
    found = set()
    for name in RULES:
        rule = rules.load(name)
        assert rule is not None
        found |= {(name, document.parts[one.part].text[one.start : one.end]) for one in rule.find(reading)}
    return found


@pytest.mark.parametrize("mail", MAILS, ids=[mail["subject"] for mail in MAILS])
def test_what_is_found(mail: dict[str, Any]) -> None:
    assert found_in(mail) == {(rule, text) for rule, text in mail.get("found", [])}


def test_most_of_the_mails_are_good_ones() -> None:
    assert sum("found" not in mail for mail in MAILS) >= len(MAILS) / 2


@pytest.mark.parametrize("audience", ["exec", "pm", "sales"])
@pytest.mark.parametrize("sentence", QUIET)
def test_plain_sentences_with_the_same_words_are_left_alone(sentence: str, audience: str) -> None:
    text = f"Hi Eva,\n\n{sentence}\n\nBest,\nJo\n"
    assert not found_in({"subject": "The week in the shops", "audience": audience, "text": text})


@given(st.lists(st.sampled_from([*QUIET, *(text for mail in MAILS for _, text in mail.get("found", []))]), max_size=12))
def test_any_mixture_of_sentences_is_read_and_each_finding_is_one_of_them(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    for _, found in found_in({"subject": "Weekly status", "audience": "exec", "text": text}):
        assert found == "Weekly status" or found in text

"""Whole mails with faults that a reader marked: most of them are found, and little besides."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainspeak.checks import rules
from plainspeak.checks.document import Document, Part
from plainspeak.checks.passages import Reading
from plainspeak.knowledge import load

RULES = tuple(name for name in rules.names() if name != "unused-suppression")
MAILS = tomllib.loads((Path(__file__).parent / "faulty_mails.toml").read_text(encoding="utf-8"))["mails"]
SAME = {"acronym-unexplained": "jargon"}  # which of the two names the word is a matter of taste


def pairs(mail: dict[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what a reader marked and what the rules find, as rule and words."""
    document = Document("-", (Part("subject", mail["subject"]), Part("body", mail["text"])), is_mail=True)
    knowledge = load()
    reading = Reading(document, knowledge.audiences.get(mail["audience"]), knowledge)
    loaded = [rules.load(name) for name in RULES]
    found = [(rule.name, document.parts[f.part].text[f.start : f.end]) for rule in loaded for f in rule.find(reading)]
    return [(rule, words) for rule, words in mail["found"]], found


def met(one: tuple[str, str], others: list[tuple[str, str]]) -> bool:
    rule, words = SAME.get(one[0], one[0]), one[1].lower()
    return any(SAME.get(r, r) == rule and (w.lower() in words or words in w.lower()) for r, w in others)


def every() -> Iterator[tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
    yield from (pairs(mail) for mail in MAILS)


@pytest.mark.parametrize("mail", MAILS, ids=[mail["subject"] for mail in MAILS])
def test_what_is_marked_stands_in_the_mail(mail: dict[str, Any]) -> None:
    assert all(words in mail["text"] or words in mail["subject"] for _, words in mail["found"])
    assert all(rule in RULES for rule, _ in mail["found"])


def test_most_of_what_a_reader_marked_is_found() -> None:
    judged = [met(one, found) for marked, found in every() for one in marked]
    assert len(judged) > 200
    assert sum(judged) / len(judged) > 0.8


def test_little_else_is_found() -> None:
    judged = [met(one, marked) for marked, found in every() for one in found]
    assert sum(judged) / len(judged) > 0.8

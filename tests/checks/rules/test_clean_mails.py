"""Whole mails that are well written: no rule finds anything in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from plainspeak.checks import rules
from plainspeak.checks.document import Document, Part
from plainspeak.checks.passages import Reading
from plainspeak.knowledge import load

RULES = tuple(name for name in rules.names() if name != "unused-suppression")
MAILS = tomllib.loads((Path(__file__).parent / "clean_mails.toml").read_text(encoding="utf-8"))["mails"]


@pytest.mark.parametrize("mail", MAILS, ids=[mail["subject"] for mail in MAILS])
def test_nothing_is_found(mail: dict[str, Any]) -> None:
    document = Document("-", (Part("subject", mail["subject"]), Part("body", mail["text"])), is_mail=True)
    knowledge = load()
    reading = Reading(document, knowledge.audiences.get(mail["audience"]), knowledge)
    loaded = [rule for name in RULES if (rule := rules.load(name))]
    assert len(loaded) == len(RULES)
    found = [(r.name, document.parts[f.part].text[f.start : f.end]) for r in loaded for f in r.find(reading)]
    assert found == []

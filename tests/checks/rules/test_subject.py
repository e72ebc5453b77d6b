"""Subjects that would fit any mail."""

from __future__ import annotations

import pytest

from plainspeak.checks.document import Document, Part
from plainspeak.checks.passages import Reading
from plainspeak.checks.rules.subject import find
from plainspeak.knowledge import load


def found(subject: str) -> list[str]:
    knowledge = load()
    document = Document("-", (Part("subject", subject), Part("body", "The lift works.")), is_mail=True)
    return [subject[f.start : f.end] for f in find(Reading(document, knowledge.audiences.get("exec"), knowledge))]


@pytest.mark.parametrize(
    "subject",
    ["Update", "Weekly report CW 18", "[Facilities] status", "Some news from our team", "Project update, May 2024"],
)
def test_what_says_nothing(subject: str) -> None:
    assert found(subject) == [subject]


@pytest.mark.parametrize(
    "subject",
    ["", "  ", "2024", "Re: Update", "AW: Status", "Fwd: News", "Lift: weekly status", "Lift repaired", "ACTION: lift"],
)
def test_what_says_something_or_is_somebody_elses(subject: str) -> None:
    assert found(subject) == []

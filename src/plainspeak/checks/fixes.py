"""Mends what changes no meaning: each exchange of words is read by the verifier before it is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plainspeak import fidelity
from plainspeak.audiences import Audience
from plainspeak.checks.report import CheckFinding
from plainspeak.draft.edits import Edit, apply
from plainspeak.knowledge import Knowledge
from plainspeak.text import Sentence, protected, sentences

_ROUNDS = 8
_SPACE = " \t"


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after its mends.

    Args:
        text: The text.
        made: How many mends were made.
        refused: The findings whose mend was not made, because the verifier saw the meaning change.
    """

    text: str
    made: int
    refused: tuple[CheckFinding, ...]


def mend(text: str, check: Callable[[str], Iterable[CheckFinding]], audience: Audience, knowledge: Knowledge) -> Mended:
    """Make the safe mends of a text, until there are none left; doing it again changes nothing.

    Args:
        text: A text, plain or Markdown.
        check: Returns the findings of a text.
        audience: The reader.
        knowledge: The packs.
    """
    now, made = text, 0
    refused: list[CheckFinding] = []
    for _ in range(_ROUNDS):
        refused = []
        edits = list(_edits(now, check(now), audience, knowledge, refused))
        if not edits:
            return Mended(now, made, tuple(refused))
        now = apply(now, edits)
        made += len(edits)
    return Mended(text, 0, tuple(refused))  # mends that call for each other without end are none


def _edits(
    text: str,
    findings: Iterable[CheckFinding],
    audience: Audience,
    knowledge: Knowledge,
    refused: list[CheckFinding],
) -> Iterable[Edit]:
    """Return the mends that the verifier lets pass; note the others."""
    kept = protected(text)
    places = sentences(text)
    out: list[Edit] = []
    number = 0
    for finding in sorted(findings, key=lambda f: f.span):
        start, end = finding.span
        if not finding.safe or finding.fix is None or (out and out[-1].end > start):
            continue
        while number < len(places) and places[number].end < end:
            number += 1
        if number == len(places) or not places[number].start <= start < end <= places[number].end:
            continue
        if any(start < last and end > first for first, last in kept):
            continue
        edit = _edit(text, finding, places[number])
        # What was decided for this sentence before counts as well: two mends may be more than the sum.
        earlier = [e for e in out if e.start >= places[number].start]
        source = text[places[number].start : places[number].end]
        mended = apply(text, [*earlier, edit], places[number].start, places[number].end)
        if fidelity.compare(source, mended, knowledge, audience=audience).outcome == "faithful":
            out.append(edit)
        else:
            refused.append(finding)
    return out


def _edit(text: str, finding: CheckFinding, sentence: Sentence) -> Edit:
    """Return the exchange of words; what is left out takes a space with it, and hands on its capital letter."""
    start, end = finding.span
    words = finding.fix or ""
    if words:
        return Edit(start, end, words, (), "replaced")
    if start == sentence.start:
        more = re.compile(r",?[ \t]+").match(text, end, sentence.end)
        end = more.end() if more else end
        if text[start].isupper() and end < sentence.end:
            return Edit(start, end + 1, text[end].upper(), (), "replaced")
    elif text[start - 1] in _SPACE:
        start -= 1
        if text[start - 1] == "," and text[end : end + 1] in (",", ".", "!", "?", ""):
            start -= 1
    elif end < len(text) and text[end] in _SPACE:
        end += 1
    return Edit(start, end, "", (), "replaced")

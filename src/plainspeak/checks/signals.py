"""Small questions that several rules ask of a sentence and its neighbours: is it dated, measured, still to come."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.quantities import Quantity

# The tables of words that several rules look for (``data/english/checks.toml``).
LETTER = "letter"
TIME_TO_COME = "time-to-come"
WAY_OUT = "way-out"
COMPARISON = "comparison"
IMPACT = "impact"

_SHORT = 6  # words: so long is a greeting or a closing at most
_CLOSING = 4  # words of the first line of a closing
_DUE = frozenset("by until till before from due eta".split())
_DUE_AHEAD = frozenset("on in of for at around mid early late next ( - :".split())
_PAST = ("last ", "yesterday", "overnight")
_NOW = ("this ", "today", "tonight")
_LEVELS = ("share", "points", "bytes")
_MORE = frozenset(
    "as more faster less fewer higher lower the what quicker better larger smaller longer shorter".split()
)


class Flow:
    """The sentences of a body in order, without greeting and signature, and which of them belong together.

    Args:
        reading: The document.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        body = reading.body
        first = next((i for i, p in enumerate(body) if not _greets(reading, p)), len(body)) if body else 0
        last = len(body)
        while last > first and last > len(body) - 3 and _closes(reading, body[last - 1], last == len(body)):
            last -= 1
        self.passages: tuple[Passage, ...] = tuple(body[first:last])

    def together(self, at: int, other: int) -> bool:
        """Return whether two neighbours stand in one paragraph, or in one item of a list.

        Args:
            at: Index of the first.
            other: Index of the second, which is the next one.
        """
        one, two = self.passages[at], self.passages[other]
        if one.part != two.part or one.facts.sentence.block != two.facts.sentence.block or one.kind != two.kind:
            return False
        if one.kind == "prose":
            return True
        # Between two items stands the mark of the second.
        return one.kind == "item" and not self.reading.document.parts[one.part].text[one.end : two.start].strip()

    def before(self, at: int, most: int = 2) -> Iterator[Passage]:
        """Yield the sentences before one, in the same paragraph or item, nearest first."""
        for other in range(at - 1, max(at - 1 - most, -1), -1):
            if not self.together(other, other + 1):
                return
            yield self.passages[other]

    def after(self, at: int, most: int = 3) -> Iterator[Passage]:
        """Yield the sentences after one, in the same paragraph or item."""
        for other in range(at + 1, min(at + 1 + most, len(self.passages))):
            if not self.together(other - 1, other):
                return
            yield self.passages[other]

    def around(self, at: int, before: int = 2, after: int = 3) -> list[Passage]:
        """Return a sentence and its neighbours in the same paragraph or item."""
        return [*self.before(at, before), self.passages[at], *self.after(at, after)]


def _greets(reading: Reading, passage: Passage) -> bool:
    if len(passage.facts.words) > _SHORT or passage.text[-1] in ".?":
        return False
    return any(hit.first == 0 for hit in reading.listed(passage, LETTER, "greeting"))


def _closes(reading: Reading, passage: Passage, is_last: bool) -> bool:
    words = [w for w in passage.facts.words if w.kind == "word"]
    if not words or passage.kind != "prose":
        return False
    closing = [hit for hit in reading.listed(passage, LETTER, "closing") if hit.first == 0]
    if closing:
        return len(passage.text.splitlines()[0].split()) <= _CLOSING
    named = all(w.text[0].isupper() for w in words)
    return is_last and named and len(words) <= _SHORT and passage.text[-1].isalpha()


def is_denied(reading: Reading, passage: Passage, at: int, reach: int = 3) -> bool:
    """Return whether a "not" of some kind stands shortly before a word: "has not been resolved".

    Args:
        reading: The document.
        passage: The sentence.
        at: Index of the word.
        reach: How many words before it are looked at.
    """
    language = reading.knowledge.language
    return any(language.denies(word.lower) for word in passage.facts.words[max(at - reach, 0) : at])


def is_ahead(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence speaks of what is still to come."""
    return bool(reading.listed(passage, TIME_TO_COME, "ahead"))


def is_question(passage: Passage) -> bool:
    """Return whether a sentence asks."""
    return passage.text.rstrip("\"')*_ ").endswith("?")


def dated(reading: Reading, passage: Passage, *, now: bool = False) -> bool:
    """Return whether a sentence names a day by which something is to be, or from which on it is so.

    Args:
        reading: The document.
        passage: The sentence.
        now: Whether "today" and "this week" count.
    """
    if reading.listed(passage, TIME_TO_COME, "deadline"):
        return True
    words = passage.facts.words
    ahead = is_ahead(reading, passage)
    for moment in passage.facts.moments:
        if moment.key.startswith(_PAST):
            continue
        before = [w.lower for w in words if w.end <= moment.start][-1:]
        if moment.key.startswith(_NOW) and before[:1] not in (["by"], ["before"]):
            if now:
                return True
            continue
        if not before or before[0] in _DUE or moment.kind == "relative":
            return True
        if before[0] in _DUE_AHEAD and (ahead or (before[0] == "on" and moment.kind == "date")):
            return True
    return any(_is_span(passage, quantity, ahead) for quantity in passage.facts.quantities)


def _is_span(passage: Passage, quantity: Quantity, ahead: bool) -> bool:
    """Return whether a time says until when: "within two days", and of what is to come "in two days"."""
    if quantity.dimension != "time":
        return False
    words = [w.lower for w in passage.facts.words if w.start < quantity.end]
    own = [w.lower for w in passage.facts.words if quantity.start <= w.start < quantity.end]
    around = words[-len(own) - 1 :][:2]  # "within" may count as a part of the quantity, as "up to" does
    return "within" in around or (ahead and "in" in around)


def is_costed(passage: Passage) -> bool:
    """Return whether a sentence names an amount of money."""
    return any(quantity.dimension.startswith("money") for quantity in passage.facts.quantities)


def is_change(passage: Passage) -> bool:
    """Return whether a sentence says that something moved, and how much."""
    facts = passage.facts
    if any(claim.direction and (claim.amount or claim.old or claim.new) for claim in facts.claims):
        return True
    return bool(facts.quantities) and bool(facts.marked("moving"))


def is_measured(passage: Passage) -> bool:
    """Return whether a sentence holds a figure that may be a result: a share, points, a multiple, money or a change."""
    if is_change(passage) or is_costed(passage):
        return True
    return any(
        quantity.dimension in _LEVELS or (quantity.dimension == "times" and _multiplies(passage, quantity))
        for quantity in passage.facts.quantities
    )


def _multiplies(passage: Passage, quantity: Quantity) -> bool:
    """Return whether "twice" says how much more, not how often."""
    after = [w.lower for w in passage.facts.words if w.start >= quantity.end][:1]
    return quantity.verb or (bool(after) and after[0] in _MORE)

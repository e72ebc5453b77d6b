"""One text read for comparison: each number with its metric, direction, role and the words around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.figures.rates import Rate
from plainspeak.fidelity.stems import stem
from plainspeak.moments import Moment
from plainspeak.names import Name
from plainspeak.quantities import Quantity

__all__ = ["Number", "Reading", "stem"]


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity and what the words around it make of it.

    Args:
        quantity: The quantity.
        sentence: Index of its sentence.
        segment: Index of the part of the sentence between two commas or conjunctions.
        term: The metric that it belongs to; "" if unknown.
        role: "amount", "old", "new" or "" (not part of a claim that was understood).
        direction: "up", "down", "same" or "".
        better: Whether the change is for the better; None if that can't be told.
        by_term: Whether that is known from a term of the glossary, and not just from a noun beside it.
        told: For a percentage or points of change: "bare" ("by 10%"), "relative" ("10% more cases"), "points"; else "".
        share: Whether it speaks of a metric that is itself a share.
        bound: "at most", "about" ...: its comparator, or what a word such as "capped" or a "not" before it makes of it.
        around: The stems of the words of its segment.
        meant: The quantity with the unit that was said before: 1.8 seconds in "0.9 seconds, down from 1.8".
        per: What it is counted by, right behind it: "480 loaves an hour".
        floating: What the sentence names besides: "Each year, 4% is lost".
        often: Whether it says how often something happens: "three times", and not "three times as much".
    """

    quantity: Quantity
    sentence: int
    segment: int
    term: str
    role: str
    direction: str
    better: bool | None
    by_term: bool
    told: str
    share: bool
    bound: str
    around: frozenset[str]
    meant: Quantity
    per: tuple[Rate, ...] = ()
    floating: tuple[Rate, ...] = ()
    often: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read.

    Args:
        text: The text.
        facts: What each sentence claims.
        numbers: Its quantities, in order.
        moments: Its dates and times, in order.
        names: Its names with digits, in order.
        terms: The ids of the terms in it.
        rates: What is counted by something, in order: "daily", "an hour".
        timed: The units of time that it names in any way.
        things: The stems of what it speaks of one by one: "each user".
    """

    text: str
    facts: tuple[Facts, ...]
    numbers: tuple[Number, ...]
    moments: tuple[Moment, ...]
    names: tuple[Name, ...]
    terms: frozenset[str]
    rates: tuple[Rate, ...] = ()
    timed: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    _markers: dict[str, list[Marker]] = field(default_factory=dict)
    _words: list[frozenset[str]] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """The words of all sentences, in small letters."""
        if not self._words:
            self._words.append(frozenset(w.lower for f in self.facts for w in f.words))
        return self._words[0]

    def marked(self, kind: str, *labels: str) -> list[Marker]:
        """Return the markers of one table over all sentences, of certain labels if any are given."""
        listed = (self._markers or self._sorted()).get(kind, ())
        return [m for m in listed if m.label in labels] if labels else list(listed)

    def within(self, start: int, end: int, kind: str, *labels: str) -> list[Marker]:
        """Return the markers of one table that begin in a span."""
        listed = (self._markers or self._sorted()).get(kind)
        if not listed:
            return []
        first = bisect_left(listed, start, key=lambda m: m.start)
        last = bisect_left(listed, end, key=lambda m: m.start)
        return [m for m in listed[first:last] if not labels or m.label in labels]

    def sentence_at(self, place: int) -> Facts:
        """Return the sentence that a place of the text stands in."""
        return self.facts[max(0, bisect_right(self.facts, place, key=lambda f: f.sentence.start) - 1)]

    def _sorted(self) -> Mapping[str, Sequence[Marker]]:
        """Return the markers by their tables, and keep them so."""
        self._markers[""] = []  # for a text without any
        for facts in self.facts:
            for marker in facts.markers:
                self._markers.setdefault(marker.table, []).append(marker)
        return self._markers

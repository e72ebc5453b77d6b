"""The two texts side by side, as every check of words gets them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.figures.numbers import Pair
from plainspeak.fidelity.licence import Licence
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import Segment
from plainspeak.findings import Finding, Span
from plainspeak.knowledge import Knowledge
from plainspeak.markup import merge

if TYPE_CHECKING:
    from plainspeak.fidelity.counterparts import Counterparts

_FEW = 12  # sentences that are always looked at whole
_BESIDE = 2  # sentences before and after one that may tell the same
_OFTEN = 40  # places of a word that are looked at: one that stands everywhere tells nothing


@dataclass(frozen=True, slots=True)
class Texts:
    """Source and rewrite, read.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        given: The reading of what the author added.
        licence: What of the rewrite only says what the source's terms mean.
        pairs: The numbers that belong together.
        source_segments: The source's segments.
        rewrite_segments: The rewrite's segments.
        knowledge: The packs.
        audiences: The audience and those that it extends.
        asides: Clauses of the rewrite that only say what is meant.
        counterparts: What of each has a counterpart in the other, once ``counterparts.of`` was asked for it.
    """

    source: Reading
    rewrite: Reading
    given: Reading
    licence: Licence
    pairs: Sequence[Pair]
    source_segments: Sequence[Segment]
    rewrite_segments: Sequence[Segment]
    knowledge: Knowledge
    audiences: Sequence[str]
    asides: Sequence[Span] = ()
    _meant: list[list[Span]] = field(default_factory=list)
    counterparts: list[Counterparts] = field(default_factory=list)
    _index: dict[bool, Mapping[tuple[int, str], Sequence[int]]] = field(default_factory=dict)

    def told(self, table: str, *labels: str) -> list[Marker]:
        """Return the rewrite's markers of a table outside of what only explains a term."""
        return [m for m in self.rewrite.marked(table, *labels) if not self.explains(m)]

    def explains(self, marker: Marker) -> bool:
        """Return whether a marker of the rewrite stands in what only says what a term of the source means."""
        if not self._meant:
            self._meant.append(merge(self.licence.spans))
        [spans] = self._meant
        at = bisect_right(spans, marker.start, key=lambda span: span[1])
        return at < len(spans) and spans[at][0] < marker.end

    def aside(self, marker: Marker) -> bool:
        """Return whether a marker of the rewrite stands in a clause that only says what is meant."""
        return any(a <= marker.start < b for a, b in self.asides)

    def names(self, marker: Marker) -> bool:
        """Return whether a marker of the source is part of a term's name: "false non-match rate", "P90 forecast"."""
        facts = self.source.sentence_at(marker.start)
        return any(hit.first <= marker.first < hit.last for hit in facts.terms)

    def said(self, marker: Marker) -> str:
        """Return the words of a marker of the source."""
        return self.source.text[marker.start : marker.end]

    def retold(self, marker: Marker) -> str:
        """Return the words of a marker of the rewrite."""
        return self.rewrite.text[marker.start : marker.end]

    def partners(self, segment: Segment, *, rewrite: bool = False) -> list[Segment]:
        """Return the segments of the other text that share most with a segment: names and numbers count double.

        Args:
            segment: A segment of the source.
            rewrite: It is one of the rewrite instead.
        """
        others, index = (
            (self.source_segments, self._where(rewrite=False))
            if rewrite
            else (self.rewrite_segments, self._where(rewrite=True))
        )
        scores: dict[int, int] = {}
        for items, weight in ((segment.who, 2), (segment.stems, 1)):
            for item in items:
                for at in index.get((weight, item), ())[:_OFTEN]:
                    scores[at] = scores.get(at, 0) + weight
        best = max(scores.values(), default=0)
        return [others[at] for at in sorted(scores) if scores[at] == best]

    def around(self, marker: Marker) -> tuple[Sequence[Facts], Sequence[Facts]]:
        """Return the sentences of source and rewrite around a marker of the rewrite; short texts whole.

        What a sentence is about stands near it, also when sentences are split, joined or moved a little.
        """
        segment = self.segment_of(marker, rewrite=True)
        partners = self.partners(segment, rewrite=True) if segment else []
        here = {segment.sentence} if segment else set()
        return _near(self.source.facts, {p.sentence for p in partners}), _near(self.rewrite.facts, here)

    def _where(self, *, rewrite: bool) -> Mapping[tuple[int, str], Sequence[int]]:
        """Return where each name, number and word stands in the segments of one text."""
        if rewrite not in self._index:
            found: dict[tuple[int, str], list[int]] = {}
            for at, segment in enumerate(self.rewrite_segments if rewrite else self.source_segments):
                for item in segment.who:
                    found.setdefault((2, item), []).append(at)
                for item in segment.stems:
                    found.setdefault((1, item), []).append(at)
            self._index[rewrite] = found
        return self._index[rewrite]

    def segment_of(self, marker: Marker, *, rewrite: bool = False) -> Segment | None:
        """Return the segment in which a marker stands."""
        listed = self.rewrite_segments if rewrite else self.source_segments
        at = bisect_right(listed, marker.start, key=lambda s: s.start) - 1
        return listed[at] if at >= 0 and marker.start < listed[at].end else None


def _near(sentences: Sequence[Facts], places: Collection[int]) -> Sequence[Facts]:
    """Return the sentences next to certain ones; all, if there are few."""
    if len(sentences) <= _FEW:
        return sentences
    wanted = {n for place in sorted(places)[:_FEW] for n in range(place - _BESIDE, place + _BESIDE + 1)}
    return [sentences[n] for n in sorted(wanted) if 0 <= n < len(sentences)]


def covering(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """Return a function that tells whether a place is inside one of many spans.

    Args:
        spans: Start and end of each, in any order.
    """
    merged = merge(list(spans))

    def covered(place: int) -> bool:
        at = bisect_right(merged, place, key=lambda span: span[0]) - 1
        return at >= 0 and place < merged[at][1]

    return covered


def inverted(reading: Reading) -> list[Marker]:
    """Return the "should" that opens a clause and means "if": "Should traffic double, ..."."""
    found = []
    for facts in reading.facts:
        for mark in facts.marked("certainty"):
            if facts.words[mark.first].lower != "should" or mark.last - mark.first != 1:
                continue
            if not mark.first or facts.words[mark.first - 1].kind == "mark":
                found.append(mark)
    return found


def lost(rule: str, severity: str, message: str, texts: Texts, marker: Marker) -> Finding:
    """Return a finding about words of the source that are missing in the rewrite."""
    return Finding(rule, severity, message, texts.said(marker), (marker.start, marker.end), None, texts.said(marker))


def added(rule: str, severity: str, message: str, texts: Texts, marker: Marker) -> Finding:
    """Return a finding about words of the rewrite that the source does not have."""
    return Finding(rule, severity, message, texts.retold(marker), None, (marker.start, marker.end))

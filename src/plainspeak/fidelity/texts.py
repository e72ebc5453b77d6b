"""The two texts side by side, as every check of words gets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plainspeak.facts import Marker
from plainspeak.fidelity.numbers import Pair
from plainspeak.fidelity.reading import Licence, Reading
from plainspeak.fidelity.segments import Segment
from plainspeak.findings import Finding
from plainspeak.knowledge import Knowledge


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

    def told(self, table: str, *labels: str) -> list[Marker]:
        """Return the rewrite's markers of a table outside of what only explains a term."""
        spans = self.licence.spans
        found = self.rewrite.marked(table, *labels)
        return [m for m in found if not any(a <= m.start and m.end <= b for a, b in spans)]

    def said(self, marker: Marker) -> str:
        """Return the words of a marker of the source."""
        return self.source.text[marker.start : marker.end]

    def retold(self, marker: Marker) -> str:
        """Return the words of a marker of the rewrite."""
        return self.rewrite.text[marker.start : marker.end]

    def partners(self, segment: Segment) -> list[Segment]:
        """Return the segments of the other text that share most with a segment, at least one name, number or content word."""
        others = self.rewrite_segments if segment in self.source_segments else self.source_segments
        scores = [(2 * len(segment.who & other.who) + len(segment.stems & other.stems), other) for other in others]
        best = max((score for score, _ in scores), default=0)
        return [other for score, other in scores if score and score == best]

    def segment_of(self, marker: Marker, *, rewrite: bool = False) -> Segment | None:
        """Return the segment in which a marker stands."""
        for segment in self.rewrite_segments if rewrite else self.source_segments:
            if segment.start <= marker.start < segment.end:
                return segment
        return None


def lost(rule: str, severity: str, message: str, texts: Texts, marker: Marker) -> Finding:
    """Return a finding about words of the source that are missing in the rewrite."""
    return Finding(rule, severity, message, texts.said(marker), (marker.start, marker.end), None, texts.said(marker))


def added(rule: str, severity: str, message: str, texts: Texts, marker: Marker) -> Finding:
    """Return a finding about words of the rewrite that the source does not have."""
    return Finding(rule, severity, message, texts.retold(marker), None, (marker.start, marker.end))

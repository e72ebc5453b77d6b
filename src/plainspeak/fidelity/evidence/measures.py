"""Find a number that the rewrite tells of another kind of measure than its source: a chance, a score, work done."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_BESIDE = frozenset(("held",))  # "we hold 94% of" is a stock; "in 94% of cases it holds what is asked for" is none


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a number of the rewrite measures something else than in the source.

    A measure counts only if the other text does not speak of it there, and the new one only if the source nowhere does.

    Args:
        texts: The two texts.
    """
    known = {m.label for m in texts.source.marked("measures")}
    claimed = {m.start for m in texts.told("measures") if not texts.aside(m)}
    confused = texts.knowledge.language.data["measures_confused"]
    source, rewrite = (
        _Places(texts.source, texts.source_segments),
        _Places(texts.rewrite, texts.rewrite_segments),
    )
    for pair in texts.pairs:
        kept = {m.label for m in rewrite.beside(pair.rewrite)}
        was = [m for m in source.around(pair.source) if m.label not in kept]
        now = [m for m in rewrite.around(pair.rewrite) if m.label not in known and m.start in claimed]
        pairs = confused[_group(pair.rewrite.quantity.dimension)]
        for one, other in itertools.product(was, now):
            if [one.label, other.label] not in pairs and [other.label, one.label] not in pairs:
                continue
            if other.label in _BESIDE and pair.rewrite.quantity.start - other.end not in (1, 2):
                continue
            message = f"The source measures {texts.said(one)!r} here, the rewrite {texts.retold(other)!r}."
            place = (one.start, one.end), (other.start, other.end)
            yield Finding("metric-confused", "error", message, texts.retold(other), *place, texts.said(one))
            return


def _group(dimension: str) -> str:
    """Return the group of dimensions whose measures are confused in the same way."""
    kind = {"points": "share", "times": "count"}.get(dimension, dimension.partition(":")[0])
    return kind if kind in ("share", "count", "money", "time") else "other"


class _Places:
    """The words of measure of one text, by the numbers that they stand with."""

    def __init__(self, reading: Reading, segments: Sequence[Segment]) -> None:
        self._reading, self._segments = reading, segments
        self._numbers = Counter(n.sentence for n in reading.numbers)

    def beside(self, number: Number) -> list[Marker]:
        """Return those in the part of a sentence, between commas and conjunctions, in which a number stands."""
        at = bisect_right(self._segments, number.quantity.start, key=lambda s: s.start) - 1
        segment = self._segments[max(at, 0)]
        return self._reading.within(segment.start, segment.end, "measures")

    def around(self, number: Number) -> list[Marker]:
        """Return those beside a number; in the whole sentence if it is the only one there."""
        if self._numbers[number.sentence] > 1:
            return self.beside(number)
        sentence = self._reading.facts[number.sentence].sentence
        return self._reading.within(sentence.start, sentence.end, "measures")

"""Compare the words that colour a claim: direction, certainty, negation, conditions, causes, benefits, dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.facts import Marker
from plainspeak.fidelity.numbers import Pair
from plainspeak.fidelity.reading import Reading
from plainspeak.findings import Finding
from plainspeak.moments import Moment

_LADDER = ("unknown", "possible", "apparent", "expected")
_OPPOSITE = {"up": "down", "down": "up"}


def compare(source: Reading, rewrite: Reading, given: Reading, pairs: Sequence[Pair], licensed: Sequence[tuple[int, int]]) -> list[Finding]:
    """Return what the words of a rewrite change.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        given: The reading of what the author added.
        pairs: The numbers that belong together.
        licensed: Spans of the rewrite that only tell what a term of the source means.
    """
    free = _Free(rewrite, licensed)
    return [
        *_directions(source, rewrite, pairs),
        *_certainty(source, rewrite, free),
        *_negation(source, rewrite, free),
        *_conditions(source, rewrite),
        *_added_claims(source, rewrite, given, free),
        *_moments(source, rewrite, given),
    ]


class _Free:
    """The markers of a rewrite outside of what only explains a term."""

    def __init__(self, rewrite: Reading, licensed: Sequence[tuple[int, int]]) -> None:
        self._rewrite, self._licensed = rewrite, licensed

    def marked(self, kind: str, *labels: str) -> list[Marker]:
        found = self._rewrite.marked(kind, *labels)
        return [m for m in found if not any(a <= m.start and m.end <= b for a, b in self._licensed)]


def _words(reading: Reading, marker: Marker) -> str:
    return reading.text[marker.start : marker.end]


def _directions(source: Reading, rewrite: Reading, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Compare verb, sign and whether up is good together, number by number."""
    for pair in pairs:
        s, r = pair.source, pair.rewrite
        if s.better is not None and r.better is not None:
            flipped = s.better != r.better
        else:
            flipped = bool(s.direction) and _OPPOSITE.get(s.direction) == r.direction and (s.better is None or r.better is None)
        if flipped:
            words = rewrite.text[r.quantity.start : r.quantity.end]
            was = s.direction or ("better" if s.better else "worse")
            now = r.direction or ("better" if r.better else "worse")
            message = f"With {words}, the source says {was} and the rewrite {now}."
            span = (s.quantity.start, s.quantity.end), (r.quantity.start, r.quantity.end)
            yield Finding("direction-flipped", "error", message, words, *span)


def _certainty(source: Reading, rewrite: Reading, free: _Free) -> Iterator[Finding]:
    """Compare the rungs of the ladder that the two texts stand on."""
    hedges, told = source.marked("certainty", *_LADDER), free.marked("certainty", *_LADDER)
    sure, told_sure = source.marked("certainty", "certain"), free.marked("certainty", "certain")
    about = any(n.quantity.comparator in ("about", "at most", "at least") for n in (*source.numbers,))
    if hedges and not told and not _softened(rewrite):
        words = _words(source, hedges[0])
        yield Finding("certainty-raised", "error", f"The source is not certain ({words!r}); the rewrite leaves that out.", words, (hedges[0].start, hedges[0].end), None)
    elif told_sure and not sure:
        mark = told_sure[0]
        words = _words(rewrite, mark)
        yield Finding("certainty-raised", "error", f"The rewrite is more certain than the source: {words!r}.", words, None, (mark.start, mark.end))
    elif told and not hedges and not about:
        mark = told[0]
        words = _words(rewrite, mark)
        yield Finding("certainty-lowered", "error", f"The source states it plainly; the rewrite says {words!r}.", words, None, (mark.start, mark.end))


def _softened(rewrite: Reading) -> bool:
    """Return whether the numbers of a text say that they are estimates."""
    return any(n.quantity.comparator == "about" for n in rewrite.numbers)


def _negation(source: Reading, rewrite: Reading, free: _Free) -> Iterator[Finding]:
    """Compare whether something is denied; words that carry a "not" inside keep one but don't add one."""
    strong, told = source.marked("negation", "strong"), free.marked("negation", "strong")
    weak, told_weak = source.marked("negation", "weak"), rewrite.marked("negation", "weak")
    if strong and not told and not told_weak and not rewrite.marked("certainty", "unknown"):
        mark = strong[0]
        yield Finding("negation-lost", "error", f"The source denies something ({_words(source, mark)!r}); the rewrite does not.", _words(source, mark), (mark.start, mark.end), None)
    elif told and not strong and not weak and not source.marked("certainty", "unknown"):
        mark = told[0]
        yield Finding("negation-added", "error", f"The rewrite denies something ({_words(rewrite, mark)!r}); the source does not.", _words(rewrite, mark), None, (mark.start, mark.end))


def _conditions(source: Reading, rewrite: Reading) -> Iterator[Finding]:
    conditions = source.marked("condition")
    if conditions and not rewrite.marked("condition"):
        mark = conditions[0]
        words = _words(source, mark)
        yield Finding("condition-dropped", "warning", f"The source sets a condition ({words!r}) that is not found in the rewrite; look whether it is still said.", words, (mark.start, mark.end), None)


def _added_claims(source: Reading, rewrite: Reading, given: Reading, free: _Free) -> Iterator[Finding]:
    """Find causes and benefits that the source does not state."""
    causes = free.marked("cause", "strong")
    if causes and not source.marked("cause") and not given.marked("cause"):
        mark = causes[0]
        words = _words(rewrite, mark)
        yield Finding("cause-invented", "error", f"The rewrite gives a cause ({words!r}) that the source does not state.", words, None, (mark.start, mark.end))
    known = (source.text + " " + given.text).casefold()
    for mark in free.marked("benefit"):
        words = _words(rewrite, mark)
        if words.casefold()[:5] not in known:
            yield Finding("benefit-invented", "error", f"The rewrite promises something ({words!r}) that the source does not state.", words, None, (mark.start, mark.end))
            return


def _holds_term(source: Reading, moment: Moment) -> bool:
    """Return whether a period is told with a term, which may be said in other words: "next sprint"."""
    spans = [(f.words[h.first].start, f.words[h.last - 1].end) for f in source.facts for h in f.terms]
    return any(start < moment.end and moment.start < end for start, end in spans)


def _moments(source: Reading, rewrite: Reading, given: Reading) -> Iterator[Finding]:
    """Compare dates and times."""
    told = {m.key for m in rewrite.moments}
    known = {m.key for m in source.moments} | {m.key for m in given.moments}
    for moment in source.moments:
        if moment.kind == "relative" and _holds_term(source, moment):
            continue
        if moment.key not in told and not any(moment.key in key or key in moment.key for key in told):
            words = source.text[moment.start : moment.end]
            severity = "warning" if moment.kind == "relative" else "error"
            yield Finding("date-or-owner-changed", severity, f"The rewrite does not say when: {words}.", words, (moment.start, moment.end), None)
    for moment in rewrite.moments:
        if moment.key not in known and not any(moment.key in key or key in moment.key for key in known):
            words = rewrite.text[moment.start : moment.end]
            severity = "warning" if moment.kind == "relative" else "error"
            yield Finding("date-or-owner-changed", severity, f"The source does not say {words}.", words, None, (moment.start, moment.end))

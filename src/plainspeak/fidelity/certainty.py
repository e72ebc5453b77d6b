"""Compare how sure two texts are: a ladder that a rewrite may neither climb nor descend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding

_RUNGS = {"unknown": 1, "possible": 2, "apparent": 3, "expected": 4}
_ALIKE = (
    frozenset(("possible", "apparent")),
    frozenset(("apparent", "expected")),
    frozenset(("unknown", "possible")),
)


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite is more or less certain than its source.

    Args:
        texts: The two texts.
    """
    if texts.source.marked("significance", "words"):
        return  # "not significant" and "could well be chance" say the same
    hedges, told = texts.source.marked("certainty", *_RUNGS), texts.told("certainty", *_RUNGS)
    sure, told_sure = texts.source.marked("certainty", "certain"), texts.told("certainty", "certain")
    approximate = _approximations(texts.rewrite) - _approximations(texts.source)
    if told_sure and not sure and not _denied(texts, told_sure[0].start):
        words = texts.retold(told_sure[0])
        message = f"The rewrite is more certain than the source: {words!r}."
        yield added("certainty-raised", "error", message, texts, told_sure[0])
    elif hedges and not told and approximate <= 0 and not _denies_knowing(texts.rewrite):
        message = f"The source is not certain ({texts.said(hedges[0])!r}); the rewrite leaves that out."
        severity = "warning" if _is_advice(texts, hedges) else "error"
        yield lost("certainty-raised", severity, message, texts, hedges[0])
    elif (
        told
        and not hedges
        and approximate >= 0
        and not _approximations(texts.source)
        and not _denies_knowing(texts.source)
    ):
        message = f"The source states it plainly; the rewrite says {texts.retold(told[0])!r}."
        yield added("certainty-lowered", "error", message, texts, told[0])
    elif hedges and told:
        yield from _rungs(texts, hedges, told)
        yield from _one_of_several(texts, hedges, told)


def _rungs(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker]) -> Iterator[Finding]:
    """Compare the rungs where both texts hedge."""
    was, now = {m.label for m in hedges}, {m.label for m in told}
    if was & now or any({a, b} <= alike for a in was for b in now for alike in _ALIKE):
        return
    low, high = min(_RUNGS[label] for label in was), min(_RUNGS[label] for label in now)
    rule = "certainty-raised" if high > low else "certainty-lowered"
    severity = "error" if abs(high - low) > 1 else "warning"
    message = f"The source says {texts.said(hedges[0])!r}, the rewrite {texts.retold(told[0])!r}: not as sure."
    yield added(rule, severity, message, texts, told[0])


def _one_of_several(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker]) -> Iterator[Finding]:
    """Find the hedge that is missing, or added, where others of the same text were kept."""
    if len(told) > len(hedges):
        for mark in told:
            segment = texts.segment_of(mark, rewrite=True)
            partners = texts.partners(segment, rewrite=True) if segment else []
            known = {h.label for h in hedges}
            if (
                partners
                and mark.label not in known
                and not any(p.start <= h.start < p.end for p in partners for h in hedges)
            ):
                message = f"The source states this plainly; the rewrite says {texts.retold(mark)!r}."
                yield added("certainty-lowered", "error", message, texts, mark)
                return
    if len(told) >= len(hedges):
        return
    for mark in hedges:
        segment = texts.segment_of(mark)
        partners = texts.partners(segment) if segment else []
        elsewhere = [h for h in hedges if h is not mark and texts.segment_of(h) is not segment]
        if partners and elsewhere and not any(p.start <= t.start < p.end for p in partners for t in told):
            message = f"{texts.said(mark)!r} is not found where the rewrite tells this; look whether it is still said."
            yield lost("certainty-raised", "warning", message, texts, mark)
            return


def _approximations(reading: Reading) -> int:
    return sum(n.quantity.comparator == "about" for n in reading.numbers)


def _is_advice(texts: Texts, hedges: Sequence[Marker]) -> bool:
    """Return whether the source only advises: "should be read with care"; a "will" in its place is another matter."""
    words = {w.lower for f in texts.rewrite.facts for w in f.words}
    return all(texts.said(m).casefold() == "should" for m in hedges) and not words & {"will", "'ll", "guarantee"}


def _denied(texts: Texts, place: int) -> bool:
    """Return whether a word of certainty stands under a "not": "it is not certain"."""
    words = [w.lower for f in texts.rewrite.facts for w in f.words if w.end <= place][-4:]
    return any(texts.knowledge.language.denies(word) for word in words)


def _denies_knowing(reading: Reading) -> bool:
    """Return whether a text says that something is not known, shown or settled: a "not" and a verb of knowing."""
    knowing, denials = reading.marked("knowing"), reading.marked("negation", "strong")
    return any(0 < k.start - n.start < 60 for n in denials for k in knowing)

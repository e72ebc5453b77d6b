"""Compare how sure two texts are: a ladder that a rewrite may neither climb nor descend."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding

_RUNGS = {"unknown": 1, "possible": 2, "apparent": 3, "expected": 4}
_ALIKE = (frozenset(("possible", "apparent")), frozenset(("apparent", "expected")), frozenset(("unknown", "possible")))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite is more or less certain than its source.

    Args:
        texts: The two texts.
    """
    hedges, told = texts.source.marked("certainty", *_RUNGS), texts.told("certainty", *_RUNGS)
    sure, told_sure = texts.source.marked("certainty", "certain"), texts.told("certainty", "certain")
    approximate = _approximations(texts.rewrite) - _approximations(texts.source)
    if told_sure and not sure and not _denied(texts, told_sure[0].start):
        yield added(
            "certainty-raised",
            "error",
            f"The rewrite is more certain than the source: {texts.retold(told_sure[0])!r}.",
            texts,
            told_sure[0],
        )
    elif hedges and not told and approximate <= 0 and not _denial_of_knowledge(texts):
        yield lost(
            "certainty-raised",
            "error",
            f"The source is not certain ({texts.said(hedges[0])!r}); the rewrite leaves that out.",
            texts,
            hedges[0],
        )
    elif told and not hedges and approximate >= 0 and not _approximations(texts.source):
        yield added(
            "certainty-lowered",
            "error",
            f"The source states it plainly; the rewrite says {texts.retold(told[0])!r}.",
            texts,
            told[0],
        )
    elif hedges and told:
        yield from _rungs(texts)
        yield from _one_of_several(texts)


def _rungs(texts: Texts) -> Iterator[Finding]:
    """Compare the rungs where both texts hedge."""
    was = {m.label for m in texts.source.marked("certainty", *_RUNGS)}
    now = {m.label for m in texts.told("certainty", *_RUNGS)}
    if was & now or any({a, b} <= alike for a in was for b in now for alike in _ALIKE):
        return
    low, high = min(_RUNGS[label] for label in was), min(_RUNGS[label] for label in now)
    mark = texts.told("certainty", *_RUNGS)[0]
    rule = "certainty-raised" if high > low else "certainty-lowered"
    far = abs(high - low) > 1
    yield added(
        rule,
        "error" if far else "warning",
        f"The source says {texts.said(texts.source.marked('certainty', *_RUNGS)[0])!r}, the rewrite {texts.retold(mark)!r}: not the same certainty.",
        texts,
        mark,
    )


def _one_of_several(texts: Texts) -> Iterator[Finding]:
    """Find the hedge that is missing where another one of the same text was kept."""
    told = texts.told("certainty", *_RUNGS)
    hedges = texts.source.marked("certainty", *_RUNGS)
    if len(told) >= len(hedges):
        return
    for mark in hedges:
        segment = texts.segment_of(mark)
        if segment is None:
            continue
        partners = texts.partners(segment)
        others = [h for h in hedges if h is not mark and texts.segment_of(h) is not segment]
        if partners and others and not any(p.start <= t.start < p.end for p in partners for t in told):
            yield lost(
                "certainty-raised",
                "warning",
                f"{texts.said(mark)!r} is not found where the rewrite tells this; look whether it is still said.",
                texts,
                mark,
            )
            return


def _approximations(reading: object) -> int:
    return sum(n.quantity.comparator == "about" for n in reading.numbers)  # type: ignore[attr-defined]


def _denied(texts: Texts, place: int) -> bool:
    """Return whether a word of certainty stands under a "not": "it is not certain"."""
    words = [w.lower for f in texts.rewrite.facts for w in f.words if w.end <= place][-4:]
    return any(texts.knowledge.language.denies(word) for word in words)


def _denial_of_knowledge(texts: Texts) -> bool:
    """Return whether the rewrite says that something is not known, shown or settled, in a "not" and a verb of knowing."""
    knowing = texts.rewrite.marked("knowing")
    return bool(knowing) and any(
        0 < k.start - n.start < 60 for n in texts.rewrite.marked("negation", "strong") for k in knowing
    )

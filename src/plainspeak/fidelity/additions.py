"""Find what a rewrite adds: causes and benefits that the source does not state, also without a number."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding

_OPENINGS = frozenset(("as", "because", "since", "so", "with", "given", "thanks", "due"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the causes and benefits that only the rewrite has.

    Args:
        texts: The two texts.
    """
    found = [*_benefits(texts)]
    yield from found
    if not found:
        yield from _causes(texts)


def _causes(texts: Texts) -> Iterator[Finding]:
    causes = [m for m in texts.told("cause", "strong") if not _denied(texts, m.start)]
    known = texts.source.marked("cause") or texts.given.marked("cause")
    if causes and not known:
        yield added(
            "cause-invented",
            "error",
            f"The rewrite gives a cause ({texts.retold(causes[0])!r}) that the source does not state.",
            texts,
            causes[0],
        )
        return
    if texts.source.marked("cause", "strong"):
        return
    for segment in _new_segments(texts):
        before = texts.rewrite.text[: segment.start].rstrip().removesuffix(segment.opening).rstrip()
        if segment.opening in _OPENINGS and before[-1:] in ("", ",", ".", ";", "–", "—"):
            words = texts.rewrite.text[segment.start : segment.end]
            yield Finding(
                "cause-invented",
                "error",
                f"The source gives no reason such as {words!r}.",
                words,
                None,
                (segment.start, segment.end),
            )
            return


def _benefits(texts: Texts) -> Iterator[Finding]:
    known = (texts.source.text + " " + texts.given.text).casefold()
    for mark in texts.told("benefit"):
        words = texts.retold(mark)
        if words.casefold()[:5] not in known:
            yield added(
                "benefit-invented",
                "error",
                f"The rewrite promises something ({words!r}) that the source does not state.",
                texts,
                mark,
            )
            return
    moved = (
        texts.source.marked("directions", "up", "down", "better", "worse")
        or texts.source.marked("moving")
        or any(f.claims for f in texts.source.facts)
    )
    for mark in texts.told("directions", "better"):
        if not moved and texts.retold(mark).casefold()[:4] not in known:
            yield added(
                "benefit-invented",
                "error",
                f"The rewrite says that something got better ({texts.retold(mark)!r}); the source does not.",
                texts,
                mark,
            )
            return


def _new_segments(texts: Texts) -> Iterator[Segment]:
    """Return the segments of the rewrite that share nothing with the source, if each of the source's is told elsewhere."""
    untold = [s for s in texts.source_segments if len(s.stems) > 1 and not texts.partners(s)]
    if untold:
        return
    for segment in texts.rewrite_segments:
        if len(segment.stems) >= 2 and not texts.partners(segment):
            yield segment


def _denied(texts: Texts, place: int) -> bool:
    """Return whether a cause is only spoken of, not stated: "whether it is the reason is not shown"."""
    around = list(texts.rewrite.marked("certainty", "unknown")) + texts.rewrite.marked("negation", "strong")
    return any(abs(m.start - place) < 60 for m in around)

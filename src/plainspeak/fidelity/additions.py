"""Find what a rewrite adds: causes and benefits that the source does not state, also without a number."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import stem
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding

_OPENINGS = frozenset(("as", "because", "since", "so", "with", "given", "thanks", "due", "owing"))
_TOLD = 0.7  # share of the source's words that must be there for what is left over to count as added


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the causes and benefits that only the rewrite has.

    Args:
        texts: The two texts.
    """
    yield from [*_benefits(texts)] or [*_causes(texts)] or [*_tacked_on(texts)]


def _causes(texts: Texts) -> Iterator[Finding]:
    causes = [m for m in texts.told("cause", "strong") if not _left_open(texts, m)]
    if causes and not texts.source.marked("cause") and not texts.given.marked("cause"):
        message = f"The rewrite gives a cause ({texts.retold(causes[0])!r}) that the source does not state."
        yield added("cause-invented", "error", message, texts, causes[0])
        return
    if texts.source.marked("cause", "strong"):
        return
    for segment in _new_segments(texts):
        before = texts.rewrite.text[: segment.start].rstrip().removesuffix(segment.opening).rstrip()
        if segment.opening in _OPENINGS and before[-1:] in ("", ",", ".", ";", "–", "—"):
            words = texts.rewrite.text[segment.start : segment.end]
            message = f"The source gives no reason such as {words!r}."
            yield Finding("cause-invented", "error", message, words, None, (segment.start, segment.end))
            return


def _benefits(texts: Texts) -> Iterator[Finding]:
    known = {stem(w.lower) for reading in (texts.source, texts.given) for f in reading.facts for w in f.words}
    for mark in texts.told("benefit"):
        words = texts.retold(mark)
        if not known & {stem(part) for part in words.casefold().split()}:
            message = f"The rewrite promises something ({words!r}) that the source does not state."
            yield added("benefit-invented", "error", message, texts, mark)
            return
    moved = texts.source.marked("directions", "up", "down", "better", "worse") or texts.source.marked("moving")
    if moved or any(f.claims for f in texts.source.facts):
        return
    for mark in texts.told("directions", "better"):
        words = texts.retold(mark)
        if stem(words.casefold()) not in known:
            message = f"The rewrite says that something got better ({words!r}); the source does not."
            yield added("benefit-invented", "error", message, texts, mark)
            return


def _tacked_on(texts: Texts) -> Iterator[Finding]:
    """Find a part that was added to a text that is otherwise told almost in its own words."""
    source = frozenset[str]().union(*(s.stems | s.who for s in texts.source_segments))
    rewrite = frozenset[str]().union(*(s.stems | s.who for s in texts.rewrite_segments))
    if not source or len(source & rewrite) < _TOLD * len(source):
        return
    for segment in texts.rewrite_segments:
        if len(segment.stems) < 2 or (segment.stems | segment.who) & source:
            continue
        if any(m.start < segment.end and segment.start < m.end for m in texts.licence.meanings):
            continue
        figures = any(segment.start <= n.quantity.start < segment.end for n in texts.rewrite.numbers)
        if figures or any(
            segment.start <= m.start < segment.end for m in texts.rewrite.marked("significance", "words")
        ):
            continue
        words = texts.rewrite.text[segment.start : segment.end]
        caused = any(segment.start - 25 <= m.start < segment.end for m in texts.rewrite.marked("cause", "strong"))
        rule = "cause-invented" if caused or segment.opening in _OPENINGS else "benefit-invented"
        message = f"The source does not say {words!r}."
        yield Finding(rule, "error", message, words, None, (segment.start, segment.end))
        return


def _new_segments(texts: Texts) -> Iterator[Segment]:
    """Return the parts of the rewrite that share nothing with the source, if all of the source is told elsewhere."""
    if any(len(s.stems) > 1 and not texts.partners(s) for s in texts.source_segments):
        return
    for segment in texts.rewrite_segments:
        if len(segment.stems) >= 2 and not texts.partners(segment, rewrite=True):
            yield segment


def _left_open(texts: Texts, mark: Marker) -> bool:
    """Return whether a cause is only spoken of, not stated: "whether it is the reason is not shown"."""
    segment = texts.segment_of(mark, rewrite=True)
    if segment is None:
        return False
    span = segment.start, segment.end
    denied = texts.rewrite.within(*span, "negation", "strong") and texts.rewrite.within(*span, "knowing")
    return bool(denied or texts.rewrite.within(*span, "certainty", "unknown"))

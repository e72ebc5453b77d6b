"""Compare how far a claim reaches: conditions, scope, stage of evidence, and what must never be said of a term."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding
from plainspeak.phrases import find, table

_OPEN = 40  # a stage this close to "pending" or "not" is not reached


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite claims more than its source.

    Args:
        texts: The two texts.
    """
    yield from _conditions(texts)
    yield from _scope(texts)
    yield from _stages(texts)
    yield from _never(texts)


def _conditions(texts: Texts) -> Iterator[Finding]:
    conditions = texts.source.marked("condition", "strong")
    kept = texts.rewrite.marked("condition")
    if len(conditions) > len(kept):
        mark = conditions[-1] if kept else conditions[0]
        if not kept or (segment := texts.segment_of(mark)) is None or not texts.partners(segment):
            yield lost(
                "condition-dropped",
                "warning",
                f"The source sets a condition ({texts.said(mark)!r}); look whether the rewrite still does.",
                texts,
                mark,
            )


def _scope(texts: Texts) -> Iterator[Finding]:
    wide = texts.told("scope", "all")
    if wide and not texts.source.marked("scope", "all", "wide") and not texts.source.marked("negation", "strong"):
        yield added(
            "scope-widened",
            "error",
            f"The rewrite says {texts.retold(wide[0])!r}; the source does not.",
            texts,
            wide[0],
        )
        return
    limits = texts.source.marked("scope", "limit")
    if (
        limits
        and not texts.rewrite.marked("scope", "limit")
        and not texts.rewrite.numbers
        and not texts.rewrite.marked("condition")
        and not texts.rewrite.marked("negation")
    ):
        yield lost(
            "scope-widened",
            "warning",
            f"The source limits this ({texts.said(limits[0])!r}); look whether the rewrite still does.",
            texts,
            limits[0],
        )


def _stages(texts: Texts) -> Iterator[Finding]:
    """Compare how far along the work is said to be, by the highest stage that is reached."""
    for track, name in (("evidence", "stage"), ("repair", "state")):
        was, now = (
            _reached(texts.source, texts.source.marked(f"stages.{track}")),
            _reached(texts.rewrite, texts.told(f"stages.{track}")),
        )
        if was and now and int(now.label) > int(was.label):
            message = f"The source is at the {name} {texts.said(was)!r}; the rewrite says {texts.retold(now)!r}."
            yield Finding(
                "stage-raised",
                "error",
                message,
                texts.retold(now),
                (was.start, was.end),
                (now.start, now.end),
                texts.said(was),
            )


def _reached(reading: Reading, marks: list[Marker]) -> Marker | None:
    """Return the highest stage that is said to be reached; what is planned, pending or denied is not."""
    brakes = [
        m.start
        for m in (
            *reading.marked("condition", "strong", "until"),
            *reading.marked("negation", "strong"),
            *reading.marked("certainty", "expected", "possible", "unknown"),
            *reading.marked("ahead"),
        )
    ]
    reached = [m for m in marks if not any(abs(b - m.start) < _OPEN for b in brakes)]
    if reached:
        return max(reached, key=lambda m: int(m.label))
    return min(marks, key=lambda m: int(m.label), default=None)


def _never(texts: Texts) -> Iterator[Finding]:
    """Find what must never be said of a term of the source."""
    phrases = []
    for term_id in texts.source.terms:
        term = texts.knowledge.glossary.term(term_id, texts.audiences)
        phrases += [(phrase, [term_id, term.domain]) for phrase in term.never]
    if not phrases:
        return
    source = texts.source.text.casefold()
    ready = table(phrases)
    for facts in texts.rewrite.facts:
        for hit in find(ready, facts.words):
            start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
            words = texts.rewrite.text[start:end]
            if words.casefold() in source or any(a <= start and end <= b for a, b in texts.licence.spans):
                continue
            term_id, domain = hit.payloads[0]
            rule = "significance-misread" if domain == "experiments" else "metric-confused"
            name = texts.knowledge.glossary.term(term_id).names[0]
            yield Finding(
                rule,
                "error",
                f"{words!r} is not what {name!r} means.",
                words,
                None,
                (start, end),
                texts.knowledge.glossary.term(term_id, texts.audiences).plain,
            )
            return

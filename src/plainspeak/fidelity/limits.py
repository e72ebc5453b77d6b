"""Compare how far a claim reaches: conditions, scope and stage of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_COPIED = 0.7  # share of the rewrite's words that must be the source's for a gap to count as dropped
_LONGEST = 12  # words of a condition that are looked at
_NEAR = 40  # characters between a stage and the "pending" or "not" that says it is not reached
_CONDITIONS = frozenset(
    ("if", "unless", "when", "while", "except", "once", "provided", "assuming", "whenever", "until")
)
_FIXED = frozenset(
    stem(w)
    for w in (
        "moment",
        "time",
        "average",
        "total",
        "present",
        "same",
        "fact",
        "general",
        "case",
        "cases",
        "else",
        "rest",
        "others",
    )
)
_LIMITS = frozenset(("in", "on", "for", "at", "among", "within", "from", "of", "with", "by"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite claims more than its source.

    Args:
        texts: The two texts.
    """
    yield from [*_dropped(texts)] or [*_conditions(texts)]
    yield from _scope(texts)
    yield from _stages(texts)
    yield from _progress(texts)


# ---------------------------------------------------------------- conditions and scope
def _conditions(texts: Texts) -> Iterator[Finding]:
    kept = texts.rewrite.marked("condition")
    conditions = texts.source.marked("condition", "strong", *(() if kept else ("clause",)))
    if len(conditions) <= len(kept):
        return
    mark = conditions[-1] if kept else conditions[0]
    segment = texts.segment_of(mark)
    if not kept or segment is None or not texts.partners(segment):
        message = f"The source sets a condition ({texts.said(mark)!r}); look whether the rewrite still does."
        yield lost("condition-dropped", "warning", message, texts, mark)


def _scope(texts: Texts) -> Iterator[Finding]:
    wide = texts.told("scope", "all")
    if wide and not texts.source.marked("scope", "all", "wide") and not texts.source.marked("negation", "strong"):
        message = f"The rewrite says {texts.retold(wide[0])!r}; the source does not."
        yield added("scope-widened", "error", message, texts, wide[0])
        return
    limits = texts.source.marked("scope", "limit")
    told = texts.rewrite.marked("scope", "limit") or texts.rewrite.marked("condition")
    if limits and not told and not texts.rewrite.numbers and not texts.rewrite.marked("negation"):
        message = f"The source limits this ({texts.said(limits[0])!r}); look whether the rewrite still does."
        yield lost("scope-widened", "warning", message, texts, limits[0])


def _dropped(texts: Texts) -> Iterator[Finding]:
    """Find the "if ..." or "in ..." that is missing in a text that is otherwise told almost in its own words."""
    source = frozenset[str]().union(*(s.stems for s in texts.source_segments))
    rewrite = frozenset[str]().union(*(s.stems for s in texts.rewrite_segments))
    if not rewrite or len(rewrite & source) < _COPIED * len(rewrite):
        return
    present = {stem(w.lower) for f in texts.rewrite.facts for w in f.words}
    for facts in texts.source.facts:
        for at, word in enumerate(facts.words):
            condition = word.lower in _CONDITIONS
            if not condition and (word.lower not in _LIMITS or (at and facts.words[at - 1].text == "-")):
                continue
            group = _group(facts, at + 1, texts.knowledge.language, whole=condition)
            stems = {stem(w.lower) for w in group if is_content(w.lower, texts.knowledge.language)}
            if not stems or stems & (present | _FIXED) or any(_checked_elsewhere(texts, w) for w in group):
                continue
            words = texts.source.text[word.start : group[-1].end]
            rule = "condition-dropped" if condition else "scope-widened"
            message = f"The rewrite leaves out {words!r}; look whether it still holds without."
            span = (word.start, group[-1].end)
            yield Finding(rule, "error" if condition else "warning", message, words, span, None, words)
            return


def _group(facts: Facts, at: int, language: Language, *, whole: bool) -> list[Word]:
    """Return the words behind a preposition or conjunction: the clause, or the noun group."""
    out: list[Word] = []
    for word in facts.words[at : at + _LONGEST]:
        if word.kind == "mark" and word.text not in "-'’/&":
            break
        ends = any(language.is_a(kind, word.lower) for kind in ("prepositions", "conjunctions", "auxiliaries"))
        if not whole and out and ends:
            break
        out.append(word)
    return out


def _checked_elsewhere(texts: Texts, word: Word) -> bool:
    """Return whether a word belongs to a number, date or term, for which there are checks of their own."""
    spans = [(n.quantity.start, n.quantity.end) for n in texts.source.numbers]
    spans += [(m.start, m.end) for m in texts.source.moments]
    spans += [(f.words[h.first].start, f.words[h.last - 1].end) for f in texts.source.facts for h in f.terms]
    return any(start <= word.start < end for start, end in spans)


# ---------------------------------------------------------------- stages
def _stages(texts: Texts) -> Iterator[Finding]:
    """Compare how far along the work is said to be, by the highest stage that is reached."""
    for track, name in (("evidence", "stage"), ("repair", "state")):
        was = _reached(texts.source, texts.source.marked(f"stages.{track}"))
        now = _reached(texts.rewrite, texts.told(f"stages.{track}"))
        if was and now and int(now.label) > int(was.label):
            message = f"The source is at the {name} {texts.said(was)!r}; the rewrite says {texts.retold(now)!r}."
            spans = (was.start, was.end), (now.start, now.end)
            yield Finding("stage-raised", "error", message, texts.retold(now), *spans, texts.said(was))


def _reached(reading: Reading, marks: list[Marker]) -> Marker | None:
    """Return the highest stage that is said to be reached; what is planned, pending or denied is not."""
    brakes = [
        *reading.marked("condition", "strong", "until"),
        *reading.marked("negation", "strong"),
        *reading.marked("certainty", "expected", "possible", "unknown"),
        *reading.marked("ahead"),
    ]
    reached = [m for m in marks if not any(abs(b.start - m.start) < _NEAR for b in brakes)]
    if reached:
        return max(reached, key=lambda m: int(m.label))
    return min(marks, key=lambda m: int(m.label), default=None)


def _progress(texts: Texts) -> Iterator[Finding]:
    """Find work that is still to come or under way, and is told as done."""
    going, done = texts.source.marked("progress", "ahead", "running"), texts.rewrite.marked("progress", "done")
    if texts.source.marked("progress", "done") or texts.rewrite.marked("progress", "ahead", "running"):
        return
    if going and done:
        was, now = texts.said(going[0]), texts.retold(done[0])
        message = f"The source says {was!r}; the rewrite tells it as done ({now!r})."
        spans = (going[0].start, going[0].end), (done[0].start, done[0].end)
        yield Finding("stage-raised", "error", message, now, *spans, was)

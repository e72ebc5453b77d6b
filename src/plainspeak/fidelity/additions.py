"""Find what a rewrite adds: causes and benefits that the source does not state, also without a number."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity import causes
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import stem
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding

_OPENINGS = frozenset(("as", "because", "since", "so", "with", "given", "thanks", "due", "owing"))
_JOINED = _OPENINGS | {"and", "which", "while", "whereas", "but"}
_STAGES = ("stages.evidence", "stages.repair", "progress")
_MORE = frozenset(("gain", "rise", "increase", "more", "higher", "growth"))
_SAVED = frozenset(("save", "saves", "saved", "saving"))
_BEFORE_DATE = 8  # characters between "earlier than" and a date
_TOLD = 0.7  # share of the source's words that must be there for what is left over to count as added


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the causes and benefits that only the rewrite has.

    Args:
        texts: The two texts.
    """
    parts = Counterparts(texts)
    yield from [*_benefits(texts, parts)] or [*causes.invented(texts, parts)] or [*_tacked_on(texts, parts)]


def _benefits(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    known = {stem(w.lower) for reading in (texts.source, texts.given) for f in reading.facts for w in f.words}
    kin = {
        group
        for reading in (texts.source, texts.given)
        for f in reading.facts
        for w in f.words
        for group in texts.knowledge.language.kin(w.lower)
    }

    def is_known(words: str) -> bool:
        parts = words.casefold().split()
        return any(stem(part) in known or kin & {*texts.knowledge.language.kin(part)} for part in parts)

    for mark in texts.told("benefit"):
        words = texts.retold(mark)
        stored = words.casefold() in _SAVED and parts.saved()
        if not is_known(words) and not stored:
            message = f"The rewrite promises something ({words!r}) that the source does not state."
            yield added("benefit-invented", "error", message, texts, mark)
            return
    moved = texts.source.marked("directions", "up", "down", "better", "worse") or texts.source.marked("moving")
    if moved or any(f.claims for f in texts.source.facts):
        return
    for mark in texts.told("directions", "better"):
        words = texts.retold(mark)
        if words.casefold() in ("gain", "gains") and _is_change(texts):
            continue
        if not is_known(words):
            message = f"The rewrite says that something got better ({words!r}); the source does not."
            yield added("benefit-invented", "error", message, texts, mark)
            return


def _is_change(texts: Texts) -> bool:
    """Return whether a "gain" only tells that something went up: the source has a lift, or an interval around 0."""
    glossary = texts.knowledge.glossary
    terms = (glossary.term(i, texts.audiences) for i in texts.source.terms)
    lifted = any(_MORE & set(f"{term.plain} {term.noun}".split()) for term in terms)
    return lifted or any(n.quantity.high is not None and n.quantity.value < 0 for n in texts.source.numbers)


def _of_date(texts: Texts, mark: Marker) -> bool:
    """Return whether a word compares with a date: "not earlier than 3 June"."""
    return any(0 < m.start - mark.end < _BEFORE_DATE for m in texts.rewrite.moments)


def _tacked_on(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find a part that was added to a text that is otherwise told almost in its own words, or a sentence of its own."""
    source = frozenset[str]().union(*(s.stems | s.who for s in texts.source_segments))
    rewrite = frozenset[str]().union(*(s.stems | s.who for s in texts.rewrite_segments))
    if not source:
        return
    kin = {g for f in texts.rewrite.facts for w in f.words for g in texts.knowledge.language.kin(w.lower)}
    whole = {stem(w.lower): w.lower for f in texts.source.facts for w in f.words}
    told = sum(s in rewrite or not kin.isdisjoint(texts.knowledge.language.kin(whole.get(s, ""))) for s in source)
    if told < _TOLD * len(source) and (parts.leaves_room() or not parts.mostly_told()):
        yield from _new_sentence(texts, source)
        return
    for segment in texts.rewrite_segments:
        least = 1 if segment.opening == "so" else 2
        if len(segment.stems) < least or (segment.stems | segment.who) & source:
            continue
        new = _is_new(texts, parts, segment)
        if not new and (told < _TOLD * len(source) or _has_counterpart(texts, parts, segment)):
            continue
        if any(m.start < segment.end and segment.start < m.end for m in texts.licence.meanings):
            continue
        if any(a <= segment.start < b for a, b in texts.asides) or causes.compares(texts, parts, segment):
            continue
        if causes.described(texts, parts, segment):
            continue
        if _explains(texts, segment):
            continue
        span = segment.start, segment.end
        staged = any(texts.rewrite.within(*span, t) and texts.source.marked(t) for t in _STAGES)
        denied = texts.rewrite.within(*span, "negation", "strong") and texts.source.marked(
            "negation", "strong", "without"
        )
        if staged or denied:
            continue
        figures = any(segment.start <= q.start < segment.end for q in texts.rewrite.facts[segment.sentence].quantities)
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


def _is_new(texts: Texts, parts: Counterparts, segment: Segment) -> bool:
    """Return whether a part is joined on and has no counterpart in the source."""
    words = parts.inside(texts.rewrite, segment.start, segment.end)
    joined = segment.opening in _JOINED or texts.rewrite.text[: segment.start].rstrip()[-1:] in ".;"
    return joined and len(words) > 1 and not any(parts.known(w) for w in words)


def _has_counterpart(texts: Texts, parts: Counterparts, segment: Segment) -> bool:
    """Return whether most of what a part tells has a counterpart in the source."""
    words = parts.inside(texts.rewrite, segment.start, segment.end)
    return sum(parts.known(w) for w in words) * 2 > len(words)


def _new_sentence(texts: Texts, source: frozenset[str]) -> Iterator[Finding]:
    """Find a last sentence that has nothing of the source, if each part of the source is told before it."""
    last = len(texts.rewrite.facts) - 1
    parts = [s for s in texts.rewrite_segments if s.sentence == last]
    before = frozenset[str]().union(*(s.stems | s.who for s in texts.rewrite_segments if s.sentence < last))
    if not last or not parts or any((s.stems | s.who) & source for s in parts):
        return
    if any(s.stems and not (s.stems | s.who) & before for s in texts.source_segments):
        return
    start, end = parts[0].start, parts[-1].end
    kin = {g for f in texts.source.facts for w in f.words for g in texts.knowledge.language.kin(w.lower)}
    alike = any(kin & {*texts.knowledge.language.kin(w.lower)} for w in texts.rewrite.facts[last].words)
    spoken = any(start <= n.quantity.start < end for n in texts.rewrite.numbers)
    spoken = spoken or any(start <= a < end for a, _ in texts.licence.spans)
    spoken = spoken or bool(
        texts.rewrite.within(start, end, "negation") or texts.rewrite.within(start, end, "certainty")
    )
    if not alike and not spoken and sum(len(s.stems) for s in parts) > 1:
        words = texts.rewrite.text[start:end]
        yield Finding("benefit-invented", "error", f"The source does not say {words!r}.", words, None, (start, end))


def _explains(texts: Texts, segment: Segment) -> bool:
    """Return whether a part says what a term before it means: "the F1 score, which weighs one against the other"."""
    known = {
        texts.source.text[f.words[h.first].start : f.words[h.last - 1].end].casefold()
        for f in texts.source.facts
        for h in f.terms
    }
    facts = texts.rewrite.facts[segment.sentence]
    for hit in facts.terms:
        start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
        between = texts.rewrite.text[end : segment.start].strip()
        opened = between.startswith((", which", "(")) or (between == "," and segment.opening == "which")
        if opened and not set(between[1:]) & set(",;:)") and texts.rewrite.text[start:end].casefold() in known:
            return True
    return False

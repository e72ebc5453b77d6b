"""Compare what is denied: negation told, dropped, added, or put in words that carry one inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from plainspeak.facts import Marker
from plainspeak.fidelity.clauses import clause
from plainspeak.fidelity.denials import aspect, denied, denied_claims, parity, uneven
from plainspeak.fidelity.denials.balance import balance
from plainspeak.fidelity.denials.explaining import explains
from plainspeak.fidelity.denials.parity import Parity
from plainspeak.fidelity.figures import pace
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment, is_content
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.fidelity.turned import directions
from plainspeak.findings import Finding
from plainspeak.language import Language

_COMMON = 2  # content words that two parts must share to be compared
_MENDED = frozenset(
    ("fixed", "fixes", "solved", "resolved", "eliminated", "cured", "repaired", "work", "works", "worked")
)
_MOST = 6  # parts that are looked at for a word in the place of a "not"
_BAD = (("valence", "bad"), ("negation", "weak"))
_COMPARED = frozenset("more longer higher later further beyond fewer less bigger larger".split())
_NEXT = 2  # words between a "no" and what it denies
_REACH = 4  # a "not" governs the words this close behind it
# "under", "until", "unless", "union", "unit", "unique", "uniform", "universe": they deny nothing.
_UN = frozenset(("der", "til", "les", "ion", "ite", "ity", "its", "iqu", "ifo", "ive"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite turns something round.

    Args:
        texts: The two texts.
    """
    settled = aspect.settle(texts, parity.compare(texts))
    if not settled.moves:
        yield from directions.by_number(texts)
    yield from [*directions.places(texts)] or pace.compare(texts)
    found = list(settled.findings or _denied(texts, settled))
    weighed = balance(texts)
    found = [f for f in found if not (weighed and weighed.tells(f))]
    yield from found or (uneven.compare(texts, weighed) if weighed else ())
    if not settled.moves:
        yield from directions.in_words(texts)


# ---------------------------------------------------------------- negation
def _denied(texts: Texts, settled: Parity) -> Sequence[Finding]:
    """Return what is denied in one text only, in the first way in which that can be seen."""
    found = list(_negation(texts, settled))
    found = found or [*_taken_back(texts)] or [*_negation_by_segment(texts, settled)] or [*_without(texts, settled)]
    return found or [*denied_claims.compare(texts, (settled.source, settled.rewrite))]


def _negation(texts: Texts, settled: Parity) -> Iterator[Finding]:
    """Compare whether something is denied; words that carry a "not" inside keep one but don't add one."""
    strong = denied.effective(texts.source, texts.source.marked("negation", "strong", "without"), texts.rewrite)
    told = denied.effective(texts.rewrite, texts.told("negation", "strong"), texts.source)
    known = _doubled(texts.source) | settled.source, _doubled(texts.rewrite) | settled.rewrite
    strong = [m for m in strong if m.start not in known[0]]
    told = [m for m in told if not _mended(texts, m) and m.start not in known[1]]
    negatives = _negatives(texts)
    new = [m for m in told if not _cancels(texts, m, negatives)]
    weak, told_weak = _only_in(texts.source, texts.rewrite), _only_in(texts.rewrite, texts.source)
    unknown = texts.source.marked("certainty", "unknown"), texts.rewrite.marked("certainty", "unknown")
    kept = told or told_weak or texts.rewrite.marked("negation", "without") or unknown[1]
    if strong and not kept and not _restated(texts):
        whole = texts.told("scope", "all")  # "no alarm was missed", "every alarm was caught"
        message = f"The source denies something ({texts.said(strong[0])!r}); the rewrite does not."
        rule = _about_significance(texts, strong[0], "negation-lost")
        yield lost(rule, "warning" if whole else "error", message, texts, strong[0])
    new = [m for m in new if not (texts.aside(m) or explains(texts, m) or _bounds(texts, m))]
    if new and not strong and not weak and not unknown[0] and not _both_sides(texts.source):
        message = f"The rewrite denies something ({texts.retold(new[0])!r}); the source does not."
        double = _implicit(texts.rewrite)  # "no transaction goes unlogged"
        yield added("negation-added", "warning" if double else "error", message, texts, new[0])


def _doubled(reading: Reading) -> frozenset[int]:
    """Return where words of a text begin of which two together deny nothing."""
    return frozenset(start for facts in reading.facts for start in denied.doubled(facts))


def _taken_back(texts: Texts) -> Iterator[Finding]:
    """Find one of two words of the source that together deny nothing: "never fails to", told as "fails to"."""
    told = {stem(w.lower): w for f in texts.rewrite.facts for w in f.words}
    if texts.rewrite.marked("negation", "strong", "without"):
        return
    for facts in texts.source.facts:
        back = denied.doubled(facts)
        strong = [m for m in facts.marked("negation", "strong") if m.start in back]
        for word in facts.words:
            there = told.get(stem(word.lower))
            if strong and there and word.start in back and word.start != strong[0].start:
                message = f"The source takes {word.text!r} back with {texts.said(strong[0])!r}; the rewrite does not."
                yield lost("negation-lost", "error", message, texts, strong[0])
                return


def _bounds(texts: Texts, mark: Marker) -> bool:
    """Return whether a "not" of the rewrite may be the bound of a number: "no more than 5", "not even 3 seconds"."""
    facts = texts.rewrite.sentence_at(mark.start)
    first, last = clause(facts, mark.first)
    more = bool({w.lower for w in facts.words[mark.last : mark.last + 1]} & _COMPARED)
    if more:
        first, last = 0, len(facts.words)  # "as many as 25, and no more"
    if first and facts.words[first - 1].lower == "if" and "p-value" in texts.source.terms:
        return True  # "if it made no difference, a gap like this ..." explains a p-value
    last = max(last, min(mark.last + _REACH, len(facts.words)))  # "not as many as 5"
    start, end = facts.words[first].start, facts.words[last - 1].end
    here = (p for p in texts.pairs if start <= p.rewrite.quantity.start < end)
    return any(
        p.source.bound in ("at most", "less than")
        and (more or p.source.quantity.comparator != p.rewrite.quantity.comparator)
        for p in here
    )


@dataclass(frozen=True, slots=True)
class _Negatives:
    """What the two texts hold of words that deny by themselves.

    Args:
        source: Whether the source has any.
        told: The labels of the rewrite's words that have opposites.
    """

    source: bool
    told: frozenset[str]


def _negatives(texts: Texts) -> _Negatives:
    denying = any(m.label.endswith("/no") for m in texts.source.marked("opposites"))
    bad = denying or any(texts.source.marked(*table) for table in _BAD)
    return _Negatives(bad, frozenset(m.label for m in texts.rewrite.marked("opposites")))


def _cancels(texts: Texts, mark: Marker, negatives: _Negatives) -> bool:
    """Return whether a "not" of the rewrite denies nothing that the source says."""
    return _twice(texts, mark, negatives) or _stands_for(texts, mark, negatives)


def _twice(texts: Texts, mark: Marker, negatives: _Negatives) -> bool:
    """Return whether a "not" is one of two that cancel out, or denies something bad: "no harm"."""
    facts = texts.rewrite.sentence_at(mark.start)
    others = [m for m in facts.marked("negation", "strong", "without") if m.start != mark.start]
    if len([m for m in others if facts.words[m.first].lower != "nor"]) == 1:
        return True
    if negatives.source:
        return False
    bad = [*facts.marked("opposites"), *facts.marked("valence", "bad"), *facts.marked("negation", "turning")]
    return any(
        mark.last <= m.first <= mark.last + _NEXT and (m.table != "opposites" or m.label.endswith("/no")) for m in bad
    )


def _stands_for(texts: Texts, mark: Marker, negatives: _Negatives) -> bool:
    """Return whether a "not" tells a word that denies by itself, beside the same words: "disabled", "not retried"."""
    segment = texts.segment_of(mark, rewrite=True)
    return segment is not None and any(
        m.label.endswith("/no") and m.label not in negatives.told
        for partner in texts.partners(segment, rewrite=True)
        for m in texts.source.within(partner.start, partner.end, "opposites")
    )


def _mended(texts: Texts, mark: Marker) -> bool:
    """Return whether a "no" only says that something is well now: "fixed the timeouts", "no more timeouts"."""
    if texts.retold(mark).casefold() not in ("no", "no longer", "none"):
        return False
    marks = [*texts.source.marked("stages.repair", "2"), *texts.source.marked("opposites", "pass/yes")]
    return any(texts.said(m).casefold() in _MENDED for m in marks)


def _both_sides(reading: Reading) -> bool:
    """Return whether a text says one thing of one and the opposite of another: "3.1 is affected; 3.2 is safe"."""
    sides = {m.label for m in reading.marked("opposites")}
    return any(label.endswith("/yes") and f"{label.removesuffix('yes')}no" in sides for label in sides)


def _without(texts: Texts, settled: Parity) -> Iterator[Finding]:
    """Find a "with" that took the place of a "without", or the other way round."""
    language = texts.knowledge.language
    if settled.source or settled.rewrite:
        return
    for one, other, rule in ((texts.source, texts.rewrite, "lost"), (texts.rewrite, texts.source, "added")):
        denies = [len(reading.marked("negation", "strong")) for reading in (one, other)]
        if other.marked("negation", "without") or denies[1] > denies[0]:
            continue  # another "not" may stand in its place
        mark = _with_for_without(one, other, language)
        if mark and rule == "lost":
            yield lost("negation-lost", "error", "The source says 'without', the rewrite 'with'.", texts, mark)
        elif mark:
            yield added("negation-added", "error", "The source says 'with', the rewrite 'without'.", texts, mark)


def _with_for_without(one: Reading, other: Reading, language: Language) -> Marker | None:
    """Return the "without" of a text for which another has a "with" before the same word."""
    after = {
        stem(then.lower)
        for f in other.facts
        for at, w in enumerate(f.words)
        if w.lower == "with"
        for then in f.words[at + 1 : at + _REACH]
        if then.kind == "word" and is_content(then.lower, language)
    }
    for mark in one.marked("negation", "without"):
        if other.marked("scope", "limit") and one.marked("negation", "strong"):
            continue  # "only with a key", "without a key you cannot"
        facts = one.sentence_at(mark.start)
        gone = {stem(w.lower) for w in facts.words[mark.last : mark.last + _REACH] if len(w.text) > _COMMON}
        if gone & after:
            return mark
    return None


def _negation_by_segment(texts: Texts, settled: Parity) -> Iterator[Finding]:
    """Compare what is denied part by part, where the parts have enough in common."""
    known = _doubled(texts.source) | settled.source, _doubled(texts.rewrite) | settled.rewrite
    more = _count(texts.source, texts.rewrite, known[0]) - _count(texts.rewrite, texts.source, known[1])
    if not more:
        return
    negatives = _negatives(texts)
    pairs = ((s, p) for s in texts.source_segments for p in texts.partners(s) if len(s.stems & p.stems) >= _COMMON)
    for s, r in pairs:
        gone, told = (
            denied.in_segment(texts.source, s, texts.rewrite),
            denied.in_segment(texts.rewrite, r, texts.source),
        )
        gone = [m for m in gone if m.start not in known[0]]
        told = [m for m in told if m.start not in known[1]]
        inside = [
            m
            for m in told
            if not any(a <= m.start and m.end <= b for a, b in texts.licence.spans)
            and not (_mended(texts, m) or texts.aside(m) or explains(texts, m) or _cancels(texts, m, negatives))
            and not _bounds(texts, m)
        ]
        if more > 0 and gone and not told and not _stands_in_near(texts, s, r):
            message = f"The source denies this ({texts.said(gone[0])!r}); the rewrite does not."
            rule = _about_significance(texts, gone[0], "negation-lost")
            yield lost(rule, "error", message, texts, gone[0])
            return
        if more < 0 and inside and not gone and not _stands_in(texts.source, s, texts.rewrite):
            message = f"The rewrite denies this ({texts.retold(inside[0])!r}); the source does not."
            yield added("negation-added", "error", message, texts, inside[0])
            return


def _count(reading: Reading, other: Reading, settled: Set[int]) -> int:
    """Return how often a text denies something that is not settled yet; "neither ... nor" counts once."""
    marks = denied.effective(reading, reading.marked("negation", "strong", "without"), other)
    return sum(reading.text[m.start : m.end].casefold() != "nor" for m in marks if m.start not in settled)


def _stands_in_near(texts: Texts, segment: Segment, partner: Segment) -> bool:
    """Return whether the partner of a part of the source, or another part about the same, carries a "not" inside."""
    if _stands_in(texts.rewrite, partner, texts.source):
        return True
    near = [p for p in texts.rewrite_segments if segment.stems & p.stems and abs(p.sentence - partner.sentence) <= 1]
    return any(_stands_in(texts.rewrite, p, texts.source) for p in near[:_MOST])


def _stands_in(reading: Reading, segment: Segment, other: Reading) -> bool:
    """Return whether a part has a word that carries a "not" inside and that the other text does not have."""
    sentence = reading.facts[segment.sentence].sentence
    known = {other.text[m.start : m.end].casefold() for m in other.marked("negation", "weak", "without")}
    words = {
        reading.text[m.start : m.end].casefold()
        for m in reading.within(sentence.start, sentence.end, "negation", "weak", "without")
        if segment.start <= m.start < segment.end or reading.text[m.start :].startswith("or ")
    }
    return bool(words - known) or (_implicit(reading, segment.start, segment.end) and not _implicit(other))


def _only_in(one: Reading, other: Reading) -> bool:
    """Return whether a text has a word that carries a "not" inside and that the other text does not have too."""
    known = {_root(other, m) for m in other.marked("negation", "weak")}
    weak = {_root(one, m) for m in one.marked("negation", "weak")}
    return bool(weak - known) or (_implicit(one) and not _implicit(other))


def _root(reading: Reading, mark: Marker) -> str:
    """Return a phrase by the stems of its words: "rules out" is "rule out"."""
    return " ".join(stem(word) for word in reading.text[mark.start : mark.end].casefold().split())


def _implicit(reading: Reading, start: int = 0, end: int | None = None) -> bool:
    """Return whether a text, or a part of it, has a word that denies by its form: "unlogged", "wireless"."""
    end = len(reading.text) if end is None else end
    words = {w.lower for f in reading.facts for w in f.words if w.kind == "word" and start <= w.start < end}
    return any(
        w == "free" or (w.endswith("less") and len(w) > 6) or (w.startswith("un") and len(w) > 6 and w[2:5] not in _UN)
        for w in words
    )


def _restated(texts: Texts) -> bool:
    """Return whether a comparison took the place of a "not": "did not exceed 5", "5 at most"."""
    bounds = ("at most", "less than", "at least")
    return any(
        p.rewrite.quantity.comparator in bounds and p.source.quantity.comparator != p.rewrite.quantity.comparator
        for p in texts.pairs
    )


def _about_significance(texts: Texts, mark: Marker, rule: str) -> str:
    """Return the rule for a lost "not": of a test result it is a misreading of significance."""
    behind = texts.source.text[mark.end : mark.end + 40].casefold()
    return "significance-misread" if "significan" in behind or "conclusive" in behind else rule

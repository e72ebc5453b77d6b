"""Find a measure told as another: what must not be said of a term, shares told as being right, averages of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainspeak.facts import Marker
from plainspeak.fidelity.evidence import measures, significance
from plainspeak.fidelity.extent import widening
from plainspeak.fidelity.figures import bases
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding
from plainspeak.phrases import find, table

_TAKES = frozenset(("take", "takes", "took"))
_TAKEN = frozenset("a an the part place effect off over down back into on care in advantage this it".split())
_NO_RATE = frozenset(("shorter", "longer", "less", "more", "and", "late", "early", "later", "earlier", "sooner", "ago"))
_OF_RIGHT = frozenset(("accuracy", "accurate", "correct", "correctness", "right", "wrong"))
_RIGHTLY = frozenset(("rightly", "correctly"))
_PUT = 6  # words between "put" and "right"
_NEAR = 40  # characters between a share and the word that says what it is a share of


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A phrase that tells what is measured.

    Args:
        start: Place of its first character.
        end: Place after its last character.
        set: The set of measures that are easily taken for one another.
        labels: The measures of that set which it may stand for.
    """

    start: int
    end: int
    set: str
    labels: frozenset[str]


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite takes a metric or a test result for another.

    Args:
        texts: The two texts.
    """
    for check in (_never, significance.compare, _rightness, _averages, _measures, measures.compare, bases.compare):
        found = [*check(texts)]
        if found:
            yield from found
            return


def _never(texts: Texts) -> Iterator[Finding]:
    """Find what must never be said of a term of the source."""
    terms = [texts.knowledge.glossary.term(term_id, texts.audiences) for term_id in sorted(texts.source.terms)]
    never = [(phrase, term.id) for term in terms for phrase in term.never]
    if not never:
        return
    phrases = table(never)
    source = texts.source.text.casefold()
    for facts in texts.rewrite.facts:
        for hit in find(phrases, facts.words):
            start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
            words = texts.rewrite.text[start:end]
            if texts.rewrite.within(start - _NEAR // 2, start, "negation", "strong"):
                continue
            if words.casefold() in source or any(a <= start and end <= b for a, b in texts.licence.spans):
                continue
            term = next(t for t in terms if t.id == hit.payloads[0])
            of_test = term.domain == "experiments" and texts.source.marked("significance", "words")
            rule = "significance-misread" if of_test else "metric-confused"
            message = f"{words!r} is not what {term.names[0]!r} means."
            yield Finding(rule, "error", message, words, None, (start, end), term.plain)
            return


def _rightness(texts: Texts) -> Iterator[Finding]:
    """Find a share of something else told as the share that is right."""
    shares = [n.quantity for n in texts.rewrite.numbers if n.quantity.dimension == "share"]
    spoken = texts.source.words
    if not shares or spoken & _OF_RIGHT or texts.source.marked("rightness") or texts.source.marked("wrongness"):
        return
    for mark in texts.told("rightness"):
        if texts.retold(mark).casefold() in _RIGHTLY and _RIGHTLY & _plain_words(texts):
            continue  # "rightly left alone"
        if any(abs(mark.start - share.end) < _NEAR for share in shares):
            message = f"The source gives no share of what is {texts.retold(mark)!r}."
            yield added("metric-confused", "error", message, texts, mark)
            return


def _averages(texts: Texts) -> Iterator[Finding]:
    """Find a median, average or percentile that is told of each."""
    if not texts.source.marked("averages") or texts.source.marked("scope", "all", "wide"):
        return
    numbers = texts.rewrite.numbers
    denied = [
        m
        for m in texts.told("negation", "strong")
        if not (texts.aside(m) or texts.source.marked("negation", "strong", "weak", "without"))
        and any(abs(n.quantity.start - m.end) < _NEAR for n in numbers)
    ]
    for mark in (*widening.wide(texts), *denied):
        message = f"The source's figure holds for the middle or for most; the rewrite says {texts.retold(mark)!r}."
        yield added("metric-confused", "error", message, texts, mark)
        return


def _measures(texts: Texts) -> Iterator[Finding]:
    """Find a measure that is told in the words of another: number by number, then over the whole text."""
    was, now = _spoken(texts.source), _spoken(texts.rewrite)
    known = frozenset[str]().union(*(s.labels for s in was), *(s.labels for s in _spoken(texts.given)))
    spans = [*texts.licence.spans, *texts.asides]
    free = [s for s in now if not any(a < s.end and s.start < b for a, b in spans)]
    free = [s for s in free if texts.rewrite.text[s.start : s.end].casefold() not in _plain_words(texts)]
    for pair in texts.pairs:
        # "takes 3 GB" is no speed, and "an hour" of "an hour shorter" counts nothing.
        dimension = pair.rewrite.quantity.dimension
        here = _beside(was, texts.source_segments, pair.source.quantity.start)
        there = _beside(now, texts.rewrite_segments, pair.rewrite.quantity.start)
        if dimension == "bytes" or dimension.startswith("money") or dimension == "time":
            there = [s for s in there if s.set != "pace"]
        for name in dict.fromkeys(s.set for s in here if any(s.set == t.set for t in there)):
            said = frozenset[str]().union(*(s.labels for s in here if s.set == name))
            told = [s for s in there if s.set == name]
            if told[0] in free and not any(s.labels & said for s in told):
                yield _other_measure(texts, next(s for s in here if s.set == name), told[0])
                return
    meant = {m.term for m in texts.licence.meanings}
    explained = [
        (f.words[h.first].start, f.words[h.last - 1].end)
        for f in texts.source.facts
        for h in f.terms
        if meant & set(h.candidates)
    ]
    kept = frozenset[str]().union(*(s.labels for s in now))
    for spoken in was:
        if spoken.labels & kept or any(a <= spoken.start < b for a, b in explained):
            continue
        other = next((s for s in free if s.set == spoken.set and not s.labels & known), None)
        if other:
            yield _other_measure(texts, spoken, other)
            return


def _plain_words(texts: Texts) -> set[str]:
    """Return the words by which the glossary explains the terms of the source."""
    glossary = texts.knowledge.glossary
    terms = (glossary.term(i, texts.audiences) for i in texts.source.terms)
    words = {word for term in terms for word in term.plain.replace(",", " ").split()}
    return words | _RIGHTLY if words & _RIGHTLY else words


def _other_measure(texts: Texts, was: _Spoken, now: _Spoken) -> Finding:
    said, told = texts.source.text[was.start : was.end], texts.rewrite.text[now.start : now.end]
    message = f"The source speaks of {said!r}, the rewrite of {told!r}: another measure."
    return Finding("metric-confused", "error", message, told, (was.start, was.end), (now.start, now.end), said)


def _spoken(reading: Reading) -> list[_Spoken]:
    """Return the words of a text that tell what is measured."""
    found: dict[tuple[int, int, str], set[str]] = {}
    for mark in reading.marked("metrics"):
        name, _, measure = mark.label.partition("/")
        if mark.label == "quality/hitting" and _is_put_right(reading, mark):
            continue
        if mark.label == "quality/flagging" and _is_of_noun(reading, mark):
            continue
        if measure != "none" and not (name == "pace" and _is_no_pace(reading, mark)):
            found.setdefault((mark.start, mark.end, name), set()).add(mark.label)
    return [_Spoken(*place, frozenset(labels)) for place, labels in found.items()]


def _is_put_right(reading: Reading, mark: Marker) -> bool:
    """Return whether "right" only says that something was mended: "we put 11 of those right"."""
    facts = reading.sentence_at(mark.start)
    before = {w.lower for w in facts.words[max(0, mark.first - _PUT) : mark.first]}
    return facts.words[mark.first].lower == "right" and bool(before & {"put", "puts", "putting", "set", "sets"})


def _is_of_noun(reading: Reading, mark: Marker) -> bool:
    """Return whether "genuine" says of which things a share is taken, not which share is: "genuine messages"."""
    if reading.text[mark.start : mark.end].casefold() not in ("real", "genuine", "justified"):
        return False
    facts = reading.sentence_at(mark.start)
    return any(w.kind == "word" and w.lower.endswith("s") for w in facts.words[mark.last : mark.last + 2])


def _is_no_pace(reading: Reading, mark: Marker) -> bool:
    """Return whether "takes 3 GB" tells of no speed, and "an hour" of "an hour shorter" of no rate."""
    facts = reading.sentence_at(mark.start)
    behind = [w.lower for w in facts.words[mark.last : mark.last + 1]]
    before = [w.lower for w in facts.words[max(0, mark.first - 1) : mark.first]]
    if mark.label == "pace/size" and before == ["in"]:
        return True  # "already in memory"
    if mark.label == "pace/flow":
        return behind[:1] != [] and behind[0] in _NO_RATE
    close = [q for q in facts.quantities if 0 <= q.start - mark.end < _NEAR // 2]
    if facts.words[mark.first].lower not in _TAKES:
        return False
    return close[0].dimension != "time" if close else behind[:1] != [] and behind[0] in _TAKEN  # "take a backup"


def _beside(spoken: Sequence[_Spoken], segments: Sequence[Segment], place: int) -> list[_Spoken]:
    """Return what is said to be measured in the segment of a place."""
    at = bisect_right(segments, place, key=lambda s: s.start) - 1
    return [s for s in spoken if at >= 0 and segments[at].start <= s.start < segments[at].end]

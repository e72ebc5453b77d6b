"""Compare for how many a claim holds: some, most, all, only these."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from plainspeak.facts import Marker
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.extent import besides, unbounded, widening
from plainspeak.fidelity.extent.reach import Told, explained
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts, added, covering, lost
from plainspeak.findings import Finding

_STRICT = widening.LIMITED | frozenset("mainly mostly largely chiefly primarily partly partially".split())
_EXCEPT = frozenset(("but", "except", "save", "bar", "barring", "excluding"))
_LEFT = frozenset("left open outstanding still yet remain remains remaining rest other others".split())
_COMPARED = frozenset("how more less as so too very no".split())
_MAIN = frozenset(
    "main chief principal primary biggest largest foremost restrict restricts restricting confine".split()
)
_ALONE = frozenset(("just", "one", "sole", "single", "merely", "alone", "nobody", "nothing"))
_PARTS = frozenset(("of", "some", "most", "many", "few", "several", "selected", "certain", "other"))
_ONE_BY_ONE = frozenset(("every", "any", "every single"))
_ONES = frozenset(("one", "a", "an", "single", "this"))
_SINGLE = frozenset(("one", "single", "lone", "sole", "1", "once", "a", "an", "another", "each", "every"))
_NEEDED = frozenset(("must", "need", "needs", "needed", "require", "requires", "required", "have", "has", "reserved"))
_GROUP = 3  # words behind "every" that are looked at
_BESIDE = 25  # characters between "most" and the number that says how many
_CLOSE = 5  # characters between "only" and its number


def compare(texts: Texts, parts: Counterparts, told: Told) -> Iterator[Finding]:
    """Return where a rewrite claims something of more than the source does.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
        told: What the rewrite has for the source.
    """
    found = [*_added(texts, parts)] or [*_all_of_some(texts)] or [*besides.compare(texts, parts)]
    yield from found or _lost(texts, parts, told) or unbounded.compare(texts, parts)


def _added(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find the "all" or "every" of a rewrite that the source does not have."""
    wide = [m for m in widening.wide(texts, parts) if not _of_its_kind(texts, parts, m)]
    said = [m for m in texts.source.marked("scope", "all", "wide") if not _before_time(texts.source, m)]
    wide = [m for m in wide if not _before_time(texts.rewrite, m)]
    if said:
        wide = [m for m in wide if _is_of_one(texts, m)]
    if wide and not texts.source.marked("negation", "strong"):
        message = f"The rewrite says {texts.retold(wide[0])!r}; the source does not."
        yield added("scope-widened", "error", message, texts, wide[0])


def _is_of_one(texts: Texts, mark: Marker) -> bool:
    """Return whether the source has a single one of what the rewrite has all of: "one building", "every building"."""
    behind = texts.rewrite.sentence_at(mark.start).words[mark.last : mark.last + 1]
    if not behind or not is_content(behind[0].lower, texts.knowledge.language):
        return False
    nouns = {stem(behind[0].lower)}
    return any(
        word.lower in _ONES and then.kind == "word" and stem(then.lower) in nouns
        for facts in texts.source.facts
        for word, then in itertools.pairwise(facts.words)
    )


def _lost(texts: Texts, parts: Counterparts, told: Told) -> list[Finding]:
    """Find the "only", "some" or "most" of the source that is gone, and the "all" that became "some"."""
    aside = covering(explained(texts, told))
    marks = [m for m in texts.source.marked("scope", "limit") if not is_other(texts.source, m) and not aside(m.start)]
    every = texts.source.marked("scope", "all")
    every = [*every, *(m for m in texts.source.marked("scope", "wide") if texts.said(m).casefold() in ("each", "none"))]
    part = [m for m in texts.told("scope", "limit") if not (texts.aside(m) or is_other(texts.rewrite, m))]
    part = [m for m in part if texts.retold(m).casefold() not in widening.LIMITED]
    whole = texts.told("scope", "all") or texts.rewrite.marked("scope", "wide") or _denies_one(texts.rewrite)
    if every and part and not marks and not whole:
        message = f"The source says {texts.said(every[0])!r}, the rewrite {texts.retold(part[0])!r}."
        return [added("scope-widened", "warning", message, texts, part[0])]
    if every and not marks and not _EXCEPT & texts.source.words:
        but = _all_but(texts.rewrite)
        if but is not None and not _LEFT & texts.source.words:
            said = texts.rewrite.text[slice(*but)]
            message = f"The source says {texts.said(every[0])!r}, the rewrite {said!r}."
            return [Finding("scope-widened", "warning", message, said, None, but)]
    unsaid = _unsaid_only(texts, parts, marks) or _unsaid_part(texts, marks)
    if unsaid is None:
        return [*_one_as_many(texts)]
    message = f"The source limits this ({texts.said(unsaid)!r}); look whether the rewrite still does."
    return [lost("scope-widened", "warning", message, texts, unsaid)]


def _unsaid_only(texts: Texts, parts: Counterparts, marks: Sequence[Marker]) -> Marker | None:
    """Return the "only" or "mainly" of the source for which the rewrite has nothing."""
    strict = [m for m in marks if texts.said(m).casefold() in _STRICT and not _before_number(texts.source, m)]
    words = texts.rewrite.words
    denied, denies = (len(r.marked("negation", "strong")) for r in (texts.source, texts.rewrite))
    rewrite = texts.rewrite
    told = (
        bool(rewrite.marked("scope", "limit") or rewrite.marked("caps") or rewrite.marked("negation", "turning"))
        or bool(rewrite.marked("condition", "strong", "clause", "until") or words & (_ALONE | _MAIN))
        or denies > denied
        or any(widening.is_turned(texts, m) for m in texts.told("scope", "all"))
        or any(p.source.bound and p.rewrite.bound not in ("", p.source.bound) for p in texts.pairs)
    )
    needed = words & _NEEDED and not texts.source.words & _NEEDED and parts.mostly_told()
    return strict[0] if strict and not told and not needed else None


def _unsaid_part(texts: Texts, marks: Sequence[Marker]) -> Marker | None:
    """Return the "some", "most" or "usually" of the source for which the rewrite has nothing, nor a number."""
    rewrite = texts.rewrite
    told = (
        bool(rewrite.marked("scope", "limit") or rewrite.marked("averages") or rewrite.marked("negation", "strong"))
        or bool(rewrite.marked("condition", "strong", "clause") or rewrite.marked("certainty", "possible"))
        or ("there" in rewrite.words and bool({"who", "that"} & rewrite.words))  # "there are those who"
    )
    loose = [m for m in marks if texts.said(m).casefold() not in _STRICT and not _before_number(texts.source, m)]
    return next((m for m in loose if not told and not _by_figure(texts, m)), None)


def _all_but(reading: Reading) -> tuple[int, int] | None:
    """Return where a text speaks of all but some: "all but one of them", "every one except"."""
    for facts in reading.facts:
        for word, then in itertools.pairwise(facts.words):
            if word.lower in ("all", "every", "everyone", "everything") and then.lower in _EXCEPT:
                return word.start, then.end
    return None


def is_other(reading: Reading, mark: Marker) -> bool:
    """Return whether a word limits nothing here: "how often", "is part of", "the most that they can pay".

    Args:
        reading: The text.
        mark: The word.
    """
    facts, said = reading.sentence_at(mark.start), reading.text[mark.start : mark.end].casefold()
    before = facts.words[mark.first - 1].lower if mark.first else ""
    behind = facts.words[mark.last].lower if mark.last < len(facts.words) else ""
    if said in ("often", "frequently"):
        return before in _COMPARED or behind == "than"
    if said == "part of":
        return before in ("is", "are", "as", "be", "was", "were")
    return said == "most" and before == "the"


def _by_figure(texts: Texts, mark: Marker) -> bool:
    """Return whether a number says how many: one that is new, or that stands beside the mark in the source."""
    paired = {p.rewrite.quantity.start: p.source.quantity for p in texts.pairs}
    for number in texts.rewrite.numbers:
        if number.quantity.dimension in ("share", "count", "times"):
            was = paired.get(number.quantity.start)
            if was is None or -_BESIDE <= was.start - mark.end <= _BESIDE:
                return True
    return False


def _one_as_many(texts: Texts) -> Iterator[Finding]:
    """Find a single one that is told as many: "one customer", "customers"."""
    language = texts.knowledge.language
    plurals = {stem(w.lower) for f in texts.source.facts for w in f.words if language.inflection.is_plural(w.lower)}
    ones = {
        stem(noun.lower): (one.start, noun.end)
        for facts in texts.source.facts
        for at, (one, noun) in enumerate(itertools.pairwise(facts.words))
        if one.lower in ("one", "single")
        and not (at and facts.words[at - 1].lower in ("than", "least", "and", "or"))
        and noun.kind == "word"
        and is_content(noun.lower, language)
    }
    told = texts.rewrite.words
    if told & _SINGLE:
        return
    for word in (w for f in texts.rewrite.facts for w in f.words):
        own = stem(word.lower)
        if own in ones and own not in plurals and language.inflection.is_plural(word.lower):
            said = texts.source.text[slice(*ones[own])]
            message = f"The source speaks of {said!r}, the rewrite of {word.text!r}."
            yield Finding("scope-widened", "warning", message, word.text, ones[own], (word.start, word.end), said)
            return


def _denies_one(reading: Reading) -> bool:
    """Return whether a text says "not one", which is all, turned round."""
    return any(
        (a.lower, b.lower) in (("not", "one"), ("not", "a")) or a.lower in ("none", "neither", "nobody", "without")
        for facts in reading.facts
        for a, b in itertools.pairwise(facts.words)
    )


def _all_of_some(texts: Texts) -> Iterator[Finding]:
    """Find "all nine" for a part of them: "two of the nine"."""
    source = texts.source.text.casefold()
    for facts in texts.rewrite.facts:
        for at, (word, number) in enumerate(itertools.pairwise(facts.words)):
            if at and facts.words[at - 1].lower in ("of", "among"):
                continue  # "of all alerts, 48%"
            if _EXCEPT & {w.lower for w in facts.words[at + 2 : at + 5]}:
                continue  # "all nine but Harwick"
            if word.lower != "all" or texts.knowledge.language.is_a("determiners", number.lower):
                continue
            if any(_is_part(source, f" of {which}{number.lower} ") for which in ("", "the ", "our ", "these ")):
                said = texts.rewrite.text[word.start : number.end]
                message = f"The source speaks of a part, the rewrite of {said!r}."
                yield Finding("scope-widened", "error", message, said, None, (word.start, number.end))
                return


def _is_part(source: str, words: str) -> bool:
    """Return whether a text speaks of some of a group: "two of the nine", but not "none of the nine"."""
    place = source.find(words)
    before = source[:place].split()[-2:] if place >= 0 else ["all"]
    whole = before[-1:] in (["none"], ["all"], ["each"], ["any"]) or before in (["every", "one"], ["not", "one"])
    return not whole


def _of_its_kind(texts: Texts, parts: Counterparts, mark: Marker) -> bool:
    """Return whether "every" tells of a kind of which the source speaks as a whole: "every patient" for "patients"."""
    language = texts.knowledge.language
    facts = texts.rewrite.sentence_at(mark.start)
    behind = [w for w in facts.words[mark.last : mark.last + _GROUP] if is_content(w.lower, language)]
    if not behind or texts.retold(mark).casefold() not in _ONE_BY_ONE or texts.source.marked("scope", "limit"):
        return False
    for was in texts.source.facts:
        figures = covering((q.start, q.end) for q in was.quantities)
        for at, word in enumerate(was.words):
            before = was.words[at - 1] if at else None
            lacking = before is not None and is_content(before.lower, language) and not parts.told(before)
            part = before is not None and (lacking or before.lower in _PARTS or figures(before.start))
            if language.inflection.is_plural(word.lower) and stem(word.lower) == stem(behind[0].lower) and not part:
                return True
    return False


def _before_time(reading: Reading, mark: Marker) -> bool:
    """Return whether "every" or "each" counts a time: "every four hours"."""
    spans = [(m.start, m.end) for m in reading.moments]
    spans += [(n.quantity.start, n.quantity.end) for n in reading.numbers if n.quantity.dimension == "time"]
    return any(start - mark.end in range(2) or start <= mark.start < end for start, end in spans)


def _before_number(reading: Reading, mark: Marker) -> bool:
    """Return whether a word belongs to a number right behind it: "only 3 of 40"."""
    quantities = (n.quantity for n in reading.numbers)
    text = reading.text
    return any(
        mark.start <= q.start <= mark.end + _CLOSE and q.end > mark.end and text[mark.end : q.start].strip() != "the"
        for q in quantities
    )

"""Find the one denial too many where two texts otherwise say the same: "forms lack a date", "forms have a date"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity import counterparts
from plainspeak.fidelity.clauses import clause
from plainspeak.fidelity.denials.balance import ELSE, ONCE, Balance, is_outright
from plainspeak.fidelity.denials.denied import whole
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_TIMES = (
    ONCE
    | ELSE
    | frozenset("only after when if once longer failed fail still again now stay stays none nothing whether".split())
)
_CLOSE = 3  # words between a "not" and the number that it denies
_DENYING = (("negation", "strong", "without"), ("denying",))
_UN, _ABLE = ("un", "in", "im", "il"), ("able", "ible")  # "unreadable"
_NEEDS = frozenset("requires require needs need only down offline out hinges depends unless if".split())


def compare(texts: Texts, weighed: Balance) -> Iterator[Finding]:
    """Return the denial of one text that nothing in the other stands for.

    Args:
        texts: The two texts.
        weighed: What both deny, added up.
    """
    for rewrite in (False, True):
        for mark in weighed.marks[rewrite]:
            if texts.explains(mark) if rewrite else texts.names(mark):
                continue
            if _of_number(texts, mark, rewrite=rewrite) or _alone(texts, weighed, mark):
                start, end = mark.start, mark.end
                words = (texts.rewrite if rewrite else texts.source).text[start:end]
                message = f"One text denies this ({words!r}), the other tells it."
                if rewrite:
                    yield Finding("negation-added", "error", message, words, None, (start, end))
                else:
                    yield Finding("negation-lost", "error", message, words, (start, end), None, words)
                return


def _alone(texts: Texts, weighed: Balance, mark: Marker) -> bool:
    """Return whether a denial is the only one of two sentences of which each word has a counterpart in the other."""
    if weighed.even or not weighed.sure or sum(weighed.sums) != 1 or mark.table == "opposites":
        return False
    both = texts.source, texts.rewrite
    if any(len(r.facts) > 1 or r.marked("certainty", "unknown") or r.marked("scope", "all") for r in both):
        return False
    said = {w.lower for r in both for f in r.facts for w in f.words}
    reading = texts.rewrite if mark in weighed.marks[1] else texts.source
    own = set(reading.text[mark.start : mark.end].casefold().split())
    if all(own & r.words for r in both):
        return False  # "a missing index", "an index was missing"
    if said & _TIMES or any(p.source.meant.value != p.rewrite.meant.value for p in texts.pairs):
        return False
    sides = counterparts.of(texts)
    if not len(texts.pairs) == len(texts.source.numbers) == len(texts.rewrite.numbers):
        return False
    return all(mark.start <= w.start < mark.end for w in (*sides.untold(), *sides.new()))


def _of_number(texts: Texts, mark: Marker, *, rewrite: bool) -> bool:
    """Return whether a "not" denies a number which the other text tells: "does not take 6 minutes"."""
    one, other = (texts.rewrite, texts.source) if rewrite else (texts.source, texts.rewrite)
    facts = one.sentence_at(mark.start)
    first, last = clause(facts, mark.first)
    if texts.source.marked("significance"):
        return False
    if not is_outright(mark) or whole(facts, mark) or (first and facts.words[first - 1].lower == "if"):
        return False
    last = min(last, mark.last + _CLOSE + 1)
    for pair in texts.pairs:
        mine, its = (pair.rewrite, pair.source) if rewrite else (pair.source, pair.rewrite)
        inside = mark.end < mine.quantity.start < facts.words[last - 1].end
        same = mine.meant.value == its.meant.value and mine.quantity.comparator == its.quantity.comparator
        verb = facts.words[mark.last].kind == "word" and mine.quantity.dimension != "count"
        if inside and same and verb and not _denies(other.facts[its.sentence], its.quantity.start):
            return True
    return False


def _denies(facts: Facts, place: int) -> bool:
    """Return whether anything in the clause around a place denies, or sets a condition."""
    at = bisect_left(facts.words, place, key=lambda w: w.start)
    first, last = clause(facts, at)
    marks = [m for table in _DENYING for m in facts.marked(*table)]
    own = [w.lower for w in facts.words[first:last]]
    unable = any(w.startswith(_UN) and w.endswith(_ABLE) for w in own)
    return unable or any(first <= m.first < last for m in marks) or not _NEEDS.isdisjoint(own)

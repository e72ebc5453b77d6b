"""Add up what two texts deny: two sums that are both even or both odd say the same, whatever words deny."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.clauses import clause
from plainspeak.fidelity.denials.explaining import explains
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_FEW = 4  # sentences of a text that is added up
# With a "not" these say "only": of a time or condition ("not open until June"), or of a place or kind ("nowhere else").
ONCE = frozenset("until till before unless without".split())
ELSE = frozenset("except else other others otherwise outside save apart beyond elsewhere but".split())
_ONLY = frozenset(
    "only alone solely exclusively confined limited restricted sole single just exclusive nothing".split()
)
_NEEDS = ONCE | frozenset(
    "only after once if when needs need needed requires require required must has have condition depends hinges first "
    "provided long subject wait waits takes prerequisite compulsory mandatory obligatory with".split()
)
_COMPARED = frozenset(
    "more less fewer over above below under beyond exceed exceeds exceeded exceeding longer shorter later earlier "
    "sooner higher lower further farther past greater than bigger larger smaller surpass overshoot".split()
)
# "Hands over to a nurse" bounds nothing.
_PARTICLES = frozenset("over above below under beyond past further".split())
_THAT = frozenset("that this it them these those".split())
_FAR = 30  # characters between a word that compares and its number
_AWAY = frozenset("outside away off beyond except apart used formerly".split())
_NEAR = 5  # words behind a "not" in which the word that compares stands
_TWICE = 80  # characters between two denials of which one takes back the other
_PREFIXED = 5
_PAIR = 2
_AGAINST = frozenset(("but", "while", "whereas", "though", "although"))
_IDLE = ("exception", "delay", "doubt", "question")  # what stands behind a "without" that denies nothing


@dataclass(frozen=True, slots=True)
class Balance:
    """What two texts deny, added up.

    Args:
        even: Whether both deny equally often, or can be read so.
        sure: Whether that can be read in one way only.
        sums: How often source and rewrite deny.
        marks: What counts, in source and rewrite.
    """

    even: bool
    sure: bool
    sums: tuple[int, int]
    marks: tuple[Sequence[Marker], Sequence[Marker]]

    def tells(self, finding: Finding) -> bool:
        """Return whether what a finding misses is told by another denial."""
        return self.even and self.sure and sum(self.sums) > 0 and finding.rule in ("negation-lost", "negation-added")


def balance(texts: Texts) -> Balance | None:
    """Return whether two short texts deny equally often; None if they are too long to tell.

    Args:
        texts: The two texts.
    """
    if max(len(texts.source.facts), len(texts.rewrite.facts)) > _FEW:
        return None
    sides = (texts.source, texts.rewrite), (texts.rewrite, texts.source)
    hard = [[*_hard(texts, one, other)] for one, other in sides]
    loose = [_loose(one, other, marks) for (one, other), marks in zip(sides, hard, strict=True)]
    marks = [[m for m, counts, cut in found if counts and not cut] for found in hard]
    loose += [any(counts and cut for _, counts, cut in found) for found in hard]
    sums = len(marks[0]), len(marks[1])
    even = (sum(sums) % 2 == 0 and _taken_back(marks) and not _of_one(texts)) or any(loose)
    return Balance(even, not any(loose), sums, (marks[0], marks[1]))


def _taken_back(marks: Sequence[Sequence[Marker]]) -> bool:
    """Return whether of denials that only one of two texts has each second one may take back the one before it."""
    less, more = sorted(marks, key=len)
    pairs = ((a, b) for a, b in pairwise(more) if {a.table, b.table} & {"negation", "condition"})
    return len(more) - len(less) < _PAIR or any(b.start - a.end < _TWICE for a, b in pairs)


def is_outright(mark: Marker) -> bool:
    """Return whether a denial is a "not" and not a word that denies by itself.

    Args:
        mark: The denial.
    """
    return (mark.table, mark.label) == ("negation", "strong")


def _of_one(texts: Texts) -> bool:
    """Return whether one text denies of all what the other tells of one or of the middle: "neither", "none longer"."""
    if bool(texts.source.marked("averages")) != bool(texts.rewrite.marked("averages")):
        return True
    said = [r.words for r in (texts.source, texts.rewrite)]
    if any("turned" in words and "down" in words for words in said):
        return True  # "turned all of them down": a verb in two parts, which no list finds
    return any("neither" in a and "neither" not in b and (b & _AGAINST or "nor" in a) for a, b in (said, said[::-1]))


def _hard(texts: Texts, one: Reading, other: Reading) -> Iterator[tuple[Marker, bool, bool]]:
    """Return the words of a text that deny, whether each counts or is taken back, and whether it is cut short."""
    yes = _positive(other)
    theirs = other.words
    sides = [m for m in other.marked("opposites") if m.label.endswith("/no")]
    denied = bool(other.marked("negation", "strong") or other.marked("denying") or sides)
    for facts in one.facts:
        marks = facts.marked("negation", "strong", "without") + facts.marked("denying")
        sides = [m for m in facts.marked("opposites") if facts.words[m.first].lower not in theirs]
        marks += [m for m in sides if m.label.endswith("/no") and m.label.removesuffix("/no") in yes]
        marks += [m for m in facts.marked("condition") if facts.words[m.first].lower == "unless"]
        marks += [*_prefixed(facts, theirs)]
        found = [m for m in _apart(marks) if not _idle(texts, one, other, facts, m)]
        strong = [m for m in found if is_outright(m)]
        found = [m for m in found if not (m is not strong[0] and _repeats(facts, m))] if strong else found
        first = strong or [m for m in found if m.table in ("opposites", "denying")]
        gone = {m.start for m in first[: _partners(facts, first, theirs, denied)]}
        yield from ((m, m.start not in gone, _cut_short(texts, facts, m)) for m in found)


def _prefixed(facts: Facts, theirs: Set[str]) -> Iterator[Marker]:
    """Return the words that deny by an "un-" what the other text says without: "unassigned", "assigned"."""
    known = {stem(word) for word in theirs}
    for at, word in enumerate(facts.words):
        if word.lower.startswith("un") and len(word.lower) > _PREFIXED and stem(word.lower[2:]) in known:
            yield Marker("denying", "denying", at, at + 1, word.start, word.end)


def _positive(reading: Reading) -> set[str]:
    """Return the pairs of opposites of which a text says the side that holds, in words that deny nothing."""
    denying = reading.marked("negation", "strong") + reading.marked("denying")
    marks = (m for m in reading.marked("opposites") if m.label.endswith("/yes"))
    free = (m for m in marks if not any(d.start < m.end and m.start < d.end for d in denying))
    return {m.label.removesuffix("/yes") for m in free}


def _partners(facts: Facts, strong: Sequence[Marker], theirs: Set[str], denied: bool) -> int:
    """Return how many denials of a sentence another word takes back: "not open until June", "nowhere else"."""
    count = 0
    for word in facts.words if strong else ():
        once, apart = word.lower in ONCE - {"without", "unless"}, word.lower in ELSE
        if word.lower == "but" and not any(m.last < len(facts.words) and facts.words[m.last] is word for m in strong):
            continue
        if (once and not theirs & _NEEDS) or (apart and not theirs & (_ONLY | ELSE)):
            continue
        count += (once or apart) and not (word.lower in theirs and not denied)
    return count


def _repeats(facts: Facts, mark: Marker) -> bool:
    """Return whether a denial only says another one of one thing more: "nor", "and neither can B"."""
    return facts.words[mark.first].lower in ("nor", "neither")


def _apart(marks: Sequence[Marker]) -> list[Marker]:
    """Return the marks without those that stand inside a longer one."""
    out: list[Marker] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(mark.end <= o.start or o.end <= mark.start for o in out):
            out.append(mark)
    return sorted(out, key=lambda m: m.start)


def _idle(texts: Texts, one: Reading, other: Reading, facts: Facts, mark: Marker) -> bool:
    """Return whether a denial denies nothing of the claim: a bound, a "without exception", what both leave open."""
    behind = facts.words[mark.last].lower if mark.last < len(facts.words) else ""
    if facts.words[mark.last - 1].lower == "without" and behind.startswith(_IDLE):
        return True
    if is_outright(mark) and _bounds(one, facts, mark):
        return True
    new = mark.table == "negation" and one is texts.rewrite
    if new and (texts.aside(mark) or explains(texts, mark)):
        return True
    if any(m.start <= mark.start < m.end for m in facts.marked("opposites", "gratis/yes")):
        return True
    labels = {m.label for m in one.marked("certainty", "unknown", "possible") if m.start <= mark.start < m.end}
    return bool(labels & {m.label for m in other.marked("certainty", "unknown", "possible")})


def _bounds(reading: Reading, facts: Facts, mark: Marker) -> bool:
    """Return whether a "not" is part of a bound: "no more than 5", "may not exceed 20 MB"."""
    if not reading.numbers:
        return False
    _, last = clause(facts, mark.first)
    end = facts.words[last - 1].end
    places = [(q.start - _FAR, q.end) for q in facts.quantities if q.start < end]
    for at in range(mark.last, last):
        word = facts.words[at]
        if word.lower not in _COMPARED:
            continue
        ends = at + 1 == last or facts.words[at + 1].lower in _THAT
        beside = any(a < word.start < b for a, b in places)
        near = at - mark.last < _NEAR and (ends or word.lower not in _PARTICLES)
        if beside or near:
            return True
    return False


def _cut_short(texts: Texts, facts: Facts, mark: Marker) -> bool:
    """Return whether nothing follows what denies: "bigger ones are not", "and never sooner"."""
    _, last = clause(facts, mark.first)
    language = texts.knowledge.language
    return is_outright(mark) and not any(is_content(w.lower, language) for w in facts.words[mark.first + 1 : last])


def _loose(one: Reading, other: Reading, marks: Sequence[tuple[Marker, bool, bool]]) -> bool:
    """Return whether a text has another word that may deny, and the other text has not."""
    known = {stem(w.lower) for f in other.facts for w in f.words}
    found = one.marked("negation", "weak", "turning") + [m for m in one.marked("opposites") if m.label.endswith("/no")]
    for mark in found:
        covered = any(m.start < mark.end and mark.start < m.end for m, _, _ in marks)
        words = [stem(w) for w in one.text[mark.start : mark.end].casefold().split()]
        once = words == ["onl"] and known & ONCE  # "only after", "not until"
        if not covered and not once and not set(words) <= known:
            return True
    return any(w.lower in _AWAY and stem(w.lower) not in known for f in one.facts for w in f.words)

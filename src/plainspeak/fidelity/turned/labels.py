"""Find two numbers that changed places, by the words that only one of them stands with: "promised", "at weekends"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.figures.numbers import Pair
from plainspeak.fidelity.reading import Number, Reading, stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language

_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–"))
_JOINTS = frozenset("and while whereas but versus vs against or compared though although".split())
_CLOSE = 3  # numbers between two that may have changed places
# What may be said of one of two numbers, by the beginnings of words, and what must then be said of the other.
_SIDES = {
    "without": (("without",), ("",)),
    "planned": (
        tuple("promis,budget,planned,requir,contract,oblig,guarantee,agreed,quoted".split(",")),
        ("",),
    ),
    "new": (("new",), ("existing", "old", "current", "returning", "repeat", "established", "already", "regular")),
}
_LIGHT = frozenset(
    "take takes took taken taking cost costs be come came comes make made need needs get gets got".split()
)
_CLOSED = frozenset(
    "the and for was were are had has have its our their that this with from not per each who which when where than "
    "would could will should may might can been did does now then there they you your only still about".split()
)
_MOST = 40  # pairs of numbers that are looked at


@dataclass(frozen=True, slots=True)
class _Labels:
    """What stands with a number and not with another.

    Args:
        words: The stems of these words.
        groups: The groups of words alike and of neighbours in meaning that they are in.
        sides: Whether it is planned, without something or of something new ("+"), and the other number not ("-").
    """

    words: frozenset[str]
    groups: frozenset[tuple[str, int]]
    sides: frozenset[str]


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the first two numbers that stand with each other's words.

    Args:
        texts: The two texts.
    """
    pairs = [p for p in texts.pairs if p.source.role != "old"][:_MOST]
    language = texts.knowledge.language
    for at, one in enumerate(pairs):
        for other in pairs[at + 1 : at + 1 + _CLOSE]:
            if one.source.quantity.value != other.source.quantity.value and _crossed(texts, one, other, language):
                yield exchanged(texts, one, other)
                return


def exchanged(texts: Texts, one: Pair, other: Pair, rule: str = "swap") -> Finding:
    """Return the finding that two numbers changed places.

    Args:
        texts: The two texts.
        one: The number that the source tells first.
        other: The one that it tells behind it.
        rule: What to report it as.
    """
    a, b = one.source.quantity, other.source.quantity
    c, d = one.rewrite.quantity, other.rewrite.quantity
    place = min(c.start, d.start), max(c.end, d.end)
    message = "Two numbers of the source changed places in the rewrite."
    return Finding(rule, "error", message, texts.rewrite.text[slice(*place)], (a.start, b.end), place)


def _crossed(texts: Texts, one: Pair, other: Pair, language: Language) -> bool:
    """Return whether two numbers of a kind stand with each other's words, and neither with its own."""
    if one.source.meant.dimension != other.source.meant.dimension:
        return False
    was = _labels(texts.source, one.source, other.source, language)
    now = _labels(texts.rewrite, one.rewrite, other.rewrite, language)
    if was is None or now is None:
        return False
    sides = {side in y.sides for x, y in zip(was, now, strict=True) for side in x.sides if _sided(side, y.sides)}
    if sides:
        return sides == {False}
    if any(_meet(was[i], now[i]) for i in (0, 1)):
        return False
    later = int(one.source.quantity.start < other.source.quantity.start)  # what stands first names what both are of
    alone = was[later].words & now[1 - later].words
    return bool(alone) or (_meet(was[0], now[1]) and _meet(was[1], now[0]))


def _sided(side: str, sides: frozenset[str]) -> bool:
    """Return whether two numbers differ in the same way in both texts: one is planned, or without something."""
    return any(other[1:] == side[1:] for other in sides)


def _meet(one: _Labels, other: _Labels) -> bool:
    return bool(one.words & other.words or one.groups & other.groups)


def _labels(reading: Reading, one: Number, other: Number, language: Language) -> tuple[_Labels, _Labels] | None:
    """Return what only the first and only the second of two numbers stands with; None if they share a part."""
    if abs(one.sentence - other.sentence) > 1:
        return None
    parts = [(reading.facts[n.sentence], *_part(reading.facts[n.sentence], n)) for n in (one, other)]
    if one.sentence == other.sentence and max(p[1] for p in parts) < min(p[2] for p in parts):
        return None
    sides: tuple[set[str], set[str]] = (set(), set())
    for name, (these, those) in _SIDES.items():
        has = [any(w.lower.startswith(these) for w in f.words[first:last]) for f, first, last in parts]
        lacks = [any(w.lower.startswith(those) for w in f.words[first:last]) for f, first, last in parts]
        if has[0] != has[1] and lacks[has[0]]:
            for mine, found in zip(sides, has, strict=True):
                mine.add(("+" if found else "-") + name)
    said = [_said(*part) for part in parts]
    stems = [{stem(stem(w)) for w in words} for words in said]  # twice: "redeploy" and "redeploying" meet
    groups = [
        {("kin", n) for w in words for n in language.kin(w)} | {("near", n) for w in words for n in language.near(w)}
        for words in said
    ]
    first, second = (
        _Labels(frozenset(stems[i] - stems[1 - i]), frozenset(groups[i] - groups[1 - i]), frozenset(sides[i]))
        for i in (0, 1)
    )
    return first, second


def _said(facts: Facts, first: int, last: int) -> set[str]:
    figures = [*((q.start, q.end) for q in facts.quantities), *((m.start, m.end) for m in facts.moments)]
    return {
        w.lower
        for w in facts.words[first:last]
        if w.kind == "word"
        and len(w.lower) > 2
        and w.lower not in _LIGHT
        and not w.lower.endswith("ly")
        and not any(a <= w.start < b for a, b in figures)
    } - _CLOSED


def _part(facts: Facts, number: Number) -> tuple[int, int]:
    """Return the words of a number's part, with the parts before it that hold no number, and the last one's rest."""
    starts = [w.start for w in facts.words]
    places = sorted(bisect_left(starts, q.start) for q in facts.quantities)
    at = bisect_left(starts, number.quantity.start)
    cuts = [i for i, w in enumerate(facts.words) if w.text in _MARKS or (w.lower in _JOINTS and i)]
    here = bisect_right(places, at)
    former = places[here - 2] if here > 1 else -1
    behind = [c for c in cuts if c > at]
    between = [c for c in cuts if former < c <= at]
    first = 0 if former < 0 else between[0] if between else 0
    rest = here < len(places) and behind and behind[0] < places[here]
    return first, behind[0] if rest else len(facts.words)

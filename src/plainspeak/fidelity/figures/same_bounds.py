"""Tell whether two numbers have the same bound where only one has it as a comparator: "must reach 5", "5 or more"."""

from __future__ import annotations

from bisect import bisect_left

from plainspeak.facts import Facts
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.text import Word

_REACH = frozenset("reach reaches reached reaching hit hits hitting attain attains achieve achieves".split())
_REQUIRED = frozenset(
    "must has have had needs need needed should required requires require until till unless once when whenever if "
    "before minimum shall".split()
)
_BELOW = frozenset(("below", "under", "beneath", "lower", "less", "fewer", "smaller", "shorter", "within", "inside"))
_ABOVE = frozenset("above over beyond exceeds exceeded exceeding exceed higher more longer".split())
_MOST = frozenset("most longest highest largest biggest greatest maximum ceiling cap limit latest slowest".split())
_LEAST = frozenset("least shortest lowest smallest minimum floor fewest earliest fastest".split())
_IS = frozenset(("is", "are", "was", "were", "be", "being", "as"))
_FILLS = frozenset(("the", "our", "its", "their", "upper", "lower", "absolute", "hard", "very", "a"))
_CONTRAST = frozenset(("used", "previously", "instead", "formerly", "before", "earlier", "rather", "was", "once"))
_NEARLY = frozenset(("nearly", "almost", "close", "approaching", "approximately", "about", "around", "roughly"))
_JUST = frozenset(("just", "little", "slightly", "shy", "bit", "barely", "narrowly", "hair"))
_HALF = frozenset(("half", "midpoint", "middle", "50%"))
_FAR, _CLOSE = 9, 3  # words before a number that may belong to its bound


def agree(was: Number, now: Number, source: Reading, rewrite: Reading) -> bool:
    """Return whether two numbers have the same bound, although only one of them has it as a comparator.

    Args:
        was: A number of the source.
        now: The number of the rewrite that tells it.
        source: The source's reading.
        rewrite: The rewrite's reading.
    """
    if not was.bound and now.bound:
        return now.bound in _implied(was, source) or _is_comparison(now, rewrite)
    if was.bound and not now.bound:
        return was.bound in _implied(now, rewrite) or _is_comparison(was, source)
    if {was.bound, now.bound} == {"about", "less than"}:
        rough, below = (was, now) if was.bound == "about" else (now, was)
        one, other = (source, rewrite) if rough is was else (rewrite, source)
        return bool(_said(rough, one) & _NEARLY) and bool(_said(below, other) & _JUST)
    return False


def halves(number: Number, reading: Reading) -> bool:
    """Return whether a sentence tells the middle of something: "half took longer than 5 days"."""
    return bool(_HALF & {w.lower for w in reading.facts[number.sentence].words})


def _implied(number: Number, reading: Reading) -> set[str]:
    """Return the bounds that the words around a number without a comparator allow."""
    facts = reading.facts[number.sentence]
    at = bisect_left(facts.words, number.quantity.start, key=lambda w: w.start)
    before = [w.lower for w in facts.words[max(0, at - _FAR) : at]]
    out: set[str] = set()
    if _REACH & set(before[-2 * _CLOSE :]) and _REQUIRED & {w.lower for w in facts.words}:
        out.add("at least")
    after = [w.lower for w in facts.words if w.start >= number.quantity.end][: 2 * _CLOSE]
    out |= _superlative(after) | _compared(facts.words[max(0, at - _FAR) : at])
    return out | _elliptic(number, facts, reading)


def _superlative(after: list[str]) -> set[str]:
    """Return the bound of "5 minutes is the longest"."""
    at = next((i for i, w in enumerate(after[: _CLOSE + 1]) if w in _IS), -1)
    if at < 0:
        return set()
    rest = [w for w in after[at + 1 :] if w not in _FILLS][:1]
    lower = "lower" in after[at + 1 : at + _CLOSE]
    return {"at least"} if rest and (rest[0] in _LEAST or lower) else {"at most"} if set(rest) & _MOST else set()


def _compared(before: tuple[Word, ...]) -> set[str]:
    """Return the bound of "below the limit of 5"."""
    if not before or before[-1].lower not in ("of", "the", "our", "its", "at"):
        return set()
    for word in reversed(before):
        if word.text in ",;:.()":
            break
        if word.lower in _BELOW:
            return {"less than", "at most"} if word.lower in ("within", "inside") else {"less than"}
        if word.lower in _ABOVE:
            return {"more than"}
    return set()


def _elliptic(number: Number, facts: Facts, reading: Reading) -> set[str]:
    """Return the bound of the number before: "above 70%, where it used to be 85%"."""
    earlier = [
        n
        for n in reading.numbers
        if n.sentence == number.sentence and n.bound and n.quantity.dimension == number.quantity.dimension
    ]
    for other in earlier:
        between = facts.words[bisect_left(facts.words, other.quantity.end, key=lambda w: w.start) :]
        told = {w.lower for w in between if w.end <= number.quantity.start}
        if other.quantity.end <= number.quantity.start and told & _CONTRAST:
            return {other.bound}
    return set()


def _is_comparison(number: Number, reading: Reading) -> bool:
    """Return whether a bound only compares a number with another one beside it: "at 3, it is lower than 5"."""
    said = reading.text[number.quantity.start : number.quantity.core[0]].casefold().split()
    if said[-1:] != ["than"] or not said[-2].endswith("er") or said[-2] == "fewer":
        return False
    below = number.bound in ("less than", "at most")
    return any(
        n.sentence == number.sentence
        and n.quantity.dimension == number.quantity.dimension
        and (n.quantity.value < number.quantity.value) == below
        and n.quantity.value != number.quantity.value
        and n.quantity.end <= number.quantity.start
        for n in reading.numbers
    )


def _said(number: Number, reading: Reading) -> set[str]:
    """Return the words of a number's comparator, and the two before it."""
    facts = reading.facts[number.sentence]
    at = bisect_left(facts.words, number.quantity.core[0], key=lambda w: w.start)
    return {w.lower for w in facts.words[max(0, at - _CLOSE) : at]}

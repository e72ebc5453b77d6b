"""Tell whether two numbers have the same bound where only one has it as a comparator: "must reach 5", "5 or more"."""

from __future__ import annotations

from bisect import bisect_left

from plainspeak.facts import Facts
from plainspeak.fidelity.clauses import clause
from plainspeak.fidelity.figures.equality import comparators_agree
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.text import Word

_REACH = frozenset("reach reaches reached reaching hit hits hitting attain attains achieve achieves".split())
_REQUIRED = frozenset(
    "must has have had needs need needed should required requires require until till unless once when whenever if "
    "before minimum shall".split()
)
_BELOW = frozenset(("below", "under", "beneath", "lower", "less", "fewer", "smaller", "shorter", "within", "inside"))
_ABOVE = frozenset("above over beyond exceeds exceeded exceeding exceed higher more longer".split())
_MOST = frozenset(
    "most longest highest largest biggest greatest maximum ceiling cap limit limits latest slowest caps".split()
)
_LEAST = frozenset("least shortest lowest smallest minimum floor fewest earliest fastest".split())
_IS = frozenset(("is", "are", "was", "were", "be", "being", "as"))
_OFTEN, _THE = frozenset(("most", "least")), frozenset(("the", "our", "its", "their"))  # "most days"
_LINKS = frozenset(("is", "are", "was", "were", "of", "at", "to", "be", "stands", "comes"))
_SPREAD = frozenset("range ranges ranged ranging anywhere somewhere vary varies varied spans take takes took".split())
_BANNED = frozenset(
    "forbidden banned prohibited barred disallowed refused refuse refuses rejected reject rejects forbids bans "
    "prohibits illegal impossible unacceptable".split()
)
_TURNED = {"less than": "at least", "more than": "at most", "at least": "less than", "at most": "more than"}
_CONTRAST = frozenset(("used", "previously", "instead", "formerly", "before", "earlier", "rather", "was", "once"))
_NEARLY = frozenset(("nearly", "almost", "close", "approaching", "approximately", "about", "around", "roughly"))
_JUST = frozenset(("just", "little", "slightly", "shy", "bit", "barely", "narrowly", "hair"))
_HALF = frozenset(("half", "midpoint", "middle", "50%"))
_FAR, _CLOSE = 9, 3  # words before a number that may belong to its bound


def agree(was: Number, now: Number, source: Reading, rewrite: Reading) -> str:
    """Return how two numbers have the same bound though not the same comparator; "" if they have not.

    Args:
        was: A number of the source.
        now: The number of the rewrite that tells it.
        source: The source's reading.
        rewrite: The rewrite's reading.

    Returns:
        "implied" if the words around one of them give its bound, "turned" if a "not" or a ban in one of the texts
        does: "13 or fewer are forbidden", "at least 14".
    """
    timed = was.quantity.dimension == "time"
    here, there = _implied(was, source), _implied(now, rewrite)
    if _one_alike(here | {was.bound}, there | {now.bound}, timed=timed):
        return "implied"
    if _is_comparison(now, rewrite) if not was.bound else not now.bound and _is_comparison(was, source):
        return "implied"
    turned = _turned(was, source), _turned(now, rewrite)
    if _one_alike(turned[0], there | {now.bound}) or _one_alike(here | {was.bound}, turned[1]):
        return "turned"
    if {was.bound, now.bound} == {"about", "less than"}:
        rough, below = (was, now) if was.bound == "about" else (now, was)
        one, other = (source, rewrite) if rough is was else (rewrite, source)
        return "implied" if _said(rough, one) & _NEARLY and _said(below, other) & _JUST else ""
    return ""


def _one_alike(some: set[str], others: set[str], *, timed: bool = False) -> bool:
    """Return whether two numbers may have one bound; of time, "less than" is as good as "at most"."""
    if timed:
        some, others = ({"at most" if b == "less than" else b for b in side} for side in (some, others))
    return any(a and comparators_agree(a, b) for a in some for b in others)


def _turned(number: Number, reading: Reading) -> set[str]:
    """Return what a bound becomes where it is denied or forbidden: "can't be done in under 3 weeks"."""
    if number.bound not in _TURNED or number.bound != number.quantity.comparator:
        return set()  # nothing to turn, or turned already
    facts = reading.facts[number.sentence]
    first, last = clause(facts, bisect_left(facts.words, number.quantity.core[0], key=lambda w: w.start))
    banned = any(w.lower in _BANNED for w in facts.words[first:last])
    denied = any(first <= m.first < last for m in facts.marked("negation", "strong"))
    return {_TURNED[number.bound]} if banned or denied else set()


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
    out |= _superlative(after) | _named(before) | _compared(facts.words[max(0, at - _FAR) : at])
    return out | _elliptic(number, facts, reading) | _ends(facts, before, after)


def _ends(facts: Facts, before: list[str], after: list[str]) -> set[str]:
    """Return the bound of either end of "from 10 days up to 20 days"."""
    opens = next((i for i, w in enumerate(facts.words) if w.lower == "from"), 0)
    if not opens or not _SPREAD & {w.lower for w in facts.words[max(0, opens - 2) : opens]}:
        return set()
    if before[-1:] == ["from"] and "to" in after:
        return {"at least"}
    return {"at most"} if before[-1:] == ["to"] and "from" in before else set()


def _superlative(after: list[str]) -> set[str]:
    """Return the bound of "5 minutes is the longest wait"."""
    at = next((i for i, w in enumerate(after[: _CLOSE + 1]) if w in _IS), -1)
    return _limits(after[at + 1 : at + 1 + _CLOSE + 1]) if at >= 0 else set()


def _named(before: list[str]) -> set[str]:
    """Return the bound of "the longest wait is 5 minutes" and of "a yearly ceiling of 5"."""
    linked = any(w in _LINKS for w in before[-_CLOSE:])
    for mark in (",", ";", ":"):
        before = before[len(before) - before[::-1].index(mark) :] if mark in before else before
    return _limits(before) if linked else set()


def _limits(words: list[str]) -> set[str]:
    """Return the bounds that some words name, if they name one only: "most", "upper limit", "minimum"."""
    told = {w for w, before in zip(words, ["the", *words], strict=False) if w not in _OFTEN or before in _THE}
    low, high = bool(told & _LEAST or {"lower", "limit"} <= told), bool(told & _MOST)
    if low and told & _MOST <= {"limit"}:
        return {"at least"}
    return {"at most"} if high and not low else set()


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

"""What a change makes of a thing, in whatever way it is told: halved, 50% less, twice as fast."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from itertools import pairwise, takewhile

from plainspeak.fidelity.figures.equality import is_remainder
from plainspeak.fidelity.reading import Number, Reading

_ONE = Decimal(1)
# What is more the less there is of what is measured: twice the speed is half the time.
_TURNED = frozenset("fast faster quick quicker quickly sooner speed pace cheap cheaper rate rapid rapidly".split())
_NOW = frozenset(("now", "today", "currently", "nowadays", "present", "today's", "replacement", "successor"))
_THEN = frozenset(("used", "previously", "formerly", "before", "then", "once", "earlier"))
_JOINTS = frozenset(("and", "but", "while", "when", "since"))
_DATED = frozenset(("ago", "last", "halved", "former", "previous", "did"))
_OF = frozenset(("of", "as", "the", "what", "its"))
_LESS = frozenset(("less", "lower", "fewer", "shorter", "smaller", "lighter", "cheaper", "down"))
_MORE = frozenset(("more", "higher", "longer", "larger", "bigger", "heavier", "dearer", "up", "again"))
_NEXT = 4  # words behind a number that tell what it is of
_CLOSE = Decimal("0.006")


def alike(one: Number, source: Reading, other: Number, rewrite: Reading) -> bool:
    """Return whether two numbers make the same of a thing: "down by two thirds", "it used to be three times as much".

    Args:
        one: A number of the source.
        source: The source's reading.
        other: A number of the rewrite.
        rewrite: The rewrite's reading.
    """
    if one.bound != other.bound:
        return False
    was, now = factor(one, source), factor(other, rewrite)
    return was is not None and now is not None and abs(was - now) <= _CLOSE * max(was, now)


def factor(number: Number, reading: Reading) -> Decimal | None:
    """Return how many times as much there is after a change as before it; None if a number tells no such change.

    Args:
        number: A share or a factor.
        reading: Its text.
    """
    quantity = number.quantity
    if quantity.dimension not in ("share", "times") or quantity.high is not None or number.often or not quantity.value:
        return None
    words = reading.facts[number.sentence].words
    at = bisect_left(words, quantity.end, key=lambda w: w.start)
    behind = [w.lower for w in words[at : at + _NEXT]]
    value = _value(number, behind, reading)
    if value is None or value <= 0:
        return None
    if quantity.dimension == "times" and not quantity.verb and _TURNED & set(behind[:_NEXT]):
        value = _ONE / value
    return _ONE / value if _of_former(number, reading) else value


def is_dated(number: Number, reading: Reading) -> bool:
    """Return whether a number compares now with before, and not one thing with another.

    Args:
        number: A share or a factor.
        reading: Its text.
    """
    words = reading.facts[number.sentence].words
    return bool((_NOW | _THEN | _DATED) & {w.lower for w in words})


def _value(number: Number, behind: list[str], reading: Reading) -> Decimal | None:
    """Return the factor that a number tells, whatever it is told of."""
    quantity = number.quantity
    if quantity.dimension == "times":
        cut = number.direction == "down" and quantity.value > 1 and behind[:1] != ["as"]  # "were cut tenfold"
        return _ONE / quantity.value if cut else quantity.value
    first = behind[0] if behind else ""
    if first in _LESS:
        return _ONE - quantity.value
    if first in _MORE:
        return _ONE + quantity.value
    if is_remainder(reading.text, number) or (quantity.form == "fraction" and behind[:1] == ["as"]):
        return quantity.value
    if number.role in ("", "amount") and number.direction in ("up", "down") and first not in _OF:
        return _ONE + quantity.value if number.direction == "up" else _ONE - quantity.value
    return quantity.value if behind[:3] == ["of", "the", "time"] else None


def _of_former(number: Number, reading: Reading) -> bool:
    """Return whether a factor is told of what was before: "it used to take twice as long", "... as it does now"."""
    facts = reading.facts[number.sentence]
    words = facts.words
    at = bisect_left(words, number.quantity.core[0], key=lambda w: w.start)
    before = [w.lower for w in words[:at]]
    then = words[bisect_left(words, number.quantity.end, key=lambda w: w.start) :]
    behind = [w.lower for w in takewhile(lambda w: w.kind == "word" and w.lower not in _JOINTS, then)]
    if "now" in before[-_NEXT:]:
        return False
    return bool(_NOW & set(behind)) or any(a == "used" and b == "to" for a, b in pairwise(before))

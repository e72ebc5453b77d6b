"""Small questions about two numbers: are they equal, do their bounds agree, which digits are shown."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from plainspeak.arithmetic import same
from plainspeak.fidelity.reading import Number
from plainspeak.quantities import Quantity

_AT_LEAST, _AT_MOST = frozenset(("at least", "more than")), frozenset(("at most", "less than"))
_BEHIND = 70  # characters behind a number in which "of the size that the original had" ends
_ONCE = frozenset(("former", "old", "previous", "original", "earlier", "initial"))
_MEASURES = frozenset(
    "size length time cost costs price width height weight volume space room energy effort power memory money amount "
    "number rate speed area load".split()
)
_USED = frozenset("used did took had was were needed before previously predecessor original old earlier once".split())
_FALLS = frozenset("fell shrank lost cut shed sank fallen shrunk down drops falls loses cuts sheds shrinks".split())
_LEFT = 12  # characters before a fraction in which its "to" stands
_ROUGHLY = 20  # "twenty times" is how often, not how many times as much


def keys(quantity: Quantity) -> Iterator[str]:
    """Return the keys under which equal quantities are found; finer checks follow."""
    value = float(quantity.value)
    for scaled in (value, value * 100, value / 100):
        yield f"{scaled:.2g}"
        yield f"{scaled * 1.01:.2g}"
        yield f"{scaled * 0.99:.2g}"


def equal(a: Number, b: Number) -> bool:
    """Return whether two numbers are the same; percent and points of one size are paired too, to be told apart."""
    qa, qb = a.quantity, b.quantity
    if (_is_score(qa) and _is_percent(qb)) or (_is_score(qb) and _is_percent(qa)):
        return False  # "8.7 out of 10" is no 87% of anybody
    if same(qa, qb, share=a.share or b.share):
        return True
    if (
        {qa.dimension, qb.dimension} == {"count", "times"}
        and qa.value == qb.value
        and qa.high == qb.high
        and (qa.value > _ROUGHLY or a.often or b.often or (a.per and b.per))
    ):
        return True  # "4 million withdrawals", "4 million times"; "three attempts", "tried three times"
    if {qa.dimension, qb.dimension} == {"work", "time"} and qa.number == qb.number and _as_wide(qa, qb):
        return qa.unit.rpartition("-")[2] == qb.unit.rpartition("-")[2]  # "9 person-weeks", "9 weeks of work"
    if (a.meant is not qa or b.meant is not qb) and same(a.meant, b.meant):
        return True
    return {a.told, b.told} == {"points", "bare"} and points_like(qa, qb)


def _is_score(quantity: Quantity) -> bool:
    """Return whether a ratio is one of a mark, and not of things that were counted: "8.7 out of 10"."""
    if quantity.base is None or len(str(quantity.value)) >= _ROUGHLY:
        return False
    return quantity.value * quantity.base % 1 != 0


def _is_percent(quantity: Quantity) -> bool:
    return quantity.dimension == "share" and quantity.base is None and quantity.value < 1


def _as_wide(a: Quantity, b: Quantity) -> bool:
    """Return whether two ranges reach equally far from the same number."""
    if a.high is None or b.high is None:
        return a.high is b.high
    return a.high * b.value == b.high * a.value


def points_like(a: Quantity, b: Quantity) -> bool:
    """Return whether a change in points and a percentage have the same figure ("5 points", "5%", "5 of every 100")."""

    def figure(q: Quantity) -> Decimal:
        return q.value * 100 if q.dimension == "share" else q.value

    return figure(a) == figure(b)


def comparators_agree(a: str, b: str) -> bool:
    """Return whether two bounds mean the same: "under" and "less than", but not "about" and "exactly"."""
    return (
        a == b
        or {a, b} <= {"", "exactly"}
        or ({a, b} <= _AT_MOST and "at most" not in (a, b))
        or ({a, b} <= _AT_LEAST and "at least" not in (a, b))
    )


def opposite(a: str, b: str) -> bool:
    """Return whether one bound is an upper one and the other a lower one."""
    return (a in _AT_MOST and b in _AT_LEAST) or (a in _AT_LEAST and b in _AT_MOST)


def complementary(a: str, b: str) -> bool:
    """Return whether one bound holds where the other does not: "less than" and "at least"."""
    return {a, b} in ({"less than", "at least"}, {"more than", "at most"})


def window(number: Number, working: str) -> bool:
    """Return whether a number is the period that a working speaks of: "43 minutes in a 30-day month"."""
    return number.quantity.dimension == "time" and f"{number.quantity.number:f} {number.quantity.unit}" in working


def span(quantity: Quantity) -> tuple[int, int]:
    """Return the place of a quantity."""
    return quantity.start, quantity.end


def digits(text: str) -> list[str]:
    """Return the runs of digits of a text: "v2.1" has "2.1"."""
    out, current = [], ""
    for char in text + " ":
        if char.isdigit() or (char == "." and current):
            current += char
        elif current:
            out.append(current.rstrip("."))
            current = ""
    return out


def shown_value(quantity: Quantity, text: str) -> list[str]:
    """Return the digits of a quantity as they are written."""
    return digits(text[quantity.core[0] : quantity.core[1]].replace(",", ""))


def is_remainder(text: str, number: Number) -> bool:
    """Return whether a fraction tells what is left of a thing: "shrank to a fifth", "a fifth of what it was".

    Args:
        text: The text that the number stands in.
        number: The number.
    """
    quantity = number.quantity
    if quantity.dimension != "share":
        return False
    before = text[max(0, quantity.start - _LEFT) : quantity.start].casefold().split()[-1:]
    if before == ["by"] or (number.direction == "down" and before and _moves(before[0])):
        return False  # "shrank by a fifth of its former size"
    behind = _clause(text[quantity.end : quantity.end + _BEHIND].casefold())
    return _of_former(behind) or (quantity.form == "fraction" and before == ["to"] and number.direction == "down")


def _of_former(behind: list[str]) -> bool:
    """Return whether the words behind a fraction tell what it is of: "of what it was", "the size of", "as large as"."""
    if behind[:1] == ["as"]:
        return behind[1:2] != ["of"] and behind[1:2] != ["a"] and len(behind) > 1
    if behind[:1] == ["the"]:
        return behind[1:2] != [] and behind[1] in _MEASURES
    if behind[:1] != ["of"]:
        return False
    if behind[1:2] == ["what"] or _ONCE & set(behind[1:3]):
        return True
    then = set(behind[3:])
    return len(behind) > 2 and bool(then & _USED or (behind[2] in _MEASURES and then & {"of", "its", "their", "our"}))


def _moves(word: str) -> bool:
    return word.endswith("ed") or word in _FALLS


def _clause(behind: str) -> list[str]:
    """Return the words up to the next mark."""
    end = next((at for at, char in enumerate(behind) if char in ",;:.()—–"), len(behind))
    return behind[:end].split()


def is_change(number: Number) -> bool:
    """Return whether a number tells how much something moved, and not where it stands."""
    return number.role == "amount" or (number.role == "" and (bool(number.direction) or number.better is not None))

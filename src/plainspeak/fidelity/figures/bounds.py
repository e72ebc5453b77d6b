"""The bound that a number gets from the words before it: "capped at 5", "not more than 5", "passes 900 kg"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from plainspeak.facts import Facts
from plainspeak.fidelity.licence import covered
from plainspeak.findings import Span
from plainspeak.quantities import Quantity

_TURNED = {"more than": "at most", "less than": "at least"}
_CAPS = {"most": "at most", "least": "at least"}
_PASS = frozenset("pass passes passed passing cross crosses crossed crossing tops topped topping past".split())
_REACH = frozenset("reach reaches reached reaching hit hits attain attains".split())
_NOT = frozenset(("not", "n't", "never", "doesn't", "don't", "didn't", "won't", "without", "cannot", "can't", "no"))
_COUNTED = frozenset(("count", "times", "time", "length"))  # "passed 9 tests", "past 3 weeks", "crossed 3 km"
_OPENS = frozenset(("when", "if", "where", "once", "unless", "because", "which", "who"))
_BACK = 3  # words before a verb in which its "not" stands


def bound(facts: Facts, quantity: Quantity, first: int, at: int, skip: Sequence[Span], estimates: Set[str]) -> str:
    """Return the comparator of a quantity: "capped at 5" is at most 5, and so is "not more than 5".

    Args:
        facts: The sentence.
        quantity: The number.
        first: The index of the first word of its segment.
        at: The index of its own first word.
        skip: Spans that only tell what a term means.
        estimates: Verbs that put a figure on something.
    """
    if any(a < quantity.start < b < quantity.core[0] for a, b in skip):
        return ""  # "those who give up to 3%", with a term's meaning before the number
    here = [m for m in facts.markers if first <= m.first < at and not covered(m.start, m.end, skip)]
    # "not rotated for over a year" denies the verb, "not over a year" the bound.
    lasting = at and quantity.dimension == "time" and facts.words[at - 1].lower in ("for", "in")
    opened = max((i for i in range(first, at) if facts.words[i].lower in _OPENS), default=first)
    denied = any(m.table == "negation" and m.label == "strong" and m.first >= opened for m in here)
    if quantity.comparator in _TURNED and denied and not lasting:
        return _TURNED[quantity.comparator]
    caps = [m.label for m in here if m.table == "caps"]
    if caps and not quantity.comparator:
        return _CAPS[caps[-1]]
    by_verb = "" if quantity.comparator else _by_verb(facts, quantity, at)
    if by_verb:
        return by_verb
    level = quantity.dimension in ("share", "points")  # "we put the odds at 70%"
    estimated = not quantity.comparator and not level and at and facts.words[at - 1].lower == "at"
    spoken = (w for w in facts.words[first:at] if not covered(w.start, w.end, skip))
    if estimated and any(w.lower in estimates for w in spoken):
        return "about"  # "we put the repair at 5 weeks"
    told = quantity.start < quantity.core[0] and covered(quantity.start, quantity.start + 1, skip)
    return "" if told else quantity.comparator  # "the share of people who give up | to 3%"


def _by_verb(facts: Facts, quantity: Quantity, at: int) -> str:
    """Return the bound of "passes 900 kg" and of "does not reach 3 mm"."""
    before = [w.lower for w in facts.words[max(0, at - _BACK - 1) : at]]
    if not before:
        return ""
    if before[-1] in _REACH:
        return "less than" if _NOT & set(before[:-1]) else ""
    then = next((w.lower for w in facts.words if w.start >= quantity.end), "")
    measured = quantity.dimension not in _COUNTED and quantity.form != "ratio" and then != "of"
    return "more than" if before[-1] in _PASS and measured else ""

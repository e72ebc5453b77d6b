"""How a number of the rewrite follows from those of the source: 60% and 66% make 6 points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set

from plainspeak.arithmetic import derivable
from plainspeak.fidelity.figures import is_change
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.quantities import Quantity

_NEARBY = 12  # sentences and numbers around one that are looked at
_SIDES = ("opposites", "rightness", "wrongness")  # tables whose labels name two sides of a thing
_FORMER = frozenset(("from", "instead", "was", "were", "previously", "before", "than", "versus", "vs", "against"))


class Workings:
    """Finds the workings of one rewrite.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        given: The reading of what the author added.
        told: Where the numbers of the source begin that the rewrite tells as they are.
    """

    def __init__(self, source: Reading, rewrite: Reading, given: Reading, told: Set[int]) -> None:
        self.source, self.rewrite, self.given, self.told = source, rewrite, given, told

    def of(self, number: Number) -> str:
        """Return how a number of the rewrite follows from those of the source, old before new; "" if it does not."""
        if number.told == "points" and number.quantity.dimension == "share":
            return ""
        first = bisect_left(self.source.numbers, number.sentence - _NEARBY, key=lambda n: n.sentence)
        close = self.source.numbers[first : first + 2 * _NEARBY]
        near = [n for n in close if n.sentence <= number.sentence + _NEARBY]
        near.sort(key=lambda n: not self._is_old(n))
        begin = bisect_left(self.rewrite.numbers, number.sentence - 1, key=lambda n: n.sentence)
        beside = self.rewrite.numbers[begin : begin + 2 * _NEARBY]
        window = [n.quantity for n in beside if n.quantity.dimension == "time" and n is not number]
        sources = [*(n.quantity for n in near), *(n.quantity for n in self.given.numbers[:_NEARBY]), *window[:_NEARBY]]
        working = derivable(number.quantity, sources) or self._sum(number.quantity, sources) or ""
        # What is left to 100% follows from a level, never from an amount of change.
        levels = any(n.quantity.dimension == "share" and not is_change(n) for n in near)
        if working.startswith("100%") and (number.told == "relative" or not levels or not self._turned(near)):
            return ""
        return working

    def _turned(self, near: Sequence[Number]) -> bool:
        """Return whether what is left to 100% may be told: beside the share itself, or of its opposite."""
        if any(n.quantity.start in self.told for n in near if n.quantity.dimension == "share"):
            return True
        if self._denies(self.source) != self._denies(self.rewrite):
            return True
        was = {m.label for table in _SIDES for m in self.source.marked(table)}
        now = {m.label for table in _SIDES for m in self.rewrite.marked(table)}
        return any(_other_side(label) in now - was for label in was - now)

    def _denies(self, reading: Reading) -> bool:
        return bool(reading.marked("negation", "strong", "weak"))

    def _sum(self, target: Quantity, sources: Sequence[Quantity]) -> str:
        """Return the working if a level is another one plus or minus a change in points: 68% less 9 points is 59%."""
        levels = [q for q in sources if q.dimension in ("share", "count") and not q.sign]
        for level in levels:
            for step in sources:
                if step.dimension == "points" and level.dimension == "share":
                    by = step.value / 100
                elif step.dimension == level.dimension == "share" and step is not level:
                    by = level.value * step.value  # 60%, and 10% more of it
                elif step.dimension in ("points", "count") and level.dimension == "count" and step is not level:
                    by = step.value
                else:
                    continue
                for sum_, sign in ((level.value + by, "+"), (level.value - by, "−")):
                    if sum_ == target.value and target.dimension == level.dimension:
                        return f"{level.value:f} {sign} {by:f}"
        return ""

    def _is_old(self, number: Number) -> bool:
        """Return whether a number is the value before: "from 4", "instead of 4", "up from 4", "it was 4"."""
        if number.role:
            return number.role == "old"
        before = [w.lower for w in self.source.facts[number.sentence].words if w.end <= number.quantity.start][-3:]
        return bool(_FORMER & set(before))


def _other_side(label: str) -> str:
    """Return the label of the opposite: "catch/yes" of "catch/no", "rightness" of "wrongness"."""
    pair, slash, side = label.partition("/")
    if slash:
        return f"{pair}/{'no' if side == 'yes' else 'yes'}"
    return "rightness" if label == "wrongness" else "wrongness"

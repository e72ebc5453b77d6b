"""Tell whether a number of the source lives on in a word of the rewrite: "both", "within the hour", "all but one"."""

from __future__ import annotations

from collections.abc import Set
from decimal import Decimal

from plainspeak.fidelity.figures.equality import digits, shown_value
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.knowledge import Knowledge
from plainspeak.quantities import Quantity

_ROUND = {Decimal(12): "dozen", Decimal(100): "hundred", Decimal(1000): "thousand", Decimal(1000000): "million"}
_TWO = frozenset(("both", "neither", "either", "two", "pair", "couple", "twice", "second", "further"))
_ONE = frozenset(("one", "a", "an", "single", "each"))
_NEXT = {"more than": 1, "less than": -1}
_NONE = frozenset(("no", "none", "nothing", "nil", "neither", "nobody", "not", "never", "zero"))
_SEVERAL = frozenset(("several", "many", "multiple", "various", "numerous", "some"))
_MOST = frozenset(("most", "majority", "mostly", "mainly"))
_HALF, _PAIR = Decimal("0.5"), Decimal(2)


class Spoken:
    """Knows which numbers of the source the rewrite tells in words.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        knowledge: The packs.
    """

    def __init__(self, source: Reading, rewrite: Reading, knowledge: Knowledge) -> None:
        self.source, self.rewrite = source, rewrite
        self.words = rewrite.words
        self.units = knowledge.numbers.amounts.units.named

    def told(self, number: Number) -> bool:
        """Return whether a number of the source stands in a name of the rewrite, or in a word such as "both".

        Args:
            number: A number of the source without a partner.
        """
        quantity = number.quantity
        if self._told_time(quantity) or is_majority(number, self.words):
            return True
        if quantity.high is not None:
            return False
        if quantity.dimension == "share" and quantity.value == _HALF and self._other_half():
            return True
        if quantity.dimension == "count" and quantity.value == 0:
            return bool(self.words & _NONE)
        if quantity.dimension == "count" and quantity.value == 1 and quantity.comparator == "more than":
            return bool(self.words & _SEVERAL) or any(
                n.quantity.value == _PAIR and n.bound == "at least" for n in self.rewrite.numbers
            )
        if quantity.dimension == "times" and quantity.value == _PAIR and self.words & {"second", "again"}:
            return True
        wanted = {f"{quantity.value:f}".rstrip("0").rstrip("."), *shown_value(quantity, self.source.text)}
        if number.bound in _NEXT:
            wanted = {f"{quantity.value + _NEXT[number.bound]:f}"}  # "more than 10 people", "from the 11th person on"
        if any(wanted & set(digits(name.text)) for name in self.rewrite.names):
            return True
        word = _ROUND.get(quantity.value)
        if quantity.dimension == "count" and word:
            return word in self.words
        if quantity.dimension == "count" and quantity.value in (1, 2):
            return bool(self.words & (_TWO if quantity.value == 2 else _ONE))
        return quantity.dimension == "count" and self._all_but(number)

    def _told_time(self, quantity: Quantity) -> bool:
        """Return whether a time is told by its unit alone: "within an hour", "within the hour"; "the next day"."""
        if quantity.dimension != "time":
            return False
        if quantity.form == "words" and quantity.number == 1:
            apart = bool(self.rewrite.timed) and not self.rewrite.timed <= self.source.timed  # "a day after", "a week"
            return quantity.unit in self.rewrite.timed or (not quantity.comparator and not apart)
        return not quantity.comparator and self.names_unit(quantity, self.rewrite)

    def names_unit(self, quantity: Quantity, reading: Reading) -> bool:
        """Return whether a text names a unit as long as a time: "12 months", "another year".

        Args:
            quantity: A time of the other text.
            reading: The text.
        """
        units = reading.timed - (self.rewrite if reading is self.source else self.source).timed
        return any(abs(self.units[u].factor - quantity.value) * 50 <= quantity.value for u in units if u in self.units)

    def _other_half(self) -> bool:
        """Return whether the rewrite tells of "the other half" without saying half again."""
        return "other" in self.words and any(n.quantity.value == _HALF for n in self.rewrite.numbers)

    def _all_but(self, number: Number) -> bool:
        """Return whether "all but one of the six" tells this number."""
        if "but" not in self.words:
            return False
        for facts in self.rewrite.facts:
            for at, word in enumerate(facts.words[2:], 2):
                if facts.words[at - 1].lower != "but" or facts.words[at - 2].lower != "all":
                    continue
                counts = [q.value for q in facts.quantities if q.dimension == "count"]
                missing = [q.value for q in facts.quantities if q.start == word.start]
                if word.lower == "one" or missing:
                    return any(c - (missing[0] if missing else 1) == number.quantity.value for c in counts)
        return False


def is_majority(number: Number, words: Set[str]) -> bool:
    """Return whether a number is the "more than half" for which another text says "most".

    Args:
        number: A number of one text.
        words: The words of the other one.
    """
    half = number.quantity.dimension == "share" and number.quantity.value == _HALF
    return half and number.bound == "more than" and bool(words & _MOST)

"""Read the quantities of a text: numbers with their units, ranges and comparators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from plainspeak.amounts import Amount, AmountReader, AmountTables
from plainspeak.comparators import CLAUSE_OPENS, Comparators, ComparatorTables
from plainspeak.text import Word
from plainspeak.units import Phrases, Unit, decimal_of, touches

_ONE = Decimal(1)
# Words that may stand between "of every 100" and its number.
_NEAR = 20
_NOUNS = 3  # words for what is counted between a number and its "out of 100"
_STOPS = frozenset(".;:!?")
_FAR = 5  # the ends of a range lie closer together than that

_ROUND = frozenset(map(Decimal, (5, 10, 20, 25, 50, 100, 1000, 10000, 100000, 1000000)))
_NAMED = frozenset(("the", "our", "its", "their", "these", "those", "both"))
_PEOPLE, _BE = frozenset(("people", "children", "women", "men")), frozenset(("is", "was", "has", "does"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, with all that gives it its meaning.

    Args:
        value: In the base unit of the dimension: share as a fraction (10% is 0.10), percentage points (25 bps is 0.25),
            seconds, bytes, units of the currency, factor (3x is 3, halved is 0.5), or the number itself. Never
            negative (see ``sign``), except for a range that crosses zero.
        high: Upper end of a range, else None.
        dimension: share, points, time, bytes, money:USD, times, count, ...
        unit: Canonical unit as named in the data: percent, points, ms, MB, USD, times ...; "" for counts.
        comparator: "", about, at most, at least, less than, more than, exactly, plus or minus.
        sign: -1 or +1 if written with a sign, else 0.
        form: digits, words, fraction ("a third"), ratio ("7 out of 10") or multiple ("3x", "halved").
        base: The denominator of a ratio, else None.
        start: Place of the first character, with comparator and sign.
        end: Place after the last character.
        core: Place of the number with its sign and unit, without the comparator.
        verb: The number is inside a verb (halved, tripled).
        number: As written, in ``unit`` (43 for "43 minutes").
        step: What one in the last written digit is worth, in the base unit (60 for "43 minutes").
    """

    value: Decimal
    high: Decimal | None
    dimension: str
    unit: str
    comparator: str
    sign: int
    form: str
    base: Decimal | None
    start: int
    end: int
    core: tuple[int, int]
    verb: bool
    number: Decimal
    step: Decimal


class Numbers:
    """Reads quantities with the units and number words of the data.

    Args:
        data: The ``numbers`` table of the packs' English.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.amounts = AmountTables(data)
        self.comparators = ComparatorTables(data, self.amounts)
        self.more = frozenset(data["ratios"]["more"])
        links = data["links"]
        kinds = ("and", "to", "or", "dashes", "arrows", "versus", "parts")
        self.links = Phrases([(name, kind) for kind in kinds for name in links[kind]])
        self.froms, self.spread = frozenset(links["from"]), frozenset(links["spread"])
        self.fillers = frozenset(links["fillers"])
        self.again, self.still = frozenset(links["again"]), frozenset(links["still"])

    def read(
        self,
        text: str,  # noqa: ARG002 - called like Moments.read; the words hold all that is needed
        words: Sequence[Word],
        taken: Sequence[tuple[int, int]] = (),
    ) -> list[Quantity]:
        """Return the quantities of a text, in order.

        Args:
            text: The text.
            words: Its words.
            taken: Sorted spans of names and dates, whose digits are no quantities.
        """
        return _Reader(self, _prepare(words, taken)).run()


def _prepare(words: Sequence[Word], taken: Sequence[tuple[int, int]]) -> list[Word]:
    """Make one mark of every taken span, and separate numbers of lists such as "1,2,3"."""
    items: list[Word] = []
    at, spans = 0, len(taken)
    for word in words:
        while at < spans and taken[at][1] <= word.start:
            at += 1
        if at < spans and taken[at][0] < word.end:
            if items and items[-1].kind == "taken" and items[-1].start == taken[at][0]:
                continue
            items.append(Word("\0", "\0", taken[at][0], taken[at][1], "taken"))
        elif word.kind == "number" and word.text.count(",") > 1 and decimal_of(word.text) is None:
            place = word.start
            for part in word.text.split(","):
                items.append(Word(part, part, place, place + len(part), "number"))
                place += len(part) + 1
                if place < word.end:
                    items.append(Word(",", ",", place - 1, place, "mark"))
        else:
            items.append(word)
    return items


class _Reader:
    """One pass over the words of one text."""

    def __init__(self, numbers: Numbers, items: list[Word]) -> None:
        self.n = numbers
        self.items = items
        self.reader = AmountReader(numbers.amounts, items)
        self.comparators = Comparators(numbers.comparators, self.reader)
        self.inherit: dict[int, Unit] = {}
        self.base: tuple[Decimal, int] = (Decimal(0), 0)
        self.told = False  # a number of that base has been told

    def run(self) -> list[Quantity]:
        found: list[Quantity] = []
        index, count = 0, len(self.items)
        while index < count:
            amount = self.reader.amount(index)
            if amount is None:
                index += 1
                continue
            linked = self._ratio(self._linked(amount))
            if self._told_first(linked):
                if not self.told:
                    found.pop()
                self.told = True
                linked = self._of(linked, self.base[0])
                self.base = self.base[0], linked.last
            elif (base := self._base_first(linked))[0] or not (self.told or self._named(linked)):
                self.base, self.told = base, False
            quantity, index = self._quantity(linked)
            found.append(quantity)
            self.reader.floor = index
        return found

    # ---- two numbers that belong together

    def _linked(self, first: Amount) -> Amount:
        """Join the two ends of a range; give a bare number the unit of the one it is linked to."""
        items, n = self.items, self.n
        link = n.links.at(items, first.last) if first.last < len(items) and not first.verb else None
        if first.unit is None and first.first in self.inherit:
            first = replace(first, unit=self.inherit[first.first])
        if link is None or (link[0] == "dashes" and not self._dash_joins(first.last)):
            return first
        kind, at = link
        if kind in ("to", "arrows"):
            for _ in range(3):
                at += 1 if at < len(items) and items[at].lower in n.fillers and items[at].lower != "a" else 0
        second = self.reader.amount(at) if at < len(items) else None
        if second is None or second.verb or (first.form == "multiple" and second.form != "multiple"):
            return first
        start = self._from(first.first) if kind == "to" else 0
        moved = kind == "to" and self._moved_by(first, second)
        start = 1 if moved else start
        ranged = kind == "dashes" or (kind == "to" and start != 1) or (kind == "or" and self._next_to(first, second))
        if ranged or (kind == "and" and self.comparators.between(first.first) is not None):
            joined = self._range(first, second)
            if joined:
                return joined
        return self._share_unit(first, second, kind, start == 1)

    def _dash_joins(self, index: int) -> bool:
        return touches(self.items, index) == touches(self.items, index + 1)

    def _moved_by(self, first: Amount, second: Amount) -> bool:
        """Tell whether two numbers are a change and its result: "up by $150 to $1,650", but not "by 4% to 9%"."""
        before = self.items[first.first - 1].lower if first.first else ""
        return before == "by" and first.number > 0 and second.number * second.scale >= _FAR * first.number * first.scale

    def _next_to(self, first: Amount, second: Amount) -> bool:
        return first.unit is None and second.number == first.number + 1

    def _from(self, index: int) -> int:
        """Return 1 if "from" stands before a number, 2 if it begins a range ("ranging from"), else 0."""
        items = self.items
        for at in range(index - 1, max(index - 7, self.reader.floor - 1, -1), -1):
            if items[at].lower in self.n.froms:
                return 2 if at and items[at - 1].lower in self.n.spread else 1
            if items[at].lower not in self.n.fillers:
                return 0
        return 0

    def _range(self, first: Amount, second: Amount) -> Amount | None:
        low, high = first, second
        if low.unit is None and high.unit is not None:
            low = replace(low, unit=high.unit)
        elif high.unit is None and low.unit is not None:
            if not low.unit.dimension.startswith("money"):
                return None
            high = replace(high, unit=low.unit)
        if low.unit is not high.unit and (not low.unit or not high.unit or low.unit.dimension != high.unit.dimension):
            return None
        if low.scale == 1 and high.scale != 1:
            scaled = replace(low, scale=high.scale)
            low = scaled if scaled.signed <= high.signed and not scaled.number >= 1000 else low
        # "-1% to -3%": both ends fall, and the sizes are in order.
        if low.signed > high.signed and not low.sign == high.sign == -1:
            return None
        return replace(
            low,
            high=high.signed,
            last=second.last,
            sign=low.sign,
            form="ratio" if "ratio" in (low.form, high.form) else high.form,
        )

    def _share_unit(self, first: Amount, second: Amount, kind: str, after_from: bool) -> Amount:
        """Give the number without a unit that of the other: "from 95 to 52 minutes", "60 of the 210 ms"."""
        if first.unit is None and second.unit is not None:
            change = after_from or kind in ("arrows", "and", "or", "versus", "dashes")
            part = kind == "parts" and second.unit.dimension.startswith(("time", "bytes", "money"))
            if first.form in ("digits", "words") and second.form in ("digits", "words") and (change or part):
                scale = second.scale if second.loose_scale and first.scale == 1 and change else first.scale
                return replace(first, unit=second.unit, scale=scale)
        elif first.unit is not None and second.unit is None and (after_from or kind == "arrows"):
            follows = self.items[second.last] if second.last < len(self.items) else None
            if (follows is None or follows.kind == "mark") and first.form == second.form == "digits":
                self.inherit[second.first] = first.unit
        elif first.unit is None and after_from and second.unit is None and (base := self.reader.base(second.last)):
            return self._of(first, base[0]) if first.number < base[0] else first
        elif first.unit is None and second.loose_scale and first.scale == 1 and first.number < 1000 and after_from:
            return replace(first, scale=second.scale)
        return first

    def _ratio(self, amount: Amount) -> Amount:
        """Add the base of "7 out of 10", "1 in 40", "3 more of every 100"."""
        timed = amount.unit is not None and amount.unit.dimension == "time"  # "8 days out of 10"
        found = self.n.amounts.ratio_of.at(self.items, amount.last) if timed and amount.last < len(self.items) else None
        if (amount.unit is not None and not (found and found[0])) or amount.scale != 1 or amount.form == "fraction":
            return amount
        at = amount.last
        at += 1 if at < len(self.items) and self.items[at].lower in self.n.more else 0
        base = self.reader.base(at)
        if base is None and amount.number == 1:
            base = self.reader.base_of_one(at)  # "one session in 50"
        base = base or self._base_behind(at)
        if base is None or not 0 <= amount.number < base[0] or (amount.high is not None and amount.high > base[0]):
            return amount
        return replace(self._of(amount, base[0]), last=base[1])

    def _base_behind(self, at: int) -> tuple[Decimal, int] | None:
        """Return the base told behind what is counted, and the index after it: "8 searches out of every 100"."""
        for place in range(at, min(at + _NOUNS, len(self.items) - 1)):
            if self.items[place].kind != "word" or self.items[place].lower in CLAUSE_OPENS:
                return None
            found = self.n.amounts.ratio_of.at(self.items, place + 1)
            if found:
                base = self.reader.base(place + 1)
                return base if found[0] or (base and self._ends_ratio(place, base)) else None
        return None

    def _ends_ratio(self, noun: int, base: tuple[Decimal, int]) -> bool:
        """Tell "19 letters in 20" from "19 letters in 20 boxes": the base is round, and no noun follows."""
        then = self.items[base[1]] if base[1] < len(self.items) else None
        plural = self.items[noun].lower.endswith("s") or self.items[noun].lower in _PEOPLE
        free = then is None or then.kind != "word" or not then.lower.endswith("s") or then.lower in _BE
        return plural and free and base[0] in _ROUND

    def _of(self, amount: Amount, base: Decimal) -> Amount:
        return replace(
            amount,
            number=amount.number * (100 / base),
            place=Decimal(0),
            high=None if amount.high is None else amount.high / base,
            unit=self.n.amounts.percent,
            base=base,
            form="ratio",
        )

    def _base_first(self, amount: Amount) -> tuple[Decimal, int]:
        """Return the base and the index after it if it is told first: "of every 100 parcels, 3 are late"; else 0, 0."""
        if amount.unit is None and amount.high is None and amount.scale == 1:
            found = self.n.amounts.ratio_of.before(self.items, amount.first, self.reader.floor)
            if found and found[0]:
                return amount.number, amount.last
            before = [w.lower for w in self.items[max(0, amount.first - 2) : amount.first]]
            if before in (["for", "every"], ["for", "each"]) and amount.number in _ROUND and amount.number >= 100:
                return amount.number, amount.last  # "for every 100 visitors, 9 buy"
        return Decimal(0), 0

    def _named(self, amount: Amount) -> bool:
        """Tell whether a number is known already: "of every 100 visitors to the two shops, 4 buy"."""
        return amount.first > 0 and self.items[amount.first - 1].lower in _NAMED

    def _told_first(self, amount: Amount) -> bool:
        """Tell whether an amount belongs to the base told shortly before it."""
        base, at = self.base
        if amount.unit is not None or amount.scale != 1 or amount.high is not None or not amount.number < base:
            return False
        between = self.items[at : amount.first]
        if len(between) > _NEAR or any(word.text in _STOPS for word in between):
            return False
        if self._named(amount):
            return False
        if not self.told:
            return True
        # A second one counts the same only where nothing else is counted: "8 break where 12 used to".
        before = between[-1].lower if between else ""
        follows = self.items[amount.last] if amount.last < len(self.items) else None
        return before in self.n.again and (follows is None or follows.kind != "word" or follows.lower in self.n.still)

    # ---- the result

    def _quantity(self, amount: Amount) -> tuple[Quantity, int]:
        items = self.items
        first, comparator = self.comparators.before(amount)
        last, after = self.comparators.behind(amount)
        unit = amount.unit
        factor = unit.factor if unit else _ONE
        low, high, sign = amount.number * amount.scale * factor, amount.high, amount.sign
        if high is not None:
            ends = sorted((low * (sign or 1), high))
            if ends[1] <= 0:
                ends = sorted((-ends[0], -ends[1]))
            elif ends[0] < 0:
                sign = 0
            low, high = ends
        quantity = Quantity(
            value=low,
            high=high,
            dimension=unit.dimension if unit else "count",
            unit=unit.name if unit else "",
            comparator=after if after and (comparator in ("", "about") or after == "plus or minus") else comparator,
            sign=sign,
            form=amount.form,
            base=amount.base,
            start=items[first].start,
            end=items[last - 1].end,
            core=(items[amount.first].start, items[amount.last - 1].end),
            verb=amount.verb,
            number=amount.number * amount.scale,
            step=amount.place * amount.scale * factor,
        )
        return quantity, last

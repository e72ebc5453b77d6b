"""Read one number of a text with its sign, scale and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from plainspeak.numerals import Numeral, Numerals
from plainspeak.text import Word
from plainspeak.units import Phrases, Unit, Units, touches

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_QUARTER = Decimal("0.25")
_CLOSERS = ")]}%/"
_NOUNS = 4  # words and hyphens of what is counted: "one badly scanned page in 20"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before it is linked to others.

    Args:
        number: As written, without scale and unit.
        place: What one in its last written digit is worth; 0 if it is exact.
        scale: What it is multiplied with (1000 for "k").
        unit: None for counts.
        sign: -1, 0 or 1.
        form: As in Quantity.
        first: Index of the first word.
        last: Index after the last word.
        verb: The number is inside a verb.
        loose_scale: The scale is a word of its own, which may count for two numbers ("from 3 to 5 million").
        high: Upper end of a range in base units.
        base: Denominator of a ratio.
    """

    number: Decimal
    place: Decimal
    scale: Decimal
    unit: Unit | None
    sign: int
    form: str
    first: int
    last: int
    verb: bool = False
    loose_scale: bool = False
    high: Decimal | None = None
    base: Decimal | None = None

    @property
    def signed(self) -> Decimal:
        """The value in base units, with its sign."""
        return self.number * self.scale * (self.unit.factor if self.unit else _ONE) * (self.sign or 1)


class AmountTables:
    """What amounts are read with: units, number words, signs, comparators.

    Args:
        data: The ``numbers`` table of the packs' English.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.units = Units(data)
        self.numerals = Numerals(data)
        idioms: list[tuple[str, tuple[Amount, frozenset[str]]]] = []
        for entry in data["idioms"]:
            unit = self.units.named[entry.get("unit", "times")]
            number = Decimal(str(entry["value"])) / unit.factor
            form, verb = entry.get("form", "multiple"), bool(entry.get("verb", False))
            amount = Amount(number, Decimal(0), _ONE, unit, 0, form, 0, 0, verb=verb)
            idioms += [(name, (amount, frozenset(entry.get("not_before", ())))) for name in entry["names"]]
        self.idioms = Phrases(idioms)
        self.before = Phrases([(name, kind) for kind, names in data["before"].items() for name in names])
        self.after = Phrases([(name, kind) for kind, names in data["after"].items() for name in names])
        ratios = data["ratios"]
        self.ratio_of = Phrases([(name, True) for name in ratios["of"]] + [(name, False) for name in ratios["in"]])
        self.bases = frozenset(map(Decimal, ratios["bases"]))
        signs = data["signs"]
        self.signs: dict[str, int] = dict.fromkeys(signs["minus"], -1) | dict.fromkeys(signs["plus"], 1)
        table = data["words"]
        self.one_after, self.article_after = frozenset(table["one_after"]), frozenset(table["article_after"])
        self.one_before = Phrases([(name, True) for name in table["one_before"]])
        self.range_links = frozenset((*data["links"]["to"], *data["links"]["or"], *data["links"]["dashes"]))
        self.percent = self.units.named["percent"]
        self.ago = frozenset(data["links"]["ago"])
        self.no_noun = frozenset(ratios["no_noun"])
        firsts = {"quarter", "once", *self.idioms.first, *self.units.prefix.first, *self.signs, *self.numerals.starts}
        self.starts = frozenset(firsts) | {first.lower() for first in firsts}


class AmountReader:
    """Reads amounts in the words of one text.

    Args:
        tables: What to read with.
        items: The words.
    """

    def __init__(self, tables: AmountTables, items: Sequence[Word]) -> None:
        self.n = tables
        self.items = items
        self.floor = 0
        """Index before which all words belong to earlier quantities."""

    def amount(self, index: int) -> Amount | None:
        """Return the amount that begins at ``index``, if one does."""
        items, n = self.items, self.n
        word = items[index]
        if word.kind != "number" and word.lower not in n.starts:
            return None
        if word.lower == "once":
            return self._once_in(index)
        idiom = n.idioms.at(items, index)
        if idiom:
            (amount, unless), last = idiom
            if last >= len(items) or items[last].lower not in unless:
                return replace(amount, first=index, last=last)
        at, sign, unit = index, self._sign(index), None
        at += 1 if sign else 0
        prefix = n.units.prefix.at(items, at)
        if prefix:
            unit, at = prefix
            if not sign and self._sign(at):
                sign, at = self._sign(at), at + 1
        if at >= len(items) or ((sign or prefix) and items[at].kind != "number"):
            return None
        if items[at].kind != "number" and items[at].lower not in n.numerals.starts:
            return self._quarter_of(index)
        numeral = n.numerals.at(items, at, self.compared(index))
        if numeral is None:
            return self._article(index)
        amount = self._with_unit(numeral, unit, sign, index)
        return amount if self._counts_as_one(amount, numeral) else None

    def _once_in(self, index: int) -> Amount | None:
        """Read "once every 50 runs" as 1 in 50."""
        items = self.items
        if index + 2 >= len(items) or items[index + 1].lower not in ("every", "in"):
            return None
        base = self.n.numerals.at(items, index + 2, compared=False)
        if base is None or base.value < 2 or base.form == "fraction" or self.n.units.unit(items, base.last):
            return None
        number = _HUNDRED / base.value
        return Amount(number, Decimal(0), _ONE, self.n.percent, 0, "ratio", index, base.last, base=base.value)

    def _quarter_of(self, index: int) -> Amount | None:
        """Read the "quarter of an hour" of "every quarter of an hour"."""
        items = self.items
        if items[index].lower != "quarter" or index + 1 >= len(items) or items[index + 1].lower != "of":
            return None
        found = self._of_unit(index + 1)
        return Amount(_QUARTER, Decimal("0.01"), _ONE, found[0], 0, "words", index, found[1]) if found else None

    def _sign(self, index: int) -> int:
        items = self.items
        if index + 1 >= len(items) or items[index].text not in self.n.signs or not touches(items, index + 1):
            return 0
        if touches(items, index):
            before = items[index - 1]
            if before.kind != "mark" or before.text in _CLOSERS:
                return 0
        return self.n.signs[items[index].text]

    def _with_unit(self, numeral: Numeral, unit: Unit | None, sign: int, first: int) -> Amount:
        items, units = self.items, self.n.units
        at, scale, loose = numeral.last, _ONE, False
        if numeral.form == "digits" and at < len(items):
            touching = touches(items, at)
            step = at + 1 if touching and items[at].text == "-" else at
            found = units.scale(items, step, touching and step == at, unit is not None) if step < len(items) else None
            if found:
                scale, at = found
                loose = len(items[at - 1].text) > 2
        packed = units.packed(items[at]) if unit is None and scale == 1 and touches(items, at) else None
        if packed:
            digits, larger, smaller = packed
            number = numeral.value * (larger.factor / smaller.factor) + Decimal(digits)
            return Amount(number, _ONE, _ONE, smaller, sign, "digits", first, at + 1)
        suffix = units.unit(items, at) or self._unit_behind(at)
        if suffix and numeral.form == "words" and self._opens_amount(at, suffix[1]):
            suffix = None
        if suffix and (unit is None or unit.dimension == suffix[0].dimension):
            unit, at = (suffix[0] if unit is None else unit), suffix[1]
        number, form, place = numeral.value, numeral.form, numeral.place
        if form == "fraction":
            of_unit = self._of_unit(at) if unit is None else None
            if of_unit:
                unit, at = of_unit
            elif unit is None:
                unit, number, place = self.n.percent, number * 100, Decimal(0)
            form = "fraction" if unit is self.n.percent else "words"
        elif unit and unit.dimension == "times":
            form = "multiple"
        amount = Amount(number, place, scale, unit, sign, form, first, at, loose_scale=loose)
        if unit and unit.dimension == "time" and suffix and form != "fraction":
            return self._duration(amount)
        return amount

    def _unit_behind(self, at: int) -> tuple[Unit, int] | None:
        """Read the unit of "five or more working days", past what says how exact the number is."""
        bound = self.n.after.at(self.items, at) if at < len(self.items) else None
        return self.n.units.unit(self.items, bound[1]) if bound and bound[1] < len(self.items) else None

    def _of_unit(self, at: int) -> tuple[Unit, int] | None:
        """Read the unit of "half an hour", "a quarter of a second"."""
        items = self.items
        if at < len(items) and items[at].lower == "of":
            at += 1
        if at + 1 < len(items) and items[at].lower in ("a", "an"):
            found = self.n.units.unit(items, at + 1)
            if found and found[0].dimension not in ("share", "times"):
                return found
        return None

    def _duration(self, amount: Amount) -> Amount:
        """Add the smaller parts of "1 hour and 31 minutes", "2h 15m", "an hour and a half"."""
        items, units = self.items, self.n.units
        number, unit, at = amount.number * amount.scale, amount.unit, amount.last
        place = amount.place
        if unit and self.n.numerals.and_a_half(items, at):
            return replace(amount, number=number + Decimal("0.5"), scale=_ONE, place=Decimal("0.1"), last=at + 3)
        while unit:
            step = at + 1 if at < len(items) and items[at].lower == "and" else at
            if step >= len(items) or (items[step].kind != "number" and items[step].lower not in self.n.numerals.starts):
                break
            numeral = self.n.numerals.at(items, step, compared=False)
            smaller = units.smaller(items, numeral.last, unit) if numeral and numeral.form != "fraction" else None
            if numeral is None or smaller is None:
                break
            number = number * (unit.factor / smaller[0].factor) + numeral.value
            unit, at, place = smaller[0], smaller[1], numeral.place
        if at == amount.last:
            return amount
        return replace(amount, number=number, scale=_ONE, place=place, unit=unit, last=at)

    def _article(self, index: int) -> Amount | None:
        """Read "an hour" in "takes an hour", but not in "twice an hour"."""
        items = self.items
        if items[index].lower not in ("a", "an") or index + 1 >= len(items):
            return None
        found = self.n.units.unit(items, index + 1)
        if not found or found[0].dimension != "time" or items[found[1] - 1].lower.endswith("s"):
            return None
        compared = self.compared(index) and not self._ago(index, found[1])
        follows = items[found[1]] if found[1] < len(items) else None
        # "a second attempt" counts attempts.
        if items[index + 1].lower == "second" and not compared and follows is not None and follows.kind == "word":
            return None
        bound = self.n.after.at(items, found[1]) if found[1] < len(items) else None
        known = compared or bound or (index and items[index - 1].lower in self.n.article_after)
        known = known or (follows is not None and follows.lower in ("after", "later"))  # "a day after the visit"
        if not known and not self.n.numerals.and_a_half(items, found[1]):
            return None
        return self._duration(Amount(_ONE, _ONE, _ONE, found[0], 0, "words", index, found[1]))

    def _opens_amount(self, at: int, last: int) -> bool:
        """Tell whether a currency sign belongs to the number behind it: "the large one $3.10"."""
        sign = not self.items[at].text[0].isalnum() and self.items[at].text != "%"
        return sign and last < len(self.items) and self.items[last].kind == "number"

    def _counts_as_one(self, amount: Amount, numeral: Numeral) -> bool:
        """Tell numbers from the pronoun "one"."""
        items, at = self.items, amount.first
        if numeral.form != "words" or items[at].lower != "one" or numeral.last != at + 1 or amount.unit:
            return True
        before = items[at - 1].lower if at else ""
        known = before in self.n.one_after or self.compared(at)
        counted = self.base(at + 1) or self.base_of_one(at + 1) or self._of_number(at + 1)
        return bool(known or self.n.one_before.at(items, at + 1) or counted or self._begins_range(at + 1))

    def base_of_one(self, index: int) -> tuple[Decimal, int] | None:
        """Return the base of "one scanned page in 20" if its noun begins at ``index``, and the index after it."""
        for at in range(index, min(index + _NOUNS, len(self.items) - 1)):
            if self.items[at].lower in self.n.no_noun or self.items[at].kind not in ("word", "mark"):
                return None
            found = self.base(at + 1) if self.items[at].kind == "word" else None
            if found or (self.items[at].kind == "mark" and self.items[at].text != "-"):
                return found
        return None

    def _of_number(self, index: int) -> bool:
        """Tell whether "of four" stands at ``index``."""
        items = self.items
        if index + 1 >= len(items) or items[index].lower != "of":
            return False
        numeral = self.n.numerals.at(items, index + 1, compared=False)
        return numeral is not None and numeral.form in ("digits", "words") and numeral.value > 1

    def _begins_range(self, index: int) -> bool:
        """Tell whether "to two" or "or 2" stands at ``index``."""
        items = self.items
        if index + 1 >= len(items) or items[index].lower not in self.n.range_links:
            return False
        numeral = self.n.numerals.at(items, index + 1, compared=False)
        return numeral is not None and numeral.form in ("digits", "words") and numeral.value > 1

    def compared(self, index: int) -> bool:
        """Tell whether a comparator stands before ``index``."""
        found = self.n.before.before(self.items, index, self.floor)
        return bool(found and found[0])

    def _ago(self, first: int, last: int) -> bool:
        """Tell whether a time is only what a share is compared to: "6% less than a year ago"."""
        found = self.n.before.before(self.items, first, self.floor)
        after = self.items[last].lower if last < len(self.items) else ""
        return bool(found and 0 < found[1] == self.floor and after in self.n.ago)

    def base(self, index: int) -> tuple[Decimal, int] | None:
        """Return the base of a ratio ("out of 10") at ``index``, and the index after it."""
        items = self.items
        found = self.n.ratio_of.at(items, index) if index < len(items) else None
        if not found:
            return None
        explicit, at = found
        if at >= len(items) or (items[at].kind != "number" and items[at].lower not in self.n.numerals.starts):
            return None
        numeral = self.n.numerals.at(items, at, compared=False)
        if numeral is None or numeral.form == "fraction" or self.n.units.unit(items, numeral.last):
            return None
        value, at = numeral.value, numeral.last
        scale = self.n.units.scale(items, at, touches(items, at)) if numeral.form == "digits" else None
        if scale:
            value, at = value * scale[0], scale[1]
        return (value, at) if value >= 2 and (explicit or value in self.n.bases) else None

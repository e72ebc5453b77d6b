"""Read numbers in digits, words and fractions, without their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plainspeak.text import Word
from plainspeak.units import decimal_of, touches

_HALF = Decimal("0.5")
_HYPHENS = ("-", "‑")
_EVERY = ("every", "each", "per")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number without a unit.

    Args:
        value: The number.
        last: Index after its last word.
        form: "digits", "words" or "fraction".
        place: What one in the last written digit is worth.
    """

    value: Decimal
    last: int
    form: str
    place: Decimal = Decimal(1)


class Numerals:
    """Reads numerals with the number words of the data.

    Args:
        data: The ``numbers`` table of the packs' English.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        table = data["words"]
        self._ones: dict[str, int] = table["ones"]
        self._tens: dict[str, int] = table["tens"]
        self._scales: dict[str, int] = table["scales"]
        self._compounds = frozenset(table["compounds"])
        table = data["fractions"]
        self._parts: dict[str, int] = table["parts"]
        self._signs = {sign: tuple(map(Decimal, ratio.split("/"))) for sign, ratio in table["signs"].items()}
        self._before = frozenset(table["before"])
        self._after = frozenset(table["after"])
        self._never = frozenset(table["never"])
        self._quarter = frozenset(table["quarter"])
        self._told_after = frozenset(table["told_after"])
        self._sizes = frozenset(table["sizes"])
        self._not_after = frozenset(table["not_after"])
        self._slash = frozenset(map(Decimal, table["slash"]))
        self.starts = frozenset(self._ones) | frozenset(self._tens) | {"a", "an", "half"} | frozenset(self._signs)
        self.starts |= frozenset(self._scales)

    def at(self, items: Sequence[Word], index: int, compared: bool) -> Numeral | None:
        """Return the number that begins at ``index``, if one does.

        Args:
            items: The words of the text.
            index: Where to read.
            compared: A comparator ("about", "less than") stands before it.
        """
        word = items[index]
        if word.kind == "number":
            return self._digits(items, index)
        lower = word.lower
        if lower in self._signs:
            over, under = self._signs[lower]
            return Numeral(over / under, index + 1, "fraction")
        if lower == "half":
            return self._half(items, index)
        if lower in self._scales and index and items[index - 1].lower in _EVERY:
            return Numeral(Decimal(self._scales[lower]), index + 1, "words")  # "of every hundred"
        found = self._cardinal(items, index)
        return self._fraction(items, index, found, compared) or self._with_half(items, found)

    def and_a_half(self, items: Sequence[Word], index: int) -> bool:
        """Tell whether "and a half" stands at ``index``."""
        return [w.lower for w in items[index : index + 3]] == ["and", "a", "half"]

    def _digits(self, items: Sequence[Word], index: int) -> Numeral | None:
        value = decimal_of(items[index].text)
        if value is None:
            return None
        after = index + 1
        if touches(items, after):
            mark = items[after].text
            if mark in self._signs:
                over, under = self._signs[mark]
                return Numeral(value + over / under, after + 1, "digits", Decimal("0.01"))
            if mark in "/⁄" and touches(items, after + 1) and items[after + 1].kind == "number":
                under_word = decimal_of(items[after + 1].text)
                if under_word in self._slash and 0 < value < under_word and not self._goes_on(items, after + 2):
                    return Numeral(value / under_word, after + 2, "fraction")
        place = Decimal((0, (1,), int(value.as_tuple().exponent)))
        return self._with_half(items, Numeral(value, after, "digits", place))

    def _goes_on(self, items: Sequence[Word], index: int) -> bool:
        return touches(items, index) and (items[index].kind != "mark" or items[index].text == "/")

    def _with_half(self, items: Sequence[Word], found: Numeral | None) -> Numeral | None:
        """Add the half of "two and a half thousand" and of "a million and a half"."""
        if found is None or not self.and_a_half(items, found.last):
            return found
        last = found.last + 3
        before = self._scales.get(items[found.last - 1].lower, 1)
        after = self._scales.get(items[last].lower, 1) if last < len(items) and before == 1 else 1
        value = (found.value + _HALF * before) * after
        return Numeral(value, last + (after > 1), found.form, Decimal("0.1") * before * after)

    def _cardinal(self, items: Sequence[Word], index: int) -> Numeral | None:
        """Read "twenty-five", "a hundred and ten", "two thousand", "a dozen"."""
        total, current, at, limit = 0, 0, index, 10**18
        count = len(items)
        state = "start"
        if items[at].lower in ("a", "an"):
            if at + 1 == count or items[at + 1].lower not in self._scales:
                return None
            current, state, at = 1, "one", at + 1
        while at < count:
            step = self._step(items, at, state)
            lower = items[step].lower if step < count else ""
            if lower in self._tens and state in ("start", "scale"):
                current, state = current + self._tens[lower], "ten"
            elif lower in self._ones and (
                state in ("start", "scale") or (state == "ten" and 0 < self._ones[lower] < 10)
            ):
                current, state = current + self._ones[lower], "one"
            elif lower in self._scales and state != "start" and items[at].lower != "and":
                scale = self._scales[lower]
                if not (current < 100 if scale <= 100 else current > 0 and scale < limit):
                    break
                state = "scale"
                if scale <= 100:
                    current *= scale
                else:
                    total, current, limit = total + current * scale, 0, scale
            else:
                break
            at = step + 1
        if state == "start" or (state == "one" and at == index + 1 and items[index].lower not in self._ones):
            return None
        return self._not_compound(items, Numeral(Decimal(total + current), at, "words"))

    def _step(self, items: Sequence[Word], at: int, state: str) -> int:
        """Return the index of the next number word, past a hyphen or an "and"."""
        hyphen = items[at].text in _HYPHENS and touches(items, at) and touches(items, at + 1)
        return at + 1 if (state != "start" and hyphen) or (state == "scale" and items[at].lower == "and") else at

    def _not_compound(self, items: Sequence[Word], found: Numeral) -> Numeral | None:
        """Drop "two-factor", "zero-day" and "one-off", which name a kind of thing."""
        at = found.last
        if touches(items, at) and items[at].text in _HYPHENS and touches(items, at + 1):
            after = items[at + 1].lower
            if found.value == 0 or after in self._compounds or (found.value == 1 and after not in self._parts):
                return None
        return found

    def _half(self, items: Sequence[Word], index: int) -> Numeral | None:
        after = index + 1
        before = items[index - 1] if index else None
        if before is not None and (before.lower in self._not_after or (before.text == "-" and touches(items, index))):
            return None
        if after + 1 < len(items) and items[after].lower == "a" and items[after + 1].lower in self._scales:
            return Numeral(self._scales[items[after + 1].lower] * _HALF, after + 2, "words")
        return Numeral(_HALF, after, "fraction")

    def _fraction(self, items: Sequence[Word], index: int, top: Numeral | None, compared: bool) -> Numeral | None:
        """Read "a third", "two thirds", "three-quarters"; not "a third party" or "three quarters" of a year."""
        article = items[index].lower in ("a", "an")
        at = index + 1 if article else (top.last if top and top.value < 20 else 0)
        if not at or at >= len(items):
            return None
        if items[at].text in _HYPHENS and at + 1 < len(items):
            at += 1
        at, under = self._part(items, at)
        part = items[at].lower
        if not under or (part == "half" and not (top and top.value == 1)):
            return None
        over = Decimal(1) if article or top is None else top.value
        if over >= under or (over > 1) != part.endswith("s") or over == 0:
            return None
        after = items[at + 1] if at + 1 < len(items) else None
        follows = after.lower if after is not None and after.kind == "word" else ""
        before = items[index - 1].lower if index else ""
        if follows in self._never or before in self._not_after or (after is not None and after.text == "-"):
            return None
        if under == 4 and part.startswith("q"):
            sized = follows == "the" and at + 2 < len(items) and items[at + 2].lower in self._sizes
            told = over > 1 and not follows and before in self._told_after  # "that is three quarters"
            fits = sized or told or follows in self._quarter or before in self._after or (compared and not follows)
        else:
            fits = over > 1 or not article or compared or before in self._after
            fits = fits or not follows or follows in self._before
        if not fits:
            return None
        of = [w.lower for w in items[at + 1 : at + 4]]
        if of[:1] == ["of"] and of[1:2] in (["a"], ["one"]) and of[2:] and of[2] in self._scales:
            return Numeral(over * self._scales[of[2]] / under, at + 4, "words")  # "a quarter of a million"
        return Numeral(over / under, at + 1, "fraction")

    def _part(self, items: Sequence[Word], at: int) -> tuple[int, int]:
        """Return the last word of the lower half of a fraction, and its number: "fifth", "twenty-fifth"; else 0."""
        tens = self._tens.get(items[at].lower)
        if tens is None:
            return at, self._parts.get(items[at].lower, 0)
        last = at + 2 if at + 2 < len(items) and items[at + 1].text in _HYPHENS else at
        ones = self._parts.get(items[last].lower, 0)
        return (last, tens + ones) if 2 < ones < 10 and not items[last].lower.startswith("q") else (at, 0)

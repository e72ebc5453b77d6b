"""Phrases of numbers and units, and plain numerals: what quantities and moments are read with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from plainspeak.text import Word, words

T = TypeVar("T")

# Longer runs of digits are identifiers (cards, hashes), and stay within the 28 digits that Decimal keeps.
_MAX_DIGITS = 24
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Args:
        name: Its canonical name, as in the data.
        dimension: What it measures: share, points, time, bytes, money:USD, times ...
        factor: How many base units of the dimension it is.
        not_before: Lower-case words which, when they follow, make it something else.
    """

    name: str
    dimension: str
    factor: Decimal
    not_before: frozenset[str]


_Table = Mapping[str, list[tuple[tuple[str, ...], T]]]


class Phrases(Generic[T]):
    """Phrases with something stored for each, found at a place in a list of words, longest first.

    Args:
        entries: Phrases and what to store. A phrase with a capital matches exactly, others without regard to case.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        parts = [(_tokens(phrase), payload) for phrase, payload in entries]
        parts.sort(key=lambda entry: -len(entry[0]))
        self.first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for tokens, payload in parts:
            self.first.setdefault(tokens[0], []).append((tokens[1:], payload))
            self._last.setdefault(tokens[-1], []).append((tokens[-2::-1] if len(tokens) > 1 else (), payload))

    def at(self, items: Sequence[Word], index: int) -> tuple[T, int] | None:
        """Return what is stored for the longest phrase that begins at ``index``, and the index after it."""
        return self._search(self.first, items, index, 1, len(items))

    def before(self, items: Sequence[Word], index: int, floor: int) -> tuple[T, int] | None:
        """Return what is stored for the longest phrase that ends before ``index``, and where it begins (>= floor)."""
        found = self._search(self._last, items, index - 1, -1, floor - 1)
        return None if found is None else (found[0], found[1] + 1)

    def _search(self, table: _Table[T], items: Sequence[Word], index: int, way: int, stop: int) -> tuple[T, int] | None:
        if (stop - index) * way <= 0:
            return None
        word = items[index]
        best: tuple[T, int, int] | None = None
        for key in (word.text,) if word.text == word.lower else (word.text, word.lower):
            for rest, payload in table.get(key, ()):
                if best is not None and len(rest) <= best[2]:
                    break
                if not rest and len(key) == 1 and key != word.text:
                    continue  # "3D" is no 3 days
                at = _follow(rest, items, index + way, way, stop)
                if at is not None:
                    best = (payload, at, len(rest))
                    break
        return None if best is None else (best[0], best[1])


def _tokens(phrase: str) -> tuple[str, ...]:
    # Most names are one word, and this runs at every start.
    return (phrase,) if phrase.isalpha() else tuple(word.text for word in words(phrase))


def _follow(rest: Sequence[str], items: Sequence[Word], at: int, way: int, stop: int) -> int | None:
    for part in rest:
        if at != stop and items[at].text == "-" and part != "-":
            at += way
        if at == stop or (part != items[at].text and part != items[at].lower):
            return None
        at += way
    return at


class Units:
    """The units and scales of the data.

    Args:
        data: The ``numbers`` table of the packs' English.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        by_name: list[tuple[str, Unit]] = []
        glued: list[tuple[str, Unit]] = []
        prefix: list[tuple[str, Unit]] = []
        short: dict[str, Unit] = {}
        self.named: dict[str, Unit] = {}
        for name, entry in data["units"].items():
            unit = Unit(name, entry["dimension"], Decimal(str(entry["factor"])), frozenset(entry.get("not_before", ())))
            self.named[name] = unit
            by_name += [(alias, unit) for alias in entry["names"]] if "names" in entry else []
            glued += [(alias, unit) for alias in entry.get("glued", ())]
            prefix += [(alias, unit) for alias in entry.get("prefix", ())]
            short.update(dict.fromkeys(entry.get("short", ()), unit))
        self._spaced = Phrases(by_name)
        self._glued = Phrases(by_name + glued)
        self.prefix = Phrases(prefix)
        self._short = short
        scales = data["scales"]
        loose = [(name, Decimal(str(value))) for name, value in scales["names"].items()]
        self._scale_names = Phrases(loose)
        glued_scales = loose + [(name, Decimal(str(value))) for name, value in scales["glued"].items()]
        self._scales_glued = Phrases(glued_scales)
        self._scales_money = Phrases(glued_scales + [(n, Decimal(str(value))) for n, value in scales["money"].items()])

    def scale(
        self, items: Sequence[Word], index: int, touching: bool, money: bool = False
    ) -> tuple[Decimal, int] | None:
        """Return the scale (thousand, k, M ...) that stands at ``index``, and the index after it.

        Args:
            items: The words of the text.
            index: Where the scale would stand.
            touching: There is no space before it.
            money: A currency stands before the number, so that "mm" are millions.
        """
        table = self._scales_money if money else self._scales_glued if touching else self._scale_names
        return table.at(items, index)

    def unit(self, items: Sequence[Word], index: int) -> tuple[Unit, int] | None:
        """Return the unit that follows a number whose last word is before ``index``, and the index after it.

        Args:
            items: The words of the text.
            index: Where the unit, or a hyphen before it, would stand.
        """
        if index >= len(items):
            return None
        touching = items[index].start == items[index - 1].end
        if touching and items[index].text in ("-", "‑") and index + 1 < len(items):
            found = self._spaced.at(items, index + 1) if items[index + 1].start == items[index].end else None
        else:
            found = (self._glued if touching else self._spaced).at(items, index)
        if found is None:
            return None
        unit, after = found
        if after < len(items) and (
            items[after].lower in unit.not_before
            # "3 x 4" multiplies; "3 x faster" compares.
            or (unit.dimension == "times" and after == index + 1 and items[after].kind == "number")
        ):
            return None
        return unit, after

    def smaller(self, items: Sequence[Word], index: int, than: Unit) -> tuple[Unit, int] | None:
        """Return the unit of the smaller part of a duration ("15m" after "2h"), and the index after it."""
        found = self.unit(items, index)
        if found is None or found[0].dimension != than.dimension:
            short = self._short.get(items[index].lower) if index < len(items) else None
            found = (short, index + 1) if short else None
        return found if found and found[0].dimension == than.dimension and found[0].factor < than.factor else None

    def measured(self, items: Sequence[Word], index: int) -> bool:
        """Tell whether a unit or a scale stands at ``index``, after a number."""
        if index >= len(items):
            return False
        touching = touches(items, index)
        return bool(
            self.unit(items, index) or self.scale(items, index, touching) or (touching and self.packed(items[index]))
        )

    def packed(self, word: Word) -> tuple[str, Unit, Unit] | None:
        """Return the rest of a duration written in one go: for the "h15m" of "2h15m" the digits and both units."""
        text = word.lower
        bare = text.lstrip(_LETTERS)
        digits = bare.rstrip(_LETTERS)
        if not (digits.isdecimal() and len(digits) < 3 and text[0] in _LETTERS):
            return None
        larger = self._single(text[: len(text) - len(bare)])
        tail = bare[len(digits) :]
        smaller = self._short.get(tail) or self._single(tail)
        if larger is None or smaller is None or not larger.dimension == smaller.dimension == "time":
            return None
        return (digits, larger, smaller) if smaller.factor < larger.factor else None

    def _single(self, name: str) -> Unit | None:
        return next((unit for rest, unit in self._glued.first.get(name, ()) if not rest), None)


def decimal_of(token: str) -> Decimal | None:
    """Return the value of digits as written in English or European style, or None if they are no single number.

    >>> [str(decimal_of(t)) for t in ("1,200", "0,89", "3.5", "1.234,5", "1.2.3", "1,2,3")]
    ['1200', '0.89', '3.5', '1234.5', 'None', 'None']
    """
    if len(token) > _MAX_DIGITS:
        return None
    commas, dots = token.count(","), token.count(".")
    if not commas:
        return Decimal(token) if dots < 2 else None
    if commas and dots:
        point = max(token.rfind(","), token.rfind("."))
        whole, mark, part = token[:point], token[point], token[point + 1 :]
        other = "," if mark == "." else "."
        if mark in whole or not _grouped(whole.split(other)):
            return None
        return Decimal(f"{whole.replace(other, '')}.{part}")
    parts = token.split(",")
    if _grouped(parts):
        return Decimal("".join(parts))
    return Decimal(f"{parts[0]}.{parts[1]}") if commas == 1 else None


def _grouped(parts: Sequence[str]) -> bool:
    """Tell whether digits are grouped in thousands."""
    return len(parts[0]) <= 3 and Decimal(parts[0][0]) != 0 and all(len(part) == 3 for part in parts[1:])


def touches(items: Sequence[Word], index: int) -> bool:
    """Tell whether a word follows the one before it without a space."""
    return 0 < index < len(items) and items[index - 1].end == items[index].start

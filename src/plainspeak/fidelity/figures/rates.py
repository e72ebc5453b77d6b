"""What numbers are counted by: per hour, each year, a litre, daily."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plainspeak.facts import Facts
from plainspeak.fidelity.stems import stem
from plainspeak.knowledge import Knowledge
from plainspeak.quantities import Quantity
from plainspeak.units import Unit

_ONE = Decimal(1)
_ENDS = ("prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs")
_CHAINED = 10  # characters between two rates of one number
_REACH = 7  # words between a number and what it is counted by
_ONCE_A_DAY = frozenset(("overnight", "night", "nights", "morning", "mornings", "evening", "evenings", "midnight"))
_CUTS = frozenset(",;:()—–.!?|")
_SPACED = frozenset(("interval", "intervals", "cycle", "cycles", "rhythm", "cadence", "gap", "gaps"))
_NTH = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_PERIODS = frozenset("year month week day quarter season night morning summer winter spring autumn decade".split())
_FACTOR = frozenset("as more less the what that this our its their better worse of".split())
_NEARLY = Decimal("0.015")  # twelve months of 30 days make no whole year


@dataclass(frozen=True, slots=True)
class Rate:
    """What a number is counted by.

    Args:
        unit: The unit of time or of another dimension, or a noun.
        dimension: "time", "volume" ... or "" for a noun.
        factor: How many base units it is.
        first: Index of its first word in the sentence.
        start: Place of its first character in the text.
        end: Place after its last character.
    """

    unit: str
    dimension: str
    factor: Decimal
    first: int
    start: int
    end: int


class RateReader:
    """Finds what numbers are counted by.

    Args:
        knowledge: The packs to read with.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        table = knowledge.language.data["numbers"]["rates"]
        self._units = knowledge.numbers.amounts.units
        self._every, self._article = frozenset(table["every"]), frozenset(table["article"])
        self._words: dict[str, str] = table["words"]
        self._not_before, self._not_after = frozenset(table["not_before"]), frozenset(table["not_after"])
        self._language = knowledge.language

    def read(self, facts: Facts, skip: Sequence[tuple[int, int]] = ()) -> list[Rate]:
        """Return the rates of a sentence, in order.

        Args:
            facts: The sentence.
            skip: Spans that only tell what a term means.
        """
        words = facts.words
        taken = [q.core for q in facts.quantities]
        spans = [*taken, *((m.start, m.end) for m in facts.moments), *skip]
        long = self._long(facts, skip)
        spans += [(r.start, r.end) for r in long]
        out: list[Rate] = []
        for at, word in enumerate(words):
            lower = word.lower
            if lower not in self._every and lower not in self._article and lower not in self._words:
                continue
            if any(start <= word.start < end for start, end in spans):
                continue
            if lower in self._words and lower != "quarter":
                unit = self._units.named[self._words[lower]]
                out.append(Rate(unit.name, "time", unit.factor, at, word.start, word.end))
                continue
            found = self._unit(facts, at + 1)
            if found is None:
                noun = self._noun(facts, at) if lower == "per" else None
                if noun and not any(start <= word.start < end for start, end in spans):
                    out.append(Rate(stem(words[noun].lower), "", _ONE, at, word.start, words[noun].end))
                continue
            unit, after = found
            if lower in self._article and not self._counts(facts, at, after):
                continue
            end = words[after - 1].end
            if not any(a < end and word.start < b for a, b in spans):
                out.append(Rate(unit.name, unit.dimension, unit.factor, at, word.start, end))
        return sorted([*out, *long], key=lambda r: r.start) if long else out

    def _long(self, facts: Facts, skip: Sequence[tuple[int, int]]) -> list[Rate]:
        """Return the rates of several units: "every 14 days", "at two-week intervals", "every other week"."""
        words, out = facts.words, []
        for q in facts.quantities:
            first = bisect_left(words, q.start, key=lambda w: w.start)
            last = bisect_left(words, q.core[1], key=lambda w: w.start)
            if q.high is not None or any(a <= q.start < b for a, b in skip):
                continue
            before = [w.lower for w in words[max(0, first - 2) : first]]
            then = [w.lower for w in words[last : last + 2]]
            spaced = _SPACED & set(then[:1]) or (before[-1:] == ["of"] and _SPACED & set(before[:1]))
            if q.dimension == "time" and (before[-1:] in (["every"], ["each"]) or spaced):
                place = words[first - 1].start if before[-1:] in (["every"], ["each"]) else q.start
                out.append(Rate(q.unit, "time", q.value, max(0, first - 1), place, q.end))
            elif then[:1] == ["-"] and then[-1] in self._words and q.dimension in ("count", "share"):
                unit = self._units.named[self._words[then[-1]]]  # "two-weekly", "half-yearly"
                out.append(Rate(unit.name, "time", unit.factor * q.value, first, q.start, words[last + 1].end))
        for at, word in enumerate(words[:-2]):
            times = _NTH.get(words[at + 1].lower, 0) if word.lower in ("every", "each") else 0
            found = self._unit(facts, at + 2) if times else None
            if found and found[0].dimension == "time":
                end = words[found[1] - 1].end
                out.append(Rate(found[0].name, "time", found[0].factor * times, at, word.start, end))
        return out

    def named(self, facts: Facts) -> set[str]:
        """Return the units of time that are named in a sentence in any way: "day", "days", "daily"."""
        out = set()
        for at, word in enumerate(facts.words):
            if word.lower in self._words:
                out.add(self._words[word.lower])
            if word.lower in _ONCE_A_DAY:
                out.add("day")
            found = self._units.unit(facts.words, at) if at and word.kind == "word" and len(word.text) > 2 else None
            if found and found[0].dimension == "time":
                out.add(found[0].name)
        return out

    def things(self, facts: Facts) -> set[str]:
        """Return the stems of what a sentence speaks of one by one: "each user", "for every 1,000 sessions"."""
        places = (at for at, w in enumerate(facts.words) if w.lower in self._every and w.kind == "word")
        return {stem(facts.words[at].lower) for at in (self._thing(facts, at) for at in places) if at}

    def _thing(self, facts: Facts, at: int) -> int | None:
        """Return the place of the noun behind "each" or "per"."""
        if facts.words[at].lower == "per":
            return self._noun(facts, at)
        for place in range(at + 1, min(at + 4, len(facts.words))):
            word = facts.words[place]
            if word.kind == "word" and not self._language.is_a("adjectives", word.lower):
                return place if not self._unit(facts, place) else None
        return None

    def _noun(self, facts: Facts, at: int) -> int | None:
        """Return the place of the last word of "per active user"; of "per 1,000 sessions", too."""
        last = None
        for place in range(at + 1, min(at + 5, len(facts.words))):
            word = facts.words[place]
            if word.kind == "mark" or any(self._language.is_a(kind, word.lower) for kind in _ENDS):
                break
            last = place if word.kind == "word" else last
        return last

    def _unit(self, facts: Facts, at: int) -> tuple[Unit, int] | None:
        """Return the singular unit at a place, and the index after it."""
        if at >= len(facts.words):
            return None
        word = facts.words[at]
        if word.lower in self._words:
            return self._units.named[self._words[word.lower]], at + 1
        found = self._units.unit(facts.words, at)
        if found is None or found[0].dimension in ("share", "points", "times", "count"):
            return None
        plural = word.kind == "word" and len(word.text) > 2 and word.lower.endswith("s")
        return None if plural or found[0].dimension.startswith("money") else found

    def _counts(self, facts: Facts, at: int, after: int) -> bool:
        """Return whether the "an hour" at a place says by what something is counted: "3 loaves an hour"."""
        words = facts.words
        opens = not at or words[at - 1].kind == "mark"
        if opens and words[after : after + 1] and words[after].lower == "of":
            return any(q.dimension.startswith("money") for q in facts.quantities)  # "an hour of support costs $40"
        if after < len(words) and (words[after].lower in self._not_before or words[after].text == "-"):
            return False
        if words[after - 1].lower == "second" and after < len(words) and words[after].kind == "word":
            return False  # "a second run"
        if not at:
            return True  # "A litre of milk costs 90 cents."
        if words[at - 1].lower in self._not_after or self._language.is_a("prepositions", words[at - 1].lower):
            return False
        return any(words[max(at - _REACH, 0)].start <= q.end <= words[at].start for q in facts.quantities) or (
            words[at - 1].lower in ("once", "twice", "thrice")
        )


def attached(quantity: Quantity, facts: Facts, rates: Sequence[Rate], at: int) -> tuple[Rate, ...]:
    """Return the rates that stand right behind a number.

    "From 300 to 150 a week" has one for both numbers, "2 cents per GB a month" has two for one.

    Args:
        quantity: The number.
        facts: Its sentence.
        rates: The rates of the sentence.
        at: The index of the number's first word.
    """
    found: list[Rate] = []
    for rate in rates:
        if rate.start < quantity.end:
            continue
        if found and rate.start - found[-1].end > _CHAINED:
            break
        if rate.first - at > _REACH + 4:
            break
        between = [w for w in facts.words[at : rate.first] if w.start >= quantity.end]
        others = [q for q in facts.quantities if quantity.end <= q.start < rate.start]
        cut = any(w.text in _CUTS for w in between) or len(between) > _REACH
        if cut or any(q.dimension != quantity.dimension for q in others):
            break
        found.append(rate)
    return tuple(found)


def alike(one: Rate, other: Rate) -> bool:
    """Return whether two rates are the same: by the year, every twelve months."""
    if one.unit == other.unit and one.factor == other.factor:
        return True
    timed = one.dimension == other.dimension == "time"
    return timed and abs(one.factor - other.factor) <= one.factor * _NEARLY


def converted(value: Decimal, by: Decimal, other: Decimal, other_by: Decimal, step: Decimal) -> bool:
    """Return whether two numbers counted by different times are the same: 12 a year, 1 a month.

    Args:
        value: The first number.
        by: The seconds that it is counted by.
        other: The second number.
        other_by: The seconds that this is counted by.
        step: What one in the last digit of the second is worth.
    """
    if not (by and other_by and value):
        return False
    expected = value * other_by / by
    return abs(expected - other) <= max(step / 2, abs(expected) * _NEARLY)


def often(facts: Facts, quantity: Quantity) -> bool:
    """Return whether a number says how often something happens: "three times", "on 14 occasions".

    Args:
        facts: Its sentence.
        quantity: The number.
    """
    if quantity.dimension != "times" or quantity.verb or quantity.value != int(quantity.value):
        return False
    first = bisect_left(facts.words, quantity.end, key=lambda w: w.start)
    own = facts.words[first - 1].lower
    behind = [w.lower for w in facts.words[first : first + 1]]
    then = [w.lower for w in facts.words[first : first + 2]]
    if then[:1] in (["this"], ["the"], ["last"]) and then[1:] and then[1] in _PERIODS:
        return own in ("times", "twice", "thrice")  # "four times this year"
    return own in ("times", "twice", "thrice") and not (behind and (behind[0] in _FACTOR or behind[0].endswith("er")))

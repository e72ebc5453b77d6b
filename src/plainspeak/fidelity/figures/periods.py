"""Periods told in different ways: the third quarter is July to September, its end is the end of September."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from plainspeak.fidelity.reading import Reading
from plainspeak.moments import Moment
from plainspeak.text import Word

_EDGES = {
    "start": ("start", "beginning", "early", "outset"),
    "mid": ("mid", "middle"),
    "end": ("end", "late", "close"),
}
_EDGE_OF = {word: edge for edge, words in _EDGES.items() for word in words}
_ADJECTIVES = frozenset(("early", "late", "mid"))
_VERBS = frozenset(("start", "end", "close"))
_BETWEEN = frozenset(("of", "in", "-", "the", "next", "this", "last"))
_PERIOD_WORDS = {
    "year": frozenset(("year", "years", "year's", "yearly", "annual", "annually", "yoy", "twelve", "12")),
    "quarter": frozenset(("quarter", "quarters", "quarterly", "qoq", "three", "3")),
    "month": frozenset(("month", "months", "month's", "monthly", "mom")),
    "week": frozenset(("week", "weeks", "week's", "weekly", "wow", "seven", "7")),
    "day": frozenset(("day", "days", "daily", "yesterday")),
}
_SHORT = {"yoy": "year", "qoq": "quarter", "mom": "month", "wow": "week"}
_THAN = frozenset(("than", "from", "versus", "vs", "with", "to", "against", "over", "on"))
_AGO = frozenset(("ago", "earlier", "before", "prior", "previously"))
_OVER = (["is", "out"], ["is", "over"], ["has", "ended"], ["ends", "."], ["comes", "to"], ["has", "passed"])
_DAY, _YEAR = 86400, 31557600
_FEBRUARY, _SHORT_MONTHS = 2, frozenset((4, 6, 9, 11))
_REACH = 24  # characters before a moment in which "the end of the" stands


def edge(reading: Reading, moment: Moment) -> str:
    """Return which part of a period is meant: "start", "mid" or "end"; "" if no part is told.

    Args:
        reading: The text.
        moment: The period.
    """
    if [w.lower for w in _behind(reading, moment)] in _OVER:
        return "end"
    before = reading.text[max(0, moment.start - _REACH) : moment.start].casefold().replace("-", " ").split()
    if before[-2:] == ["half", "of"] and before[-3:-2] in (["first"], ["second"]):
        return "start" if before[-3] == "first" else "end"
    for at, word in enumerate(before[:-5:-1]):
        if word in _EDGE_OF:
            named = word in _ADJECTIVES or "of" in before[-1 - at :] or (at == 0 and word not in _VERBS)
            return _EDGE_OF[word] if named else ""  # "will end in May" tells no part of May
        if word not in _BETWEEN:
            return ""
    return ""


def _behind(reading: Reading, moment: Moment) -> list[Word]:
    """Return the two words behind a moment."""
    at = bisect_right(reading.facts, moment.start, key=lambda f: f.sentence.start) - 1
    words = reading.facts[max(0, at)].words
    first = bisect_left(words, moment.end, key=lambda w: w.start)
    return list(words[first : first + 2])


def told_as_months(moment: Moment, reading: Reading, other: Reading) -> bool:
    """Return whether another text tells a quarter or a half by its months, or a month by its quarter.

    Args:
        moment: A moment of one text.
        reading: That text.
        other: The other text.
    """
    if moment.kind == "quarter":
        return any(wanted <= _months(other) for wanted in _ways(moment, reading))
    if moment.kind not in ("month", "date"):
        return False
    mine = _month(moment)
    periods = (m for m in other.moments if m.kind == "quarter")
    return any(mine in ways and ways <= _months(reading) for m in periods for ways in _ways(m, other))


def lengths(reading: Reading) -> set[int]:
    """Return how many seconds lie between neighbouring times of day, days of one month, and years.

    Args:
        reading: The text.
    """
    out: set[int] = set()
    for kind in ("time", "date", "year"):
        for a, b in pairwise(m for m in reading.moments if m.kind == kind):
            begin, end = _clock(a), _clock(b)
            if kind == "time" and begin is not None and end is not None:
                out.add((end - begin) % _DAY)
            elif kind == "date" and a.key[:-2] == b.key[:-2] and (a.key[-2:] + b.key[-2:]).isdecimal():
                days = int(b.key[-2:]) - int(a.key[-2:])
                out |= {days * _DAY, (days + 1) * _DAY} if days > 0 else set()
            elif kind == "year" and a.key.isdecimal() and b.key.isdecimal():
                out.add((int(b.key) - int(a.key)) * _YEAR)
    return out


def windows(reading: Reading) -> set[int]:
    """Return how many days the months, quarters and years that a text names have.

    Args:
        reading: The text.
    """
    out = {days for unit, days in (("week", 7), ("year", 365)) if unit in reading.timed}
    out |= {30, 31} if "month" in reading.timed else set()
    for moment in reading.moments:
        if moment.kind == "month":
            out |= {28, 29} if _month(moment) == _FEBRUARY else {30 if _month(moment) in _SHORT_MONTHS else 31}
        elif moment.kind == "quarter":
            out |= {90, 91, 92} if moment.key[0] == "q" else {181, 182, 184}
        elif moment.kind == "year":
            out.add(365)
    return out


def dropped_comparison(source: Reading, rewrite: Reading) -> tuple[int, int] | None:
    """Return where a source says what it compares to ("year over year", "than a month ago") if the rewrite does not.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
    """
    told = rewrite.words
    for facts in source.facts:
        words = facts.words
        for at, word in enumerate(words):
            period, last = _compared_to([w.lower for w in words[at : at + 5]])
            if period and not told & _PERIOD_WORDS[period] and not rewrite.moments:
                return word.start, words[at + last - 1].end
    return None


def _compared_to(words: list[str]) -> tuple[str, int]:
    """Return the period that a few words compare to, and how many words say so; "" and 0 if they don't."""
    if words[0] in _SHORT:
        return _SHORT[words[0]], 1
    bare = [w for w in words if w != "-"]
    if len(bare) > 2 and bare[0] == bare[2] and bare[0] in _PERIOD_WORDS and bare[1] in ("over", "on"):
        return bare[0], 3 + words[:5].count("-")
    if len(words) > 3 and words[0] in _THAN and words[1] in ("a", "one") and words[3] in _AGO:
        return (words[2], 4) if words[2] in _PERIOD_WORDS else ("", 0)
    return "", 0


def _clock(moment: Moment) -> int | None:
    if moment.kind != "time":
        return None
    parts = moment.key.split(" ")[0].split(":")
    return int(parts[0]) * 3600 + int(parts[1]) * 60 if all(p.isdecimal() for p in parts) else None


def _ways(moment: Moment, reading: Reading) -> Iterator[set[int]]:
    """Return the months by which a quarter or a half may be told."""
    name, number = moment.key[0], int(moment.key[1])
    length = 3 if name == "q" else 6
    first, last = (number - 1) * length + 1, number * length
    part = edge(reading, moment)
    yield {first, last}
    if part == "end":
        yield {last}
    elif part == "start":
        yield {first}
    elif name == "q":
        yield {first, first + 1, last}


def _months(reading: Reading) -> set[int]:
    return {_month(m) for m in reading.moments if m.kind in ("month", "date")}


def _month(moment: Moment) -> int:
    """Return the month of a month or a date; 0 if it can't be told, as in 3/4/2031."""
    parts = moment.key.removeprefix("--").split("-")
    place = 0 if moment.key.startswith("--") or len(parts) == 1 else 1
    return int(parts[place]) if parts[place].isdecimal() and len(parts[place]) == 2 else 0

"""Tell whether two texts give the same last day: "by 31 May", "before 1 June", "until the end of May"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from plainspeak.fidelity.figures.periods import edge
from plainspeak.fidelity.reading import Reading
from plainspeak.moments import Moment

_ENDING = frozenset(
    "until till by last latest deadline due close closes closed end ends ended expire expires expired before later "
    "through up".split()
)
_BEFORE = (" before ", " prior to ", " earlier than ", " ahead of ", " wait until ", " wait till ")
_AFTER = (" after ", " from ", " since ")
_LEFT = (" until ", " till ")
_LEAP = 2000  # a year with all days
_MONTH = 32  # days
_YEAR = 4  # digits
_DAY = timedelta(days=1)


def told(moment: Moment, own: Reading, other: Reading) -> bool:
    """Return whether a moment bounds something by a day by which the other text bounds it as well.

    Args:
        moment: A moment of one text.
        own: That text.
        other: The other text.
    """
    mine = _last(moment, own)
    if mine is None:
        return False
    near = (m for m in other.moments if abs(((_first_day(m) or date.min) - mine).days) < _MONTH)
    return any(_same_year(moment, m) and _last(m, other) == mine for m in near)


def _same_year(one: Moment, other: Moment) -> bool:
    """Return whether two moments are not said to be of different years."""
    years = {m.key.split("-")[0] for m in (one, other) if len(m.key.split("-")[0]) == _YEAR}
    return len(years) < 2


def _last(moment: Moment, reading: Reading) -> date | None:
    """Return the last day that a moment still lets in, in a year of no matter, if it is told as a bound."""
    begin = _first_day(moment)
    if begin is None or moment.kind not in ("date", "month"):
        return None
    facts = reading.sentence_at(moment.start)
    before = f" {reading.text[facts.sentence.start : moment.start].casefold()}"
    left = before.endswith(_LEFT) and bool(facts.marked("negation", "strong")) and " leave " in before
    if before.endswith(_BEFORE) or left:
        return begin - _DAY
    if moment.kind == "month":
        end = begin.replace(day=monthrange(_LEAP, begin.month)[1])
        return end if edge(reading, moment) == "end" else None
    return begin if _ENDING & {w.lower for w in facts.words} and not before.endswith(_AFTER) else None


def _first_day(moment: Moment) -> date | None:
    """Return the day, or the first day of the month, that a moment names, in any year."""
    parts = moment.key.removeprefix("--").split("-")
    numbers = parts if moment.key.startswith("--") or len(parts) == 1 else parts[1:]
    if not all(p.isdecimal() for p in numbers) or not 0 < len(numbers) < 3 or len(numbers[0]) != 2:
        return None
    day = int(numbers[1]) if numbers[1:] else 1
    try:
        return date(_LEAP, int(numbers[0]), day)
    except ValueError:
        return None

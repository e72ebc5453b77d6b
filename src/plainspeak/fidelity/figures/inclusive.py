"""Compare whether a date is inside what it bounds: "before 2019" is not "2019 or earlier", but "2018 or earlier"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.moments import Moment

_UNTIL, _FROM = "until", "from"
_BEFORE = (
    (("on or before", "up to and including", "no later than", "not later than", "not after"), (_UNTIL, True)),
    (("on or after", "no earlier than", "not earlier than", "not before", "from", "starting", "as of"), (_FROM, True)),
    (("before", "prior to", "earlier than", "older than"), (_UNTIL, False)),
    (("after", "later than", "newer than", "past"), (_FROM, False)),
)
_BEHIND = (
    (("or earlier", "or before", "or older", "and earlier", "and before", "inclusive"), (_UNTIL, True)),
    (("or later", "or after", "or newer", "and later", "and after", "onwards", "onward", "on"), (_FROM, True)),
)
_LOOSE = {" since": (_FROM, True), " until": (_UNTIL, True), " till": (_UNTIL, True), " by": (_UNTIL, True)}
_REACH = 24  # characters beside a moment in which its bound stands
_DAY = timedelta(days=1)

Side = tuple[str, bool]


def compare(texts: Texts) -> Iterator[Finding]:
    """Return a date that only one of two texts counts in.

    Args:
        texts: The two texts.
    """
    told = {m.key: m for m in texts.rewrite.moments}
    for moment in texts.source.moments:
        other = told.get(moment.key)
        was = _side(moment, texts.source)
        now = _side(other, texts.rewrite) if other else None
        if other is None or was is None or now is None or was[0] != now[0] or was[1] == now[1]:
            continue
        words = texts.rewrite.text[other.start : other.end]
        here, there = ("counts in", "leaves out") if was[1] else ("leaves out", "counts in")
        message = f"The source {here} {words} itself, the rewrite {there} it."
        spans = (moment.start, moment.end), (other.start, other.end)
        yield Finding("comparator-changed", "error", message, words, *spans)


def told_by_neighbour(moment: Moment, reading: Reading, other: Reading) -> bool:
    """Return whether another text bounds the same by the day or the year beside: "before 2019", "2018 or earlier".

    Args:
        moment: A moment of one text.
        reading: That text.
        other: The other text.
    """
    side = _side(moment, reading) or _loose(moment, reading)
    if side is None:
        return False
    forward = (side[0] == _FROM) != side[1]
    wanted = _beside(moment.key, 1 if forward else -1)
    turned = (side[0], not side[1])
    return any(m.key == wanted and turned in (_side(m, other), _loose(m, other)) for m in other.moments)


def _beside(key: str, step: int) -> str:
    """Return the key of the day or the year before or after; "" if it can't be told."""
    if len(key) == 4 and key.isdecimal():
        return str(int(key) + step)
    dated = key.startswith("--")
    try:
        day = date.fromisoformat(f"2001-{key[2:]}" if dated else key) + step * _DAY
    except ValueError:
        return ""
    return f"--{day:%m-%d}" if dated else day.isoformat()


def _side(moment: Moment, reading: Reading) -> Side | None:
    """Return which side of a moment is meant, and whether it is counted in; None if that isn't told."""
    behind = reading.text[moment.end : moment.end + _REACH].casefold().lstrip(" ,")
    for phrases, side in _BEHIND:
        if any(_opens(behind, phrase) for phrase in phrases):
            return side
    before = f" {reading.text[max(0, moment.start - _REACH) : moment.start].casefold().strip()}"
    return next((side for phrases, side in _BEFORE if any(before.endswith(f" {p}") for p in phrases)), None)


def _loose(moment: Moment, reading: Reading) -> Side | None:
    """Return the side that "until" and "since" give, of which nobody knows whether they count the moment in."""
    before = f" {reading.text[max(0, moment.start - _REACH) : moment.start].casefold().strip()}"
    return next((side for word, side in _LOOSE.items() if before.endswith(word)), None)


def _opens(behind: str, phrase: str) -> bool:
    """Return whether a text begins with a phrase; "on" has to stand alone, as in "from 1 March on,"."""
    then = behind[len(phrase) : len(phrase) + 1]
    return behind.startswith(phrase) and (not then.strip(",.;:)") if phrase == "on" else not then.isalpha())

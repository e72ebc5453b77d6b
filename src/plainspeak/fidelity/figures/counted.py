"""Compare what numbers are counted by: per day is not per week, and 12 a year are 1 a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from plainspeak.fidelity.figures.rates import Rate, alike, converted
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.stems import stem
from plainspeak.findings import Finding

_RULE = "unit-changed"
_LIMITS = ("at least", "at most")
_BACK = 24  # characters before a rate in which its bound stands


def by_what(source: Reading, rewrite: Reading, pairs: Sequence[tuple[Number, Number]]) -> Iterator[Finding]:
    """Return where a rewrite counts by something else.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        pairs: The numbers that belong together.
    """
    if not source.rates and not rewrite.rates:
        return
    for was, now in pairs:
        wrong = _pair(was, now, source, rewrite)
        if wrong:
            yield _finding(*wrong, was, now, rewrite)
            return
    often = periods(source)
    inner = {id(p.number) for p in often if p.number and p.rate.start <= p.number.quantity.start}
    if all(id(n) in inner for n in source.numbers):
        yield from _how_often(often, periods(rewrite), source, rewrite)


def _finding(said: Rate | None, told: Rate | None, was: Number, now: Number, rewrite: Reading) -> Finding:
    places = (said.start, said.end) if said else _place(was), (told.start, told.end) if told else _place(now)
    severity = "error"
    if said and told:
        message = f"The source counts by the {said.unit}, the rewrite by the {told.unit}."
    elif said and said.dimension:
        message = f"The rewrite does not say that this is by the {said.unit}."
    elif said:
        message = "The rewrite counts by other things than the source; look whether they are the same."
        severity = "warning"
    else:
        message = f"The source does not say that this is by the {told.unit if told else 'same'}."
    return Finding(_RULE, severity, message, rewrite.text[slice(*places[1])], *places)


def restated(lost: Number, added: Number) -> bool:
    """Return whether a number is told by another time: 1,200 a year, 100 a month.

    Args:
        lost: A number of the source.
        added: A number of the rewrite.
    """
    if lost.quantity.dimension != added.quantity.dimension and {lost.quantity.dimension, added.quantity.dimension} != {
        "times",
        "count",
    }:
        return False
    for was in _rates(lost):
        for now in _rates(added):
            a, b = lost.quantity, added.quantity
            single = a.high is None and b.high is None and was.factor != now.factor
            if single and converted(a.value, was.factor, b.value, now.factor, b.step):
                return True
    return False


@dataclass(frozen=True, slots=True)
class Period:
    """How much time lies between one time and the next.

    Args:
        seconds: That time.
        rate: The rate that tells it.
        number: The number that tells it with the rate: the "twice" of "twice a year"; else None.
    """

    seconds: Decimal
    rate: Rate
    number: Number | None


def periods(reading: Reading) -> list[Period]:
    """Return how often things happen in a text: "twice a year" and "every six months" alike.

    Args:
        reading: The text.
    """
    out = []
    for rate in reading.rates:
        if rate.dimension != "time":
            continue
        owners = [n for n in reading.numbers if rate in n.per or (n.often and rate in n.floating)]
        counts = [n for n in owners if n.quantity.dimension in ("count", "times") and n.quantity.value > 0]
        inside = [n for n in reading.numbers if rate.start <= n.quantity.start and n.quantity.end <= rate.end]
        out += [Period(rate.factor / n.quantity.value, rate, n) for n in counts if n.quantity.high is None]
        if inside or not owners:
            out.append(Period(rate.factor, rate, inside[0] if inside else None))
    return out


def in_step(one: Period, other: Period) -> bool:
    """Return whether two periods are as long, and none has a bound."""
    bounds = {p.number.bound for p in (one, other) if p.number} - {"", "exactly"}
    return not bounds and _as_long(one, other)


def _as_long(one: Period, other: Period) -> bool:
    if one.rate.factor == other.rate.factor:
        return one.seconds == other.seconds
    return abs(one.seconds - other.seconds) * 50 <= one.seconds


def _rates(number: Number) -> list[Rate]:
    found = [r for r in number.per if r.dimension == "time"]
    place = number.quantity.start
    loose = (r for r in number.floating if r.dimension == "time" and not r.start <= place < r.end)
    return found or list(loose)


def _pair(was: Number, now: Number, source: Reading, rewrite: Reading) -> tuple[Rate | None, Rate | None] | None:
    """Return by what two numbers that belong together are counted, if those are different things."""
    for a in was.per:
        wrong = _missing(a, now, rewrite) if a.dimension else None
        if wrong is not None:
            return a, wrong or None
    for b in now.per:
        wrong = _missing(b, was, source) if b.dimension else None
        if wrong is not None:
            return wrong or None, b
    things = [a for a in was.per if not a.dimension]
    if things and rewrite.things and not rewrite.things & _stems(source):
        told = _stems(rewrite)
        for a in things:
            if a.unit not in told:
                return a, None
    said, other = _rates(was), _rates(now)
    same = any(alike(a, b) for a in said for b in other)
    if said and other and not same and not {a.unit for a in said} & rewrite.timed:
        return said[0], other[0]
    return None


def _missing(rate: Rate, number: Number, reading: Reading) -> Rate | Literal[False] | None:
    """Return what another number is counted by instead of a rate: a rate, False for nothing; None if all is well."""
    if any(alike(r, rate) for r in (*number.per, *number.floating)):
        return None
    instead = [r for r in number.per if r.dimension == rate.dimension]
    if instead:
        return instead[0]
    if rate.unit in reading.timed or any(alike(r, rate) for r in reading.rates):
        return None
    loose = [r for r in number.floating if r.dimension == rate.dimension]
    return loose[0] if loose else False if rate.dimension == "time" else None


def _stems(reading: Reading) -> set[str]:
    return {stem(w.lower) for f in reading.facts for w in f.words if w.kind == "word"}


def _how_often(was: list[Period], now: list[Period], source: Reading, rewrite: Reading) -> Iterator[Finding]:
    """Compare how often something happens where no number but that says so: "weekly", "at least every month"."""
    for one in was:
        for other in now:
            bounds = _bounded(one, source), _bounded(other, rewrite)
            if _as_long(one, other) and bounds[0] != bounds[1]:
                a, b = one.rate, other.rate
                message = f"The source says {bounds[0] or 'exactly'!r}, the rewrite {bounds[1] or 'exactly'!r}."
                words = rewrite.text[b.start : b.end]
                yield Finding("comparator-changed", "error", message, words, (a.start, a.end), (b.start, b.end))
    alone = _alone(was, now), _alone(now, was)
    gone = [p.rate for p in alone[0] if p.rate.unit not in rewrite.timed]
    new = [p.rate for p in alone[1] if p.rate.unit not in source.timed]
    if len(was) == len(now) == len(alone[0]) == 1:
        gone, new = [was[0].rate], [now[0].rate]
    if gone and new:
        a, b = gone[0], new[0]
        message = f"The source says every {a.unit}, the rewrite every {b.unit}."
        yield Finding(_RULE, "error", message, rewrite.text[b.start : b.end], (a.start, a.end), (b.start, b.end))


def _alone(some: list[Period], others: list[Period]) -> list[Period]:
    return [p for p in some if not any(_as_long(p, other) for other in others)]


def _bounded(period: Period, reading: Reading) -> str:
    """Return "at least" for "at least once a month", "at most" for "at most every month"; else ""."""
    if period.number and period.number.bound in _LIMITS:
        return period.number.bound
    words = reading.text[max(0, period.rate.start - _BACK) : period.rate.start].casefold().split()[-3:]
    said = " ".join(w for w in words if w != "once")
    return next((limit for limit in _LIMITS if said.endswith(limit)), "")


def _place(number: Number) -> tuple[int, int]:
    return number.quantity.start, number.quantity.end

"""Compare what numbers are counted by: per day is not per week, and 12 a year are 1 a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from plainspeak.fidelity.figures.rates import Rate, converted
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.stems import stem
from plainspeak.findings import Finding

_RULE = "unit-changed"
_ONE = Decimal(1)


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
    if not source.numbers:
        yield from _how_often(source, rewrite)


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


def restated(lost: Number, added: Number, source: Reading, rewrite: Reading) -> bool:
    """Return whether a number is told by another time: 1,200 a year, 100 a month; 4 an hour, one every 15 minutes.

    Args:
        lost: A number of the source.
        added: A number of the rewrite.
        source: The source's reading.
        rewrite: The rewrite's reading.
    """
    for often, other, reading in ((lost, added, rewrite), (added, lost, source)):
        every = _interval(other, reading)
        rates = _rates(often) if often.quantity.dimension in ("count", "times") else []
        if every and any(converted(often.quantity.value, r.factor, _ONE, every, _ONE / 100) for r in rates):
            return True
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


def _interval(number: Number, reading: Reading) -> Decimal:
    """Return the seconds of "every 15 minutes"; 0 if a number is no such time."""
    before = reading.text[: number.quantity.start].casefold().split()[-1:]
    single = number.quantity.dimension == "time" and number.quantity.high is None
    return number.quantity.value if single and before in (["every"], ["each"]) else Decimal(0)


def told_once(lost: Number, rewrite: Reading) -> bool:
    """Return whether a number is told by how often: 12 times a year, "monthly"; every 7 days, "each week"."""
    quantity = lost.quantity
    if quantity.high is not None:
        return False
    if quantity.dimension == "time":
        return any(r.dimension == "time" and r.factor == quantity.value for r in rewrite.rates)
    if quantity.dimension not in ("count", "times"):
        return False
    return any(
        r.dimension == "time" and converted(quantity.value, was.factor, _ONE, r.factor, _ONE / 10)
        for was in _rates(lost)
        for r in rewrite.rates
    )


def _rates(number: Number) -> list[Rate]:
    found = [r for r in number.per if r.dimension == "time"]
    return found or [r for r in number.floating if r.dimension == "time"]


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
    said, other = {r.unit: r for r in _rates(was)}, {r.unit: r for r in _rates(now)}
    if said and other and not said.keys() & other.keys() and not said.keys() & rewrite.timed:
        return next(iter(said.values())), next(iter(other.values()))
    return None


def _missing(rate: Rate, number: Number, reading: Reading) -> Rate | Literal[False] | None:
    """Return what another number is counted by instead of a rate: a rate, False for nothing; None if all is well."""
    if any(r.unit == rate.unit for r in (*number.per, *number.floating)):
        return None
    instead = [r for r in number.per if r.dimension == rate.dimension]
    if instead:
        return instead[0]
    if rate.unit in reading.timed or any(r.unit == rate.unit for r in reading.rates):
        return None
    loose = [r for r in number.floating if r.dimension == rate.dimension]
    return loose[0] if loose else False if rate.dimension == "time" else None


def _stems(reading: Reading) -> set[str]:
    return {stem(w.lower) for f in reading.facts for w in f.words if w.kind == "word"}


def _how_often(source: Reading, rewrite: Reading) -> Iterator[Finding]:
    """Compare how often something happens where no number says so: "weekly", "every month"."""
    was = [r for r in source.rates if r.dimension == "time" and r.unit not in rewrite.timed]
    now = [r for r in rewrite.rates if r.dimension == "time" and r.unit not in source.timed]
    if was and now:
        a, b = was[0], now[0]
        message = f"The source says every {a.unit}, the rewrite every {b.unit}."
        yield Finding(_RULE, "error", message, rewrite.text[b.start : b.end], (a.start, a.end), (b.start, b.end))


def _place(number: Number) -> tuple[int, int]:
    return number.quantity.start, number.quantity.end

"""Compare dates, times and names: when it happens, by when, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plainspeak.fidelity.extent import deadlines, last_days, owners, relative_times, weekdays
from plainspeak.fidelity.figures.equality import is_change
from plainspeak.fidelity.figures.inclusive import told_by_neighbour
from plainspeak.fidelity.figures.periods import dropped_comparison, edge, told_as_months
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.fidelity.turned import handovers
from plainspeak.findings import Finding
from plainspeak.moments import Moment

_PERIODS = {
    "first quarter": "q1",
    "second quarter": "q2",
    "third quarter": "q3",
    "fourth quarter": "q4",
    "last quarter of the year": "q4",
    "end of the year": "--12-31",
    "year's end": "--12-31",
    "year end": "--12-31",
    "first half": "h1",
    "second half": "h2",
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "00:00",
}
_DAYS = {
    "weekday": weekdays.WORKING,
    "working day": weekdays.WORKING,
    "work day": weekdays.WORKING,
    "business day": weekdays.WORKING,
    "weekend": weekdays.REST,
}
_PART_OF = ("start", "mid", "end")  # of the three thirds of a month
_BY_THE_END = ("by the end of ", "before the end of ", "by end of ")
_ORDINALS = {"the first": "q1", "the second": "q2", "the third": "q3", "the fourth": "q4"}
_YEAR = 4  # digits
_LONG = frozenset(("month", "quarter", "year"))
_RULE = "date-or-owner-changed"


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite tells other dates, times, names or owners.

    Args:
        texts: The two texts.
    """
    compared = dropped_comparison(texts.source, texts.rewrite)
    if compared and any(is_change(p.source) for p in texts.pairs):
        words = texts.source.text[slice(*compared)]
        message = f"The rewrite does not say what the change is compared to: {words}."
        yield Finding("baseline-dropped", "error", message, words, compared, None, words)
    yield from _moments(texts)
    yield from _parts(texts)
    yield from _third(texts)
    yield from _turned_round(texts)
    yield from weekdays.compare(texts)
    yield from relative_times.compare(texts)
    yield from deadlines.compare(texts)
    yield from owners.compare(texts)
    yield from handovers.compare(texts)


def _moments(texts: Texts) -> Iterator[Finding]:
    for moment in _missing(texts.source, [texts.rewrite]):
        words = texts.source.text[moment.start : moment.end]
        message = f"The rewrite does not say when: {words}."
        yield Finding(_RULE, "error", message, words, (moment.start, moment.end), None, words)
    for moment in _missing(texts.rewrite, [texts.source, texts.given]):
        words = texts.rewrite.text[moment.start : moment.end]
        yield Finding(_RULE, "error", f"The source does not say {words}.", words, None, (moment.start, moment.end))


def _missing(own: Reading, others: Sequence[Reading]) -> Iterator[Moment]:
    """Return the dates, times and periods of a text that others do not tell in any way."""
    known = {m.key for other in others for m in other.moments}.union(*(_also_meant(other) for other in others))
    days = set[str]().union(*(_figures(other) for other in others))
    for moment in own.moments:
        if moment.kind == "relative" or _among(moment.key, known) or (_day(moment) or {moment.key}) & days:
            continue
        told = told_as_months(moment, own, others[0]) or told_by_neighbour(moment, own, others[0])
        if not told and not last_days.told(moment, own, others[0]):
            yield moment


def _parts(texts: Texts) -> Iterator[Finding]:
    """Compare which part of a period is meant: "early September", "the end of May"."""
    told: dict[str, Moment] = {}
    for moment in texts.rewrite.moments:
        told.setdefault(moment.key, moment)
    for moment in texts.source.moments:
        other = told.get(moment.key)
        if other is None or moment.kind not in _LONG:
            continue
        was, now = edge(texts.source, moment), edge(texts.rewrite, other)
        if was != now and (was or now):
            words = texts.rewrite.text[other.start : other.end]
            plain = texts.source.text[: moment.start].casefold().endswith(" in ")
            if last_days.told(moment, texts.source, texts.rewrite):
                continue  # "until the end of May", "before June", "by 31 May"
            if plain and now == "end" and texts.rewrite.text[: other.start].casefold().endswith(_BY_THE_END):
                continue  # "in May" and "by the end of May"
            if not now and texts.source.text[: moment.start].casefold().endswith(_BY_THE_END):
                continue
            severity = "error" if now and (was or plain) else "warning"
            message = f"The source says {was or 'nothing'} of {words} and the rewrite {now or 'no part of it'}."
            spans = (moment.start, moment.end), (other.start, other.end)
            yield Finding(_RULE, severity, message, words, *spans)


def _third(texts: Texts) -> Iterator[Finding]:
    """Find a day that is told as another part of its month: "31 March" as "the middle of March"."""
    for own, other in ((texts.source, texts.rewrite), (texts.rewrite, texts.source)):
        dated = [m for m in own.moments if m.kind == "date" and _day(m)]
        for moment in (m for m in other.moments if m.kind == "month"):
            part = edge(other, moment)
            days = [int(day) for m in dated if moment.key[-2:] == m.key.split("-")[-2] for day in _day(m)]
            if part and days and all(_PART_OF[min((day - 1) // 10, 2)] != part for day in days):
                words = other.text[moment.start : moment.end]
                yield Finding(_RULE, "error", f"The texts speak of different parts of {words}.", words)


def _turned_round(texts: Texts) -> Iterator[Finding]:
    """Find a span of time whose ends changed places: "November to March", "March to November"."""
    told = _spans(texts.rewrite)
    for (first, last), place in _spans(texts.source).items():
        if first != last and (last, first) in told and (first, last) not in told:
            at = told[last, first]
            words = texts.rewrite.text[slice(*at)]
            message = "The beginning and the end of a time changed places in the rewrite."
            yield Finding(_RULE, "error", message, words, place, at, texts.source.text[slice(*place)])


def _spans(reading: Reading) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the first and last moments of the spans of time in a text, with their places."""
    return {
        (a.key, b.key): (a.start, b.end)
        for a, b in pairwise(reading.moments)
        if reading.text[a.end : b.start].strip().casefold() in weekdays.THROUGH
    }


def _also_meant(reading: Reading) -> set[str]:
    """Return the keys of periods that a text says in words: "the end of the year", "on weekdays"."""
    text = reading.text
    for moment in reversed(reading.moments):  # "the first half of 2031" is no first half of any year
        if moment.kind != "relative":
            text = f"{text[: moment.start]}|{text[moment.end :]}"
    lower = " ".join(text.casefold().replace(".", " ").replace(",", " ").replace(";", " ").split())
    keys = {key for phrase, key in _PERIODS.items() if phrase in lower}
    if any(m.kind == "quarter" for m in reading.moments):  # "in the second quarter, the other in the fourth"
        keys |= {key for phrase, key in _ORDINALS.items() if f"{phrase}|" in f"{lower}|".replace(" |", "|")}
    return keys.union(*(days for phrase, days in _DAYS.items() if phrase in lower))


def _figures(reading: Reading) -> set[str]:
    """Return the whole numbers of a text that may be days or years: "from 12 to 19 September", "the 2031 set"."""
    names = {"".join(c for c in n.text if c.isdigit()) for n in reading.names}
    bare = [n.quantity for n in reading.numbers if n.quantity.dimension == "count" and n.quantity.form == "digits"]
    years = {reading.text[q.start : q.end] for q in bare if q.end - q.start == _YEAR}
    return names | years | {f"{q.value:f}" for q in bare if _may_be_day(reading.text, q.end)}


def _may_be_day(text: str, end: int) -> bool:
    """Return whether a number may be a day: no noun follows, as in "from 12 to 19 September"."""
    after = text[end : end + 6].casefold().split()[:1]
    return not after or not after[0][0].isalpha() or after[0] in ("to", "and", "or", "until", "through")


def _day(moment: Moment) -> set[str]:
    """Return the day of the month of a date, if it has one."""
    day = moment.key.rpartition("-")[2]
    return {day.lstrip("0")} if moment.kind == "date" and day.isdigit() else set()


def _among(key: str, keys: set[str]) -> bool:
    return any(key in other or other in key for other in keys)

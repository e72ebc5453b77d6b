"""Read the dates and times of a text, and the names that hold digits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainspeak.names import Name, NameReader, NameTables
from plainspeak.text import Word
from plainspeak.units import Phrases, Units, touches

_DIGIT = re.compile(r"\d")
_ISO = re.compile(
    r"([12]\d{3})([-/])(\d{2})(?:\2(\d{2})(?:[Tt]\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?)?"
    r"(?![\w-])",
    re.ASCII,
)
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2([12]\d{3})(?![\w/])", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\w:])", re.ASCII)
_ORDINALS = ("st", "nd", "rd", "th")
_SINCE = frozenset(("with", "since", "after", "that", "when", "which", "to"))  # "the first quarter after the merger"
_BEFORE_QUARTER = frozenset(("the", "in", "by", "until", "for"))
_LAST = 0  # how "last" stands among the ordinals


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time or a period.

    Args:
        kind: date, time, weekday, month, quarter, year or relative.
        key: The same for all ways of writing it: "--05-15", "2023-07-20", "17:00 CET", "friday",
            "q3 2024", "03", "last week".
        start: Place of the first character.
        end: Place after the last.
    """

    kind: str
    key: str
    start: int
    end: int


class Moments:
    """Reads dates, times and names with the words of the data.

    Args:
        data: The ``numbers`` table of the packs' English.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        table = data["moments"]
        self.units = Units(data)
        self.months = {name: at for at, name in enumerate(table["months"], 1)}
        self.short_months = {name: at for at, name in enumerate(table["months_short"], 1)} | table["months_other"]
        self.days = {name: name for name in table["weekdays"]} | {f"{name}s": name for name in table["weekdays"]}
        self.short_days: dict[str, str] = table["weekdays_short"]
        self.after = frozenset(table["after"])
        self.year_after = frozenset(table["year_after"])
        self.year_after_alone = frozenset(table["year_after_alone"])
        self.year_between = frozenset(table["year_between"])
        self.year_nouns = frozenset(table["year_nouns"])
        self.not_nouns = frozenset(table["not_nouns"])
        self.near: tuple[int, int] = (table["near"][0], table["near"][1])
        self.periods = frozenset(table["quarters"] + table["halves"])
        self.halves = frozenset(table["halves"])
        self.finite = frozenset(table["finite"])
        self.zones = frozenset(table["zones"])
        self.half_day = Phrases([(name, 0) for name in table["morning"]] + [(name, 12) for name in table["afternoon"]])
        self.clock: dict[str, str] = table["clock"]
        self.relative = frozenset(table["relative"])
        self.shift: dict[str, str] = table["shift"]
        self.spans: dict[str, str] = table["spans"]
        self.ordinals: dict[str, int] = table["ordinals"]
        self.names = NameTables(data, self.units)
        tables = (self.ordinals, self.shift, self.relative, self.clock, self.periods, self.days, self.short_days)
        self.starts = frozenset(word for table in (*tables, self.months, self.short_months) for word in table)

    def read(self, text: str, words: Sequence[Word]) -> tuple[list[Moment], list[Name]]:
        """Return the moments and the names of a text, each in order, none overlapping another.

        Args:
            text: The text.
            words: Its words.
        """
        reader = _Reader(self, text, words)
        reader.run()
        return reader.moments, reader.names.found


def _no_name(at: int) -> None:
    """Find no name."""
    del at


class _Reader:
    """One pass over the words of one text."""

    def __init__(self, data: Moments, text: str, words: Sequence[Word]) -> None:
        self.d = data
        self.text = text
        self.words = words
        self.moments: list[Moment] = []
        self.names = NameReader(data.names, text, words)

    def run(self) -> None:
        at, count = 0, len(self.words)
        if not count:
            return
        # A name holds digits: without one in the text nothing needs to be tried as a name.
        name = self.names.read if _DIGIT.search(self.text, self.words[0].start, self.words[-1].end) else _no_name
        while at < count:
            at = self._moment(at) or name(at) or at + 1

    # ---- small questions

    def _lower(self, at: int) -> str:
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def _kind(self, at: int) -> str:
        return self.words[at].kind if 0 <= at < len(self.words) else ""

    def _whole(self, at: int, low: int, high: int) -> int | None:
        """Return the whole number at ``at`` if it is in the bounds and has no unit."""
        if self._kind(at) != "number" or not self.words[at].text.isdecimal() or len(self.words[at].text) > 4:
            return None
        value = int(self.words[at].text)
        return value if low <= value <= high and not self.d.units.measured(self.words, at + 1) else None

    def _year(self, at: int) -> int | None:
        return self._whole(at, 1900, 2100) if at < len(self.words) and len(self.words[at].text) == 4 else None

    def _add(self, kind: str, key: str, first: int, last: int) -> int:
        self.moments.append(Moment(kind, key, self.words[first].start, self.words[last - 1].end))
        return last

    def _index_after(self, at: int, end: int) -> int:
        while at < len(self.words) and self.words[at].start < end:
            at += 1
        return at

    # ---- moments

    def _moment(self, at: int) -> int | None:
        word = self.words[at]
        if word.kind == "number":
            return self._numeric(at) or self._clock(at) or self._day_month(at) or self._bare_year(at)
        if word.kind != "word":
            return None
        lower = word.lower
        if lower not in self.d.starts and not lower.startswith("fy"):
            return None
        if lower in self.d.ordinals and (told := self._told_period(at)):
            return told
        if lower in self.d.shift:
            return self._shifted(at)
        if lower in self.d.relative:
            if self._lower(at - 1) in ("after", "before") and self._lower(at - 2) == "day":
                return self._add("relative", f"two days {self._lower(at - 1)}", at - 2, at + 1)
            return self._add("relative", lower, at, at + 1)
        if lower in self.d.clock:
            return self._add("time", self.d.clock[lower], at, at + 1)
        if lower in self.d.periods:
            return self._period(at)
        if lower.startswith("fy"):
            return self._fiscal(at)
        return self._weekday(at) or self._month(at)

    def _numeric(self, at: int) -> int | None:
        """Read 2031-04-09, 2031-04 and 14/3/2031."""
        word = self.words[at]
        if touches(self.words, at) and self.words[at - 1].kind != "mark":
            return None
        found = _ISO.match(self.text, word.start)
        if found:
            year, _, month, day = found.groups()
            if 1 <= int(month) <= 12 and 1 <= int(day or 1) <= 31:
                last = self._index_after(at, found.end())
                key = f"{year}-{month}-{day}" if day else f"{year}-{month}"
                key = found.group().upper() if len(found.group()) > 10 else key
                self.moments.append(Moment("date" if day else "month", key, word.start, found.end()))
                return last
        found = _NUMERIC.match(self.text, word.start)
        if found:
            first, mark, second = int(found[1]), found[2], int(found[3])
            day, month = (second, first) if second > 12 else (first, second)
            if 1 <= month <= 12 and 1 <= day <= 31:
                sure = mark == "." or max(first, second) > 12 or first == second
                key = f"{found[4]}-{month:02}-{day:02}" if sure else found.group()
                return self._add("date", key, at, self._index_after(at, found.end()))
        return None

    def _clock(self, at: int) -> int | None:
        """Read 17:00, 5 pm, 12:17:05 UTC."""
        found = _CLOCK.match(self.text, self.words[at].start)
        if found:
            hour, minute, last = int(found[1]), int(found[2]), self._index_after(at, found.end())
            second = f":{found[3]}" if found[3] else ""
        else:
            value = self._whole(at, 1, 12)
            if value is None or not self.d.half_day.at(self.words, at + 1):
                return None
            hour, minute, second, last = value, 0, "", at + 1
        half = self.d.half_day.at(self.words, last)
        if half and hour <= 12:
            hour, last = hour % 12 + half[0], half[1]
        if hour > 24 or minute > 59:
            return None
        zone = self.words[last].text if last < len(self.words) and self.words[last].text in self.d.zones else ""
        return self._add("time", f"{hour:02}:{minute:02}{second}{' ' + zone if zone else ''}", at, last + bool(zone))

    def _month_at(self, at: int, beside_number: bool) -> int | None:
        """Return the number of the month named at ``at``; "may" and "march" only where they are no verbs."""
        if self._kind(at) != "word":
            return None
        word = self.words[at]
        short = word.lower not in self.d.months
        month = self.d.short_months.get(word.lower) if short else self.d.months[word.lower]
        if month is None or not word.text[0].isupper():
            return month if beside_number and month and len(word.text) > 3 else None
        if beside_number or self._lower(at - 1) in self.d.after:
            return month
        if word.lower in self.d.short_months:
            # "May" in the middle of a sentence is the month; at the beginning it may be the verb.
            # ... unless a verb follows that can't: "May saw 40 more guests".
            inside = (at > 0 and self._kind(at - 1) != "mark") or self._lower(at + 1) in self.d.finite
            return month if not short and inside and word.text != word.text.upper() else None
        return month

    def _day_at(self, at: int) -> tuple[int, int] | None:
        """Return the day of the month at ``at`` ("3", "3rd"), and the index after it."""
        if self._kind(at) != "number" or len(self.words[at].text) > 2 or not self.words[at].text.isdecimal():
            return None
        ordinal = touches(self.words, at + 1) and self._lower(at + 1) in _ORDINALS
        day = int(self.words[at].text)
        if not 1 <= day <= 31 or (not ordinal and self.d.units.measured(self.words, at + 1)):
            return None
        return day, at + 1 + ordinal

    def _day_month(self, at: int) -> int | None:
        """Read 15 May 2031, the 15th of May, 3-5 May."""
        found = self._day_at(at)
        if not found:
            return None
        day, after = found
        month_at = after + 1 if self._lower(after) == "of" else after
        month = self._month_at(month_at, beside_number=True)
        if month is None:
            second = self._day_at(after + 1) if self._lower(after) in self.d.names.joins else None
            month = self._month_at(second[1], beside_number=True) if second and second[0] > day else None
            return self._add("date", f"--{month:02}-{day:02}", at, after) if month else None
        return self._dated(at, day, month, month_at + 1)

    def _dated(self, first: int, day: int, month: int, last: int) -> int:
        at = last + 1 if self._lower(last) == "," else last
        year = self._year(at)
        if year is None:
            return self._add("date", f"--{month:02}-{day:02}", first, last)
        return self._add("date", f"{year}-{month:02}-{day:02}", first, at + 1)

    def _month(self, at: int) -> int | None:
        """Read May 15, May 2031, and a month alone."""
        after = at + 2 if self._lower(at + 1) == "." and len(self.words[at].text) <= 4 else at + 1
        day, year = self._day_at(after), self._year(after)
        month = self._month_at(at, beside_number=(day or year) is not None and self.words[at].text[0].isupper())
        if month is None:
            return None
        if year is not None:
            return self._add("month", f"{year}-{month:02}", at, after + 1)
        if not day:
            return self._add("month", f"{month:02}", at, at + 1)
        last = self._dated(at, day[0], month, day[1])
        second = self._day_at(last + 1) if self._lower(last) in self.d.names.joins else None
        if second and second[0] > day[0] and self._kind(second[1]) != "word":
            last = self._add("date", f"--{month:02}-{second[0]:02}", last + 1, second[1])
        return last

    def _weekday(self, at: int) -> int | None:
        word = self.words[at]
        day = self.d.days.get(word.lower)
        if day is None and word.text.istitle():
            day = self.d.short_days.get(word.lower)
            # "Sat" and "Sun" are words of their own at the beginning of a sentence.
            if day and self._lower(at - 1) not in self.d.after and self._kind(at + 1) == "word":
                return None
        return self._add("weekday", day, at, at + 1) if day else None

    def _shifted(self, at: int) -> int | None:
        """Read last week, next Friday, this quarter."""
        after = self._lower(at + 1)
        what = self.d.spans.get(after) or self.d.days.get(after)
        return self._add("relative", f"{self.d.shift[self.words[at].lower]} {what}", at, at + 2) if what else None

    def _period(self, at: int) -> int | None:
        """Read Q3, Q3 2031, H1 2031; H1 alone is a name unless a preposition comes before."""
        lower = self.words[at].lower
        step = at + 1
        if self._lower(step) in ("/", "-", "of", "'", "’", ",") and self._year(step + 1):
            step += 1
        year = self._year(step)
        if year is not None:
            return self._add("quarter", f"{lower} {year}", at, step + 1)
        if lower in self.d.halves and self._lower(at - 1) not in self.d.after:
            return None
        return self._add("quarter", lower, at, at + 1)

    def _told_period(self, at: int) -> int | None:
        """Read "the third quarter", "the first half of next year", "the last quarter of 2031"; not "the first half"."""
        part, number = self._lower(at + 1), self.d.ordinals[self._lower(at)]
        if part not in ("quarter", "half") or (part == "half" and number > 2):
            return None
        last = at + 2
        of = self._lower(last) == "of"
        step = last + 1 if of else last
        year = self._year(step)
        if year is not None:
            last = step + 1
        elif of:
            step += (
                1 if self._lower(step) in (*self.d.shift, "the", "our", "each", "every", "financial", "fiscal") else 0
            )
            if self._lower(step) != "year":
                return None
        else:
            alone = self._kind(last) != "word" or self._lower(last) in self.d.not_nouns - _SINCE
            if part == "half" or number == _LAST or not alone or self._lower(at - 1) not in _BEFORE_QUARTER:
                return None
        number = 4 if number == _LAST else number
        key = f"{'q' if part == 'quarter' else 'h'}{number}"
        return self._add("quarter", f"{key} {year}" if year else key, at, last)

    def _fiscal(self, at: int) -> int | None:
        """Read FY31, FY2031 and FY 2031."""
        digits = self.words[at].lower[2:]
        if digits.isdecimal() and len(digits) in (2, 4):
            return self._add("year", f"fy{int(digits) % 100:02}", at, at + 1)
        year = self._year(at + 1) if not digits else None
        return self._add("year", f"fy{year % 100:02}", at, at + 2) if year else None

    def _bare_year(self, at: int) -> int | None:
        year = self._year(at)
        if year is None:
            if len(self.words[at].text) == 4 and self._lower(at + 1) == "s" and touches(self.words, at + 1):
                text = self.words[at].text
                if text[:2] in ("19", "20") and text[3] == "0":
                    return self._add("year", f"{text}s", at, at + 2)
            return None
        before, after = self._lower(at - 1), self._lower(at + 1)
        if touches(self.words, at + 1) and after in self.d.periods:
            return self._add("quarter", f"{after} {year}", at, at + 2)
        linked = after in self.d.names.joins and self._kind(at + 2) == "number" and self._year(at + 2) is None
        linked = linked and self.words[at + 2].text.isdecimal() and not self.d.units.measured(self.words, at + 3)
        joined = before in self.d.names.joins and bool(self.moments) and self.moments[-1].end == self.words[at - 2].end
        alone = self._kind(at + 1) != "word" or after in self.d.not_nouns
        listed = before in self.d.year_after or (before in self.d.year_after_alone and alone)
        close = self.d.near[0] <= year <= self.d.near[1]
        between = close and not alone and (before in (*self.d.year_between, "'s") or after in self.d.year_nouns)
        between = between or (close and (after == "'s" or joined))
        if linked or not (listed or between or (joined and alone)):
            return None
        return self._add("year", str(year), at, at + 1)

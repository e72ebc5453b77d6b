"""Dates, times and names that hold digits."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plainspeak
from plainspeak.moments import Moment, Moments
from plainspeak.names import Name
from plainspeak.text import words

MOMENTS = Moments(
    tomllib.loads((Path(plainspeak.__file__).parent / "data" / "english" / "numbers.toml").read_text(encoding="utf-8"))[
        "numbers"
    ]
)


def read(text: str) -> tuple[list[Moment], list[Name]]:
    return MOMENTS.read(text, words(text))


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("on 2031-04-09", "date", "2031-04-09"),
        ("on 2031/04/09", "date", "2031-04-09"),
        ("at 2031-04-09T12:30Z", "date", "2031-04-09T12:30Z"),
        ("in 2031-04", "month", "2031-04"),
        ("on 9 April", "date", "--04-09"),
        ("on 9 April 2031", "date", "2031-04-09"),
        ("on April 9", "date", "--04-09"),
        ("on April 9, 2031", "date", "2031-04-09"),
        ("on April 9th", "date", "--04-09"),
        ("the 9th of April", "date", "--04-09"),
        ("by 9 Apr", "date", "--04-09"),
        ("on Sept. 9", "date", "--09-09"),
        ("on 4/19/2031", "date", "2031-04-19"),
        ("on 19.04.2031", "date", "2031-04-19"),
        ("on 4/9/2031", "date", "4/9/2031"),
        ("in May", "month", "05"),
        ("the late May rush", "month", "05"),
        ("since March we", "month", "03"),
        ("in May 2031", "month", "2031-05"),
        ("by Friday", "weekday", "friday"),
        ("by Fri", "weekday", "friday"),
        ("on mondays", "weekday", "monday"),
        ("in Q3", "quarter", "q3"),
        ("in Q3 2031", "quarter", "q3 2031"),
        ("in the third quarter", "quarter", "q3"),
        ("the last quarter of 2031", "quarter", "q4 2031"),
        ("the second half of the year", "quarter", "h2"),
        ("in H1 2031", "quarter", "h1 2031"),
        ("in FY31", "year", "fy31"),
        ("in FY 2031", "year", "fy31"),
        ("in 2031", "year", "2031"),
        ("data from 2031 is", "year", "2031"),
        ("our 2031 budget", "year", "2031"),
        ("the 1990s", "year", "1990s"),
        ("at 17:00", "time", "17:00"),
        ("at 12:17:05 UTC", "time", "12:17:05 UTC"),
        ("by 17:00 CET", "time", "17:00 CET"),
        ("by 5 pm", "time", "17:00"),
        ("by 5pm CET", "time", "17:00 CET"),
        ("by 5:30 p.m.", "time", "17:30"),
        ("by 12 am", "time", "00:00"),
        ("at noon", "time", "12:00"),
        ("since yesterday", "relative", "yesterday"),
        ("since last week", "relative", "last week"),
        ("the previous sprint", "relative", "last sprint"),
        ("by next Friday", "relative", "next friday"),
        ("for this qtr", "relative", "this quarter"),
    ],
)
def test_moment(text: str, kind: str, key: str) -> None:
    moments, names = read(text)
    assert [(m.kind, m.key) for m in moments] == [(kind, key)]
    assert names == []


@pytest.mark.parametrize(
    "text",
    [
        "it may rise",
        "May we go?",
        "they march on",
        "of 2000 users",
        "from 1950 to 800 users",
        "25:70",
        "the second half",
        "sat down",
        "Sun servers",
    ],
)
def test_no_moment(text: str) -> None:
    assert read(text) == ([], [])


def test_two_moments() -> None:
    assert [m.key for m in read("between 12:17 and 12:30 UTC")[0]] == ["12:17", "12:30 UTC"]
    assert [m.key for m in read("on 3-5 May")[0]] == ["--05-03", "--05-05"]
    assert [m.key for m in read("May 3-5")[0]] == ["--05-03", "--05-05"]
    assert [m.key for m in read("from 2029 to 2031")[0]] == ["2029", "2031"]
    assert [m.key for m in read("Saturday at 22:00 UTC")[0]] == ["saturday", "22:00 UTC"]


@pytest.mark.parametrize(
    "name",
    [
        "p99",
        "p99.9",
        "F1",
        "H1",
        "v2.1",
        "#482",
        "GPT-4",
        "GPT-4o",
        "AES-256",
        "SOC 2",
        "Java 21",
        "TLS 1.3",
        "JIRA-1423",
        "CVE-2024-12345",
        "k8s",
        "@5",
        "top-5",
        "top 5",
        "L2",
        "5xx",
        "2FA",
        "3D",
        "95th",
        "version 2.4",
        "version 0.9",
        "phase 2",
        "Phase 2",
        "sev 1",
        "step 3",
        "HTTP 500",
        "int8",
        "1.2.3",
        "10.0.0.1",
        "1e400",
        "24/7",
        "RFC 9110",
        "ISO 27001",
        "log4j",
        "week 37",
    ],
)
def test_name(name: str) -> None:
    for text in (name, f"We saw {name}, then.", f"({name})"):
        assert ([n.text for n in read(text)[1]], read(text)[0]) == ([name], [])
    assert read(name)[1][0].key == name.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Over 20 teams",
        "About 5%",
        "All 48 tests",
        "MAPE 12%",
        "AUC 0.91",
        "USD 300",
        "SLO 99.9%",
        "NPS 40",
        "top 5%",
        "release 3 fixes",
        "level 0.5",
        "850ms",
        "40k lines",
        "2h15m",
        "3x",
        "sub-5 ms",
        "14 days",
        "GB 20",
    ],
)
def test_no_name(text: str) -> None:
    assert read(text)[1] == []


def test_names_in_a_row() -> None:
    assert [n.text for n in read("from Java 17 to 21.")[1]] == ["Java 17", "21"]


PIECES = st.sampled_from(
    [
        "May",
        "Mar",
        "3",
        "31",
        "2031",
        "-",
        "–",
        "/",
        ":",
        "17",
        "00",
        "pm",
        "UTC",
        "Q3",
        "H1",
        "FY",
        "of",
        "the",
        "last",
        "week",
        "top",
        "TLS",
        "GPT",
        "#",
        "@",
        "p99",
        "th",
        "s",
        "x",
        ".",
        ",",
        "'s",
        "in",
        "from",
        "to",
        "and",
        "٣",
        "2031-04-09",
    ]
)
SOUP = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=30).map(lambda x: "".join(a + b for a, b in x))


@given(st.one_of(st.text(max_size=80), SOUP))
@settings(max_examples=400, deadline=None)
def test_any_text(text: str) -> None:
    moments, names = read(text)
    for kind in (moments, names):
        assert [x.start for x in kind] == sorted(x.start for x in kind)
    place = 0
    for start, end in sorted((x.start, x.end) for x in (*moments, *names)):
        assert place <= start < end <= len(text)
        place = end
    assert all(n.text == text[n.start : n.end] for n in names)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_any_date(day: date) -> None:
    assert [(m.kind, m.key) for m in read(f"on {day}")[0]] == [("date", str(day))]


@pytest.mark.parametrize("piece", ["1 ", "May ", "1-", "A-1", "Java 1 and ", "2031 to ", "1:", "last ", "3 May "])
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        tokens = words(piece * count)
        begin = time.perf_counter()
        MOMENTS.read(piece * count, tokens)
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(20_000) < 30 * seconds(2_000) + 0.2

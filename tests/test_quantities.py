"""Numbers with their units, ranges and comparators, and what follows from them."""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plainspeak
from plainspeak.arithmetic import bounds, derivable, in_unit_of, same
from plainspeak.moments import Moments
from plainspeak.quantities import Numbers, Quantity
from plainspeak.text import words

DATA = tomllib.loads(
    (Path(plainspeak.__file__).parent / "data" / "english" / "numbers.toml").read_text(encoding="utf-8")
)["numbers"]
NUMBERS = Numbers(DATA)
MOMENTS = Moments(DATA)


def read(text: str) -> list[Quantity]:
    tokens = words(text)
    moments, names = MOMENTS.read(text, tokens)
    return NUMBERS.read(text, tokens, sorted((x.start, x.end) for x in (*moments, *names)))


def one(text: str) -> Quantity:
    (found,) = read(text)
    return found


VALUES = [
    # text, value, dimension, unit
    ("a share of 12%", "0.12", "share", "percent"),
    ("12 percent of parcels", "0.12", "share", "percent"),
    ("12 per cent of parcels", "0.12", "share", "percent"),
    ("fell 3 ‰", "0.003", "share", "permille"),
    ("by 4 points", "4", "points", "points"),
    ("by 4 percentage points", "4", "points", "points"),
    ("a 4-percentage-point rise", "4", "points", "points"),
    ("by 0.7 pp", "0.7", "points", "points"),
    ("by 3 %-points", "3", "points", "points"),
    ("by 25 bps", "0.25", "points", "bps"),
    ("by 40 basis points", "0.4", "points", "bps"),
    ("a 7-point scale", "7", "count", ""),
    ("earned 20 story points", "20", "count", ""),
    ("takes 850ms", "0.85", "time", "ms"),
    ("takes 1,200 ms", "1.2", "time", "ms"),
    ("takes 1.2 seconds", "1.2", "time", "s"),
    ("takes 90 s", "90", "time", "s"),
    ("takes 5us", "0.000005", "time", "us"),
    ("gave 5 us", "5", "count", ""),
    ("takes 45 min", "2700", "time", "min"),
    ("takes 48 hours", "172800", "time", "h"),
    ("a 45-minute call", "2700", "time", "min"),
    ("six months", "15778800", "time", "month"),
    ("12 months", "31557600", "time", "month"),
    ("one year", "31557600", "time", "year"),
    ("two quarters", "15778800", "time", "quarter"),
    ("2h 15m", "8100", "time", "min"),
    ("2h15m", "8100", "time", "min"),
    ("1 h 20 min", "4800", "time", "min"),
    ("2 hours and 5 minutes", "7500", "time", "min"),
    ("half a second", "0.5", "time", "s"),
    ("half an hour", "1800", "time", "h"),
    ("one and a half hours", "5400", "time", "h"),
    ("an hour and a half", "5400", "time", "h"),
    ("2½ hours", "9000", "time", "h"),
    ("a quarter of an hour", "900", "time", "h"),
    ("it takes a year", "31557600", "time", "year"),
    ("under a second", "1", "time", "s"),
    ("300 MB", "300000000", "bytes", "MB"),
    ("2 GiB", "2147483648", "bytes", "GiB"),
    ("4 Gb", "4000000000", "bits", "Gbit"),
    ("100 Mbps", "100000000", "bits per second", "Mbps"),
    ("$12k", "12000", "money:USD", "USD"),
    ("$12,000", "12000", "money:USD", "USD"),
    ("$2 million", "2000000", "money:USD", "USD"),
    ("$2m", "2000000", "money:USD", "USD"),
    ("US$ 7", "7", "money:USD", "USD"),
    ("USD 310", "310", "money:USD", "USD"),
    ("310 dollars", "310", "money:USD", "USD"),
    ("15 cents", "0.15", "money:USD", "cents"),
    ("€1.40", "1.4", "money:EUR", "EUR"),
    ("5 €", "5", "money:EUR", "EUR"),
    ("EUR 310,000", "310000", "money:EUR", "EUR"),
    ("£3bn", "3000000000", "money:GBP", "GBP"),
    ("3x", "3", "times", "times"),
    ("3× faster", "3", "times", "times"),
    ("3 times as fast", "3", "times", "times"),
    ("three times as fast", "3", "times", "times"),
    ("ten-fold", "10", "times", "times"),
    ("10-fold", "10", "times", "times"),
    ("by a factor of 4", "4", "times", "times"),
    ("an order of magnitude", "10", "times", "times"),
    ("twice as many", "2", "times", "times"),
    ("halved", "0.5", "times", "times"),
    ("cut in half", "0.5", "times", "times"),
    ("half as long", "0.5", "times", "times"),
    ("tripled", "3", "times", "times"),
    ("quadrupling", "4", "times", "times"),
    ("14k orders", "14000", "count", ""),
    ("4.71K orders", "4710", "count", ""),
    ("3.7M orders", "3700000", "count", ""),
    ("1.2m orders", "1200000", "count", ""),
    ("5 bn rows", "5000000000", "count", ""),
    ("1,234,567 rows", "1234567", "count", ""),
    ("1,234.5 rows", "1234.5", "count", ""),
    ("a score of 0,89", "0.89", "count", ""),
    ("1.200 units", "1.2", "count", ""),
    ("twenty-five vans", "25", "count", ""),
    ("a hundred and ten vans", "110", "count", ""),
    ("two thousand vans", "2000", "count", ""),
    ("a dozen vans", "12", "count", ""),
    ("half a million vans", "500000", "count", ""),
    ("zero exceptions", "0", "count", ""),
    ("14 engineer-days", "14", "work", "person-day"),
    ("2 person-weeks", "10", "work", "person-week"),
    ("5 working days", "5", "working days", "workday"),
    ("every quarter of an hour", "900", "time", "h"),
    ("it took over a minute and a half", "90", "time", "min"),
    ("adds a day at most", "86400", "time", "day"),
    ("for a fortnight", "1209600", "time", "fortnight"),
    ("fails once every 50 runs", "0.02", "share", "percent"),
    ("within 3 mm", "0.003", "length", "mm"),
    ("0.4mm", "0.0004", "length", "mm"),
    ("$3mm", "3000000", "money:USD", "USD"),
    ("2 litres", "2", "volume", "litre"),
    ("one of the vans", "1", "count", ""),
    ("a third of vans", "0.3333333333333333333333333333", "share", "percent"),
    ("fell by a third", "0.3333333333333333333333333333", "share", "percent"),
    ("two thirds", "0.6666666666666666666666666667", "share", "percent"),
    ("nine tenths of vans", "0.9", "share", "percent"),
    ("three quarters of vans", "0.75", "share", "percent"),
    ("a quarter of vans", "0.25", "share", "percent"),
    ("by a quarter", "0.25", "share", "percent"),
    ("half of vans", "0.5", "share", "percent"),
    ("¾ of vans", "0.75", "share", "percent"),
    ("1/3 of vans", "0.3333333333333333333333333333", "share", "percent"),
    ("split 50/50", "0.5", "share", "percent"),
    ("a half-and-half split", "0.5", "share", "percent"),
    ("7 out of 10 vans", "0.7", "share", "percent"),
    ("1 in 40 vans", "0.025", "share", "percent"),
    ("one in five vans", "0.2", "share", "percent"),
    ("89 of every 100 vans", "0.89", "share", "percent"),
    ("9 in 1,000 vans", "0.009", "share", "percent"),
    ("10 more of every 100 vans", "0.1", "share", "percent"),
    ("Out of every 100 parcels sent, 3 are late", "0.03", "share", "percent"),
    ("３ vans", "3", "count", ""),
    ("٣ vans", "3", "count", ""),
]


@pytest.mark.parametrize(("text", "value", "dimension", "unit"), VALUES)
def test_value(text: str, value: str, dimension: str, unit: str) -> None:
    found = one(text)
    assert (found.value, found.dimension, found.unit, found.high) == (Decimal(value), dimension, unit, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "dimension"),
    [
        ("10-15%", "0.10", "0.15", "share"),
        ("10–15 %", "0.10", "0.15", "share"),
        ("10% - 15%", "0.10", "0.15", "share"),
        ("10 to 15%", "0.10", "0.15", "share"),
        ("(95% CI: 0.4% to 3.2%)", "0.004", "0.032", "share"),
        ("between 2 and 7 points", "2", "7", "points"),
        ("one to two days", "86400", "172800", "time"),
        ("by 4% to 9%", "0.04", "0.09", "share"),
        ("6 to 9 months", "15778800", "23668200", "time"),
        ("40-60ms", "0.04", "0.06", "time"),
        ("$150-200k", "150000", "200000", "money:USD"),
        ("between $40k and $70k", "40000", "70000", "money:USD"),
        ("somewhere from $40,000 to $70,000", "40000", "70000", "money:USD"),
        ("ranging from 11% to 19%", "0.11", "0.19", "share"),
        ("0.92-0.94", "0.92", "0.94", "count"),
        ("90 seconds to 2 minutes", "90", "120", "time"),
        ("two or three weeks", "1209600", "1814400", "time"),
        ("800-1.2k orders", "800", "1200", "count"),
        ("between -1% and +2%", "-0.01", "0.02", "share"),
        ("8 to 9 in 10 vans", "0.8", "0.9", "share"),
    ],
)
def test_range(text: str, low: str, high: str, dimension: str) -> None:
    found = read(text)[-1]
    assert (bounds(found), found.dimension) == ((Decimal(low), Decimal(high)), dimension)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("rose from 60% to 66%", "0.60", "0.66"),
        ("60% → 66%", "0.60", "0.66"),
        ("0.64 -> 0.72", "0.64", "0.72"),
        ("from 60 to 66%", "0.60", "0.66"),
        ("up by $150 to $1,650", "150", "1650"),
        ("from 95 to 52 minutes", "5700", "3120"),
        ("from 95 minutes to 52.", "5700", "3120"),
        ("from an average of 30 minutes to just 45 minutes", "1800", "2700"),
        ("from 3 to 5 million", "3000000", "5000000"),
        ("went from 64 to 19", "64", "19"),
        ("60 of the 210 ms", "0.06", "0.21"),
        ("3 of the 40 vans", "3", "40"),
        ("2 of 9 depots", "2", "9"),
        ("40 vans and 12 depots", "40", "12"),
        ("3 teams in 10 days", "3", "864000"),
    ],
)
def test_two_quantities(text: str, first: str, second: str) -> None:
    found = read(text)
    assert [q.value for q in found] == [Decimal(first), Decimal(second)]
    assert all(q.high is None for q in found)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("about 40 vans", "about"),
        ("~40 vans", "about"),
        ("≈ 40 vans", "about"),
        ("roughly 40 vans", "about"),
        ("close to 40 vans", "about"),
        ("40 or so vans", "about"),
        ("up to 40 vans", "at most"),
        ("no more than 40 vans", "at most"),
        ("within 40 hours", "at most"),
        ("as long as 40 days", "at most"),
        ("≤ 40 ms", "at most"),
        ("40 vans or fewer", "at most"),
        ("at least 40 vans", "at least"),
        ("40+ vans", "at least"),
        ("40%+ of vans", "at least"),
        ("40 ms or more", "at least"),
        (">= 40 vans", "at least"),
        ("under 40 vans", "less than"),
        ("fewer than 40 vans", "less than"),
        ("p<0.05", "less than"),
        ("just under 40 vans", "less than"),
        ("sub-40 ms", "less than"),
        ("over 40 vans", "more than"),
        ("longer than 40 ms", "more than"),
        ("well above 40%", "more than"),
        ("more than half of vans", "more than"),
        ("exactly 40 vans", "exactly"),
        ("±3%", "plus or minus"),
        ("+/-3%", "plus or minus"),
        ("only 40 vans", ""),
        ("took over 40 vans", ""),
        ("The dock takes 40 refrigerated trucks at most, says the depot.", "at most"),
        ("The dock takes 40 refrigerated trucks at least.", "at least"),
        ("We found 5 cracks at most sites.", ""),
    ],
)
def test_comparator(text: str, comparator: str) -> None:
    assert one(text).comparator == comparator


@pytest.mark.parametrize(
    ("text", "sign"),
    [("-3%", -1), ("−3 %", -1), ("(+6.2%)", 1), ("-$5k", -1), ("$-5k", -1), ("pre-5% level", 0), ("a 3% rise", 0)],
)
def test_sign(text: str, sign: int) -> None:
    found = one(text)
    assert found.sign == sign
    assert found.value >= 0


@pytest.mark.parametrize(
    "text",
    [
        "the third attempt",
        "a third party",
        "a third-party tool",
        "the second test",
        "in the second half",
        "first of all",
        "no one knows",
        "one another",
        "this one",
        "a one-off job",
        "two-factor login",
        "zero-day",
        "per week",
        "double-check it",
        "several hundred",
        "none of them",
        "NaN%",
        "the third quarter",
        "a second opinion",
        "many",
        "1.2.3",
        "1e400",
        "9" * 60,
        "p99",
        "",
    ],
)
def test_no_quantity(text: str) -> None:
    assert read(text) == []


def test_lists_are_separate_numbers() -> None:
    assert [q.value for q in read("1,2,3")] == [1, 2, 3]


def test_spans() -> None:
    text = "It took about 10-15% of the day."
    found = read(text)[0]
    assert text[found.start : found.end] == "about 10-15%"
    assert text[slice(*found.core)] == "10-15%"


def test_forms() -> None:
    forms = {one(t).form for t in ("12%", "twelve vans", "a third of vans", "1 in 40", "3x")}
    assert forms == {"digits", "words", "fraction", "ratio", "multiple"}
    assert one("1 in 40").base == 40
    assert one("halved").verb
    assert not one("twice").verb


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1,200 ms", "1.2 seconds"),
        ("$12k", "$12,000"),
        ("3x", "three times"),
        ("48 h", "two days"),
        ("12 months", "one year"),
        ("a third of vans", "33%"),
        ("a third of vans", "33.3%"),
        ("two thirds of vans", "67%"),
        ("7 in 10", "70%"),
        ("9 in 1,000", "0.9%"),
        ("10 percentage points", "10 more of every 100"),
        ("25 bps", "0.25 points"),
        ("2 of every 100", "2%"),
        ("10-15%", "10 to 15 percent"),
        ("about 500 ms", "half a second"),
        ("15 cents", "$0.15"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same(one(a), one(b))
    assert same(one(b), one(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12", "one year"),
        ("30 days", "1 month"),
        ("4 weeks", "1 month"),
        ("10%", "10 points"),
        ("500 ms", "500 s"),
        ("2 TB", "2 GB"),
        ("$5", "€5"),
        ("10-15%", "15%"),
        ("a third of vans", "30%"),
        ("0.89", "89%"),
        ("1 in 40", "4%"),
    ],
)
def test_not_same(a: str, b: str) -> None:
    assert not same(one(a), one(b))


def test_a_score_is_a_percentage_only_of_a_share() -> None:
    assert same(one("0.89"), one("89%"), share=True)
    assert not same(one("1.2"), one("120%"), share=True)


def test_the_unit_said_before() -> None:
    first, second = read("6 to 9 months; the other plan could take 12")
    assert same(in_unit_of(second, first), one("one year"))


@pytest.mark.parametrize(
    ("target", "sources", "working"),
    [
        ("6 points", "from 60% to 66%", "66% − 60% = 6 points"),
        ("10%", "from 60% to 66%", "66% / 60% = 1.10, so 10% more"),
        ("6 of every 100", "from 60% to 66%", "66% − 60% = 6%"),
        ("8%", "92%", "100% − 92% = 8%"),
        ("50%", "halved", "0.5x = 50% less"),
        ("100%", "doubled", "2x = 100% more"),
        ("75%", "3 of 4 vans", "3 of 4 = 75%"),
        ("62%", "from 820 ms to 310 ms", "310 ms / 820 ms = 0.38, so 62% less"),
        ("43 minutes", "99.9% in a 30-day month", "(100% − 99.9%) of 30 day = 43 min"),
        ("a quarter of errors", "from 24% to 18%", "18% / 24% = 0.75, so 25% less"),
        ("$30k", "from $100k to $70k", "USD 100,000 − USD 70,000 = USD 30,000"),
        ("510 ms", "from 820 ms to 310 ms", "820 ms − 310 ms = 510 ms"),
        ("8 points", "0.80 → 0.88", "0.88 − 0.8 = 8 points"),
    ],
)
def test_derivable(target: str, sources: str, working: str) -> None:
    assert derivable(one(target), read(sources)) == working


@pytest.mark.parametrize(
    ("target", "sources"),
    [
        ("a third of errors", "from 24% to 18%"),
        ("8%", "from 80% to 88%"),
        ("10 points", "from 60% to 66%"),
        ("43 minutes", "99.9%"),
        ("44 minutes", "99.9% in a 30-day month"),
        ("97%", "p<0.05"),
        ("10-15%", "from 60% to 66%"),
        ("4%", "1 in 40"),
        ("80%", ""),
    ],
)
def test_not_derivable(target: str, sources: str) -> None:
    assert derivable(one(target), read(sources)) is None


PIECES = st.sampled_from(
    [
        "1",
        "0",
        "12",
        "3.5",
        "1,2,3",
        "9" * 30,
        "a",
        "an",
        "and",
        "half",
        "third",
        "two",
        "one",
        "million",
        "hour",
        "m",
        "h",
        "%",
        "$",
        "€",
        "k",
        "x",
        "-",
        "–",
        "+",
        "±",
        "<",
        ">",
        "=",
        "→",
        "to",
        "from",
        "between",
        "in",
        "of",
        "the",
        "every",
        "out",
        "about",
        "up",
        "or",
        "more",
        "May",
        "Q3",
        "2031",
        ":",
        "/",
        ".",
        ",",
        "(",
        ")",
        "½",
        "p99",
        "#",
        "@",
        "'s",
        "٣",
    ]
)
SOUP = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=30).map(lambda x: "".join(a + b for a, b in x))


@given(st.one_of(st.text(max_size=80), SOUP))
@settings(max_examples=400, deadline=None)
def test_any_text(text: str) -> None:
    found = read(text)
    place = 0
    for q in found:
        assert place <= q.start <= q.core[0] < q.core[1] <= q.end <= len(text)
        assert q.value.is_finite()
        assert bounds(q)[0] <= bounds(q)[1]
        assert same(q, q)
        place = q.end
    for q in found:
        derivable(q, found)


@given(
    st.decimals(min_value=0, max_value=10**9, places=3),
    st.sampled_from(sorted(name for name, unit in DATA["units"].items() if "names" in unit)),
)
@settings(deadline=None)
def test_written_and_read(number: Decimal, unit: str) -> None:
    entry = DATA["units"][unit]
    for name in entry["names"]:
        found = one(f"It was {number:f} {name} then.")
        assert (found.unit, found.dimension) == (unit, entry["dimension"])
        assert found.value == number * Decimal(entry["factor"])


@pytest.mark.parametrize(
    "piece",
    ["1 ", "a ", "1-", "1 to ", "from ", "two ", "about ", "1h ", "half ", "million ", "$", "1,", "between 1 and "],
)
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        tokens = words(piece * count)
        begin = time.perf_counter()
        NUMBERS.read(piece * count, tokens)
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(20_000) < 30 * seconds(2_000) + 0.2

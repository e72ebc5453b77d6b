"""How whole statements are rebuilt; the metric is one of a pack of this test's own."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter

PACK = """
[berth-rate]
names    = ["berth rate"]
plain    = "the share of boats that find a place"
noun     = "the share of boats {owner} {seat}"
good     = "up"
measured = "share"

[berth-rate.says]
up.relative   = "{seat} {n} more boats"
down.relative = "{seat} {n} fewer boats"
up.points     = "{seat} {n} more of every 100 boats"
down.points   = "{seat} {n} fewer of every 100 boats"
from_to       = "{seat} {new} of boats, {from}"
level         = "{seat} {n} of boats"
high          = "{seat} almost all boats"
low           = "{seat} few boats"
same          = "{seat} as many boats as before"

[quay-time]
names    = ["quay time"]
plain    = "how long a boat stays"
noun     = "the stay of a boat"
good     = "down"
measured = "time"

[quay-time.says]
up.relative   = "boats {stay} {n} longer"
down.relative = "boats {stay} {n} less long"
up.absolute   = "boats {stay} {n} longer"
down.absolute = "boats {stay} {n} less"
from_to       = "boats {stay} {new}, {from}"
level         = "boats {stay} {n}"
"""


def check(rewriter: Rewriter, source: str, wanted: str) -> None:
    result = rewriter.rewrite(source)
    assert result.text == wanted
    assert result.verdict.outcome == "faithful", [f.message for f in result.findings]


FORMS = [
    ("We raised the berth rate by 12%.", "Our system now seats 12% more boats."),
    ("We raised the berth rate by 12 points.", "Our system now seats 12 more of every 100 boats."),
    ("The berth rate fell by 3 points.", "Our system now seats 3 fewer of every 100 boats."),
    ("The berth rate rose from 61% to 73%.", "Our system now seats 73% of boats, up from 61%."),
    ("The berth rate fell to 61% from 73%.", "Our system now seats 61% of boats, down from 73%."),
    ("The berth rate is 61%.", "Our system seats 61% of boats."),
    ("The berth rate is 0.61.", "Our system seats 61% of boats."),
    ("The berth rate is high.", "Our system seats almost all boats."),
    ("The berth rate is unchanged.", "Our system seats as many boats as before."),
    ("Quay time improved by 20%.", "Boats now stay 20% less long."),
    ("Quay time rose by 4 hours.", "Boats now stay 4 hours longer."),
    ("Quay time rose from 4 hours to 9 hours.", "Boats now stay 9 hours, up from 4 hours."),
    ("Quay time is 9 hours.", "Boats stay 9 hours."),
]


@pytest.mark.parametrize(("source", "wanted"), FORMS)
def test_each_form(rewriter: Rewriter, source: str, wanted: str) -> None:
    check(rewriter, source, wanted)


TENSES = [
    ("The berth rate did not rise by 3 points.", "Our system did not seat 3 more of every 100 boats."),
    ("In March, the berth rate rose by 3 points.", "In March, our system seated 3 more of every 100 boats."),
    ("The berth rate was 61% in March.", "Our system seated 61% of boats in March."),
    ("The berth rate will rise by 3 points.", "Our system will seat 3 more of every 100 boats."),
    ("The berth rate may rise by 3 points.", "Our system may seat 3 more of every 100 boats."),
    ("The berth rate could fall by 3 points.", "Our system could seat 3 fewer of every 100 boats."),
    ("The berth rate should reach 80%.", "Our system should seat 80% of boats."),
    ("We expect to raise the berth rate by 3 points.", "We expect to seat 3 more of every 100 boats."),
    ("The berth rate has risen by 3 points.", "Our system now seats 3 more of every 100 boats."),
]


@pytest.mark.parametrize(("source", "wanted"), TENSES)
def test_time_and_certainty_stay(rewriter: Rewriter, source: str, wanted: str) -> None:
    check(rewriter, source, wanted)


SUBJECTS = [
    ("The new planner raised the berth rate by 12%.", "The new planner now seats 12% more boats."),
    ("The models raised the berth rate by 12%.", "The models now seat 12% more boats."),
    ("The planner's berth rate is 61%.", "The planner seats 61% of boats."),
    ("The berth rate of the old planner is 61%.", "The old planner seats 61% of boats."),
    ("The new planner cut quay time by 20%.", "With the new planner, boats now stay 20% less long."),
]


@pytest.mark.parametrize(("source", "wanted"), SUBJECTS)
def test_who_does_it(rewriter: Rewriter, source: str, wanted: str) -> None:
    check(rewriter, source, wanted)


SEVERAL = [
    (
        "The berth rate rose by 3 points, but quay time rose by 4 hours.",
        "Our system now seats 3 more of every 100 boats, but boats now stay 4 hours longer.",
    ),
    ("Berth rate up 3 points", "Our system now seats 3 more of every 100 boats."),
    ("Berth rate: 61%", "Our system seats 61% of boats."),
    ("Berth rate 61% -> 73%", "Our system now seats 73% of boats, up from 61%."),
    ("High berth rate", "Our system seats almost all boats."),
    ("- berth rate: 61%", "- our system seats 61% of boats"),
]


@pytest.mark.parametrize(("source", "wanted"), SEVERAL)
def test_fragments_and_several(rewriter: Rewriter, source: str, wanted: str) -> None:
    result = rewriter.rewrite(source)
    assert result.text.casefold() == wanted.casefold()
    assert result.verdict


@pytest.mark.parametrize(
    "source",
    [
        "The berth rate fell by 12%.",  # a bare percentage on a share that got worse has two readings
        "The crew discussed raising the berth rate.",
    ],
)
def test_what_can_not_be_said_safely_is_not_rebuilt(rewriter: Rewriter, source: str) -> None:
    result = rewriter.rewrite(source)
    assert "our system" not in result.text.casefold()
    assert result.verdict


def test_a_relative_change_for_the_worse_may_be_said_where_the_author_says_relative(rewriter: Rewriter) -> None:
    result = rewriter.rewrite("The berth rate fell by 12% in relative terms.")
    assert result.verdict
    assert "12%" in result.text


def test_an_open_line_break_is_kept(rewriter: Rewriter) -> None:
    result = rewriter.rewrite("The berth rate rose\nfrom 61% to 73%.")
    assert result.text.split() == "Our system now seats 73% of boats, up from 61%.".split()
    assert result.text.count("\n") == 1

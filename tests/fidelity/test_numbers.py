from __future__ import annotations

import pytest

from plainspeak import knowledge
from plainspeak.fidelity import Verdict, compare


def verify(source: str, rewrite: str, *given: str) -> Verdict:
    return compare(source, rewrite, knowledge.load(), given=given)


def rules(verdict: Verdict) -> set[str]:
    return {finding.rule for finding in verdict.findings if finding.severity != "note"}


SAME = [
    ("The crossing takes 1,200 ms.", "The crossing takes 1.2 seconds."),
    ("The pier cost $12k.", "The pier cost $12,000."),
    ("Traffic is 3x what it was.", "Traffic is three times what it was."),
    ("Recall is 0.84.", "Recall is 84%."),
    ("Recall is 84%.", "We catch 84 of every 100 known cases."),
    ("Recall rose by 6 points.", "We now catch 6 more of every 100 known cases."),
    ("Precision fell by 25 bps.", "Precision fell by 0.25 percentage points."),
    ("9 in 1,000 parcels are lost.", "0.9% of parcels are lost."),
    ("The ferry was late on 2 of 30 days.", "The ferry was late on two of 30 days."),
    ("The queue halved.", "The queue is 50% shorter."),
    ("The trip takes between 5 and 7 hours.", "The trip takes 5 to 7 hours."),
    ("The trip takes about 40 minutes.", "The trip takes roughly 40 minutes."),
]


@pytest.mark.parametrize(("source", "rewrite"), SAME)
def test_the_same_quantity_in_other_words(source: str, rewrite: str) -> None:
    verdict = verify(source, rewrite)
    assert verdict.outcome == "faithful", [f.message for f in verdict.findings]
    assert all(fate.fate in ("kept", "restated", "derived") for fate in verdict.facts)


CHANGED = [
    ("The pier cost $12,000.", "The pier cost $13,000."),
    ("The trip takes 40 minutes.", "The trip takes 41 minutes."),
    ("The trip takes 40 minutes.", "The trip takes 40 hours."),
    ("The pier cost $12.", "The pier cost €12."),
    ("Recall rose by 6 points.", "Recall rose by 6%."),
    ("Recall rose by 6 points.", "We catch 6% more known cases."),
    ("Recall rose by 6%.", "Recall rose by 6 points."),
    ("Recall rose by 6%.", "We catch 6 more of every 100 known cases."),
    ("The file has 3 GB.", "The file has 3 MB."),
    ("The trip takes up to 40 minutes.", "The trip takes 40 minutes."),
    ("The trip takes 40 minutes.", "The trip takes up to 40 minutes."),
    ("The trip takes at least 40 minutes.", "The trip takes at most 40 minutes."),
    ("The trip takes about 40 minutes.", "The trip takes exactly 40 minutes."),
    ("The trip takes 5 to 7 hours.", "The trip takes 7 hours."),
    ("14 boats came.", "Boats came."),
    ("Boats came.", "14 boats came."),
    ("14 of 20 boats came.", "14 boats came."),
    ("Latency fell to 80 ms from 95 ms.", "Latency fell to 80 ms."),
]


@pytest.mark.parametrize(("source", "rewrite"), CHANGED)
def test_a_quantity_that_is_another_lost_or_added(source: str, rewrite: str) -> None:
    assert verify(source, rewrite).outcome == "unfaithful"


@pytest.mark.parametrize(
    ("source", "rewrite", "rule"),
    [
        ("The trip takes 40 minutes.", "The trip takes 41 minutes.", "number-changed"),
        ("The trip takes 40 minutes.", "The trip takes 40 hours.", "unit-changed"),
        ("14 boats came.", "Boats came.", "number-lost"),
        ("Boats came.", "14 boats came.", "number-added"),
        ("The trip takes up to 40 minutes.", "The trip takes 40 minutes.", "comparator-changed"),
        ("The trip takes 5 to 7 hours.", "The trip takes 7 hours.", "range-collapsed"),
        ("Recall rose by 6 points.", "Recall rose by 6%.", "points-vs-percent"),
        ("Latency fell to 80 ms from 95 ms.", "Latency fell to 80 ms.", "baseline-dropped"),
    ],
)
def test_the_rule_that_is_told(source: str, rewrite: str, rule: str) -> None:
    assert rule in rules(verify(source, rewrite))


# source, rewrite, outcome: the table of the two readings of a bare percentage on a share
TABLE = [
    ("Recall rose by 8%.", "Recall rose by 8%.", "faithful"),
    ("Recall rose by 8%.", "We now catch 8% more known cases.", "faithful"),
    ("Recall rose by 8%.", "We now catch 8 more of every 100 known cases.", "unfaithful"),
    ("Recall rose by 8%.", "Recall rose by 8 percentage points.", "unfaithful"),
    ("Recall fell by 8%.", "Recall fell by 8%.", "faithful"),
    ("Recall fell by 8%.", "We now catch 8% fewer known cases.", "unsure"),
    ("Recall fell by 8%.", "We now catch 8 fewer of every 100 known cases.", "unfaithful"),
    ("The false positive rate rose by 8%.", "We raise 8% more false alarms.", "unsure"),
    ("Latency rose by 8%.", "Answers take 8% more time.", "faithful"),
]


@pytest.mark.parametrize(("source", "rewrite", "outcome"), TABLE)
def test_a_bare_percentage_on_a_share(source: str, rewrite: str, outcome: str) -> None:
    verdict = verify(source, rewrite)
    assert verdict.outcome == outcome, [f.message for f in verdict.findings]


def test_the_relative_reading_of_an_improvement_is_noted() -> None:
    [note] = [f for f in verify(*TABLE[1][:2]).findings if f.rule == "ambiguous-percent"]
    assert note.severity == "note"
    assert note.text == "8%"


DERIVED = [
    ("Recall rose from 60% to 66%.", "Recall rose from 60% to 66%, 6 points."),
    ("Recall rose from 60% to 66%.", "We catch 10% more known cases (66%, up from 60%)."),
    ("Latency fell from 80 ms to 40 ms.", "Answers take half the time: 40 ms, down from 80 ms."),
]


@pytest.mark.parametrize(("source", "rewrite"), DERIVED)
def test_what_can_be_worked_out(source: str, rewrite: str) -> None:
    verdict = verify(source, rewrite)
    assert verdict.outcome == "faithful", [f.message for f in verdict.findings]


def test_what_is_worked_out_wrongly_is_added() -> None:
    verdict = verify("Recall rose from 60% to 66%.", "Recall rose from 60% to 66%, 9 points.")
    assert verdict.outcome == "unfaithful"


def test_what_the_author_added_may_be_said_and_need_not() -> None:
    source, rewrite = "Recall rose by 6 points.", "We catch 6 more of every 100 known cases; each saves us $40."
    assert verify(source, rewrite).outcome == "unfaithful"
    assert "number-added" not in rules(verify(source, rewrite, "Each case saves us $40."))
    assert verify(source, "Recall rose by 6 points.", "Each case saves us $40.").outcome == "faithful"


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("The p99 is 90 ms.", "The slowest 1% of requests take 90 ms or more."),
        ("F1 is 0.81.", "The overall detection score is 0.81."),
    ],
)
def test_the_number_in_a_name_is_no_quantity(source: str, rewrite: str) -> None:
    verdict = verify(source, rewrite)
    assert verdict.outcome == "faithful", [f.message for f in verdict.findings]
    assert len(verdict.facts) == 1


def test_equal_numbers_are_paired_by_what_stands_around_them() -> None:
    source = "Latency is 40 ms in Oslo; the queue holds 40 boats."
    verdict = verify(source, "The queue holds 40 boats; latency is 40 ms in Oslo.")
    assert verdict.outcome == "faithful"
    assert [fate.said for fate in verdict.facts] == [fate.text for fate in verdict.facts]


def test_fates_tell_what_became_of_each_number() -> None:
    source = "14 boats took 90 minutes and cost $12k."
    rewrite = "14 boats took 1.5 hours."
    fates = {fate.text: fate for fate in verify(source, rewrite).facts}
    assert {text: fate.fate for text, fate in fates.items()} == {"14": "kept", "90 minutes": "restated", "$12k": "lost"}
    for fate in fates.values():
        assert source[slice(*fate.source)] == fate.text
        assert (rewrite[slice(*fate.rewrite)] if fate.rewrite else "") == fate.said

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plainspeak
from plainspeak import documents
from plainspeak.checks.config import Policy
from plainspeak.checks.document import Document, Part
from plainspeak.checks.engine import Checker
from plainspeak.checks.report import Report
from plainspeak.knowledge import load
from plainspeak.settings import RuleSettings

TEXT = "# Week 14\n\nThe ranker is late.\n\n- Recall of the ranker is 81%, up from 78% in May.\n"


def test_a_finding_says_where_it_is(check: Any) -> None:
    report = check(TEXT, "jargon", path="week.md")
    where = [(f.text, f.line, f.column, f.end_line, f.end_column, f.source) for f in report.findings]
    assert where == [("ranker", 3, 5, 3, 11, "week.md"), ("Recall", 5, 3, 5, 9, "week.md")]
    assert report.findings[0].severity == "warning"
    assert report.findings[0].fix


def test_findings_come_in_the_order_of_the_text(check: Any) -> None:
    findings = check(TEXT * 3).findings
    assert findings
    assert [f.span[0] for f in findings] == sorted(f.span[0] for f in findings)


def test_one_place_may_break_several_rules_and_each_only_once(check: Any) -> None:
    findings = check("The FPR of the ranker is 7%. Completed PAY-311 and PAY-318.\n" * 2).findings
    assert len({(f.rule, f.span) for f in findings}) == len(findings)
    for rule in {f.rule for f in findings}:
        spans = [f.span for f in findings if f.rule == rule]
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_term_in_capitals_is_reported_once(check: Any) -> None:
    spans = [f.span for f in check("The ETL job was late on Monday.", "jargon", "acronym-unexplained").findings]
    assert len(spans) == len(set(spans)) == 1


def test_what_others_wrote_is_not_checked() -> None:
    text = "Recall is 81%.\n\nOn Monday Ana wrote:\nThe ranker is late.\n"
    start = text.index("On Monday")
    knowledge = load()
    checker = Checker(knowledge.audiences.get("exec"), knowledge, Policy(RuleSettings(select=("jargon",))))
    report = checker.check(Document("-", (Part("body", text, others=((start, len(text)),)),)))
    assert [f.text for f in report.findings] == ["Recall"]


@pytest.mark.parametrize("text", ["`recall`", "```\nrecall\n```", "> recall is 81%", 'He said "recall is good".'])
def test_code_and_quotations_are_not_checked(check: Any, text: str) -> None:
    assert not check(f"All is well.\n\n{text}\n", "jargon").findings


def test_a_reader_who_knows_the_word_gets_no_finding(check: Any) -> None:
    assert check("Recall is 81%.", "jargon", audience="exec").findings
    assert not check("Recall is 81%.", "jargon", audience="ds").findings


def test_known_acronyms_are_no_finding() -> None:
    knowledge = load()
    text = documents.of_text("The QZX desk is open from Monday.")

    def found(policy: Policy) -> list[str]:
        return [f.text for f in Checker(knowledge.audiences.get("exec"), knowledge, policy).check(text).findings]

    assert "QZX" in found(Policy())
    assert "QZX" not in found(Policy(acronyms=frozenset({"QZX"})))


def test_an_empty_text_has_no_findings(check: Any) -> None:
    for text in ("", "\n", " \t\r\n"):
        assert not check(text).findings


def test_a_report_knows_when_it_fails(check: Any) -> None:
    report = check("Recall is 81%.", "jargon")
    assert (report.fails("error"), report.fails("warning"), report.fails("note")) == (False, True, True)
    assert not Report("exec", ()).fails("note")


def test_the_public_function_takes_texts_and_bytes() -> None:
    for text in ("Recall is 81%.", b"Recall is 81%.", b"Subject: x\n\nRecall is 81%.\n"):
        report = plainspeak.check(text, audience="exec")
        assert "Recall" in [f.text for f in report.findings]


def test_an_unknown_audience_is_the_callers_mistake() -> None:
    with pytest.raises(plainspeak.UsageError, match="no audience 'exce'"):
        plainspeak.check("All is well.", audience="exce")


# ---------------------------------------------------------------------- any input

WORDS = st.sampled_from(
    'recall the ranker FPR is at 81% up from 78% . , - # > ` " ( ) | * \n \n\n \r\n We will never fail by 3 May '
    "in order to utilise blocked green Status: Problems: Please send it soon, many users are unhappy ; "
    "<!-- plainspeak: off --> plainspeak:_off é 数 \u2028 \x85 \ufeff".replace("_", " ").split(" ")
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200)


@given(TEXTS)
def test_every_findings_span_yields_its_text(text: str) -> None:
    for finding in plainspeak.check(text, audience="exec").findings:
        assert finding.part.text[slice(*finding.span)] == finding.text
        assert (finding.line, finding.column) <= (finding.end_line, finding.end_column)
        assert finding.message


@given(st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_can_be_checked(raw: bytes) -> None:
    report = plainspeak.check(raw, audience="sales")
    assert report.to_json()
    for finding in report.findings:
        assert finding.part.text[slice(*finding.span)] == finding.text


@given(TEXTS)
def test_the_same_text_gives_the_same_report(text: str) -> None:
    assert plainspeak.check(text, audience="pm").to_json() == plainspeak.check(text, audience="pm").to_json()

"""Abbreviations: which are known, and what explains them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.conftest import Check, rules_of

from plainspeak.checks.document import Document, Part
from plainspeak.checks.passages import Reading
from plainspeak.checks.rules.acronyms import find
from plainspeak.knowledge import load

NAME = "acronym-unexplained"


@pytest.mark.parametrize(
    "text",
    [
        "The tonne kilometre target (TKT) was met. The TKT for June is higher.",
        "The TKT (tonne kilometre target) was met.",
        "The TKT was met.\n\n- TKT: tonne kilometre target",
        "The TKT was met. By tonne kilometre target we mean what a lorry carries how far.",
        "TKT stands for the tonnes that travel.",
    ],
)
def test_spelled_out_once_is_enough(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("The TKT was met.", "TKT"),
        ("The TKT (Lyon) was met.", "TKT"),
        ("Both TKTs were met; the TKTs for June are higher.", "TKTs"),
        ("TKT: 40, up from 38.", "TKT"),
    ],
)
def test_what_is_not_spelled_out_is_reported_once(check: Check, text: str, capitals: str) -> None:
    assert rules_of(check(text, NAME)) == [(NAME, capitals)]


@pytest.mark.parametrize(
    "text",
    [
        "TKT-12 is done.",
        "We NEVER close.",
        "ALL GATES WORK",
        "Chapter XII is new.",
        "We met ACME BV.",
        "It costs 4 GB.",
        "Q3 FY25 is over.",
    ],
)
def test_names_numbers_and_emphasis_are_no_abbreviations(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []


def test_each_reader_uses_other_abbreviations(check: Check) -> None:
    text = "The CRM shows 40 leads with an NPS of 30."
    assert rules_of(check(text, NAME, audience="sales")) == []
    assert [t for _, t in rules_of(check(text, NAME))] == ["NPS"]


def test_a_term_of_the_glossary_brings_its_words(check: Check) -> None:
    [finding] = check("We cut FPR to 2%.", NAME).findings
    assert finding.fix == "the share of normal cases wrongly flagged"


def test_what_the_configuration_knows_is_known() -> None:
    knowledge = load()
    document = Document("-", (Part("body", "The TKT was met."),))
    assert not list(find(Reading(document, knowledge.audiences.get("exec"), knowledge, acronyms=["TKT"])))


@given(st.text(alphabet="ABCT ().,:-s\n", max_size=60))
def test_whatever_is_found_is_in_the_text(text: str) -> None:
    knowledge = load()
    document = Document("-", (Part("body", text),))
    for found in find(Reading(document, knowledge.audiences.get("exec"), knowledge)):
        assert text[found.start : found.end].removesuffix("s").isupper()

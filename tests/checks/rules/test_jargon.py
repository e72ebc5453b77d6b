"""Terms that a reader does not know: what explains them, what is said instead, and how often they are reported."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check, rules_of

NAME = "jargon"


@pytest.mark.parametrize(
    "text",
    [
        "Recall (the share of known leaks that we find) is 78%.",
        "Recall, the share of known leaks that we find, is 78%.",
        "Recall means how many of the known leaks we find. It is 78%.",
        "What the report calls recall is 78%.",
        "We find 78% of the known cases (recall).",
        "Recall was 78% in May. Recall is the share of known leaks that we find.",
        "We catch 78% of known cases, so recall is up.",
    ],
)
def test_a_term_that_the_text_explains_anywhere_is_left_alone(check: Check, text: str) -> None:
    assert rules_of(check(text, NAME)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Recall (Lisbon, May) of the model is 78%.",
        "Recall, in May, was 78% with this model.",
        "Recall-heavy work: recall of the model was 78%.",
        "Recall, precision and speed are all up.",
        "We have improved a lot of things (recall: 78%).",
    ],
)
def test_what_only_looks_like_an_explanation_is_none(check: Check, text: str) -> None:
    assert "recall" in [text.casefold() for _, text in rules_of(check(text, NAME))]


def test_a_term_is_reported_once_where_it_first_stands(check: Check) -> None:
    [finding] = check("Recall is 78%. Recall was 71%.\n\nRecall counts.", NAME).findings
    assert (finding.line, finding.column) == (1, 1)


def test_the_fix_takes_the_form_of_the_word_and_keeps_its_article(check: Check) -> None:
    fixes = [f.fix for f in check("We refactored the till. Our overall recall is 78%.", NAME).findings]
    assert fixes == ["reorganised", "share of known cases we catch"]


def test_a_fix_is_never_made_unasked(check: Check) -> None:
    assert not any(f.safe for f in check("We refactored the till. Recall is 78%.", NAME).findings)


def test_the_message_tells_what_the_term_means(check: Check) -> None:
    [finding] = check("Recall is 78%.", NAME).findings
    assert "share of known cases we catch" in finding.message


def test_each_reader_knows_other_terms(check: Check) -> None:
    text = "p95 latency of the till is 300 ms, and log loss is 0.4."
    found = {name: [t for _, t in rules_of(check(text, NAME, audience=name))] for name in ("exec", "cto", "ds")}
    assert found == {"exec": ["p95 latency", "log loss"], "cto": ["log loss"], "ds": []}


def test_names_from_inside_a_program_are_reported_unless_they_are_code(check: Check) -> None:
    assert rules_of(check("Half of the rows lack a till_id; `till_id` is new.", NAME)) == [(NAME, "till_id")]


def test_what_others_wrote_is_left_alone(check: Check) -> None:
    assert rules_of(check('They wrote: "Recall is 78%."', NAME)) == []

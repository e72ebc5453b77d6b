from __future__ import annotations

from itertools import pairwise

import pytest

from plainspeak import knowledge
from plainspeak.shapes import Match, Matcher
from plainspeak.text import words


def matches(text: str) -> list[Match]:
    known = knowledge.load()
    split = words(text)
    terms = [hit for hit in known.glossary.finder.find(split) if hit.term and known.glossary.term(hit.term).is_metric]
    return Matcher(known.language, split, terms, known.numbers.read(text, split)).matches()


def slots(text: str) -> dict[str, str]:
    [match] = matches(text)
    split = words(text)
    return {
        name: text[split[piece.first].start : split[piece.last - 1].end]
        for name, piece in match.slots.items()
        if piece.last > piece.first
    }


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        # the verb stands before the metric
        ("We improved recall by 7%", "verb", {"verb": "improved", "term": "recall", "amount": "7%"}),
        (
            "The rewrite cut latency from 90 ms to 60 ms",
            "verb",
            {"verb": "cut", "term": "latency", "old": "90 ms", "new": "60 ms"},
        ),
        ("We have a recall of 64%", "verb", {"have": "have", "term": "a recall", "level": "64%"}),
        # the metric is the subject
        ("Recall fell by 7%", "subject", {"term": "Recall", "verb": "fell", "amount": "7%"}),
        (
            "Recall has risen 7 points",
            "subject",
            {"term": "Recall", "aux": "has", "verb": "risen", "amount": "7 points"},
        ),
        (
            "Latency rose to 90 ms from 60 ms",
            "subject",
            {"term": "Latency", "verb": "rose", "old": "60 ms", "new": "90 ms"},
        ),
        ("Latency is down 12%", "subject", {"term": "Latency", "be": "is", "up": "down", "amount": "12%"}),
        ("Latency is 12% lower", "subject", {"term": "Latency", "be": "is", "amount": "12%", "higher": "lower"}),
        ("Latency is now 90 ms", "subject", {"term": "Latency", "be": "is now", "level": "90 ms"}),
        ("Latency is high", "subject", {"term": "Latency", "be": "is", "grade": "high"}),
        ("Latency has not changed", "subject", {"term": "Latency", "same": "has not changed"}),
        # no verb
        ("Recall up 7 points", "fragment", {"term": "Recall", "up": "up", "amount": "7 points"}),
        ("Recall 64% -> 71%", "fragment", {"term": "Recall", "old": "64%", "new": "71%"}),
        ("Recall: +7 points", "fragment", {"term": "Recall", "signed": "+7 points"}),
        ("-7% in latency", "fragment", {"signed": "-7%", "term": "latency"}),
        ("High latency", "fragment", {"grade": "High", "term": "latency"}),
        ("Latency: 90 ms", "fragment", {"term": "Latency", "level": "90 ms"}),
        # inside a sentence
        ("they saw a 7% gain in recall there", "phrase", {"amount": "7%", "change": "gain", "term": "recall"}),
        ("they saw a drop in latency there", "phrase", {"change": "drop", "term": "latency"}),
    ],
)
def test_each_kind(text: str, kind: str, wanted: dict[str, str]) -> None:
    [match] = matches(text)
    assert match.kind == kind
    found = slots(text)
    found.pop("arrow", None)
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The pump model's recall rose by 7%", "The pump model"),
        ("Our sorter's latency fell by 7%", "Our sorter"),
    ],
)
def test_whose_metric_it_is(text: str, owner: str) -> None:
    assert slots(text)["owner"] == owner


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Recall on the winter set rose by 7%", "on the winter set"),
        ("Latency in the north region is 90 ms", "in the north region"),
        ("Recall of the pump model fell by 7 points", "of the pump model"),
    ],
)
def test_where_it_was_measured(text: str, scope: str) -> None:
    assert slots(text)["scope"] == scope


@pytest.mark.parametrize(
    "text",
    [
        "We painted the fence and it rose by 7%",
        "Latency",
        "We spoke of latency for an hour",
        "",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert [m for m in matches(text) if m.kind != "phrase"] == []


@pytest.mark.parametrize(
    "text", ["High latency users left", "We have high latency", "The latency 90 ms budget was spent"]
)
def test_a_fragment_must_be_all_that_its_clause_says(text: str) -> None:
    assert "fragment" not in [m.kind for m in matches(text)]


def test_the_longer_shape_wins() -> None:
    assert slots("Latency fell by 30 ms, from 90 ms to 60 ms").keys() >= {"amount", "old", "new"}


def test_several_in_one_sentence_in_order_and_apart() -> None:
    found = matches("Recall rose by 7 points, precision fell by 2 points and latency is 90 ms")
    assert [m.kind for m in found] == ["subject"] * 3
    assert all(left.last <= right.first for left, right in pairwise(found))

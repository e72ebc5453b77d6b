"""Numbers, rates, dates and owners told in other words, and one fault each: `number_pairs.jsonl` holds the pairs.

`figure_pairs.jsonl` holds more: ratios, factors, bounds in words, totals, times, ordinals and what is compared to what.

A pair without `fault` is faithful. One with a fault has to be refused, by a finding of that name.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plainspeak import knowledge
from plainspeak.fidelity import compare

FILES = ("number_pairs.jsonl", "figure_pairs.jsonl")
LINES = [line for file in FILES for line in (Path(__file__).parent / file).read_text("utf-8").splitlines()]
PAIRS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
FAITHFUL = [pair for pair in PAIRS if "fault" not in pair]
FAULTY = [pair for pair in PAIRS if "fault" in pair]


def name(pair: dict[str, Any]) -> str:
    return f"{PAIRS.index(pair) + 1} {pair['rewrite'][:50]}"


@pytest.mark.parametrize("pair", FAITHFUL, ids=name)
def test_what_says_the_same_is_accepted(pair: dict[str, Any]) -> None:
    verdict = compare(pair["source"], pair["rewrite"], knowledge.load())
    assert verdict.outcome == "faithful", [finding.message for finding in verdict.findings]


@pytest.mark.parametrize("pair", FAULTY, ids=name)
def test_a_fault_is_refused_and_named(pair: dict[str, Any]) -> None:
    verdict = compare(pair["source"], pair["rewrite"], knowledge.load())
    assert verdict.outcome == "unfaithful"
    assert pair["fault"] in {finding.rule for finding in verdict.findings}

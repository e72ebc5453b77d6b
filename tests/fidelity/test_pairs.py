"""Pairs on whatever the verifier compares; what says the same must pass, and what says something else must not.

`meaning_pairs.jsonl` is about what words mean, `opposite_pairs.jsonl` and `polarity_pairs.jsonl` about what is
denied, which way things go and what changed places, `certainty_pairs.jsonl` about how sure a text is, how far along
the work is, and what a number measures, `reach_pairs.jsonl` about conditions, scope, dates and owners,
`addition_pairs.jsonl` about causes and benefits, and `counterpart_pairs.jsonl` about texts reworded throughout. Each
line holds `source`, `rewrite` and `fault`, which is empty if the rewrite is faithful. Whether a fault is an error or a
warning, and by which rule, is left to the other tests.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainspeak.rewriter import Rewriter

FILES = (
    "meaning_pairs.jsonl",
    "opposite_pairs.jsonl",
    "addition_pairs.jsonl",
    "certainty_pairs.jsonl",
    "counterpart_pairs.jsonl",
    "polarity_pairs.jsonl",
    "reach_pairs.jsonl",
)
LINES = [line for name in FILES for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()]
PAIRS: list[dict[str, str]] = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p["fault"]], ids=lambda pair: pair["rewrite"])
def test_what_says_the_same_passes(verifier: Rewriter, pair: dict[str, str]) -> None:
    verdict = verifier.verify(pair["source"], pair["rewrite"])
    assert verdict.outcome == "faithful", [finding.message for finding in verdict.findings]


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["fault"]], ids=lambda pair: pair["rewrite"])
def test_what_says_something_else_does_not(verifier: Rewriter, pair: dict[str, str]) -> None:
    verdict = verifier.verify(pair["source"], pair["rewrite"])
    assert verdict.outcome != "faithful", f"{pair['fault']} is not noticed"

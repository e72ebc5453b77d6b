"""Pairs that are reworded throughout: what is new or gone is found by its own kind.

`counterpart_pairs.jsonl` holds a pair a line; `test_pairs.py` tries those whose `fault` is empty.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainspeak.knowledge import load
from plainspeak.rewriter import Rewriter

LINES = (Path(__file__).parent / "counterpart_pairs.jsonl").read_text("utf-8").splitlines()
PAIRS: list[dict[str, str]] = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["fault"]], ids=lambda pair: pair["rewrite"])
def test_what_is_new_or_gone_is_noticed(verifier: Rewriter, pair: dict[str, str]) -> None:
    verdict = verifier.verify(pair["source"], pair["rewrite"])
    rules = {finding.rule for finding in verdict.findings}
    assert pair["fault"] in rules, f"found {sorted(rules)}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("moved", "switches"),
        ("queries", "searching"),
        ("caught", "detects"),
        ("trimming", "cuts"),
        ("files", "document"),
    ],
)
def test_neighbours_in_meaning_meet_in_any_form(one: str, other: str) -> None:
    language = load().language
    assert language.near(one) & language.near(other)


@pytest.mark.parametrize(("one", "other"), [("open", "closed"), ("rise", "fall"), ("add", "remove"), ("hide", "show")])
def test_opposites_do_not_meet(one: str, other: str) -> None:
    language = load().language
    assert not language.near(one) & language.near(other)

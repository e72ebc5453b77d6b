"""What is denied, which way things go, what changed places, what shares are of, and numbers said otherwise."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter

# One fault of each kind: source, rewrite, rule.
KINDS = [
    ("None of the 12 dams leaked.", "All 12 dams leaked.", "negation-lost"),
    ("The lighthouse is open to visitors.", "Visitors are shut out of the lighthouse.", "negation-added"),
    ("Disagreement among the judges fell.", "The judges disagreed more often.", "direction-flipped"),
    ("The old oven is cheaper to run than the new oven.", "The new oven is cheaper to run than the old oven.", "swap"),
    ("The tax holds in Peru but not in Chile.", "The tax holds in Chile but not in Peru.", "swap"),
    ("6% of visits end with a sale.", "6% of visitors buy something.", "metric-confused"),
    ("The archive shrank to a fifth.", "The archive is a fifth smaller.", "number-changed"),
    ("Rents rose 3% year over year.", "Rents rose 3%.", "baseline-dropped"),
]


@pytest.mark.parametrize(("source", "rewrite", "rule"), KINDS, ids=[rule + ": " + told for _, told, rule in KINDS])
def test_each_kind_is_named(verifier: Rewriter, source: str, rewrite: str, rule: str) -> None:
    verdict = verifier.verify(source, rewrite)
    assert rule in [finding.rule for finding in verdict.findings if finding.severity != "note"]

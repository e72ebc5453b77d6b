"""A share told in words has its value in percent; nothing else is converted."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings


@pytest.fixture(scope="module")
def rewriter() -> Rewriter:
    return Rewriter("exec", packs=[], settings=Settings())


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (
            "We hold recall at 0.81 in the bakery trial.",
            "We hold the share of known cases we catch at 81% in the bakery trial.",
        ),
        ("Recall stayed at 0.62.", "The share of known cases we catch stayed at 62%."),
        ("Precision flat at 0.55.", "Our system still gets 55% of alerts right."),
    ],
)
def test_shares_are_shown_in_percent(rewriter: Rewriter, source: str, wanted: str) -> None:
    assert rewriter.rewrite(source).text == wanted


@pytest.mark.parametrize("source", ["The AUC of both models is about 0.81.", "We raised the recall target by 0.5 km."])
def test_scores_and_other_figures_are_not(rewriter: Rewriter, source: str) -> None:
    assert "%" not in rewriter.rewrite(source).text

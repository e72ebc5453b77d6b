"""What words mean: scope, conditions, stages, measures, causes, benefits, certainty, negation."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter

# Each mechanism with a pair that it must catch and one that it must leave alone: source, rewrite, rule ("" for none).
MECHANISMS = [
    # A limit is missing, and nothing stands in its place.
    ("Ticket sales in coastal towns rose by 8%.", "Ticket sales rose by 8%.", "scope-widened"),
    ("Ticket sales in coastal towns rose by 8%.", "In towns by the sea, ticket sales rose by 8%.", ""),
    ("Season ticket holders get the new app for free.", "People with a season ticket get the new app for free.", ""),
    ("The scanner reads 96% of labels in daylight.", "96% of labels are read by the scanner.", "scope-widened"),
    # A measure is told as another one of the same kind.
    ("Median repair time is 3 days.", "On average, a repair takes 3 days.", "metric-confused"),
    ("Median repair time is 3 days.", "The typical repair takes 3 days.", ""),
    ("Revenue of the workshop grew 6%.", "The workshop's profit grew 6%.", "metric-confused"),
    ("Revenue of the workshop grew 6%.", "The workshop took in 6% more.", ""),
    ("Energy use per loaf fell by 9%.", "Total energy use fell by 9%.", "metric-confused"),
    ("Energy use per loaf fell by 9%.", "Each loaf takes 9% less energy.", ""),
    # A share of one thing is told as a share of another.
    ("Cleaning takes up 20% of the time of our drivers.", "20% of our drivers do the cleaning.", "metric-confused"),
    # A stage is left out, or passed.
    ("The new lock runs in a trial with 40 boats.", "The new lock serves 40 boats.", "stage-raised"),
    ("The new lock will open in May.", "The new lock opened in May.", "stage-raised"),
    ("Work on the quay is paused.", "Work on the quay has been completed.", "stage-raised"),
    # Something is told to have moved what moved by itself.
    ("Noise fell by 4% after the new road opened.", "The new road cut noise by 4%.", "cause-invented"),
    ("The new road cut noise by 4%.", "Noise is down 4%, cut by the new road.", ""),
    # A cause that the grammar of the source gives.
    ("The tour was cancelled for lack of guides.", "The tour was cancelled because there were no guides.", ""),
    ("Unloading is held up by a broken crane.", "Unloading is late because the crane is broken.", ""),
    # A reason that is another one.
    (
        "Because the tide was low, the ferry was late.",
        "The ferry was late because the captain had overslept.",
        "cause-invented",
    ),
    # A benefit that only says the measure's change in other words.
    ("The cost of a crossing fell by 5%.", "A crossing is 5% cheaper.", ""),
    (
        "The crossing takes 5 minutes less.",
        "The crossing takes 5 minutes less, and tourists love it.",
        "benefit-invented",
    ),
    # May as leave, should as if, possible as can.
    ("Each visitor is limited to 3 books.", "Each visitor may take home at most 3 books.", ""),
    ("If the tide turns, the ferry waits.", "Should the tide turn, the ferry waits.", ""),
    ("A change of booking is possible.", "You can change your booking.", ""),
    # Better and worse against the numbers.
    (
        "The error rate of the tide model went from 6% to 2%.",
        "The tide model has become less reliable: its error rate went from 6% to 2%.",
        "direction-flipped",
    ),
    ("The spill rate was 7%, compared with 9% before.", "More spills: 7% against 9%.", "direction-flipped"),
    # With for without, still for no longer.
    ("The bridge was raised without closing the road.", "The bridge was raised with the road closed.", "negation-lost"),
    ("The harbour no longer takes oil tankers.", "The harbour still takes oil tankers.", "negation-lost"),
]


@pytest.mark.parametrize(("source", "rewrite", "rule"), MECHANISMS)
def test_each_mechanism(verifier: Rewriter, source: str, rewrite: str, rule: str) -> None:
    verdict = verifier.verify(source, rewrite)
    found = {finding.rule for finding in verdict.findings if finding.severity != "note"}
    assert (rule in found) if rule else not found, [finding.message for finding in verdict.findings]

"""Words that colour a claim: direction, certainty, negation, causes, benefits, stages, dates."""

from __future__ import annotations

import pytest

from plainspeak import knowledge
from plainspeak.fidelity import compare

# source, rewrite, part of the rule's name
WRONG = [
    # direction
    ("Latency fell by 12 ms.", "Latency rose by 12 ms.", "direction"),
    ("Latency improved by 12%.", "Answers take 12% more time.", "direction"),
    ("Recall rose by 12 points.", "We catch 12 fewer of every 100 known cases.", "direction"),
    ("The queue grew from 3 to 9 boats.", "The queue shrank from 9 to 3 boats.", ""),
    # certainty
    ("The ferry may be late.", "The ferry will be late.", "certainty"),
    ("The ferry will probably be late.", "The ferry is late.", "certainty"),
    ("It is unclear whether the pier is safe.", "The pier is safe.", ""),
    ("The ferry is late.", "The ferry may be late.", "certainty"),
    ("We expect the pier to open on 4 May.", "The pier opens on 4 May.", "certainty"),
    ("The test suggests that the pier is safe.", "The test proves that the pier is safe.", "certainty"),
    # negation
    ("The pier is not open.", "The pier is open.", "negation"),
    ("The pier is open.", "The pier is not open.", "negation"),
    ("No boats were lost.", "Boats were lost.", "negation"),
    # causes and benefits
    (
        "Traffic rose by 12% after the pier opened.",
        "Traffic rose by 12% because the pier opened.",
        "cause",
    ),
    ("Latency fell by 12 ms.", "Latency fell by 12 ms, which delights customers.", ""),
    ("Latency fell by 12 ms.", "Latency fell by 12 ms, so revenue will grow.", ""),
    # stages
    ("The new pier is a pilot.", "The new pier is live.", ""),
    ("The incident was mitigated.", "The incident was resolved.", ""),
    # dates
    ("The pier opens on 4 May.", "The pier opens on 5 May.", ""),
    ("The pier opens on 4 May.", "The pier opens.", ""),
    ("The pier opens.", "The pier opens on Tuesday.", ""),
]


@pytest.mark.parametrize(("source", "rewrite", "rule"), WRONG)
def test_what_changes_the_meaning(source: str, rewrite: str, rule: str) -> None:
    verdict = compare(source, rewrite, knowledge.load())
    assert verdict.outcome != "faithful"
    assert any(rule in finding.rule for finding in verdict.findings if finding.severity != "note")


RIGHT = [
    ("Latency fell by 12 ms.", "Answers come 12 ms sooner."),
    ("Latency improved by 12%.", "Answers take 12% less time."),
    ("The ferry may be late.", "The ferry might be late."),
    ("The ferry will probably be late.", "The ferry is likely to be late."),
    ("The pier is not open.", "The pier isn't open."),
    ("Boats were not able to land.", "Boats were unable to land."),
    ("Traffic fell because of the storm.", "Traffic fell due to the storm."),
    ("The pier opens on 4 May.", "On May 4, the pier opens."),
    ("If it rains, the pier shuts.", "The pier shuts if it rains."),
    ("The new pier is a pilot.", "The new pier is a trial."),
]


@pytest.mark.parametrize(("source", "rewrite"), RIGHT)
def test_what_does_not(source: str, rewrite: str) -> None:
    verdict = compare(source, rewrite, knowledge.load())
    assert verdict.outcome == "faithful", [f.message for f in verdict.findings]


def test_a_condition_that_is_gone_needs_a_look() -> None:
    verdict = compare("If it rains, the pier shuts.", "The pier shuts.", knowledge.load())
    assert verdict.outcome != "faithful"


def test_what_only_tells_what_a_term_means_is_no_claim() -> None:
    """The meaning of a term may hold words such as "without", "may" or "more"; they say nothing of the case."""
    known = knowledge.load()
    for term in ("regularisation", "recall", "canary-release", "idempotent", "p99-latency"):
        if term not in known.glossary:
            continue
        entry = known.glossary.term(term)
        if not entry.names or not entry.plain:
            continue
        source = f"We spoke about {entry.names[0]} with the crew."
        rewrite = f"We spoke about {entry.names[0]} ({entry.plain}) with the crew."
        verdict = compare(source, rewrite, known)
        assert verdict.outcome == "faithful", (term, [f.message for f in verdict.findings])


def test_a_finding_has_the_places_of_its_words() -> None:
    source, rewrite = "The pier may open on 4 May.", "The pier opens on 5 May, which delights customers."
    findings = compare(source, rewrite, knowledge.load()).findings
    assert findings
    for finding in findings:
        spots = [text[slice(*span)] for text, span in ((source, finding.source), (rewrite, finding.rewrite)) if span]
        assert finding.text in spots or not spots
        assert finding.message.endswith((".", "?"))

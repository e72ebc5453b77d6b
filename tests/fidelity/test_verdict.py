from __future__ import annotations

import json
import os
import subprocess
import sys

from plainspeak import knowledge
from plainspeak.fidelity import Fate, Verdict, compare
from plainspeak.findings import Finding

OUTCOMES = {"faithful", "unfaithful", "unsure"}
FATES = {"kept", "restated", "derived", "changed", "lost"}
SEVERITIES = {"error", "warning", "note"}


def test_its_shape_as_json() -> None:
    verdict = compare("14 boats took 90 minutes.", "14 boats took 80 minutes.", knowledge.load())
    data = json.loads(json.dumps(verdict.to_dict()))
    assert list(data) == ["version", "outcome", "findings", "facts"]
    assert data["version"] == 1
    assert data["outcome"] in OUTCOMES
    for finding in data["findings"]:
        assert list(finding) == ["rule", "severity", "message", "text", "source", "rewrite", "fix"]
        assert finding["severity"] in SEVERITIES
    for fact in data["facts"]:
        assert list(fact) == ["text", "source", "fate", "rewrite", "said", "working"]
        assert fact["fate"] in FATES
    assert data["facts"][0] == {
        "text": "14",
        "source": [0, 2],
        "fate": "kept",
        "rewrite": [0, 2],
        "said": "14",
        "working": "",
    }


def test_the_outcome_follows_the_gravest_finding() -> None:
    known = knowledge.load()
    for source, rewrite in [
        ("14 boats came.", "14 boats came."),
        ("14 boats came.", "15 boats came."),
        ("Recall fell by 8%.", "We now catch 8% fewer known cases."),
        ("Recall rose by 8%.", "We now catch 8% more known cases."),
    ]:
        verdict = compare(source, rewrite, known)
        severities = {finding.severity for finding in verdict.findings}
        expected = "unfaithful" if "error" in severities else "unsure" if "warning" in severities else "faithful"
        assert verdict.outcome == expected


def test_only_faithful_counts_as_true() -> None:
    assert Verdict("faithful", (), ())
    assert not Verdict("unsure", (), ())
    assert not Verdict("unfaithful", (), ())


def test_what_is_not_there_is_null() -> None:
    assert Fate("14", (0, 2), "lost").to_dict()["rewrite"] is None
    finding = Finding("number-lost", "error", "The rewrite leaves out 14.", "14").to_dict()
    assert (finding["source"], finding["rewrite"], finding["fix"]) == (None, None, None)


def test_two_empty_texts_are_the_same() -> None:
    assert compare("", "", knowledge.load()).to_dict() == {
        "version": 1,
        "outcome": "faithful",
        "findings": [],
        "facts": [],
    }


def test_the_same_texts_get_the_same_findings_in_every_run() -> None:
    # A set has another order in every process, and where several findings fit, the first is told.
    script = (
        "import plainspeak\n"
        "for source, rewrite in [\n"
        "    ('Refunds are approved automatically.', 'Refunds are neither approved nor automatic any more.'),\n"
        "    ('The depot is open, private and covered.', 'The depot is closed, public and left out.'),\n"
        "    ('Support has access to the archive.', 'Support is locked out of the archive and opposes it.'),\n"
        "]:\n"
        "    print([f.to_dict() for f in plainspeak.verify(source, rewrite).findings])\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4", "5")
    }
    assert len(told) == 1

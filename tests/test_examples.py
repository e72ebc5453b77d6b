"""Every term of our own pack proves itself: what its examples say, the rewrite gives."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import plainspeak
from plainspeak import packs
from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

GLOSSARY = Path(plainspeak.__file__).parent / "data" / "glossary"
HEADING = re.compile(r"^\[([a-z0-9-]+)\]", re.MULTILINE)

# Read by their headings only, so that collecting the tests takes no time.
TERMS = [term for file in sorted(GLOSSARY.glob("*.toml")) for term in HEADING.findall(file.read_text(encoding="utf-8"))]


@cache
def rewriter(audience: str) -> Rewriter:
    return Rewriter(audience, packs=[], settings=Settings())


def test_there_are_terms_and_none_is_there_twice() -> None:
    assert len(TERMS) == len(set(TERMS))
    assert set(TERMS) == set(packs.load()["terms"])


@pytest.mark.parametrize("term", TERMS)
def test_the_examples_hold(term: str) -> None:
    examples = rewriter("exec").knowledge.glossary.raw(term).get("examples", [])
    assert examples, "a term needs an example"
    wrong: list[str] = []
    for example in examples:
        result = rewriter(example.get("audience", "exec")).rewrite(example["say"])
        if result.text != example["get"]:
            wrong.append(f"{example['say']!r}\n   gives {result.text!r}\n   wants {example['get']!r}")
        if not result.verdict:
            wrong.append(f"{example['say']!r} is {result.verdict.outcome}: {[f.message for f in result.findings]}")
        if "note" in example:
            rules = {finding.rule for finding in result.findings}
            wrong += [f"{example['say']!r} gives no note {n!r}" for n in example["note"] if n not in rules]
    assert not wrong, "\n".join(wrong)

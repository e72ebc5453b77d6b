"""Every rule proves itself: by its examples of what must be found and what must not, and by what it says of itself."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from plainspeak import documents
from plainspeak.checks import rules
from plainspeak.checks.about import about, parse
from plainspeak.checks.config import Policy
from plainspeak.checks.engine import Checker
from plainspeak.checks.report import CheckFinding
from plainspeak.findings import SEVERITIES
from plainspeak.knowledge import load
from plainspeak.settings import RuleSettings

ROOT = Path(__file__).parents[2]


def examples(kind: str) -> list[Any]:
    """Return the examples of all rules; one that begins with the header of a mail is read as a mail."""
    found = []
    for name in rules.names():
        listed = getattr(import_module(rules.module_name(name)), kind)
        found += [pytest.param((name, *example), id=f"{name}-{number}") for number, example in enumerate(listed)]
    return found


@cache
def checker(name: str, audience: str) -> Checker:
    knowledge = load()
    names = None if name == "unused-suppression" else (name,)  # that one looks at what the others hide
    return Checker(knowledge.audiences.get(audience), knowledge, Policy(RuleSettings(select=names)))


def found_by(name: str, audience: str, text: str) -> list[CheckFinding]:
    findings = checker(name, audience).check(documents.read(text.encode())).findings
    return [finding for finding in findings if finding.rule == name]


@pytest.mark.parametrize("example", examples("FOUND"))
def test_what_must_be_found(example: tuple[str, ...]) -> None:
    name, audience, text, *words = example
    found = [finding.text for finding in found_by(name, audience, text)]
    assert found
    assert not words or words[0] in found


@pytest.mark.parametrize("example", examples("SILENT"))
def test_what_must_not_be_found(example: tuple[str, str, str]) -> None:
    name, audience, text = example
    assert not [finding.text for finding in found_by(name, audience, text)]


@pytest.mark.parametrize("name", rules.names())
def test_every_rule_says_what_it_does_and_why(name: str) -> None:
    told, rule = about(name), rules.load(name)
    assert rule.name == name
    assert rule.severity in SEVERITIES
    assert told.summary.endswith(".")
    assert "\n\n" not in told.summary
    for heading, text in told.sections:
        assert text, heading
    module = import_module(rules.module_name(name))
    assert len(module.FOUND) >= 2
    assert len(module.SILENT) >= 2


def test_a_docstring_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="expected the sections What it does, Why"):
        parse("Finds words.\n\nWhy: It matters.\n")


def docs_maker() -> ModuleType:
    """Import docs/make_rules.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("make_rules", ROOT / "docs" / "make_rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_on_rules_are_current() -> None:
    pages = docs_maker().pages()
    folder = ROOT / "docs" / "rules"
    assert sorted(file.name for file in folder.iterdir()) == sorted(pages)
    stale = [name for name, page in pages.items() if (folder / name).read_text(encoding="utf-8") != page]
    assert not stale, "make them anew: python docs/make_rules.py"

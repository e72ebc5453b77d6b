"""The rules of the check, by their names; each is imported when it is first used."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from plainspeak.checks.rule import Rule

_MODULES = {  # rule -> its module here
    "jargon": "jargon",
    "acronym-unexplained": "acronyms",
    "activity-not-outcome": "activity",
    "missing-impact": "impact",
    "number-without-baseline": "baseline",
    "ambiguous-percent": "ambiguous_percent",
    "overcertain": "overcertain",
    "uncertainty-without-learning": "learning",
    "significance-misused": "significance",
    "vague-quantity": "vague_quantity",
    "roadblock-without-options": "roadblock",
    "ask-without-owner-or-date": "ask",
    "buried-lead": "lead",
    "status-colour-contradicts": "colour",
    "subject-says-nothing": "subject",
    "progress-problems-plan": "ppp",
    "long-sentence": "sentence_length",
    "wordy": "wordy",
    "blame-or-drama": "blame",
    "unused-suppression": "unused_suppression",  # the last one: it looks at what became of the others' findings
}


def names() -> tuple[str, ...]:
    """Return the names of all rules, in the order in which they are listed."""
    return tuple(_MODULES)


def module_name(name: str) -> str:
    """Return the module of a rule, for its docstring and examples."""
    return f"{__name__}.{_MODULES[name]}"


@cache
def load(name: str) -> Rule:
    """Return a rule.

    Args:
        name: Its name.
    """
    found = import_module(module_name(name)).RULE
    assert isinstance(found, Rule)
    return found

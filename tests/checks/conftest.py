"""What the tests of the check share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from plainspeak import documents
from plainspeak.checks.config import Policy
from plainspeak.checks.engine import Checker
from plainspeak.checks.report import Report
from plainspeak.knowledge import load
from plainspeak.settings import RuleSettings

Check = Callable[..., Report]


@pytest.fixture
def check() -> Check:
    """Check a text with some of the rules, or with all of them, and with no configuration."""

    def call(text: str, *names: str, audience: str = "exec", path: str = "-") -> Report:
        knowledge = load()
        policy = Policy(RuleSettings(select=names or None))
        return Checker(knowledge.audiences.get(audience), knowledge, policy).check(documents.of_text(text, path))

    return call


def rules_of(report: Report) -> Sequence[tuple[str, str]]:
    return [(finding.rule, finding.text) for finding in report.findings]

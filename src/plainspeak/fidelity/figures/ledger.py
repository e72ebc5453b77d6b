"""What comparing numbers has brought to light so far: findings, and what became of each number."""

from __future__ import annotations

from plainspeak.fidelity.figures.equality import span
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.verdict import Fate
from plainspeak.findings import Finding
from plainspeak.quantities import Quantity


class Ledger:
    """Collects findings and fates.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
    """

    def __init__(self, source: Reading, rewrite: Reading) -> None:
        self.source, self.rewrite = source, rewrite
        self.findings: list[Finding] = []
        self.fates: list[Fate] = []
        self.turned: list[tuple[Number | None, Number]] = []
        """Numbers that are told by what is left to 100%, and what tells them."""

    def said(self, quantity: Quantity) -> str:
        """Return the words of a number of the source."""
        return self.source.text[quantity.start : quantity.end]

    def retold(self, quantity: Quantity) -> str:
        """Return the words of a number of the rewrite."""
        return self.rewrite.text[quantity.start : quantity.end]

    def error(self, rule: str, message: str, was: Quantity, now: Quantity, severity: str = "error") -> str:
        """Add a finding about two numbers that belong together, and return its rule."""
        said, told = self.said(was), self.retold(now)
        self.findings.append(Finding(rule, severity, message, told, span(was), span(now), said))
        return rule

    def lost(self, rule: str, message: str, was: Quantity) -> None:
        """Add a finding about a number that the rewrite leaves out."""
        self.findings.append(Finding(rule, "error", message, self.said(was), span(was), None))

    def added(self, rule: str, message: str, now: Quantity) -> None:
        """Add a finding about a number that the source does not have."""
        self.findings.append(Finding(rule, "error", message, self.retold(now), None, span(now)))

    def fate(self, was: Quantity, fate: str, now: Quantity | None, working: str = "") -> None:
        """Note what became of a number of the source."""
        said = self.retold(now) if now else ""
        self.fates.append(Fate(self.said(was), span(was), fate, span(now) if now else None, said, working))

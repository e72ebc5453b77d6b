"""What is found in a text: a rule, a reason, a place, and where possible the mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]

SEVERITIES = ("error", "warning", "note")
"""How much a finding matters, most first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reader should know about a text or a rewrite.

    Args:
        rule: Its kind, in words with hyphens ("number-changed").
        severity: "error" (the meaning changed), "warning" (look at it) or "note" (good to know).
        message: One sentence that says what it is and what to do.
        text: The words that it is about.
        source: Their place in the source text, in characters, if they stand there.
        rewrite: Their place in the rewrite, if they stand there.
        fix: What could be said instead, if that is known.

    >>> Finding("number-lost", "error", "The rewrite leaves out 3%.", "3%", source=(10, 12)).rule
    'number-lost'
    """

    rule: str
    severity: str
    message: str
    text: str
    source: Span | None = None
    rewrite: Span | None = None
    fix: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data, in the documented shape."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "text": self.text,
            "source": list(self.source) if self.source else None,
            "rewrite": list(self.rewrite) if self.rewrite else None,
            "fix": self.fix,
        }

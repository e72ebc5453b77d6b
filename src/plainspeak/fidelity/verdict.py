"""What the verifier answers: faithful, unfaithful or unsure, with its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plainspeak.findings import Finding, Span

VERSION = 1


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one fact of the source.

    Args:
        text: The fact in the words of the source.
        source: Its place there, in characters.
        fate: "kept", "restated", "derived", "changed" or "lost".
        rewrite: Where it stands in the rewrite, if it does.
        said: The words that carry it there.
        working: For a derived number, how it follows.
    """

    text: str
    source: Span
    fate: str
    rewrite: Span | None = None
    said: str = ""
    working: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the fate as plain data, in the documented shape."""
        return {
            "text": self.text,
            "source": list(self.source),
            "fate": self.fate,
            "rewrite": list(self.rewrite) if self.rewrite else None,
            "said": self.said,
            "working": self.working,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to: does the rewrite say what the source says?

    It tells what was checked and what was found. "faithful" means that no check found a change; it is no proof.

    Args:
        outcome: "faithful", "unfaithful" (a check found a change) or "unsure" (a person should look).
        findings: Why, and what else is worth knowing.
        facts: What became of each number of the source.
    """

    outcome: str
    findings: tuple[Finding, ...]
    facts: tuple[Fate, ...]

    def __bool__(self) -> bool:
        """Return whether the outcome is "faithful"."""
        return self.outcome == "faithful"

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as plain data, in the documented shape."""
        return {
            "version": VERSION,
            "outcome": self.outcome,
            "findings": [f.to_dict() for f in self.findings],
            "facts": [f.to_dict() for f in self.facts],
        }

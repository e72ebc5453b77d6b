"""What the check says of documents: findings with their places, and what could not be read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from plainspeak.checks.document import Document, Part
from plainspeak.errors import UsageError
from plainspeak.findings import SEVERITIES, Span

VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing that the reader of a text will not understand, or will miss.

    Args:
        rule: The rule's name ("jargon").
        severity: "error", "warning" or "note".
        message: What this reader will miss, and what to do.
        text: The exact words.
        span: Their place in the text of ``part``, in characters.
        line: Line of their first character, from 1.
        column: Its column, from 1.
        end_line: Line of the character after the last.
        end_column: Its column, from 1.
        fix: What could be said instead of exactly these words, if that is known.
        safe: Whether ``--fix`` may write it: nothing that is claimed changes.
        source: The document's path, as it was given.
        part: The text that they stand in: the body of the document or its subject.
    """

    rule: str
    severity: str
    message: str
    text: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    fix: str | None
    safe: bool
    source: str
    part: Part = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data, in the documented shape."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "text": self.text,
            "part": self.part.kind,
            "span": list(self.span),
            "lines": self.part.lines,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
            "fix": self.fix,
            "safe": self.safe,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one document or in several.

    Args:
        audience: The reader's name.
        findings: What was found, in the order of the documents and of their texts.
        documents: What was read.

    >>> import plainspeak
    >>> report = plainspeak.check("All is well.", audience="exec")
    >>> report.findings, report.fails("note")
    ((), False)
    """

    audience: str
    findings: tuple[CheckFinding, ...]
    documents: tuple[Document, ...] = field(default=(), repr=False)

    @property
    def not_checked(self) -> tuple[tuple[str, str], ...]:
        """What could not be read: the path, and a sentence with the reason."""
        return tuple((document.path, reason) for document in self.documents for reason in document.not_checked)

    def fails(self, level: str = "warning") -> bool:
        """Return whether anything was found that is at least so severe.

        Args:
            level: "error", "warning" or "note".

        Raises:
            UsageError: It is none of these.
        """
        if level not in SEVERITIES:
            raise UsageError(f"There is no severity {level!r}. Severities: {', '.join(SEVERITIES)}.")
        return any(SEVERITIES.index(f.severity) <= SEVERITIES.index(level) for f in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data, in the documented shape."""
        return {
            "version": VERSION,
            "audience": self.audience,
            "findings": [finding.to_dict() for finding in self.findings],
            "not_checked": [{"source": path, "reason": reason} for path, reason in self.not_checked],
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the report as JSON.

        Args:
            indent: Spaces per level; None puts all on one line.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def joined(audience: str, reports: Iterable[Report]) -> Report:
    """Return one report of several documents.

    Args:
        audience: The reader's name.
        reports: Those of the single documents, in order.
    """
    listed = list(reports)
    return Report(
        audience,
        tuple(finding for report in listed for finding in report.findings),
        tuple(document for report in listed for document in report.documents),
    )

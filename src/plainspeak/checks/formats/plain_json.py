"""A report as JSON, in the shape of docs/check.schema.json."""

from __future__ import annotations

from plainspeak.checks.report import Report


def render(report: Report, level: str) -> str:
    """Return the report as JSON text.

    Args:
        report: What was found.
        level: Not used: the findings carry their severity.
    """
    del level
    return report.to_json(indent=2) + "\n"

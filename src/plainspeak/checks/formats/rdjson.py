"""A report in the Reviewdog Diagnostic Format; its columns count the bytes of UTF-8."""

from __future__ import annotations

import json
from typing import Any

from plainspeak.checks.formats import places
from plainspeak.checks.report import CheckFinding, Report

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report, level: str) -> str:
    """Return the report as one JSON object.

    Args:
        report: What was found.
        level: Not used: the findings carry their severity.
    """
    del level
    diagnostics = [_diagnostic(finding) for finding in report.findings]
    for path, reason in report.not_checked:
        diagnostics.append(
            {
                "message": reason,
                "location": {"path": places.path(path)},
                "severity": "WARNING",
                "code": {"value": "not-checked"},
            }
        )
    data = {"source": {"name": "plainspeak"}, "severity": "WARNING", "diagnostics": diagnostics}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(finding: CheckFinding) -> dict[str, Any]:
    location: dict[str, Any] = {"path": places.path(finding.source)}
    told: dict[str, Any] = {
        "message": places.message(finding),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if places.in_file(finding):
        first, last = places.byte_columns(finding)
        location["range"] = {
            "start": {"line": finding.line, "column": first},
            "end": {"line": finding.end_line, "column": last},
        }
        if finding.fix is not None and places.exchangeable(finding):
            told["suggestions"] = [{"range": location["range"], "text": finding.fix}]
    return told

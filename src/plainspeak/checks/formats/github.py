"""A report as the commands with which GitHub Actions puts notes beside the lines of a pull request."""

from __future__ import annotations

from plainspeak.checks.formats import places
from plainspeak.checks.report import CheckFinding, Report

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, level: str) -> str:
    """Return one command for each finding and for each thing that was not checked.

    Args:
        report: What was found.
        level: Not used: GitHub shows all severities.
    """
    del level
    lines = [_command(finding) for finding in report.findings]
    for path, reason in report.not_checked:
        lines.append(f"::warning title=plainspeak (not checked),file={_property(places.path(path))}::{_data(reason)}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: CheckFinding) -> str:
    where = {"title": f"plainspeak ({finding.rule})", "file": places.path(finding.source)}
    if places.in_file(finding):
        where |= {"line": str(finding.line), "endLine": str(finding.end_line)}
        if finding.line == finding.end_line:  # columns of different lines are refused
            where |= {"col": str(finding.column), "endColumn": str(finding.end_column)}
    told = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(places.message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

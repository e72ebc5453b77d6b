"""What the check found, on the screen: place, reason, the marked line, and what to say instead."""

from __future__ import annotations

from collections import Counter

from plainspeak.checks.report import CheckFinding, Report
from plainspeak.cli import show
from plainspeak.findings import SEVERITIES


def report_lines(report: Report, pen: show.Pen) -> list[str]:
    """Return the lines that show a report.

    Args:
        report: What was found.
        pen: How to colour it.
    """
    lines: list[str] = []
    for finding in report.findings:
        lines += [*_shown(finding, pen), ""]
    if report.findings:
        lines.append(summary(report))
    return lines


def summary(report: Report) -> str:
    """Return one line that counts the findings."""
    counts = Counter(finding.severity for finding in report.findings)
    parts = [f"{counts[s]} {s}{'s' if counts[s] > 1 else ''}" for s in SEVERITIES if counts[s]]
    files = len({finding.source for finding in report.findings})
    told = ", ".join(parts) + (f" in {files} files" if files > 1 else "") + "."
    fixable = sum(finding.safe and finding.fix is not None for finding in report.findings)
    return told + (f" --fix can mend {fixable} of them." if fixable else "")


def place(finding: CheckFinding) -> str:
    """Return where a finding is, as editors and terminals make a link of it.

    The line of the file where it means something, else that of the decoded body, which it says.
    """
    name = "<stdin>" if finding.source == "-" else finding.source
    if finding.part.lines == "file":
        return f"{name}:{finding.line}:{finding.column}"
    if finding.part.kind == "subject":
        return f"{name}: subject"
    return f"{name}: body line {finding.line}, column {finding.column}"


def _shown(finding: CheckFinding, pen: show.Pen) -> list[str]:
    label = f"{finding.line:>5} | "
    lines = [f"{pen.head(show.flat(place(finding)))}: {pen.bad(finding.severity, finding.severity)} {finding.rule}"]
    lines += show.indented(finding.message, pen, "  ")
    lines += show.marked(finding.part.text, finding.span, pen, label, finding.severity)
    if finding.fix is not None:
        lines += show.indented(finding.fix or "(leave it out)", pen, " " * 11, "  instead  ")
    return lines

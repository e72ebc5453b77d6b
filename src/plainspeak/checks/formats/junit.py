"""A report as JUnit's XML: a suite for each file, a test case for each finding."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from plainspeak.checks.document import Document
from plainspeak.checks.formats import places
from plainspeak.checks.report import CheckFinding, Report
from plainspeak.findings import SEVERITIES

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, level: str) -> str:
    """Return the report as XML; findings below the level are told, and do not fail.

    Args:
        report: What was found.
        level: The severity from which on a finding is a failure.
    """
    found: dict[int, list[CheckFinding]] = {}
    number_of = {id(part): number for number, document in enumerate(report.documents) for part in document.parts}
    for finding in report.findings:
        found.setdefault(number_of.get(id(finding.part), 0), []).append(finding)
    suites = [_suite(document, found.get(number, []), level) for number, document in enumerate(report.documents)]
    tests = sum(suite[1] for suite in suites)
    failures = sum(suite[2] for suite in suites)
    head = f'<testsuites name="plainspeak" tests="{tests}" failures="{failures}">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', head, *(line for suite in suites for line in suite[0])]
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(document: Document, findings: list[CheckFinding], level: str) -> tuple[list[str], int, int]:
    """Return the lines of a file's suite, and how many tests and failures it has."""
    name = places.path(document.path)
    cases = [_case(finding, name, level) for finding in findings]
    where = f'<testcase name="not checked" classname={_quoted(name)}>'
    cases += ((f"{where}<skipped message={_quoted(reason)}/></testcase>", False) for reason in document.not_checked)
    if not cases:
        cases.append((f'<testcase name="plainspeak" classname={_quoted(name)}/>', False))
    failures = sum(failed for _, failed in cases)
    skipped = len(document.not_checked)
    head = f'<testsuite name={_quoted(name)} tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}">'
    return [f"  {head}", *(f"    {case}" for case, _ in cases), "  </testsuite>"], len(cases), failures


def _case(finding: CheckFinding, name: str, level: str) -> tuple[str, bool]:
    """Return one test case, and whether it failed."""
    failed = SEVERITIES.index(finding.severity) <= SEVERITIES.index(level)
    told = f"{places.message(finding)}\n{finding.text}"
    inside = (
        f"<failure type={_quoted(finding.severity)} message={_quoted(places.message(finding))}>{_text(told)}</failure>"
        if failed
        else f"<system-out>{_text(finding.severity)}: {_text(told)}</system-out>"
    )
    where = f" line={_quoted(str(finding.line))}" if places.in_file(finding) else ""
    return f"<testcase name={_quoted(finding.rule)} classname={_quoted(name)}{where}>{inside}</testcase>", failed


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;"})

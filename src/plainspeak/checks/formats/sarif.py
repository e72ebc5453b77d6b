"""A report in SARIF 2.1.0, which GitHub's code scanning and many editors read."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import Any

from plainspeak.checks import rules
from plainspeak.checks.about import about
from plainspeak.checks.formats import places
from plainspeak.checks.report import CheckFinding, Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, level: str) -> str:
    """Return the report as one JSON object.

    Args:
        report: What was found.
        level: Not used: the results carry their level.
    """
    del level
    from plainspeak import __version__

    found = {finding.rule for finding in report.findings}
    names = [name for name in rules.names() if name in found]
    seen: Counter[str] = Counter()
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "plainspeak",
                "semanticVersion": __version__,
                "rules": [_rule(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names.index(finding.rule), seen) for finding in report.findings],
    }
    if report.not_checked:
        notes = [
            {"level": "warning", "message": {"text": reason}, "locations": [_location(path, None)]}
            for path, reason in report.not_checked
        ]
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notes}]
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    told, rule = about(name), rules.load(name)
    return {
        "id": name,
        "shortDescription": {"text": told.summary},
        "fullDescription": {"text": told.what},
        "help": {
            "text": "\n\n".join(f"{heading}: {text}" for heading, text in told.sections),
            "markdown": "\n\n".join(f"**{heading}**\n\n{text}" for heading, text in told.sections),
        },
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: CheckFinding, index: int, seen: Counter[str]) -> dict[str, Any]:
    region = None
    if places.in_file(finding):
        region = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
    # The same words in the same file stay the same finding when lines above them come or go.
    print_of = sha256(f"{finding.rule}\0{finding.source}\0{finding.text}".encode("utf-8", "replace")).hexdigest()[:16]
    seen[print_of] += 1
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": places.message(finding)},
        "locations": [_location(finding.source, region)],
        "partialFingerprints": {"primaryLocationLineHash": f"{print_of}:{seen[print_of]}"},
    }
    if finding.fix is not None and places.exchangeable(finding):
        change = {
            "artifactLocation": {"uri": places.uri(finding.source)},
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": finding.fix}}],
        }
        said = f"Say: {finding.fix}" if finding.fix else "Leave it out."
        result["fixes"] = [{"description": {"text": said}, "artifactChanges": [change]}]
    return result


def _location(source: str, region: dict[str, int] | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": places.uri(source)}}
    if region is not None:
        place["region"] = region
    return {"physicalLocation": place}

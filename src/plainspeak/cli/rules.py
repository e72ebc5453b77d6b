"""``plainspeak rules``: the rules of the check, and what the configuration makes of them."""

from __future__ import annotations

import sys

import click

from plainspeak import settings
from plainspeak.checks import rules
from plainspeak.checks.about import about, flowing
from plainspeak.checks.config import policy
from plainspeak.cli import common, show


@click.command(context_settings=common.HELP)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print them.",
)
def command(form: str) -> int:
    """List the rules of the check with their severities; `plainspeak explain RULE` tells more of one."""
    base = policy(settings.load()).severities()
    rows = []
    for name in rules.names():
        default = rules.load(name).severity
        rows.append((name, default, (base[name] or default) if name in base else "off", flowing(about(name).summary)))
    if form == "json":
        keys = ("name", "default", "severity", "summary")
        common.write_json({"version": 1, "rules": [dict(zip(keys, row, strict=True)) for row in rows]})
        return 0
    pen = show.Pen(sys.stdout)
    wide = max(len(row[0]) for row in rows) + 2
    lines = []
    for name, default, severity, summary in rows:
        told = severity if severity == default else f"{severity} (is {default})"
        head = f"{show.padded(name, wide)}{show.padded(told, 9)}"
        lines += show.indented(summary, pen, " " * (wide + 9), head if len(told) < 9 else f"{head}  ")
    common.write("\n".join(lines) + "\n")
    return 0

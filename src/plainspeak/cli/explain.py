"""``plainspeak explain``: one rule of the check in words."""

from __future__ import annotations

import sys

import click

from plainspeak.checks import rules
from plainspeak.checks.about import about, flowing
from plainspeak.checks.config import unknown
from plainspeak.cli import common, show
from plainspeak.errors import UsageError

OFF = """In a text, in the same line or in a line of its own before it:
    <!-- plainspeak: off {name} -->
For one run:
    plainspeak check FILE --ignore {name}
For all files, in pyproject.toml:
    [tool.plainspeak.check]
    ignore = ["{name}"]"""


@click.command(context_settings=common.HELP)
@click.argument("name", metavar="RULE")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(name: str, form: str) -> int:
    """Say what a rule of the check does, why, with an example, and how to switch it off."""
    if name not in rules.names():
        message = unknown(name)
        raise UsageError(message[0].upper() + message[1:])
    told, rule = about(name), rules.load(name)
    if form == "json":
        sections = {heading.lower().replace(" ", "_"): text for heading, text in told.sections}
        data = {"version": 1, "name": name, "severity": rule.severity, "summary": told.summary, **sections}
        common.write_json(data)
        return 0
    pen = show.Pen(sys.stdout)
    lines = [f"{pen.head(name)} ({rule.severity})", ""]
    lines += show.wrapped(flowing(told.summary), pen.width)
    off = ("How to switch it off", OFF.format(name=name))
    for heading, text in (*((heading, flowing(text)) for heading, text in told.sections), off):
        lines += ["", pen.head(heading), *show.indented(text, pen, "  ")]
    common.write("\n".join(lines) + "\n")
    return 0

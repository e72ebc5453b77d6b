"""Where findings are, in the words and the units of each format."""

from __future__ import annotations

import os
from urllib.parse import quote

from plainspeak.checks.report import CheckFinding

STDIN = "stdin"
"""The path of a text from standard input, where a format wants one."""


def path(source: str) -> str:
    """Return a path as other programs know the file: from the working directory, with slashes.

    >>> path("./notes/week.md"), path("-")
    ('notes/week.md', 'stdin')
    """
    if source == "-":
        return STDIN
    if os.path.isabs(source):
        from_here = os.path.relpath(source)
        source = source if from_here.startswith(os.pardir) else from_here
    return os.path.normpath(source).replace(os.sep, "/")


def uri(source: str) -> str:
    """Return a path as a URI reference.

    >>> uri("week 14.md")
    'week%2014.md'
    """
    found = path(source)
    return ("file://" if found.startswith("/") else "") + quote(os.fsencode(found))  # a name may be no UTF-8


def in_file(finding: CheckFinding) -> bool:
    """Return whether line and column are those of the file."""
    return finding.part.lines == "file"


def message(finding: CheckFinding) -> str:
    """Return the message; where the line of the file means nothing, it says which line of the body is meant."""
    where = "" if in_file(finding) else f"{finding.part.kind.capitalize()}, line {finding.line}: "
    return f"{where}{finding.message}"


def byte_columns(finding: CheckFinding) -> tuple[int, int]:
    """Return the columns of a finding, counted in the bytes of UTF-8."""
    part, (start, end) = finding.part, finding.span
    columns = [
        len(part.counted[place - column + 1 : place].encode("utf-8", "replace")) + 1
        for place, column in ((part.place(start), finding.column), (part.place_after(end), finding.end_column))
    ]
    return columns[0], columns[1]


def exchangeable(finding: CheckFinding) -> bool:
    """Return whether the words stand in the file as they are, so that a program may put the fix in their place."""
    part, (start, end) = finding.part, finding.span
    return in_file(finding) and part.counted[part.place(start) : part.place_after(end)] == finding.text

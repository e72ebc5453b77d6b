"""Finds patches in a mail's text, and what git writes around a commit's message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plainspeak.mail.lines import Line

_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_HEAD = re.compile(
    r"diff --git |index [0-9a-f]{4,}\.\.|(?:new|deleted) file mode \d|(?:old|new) mode \d|(?:dis)?similarity index \d"
    r"|(?:rename|copy) (?:from|to) |--- \S|\+\+\+ \S|Binary files |GIT binary patch|(?:literal|delta) \d"
)
_STAT = re.compile(
    r" (?:\S[^|\n]* \| +(?:\d|Bin)|\d+ files? changed|(?:create|delete) mode \d|(?:rename|copy|mode change) )"
)
_TRAILER = re.compile(r"(?:[A-Z][a-z]+(?:-[a-z]+)*-by|Cc|Change-Id|Fixes|Link|Closes): ?\S")
_FIELD = re.compile(r"(?:From|Date|Subject): ")


def label(lines: list[Line]) -> None:
    """Label the lines of patches, of their statistics, and the trailers of commit messages as a program's.

    Args:
        lines: The lines of a mail's text.
    """
    _in_body_header(lines)
    first = next((i for i, line in enumerate(lines) if not line.label and _begins(lines, i)), None)
    if first is None:
        return
    _statistics(lines, first)
    i = first
    while i < len(lines):
        if hunk := _HUNK.match(lines[i].text):
            i = _hunk(lines, i, int(hunk.group(1) or 1), int(hunk.group(2) or 1))
            continue
        if _begins(lines, i) or (_HEAD.match(lines[i].text) and i and lines[i - 1].label == "program"):
            lines[i].label = "program"
        i += 1


def _begins(lines: Sequence[Line], i: int) -> bool:
    if lines[i].text.startswith("diff --git "):
        return True
    return (
        lines[i].text.startswith("--- ")
        and i + 2 < len(lines)
        and lines[i + 1].text.startswith("+++ ")
        and bool(_HUNK.match(lines[i + 2].text))
    )


def _hunk(lines: list[Line], i: int, old: int, new: int) -> int:
    """Label as many lines as the hunk's head says it has, and return the index of the next."""
    lines[i].label = "program"
    i += 1
    while i < len(lines) and (old > 0 or new > 0):
        mark = lines[i].text[:1]
        if mark not in ("", " ", "+", "-", "\\"):
            break
        old -= mark in ("", " ", "-")
        new -= mark in ("", " ", "+")
        lines[i].label = "program"
        i += 1
    return i


def _statistics(lines: list[Line], before: int) -> None:
    """Label the files and numbers that git lists between the message and the patch, and the trailers above them."""
    for i in range(before):
        if not lines[i].label and (
            _STAT.match(lines[i].text) or lines[i].text == "---" or _TRAILER.match(lines[i].text)
        ):
            lines[i].label = "program"


def _in_body_header(lines: list[Line]) -> None:
    """Label the author that git puts at the top of the body if somebody else sends the mail."""
    first = next((i for i, line in enumerate(lines) if line.body), 0)
    if not lines[first].text.startswith("From: ") or "@" not in lines[first].text:
        return
    end = first
    while end < len(lines) and _FIELD.match(lines[end].text):
        end += 1
    if end == len(lines) or not lines[end].body:
        for line in lines[first:end]:
            line.label = "program"

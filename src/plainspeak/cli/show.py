"""Puts things on the screen: colour, widths, wrapped words, columns, and marked places in a text."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TextIO

import click

_NARROWEST, _WIDEST = 40, 110
_NARROWEST_COLUMN = 24
_GAP = "  │  "
_SEVERITIES = {"error": "red", "warning": "yellow", "note": "cyan"}


class Pen:
    """Styles text for one stream; without colour where it is no terminal or ``NO_COLOR`` is set.

    Args:
        stream: Where the text will be written.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self.terminal = is_terminal(stream)
        self.colour = self.terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))

    def _styled(self, text: str, colour: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
        return click.style(text, fg=colour, bold=bold or None, dim=dim or None) if self.colour and text else text

    def head(self, text: str) -> str:
        """Return a heading."""
        return self._styled(text, bold=True)

    def dim(self, text: str) -> str:
        """Return what matters less."""
        return self._styled(text, dim=True)

    def good(self, text: str) -> str:
        """Return what is as it should be."""
        return self._styled(text, "green")

    def bad(self, text: str, severity: str = "error") -> str:
        """Return what is not as it should be.

        Args:
            text: The words.
            severity: "error", "warning" or "note".
        """
        return self._styled(text, _SEVERITIES[severity], bold=severity != "note")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether somebody watches the stream."""
    return stream is not None and not stream.closed and stream.isatty()


def char_width(char: str) -> int:
    """Return how many columns of the screen a character takes."""
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return how many columns of the screen a text takes.

    >>> width("résumé"), width("数字")
    (6, 4)
    """
    return sum(map(char_width, text))


def padded(text: str, columns: int) -> str:
    """Return a text with spaces up to a width."""
    return text + " " * max(0, columns - width(text))


def flat(text: str) -> str:
    r"""Return a text as one line, each character in its place.

    >>> flat("one\ntwo\x1b[31m")
    'one two [31m'
    """
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text in lines of at most so many columns; its own line ends stay, and so do lines that fit.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    return [part for line in text.splitlines() or [""] for part in _wrapped_line(line, columns)]


def _wrapped_line(line: str, columns: int) -> Iterator[str]:
    line = flat(line).rstrip()
    if width(line) <= columns:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())][: columns // 2]
    current, used = indent, width(indent)
    for word in line.split():
        needed = width(word)
        if current.strip() and used + 1 + needed <= columns:
            current, used = f"{current} {word}", used + 1 + needed
            continue
        if current.strip():
            yield current
        pieces = list(_pieces(word, columns - width(indent)))
        yield from (indent + piece for piece in pieces[:-1])
        current = indent + pieces[-1]
        used = width(current)
    yield current


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Cut a word that is longer than a line."""
    first, used = 0, 0
    for at, char in enumerate(word):
        wide = char_width(char)
        if used + wide > columns:
            yield word[first:at]
            first, used = at, 0
        used += wide
    yield word[first:]


def indented(text: str, pen: Pen, indent: str, first: str | None = None) -> list[str]:
    """Return a text wrapped to the screen, indented.

    Args:
        text: The words.
        pen: Whose width counts.
        indent: What stands before each line.
        first: What stands before the first line instead.
    """
    lines = wrapped(text, pen.width - width(indent))
    return [(indent if n or first is None else first) + line for n, line in enumerate(lines)]


def side_by_side(columns: Sequence[tuple[str, str]], pen: Pen) -> list[str]:
    """Return texts in columns, or one below the other where the screen is too narrow.

    Args:
        columns: Heading and text of each.
        pen: Whose width counts.
    """
    each = (pen.width - len(_GAP) * (len(columns) - 1)) // len(columns)
    if each < _NARROWEST_COLUMN:
        return [line for head, text in columns for line in (pen.head(head), *wrapped(text, pen.width), "")][:-1]
    cells = [wrapped(text, each) for _, text in columns]
    rows = [_GAP.join(pen.head(padded(head, each)) for head, _ in columns)]
    rows.append("──┼──".join("─" * each for _ in columns))
    rows += [_GAP.join(padded(part, each) for part in row) for row in zip_longest(*cells, fillvalue="")]
    return [row.rstrip() for row in rows]


def marked(text: str, span: tuple[int, int], pen: Pen, label: str, severity: str) -> list[str]:
    """Return the line of a text that holds a place, with the place in colour, or with ^^^^ below it.

    Args:
        text: The whole text.
        span: The place, in characters.
        pen: How to mark it.
        label: What stands before the line.
        severity: Of the finding, which gives the colour.
    """
    room = pen.width - width(label) - 2
    start = min(span[0], len(text))
    # No further than the screen is wide: a line can be as long as the text.
    near = max(0, start - room)
    first = max(near, text.rfind("\n", near, start) + 1)
    line_end = text.find("\n", start, start + room)
    last = line_end if line_end >= 0 else min(len(text), start + room)
    # A place that crosses lines is marked up to the end of its first one.
    end = min(max(span[1], start + 1), last)
    while last > end and width(text[first:last]) > room and width(text[start:last]) > room // 2:
        last -= 1
    while first < start and width(text[first:last]) > room:
        first += 1
    while last > end and width(text[first:last]) > room:
        last -= 1
    while end > start and width(text[first:end]) > room:
        last = end = end - 1
    before, place, after = flat(text[first:start]), flat(text[start:end]), flat(text[end:last])
    cut_before = "…" if first and text[first - 1] != "\n" else ""
    cut_after = "…" if last < len(text) and text[last] != "\n" else ""
    shown = pen.bad(place, severity) if pen.colour else place
    lines = [f"{label}{cut_before}{before}{shown}{after}{cut_after}".rstrip()]
    if not pen.colour:
        lines.append(" " * width(label + cut_before + before) + "^" * max(1, width(place)))
    return lines

"""The lines of a mail's text, to be labelled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """One line.

    Args:
        start: Place of its first character.
        end: Place after its last character, before the line's end.
        text: The line as written.
        body: The same without white space around it.
        label: What it is; "" if the author wrote it.
    """

    start: int
    end: int
    text: str
    body: str
    label: str = ""


def lines_of(text: str) -> list[Line]:
    r"""Return the lines of a text.

    >>> [(line.start, line.text) for line in lines_of("a\n\n b")]
    [(0, 'a'), (2, ''), (3, ' b')]
    """
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Line(at, at + len(line), line, line.strip()))
        at += len(line) + 1
    return found


def paragraphs(lines: list[Line]) -> list[tuple[int, int]]:
    """Return the stretches of the author's lines without an empty one: index of the first, and after the last."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for i, line in enumerate(lines):
        own = bool(line.body) and not line.label
        if own and start is None:
            start = i
        elif not own and start is not None:
            found.append((start, i))
            start = None
    if start is not None:
        found.append((start, len(lines)))
    return found

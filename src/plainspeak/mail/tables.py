"""Tells the tables of a page that hold data from those that only lay it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plainspeak.mail.tags import Token

PARAGRAPHS = frozenset("p blockquote ul ol dl table h1 h2 h3 h4 h5 h6 pre hr article section".split())
"""Elements with an empty line around them."""

LINES = frozenset(
    "div li dt dd tr td th br address main header footer nav aside center form fieldset figure figcaption caption body "
    "html tbody thead tfoot option legend summary details".split()
)
"""Elements that begin a new line."""


def tables_of_data(source: str, pieces: Sequence[Token]) -> set[int]:
    """Return the numbers of the tokens that open a table of data: several columns, and one line in each cell.

    Args:
        source: HTML.
        pieces: Its tokens.
    """
    found: set[int] = set()
    tables: list[tuple[int, _Cells]] = []
    for number, token in enumerate(pieces):
        if token.kind == "open" and token.name == "table":
            for _, outer in tables[-1:]:
                outer.is_layout = True
            tables.append((number, _Cells("presentation" in token.attributes)))
        elif not tables:
            continue
        elif token.kind == "text":
            tables[-1][1].text(source[token.start : token.end])
        elif token.kind == "close" and token.name == "table":
            opened, cells = tables.pop()
            if cells.is_data():
                found.add(opened)
        elif token.kind == "open":
            tables[-1][1].tag(token.name)
    return found | {opened for opened, cells in tables if cells.is_data()}


@dataclass(slots=True)
class _Cells:
    """What is known of a table's cells so far."""

    is_layout: bool
    most: int = 0
    columns: int = 0
    has_text: bool = False
    is_broken: bool = False

    def tag(self, name: str) -> None:
        """Take in an element that begins."""
        if name == "tr":
            self.columns = 0
        elif name in ("td", "th"):
            self.columns += 1
            self.most = max(self.most, self.columns)
            self.has_text = self.is_broken = False
        elif self.has_text and (name in PARAGRAPHS or name in LINES):
            self.is_broken = True

    def text(self, text: str) -> None:
        """Take in what stands in the table."""
        if text.strip() and text.strip() != "&nbsp;":
            self.is_layout = self.is_layout or self.is_broken
            self.has_text = True

    def is_data(self) -> bool:
        """Return whether it is a table of data, as far as it was seen."""
        return not self.is_layout and self.most > 1

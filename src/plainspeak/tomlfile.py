"""Reads one TOML file and remembers on which line each of its keys stands."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainspeak.errors import Problem

MAX_DEPTH = 20
"""Tables inside tables: our own files use 5; without a limit a hostile file would exhaust the stack further on."""

COMPUTED_SLOTS = frozenset({"n", "new", "old", "from", "owner"})
"""Words in braces that are filled from each sentence: neither a pack nor the settings may give them a value."""

Place = tuple[str | int, ...]
"""The way to a value: keys of tables and indexes of lists, such as ``("recall", "examples", 0, "say")``."""

_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[A-Za-z0-9_-]++)[ \t]*+(\.?)""")
_SPACE = re.compile(r"(?:[ \t\r\n]++|\#[^\n]*+)*+")
# Whatever may hide a bracket or a line end inside a value, then the brackets and line ends themselves.
_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|""?(?!"))*+"{3,5}|"(?:[^"\\\n]|\\.)*+"'''
    r"""|\'\'\'(?:[^']|''?(?!'))*+'{3,5}|'[^'\n]*+'"""
    r"""|\#[^\n]*+|[\[{]|[\]}]|\n""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file that could be read.

    Args:
        label: Its path as the user would type it.
        data: What is in it.
        lines: The line of every table and every key.
    """

    label: str
    data: dict[str, Any]
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest table or list around it; 0 if there is none."""
        return next((self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines), 0)

    def problem(self, place: Place, message: str) -> Problem:
        """Return a mistake that stands at the value."""
        return Problem(self.label, self.line(place), message)


def label(path: Path) -> str:
    """Return the path as a user would type it: from the working directory if it lies below, else in full."""
    try:
        short = os.path.relpath(path)
    except (ValueError, OSError):  # another drive; or the working directory was deleted
        return str(path)
    return str(path) if short.startswith(os.pardir) else short


def read(path: Path) -> TomlFile | Problem:
    """Read a TOML file; a mistake comes back as a value, so that a caller can collect the mistakes of many files."""
    name = label(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Problem(name, 0, f"can't be read: {error.strerror or error}.")
    try:
        text = raw.decode("utf-8-sig")  # Windows editors put a byte order mark first
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Problem(name, line, "is not UTF-8 text from here on. Save the file as UTF-8.")
    return parse(text, name)


def parse(text: str, name: str) -> TomlFile | Problem:
    r"""Parse TOML text.

    Args:
        text: The whole file.
        name: What mistakes call the file.

    >>> file = parse("[recall]\nplain = 'what we catch'", "team.toml")
    >>> file.line(("recall", "plain"))
    2
    """
    import tomllib  # takes longer to import than a start from the cache takes

    try:
        data = tomllib.loads(text)
    except RecursionError:
        return Problem(name, 0, f"is nested more than {MAX_DEPTH} levels deep. Make it flatter.")
    except ValueError as error:  # tomllib's own error, and Python's for a number of thousands of digits
        return _syntax_problem(str(error), text, name)
    file = TomlFile(name, data, _lines(text))
    return _foreign_value(file) or file


def _syntax_problem(message: str, text: str, name: str) -> Problem:
    what, _, where = message.partition(" (at ")
    found = re.match(r"line (\d+), column (\d+)", where)
    if found:
        return Problem(name, int(found[1]), f"is not valid TOML: {what} (column {found[2]}).")
    if where:  # "end of document": the last line that holds something
        return Problem(name, text.rstrip().count("\n") + 1, f"is not valid TOML: {what} (at the end of the file).")
    return Problem(name, 0, f"is not valid TOML: {what.partition(':')[0]}.")


def _foreign_value(file: TomlFile) -> Problem | None:
    """Find what TOML allows but JSON, in which the data is kept, does not; and what is nested too deeply."""
    todo: list[tuple[Place, Any]] = [((), file.data)]
    while todo:
        place, value = todo.pop()
        if len(place) > MAX_DEPTH:
            return file.problem(place, f"is nested more than {MAX_DEPTH} levels deep. Make it flatter.")
        if isinstance(value, dict):
            todo.extend(((*place, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            todo.extend(((*place, index), inner) for index, inner in enumerate(value))
        elif isinstance(value, float) and value - value != 0:
            return file.problem(place, "must be a finite number.")
        elif not isinstance(value, str | int | float):
            return file.problem(place, "is a date or time. Put it in quotes.")
    return None


def _lines(text: str) -> dict[Place, int]:
    """Find the line of every key in text that is known to be valid TOML, in one pass."""
    lines: dict[Place, int] = {}
    last: dict[Place, int] = {}  # list of tables -> index of its latest one
    table: Place = ()
    line, counted, position = 1, 0, 0
    while True:
        position = _end(_SPACE, text, position)
        if position >= len(text):
            return lines
        line += text.count("\n", counted, position)
        counted = position
        header = text[position] == "["
        many = text.startswith("[[", position)
        keys, position = _keys(text, position + header + many)
        if header:
            table = _table(keys, last, lines, line, many=many)
        else:
            _note(lines, table, keys, line)
        position = _value_end(text, position)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _keys(text: str, position: int) -> tuple[list[str], int]:
    """Read a dotted key."""
    keys: list[str] = []
    while found := _KEY.match(text, position):
        keys.append(found[1].strip("\"'") if found[1][0] in "\"'" else found[1])
        position = found.end()
        if not found[2]:
            break
    return keys, position


def _table(keys: list[str], last: dict[Place, int], lines: dict[Place, int], line: int, *, many: bool) -> Place:
    """Return the place a header stands for; below a list of tables it means the latest of them."""
    place: Place = ()
    for number, key in enumerate(keys, start=1):
        place = (*place, key)
        lines.setdefault(place, line)
        if many and number == len(keys):
            last[place] = last.get(place, -1) + 1
        if place in last:
            place = (*place, last[place])
            lines.setdefault(place, line)
    return place


def _note(lines: dict[Place, int], table: Place, keys: list[str], line: int) -> None:
    place = table
    for key in keys:
        place = (*place, key)
        lines.setdefault(place, line)


def _value_end(text: str, position: int) -> int:
    """Return where the statement ends: the first line end outside of strings and brackets."""
    depth = 0
    for token in _TOKEN.finditer(text, position):
        if token[0] == "\n" and depth <= 0:
            return token.end()
        # The "]" that closes a header is met here as well; depth may go below 0 then.
        depth += (token[0] in "[{") - (token[0] in "]}")
    return len(text)

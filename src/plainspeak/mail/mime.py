"""Takes a mail apart: its header fields, and the places of its parts in the file, down to a sensible depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

DEEPEST = 30
"""How many parts inside each other are looked into; people's mails have three or four."""

_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\n|\r|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*+:")
_FOLD = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"\([^()\"]*+\)")
_PARAMETER = re.compile(r'[\s;]*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]++|\\.)*+"?|[^;]*+)', re.DOTALL)
_NO_PARAMETER = re.compile(r"[\s;]*+[^;]*+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a header.

    Args:
        name: Its name in small letters.
        start: Place of the first byte after the colon.
        end: Place after the last byte of its value, without the line's end.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A mail or a part of one: what its header says, and where its body stands.

    Args:
        raw: The whole file.
        fields: The fields of its header.
        start: Place of the body's first byte.
        end: Place after the body's last byte.
        default: The type that holds if it names none.
    """

    raw: bytes
    fields: tuple[Field, ...]
    start: int
    end: int
    default: str = "text/plain"

    def value(self, name: str) -> str:
        """Return the first field of this name, unfolded; "" if there is none.

        Args:
            name: The name in small letters.
        """
        for field in self.fields:
            if field.name == name:
                return _FOLD.sub("", self.raw[field.start : field.end].decode("latin-1")).strip()
        return ""

    def content_type(self) -> tuple[str, dict[str, str]]:
        """Return the type in small letters ("text/plain") and its parameters."""
        kind, parameters = parameters_of(self.value("content-type"))
        return (kind if "/" in kind else self.default), parameters

    def disposition(self) -> tuple[str, dict[str, str]]:
        """Return "inline", "attachment" or "" and the parameters."""
        return parameters_of(self.value("content-disposition"))


def entity(raw: bytes, start: int, end: int, default: str = "text/plain") -> Entity:
    r"""Read the header that begins at a place; what does not look like one is body.

    Args:
        raw: The whole file.
        start: Where it begins.
        end: Where it ends.
        default: The type that holds if the header names none.

    >>> mail = entity(b"Subject: Week\n 14\n\nAll is well.", 0, 32)
    >>> mail.value("subject"), mail.raw[mail.start : mail.end]
    ('Week 14', b'All is well.')
    """
    fields: list[Field] = []
    at = start
    while at < end:
        found = _LINE.match(raw, at, end)
        assert found is not None
        line = found.group().rstrip(b"\r\n")
        if not line:
            return Entity(raw, tuple(fields), found.end(), end, default)
        if line[:1] in b" \t" and fields:
            fields[-1] = Field(fields[-1].name, fields[-1].start, at + len(line))
        elif name := _FIELD.match(line):
            fields.append(Field(name.group(1).decode("ascii").lower(), at + name.end(), at + len(line)))
        elif not (at == start and line.startswith((b"From ", b">From "))):  # the first line of a mailbox
            return Entity(raw, tuple(fields), at, end, default)
        at = found.end()
    return Entity(raw, tuple(fields), end, end, default)


def children(parent: Entity, boundary: str, default: str) -> Iterator[Entity]:
    """Yield the parts of a multipart body; none if its boundary is nowhere.

    Args:
        parent: The entity.
        boundary: What its parts are separated by, without the leading hyphens.
        default: The type of a part that names none.
    """
    mark = re.escape(b"--" + boundary.encode("latin-1", "replace"))
    line = re.compile(mark + rb"(--)?[ \t]*+(?=[\r\n]|\Z)")
    raw, opened = parent.raw, None
    body = raw[parent.start : parent.end]
    for found in line.finditer(body):
        if found.start() and body[found.start() - 1] not in b"\r\n":
            continue
        if opened is not None:
            yield entity(raw, opened, max(opened, parent.start + _before_newline(body, found.start())), default)
        if found.group(1):
            return
        opened = parent.start + _after_newline(body, found.end())
    if opened is not None:  # the last boundary is missing: the mail was cut off
        yield entity(raw, opened, parent.end, default)


def _before_newline(body: bytes, at: int) -> int:
    if body[at - 2 : at] == b"\r\n" and at >= 2:
        return at - 2
    return max(at - 1, 0)


def _after_newline(body: bytes, at: int) -> int:
    return at + (2 if body[at : at + 2] == b"\r\n" else len(body[at : at + 1]))


def parameters_of(value: str) -> tuple[str, dict[str, str]]:
    r"""Split a structured field such as ``text/plain; charset=utf-8``.

    >>> parameters_of("multipart/mixed; boundary='a b'; charset*=us-ascii''utf%2D8; name=\"x;y\"")
    ('multipart/mixed', {'boundary': "'a b'", 'charset': 'utf-8', 'name': 'x;y'})
    """
    main = _COMMENT.sub("", value.partition(";")[0]).strip().lower()
    pieces: dict[str, dict[int, str]] = {}
    for found in _parameters(value):
        name = _PIECE.fullmatch(found.group(1).lower())
        if name is None:
            continue
        text = found.group(2).strip()
        text = _ESCAPED.sub(r"\1", text.strip('"')) if text.startswith('"') else _COMMENT.sub("", text).strip()
        number = int(name.group(2) or 0)
        if name.group(3):
            text = unquote_to_bytes(text.split("'", 2)[-1] if not number else text).decode("latin-1")
        pieces.setdefault(name.group(1), {}).setdefault(number, text)
    return main, {name: "".join(text for _, text in sorted(found.items())) for name, found in pieces.items()}


def _parameters(value: str) -> Iterator[re.Match[str]]:
    at = value.find(";")
    while at >= 0:
        if found := _PARAMETER.match(value, at):
            yield found
            at = found.end()
        elif skipped := _NO_PARAMETER.match(value, at):
            at = skipped.end()
        at = value.find(";", at)

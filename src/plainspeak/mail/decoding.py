"""Turns the bytes of a mail's part into text, whatever was declared, and never raises for what somebody sent."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ENCODED = frozenset(("quoted-printable", "base64"))
"""Transfer encodings after which the lines of the file mean nothing to a person."""

_LATIN = frozenset(("iso8859-1", "cp1252", "iso8859-15", "ascii"))
# Codecs of Python's that are no charsets of mail; some of them take quadratic time.
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOM = "\ufeff"
_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?([bBqQ])\?([^?\r\n]*)\?=")
_FOLD = re.compile(r"(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text, and for each of its characters where it came from.

    Args:
        text: The text.
        origin: A place for each character, and one more for the end.
    """

    text: str
    origin: Sequence[int]


def transfer_decoded(data: bytes, encoding: str) -> bytes:
    r"""Undo quoted-printable or base64 as well as can be; an unknown encoding is taken for none.

    >>> transfer_decoded(b"Z3LDvG4", "base64").decode(), transfer_decoded(b"caf=E9=", "quoted-printable")
    ('grün', b'caf\xe9')
    """
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding == "base64":
        # What follows the padding is no part of it; a lone last character holds nothing.
        kept = _NOT_BASE64.sub(b"", data.partition(b"=")[0])
        kept = kept[: len(kept) - (len(kept) % 4 == 1)]
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
    return data


def decoded(data: bytes, charset: str) -> str:
    """Return the text of bytes: as declared if that can be, else UTF-8, else Windows' Latin, else Latin-1.

    Bytes that were declared as Latin, or as ASCII, and are UTF-8 beyond chance are read as that.

    >>> decoded("café".encode(), "latin-1"), decoded("café".encode("latin-1"), "utf-8"), decoded(b"ok", "klingon")
    ('café', 'café', 'ok')
    """
    if data.isascii() and not _shifts(charset):
        return data.decode("ascii")
    name = _codec(charset)
    candidates = ["utf-8", name] if name in _LATIN else [name, "utf-8"]
    for candidate in (*candidates, "cp1252"):
        if candidate in ("", "iso8859-1"):  # mail programs that say Latin-1 mean Windows' Latin
            continue
        try:
            return data.decode(candidate).removeprefix(_BOM)
        except (UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def is_noise(text: str) -> bool:
    """Tell whether a text is no text but the bytes of something else."""
    return len(_CONTROL.findall(text)) > len(text) // 50


def plain_lines(mapped: Mapped) -> Mapped:
    r"""Return the text with one kind of line end.

    >>> plain_lines(Mapped("a\r\nb\rc", range(7))).text
    'a\nb\nc'
    """
    if "\r" not in mapped.text:
        return mapped
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for found in _FOLD.finditer(mapped.text):
        pieces += (mapped.text[at : found.start()], "\n")
        origin.extend(mapped.origin[at : found.start() + 1])
        at = found.end()
    pieces.append(mapped.text[at:])
    origin.extend(mapped.origin[at:])
    return Mapped("".join(pieces), origin)


def header_text(value: bytes, start: int) -> Mapped:
    r"""Return the text of a header field: unfolded, and with its encoded words decoded.

    Args:
        value: The field's bytes, without the line's end.
        start: The place of the first of them.

    >>> header_text(b" =?utf-8?Q?Gr=C3=BC?=\r\n =?utf-8?B?bmU=?= week", 0).text
    'Grüne week'
    """
    # Latin-1 keeps places; what stands there as plain bytes is decoded piece by piece below.
    raw = value.decode("latin-1")
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    run: list[tuple[str, bytes]] = []  # encoded words in one charset: a letter may begin in one and end in the next
    run_at = 0

    def flush() -> None:
        if run:
            text = decoded(b"".join(data for _, data in run), run[0][0])
            pieces.append(text)
            origin.extend([start + run_at] * len(text))
            run.clear()

    def literal(begin: int, end: int) -> None:
        for found in re.finditer(r"[^\r\n]+", raw[begin:end]):
            data = found.group().encode("latin-1")
            text = decoded(data, "")
            pieces.append(text)
            here = start + begin + found.start()
            if len(text) == len(data):
                origin.extend(range(here, here + len(text)))
            else:  # UTF-8, if nothing worse: the place of a letter is that of its first byte
                origin.extend(here + min(place, len(data)) for place in _byte_places(text))

    for found in _WORD.finditer(raw):
        between = raw[at : found.start()]
        if not run or between.strip():
            flush()
            literal(at, found.start())
        charset, data = found.group(1).lower(), _word_bytes(found.group(2), found.group(3))
        if run and run[0][0] != charset:
            flush()
        if not run:
            run_at = found.start()
        run.append((charset, data))
        at = found.end()
    flush()
    literal(at, len(raw))
    text = "".join(pieces)
    body = text.strip()
    lead = len(text) - len(text.lstrip()) if body else 0
    return Mapped(body, [*origin[lead : lead + len(body)], start + len(value)])


def _byte_places(text: str) -> Iterator[int]:
    """Yield for each character of a text where its first byte stands in UTF-8."""
    at = 0
    for sign in text:
        yield at
        at += len(sign.encode("utf-8", "replace"))


def _word_bytes(kind: str, text: str) -> bytes:
    if kind in "bB":
        return transfer_decoded(text.encode("latin-1"), "base64")
    return binascii.a2b_qp(text.encode("latin-1"), header=True)


def _codec(charset: str) -> str:
    """Return Python's name of a charset; "" if it is none."""
    try:
        found = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return ""
    usable = getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in _NO_CHARSETS
    return found.name if usable else ""


def _shifts(charset: str) -> bool:
    """Tell whether bytes below 128 may stand for something else than ASCII."""
    name = _codec(charset) if charset else ""
    return name.startswith(("utf-16", "utf-32", "utf-7", "iso2022", "hz"))

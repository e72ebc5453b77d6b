"""Reads what is to be checked, whatever it is: a mail, a web page, or a text."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

from plainspeak.checks.document import Document, Part

SUFFIXES = (".eml", ".txt", ".md", ".markdown", ".html", ".htm")
"""What is read of a folder."""

_MAIL = (".eml", ".mbox", ".patch")
_HTML = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_FIELD = re.compile(rb"[!-9;-~]{1,76}:")
_KNOWN = frozenset(
    b"from to cc bcc subject date message-id mime-version received return-path reply-to sender content-type "
    b"delivered-to content-transfer-encoding in-reply-to references x-mailer user-agent".split()
)
_PAGE = re.compile(rb"\s*(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LONGEST_HEADER = 200_000  # bytes


def read(raw: bytes, path: str = "-") -> Document:
    r"""Read a file; its name says what it is, else its first lines do.

    Args:
        raw: The file's bytes.
        path: What findings call it.

    >>> read(b"Subject: Week 14\n\nRecall is 81%.\n").is_mail, read(b"Recall is 81%.").is_mail
    (True, False)
    """
    name = path.casefold()
    if name.endswith(_HTML) or (not name.endswith((*_MAIL, *_MARKDOWN)) and _PAGE.match(raw, 0, 1000)):
        from plainspeak.mail.html import read_html

        return read_html(raw, path)
    if name.endswith(_MAIL) or (not name.endswith(_MARKDOWN) and _begins_as_mail(raw)):
        from plainspeak.mail import message

        return message.read(raw, path)
    found = encoding(raw)
    if found is None:
        return Document(path, (), not_checked=("It is not text.",))
    return of_text(found.text, path)


def of_text(text: str, path: str = "-") -> Document:
    """Return a text, plain or Markdown, as a document.

    Args:
        text: The text, without a byte order mark.
        path: What findings call it.
    """
    return Document(path, (Part("body", text),))


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text and how its file holds it.

    Args:
        text: The text, without a byte order mark.
        name: The encoding ("utf-8").
        mark: The byte order mark, if there is one.
    """

    text: str
    name: str
    mark: bytes = b""

    def bytes_of(self, text: str) -> bytes | None:
        """Return another text as the file would hold it; None if the encoding has no such characters."""
        try:
            return self.mark + text.encode(self.name)
        except UnicodeEncodeError:
            return None


def encoding(raw: bytes) -> Encoded | None:
    """Return the text of a file, with how it is encoded; None if it is no text.

    What its first bytes say counts, then UTF-8 where that fits, then what Western European files most likely are.

    >>> encoding("Grün".encode("latin-1"))
    Encoded(text='Grün', name='cp1252', mark=b'')
    """
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            return Encoded(raw[len(mark) :].decode(name, "replace"), name, mark)
    if b"\0" in raw:
        return None
    for name in ("utf-8", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return Encoded(raw.decode(name), name)
    return Encoded(raw.decode("latin-1"), "latin-1")


def _begins_as_mail(raw: bytes) -> bool:
    """Tell whether a file begins with a mail's header: fields, one of them a mail's own, then an empty line."""
    known = False
    for number, line in enumerate(raw[:_LONGEST_HEADER].splitlines()):
        if not line.strip():
            return known
        if line[:1] in b" \t":
            if not number:
                return False
            continue
        if not number and line.startswith(b"From "):
            continue
        field = _FIELD.match(line)
        if field is None:
            return False
        known = known or line[: field.end() - 1].lower() in _KNOWN
    return known

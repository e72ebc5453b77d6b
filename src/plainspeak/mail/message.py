"""Reads a mail: its subject and the words that its author wrote, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainspeak.checks.document import Document, Part
from plainspeak.findings import Span
from plainspeak.mail import authorship, flowed
from plainspeak.mail.decoding import ENCODED, Mapped, decoded, header_text, is_noise, plain_lines, transfer_decoded
from plainspeak.mail.mime import DEEPEST, Entity, children, entity, parameters_of
from plainspeak.markup import merge

_MAILBOX = re.compile(rb"(?<=\n\n)From [^\r\n]+ \d{4}\r?\n|(?<=\r\n\r\n)From [^\r\n]+ \d{4}\r\n")
_MOST_TEXTS = 100  # of one mail
_READ = frozenset(("text/plain", "text/markdown", "text/x-markdown", "text/html"))


def read(raw: bytes, path: str = "-") -> Document:
    r"""Read a mail; nothing that somebody sent makes it fail.

    Args:
        raw: The mail, as it is in the file or on the wire; of a mailbox, all its mails.
        path: What findings call it.

    >>> mail = read(b"Subject: Week 14\n\nRecall is 81%.\n\n> And precision?\n", "week.eml")
    >>> [part.text[:14] for part in mail.parts], mail.parts[1].others, mail.parts[1].position(0)
    (['Week 14', 'Recall is 81%.'], ((16, 32),), (3, 1))
    """
    file = _File(raw)
    starts = [0]
    if raw.startswith(b"From "):
        starts += [found.start() for found in _MAILBOX.finditer(raw)]
    parts: list[Part] = []
    not_checked: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        reader = _Reader(file)
        reader.run(entity(raw, start, end))
        parts += reader.parts
        not_checked += reader.not_checked
    return Document(path, tuple(parts), is_mail=True, not_checked=tuple(dict.fromkeys(not_checked)))


class _File:
    """A file as an editor shows it: the places of bytes become places of characters.

    Args:
        raw: The file's bytes.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.starts: list[int] = []  # of its lines, worked out once for all parts
        try:
            self.text, self.encoding = raw.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            self.text, self.encoding = raw.decode("latin-1"), "latin-1"
        self._known = (0, 0)

    def place(self, at: int) -> int:
        """Return the place of a character by that of its first byte; quick if asked in ascending order."""
        if len(self.text) == len(self.raw):
            return at
        byte, character = self._known if self._known[0] <= at else (0, 0)
        self._known = (at, character + len(self.raw[byte:at].decode(self.encoding, "replace")))
        return self._known[1]


class _Reader:
    """Goes through the parts of one mail."""

    def __init__(self, file: _File) -> None:
        self.raw = file.raw
        self.file = file
        self.parts: list[Part] = []
        self.not_checked: list[str] = []

    def run(self, mail: Entity) -> None:
        """Read a mail's subject and body."""
        for field in mail.fields:
            if field.name == "subject":
                self._subject(field.start, field.end)
                break
        for number, leaf in enumerate(self._leaves(mail, 0, alone=True)):
            if number == _MOST_TEXTS:
                self.not_checked.append(f"Of the mail's texts only the first {_MOST_TEXTS} were read.")
                break
            self._text(leaf)

    def _leaves(self, part: Entity, depth: int, *, alone: bool) -> Iterator[Entity]:
        """Yield the parts that hold the author's text, and note those that can't be read."""
        kind, parameters = part.content_type()
        family = kind.partition("/")[0]
        if depth > DEEPEST:
            self.not_checked.append(f"Parts inside more than {DEEPEST} others were not looked into.")
        elif reason := _unreadable(kind, parameters):
            self.not_checked.append(reason)
        elif not alone and _is_attachment(part, parameters):
            return
        elif family == "multipart":
            yield from self._multipart(part, kind, parameters.get("boundary", ""), depth)
        elif kind in _READ or (alone and family == "text"):
            yield part
        elif alone and family != "message":
            self.not_checked.append(f"The mail is no text but {kind}.")

    def _multipart(self, part: Entity, kind: str, boundary: str, depth: int) -> Iterator[Entity]:
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        inside = list(children(part, boundary, default)) if boundary else []
        if not inside:  # no part is marked as one: better all of it than nothing
            yield Entity(self.raw, (), part.start, part.end)
        elif kind == "multipart/alternative":
            yield from self._best([list(self._leaves(child, depth + 1, alone=False)) for child in inside])
        elif kind == "multipart/signed":
            yield from self._leaves(inside[0], depth + 1, alone=False)
        else:
            for child in inside:
                yield from self._leaves(child, depth + 1, alone=False)

    def _best(self, versions: list[list[Entity]]) -> list[Entity]:
        """Return the plain version of a text that was sent in several, or the last of those there are."""
        filled = [leaves for leaves in versions if any(_has_text(leaf) for leaf in leaves)]
        for leaves in filled:
            if all(leaf.content_type()[0] != "text/html" for leaf in leaves):
                return leaves
        return filled[-1] if filled else []

    def _subject(self, start: int, end: int) -> None:
        mapped = header_text(self.raw[start:end], start)
        origin = [self.file.place(place) for place in mapped.origin]
        self.parts.append(Part("subject", mapped.text, (), self.file.text, origin, starts=self.file.starts))

    def _text(self, leaf: Entity) -> None:
        kind, parameters = leaf.content_type()
        encoding = parameters_of(leaf.value("content-transfer-encoding"))[0]
        data = transfer_decoded(self.raw[leaf.start : leaf.end], encoding)
        text = decoded(data, parameters.get("charset", ""))
        if is_noise(text):
            self.not_checked.append(f"A part that calls itself {kind} holds no text.")
            return
        first, last = self.file.place(leaf.start), self.file.place(leaf.end)
        in_file = encoding not in ENCODED and last - first == len(text)
        mapped = Mapped(text, range(first, last + 1) if in_file else range(len(text) + 1))
        self.parts.append(self._part(mapped, kind, parameters, in_file=in_file))

    def _part(self, mapped: Mapped, kind: str, parameters: dict[str, str], *, in_file: bool) -> Part:
        source = mapped.text
        apart: list[Span] = []
        quoted: list[Span] = []
        if kind == "text/html":
            from plainspeak.mail import html  # few mails need it

            page = html.rendered(mapped)
            mapped, quoted, apart = page.text, page.quoted, page.apart
        else:
            mapped = plain_lines(mapped)
            if parameters.get("format", "").lower() == "flowed":
                mapped = flowed.joined(mapped, delete_space=parameters.get("delsp", "").lower() == "yes")
        lines = authorship.labelled(mapped.text, quoted)
        if any(line.label == authorship.ENCRYPTED for line in lines):
            self.not_checked.append("The mail, or a part of it, is encrypted (PGP).")
        others = tuple(merge([*authorship.spans(lines), *apart]))
        if in_file:
            return Part("body", mapped.text, others, self.file.text, mapped.origin, starts=self.file.starts)
        if kind == "text/html":  # the lines as they are shown; nobody looks at the source
            return Part("body", mapped.text, others, lines="body")
        return Part("body", mapped.text, others, source, mapped.origin, "body")


def _unreadable(kind: str, parameters: dict[str, str]) -> str:
    """Return why a part can't be read, as a sentence; "" if it can, or need not."""
    if kind in ("multipart/encrypted", "application/pgp-encrypted"):
        return "The mail is encrypted (PGP/MIME)."
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        signed = parameters.get("smime-type", "").lower() == "signed-data"
        return (
            "The mail is signed in a form that hides its text (S/MIME)."
            if signed
            else "The mail is encrypted (S/MIME)."
        )
    if kind == "text/calendar":
        return "An invitation (text/calendar) was not read."
    if kind in ("message/partial", "message/external-body"):
        return f"The text is not in this mail ({kind})."
    return ""


def _is_attachment(part: Entity, parameters: dict[str, str]) -> bool:
    disposition, its = part.disposition()
    return disposition == "attachment" or bool(its.get("filename") or parameters.get("name"))


def _has_text(leaf: Entity) -> bool:
    return bool(leaf.raw[leaf.start : leaf.end].strip())

"""What is checked: the words that an author wrote, and where each of them stands in a file or mail."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from plainspeak.findings import Span
from plainspeak.markup import NEWLINE


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a document: its body or its subject.

    Args:
        kind: "body" or "subject".
        text: The text, decoded; places in findings count its characters.
        others: Spans that somebody else wrote or that are no prose of the author's: quoted and forwarded mail, its
            introduction, the signature. What Markdown protects (code, links) need not be in it.
        file: The text in which lines and columns are counted, if that is another one (the raw mail, the HTML page).
        origin: For each character of ``text``, and one more for its end, the place in ``file``; None if they are equal.
        lines: "file" if lines and columns are those of the file, "body" if they are those of the decoded body, because
            the file holds it in a form that nobody reads (base64, quoted-printable).
        starts: Where the lines of the text that is counted begin; an empty list is filled when it is first needed.
            Parts of one file may share it.
    """

    kind: str
    text: str
    others: tuple[Span, ...] = ()
    file: str | None = None
    origin: Sequence[int] | None = None
    lines: str = "file"
    starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def counted(self) -> str:
        """The text in which lines and columns are counted."""
        return self.text if self.file is None else self.file

    def place(self, offset: int) -> int:
        """Return where a place of the text is in the text that is counted."""
        return offset if self.origin is None else self.origin[offset]

    def place_after(self, end: int) -> int:
        """Return where in the text that is counted a stretch of the text ends, before any markup that follows it.

        Args:
            end: Place after its last character.
        """
        if self.file is None or self.origin is None or not end:
            return self.place(end)
        last = self.origin[end - 1]
        if self.file.startswith(self.text[end - 1], last):
            return last + 1
        # One thing in the file, such as an encoded word, may stand for several characters.
        return self.origin[min(bisect_right(self.origin, last, end), len(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return line and column, both from 1, of a place in the text.

        >>> Part("body", "a\nbc").position(3)
        (2, 2)
        """
        return self._counted(self.place(offset))

    def position_after(self, end: int) -> tuple[int, int]:
        """Return line and column, both from 1, of the end of a stretch of the text.

        Args:
            end: Place after its last character.
        """
        return self._counted(self.place_after(end))

    def _counted(self, place: int) -> tuple[int, int]:
        if not self.starts:
            self.starts.extend((0, *(m.end() for m in NEWLINE.finditer(self.counted))))
        line = bisect_right(self.starts, place)
        return line, place - self.starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file or mail to be checked.

    Args:
        path: What findings call it: the path as the user typed it, or "-".
        parts: The author's texts, the subject of a mail first.
        is_mail: Whether it is a mail; the whole of a status is expected of it, a greeting is no content.
        not_checked: What could not be read, each as a sentence with the reason.
    """

    path: str
    parts: tuple[Part, ...]
    is_mail: bool = False
    not_checked: tuple[str, ...] = ()

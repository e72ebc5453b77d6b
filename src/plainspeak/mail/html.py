"""Renders HTML as text, and knows for each character where it stood in the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from plainspeak.checks.document import Document, Part
from plainspeak.findings import Span
from plainspeak.mail.decoding import Mapped, decoded, is_noise
from plainspeak.mail.tables import LINES, PARAGRAPHS, tables_of_data
from plainspeak.mail.tags import Token, tokens
from plainspeak.markup import merge

_META = re.compile(rb"<meta\b[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_PIECE = re.compile(r"[^\s&\u00ad\u200b\u200c\ufeff]++|\s++|&(?:#\w{1,10}|\w{1,40});?+|[&\u00ad\u200b\u200c\ufeff]")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\ufeff")
_SWITCH = re.compile(r"<!--\s*+[Pp]lainspeak:")
_HIDDEN = re.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden|mso-hide\s*+:\s*+all)", re.IGNORECASE)

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SKIPPED = frozenset(
    "script style title template svg math object iframe textarea select xmp xml canvas audio video".split()
)
_CODE = frozenset("pre code kbd samp tt var listing".split())
_SET_APART = _CODE | {"q", "del", "s", "strike"}  # nothing the author says in words of their own
_IMPLIED = {  # an element that begins closes these, if they are the innermost
    "p": ("p",),
    "li": ("li", "p"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
    "td": ("td", "th", "p"),
    "th": ("td", "th", "p"),
    "tr": ("td", "th", "tr", "p"),
}
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}

# How mail programs mark what is not new. Between the quotations of a container the author may have answered.
_CONTAINER = frozenset("gmail_quote gmail_quote_container protonmail_quote yahoo_quoted zmail_extra".split())
_NOT_NEW = frozenset(
    "gmail_signature gmail_signature_prefix moz-signature moz-cite-prefix moz-forward-container applemailsignature "
    "protonmail_signature_block ms-outlook-mobile-signature outlookmessageheader gmail_attr signature".split()
)
_FROM_HERE = frozenset("divrplyfwdmsg appendonsend mail-editor-reference-message-container".split())
_OUTLOOK_LINE = re.compile(r"border-top:\s*+solid #(?:E1E1E1|B5C4DF)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML as text.

    Args:
        text: The text, and where each character stood.
        quoted: Where other people's lines stand in it, and signatures.
        apart: Where code, short quotations and struck words stand in it.
    """

    text: Mapped
    quoted: list[Span]
    apart: list[Span]


@dataclass(slots=True)
class _Element:
    """An element that is open."""

    name: str
    mark: int  # how long the text was when it began
    piece: int  # and of how many pieces
    hidden: bool = False
    role: str = ""  # "quoted", "container", "attribution" or "apart"
    has_quotation: bool = False
    is_data: bool = False  # of a table: whether it holds data rather than the layout of a page
    cells: int = 0  # of a row


def read_html(raw: bytes, path: str = "-") -> Document:
    r"""Read a web page.

    Args:
        raw: The file's bytes.
        path: What findings call it.

    >>> page = read_html(b"<h1>Status</h1>\n<p>Recall &ge; 81%</p>", "week.html")
    >>> page.parts[0].text, page.parts[0].position(11)
    ('# Status\n\nRecall ≥ 81%', (2, 5))
    """
    declared = _META.search(raw, 0, 2000)
    charset = declared.group(1).decode("ascii") if declared else ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16"
    source = decoded(raw, charset)
    if is_noise(source):
        return Document(path, (), not_checked=("It is not text.",))
    page = rendered(Mapped(source, range(len(source) + 1)))
    others = tuple(merge([*page.quoted, *page.apart]))
    return Document(path, (Part("body", page.text.text, others, file=source, origin=page.text.origin),))


def rendered(source: Mapped) -> Rendered:
    r"""Return the text that a reader of the page sees.

    Headings, items and tables of data are written as in Markdown, so that they are read as what they are.

    Args:
        source: The HTML, and where each of its characters stands.

    >>> rendered(Mapped("<p>One<br>two<ul><li>three</ul><div hidden>four", range(50))).text.text
    'One\ntwo\n\n- three'
    """
    renderer = _Renderer(source.text)
    renderer.run()
    return renderer.result(source.origin)


class _Renderer:
    """Goes through the pieces of a page once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.places: list[int] = []  # of each character of the pieces, in the source
        self.length = 0
        self.gap = 0  # line ends to be written before the next word
        self.space = False  # whether a space is
        self.prefix = ""  # what is to be written at the beginning of the next line
        self.open: list[_Element] = []
        self.count: dict[str, int] = {}  # how many of each name are open
        self.containers: list[_Element] = []
        self.tables: list[_Element] = []
        self.hidden = 0
        self.preformatted = 0
        self.lists: list[int] = []  # the number of the last item of each list that is open; -1 without numbers
        self.quoted: list[Span] = []
        self.apart: list[Span] = []
        self.from_here: int | None = None

    def run(self) -> None:
        """Write the page."""
        pieces = list(tokens(self.source))
        data = tables_of_data(self.source, pieces)
        for number, token in enumerate(pieces):
            if token.kind == "text":
                if not self.hidden:
                    self._text(token)
            elif token.kind == "open":
                self._start(token, is_data=number in data)
            elif token.kind == "close":
                self._end(token)
            elif _SWITCH.match(self.source, token.start) and not self.hidden:
                self._write(self.source[token.start : token.end], range(token.start, token.end))
        while self.open:
            self._close()
        if self.from_here is not None:
            self.quoted.append((self.from_here, self.length))

    def result(self, origin: Sequence[int]) -> Rendered:
        """Return what was written.

        Args:
            origin: Where each character of the source stands.
        """
        text = "".join(self.pieces)
        places = [*(origin[place] for place in self.places), origin[len(self.source)]]
        apart = [(start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in self.apart]
        return Rendered(Mapped(text, places), merge(self.quoted), merge(apart))

    # ------------------------------------------------------------------ writing

    def _write(self, text: str, places: Sequence[int]) -> None:
        """Write a word, and before it what is due."""
        before = "\n" * self.gap if self.length else ""
        if self.gap or not self.length:
            before += self.prefix
            self.prefix = ""
        elif self.space and not self.pieces[-1].endswith(" "):
            before = " "
        self.gap, self.space = 0, False
        self.pieces += (before, text)
        self.places.extend([places[0]] * len(before))
        self.places.extend(places)
        self.length += len(before) + len(text)

    def _break(self, lines: int) -> None:
        if self.tables and self.tables[-1].is_data and self.tables[-1].cells:
            self.space = True  # inside a cell
        else:
            self.gap = max(self.gap, lines)

    def _text(self, token: Token) -> None:
        for found in _PIECE.finditer(self.source, token.start, token.end):
            piece, here = found.group(), found.start()
            if piece[0] == "&" and len(piece) > 1:
                shown = unescape(piece)
                if shown == piece:
                    self._write(piece, range(here, found.end()))
                elif shown.isspace():
                    self.space = True
                elif shown and shown not in _INVISIBLE:
                    self._write(shown, [here] * len(shown))
            elif piece.isspace():
                if self.preformatted and "\n" in piece:
                    self.gap = max(self.gap, min(piece.count("\n"), 2))
                else:
                    self.space = True
            elif piece not in _INVISIBLE:
                self._write(piece, range(here, found.end()))

    # ------------------------------------------------------------------ elements

    def _start(self, token: Token, *, is_data: bool) -> None:
        name = token.name
        while self.open and self.open[-1].name in _IMPLIED.get(name, ()):
            self._close()
        if name in PARAGRAPHS or name in LINES:
            self._break(2 if name in PARAGRAPHS else 1)
        element = _Element(name, self.length, len(self.pieces), hidden=name in _SKIPPED, is_data=is_data)
        if token.attributes:
            self._attributes(element, token)
        if name in _VOID or (token.attributes.rstrip().endswith("/") and name in _SKIPPED):
            return
        if not element.role and (name == "blockquote" or name in _SET_APART):
            element.role = "quoted" if name == "blockquote" else "apart"
        self._layout(element, token)
        if element.role == "container":
            self.containers.append(element)
        elif name == "blockquote" and self.containers:
            self.containers[-1].has_quotation = True
        self.hidden += element.hidden
        self.open.append(element)
        self.count[name] = self.count.get(name, 0) + 1

    def _layout(self, element: _Element, token: Token) -> None:
        """Prepare the marks that lists, headings and tables of data get in the text."""
        name = element.name
        if name in ("ul", "ol"):
            self.lists.append(0 if name == "ol" else -1)
        elif name == "pre":
            self.preformatted += 1
        elif name == "table":
            self.tables.append(element)
        elif name in _HEADINGS and not self.hidden:
            self.prefix = _HEADINGS[name]
        elif name == "li" and not self.hidden:
            self.prefix = "  " * (len(self.lists[:8]) - 1) + self._bullet()
        elif name in ("td", "th") and self.tables and self.tables[-1].is_data and not (self.hidden or element.hidden):
            table = self.tables[-1]
            self.space = False
            self._write("| " if not table.cells else " | ", [token.start] * (2 if not table.cells else 3))
            table.cells += 1

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] < 0:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def _attributes(self, element: _Element, token: Token) -> None:
        values = token.values()
        style = values.get("style", "")
        element.hidden = element.hidden or "hidden" in values or bool(style and _HIDDEN.search(style))
        marks = {*values.get("class", "").lower().split(), values.get("id", "").lower()}
        if marks & _NOT_NEW:
            element.role = "attribution" if marks & {"gmail_attr", "moz-cite-prefix"} else "quoted"
        elif marks & _CONTAINER:
            element.role = "quoted" if element.name == "blockquote" else "container"
        if self.from_here is None and (marks & _FROM_HERE or _OUTLOOK_LINE.search(style)):
            self.from_here = self.length

    def _end(self, token: Token) -> None:
        name = token.name
        if name == "br":  # written so by mistake
            self._break(1)
        if not self.count.get(name):
            return
        while self.open[-1].name != name:
            self._close()
        self._close()

    def _close(self) -> None:
        """Close the innermost element."""
        element = self.open.pop()
        name = element.name
        self.count[name] -= 1
        self.hidden -= element.hidden
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name == "pre":
            self.preformatted -= 1
        elif name == "table":
            self._end_row(element)
            self.tables.pop()
        elif name == "tr" and self.tables:
            self._end_row(self.tables[-1])
        if name in PARAGRAPHS or name in LINES:
            self._break(2 if name in PARAGRAPHS else 1)
            if name in _HEADINGS or name == "li":
                self.prefix = ""
        self._role(element)

    def _end_row(self, table: _Element) -> None:
        if table.cells:
            self.space = True
            self._write("|", self.places[-1:])
            table.cells = 0
            self.gap = 1

    def _role(self, element: _Element) -> None:
        """Note where what is not the author's has ended."""
        span = (element.mark, self.length)
        if element.role == "apart":
            self.apart.append(span)
        elif element.role == "quoted" or (element.role == "attribution" and not self._is_forward(element.piece)):
            self.quoted.append(span)
        elif element.role == "container":
            self.containers.pop()
            if not element.has_quotation:
                self.quoted.append(span)
            elif self.containers:
                self.containers[-1].has_quotation = True

    def _is_forward(self, piece: int) -> bool:
        """Tell whether what was written from a piece on begins with hyphens: it forwards a mail."""
        return "".join(self.pieces[piece : piece + 4]).lstrip().startswith("--")

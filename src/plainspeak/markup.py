"""Where the prose of a Markdown text or mail stands, and what in it must not be touched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

Span = tuple[int, int]

# Every expression here is linear: what follows a repeated class can't begin with a member of that class, and an
# expression that starts with a repetition looks behind itself, so that it is tried once a run.
NEWLINE = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_INDENTED = re.compile(r" {4}| {0,3}\t")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_MARKER = re.compile(
    r"(\s*)(?:[-*+•–‣◦▪·]|\(?(?:(\d{1,3})[.)]|(?:[A-Za-z]|[ivx]{2,4})\)))(?:\s+|$)"  # - or 1. or (a)
    r"(?:\[[ xX]\](?:\s+|$))?"  # and a check box
)
_DEFINITION = re.compile(
    r" {0,3}\[[^\[\]^][^\[\]]*\]:[ \t]*[^\s/.#<@]*[/.#<@]\S+"  # [x]: https://..., but not "[Risk]: none"
    r"[ \t]*(?:[ \t][\"'(].*)?$"
)
_PIPE = re.compile(r"(?<!\\)\|")
_RAW = re.compile(r"<(?:(!--)|(pre|script|style|textarea)(?=[\s>])[^<>]*>)", re.IGNORECASE)

_INLINE = re.compile(
    r"""
    (?P<code> (?<![\\`]) `+ )
  | (?P<angle> < )
  | (?P<url> (?<![^\W_]) (?i:https?://|ftp://|www\.|mailto:) [^\s<>"“”«»`|]+ )
  | (?P<mail> (?<![\w.+-]) [\w.+-]+ @ [^\W_][\w-]* (?:\.[\w-]+)* \.[A-Za-z]{2,} )
  | (?P<target> \] (?: \( (?: <[^<>\r\n]*> | [^()\s]* (?:\([^()\s]*\)[^()\s]*)* ) (?:\s+(?:"[^"]*"|'[^']*'))? \s* \)
                     | \[[^\[\]]*\] ) )
  | (?P<note> \[\^[^\s\[\]]+\] )
  | (?P<quote> (?<![^\s(\[{<>*_|—–-]) "(?!\s) [^"]{1,600} (?<!\s)" (?!\w)
             | “[^“”]{1,600}” | «[^«»]{1,600}» | „[^„“”]{1,600}[“”] )
  | (?P<single> (?<![^\s(\[{*_]) (?: '(?!\s|\d\ds|(?i:tis|twas|til|em)\b) (?:[^']|(?<=\w)'(?=\w)){1,600} (?<!\s)' (?!\w)
                                   | ‘(?!\s|\d\ds) (?:[^‘’]|(?<=\w)’(?=\w)){1,600} ’ (?!\w) ) )
  | (?P<path> (?<![\w.~:/\\%+-]) [\w.~:%+-]* [/\\] [\w.~:/\\%+=\#&?@-]* )
    """,
    re.VERBOSE,
)
_TELLTALE = re.compile(r"[`<\"“«„‘'\]@/\\]|[wW]\.|:")  # without one of them, none of the above is there
_TAG = re.compile(
    r"<(code|kbd|samp|var|tt)>[^<>]*</\1>"
    r"|<(?:/?[A-Za-z][\w.:-]*\s*/?"  # <br/>, </b>
    r"|[A-Za-z][\w:-]*\s[^<>=]*=[^<>]*"  # with attributes; "a <b and c> d" is none
    r"|[!?][^<>]*|[^\s<>:@]*[:@][^\s<>]*)>"  # <?xml ... ?>, <https://...>, <name@host>
)
_LETTERS = re.compile(r"[^\W\d_]")
_ROOTED = re.compile(r"(?:~|\.\.?)[/\\]\w|[A-Za-z]:[/\\]|\\\\\w")
_EXTENSION = re.compile(r"\w\.[a-z][a-z0-9]{0,5}(?::\d+)*$")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")
_LABEL = re.compile(r"[A-Z]+\d*|[A-Za-z]?\d[\w.]*")  # A/B/C, p50/p95/p99


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose: a paragraph, a list item's paragraph, a heading or a table cell.

    Args:
        kind: ``"prose"``, ``"item"``, ``"heading"`` or ``"cell"``.
        number: Counts the paragraphs, lists, tables and headings; the items of a list share one.
        start: Place of the first character after markers and indentation.
        end: Place after the last character that is not white space.
    """

    kind: str
    number: int
    start: int
    end: int


def read(text: str) -> tuple[list[Block], list[Span]]:
    r"""Find the prose of a text and the spans in it, or around it, that must come back byte for byte.

    Args:
        text: Any text; Markdown and mail are understood, everything else is paragraphs.

    Returns:
        The blocks in order, and the protected spans, sorted and merged.

    >>> blocks, kept = read("# Status\n\nSet `x` to 5.\n")
    >>> [b.kind for b in blocks], kept
    (['heading', 'prose'], [(14, 17)])
    """
    reader = _Reader(text)
    reader.run()
    for block in reader.blocks:
        reader.kept.extend(_inline(text, block.start, block.end, reader.raw))
    return reader.blocks, merge(reader.kept)


def merge(spans: list[Span]) -> list[Span]:
    """Sort spans and join those that overlap or touch; empty ones go.

    >>> merge([(5, 7), (0, 2), (1, 3), (3, 4)])
    [(0, 4), (5, 7)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def is_wrap(before: str, after: str) -> bool:
    """Tell whether the break between two lines (without outer white space) is a mere line wrap.

    >>> is_wrap("Recall is up", "Latency is down"), is_wrap("Recall is up,", "Latency is down")
    (False, True)
    """
    label = after.endswith(":") and len(after) <= 40  # "Next steps:" begins something new
    return after[:1].islower() or before.endswith(",") or (len(before) > 40 and not label)


class _Reader:
    """Goes through the lines once and sorts them into blocks of prose and protected spans."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Span] = []
        start = 0
        for match in NEWLINE.finditer(text):
            self.lines.append((start, match.start()))
            start = match.end()
        self.lines.append((start, len(text)))
        self.blocks: list[Block] = []
        self.kept: list[Span] = []
        self.raw: dict[int, int] = {}  # comments and elements such as <pre>: from where to where
        self.number = 0
        self.open: Block | None = None  # the paragraph that the next line may continue
        self.last_line = 0  # where the last line of that paragraph begins
        self.list_indent: int | None = None  # indentation of the list we are in
        self.after_blank = False
        self.unclosed: set[str] = set()  # closing tags of which no more are to come: never searched for again

    def run(self) -> None:
        i = self._front_matter()
        while i < len(self.lines):
            i = self._step(i)
        self._close()

    def _line(self, i: int) -> str:
        start, end = self.lines[i] if i < len(self.lines) else (0, 0)
        return self.text[start:end]

    def _close(self) -> None:
        if self.open is not None:
            self.blocks.append(self.open)
        self.open = None

    def _start(self, kind: str, start: int, end: int) -> None:
        """Open a block on the trimmed span; nothing is opened if that is empty."""
        self._close()
        body = self.text[start:end]
        start += len(body) - len(body.lstrip())
        if body := body.strip():
            self.open = Block(kind, self.number, start, start + len(body))
            self.last_line = start

    def _keep(self, start: int, end: int) -> None:
        self._close()
        self.kept.append((start, end))

    def _front_matter(self) -> int:
        if self._line(0).lstrip("\ufeff").rstrip() != "---" or ":" not in self._line(1):
            return 0
        for i in range(1, len(self.lines)):
            if self._line(i).rstrip() in ("---", "..."):
                self._keep(0, self.lines[i][1])
                return i + 1
        return 0

    def _step(self, i: int) -> int:
        """Read the line with this number, with those that belong to it, and return the number of the next."""
        start, end = self.lines[i]
        line = self.text[start:end]
        body = line.strip()
        after_blank, self.after_blank = self.after_blank, not body
        if not body:
            self._close()
            return i + 1
        if line in ("--", "-- "):
            self._keep(start, len(self.text))
            return len(self.lines)
        if after_blank and self.list_indent is None and _INDENTED.match(line):
            return self._indented_code(i)
        marker = _MARKER.match(line)
        if fence := _FENCE.match(line, marker.end() if marker else 0) or _FENCE.match(line):
            return self._fenced_code(i, fence)
        if body.startswith(">") or _DEFINITION.match(line):
            self._keep(start, end)
            return i + 1
        if body.startswith("On ") and (last := self._attribution(i)) is not None:
            self._keep(start, self.lines[last][1])
            return last + 1
        if "|" in body and (body[0] == body[-1] == "|" != body or _is_delimiter(self._line(i + 1).strip())):
            return self._table(i)
        if _is_rule(body):
            self._rule(body)
            return i + 1
        if (after := self._raw_html(i)) is not None:
            return after
        self._prose(start, end, line, marker)
        return i + 1

    def _indented_code(self, i: int) -> int:
        last, j = i, i + 1
        while j < len(self.lines) and (_INDENTED.match(line := self._line(j)) or not line.strip()):
            if line.strip():
                last = j
            j += 1
        self._keep(self.lines[i][0], self.lines[last][1])
        return last + 1

    def _fenced_code(self, i: int, fence: re.Match[str]) -> int:
        mark = fence.group(1)
        if fence.start(1) == 0:
            self.list_indent = None  # code of an item is indented
        last = i + 1
        while last < len(self.lines):
            body = self._line(last).strip()
            if len(body) >= len(mark) and not body.strip(mark[0]):
                break
            last += 1
        last = min(last, len(self.lines) - 1)
        self._keep(self.lines[i][0] + fence.start(1), self.lines[last][1])
        return last + 1

    def _attribution(self, i: int) -> int | None:
        """Return the last line of "On ... wrote:" if it begins here and quoted lines follow."""
        for last in (i, i + 1):
            if self._line(last).rstrip().endswith("wrote:"):
                below = self._line(last + 1).strip() or self._line(last + 2).strip()
                return last if below.startswith(">") else None
        return None

    def _table(self, i: int) -> int:
        self._close()
        self.number += 1
        self.list_indent = None
        while i < len(self.lines) and "|" in (line := self._line(i)):
            start, end = self.lines[i]
            if not _is_delimiter(line.strip()):
                edges = [start, *(start + m.start() for m in _PIPE.finditer(line)), end]
                for left, right in pairwise(edges):
                    self._start("cell", left + self.text.startswith("|", left), right)
            i += 1
        self._close()
        return i

    def _rule(self, body: str) -> None:
        """Read a line such as --- or ===: it underlines a title or parts two sections."""
        block = self.open
        if block and block.kind == "prose" and self.last_line == block.start and body[0] in "=-":
            self.open = replace(block, kind="heading")
        self._close()
        self.list_indent = None

    def _raw_html(self, i: int) -> int | None:
        """Note comments and elements such as <pre>; return the line to go on with if one runs over the line's end."""
        start, end = self.lines[i]
        position, ticks = start, 0
        while opening := _RAW.search(self.text, position, end):
            ticks += self.text.count("`", position, opening.start())
            position = opening.end()
            closing = "-->" if opening.group(1) else f"</{opening.group(2).lower()}>"
            if ticks % 2 or closing in self.unclosed:  # an odd number of backticks: it stands in inline code
                continue
            found = re.compile(re.escape(closing), re.IGNORECASE).search(self.text, position)
            if found is None:
                self.unclosed.add(closing)
                continue
            position = found.end()
            self.raw[opening.start()] = position
            if position > end:
                return self._skip(i, opening.start(), position)
        return None

    def _skip(self, i: int, start: int, end: int) -> int:
        """Leave out a protected span over several lines: what stands before and after it in its lines is read."""
        line = self.text[self.lines[i][0] : start]
        if line.strip():
            self._prose(self.lines[i][0], start, line, _MARKER.match(line))
        self._keep(start, end)
        while self.lines[i][1] < end:
            i += 1
        self.lines[i] = (end, self.lines[i][1])
        return i

    def _prose(self, start: int, end: int, line: str, marker: re.Match[str] | None) -> None:
        body = line.strip()
        indent = len(line) - len(line.lstrip())
        if heading := _HEADING.match(line):
            self.number += 1
            self.list_indent = None
            title = line.rstrip().rstrip("#")
            self._start("heading", start + heading.end(), start + (len(title) if title[-1:].isspace() else len(line)))
            self._close()
        elif marker and not self._is_wrapped_number(marker, body):
            if self.list_indent is None:
                self.number += 1
                self.list_indent = len(marker.group(1))
            self.list_indent = min(len(marker.group(1)), self.list_indent)
            self._start("item", start + marker.end(), end)
        elif self.open and (self.open.kind == "prose" or indent > (self.list_indent or 0) or self._goes_on(body)):
            self.open = replace(self.open, end=start + len(line.rstrip()))
            self.last_line = start
        elif self.list_indent is not None and indent > self.list_indent:
            self._start("item", start, end)
        else:
            self.number += 1
            self.list_indent = None
            self._start("prose", start, end)

    def _is_wrapped_number(self, marker: re.Match[str], body: str) -> bool:
        """Tell whether "5. It" is the end of a wrapped sentence rather than the fifth item of a list."""
        prose = self.open is not None and self.open.kind == "prose"
        return prose and marker.group(2) not in (None, "1") and self._goes_on(body)

    def _goes_on(self, body: str) -> bool:
        """Tell whether the open paragraph's last line is in mid-sentence, and this one goes on with it."""
        before = self.text[self.last_line : self.open.end].strip() if self.open else ""
        return is_wrap(before, body) and (before[-1:] not in ".:;!?" or body[:1].islower())


def _is_rule(body: str) -> bool:
    return body[0] in "-*_=~#" and len(body) > 1 and not body.strip(body[0] + " \t")


def _is_delimiter(body: str) -> bool:
    return "|" in body and "-" in body and not body.strip("|:- \t")


def _inline(text: str, start: int, end: int, raw: dict[int, int]) -> list[Span]:
    """Find code, tags, addresses, paths and quotations in one block."""
    ticks: dict[str, list[int]] | None = None
    spans: list[Span] = []
    if not _TELLTALE.search(text, start, end):
        return spans
    position = start
    while match := _INLINE.search(text, position, end):
        kind, here, position = match.lastgroup, match.start(), match.end()
        stop = position
        if kind == "code":
            if ticks is None:
                ticks = _runs_of_ticks(text, here, end)
            runs = ticks[match.group()]
            while runs and runs[-1] < position:
                runs.pop()
            stop = runs[-1] + len(match.group()) if runs else here
        elif kind == "angle":
            tag = _TAG.match(text, here, end)
            stop = raw.get(here) or (tag.end() if tag else here)
        elif kind == "url":
            stop = here + len(_without_trail(match.group()))
        elif kind == "single" and not _LETTERS.search(text, here, stop):
            stop, position = here, here + 1
        elif kind == "path":
            run = match.group().rstrip(".:?-")
            stop = here + len(run) if _is_path(run) else here
        if stop > here:
            spans.append((here, stop))
            position = stop
    return spans


def _runs_of_ticks(text: str, start: int, end: int) -> dict[str, list[int]]:
    """Sort the runs of backticks by length, each list from the last to the first, so that closers are popped."""
    runs: dict[str, list[int]] = {}
    for match in reversed(list(re.finditer("`+", text[start:end]))):
        runs.setdefault(match.group(), []).append(start + match.start())
    return runs


def _without_trail(url: str) -> str:
    """Take off the punctuation after an address; a closing bracket stays if it was opened inside."""
    surplus = url.count(")") - url.count("(")
    length = len(url)
    while length and (url[length - 1] in ".,;:!?'’*_~]}" or (url[length - 1] == ")" and surplus > 0)):
        surplus -= url[length - 1] == ")"
        length -= 1
    return url[:length]


def _is_path(run: str) -> bool:
    """Tell paths (src/a/b, docs/x.md, ~/x, host.com/x) from words with a slash (CI/CD, p50/p95/p99, 24/7)."""
    if _ROOTED.match(run):
        return True
    parts = re.split(r"[/\\]", run)
    if not _LETTERS.search(run):
        return False
    if len(parts) > 2:
        return not parts[0] or not all(_LABEL.fullmatch(part) for part in parts)
    return bool(_EXTENSION.search(parts[-1]) or (parts[-1] and _HOST.fullmatch(parts[0])))

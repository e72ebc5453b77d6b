"""Words and sentences with their places, and what in a text must not be touched."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from plainspeak.markup import NEWLINE, Block, Span, is_wrap, merge, read

# Numerals such as ² and ½ count as word characters for `re`, but no word begins with one.
_NUMERALS = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u218b\u2460-\u24ff"
# Combining marks of the scripts that are written with them most; `re` does not count them as word characters.
_COMBINING = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
)
_LETTER = rf"[^\W\d_{_NUMERALS}]"
_RUN = rf"{_LETTER}[\w{_COMBINING}]*(?<!_)"  # a closing underscore is emphasis, one inside joins

_TOKEN = re.compile(
    rf"""
    (?P<number> \d+ (?: [.,] \d+ )* )
  | (?P<word>
        {_RUN} (?: ['’] (?! [sS] (?![^\W_]) ) {_RUN} )*
        (?: (?<=\d) (?: \. \d+ )+ )?                      # v2.1, p99.9
      | (?<= [^\s(\[{{<“‘«'’] ) ['’] [sS] (?![^\W_])       # the 's of "the model's"
    )
  | (?P<mark> -+ | \.+ | =+ | \*+ | _+ | \S )
    """,
    re.VERBOSE,
)

_CLOSERS = "\"'”’»)\\]*_"
_END = re.compile(
    rf"(?<![.!?…])[.!?…]+(?:(?<=[.!?…])[{_CLOSERS}]+)?(?=\s|\Z)"
    r"|(?<![。！？])[。！？]+[”’」』）\"]*"
)
_BRACKET = re.compile(r"[()]")
_WORDLIKE = re.compile(r"[^\W_]")
_BEFORE = re.compile(r"[^\s(\[\"“'‘*_/-]*\Z")
_NEXT = re.compile(r"\s*(\w*)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[A-Z]")  # the U.S of "U.S. team", the J of "J. Smith"
_LONGEST_BRACKET = 300  # characters; a longer one is more likely two unrelated brackets

# After these a full stop never ends a sentence ...
_NEVER = frozenset("e.g i.e vs approx mr mrs dr prof resp incl excl cf ca viz".split())  # not "ms": milliseconds
# ... after these only if no number follows ...
_NUMBERED = frozenset(
    "no nos fig figs eq eqs sec ch vol p pp art ver jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# ... and after these, and after initials, only before a word that begins sentences and not names.
_OPEN = frozenset("inc ltd corp co jr sr st a.m p.m al dept est".split())
_STARTERS = frozenset(
    "a after all also an and as at before both but by each every for from he here how however i if in it its last most "
    "my next no now on once one only or our she since so some that the their then there these they this those to "
    "today tomorrow two we what when where which while who why with without you your".split()
)


class Word(NamedTuple):
    """One token of a text.

    Args:
        text: The token as written.
        lower: The same without regard to case, with a straight apostrophe, for matching.
        start: Place of its first character in the whole text.
        end: Place after its last character.
        kind: ``"word"``, ``"number"``, or ``"mark"`` for any other character (runs of ``- . = * _`` are one mark).
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Split a text, or a part of it, into words, numbers and marks.

    Args:
        text: Any text.
        start: Where to begin, in characters.
        end: Where to stop; None means the end of the text.

    Returns:
        The tokens in order; together they hold every character that is not white space.

    >>> [w.text for w in words("The model's p99.9 fell to 1,200ms (−5%).")]
    ['The', 'model', "'s", 'p99.9', 'fell', 'to', '1,200', 'ms', '(', '−', '5', '%', ')', '.']
    """
    found = []
    new = tuple.__new__  # as Word(...) does, without a call in Python for each of a text's words
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        token = match.group()
        lower = token.casefold()
        if "’" in lower:
            lower = lower.replace("’", "'")
        found.append(new(Word, (token, lower, *match.span(), match.lastgroup or "")))
    return found


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, heading or table cell of a text.

    Args:
        start: Place of its first character in the whole text, after list markers, heading marks and indentation.
        end: Place after its last character.
        kind: ``"prose"``, ``"item"`` (of a list), ``"heading"`` or ``"cell"`` (of a table).
        block: Number of the paragraph, list, table or heading; neighbours in one of them share it.
    """

    start: int
    end: int
    kind: str
    block: int


def protected(text: str) -> list[Span]:
    """Find what must come back byte for byte: code, tags, addresses, paths, quotations, quoted mail, signatures.

    Args:
        text: Any text.

    Returns:
        Spans in characters (start, end), sorted and not touching each other.

    >>> [("Run `make x`, see https://x.org/a."[a:b]) for a, b in protected("Run `make x`, see https://x.org/a.")]
    ['`make x`', 'https://x.org/a']
    """
    return read(text)[1]


def sentences(text: str) -> list[Sentence]:
    """Find all prose that may be rewritten; it may contain protected spans, but never consists of them alone.

    Args:
        text: Any text.

    Returns:
        The sentences in order; they never overlap.

    >>> text = "- Dr. Lee agreed. We ship v2.1."
    >>> [(s.kind, text[s.start : s.end]) for s in sentences(text)]
    [('item', 'Dr. Lee agreed.'), ('item', 'We ship v2.1.')]
    """
    return prose(text)[0]


def prose(text: str) -> tuple[list[Sentence], list[Span]]:
    """Return what ``sentences`` and what ``protected`` return, with one look at the text.

    Args:
        text: Any text.
    """
    blocks, kept = read(text)
    found: list[Sentence] = []
    first = 0
    for block in blocks:
        while first < len(kept) and kept[first][1] <= block.start:
            first += 1
        last = bisect_left(kept, (block.end, 0), first)
        found.extend(_split(text, block, kept[first:last]))
    return found, kept


def _split(text: str, block: Block, kept: list[Span]) -> list[Sentence]:
    """Cut one block into its sentences."""
    found = []
    cuts = {} if block.kind in ("heading", "cell") else _cuts(text, block, kept)
    cuts[block.end] = True
    edge, own_line = block.start, True
    first = 0
    for cut, at_break in cuts.items():
        piece = text[edge:cut]
        body = piece.strip()
        start = edge + len(piece) - len(piece.lstrip())
        end = start + len(body)
        while first < len(kept) and kept[first][1] <= start:
            first += 1
        if _has_words(text, start, end, kept, first):
            alone = block.kind == "prose" and own_line and at_break and len(body) <= 60 and not NEWLINE.search(body)
            kind = "heading" if alone and body.rstrip("*_ ").endswith(":") else block.kind
            found.append(Sentence(start, end, kind, block.number))
        edge, own_line = cut, at_break
    return found


def _has_words(text: str, start: int, end: int, kept: list[Span], first: int) -> bool:
    """Tell whether a word or number stands in the span and outside the kept spans, of which the first is given."""
    while start < end:
        here = kept[first] if first < len(kept) else (end, end)
        if _WORDLIKE.search(text, start, min(here[0], end)):
            return True
        start = here[1]
        first += 1
    return False


def _cuts(text: str, block: Block, kept: list[Span]) -> dict[int, bool]:
    """Find where the sentences of a block end, in order, each with whether a line break ends it."""
    marks = _END.finditer(text, block.start, block.end)
    candidates = [(mark.start(), mark.end(), False) for mark in marks if _ends(text, mark, block)]
    if block.kind == "prose":
        candidates += [(at, at, True) for at in _breaks(text, block)]
    closed = merge(kept + _brackets(text, block, kept))
    cuts: dict[int, bool] = {}
    i = 0
    for mark, cut, at_break in sorted(candidates):
        while i < len(closed) and closed[i][1] <= mark:
            i += 1
        inside = i < len(closed) and closed[i][0] <= mark and cut < closed[i][1]
        if not inside:
            cuts[cut] = at_break
    return cuts


def _ends(text: str, match: re.Match[str], block: Block) -> bool:
    """Tell whether the mark ends a sentence, from the words before and after it."""
    mark = match.group()
    if mark[0] in "。！？":
        return True
    after = _NEXT.match(text, match.end(), block.end)
    word = after.group(1) if after else ""
    if word[:1].islower():
        return False
    before = _BEFORE.search(text, max(block.start, match.start() - 12), match.start())
    if before is None or mark[0] != "." or mark[:2] == "..":
        return True
    stem = before.group()
    if stem.casefold() in _NEVER:
        return False
    if stem.casefold() in _NUMBERED:
        return not word[:1].isdigit()
    if stem.casefold() in _OPEN or _DOTTED.fullmatch(stem):
        return word.casefold() in _STARTERS
    return True


def _breaks(text: str, block: Block) -> list[int]:
    """Find the line breaks of a paragraph that are no mere wraps."""
    found = []
    start, before, at = block.start, "", block.start
    for match in NEWLINE.finditer(text, block.start, block.end):
        line = text[start : match.start()].strip()
        if before and not is_wrap(before, line):
            found.append(at)
        start, before, at = match.end(), line, match.start()
    if before and not is_wrap(before, text[start : block.end].strip()):
        found.append(at)
    return found


def _brackets(text: str, block: Block, kept: list[Span]) -> list[Span]:
    """Find the pairs of round brackets outside the kept spans."""
    pairs = []
    opened: list[int] = []
    i = 0
    for match in _BRACKET.finditer(text, block.start, block.end):
        at = match.start()
        while i < len(kept) and kept[i][1] <= at:
            i += 1
        if i < len(kept) and kept[i][0] <= at:
            continue
        if match.group() == "(":
            opened.append(at)
        elif opened and at - (start := opened.pop()) <= _LONGEST_BRACKET:
            pairs.append((start, at + 1))
    return pairs

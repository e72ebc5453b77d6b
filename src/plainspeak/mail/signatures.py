"""Finds the signature under a mail, marked as one or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plainspeak.mail.lines import Line, paragraphs

_DEVICE = re.compile(
    r"(?:sent (?:from (?:my|mail|outlook|yahoo|samsung|proton)|via|with)\b|get outlook for\b|von meinem\b.* gesendet"
    r"|envoyé de mon\b|enviado desde mi\b|inviato da\b|skickat från\b)",
    re.IGNORECASE,
)
_CLOSING = frozenset(
    "regards|best regards|kind regards|kindest regards|warm regards|with kind regards|with best regards|best|"
    "all the best|best wishes|with best wishes|warmly|thanks|thank you|thanks a lot|many thanks|many thanks in advance|"
    "thanks in advance|thanks and regards|thanks & regards|thanks and best regards|cheers|sincerely|yours|"
    "yours sincerely|sincerely yours|yours faithfully|respectfully|cordially|br|kr|rgds|talk soon|have a great week|"
    "have a good weekend|mit freundlichen grüßen|viele grüße|beste grüße|merci|cordialement|bien cordialement|saludos|"
    "un saludo|saluti|cordiali saluti|groeten|met vriendelijke groet|hälsningar|vänliga hälsningar".split("|")
)
_CONTACT = re.compile(r"@|www\.|https?:|\+?\d(?:[ ()./-]{0,2}\d){6,14}", re.IGNORECASE)
_ITEM = re.compile(r"[-*•+]\s|\(?\d{1,3}[.)]\s")
_AFTERTHOUGHT = re.compile(r"p\.?\s?p?\.?\s?s\b", re.IGNORECASE)
_NAME_PART = re.compile(
    r"[^\W\d_a-z][^\W\d_]*+(?:[-'’.][^\W\d_]*+)*[,.]?|[|/–—-]|&|and|von|van|de|der|den|da|di|la|le|bin|al"
)
_LONGEST_LINE = 80
_MOST_LINES = 12
_MOST_UNMARKED = 10  # lines below "--" without the space that would make it a mark


def label(lines: list[Line]) -> None:
    """Label the lines of signatures.

    Below the mark "-- " all is signature, up to a quotation. Without it, only what can hardly be anything else is: a
    name and short lines under a closing, a name with addresses and telephone numbers, the line that a telephone adds.

    Args:
        lines: The lines of a mail's text, of which quotations are labelled.
    """
    for i, line in enumerate(lines):
        if not line.label and line.text.rstrip() == "--":
            _marked(lines, i)
    for i, line in enumerate(lines):
        alone = not line.label and _DEVICE.match(line.body) and len(line.body.split()) <= 8 and _is_last(lines, i)
        if alone:
            line.label = "signature"
    for first, end in _stretches(lines):
        _closed(lines, first, end)
    for first, end in paragraphs(lines):
        if _is_last(lines, end - 1) and _is_card(lines[first:end]):
            _take(lines, first, end)


def _take(lines: list[Line], first: int, end: int) -> None:
    for line in lines[first:end]:
        line.label = line.label or "signature"


def _is_last(lines: Sequence[Line], i: int) -> bool:
    """Tell whether nothing of the author's follows before the end, or before what somebody else wrote."""
    i += 1
    while i < len(lines) and not lines[i].body:
        i += 1
    return i == len(lines) or bool(lines[i].label)


def _marked(lines: list[Line], i: int) -> None:
    is_mark = lines[i].text == "-- "
    end, filled = i + 1, 0
    while end < len(lines) and not lines[end].label:
        filled += bool(lines[end].body)
        end += 1
        if filled > _MOST_UNMARKED and not is_mark:
            end = i + 1  # a line between two parts of the text
            break
    _take(lines, i, end)


def _stretches(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the stretches of lines without a label, empty ones among them."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for i, line in enumerate(lines):
        if line.label and start is not None:
            found.append((start, i))
        start = (i if start is None else start) if not line.label else None
    return [*found, (start, len(lines))] if start is not None else found


def _closed(lines: list[Line], first: int, end: int) -> None:
    """Label a closing such as "Kind regards," near the end of a stretch, and the name and short lines under it."""
    filled = [i for i in range(max(first, end - 3 * _MOST_LINES), end) if lines[i].body][-_MOST_LINES:]
    for number, i in enumerate(filled):
        if lines[i].body.rstrip(",.! ").casefold() not in _CLOSING:
            continue
        below = filled[number + 1 :]
        postscript = next((n for n, j in enumerate(below) if _AFTERTHOUGHT.match(lines[j].body)), len(below))
        named = [lines[j] for j in below[:postscript]]
        if named and _is_name(named[0].body) and all(_is_short(line.body) for line in named):
            _take(lines, i, below[postscript - 1] + 1)
            return


def _is_card(block: Sequence[Line]) -> bool:
    """Tell whether a paragraph is a name with ways to reach the person."""
    return (
        1 < len(block) <= _MOST_LINES
        and _is_name(block[0].body)
        and all(_is_short(line.body) for line in block)
        and any(_CONTACT.search(line.body) for line in block[1:])
    )


def _is_short(body: str) -> bool:
    """Tell whether a line is too short for a sentence, and no item of a list."""
    words = len(body.split())
    return (
        len(body) <= _LONGEST_LINE
        and words <= 12
        and not (body.endswith((".", "!", "?")) and words >= 4)
        and not body.endswith(":")
        and not _ITEM.match(body)
    )


def _is_name(body: str) -> bool:
    words = body.split()
    return 0 < len(words) <= 6 and all(_NAME_PART.fullmatch(word) for word in words)

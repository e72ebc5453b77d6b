"""Cuts HTML into tags, comments and text with their places, in one pass and whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# An opening or closing tag: its attributes may hold ">" inside quotation marks.
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/<>]*+)((?:[^"'<>]++|"[^"]*+"|'[^']*+'|<)*+)>""")
_NAME = re.compile(r"</?([A-Za-z][^\s/<>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++))?""")
_RAW_TEXT = ("script", "style", "title", "textarea", "xmp")
"""Elements whose content is no HTML."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML.

    Args:
        kind: "text", "open", "close" or "comment".
        name: Name of the tag, in small letters; "" for text and comments.
        start: Place of its first character.
        end: Place after its last.
        attributes: What stands in an opening tag after its name.
    """

    kind: str
    name: str
    start: int
    end: int
    attributes: str = ""

    def values(self) -> dict[str, str]:
        """Return the attributes, names in small letters."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.attributes):
            value = match.group(2) or ""
            found.setdefault(match.group(1).lower(), value[1:-1] if value[:1] in "\"'" and value else value)
        return found


def tokens(source: str) -> Iterator[Token]:
    """Yield the pieces of a page; what scripts and styles hold, and what is not closed, is left out.

    Args:
        source: HTML.

    >>> [(t.kind, t.name or source[t.start : t.end]) for source in ["<p>a &lt; b<br/></p>"] for t in tokens(source)]
    [('open', 'p'), ('text', 'a &lt; b'), ('open', 'br'), ('close', 'p')]
    """
    at, text_at, length = 0, 0, len(source)
    quoting = True  # until a quotation mark that is never closed was met: then tags end at the first ">"
    while at < length:
        at = source.find("<", at)
        if at < 0:
            break
        following = source[at + 1 : at + 2]
        if not (following in ("/", "!", "?") or (following.isascii() and following.isalpha())):
            at += 1
            continue
        if at > text_at:
            yield Token("text", "", text_at, at)
        match = _TAG.match(source, at) if quoting and following not in ("!", "?") else None
        if match:
            end = match.end()
            name, attributes = match.group(2).lower(), match.group(3)
        else:
            end, is_comment = _end(source, at)
            if end < 0:
                return
            if is_comment:
                yield Token("comment", "", at, end)
            found = _NAME.match(source, at)
            name = found.group(1).lower() if found and following not in ("!", "?") else ""
            attributes = source[found.end() : end - 1] if found else ""
            quoting = quoting and not name
        if name:
            yield Token("close" if following == "/" else "open", name, at, end, "" if following == "/" else attributes)
        if name in _RAW_TEXT and following != "/":
            end = _closing(source, name, end)
        at = text_at = end
    if text_at < length:
        yield Token("text", "", text_at, length)


def _end(source: str, at: int) -> tuple[int, bool]:
    """Return where a comment, declaration or broken tag ends, -1 if nowhere, and whether it is a comment."""
    if source.startswith("<!--", at):
        if source.startswith((">", "->"), at + 4):  # what browsers take for an empty comment
            return source.find(">", at) + 1, True
        end = source.find("-->", at + 4)
        return (end + 3 if end >= 0 else -1), True
    end = source.find(">", at)
    return (end + 1 if end >= 0 else -1), False


def _closing(source: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return found.start() if found else len(source)

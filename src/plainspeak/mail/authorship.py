"""Tells which lines of a mail its author did not write: quotations, forwarded mail, signatures, patches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from plainspeak.findings import Span
from plainspeak.mail import patches, signatures
from plainspeak.mail.lines import Line, lines_of

_DASHED = re.compile(
    r"[>\s*]*+(?:-{2,}+|_{5,}+|={5,}+)\s*+(?:forwarded message|forwarded by|original message|original appointment"
    r"|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|message d'origine|mensaje reenviado"
    r"|mensaje original|messaggio inoltrato|messaggio originale|mensagem encaminhada|mensagem original"
    r"|doorgestuurd bericht|oorspronkelijk bericht|vidarebefordrat meddelande|originalmeddelande)\b",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    r"[>\s]*+(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié)\s?:",
    re.IGNORECASE,
)
_END = re.compile(r"-{2,}+\s*+end (?:of )?forwarded message\b", re.IGNORECASE)
_HEADER = re.compile(r"[>\s*]*+([^\W\d_][^\W\d_-]{0,15})\*?\s?:")
_FROM = frozenset("from von de da fra från van od".split())
_ADDRESSED = frozenset(
    "to sent an gesendet à envoyé para enviado a inviato aan verzonden til sendt till skickat".split()
)
_OTHER_FIELDS = frozenset("date cc subject datum betreff objet asunto oggetto data onderwerp assunto emne ämne".split())

_VERB = re.compile(
    r"\b(?:wrote|writes|said|schrieb|écrit|escribió|escreveu|scritto|schreef|skrev|napisał|kirjoitti)\b", re.IGNORECASE
)
_WHEN = re.compile(r"\d{4}|\d[:.]\d\d|\d[/.-]\d")
_TIME_AND_YEAR = re.compile(r"(?=[^\n]*\d:\d\d)[^\n]*\d{4}")
_SENTENCE_END = re.compile(r"(?<!\w)[^\W\d_A-Z]{2,}+[.!?]\s+[A-Z]|[!?]\s")
_OPENING = re.compile(r"\d|(?:on|at|am|le|el|il|em|op|den|dne|w dniu)\s", re.IGNORECASE)
_LONGEST = 300  # characters of an attribution

_ARMOUR = re.compile(r"-----BEGIN ([A-Z0-9 ]{3,40})-----")
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{60,}")
ENCRYPTED = "encrypted"
"""The label of a stretch that nobody but its reader can read."""


def others(text: str, quoted: Sequence[Span] = ()) -> list[Span]:
    r"""Return the spans of a mail's text that are not its author's own new words.

    Args:
        text: The text of the mail, with ``\n`` as line end.
        quoted: Spans that are known to be quoted, because its HTML says so.

    >>> others("Fine by me.\n\nOn 3 May 2026 at 10:02, Bo <bo@example.com> wrote:\n> Shall we?\n")
    [(13, 75)]
    """
    return spans(labelled(text, quoted))


def spans(lines: Sequence[Line]) -> list[Span]:
    """Return where the lines with a label stand, neighbours joined.

    Args:
        lines: The lines of a text.
    """
    found: list[Span] = []
    for line in lines:
        if line.label:
            if found and found[-1][1] >= line.start - 1:
                found[-1] = (found[-1][0], line.end)
            else:
                found.append((line.start, line.end))
    return found


def labelled(text: str, quoted: Sequence[Span] = ()) -> list[Line]:
    r"""Return the lines of a mail's text, each with what it is.

    The labels are "quoted", "attribution", "forwarded", "signature", "program" and "encrypted"; "" is the author's own.
    What can't be told for certain is the author's: a line such as "Bo wrote:" is an attribution only above a quotation.

    Args:
        text: The text, with ``\n`` as line end.
        quoted: Spans that are known to be quoted.
    """
    lines = lines_of(text)
    _quotations(lines, quoted)
    _armour(lines)
    patches.label(lines)
    _forwarded(lines)
    _attributions(lines)
    signatures.label(lines)
    return lines


def _quotations(lines: list[Line], quoted: Sequence[Span]) -> None:
    starts = [start for start, _ in quoted]
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        inside = at >= 0 and quoted[at][0] <= line.start and line.start < quoted[at][1]
        if inside or line.body.startswith(">"):
            line.label = "quoted"


def _armour(lines: list[Line]) -> None:
    """Label what was made by a program in the form -----BEGIN ...-----, and long lines without a space."""
    closing, label = "", ""
    for i, line in enumerate(lines):
        if closing:
            line.label = label
            closing = "" if line.body == closing else closing
        elif (armour := _ARMOUR.fullmatch(line.body)) and not line.label:
            if armour.group(1) == "PGP SIGNED MESSAGE":
                for above in lines[i : i + 5]:
                    above.label = "program"
                    if not above.body:
                        break
                continue
            label = ENCRYPTED if armour.group(1) == "PGP MESSAGE" else "program"
            closing = f"-----END {armour.group(1)}-----"
            line.label = label
        elif len(line.body) >= 60 and _BLOB.fullmatch(line.body) and len(set(line.body)) > 15:
            line.label = "program"


def _forwarded(lines: list[Line]) -> None:
    inside = False
    for i, line in enumerate(lines):
        if inside:
            if not line.label:
                line.label = "forwarded"
            inside = not _END.match(line.body)
            continue
        if line.label:
            continue
        if (_DASHED.match(line.body) or _BEGIN.match(line.body)) and (below := _header_below(lines, i)):
            line.label = "forwarded"
            inside = below.label != "quoted"  # quoted lines are told by their own mark
        elif _begins_header(lines, i):
            line.label = "forwarded"
            inside = True
            if i and lines[i - 1].body and not lines[i - 1].body.strip("_-*= "):
                lines[i - 1].label = lines[i - 1].label or "forwarded"


def _header_below(lines: list[Line], i: int) -> Line | None:
    """Return the first line of the header that follows a line, if one does."""
    below = next((line for line in lines[i + 1 : i + 4] if line.body.strip("> ")), None)
    return below if below and _HEADER.match(below.body) else None


def _begins_header(lines: list[Line], i: int) -> bool:
    """Tell whether the header of another mail begins here: From, then who it went to, and more."""
    if _field(lines[i]) not in _FROM:
        return False
    names = []
    for line in lines[i + 1 : i + 9]:
        if not line.body:
            break
        names.append(_field(line))
    addressed = sum(name in _ADDRESSED for name in names)
    return addressed > 0 and addressed + sum(name in _OTHER_FIELDS for name in names) > 1


def _field(line: Line) -> str:
    found = _HEADER.match(line.body)
    return found.group(1).lower() if found else ""


def _attributions(lines: list[Line]) -> None:
    for i, line in enumerate(lines):
        if line.label != "quoted" or (i and lines[i - 1].label == "quoted"):
            continue
        last = i - 1
        while last >= max(0, i - 2) and not lines[last].body:
            last -= 1
        first = _first_of_attribution(lines, last)
        for one in lines[first : last + 1]:
            one.label = "attribution"


def _first_of_attribution(lines: Sequence[Line], last: int) -> int:
    """Return where the attribution that ends in a line begins, of up to three lines; behind the line if it is none."""
    found = last + 1
    for first in range(last, max(last - 3, -1), -1):
        if not lines[first].body or lines[first].label:
            break
        may_begin = first == last or _OPENING.match(lines[first].body)
        if may_begin and _introduces(" ".join(line.body for line in lines[first : last + 1])):
            found = first
    return found


def _introduces(text: str) -> bool:
    """Tell whether a text is what mail programs write above a quotation: when, who, "wrote:"."""
    if len(text) > _LONGEST or not text.endswith((":", ": ", "：")) or _SENTENCE_END.search(text):
        return False
    names = "@" in text
    if _VERB.search(text):
        words = text.rstrip(": ").split()
        return names or bool(_WHEN.search(text)) or (len(words) <= 5 and all(w[0].isupper() for w in words[:-1]))
    return bool(_TIME_AND_YEAR.match(text)) or (names and text.lower().startswith(("quoting ", "zitat von ")))

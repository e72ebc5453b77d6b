"""Find what changed places: two names, numbers, dates or metrics that lend each other what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.fidelity.segments import Segment
from plainspeak.findings import Finding

_NEIGHBOURS = 6
_MOST = 8


def compare(source: Sequence[Segment], rewrite: Sequence[Segment], text: str) -> Iterator[Finding]:
    """Return what of a rewrite speaks of the wrong one.

    The source has A beside x and B beside y, each in a segment of its own; the rewrite has A beside y and B beside x,
    and neither of the two as it was. Only neighbouring segments are compared, so that the work grows with the text.

    Args:
        source: The source's segments.
        rewrite: The rewrite's segments.
        text: The rewrite.
    """
    where: dict[str, set[int]] = {}
    for index, segment in enumerate(rewrite):
        for item in segment.who | segment.stems:
            where.setdefault(item, set()).add(index)
    for at, one in enumerate(source):
        for other in source[at + 1 : at + 1 + _NEIGHBOURS]:
            taken = _taken_over(one, other, rewrite, where)
            if taken:
                words = text[taken.start : taken.end]
                message = "The rewrite gives one name what the source says of another, which it leaves out."
                spans = (one.start, other.end), (taken.start, taken.end)
                yield Finding("date-or-owner-changed", "error", message, words, *spans)
                return
            found = _crossed(one, other, where)
            if found:
                who, said, index = found
                wrong = rewrite[index]
                message = f"The rewrite says of {_shown(who)} what the source says of another ({_shown(said)})."
                words = text[wrong.start : wrong.end]
                rule = "date-or-owner-changed" if said[0] == "@" and who[0] not in "=@#" else "swap"
                yield Finding(rule, "error", message, words, (one.start, other.end), (wrong.start, wrong.end))
                return


def _crossed(one: Segment, other: Segment, where: dict[str, set[int]]) -> tuple[str, str, int] | None:
    """Return who is told with what, and where, if two segments lent each other what they say."""
    here, there = _own(one, other, where), _own(other, one, where)
    for a, b in ((a, b) for a in here for b in there if _kind(a) == _kind(b) and _kind(a) != "word"):
        for x in here:
            for y in there:
                if x == a or y == b or (_kind(x) != _kind(y) and "word" not in (_kind(x), _kind(y))):
                    continue
                crossed, back = where[a] & where[y], where[b] & where[x]
                if crossed and back and crossed != back and not where[a] & where[x] and not where[b] & where[y]:
                    return a, y, min(crossed)
    return None


def _taken_over(one: Segment, other: Segment, rewrite: Sequence[Segment], where: dict[str, set[int]]) -> Segment | None:
    """Return where one of two names has taken over what is said of the other, whose name is gone."""
    gone = [n for n in one.who - other.who if _kind(n) == "name" and n not in where and _may_be_person(n)]
    there = [n for n in other.who - one.who if _kind(n) == "name" and n in where]
    says = one.stems - other.stems
    for name in there if gone else ():
        for index in sorted(where[name]):
            if len(rewrite[index].stems & says) > 1:
                return rewrite[index]
    return None


def _may_be_person(name: str) -> bool:
    """Return whether a capitalised word may be somebody's name, by its ending: "Setup" and "Training" are not."""
    return name.isascii() and not name.endswith(("ing", "ion", "ment", "ity", "ness", "up", "s", "age", "ance", "ence"))


def _own(one: Segment, other: Segment, where: dict[str, set[int]]) -> list[str]:
    """Return what only one of two segments speaks of and the rewrite speaks of too."""
    items = (one.who | one.stems) - other.who - other.stems
    return sorted(item for item in items if item in where)[:_MOST]


def _kind(item: str) -> str:
    return {"=": "number", "@": "date", "#": "term", "&": "name"}.get(item[0], "word")


def _shown(item: str) -> str:
    return repr(item.lstrip("=@#&"))

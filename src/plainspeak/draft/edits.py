"""Edits of a text: what is exchanged for what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_STEM = 5  # letters: words that begin with the same ones are alike


@dataclass(frozen=True, slots=True)
class Edit:
    """One exchange of words.

    Args:
        start: Place of the first character that goes, in the source text.
        end: Place after the last character that goes.
        text: What comes in its stead.
        terms: The glossary terms that it is about.
        how: "said" (the whole statement was rebuilt), "replaced", "explained", "grammar", or "model" (a model said the
            whole sentence).
    """

    start: int
    end: int
    text: str
    terms: tuple[str, ...]
    how: str


def apply(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """Return a text, or a part of it, with the edits made; line breaks inside an edit are kept.

    Args:
        text: The whole source text.
        edits: Edits that do not overlap.
        start: Where the part begins.
        end: Where it ends; None means the end of the text.

    >>> apply("good recall here", [Edit(5, 11, "catch rate", ("recall",), "replaced")])
    'good catch rate here'
    """
    out, at = [], start
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        out += [text[at : edit.start], worded(text, edit)]
        at = edit.end
    return "".join([*out, text[at : len(text) if end is None else end]])


def worded(text: str, edit: Edit) -> str:
    """Return what an edit puts into a text: its words with the line breaks of those that go.

    Args:
        text: The whole source text.
        edit: The edit; a model's words have their line breaks.
    """
    return edit.text if edit.how == "model" else rewrapped(text[edit.start : edit.end], edit.text)


def echoes(edit: Edit, others: Iterable[Edit], before: str, after: str) -> bool:
    """Return whether an edit says the same word as what will stand right beside it: "safe-to-repeat repeat attempts".

    Args:
        edit: The edit.
        others: The other edits.
        before: The source's word before it.
        after: The source's word after it.
    """
    for other in others:
        if other.end + 1 == edit.start:
            before = other.text
        elif edit.end + 1 == other.start:
            after = other.text
    own = edit.text.split()
    return _alike(_last(before), _parts(own[0])) or _alike(_parts(own[-1]), _parts(after)[:1])


def _parts(words: str) -> list[str]:
    return words.casefold().replace("-", " ").split()


def _last(words: str) -> list[str]:
    return _parts(words)[-1:]


def _alike(one: list[str], other: list[str]) -> bool:
    """Return whether words have a long one in common, but for its ending: "source-side" and "sources"."""
    stems = {w[:_STEM] for w in one if len(w) >= _STEM}
    return not stems.isdisjoint(w[:_STEM] for w in other)


def rewrapped(old: str, new: str) -> str:
    r"""Return the new words with the old ones' line breaks, each at the space nearest to its old place.

    >>> rewrapped("false positive\n  rate", "share of good items flagged")
    'share of good items\n  flagged'
    """
    if "\n" not in old and "\r" not in old:
        return new
    breaks, at = [], 0
    while at < len(old):
        if old[at] in "\r\n":
            begin = at
            while begin and old[begin - 1] in " \t":
                begin -= 1
            while at < len(old) and old[at] in " \t\r\n>":
                at += 1
            breaks.append((begin / len(old), old[begin:at]))
        else:
            at += 1
    spaces = [i for i, char in enumerate(new) if char == " "]
    chosen: dict[int, str] = {}
    for place, white in breaks:
        free = [i for i in spaces if i not in chosen]
        if not free:
            return new + white.rstrip(" \t>") * bool(white)
        chosen[min(free, key=lambda i: abs(i - place * len(new)))] = white
    return "".join(chosen.get(i, char) for i, char in enumerate(new))

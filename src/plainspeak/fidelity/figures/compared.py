"""Find what a change is compared to and what a rewrite leaves out: "4x cheaper than the rival", "4x cheaper"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from plainspeak.fidelity.reading import Number
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.text import Word

_THAN = frozenset(("than", "versus", "vs"))
_FRAMES = frozenset(
    "than versus vs compared comparison relative against before former previous previously used earlier predecessor "
    "from original what while whereas where unlike other others both instead rival twin counterpart alternative".split()
)
# What came before is meant where nothing else is named.
_FORMER = frozenset(
    "old older former previous earlier last current existing original predecessor before today today's now baseline "
    "planned expected usual normal forecast version release one ones year month quarter week ago it was were is are "
    "used had did needed took".split()
)
_NEAR, _LONG = 6, 4  # words between a number and its "than", and of what stands behind it


def compare(texts: Texts) -> Iterator[Finding]:
    """Return what a number is compared to in the source, if the rewrite tells the number without it.

    Args:
        texts: The two texts.
    """
    language = texts.knowledge.language
    told = texts.rewrite.words
    if told & _FRAMES:
        return
    stems = {stem(w) for w in told} | {kin for w in told for kin in language.kin(w)}
    for number in texts.source.numbers:
        other = _other(number, texts)
        if not other or any(w.lower in _FORMER or {stem(w.lower), *language.kin(w.lower)} & stems for w in other):
            continue
        words = texts.source.text[other[0].start : other[-1].end]
        message = f"The rewrite does not say what the number is compared to: {words}."
        yield Finding("baseline-dropped", "error", message, words, (other[0].start, other[-1].end), None, words)
        return


def _other(number: Number, texts: Texts) -> list[Word]:
    """Return the content words behind the "than" of a factor or a percentage; nothing if it has no such "than"."""
    if number.quantity.dimension not in ("times", "share") or number.quantity.form == "ratio":
        return []
    words = texts.source.facts[number.sentence].words
    at = bisect_left(words, number.quantity.end, key=lambda w: w.start)
    than = next((i for i in range(at, min(at + _NEAR, len(words))) if words[i].lower in _THAN), -1)
    if than < 0 or any(w.kind != "word" for w in words[at:than]):
        return []
    out: list[Word] = []
    for word in words[than + 1 : than + 1 + _LONG]:
        if word.kind != "word":
            return out if word.kind == "mark" else []
        if is_content(word.lower, texts.knowledge.language) or word.lower in _FORMER:
            out.append(word)
        elif out:
            break
    return out

"""Find the words of a rewrite that say "all" of more than the source speaks of, unlike "all the other ones"."""

from __future__ import annotations

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts

_REST = frozenset("other others rest remaining remainder else elsewhere".split())
_NAMED = frozenset("one single of the these those them our us you its their it".split())
_WHOLE = frozenset(("the whole", "the entire", "whole", "entire"))
_BODIES = frozenset(
    stem(w)
    for w in (
        "company firm team organisation organization group department business industry market country fleet site "
        "house office school hospital plant region sector network system service platform industry division "
        "branch unit crew"
    ).split()
)
_ALL = frozenset(("all", "both", "every", "each", "either", "neither", "none"))
_ONLY = frozenset(("only", "exclusively", "solely", "nothing but", "never", "not", "no"))
_AHEAD = 5  # words behind "every" that may say of how many


def wide(texts: Texts) -> list[Marker]:
    """Return the words of the rewrite that say that something holds for all, where the source does not.

    Args:
        texts: The two texts.
    """
    marks = [m for m in texts.told("scope", "all") if not texts.aside(m)]
    return [m for m in marks if not _same_reach(texts, m)]


def _same_reach(texts: Texts, mark: Marker) -> bool:
    """Return whether the source reaches as far: "all three", "the other ones", "only in hashed form"."""
    facts = next(f for f in texts.rewrite.facts if f.sentence.start <= mark.start < f.sentence.end)
    said = texts.retold(mark).casefold()
    source = _words(texts.source)
    behind = [w.lower for w in facts.words[mark.last : mark.last + _AHEAD]]
    if said in ("every", "each") and behind and facts.words[mark.last].kind == "number":
        return True
    if any(q.start <= facts.words[mark.last].start < q.end for q in facts.quantities if behind):
        return said in ("every", "each")
    rest = next((w for w in behind if w not in _NAMED), "")
    if rest in _REST:
        return bool(source & _REST)
    if (behind[:2] == ["one", "of"] or said in ("all of", "all")) and source & _ALL:
        counted = [q.value for q in facts.quantities if mark.end <= q.start < mark.end + 20 and q.dimension == "count"]
        if any(n.quantity.value == value for n in texts.source.numbers for value in counted):
            return True
    if said in _WHOLE and behind:
        return stem(behind[0]) in _BODIES and stem(behind[0]) in {stem(w) for w in source}
    return said == "always" and any(texts.said(m).casefold() in _ONLY for m in texts.source.marked("scope", "limit"))


def _words(reading: Reading) -> set[str]:
    return {w.lower for f in reading.facts for w in f.words}

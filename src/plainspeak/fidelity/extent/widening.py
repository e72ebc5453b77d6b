"""Find the words of a rewrite that say "all" of more than the source speaks of, unlike "all the other ones"."""

from __future__ import annotations

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity import counterparts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.extent.reach import tells
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.text import Word

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
_WHOLLY = frozenset(("all", "all of", "every", "everything"))
_ALL = frozenset(("all", "both", "every", "each", "either", "neither", "none"))
_ONLY = frozenset(("only", "exclusively", "solely", "nothing but", "never", "not", "no"))
_LASTING = frozenset(("permanent", "permanently", "lasting", "forever", "good", "definitive", "definitively"))
_EXCEPT = frozenset(("but", "except", "save", "excepting", "exception", "apart", "excluding"))
_LEFT = _REST | frozenset("left open outstanding of still not yet".split())
LIMITED = frozenset(("limited to", "restricted to", "confined to", "exclusively", "solely", "only", "nothing but"))
"""Words by which something holds for these and for no other."""
_DEFINITE = frozenset(("the", "our", "these", "those", "its", "their", "his", "her"))
_BEFORE = 16  # characters before a number in which "of the" stands
_TO_THE_END = frozenset("finish finishes finished complete completes completed completing through entire full".split())
_AHEAD = 5  # words behind "every" that may say of how many


def wide(texts: Texts, known: Counterparts | None = None) -> list[Marker]:
    """Return the words of the rewrite that say that something holds for all, where the source does not.

    Args:
        texts: The two texts.
        known: What of each text has a counterpart in the other, if that is known already.
    """
    parts = known or counterparts.of(texts)
    marks = [m for m in texts.told("scope", "all") if not texts.aside(m)]
    return [m for m in marks if not _same_reach(texts, m) and not _says_less(texts, parts, m)]


def _says_less(texts: Texts, parts: Counterparts, mark: Marker) -> bool:
    """Return whether "all" claims nothing of all: "of all alerts, 48%", "all of it comes from ...", "all days but"."""
    facts = texts.rewrite.sentence_at(mark.start)
    source = texts.source.words
    if texts.retold(mark).casefold() == "for good":
        return bool(source & _LASTING)
    behind = facts.words[mark.last : mark.last + _AHEAD]
    if _EXCEPT & {w.lower for w in behind}:
        counted = any(w.kind == "number" for w in behind)
        return bool(source & (_EXCEPT - {"but"})) or (counted and bool(source & _LEFT))
    return _is_partitive(texts, parts, facts, mark) or is_turned(texts, mark) or _explains(parts, facts, mark)


def _is_partitive(texts: Texts, parts: Counterparts, facts: Facts, mark: Marker) -> bool:
    """Return whether "all" only names what a share is taken of: "of all the alerts, 48%"."""
    before = facts.words[mark.first - 1].lower if mark.first else ""
    shares = [n for n in texts.rewrite.numbers if n.quantity.dimension == "share"]
    here = any(facts.sentence.start <= n.quantity.start < facts.sentence.end for n in shares)
    nouns = [w for w in facts.words[mark.last : mark.last + 3] if parts.tells(w)]
    return (
        before in ("of", "among")
        and here
        and (not nouns or parts.known(nouns[0]) or facts.words[mark.last].lower == "the")
    )


def is_turned(texts: Texts, mark: Marker) -> bool:
    """Return whether "all of it is from x" tells that it is limited to x: what the source limits it to comes later.

    Args:
        texts: The two texts.
        mark: The "all" of the rewrite.
    """
    language = texts.knowledge.language
    facts = texts.rewrite.sentence_at(mark.start)
    later = {stem(w.lower) for w in facts.words[mark.last + 3 :] if w.kind == "word"}
    kin = {group for w in facts.words[mark.last + 3 :] for group in language.kin(w.lower)}
    if texts.retold(mark).casefold() not in _WHOLLY:
        return False
    for limit in texts.source.marked("scope", "limit"):
        word = _distinguishing(texts, limit) if texts.said(limit).casefold() in LIMITED else None
        if word is not None and (stem(word.lower) in later or kin & set(language.kin(word.lower))):
            return True
    return False


def _distinguishing(texts: Texts, limit: Marker) -> Word | None:
    """Return the word that tells what something is limited to: "Denmark" of "limited to hospitals in Denmark"."""
    language = texts.knowledge.language
    facts = texts.source.sentence_at(limit.start)
    found: Word | None = None
    fresh = True
    for word in facts.words[limit.last :]:
        if word.kind == "mark" or language.is_a("auxiliaries", word.lower):
            break
        if language.is_a("prepositions", word.lower):
            fresh = True
        elif fresh and tells(word, language):
            found, fresh = word, False
    return found


def _explains(parts: Counterparts, facts: Facts, mark: Marker) -> bool:
    """Return whether "every" stands in brackets and speaks of something new: "(one login for every tool)"."""
    opened = [w.text for w in facts.words[: mark.first] if w.text in "()"]
    nouns = [w for w in facts.words[mark.last : mark.last + 2] if parts.tells(w)]
    return opened[-1:] == ["("] and bool(nouns) and not parts.known(nouns[0])


def _same_reach(texts: Texts, mark: Marker) -> bool:
    """Return whether the source reaches as far: "all three", "the other ones", "only in hashed form"."""
    facts = texts.rewrite.sentence_at(mark.start)
    said = texts.retold(mark).casefold()
    source = texts.source.words
    behind = [w.lower for w in facts.words[mark.last : mark.last + _AHEAD]]
    if said in ("every", "each") and behind and facts.words[mark.last].kind == "number":
        return True
    if behind[:2] == ["one", "of"] or said in ("all of", "all"):
        counted = {q.value for q in facts.quantities if _follows(facts, mark, q.start)}
        equal = (n.quantity for n in texts.source.numbers if n.quantity.value in counted)
        if any(source & _ALL or _is_definite(texts, q.start) for q in equal):
            return True
    if any(q.start <= facts.words[mark.last].start < q.end for q in facts.quantities if behind):
        return said in ("every", "each")
    rest = next((w for w in behind if w not in _NAMED), "")
    if rest in _REST:
        return bool(source & _REST) or any(n.quantity.dimension == "share" for n in texts.source.numbers)
    if said in _WHOLE and source & _TO_THE_END:
        return True
    if said in _WHOLE and behind:
        return stem(behind[0]) in _BODIES and stem(behind[0]) in {stem(w) for w in source}
    return said == "always" and any(texts.said(m).casefold() in _ONLY for m in texts.source.marked("scope", "limit"))


def _follows(facts: Facts, mark: Marker, start: int) -> bool:
    """Return whether a number stands behind "all", with no more than "of the" between them."""
    between = facts.words[mark.last : mark.last + _AHEAD]
    near = mark.end <= start < mark.end + _BEFORE + _AHEAD
    return near and all(w.lower in _NAMED for w in between if w.start < start)


def _is_definite(texts: Texts, start: int) -> bool:
    """Return whether a number of the source counts all that there are, "the 17 sites", and not some "of the 17"."""
    before = texts.source.text[max(0, start - _BEFORE) : start].casefold().split()
    return before[-1:] != [] and before[-1] in _DEFINITE and before[-2:-1] not in (["of"], ["among"])

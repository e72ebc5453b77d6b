"""Find what a rewrite says behind a technical word to tell what it is: ", a file format that stores columns"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set

from plainspeak.facts import Facts
from plainspeak.fidelity.asides import WHAT
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stems import stem
from plainspeak.language import Language
from plainspeak.markup import Span
from plainspeak.text import Word

_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", ".", "--"))
_BEFORE_WHICH = frozenset(("in", "by", "with", "at", "under", "through", "on", "for"))
_RELATIVE = frozenset("which that who whose where is are was were has have".split())
_BEHIND_HEAD = frozenset("of for that which who whose where to with in from between used trained built kept".split())
_NO_GROUP = frozenset(
    "and but or while with without since as so although though if when at by on in now not every each all none".split()
)
_CONJUNCTIONS = frozenset("when while if once as because since after before until unless although though".split())
_OURS = frozenset("we your".split())
_HEADS = WHAT | frozenset(
    "format standard standards protocol language software family set group lists rules ways methods tools kinds forms "
    "types type technique techniques approach component switch store machine machines device devices service services "
    "storage copy copies key code file files term name word words one ones means place space mechanism layer library "
    "database design style practice piece pieces attack weakness flaw error trick procedure step record records unit "
    "units estimate range line lines numbers figures environment".split()
)
_GAINS = (("benefit",), ("cause", "strong"), ("progress", "ahead"), ("directions", "better"))
_SHORTEST = 3  # words
_HEAD = 6  # words behind the mark among which the kind of thing is named
_TERM = 2  # words before the mark that may be technical
_VERB = 3  # words among which a clause behind "where" or "in which" has its verb
# What these tell is good or bad for somebody, and not what something is.
_GOOD = frozenset(
    "help protect spare save relieve reassure ease prevent guard delight calm please benefit free improve hurt harm "
    "annoy reward shield".split()
)


def glosses(reading: Reading, source: Reading, language: Language) -> list[Span]:
    """Return the parts of a rewrite that only tell what a technical word before them means.

    Args:
        reading: The rewrite.
        source: The source: only what it names is explained.
        language: The English to use.
    """
    named = {w.lower for f in source.facts for w in f.words if w.kind == "word"}
    named |= {stem(w) for w in named}
    found = []
    for facts in reading.facts:
        words = facts.words
        for at in range(1, len(words) - _SHORTEST):
            if words[at].text not in (",", "(", "–", "—") or not _named(words[:at], named):
                continue
            last = at + 1
            while last < len(words) and words[last].text not in _MARKS:
                last += 1
            inside = words[at + 1 : last]
            if len(inside) < _SHORTEST or _claims(reading, inside, language):
                continue
            amid = words[at].text == "(" or (last + 1 < len(words) and words[last].text in (",", "–", "—"))
            placed = (amid or _is_told(words[:at], language)) and not _opens(words[:at])
            if (placed and _apposed(inside)) or _related(facts, at, inside, language, amid=amid):
                found.append((inside[0].start, inside[-1].end))
    return found


def good(words: Sequence[Word], language: Language) -> bool:
    """Return whether a clause says by its verb that something is good or bad for somebody: "spares", "protects".

    Args:
        words: The clause.
        language: The English to use.
    """
    return any(base in _GOOD for w in words for base in language.bases(w.lower))


def claims_gain(reading: Reading, start: int, end: int) -> bool:
    """Return whether a part of a text tells a gain, a cause or what is to come.

    Args:
        reading: The text.
        start: Place of the part's first character.
        end: Place behind its last one.
    """
    return any(reading.within(start, end, *table) for table in _GAINS)


def _named(words: Sequence[Word], named: Set[str]) -> bool:
    """Return whether the source names what stands before a mark: a word, or an abbreviation with a number behind it."""
    last = words[-1]
    if last.kind == "number":
        last = words[-2] if len(words) > 1 and words[-2].text.isupper() else last
    return last.kind == "word" and (last.lower in named or stem(last.lower) in named)


def _claims(reading: Reading, inside: Sequence[Word], language: Language) -> bool:
    """Return whether a part tells something of its own: a number, a date, a cause, a gain, what we do."""
    start, end = inside[0].start, inside[-1].end
    own = itertools.takewhile(lambda w: w.lower not in _RELATIVE, inside)
    if any(w.kind == "number" or w.lower in _OURS for w in inside) or any(language.moves(w.lower) for w in own):
        return True
    return claims_gain(reading, start, end) or any(start <= m.start < end for m in reading.moments)


def _apposed(inside: Sequence[Word]) -> bool:
    """Return whether words say what kind of thing something is: "a standard for ...", "lists of numbers that ..."."""
    if inside[0].lower in _NO_GROUP:
        return False
    for at, word in enumerate(inside[:_HEAD]):
        if word.lower in _RELATIVE:
            return False
        then = inside[at + 1].lower if at + 1 < len(inside) else "of"
        if word.lower in _HEADS and then in _BEHIND_HEAD:
            return True
    return False


def _opens(words: Sequence[Word]) -> bool:
    """Return whether the clause before a mark only leads to another: "once it is live, ..."."""
    marks = [n for n, w in enumerate(words) if w.text in _MARKS]
    return words[marks[-1] + 1 if marks and marks[-1] + 1 < len(words) else 0].lower in _CONJUNCTIONS


def _is_told(words: Sequence[Word], language: Language) -> bool:
    """Return whether words are a clause that could stand alone, and no opening such as "once it is live"."""
    return any(language.is_a("auxiliaries", w.lower) or language.is_verb_form(w.lower) for w in words[1:])


def _related(facts: Facts, at: int, inside: Sequence[Word], language: Language, *, amid: bool) -> bool:
    """Return whether a relative clause is about the technical word before it, and not about all that was said."""
    first = inside[0].lower
    by_which = first in _BEFORE_WHICH and inside[1].lower == "which"
    if not (first == "which" or by_which or (first == "where" and amid)) or good(inside, language):
        return False
    verbs = inside[1:2] if first == "which" else inside[1:_VERB]
    if any(_is_past(w.lower, language) for w in verbs):
        return False
    before = facts.words[at - 1].lower
    several = before.endswith("s") and not before.endswith("ss")
    if first == "which" and several and _is_third(verbs[0].lower, language):
        return False
    return amid or _is_technical(facts, at, language)


def _is_third(word: str, language: Language) -> bool:
    """Return whether a verb is about one thing: "keeps", "is"."""
    return word in ("is", "has", "does") or (word.endswith("s") and language.is_verb_form(word))


def _is_past(word: str, language: Language) -> bool:
    """Return whether a verb tells what happened, not what something always does."""
    return word in ("was", "were", "had") or (word.endswith("ed") and language.is_verb_form(word))


def _is_technical(facts: Facts, at: int, language: Language) -> bool:
    """Return whether the words before a mark are a term, or no ordinary words."""
    group = range(max(0, at - _TERM), at)
    named = any(hit.first in group or hit.last - 1 in group for hit in facts.terms)
    return named or any(_is_rare(facts.words[n], language) for n in group)


def _is_rare(word: Word, language: Language) -> bool:
    """Return whether a word is an abbreviation, or in none of the lists of ordinary words."""
    if word.kind != "word" or not is_content(word.lower, language):
        return False
    ordinary = language.near(word.lower) or language.kin(word.lower) or language.is_verb_form(word.lower)
    return (word.text.isupper() and len(word.text) > 1) or not ordinary

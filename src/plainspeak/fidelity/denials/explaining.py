"""Tell which denials of a rewrite only explain a word of the source: "idle servers", "servers that nobody uses"."""

from __future__ import annotations

from itertools import pairwise

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity import counterparts
from plainspeak.fidelity.clauses import clause
from plainspeak.fidelity.segments import akin, is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.language import Language
from plainspeak.text import Word

_OPENERS = frozenset(("who", "that", "which", "whose", "whom", "with", "without", "where"))
_PRONOUNS = frozenset(("it", "they", "we", "you", "he", "she", "one", "nobody"))
_BE = frozenset(("is", "are", "was", "were", "been", "be", "being", "fully", "now"))
_REACH = 5  # words behind a "not" in which what it denies begins


def explains(texts: Texts, mark: Marker) -> bool:
    """Return whether a "not" of the rewrite stands in a relative clause and denies nothing that the source speaks of.

    Args:
        texts: The two texts.
        mark: The "not".
    """
    facts = texts.rewrite.sentence_at(mark.start)
    language = texts.knowledge.language
    if not _is_relative(facts, mark, language):
        return False
    head = _head(facts, mark, language)
    return head is None or not (_spoken_of(texts, head) or _lacks_predicate(texts))


def _lacks_predicate(texts: Texts) -> bool:
    """Return whether something that the source says to be so is told nowhere, so that the clause may deny that."""
    untold = {w.start for w in counterparts.of(texts).untold()}
    for facts in texts.source.facts:
        if facts.marked("negation", "strong", "weak"):
            continue
        for before, word in pairwise(facts.words):
            if word.start in untold and before.lower in _BE and not word.lower.startswith(("un", "de", "dis")):
                return True
    return False


def _is_relative(facts: Facts, mark: Marker, language: Language) -> bool:
    """Return whether a word stands in a clause about a noun: "that was not there", "memory it no longer needs"."""
    first, _ = clause(facts, mark.first)
    words = facts.words[first : mark.first]
    for at, word in enumerate(words):
        noun = facts.words[at + first - 1] if at + first else None
        after_noun = noun is not None and noun.kind == "word" and is_content(noun.lower, language)
        if word.lower in _OPENERS and (after_noun or not at):
            return noun is not None and (at > 0 or not language.is_verb_form(noun.lower))
        if word.lower in _PRONOUNS and at and after_noun and not language.is_verb_form(words[at - 1].lower):
            return True
    before = facts.words[mark.first - 1] if mark.first else None
    return bool(
        before
        and before.kind == "word"
        and facts.words[mark.first].lower in ("nobody", "no")
        and is_content(before.lower, language)
        and not language.is_verb_form(before.lower)
        and (mark.last - mark.first > 1 or facts.words[mark.first].lower == "nobody")
    )


def _head(facts: Facts, mark: Marker, language: Language) -> Word | None:
    """Return the first word behind a "not" that says something of its own."""
    for word in facts.words[mark.last : mark.last + _REACH]:
        if word.kind == "mark":
            return None
        if is_content(word.lower, language) and not language.is_a("auxiliaries", word.lower):
            return word
    return None


def _spoken_of(texts: Texts, word: Word) -> bool:
    language = texts.knowledge.language
    return any(akin(word, w, language) for f in texts.source.facts for w in f.words if w.kind == "word")

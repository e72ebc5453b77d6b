"""Find clauses of a rewrite that only say what is meant: "testers who try to break in", for "penetration testers"."""

from __future__ import annotations

from collections.abc import Set

from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stems import stem
from plainspeak.language import Language
from plainspeak.markup import Span

_OPENERS = frozenset(("who", "that", "which", "whose", "whom"))
_ENDS = frozenset((",", ";", ":", "(", ")", "—", "–", "."))
_ARTICLES = frozenset(("a", "an", "the", "one", "our", "its"))
WHAT = frozenset(
    "measure score metric test figure number way mix average balance kind sort form share rate check tool service step "
    "list table system sign index scale value method technique model program process rule limit gauge blend "
    "combination summary ratio mark grade".split()
)
_LEAST = 2  # words of a clause before its own verb can be over and the main clause's come
_LONGEST = 14  # words; what runs on for longer says more than what is meant


def asides(reading: Reading, known: Set[str], language: Language) -> list[Span]:
    """Return the relative clauses that share nothing with the other text, each from its pronoun to its end.

    Such a clause tells a reader what a word of the source means. What it denies or doubts is no claim of the text.

    Args:
        reading: The text.
        known: The stems of the other text's words.
        language: The English to use.
    """
    found = []
    for facts in reading.facts:
        words = facts.words
        for at, word in enumerate(words):
            if word.lower not in _OPENERS or not at or not _is_noun(words[at - 1].lower, language):
                continue
            last = at + 1
            while last < len(words) and last - at <= _LONGEST:
                over = last - at > _LEAST and language.is_a("auxiliaries", words[last].lower)
                if words[last].text in _ENDS or (over and not language.is_a("auxiliaries", words[last - 1].lower)):
                    break
                last += 1
            own = {stem(w.lower) for w in words[at + 1 : last] if w.kind != "mark" and is_content(w.lower, language)}
            numbers = any(w.kind == "number" for w in words[at + 1 : last])
            if own and not numbers and not own & known:
                found.append((word.start, words[last - 1].end))
    return found


def appositions(reading: Reading, source: str) -> list[Span]:
    """Return what stands behind the name of a term and says what it is: "F1, a measure that weighs ...".

    Args:
        reading: The rewrite.
        source: The source: only a term that it names is explained.
    """
    found, said = [], source.casefold()
    for facts in reading.facts:
        words = facts.words
        for hit in facts.terms:
            at = hit.last
            name = reading.text[words[hit.first].start : words[at - 1].end].casefold()
            if name not in said or at + 2 >= len(words) or words[at].text not in (",", "(", "–", "—"):
                continue
            if words[at + 1].lower not in _ARTICLES or not WHAT & {w.lower for w in words[at + 2 : at + 5]}:
                continue
            last = at + 1
            while last < len(words) and words[last].text not in _ENDS:
                last += 1
            found.append((words[at + 1].start, words[last - 1].end))
    return found


def _is_noun(word: str, language: Language) -> bool:
    """Return whether a word may be what a relative clause is about: "shows that" and "sure that" open none."""
    return is_content(word, language) and not language.is_verb_form(word)

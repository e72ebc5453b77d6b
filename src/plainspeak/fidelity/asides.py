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


def _is_noun(word: str, language: Language) -> bool:
    """Return whether a word may be what a relative clause is about: "shows that" and "sure that" open none."""
    return is_content(word, language) and not language.is_verb_form(word)

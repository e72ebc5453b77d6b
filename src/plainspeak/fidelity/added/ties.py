"""Find what a sentence ties to what it tells without a word of cause: "with the new index", "blocked by a bug"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts
from plainspeak.fidelity.added.agents import BESIDE, CLAUSES
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.joints import joined
from plainspeak.fidelity.reading import Reading
from plainspeak.language import Language
from plainspeak.text import Word

_MEANS = frozenset(("through", "via", "using"))
_WITH = frozenset(("with", "without"))
_LACKING = frozenset(("lack", "want", "missing", "fear", "failing", "insufficient", "poor", "bad", "wrong"))
_GIVEN = frozenset(("given", "considering", "absent"))
_SHIFTING = frozenset("trace attribute ascribe owe blame credit pin chalk thank impute".split())
_ONTO = frozenset(("to", "on", "for", "with"))
_AIMS = frozenset("meant intended designed supposed aim purpose goal".split())
_BESIDE = BESIDE | frozenset("during in on at amid around within".split())
_WITHIN = frozenset(("-", "/", "'", "’"))
_TOO = frozenset(("too", "so"))
_LONGEST = 12  # words of what is tied in
_SHIFT = 18  # words between "traced" and "to"
_DEGREE = 3  # words between "so" and "that"


def tied(reading: Reading, language: Language) -> Iterator[Sequence[Word]]:
    """Return the groups of words that say through what, by what or for want of what something is so.

    Args:
        reading: The text.
        language: The English to use.
    """
    for facts in reading.facts:
        figures = {*(q.start for q in facts.quantities), *(m.start for m in facts.moments)}
        for at, word in enumerate(facts.words[:-1]):
            amount = word.lower == "by" and facts.words[at + 1].start in figures
            if not amount and _ties(facts.words, at, language):
                yield _group(facts.words, at + 1)
    for clause in joined(reading.facts, language):
        if clause.kind == "goal":
            yield clause.words[1:]


def _group(words: Sequence[Word], first: int) -> Sequence[Word]:
    """Return the words from a place to the end of their clause."""
    own: list[Word] = []
    for word in words[first : first + _LONGEST]:
        if word.lower in CLAUSES or (word.kind == "mark" and word.text not in _WITHIN):
            break
        own.append(word)
    return own


def _ties(words: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether a preposition says through what something is so."""
    word, then = words[at].lower, words[at + 1].lower
    before = words[at - 1] if at else None
    opens = before is None or before.kind == "mark"
    if before is None and word.endswith("ing") and language.is_verb_form(word):
        return True
    if word == "by":
        done = before is not None and (before.lower.endswith("ed") or language.is_verb_form(before.lower))
        return opens or done or then.endswith("ing")
    if word in _WITH:
        told = before is not None and (
            before.kind == "number" or any(language.is_a(k, before.lower) for k in ("adjectives", "adverbs"))
        )
        return opens or told or language.is_verb_form(before.lower if before else "")
    if word == "to":
        return before is not None and before.lower in _AIMS
    if word == "for":
        return then in _LACKING or then.endswith("ing")
    return word in _MEANS or (opens and word in _GIVEN and then != "that")


def shifted(reading: Reading, language: Language) -> Iterator[Sequence[Word]]:
    """Return at whose door a text lays something: "we traced the fault to ...", "we put it down to ...".

    Args:
        reading: The text.
        language: The English to use.
    """
    for facts in reading.facts:
        for at, word in enumerate(facts.words[:-1]):
            if not language.bases(word.lower) & _SHIFTING:
                continue
            for n in range(at + 1, min(at + _SHIFT, len(facts.words) - 1)):
                if facts.words[n].lower in _ONTO:
                    yield facts.words[n + 1 : n + 1 + _LONGEST]


def implied(reading: Reading) -> bool:
    """Return whether a text tells of a cause by a turn of phrase: "so large that", "too slow for", "the root cause is".

    Args:
        reading: The text.
    """
    for facts in reading.facts:
        for at, word in enumerate(facts.words):
            ends = ("that",) if word.lower == "so" else ("to", "for")
            if word.lower in _TOO and any(w.lower in ends for w in facts.words[at + 2 : at + 2 + _DEGREE]):
                return True
            if word.lower == "root" and any(w.lower in ("is", "was", "lies") for w in facts.words[at + 2 :]):
                return True
    return False


def together(reading: Reading, parts: Counterparts, cause: Sequence[Word], effect: Sequence[Word]) -> bool:
    """Return whether one clause of the source tells both a cause and its effect, and not only the one beside the other.

    Args:
        reading: The source.
        parts: What of each text has a counterpart in the other.
        cause: The words of the rewrite that tell the cause.
        effect: Those that tell the effect.
    """
    if not cause or not all(parts.known(w) for w in cause):
        return False
    for facts in reading.facts:
        for clause in _clauses(facts):
            if parts.alike(clause, cause) and parts.alike(clause, effect):
                return True
    return False


def _clauses(facts: Facts) -> Iterator[Sequence[Word]]:
    """Return the words between marks, conjunctions and what only sets things side by side."""
    own: list[Word] = []
    for word in facts.words:
        if word.kind == "mark" or word.lower in CLAUSES or word.lower in _BESIDE:
            yield own
            own = []
        else:
            own.append(word)
    yield own

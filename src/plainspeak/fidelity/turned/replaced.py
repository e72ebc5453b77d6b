"""Find what came in place of what, told the wrong way round: "the roof sensor instead of the cellar one"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import content_stems
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding, Span
from plainspeak.language import Language
from plainspeak.text import Word

_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", "."))
_INSTEAD = (("instead", "of"), ("rather", "than"), ("in", "place", "of"), ("and", "not"))
_FIRST = frozenset(words[0] for words in _INSTEAD)
_NOT = frozenset(("not", "isn't", "wasn't", "longer", "never"))
_ONCE = frozenset(("once", "formerly", "previously", "until"))
_FAR = 8  # words between "from" and "to"
_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class _Sides:
    """What holds and what it came in place of.

    Args:
        holds: The stems of what holds now.
        over: The stems of what does not, or not any more.
        span: The place of the sentence.
    """

    holds: frozenset[str]
    over: frozenset[str]
    span: Span


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the first two things of which the rewrite tells the one that holds as the one that does not.

    Args:
        texts: The two texts.
    """
    language = texts.knowledge.language
    told = [*_sides(texts.rewrite, language)]
    for one in _sides(texts.source, language):
        for other in told:
            turned = one.holds & other.over and one.over & other.holds
            if turned and not one.holds & other.holds and not one.over & other.over:
                message = "What holds and what it came in place of changed places in the rewrite."
                words = texts.rewrite.text[slice(*other.span)]
                yield Finding("swap", "error", message, words, one.span, other.span)
                return


def _sides(reading: Reading, language: Language) -> Iterator[_Sides]:
    for facts in reading.facts[:_SENTENCES]:
        for holds, over in _contrasted(facts):
            first, second = (content_stems(words, language) for words in (holds, over))
            if first - second and second - first:
                yield _Sides(first - second, second - first, (facts.sentence.start, facts.sentence.end))


def _contrasted(facts: Facts) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Return the words of what holds and those of what does not."""
    words = facts.words
    lower = facts.lower
    for at, word in enumerate(lower):
        found = next((m for m in _INSTEAD if lower[at : at + len(m)] == m), None) if word in _FIRST else None
        if found:
            behind = at + len(found)
            yield words[:at], words[behind : _end(words, behind)]
        elif word in _NOT and "but" in lower[at:]:
            but = lower.index("but", at)
            yield words[but + 1 : _end(words, but + 1)], words[at + 1 : but]
        elif word == "not" and at and words[at - 1].text == ",":
            yield words[: at - 1], words[at + 1 : _end(words, at + 1)]
        elif word == "from" and "to" in lower[at : at + _FAR]:
            to = lower.index("to", at)
            yield words[to + 1 : _end(words, to + 1)], words[at + 1 : to]
        elif word in _ONCE and at and words[at - 1].text == ",":
            end = _end(words, at)
            yield words[end:], words[at:end]


def _end(words: Sequence[Word], at: int) -> int:
    return next((i for i in range(at, len(words)) if words[i].text in _MARKS), len(words))

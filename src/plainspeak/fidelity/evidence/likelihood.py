"""Read chances: nouns that hedge by their degree ("little prospect of"), and likelihoods that are only measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading

_NOUNS = frozenset("likelihood probability prospect prospects chance chances possibility odds hope".split())
_STRONG = frozenset(
    "strong high good great real fair every decent excellent considerable better best realistic".split()
)
_WEAK = frozenset("little low small slim slight remote poor scant minimal faint hardly outside".split())
_COMPARED = frozenset(
    "higher lower greater smaller bigger doubled doubles halved halves tripled rose fell rises falls grew dropped "
    "times than twice half increased decreased".split()
)
_FORECASTS = frozenset("forecast forecasts projection projections prediction predictions outlook".split())
_WHOSE = frozenset("our the their its current latest present this".split())
_TELLING = frozenset("for is that of puts shows sees says has are".split())
_LOOKS = frozenset("looks look looked appears appear seems seem sounds".split())
_EXPECTING = _FORECASTS | _LOOKS
_LIKELY = frozenset(("likely", "probable"))
_DEGREE = 2  # words between a degree and its noun
_FAR = 12  # words behind a chance in which it is compared


def degrees(reading: Reading, covered: Sequence[Marker]) -> Iterator[Marker]:
    """Return the nouns of chance with their degree, as words of certainty: "a strong likelihood", "slim prospects".

    Args:
        reading: The text.
        covered: Its words of certainty that are known.
    """
    for facts in reading.facts:
        for at, word in enumerate(facts.words):
            if word.lower not in _NOUNS or any(m.start <= word.start < m.end for m in covered):
                continue
            near = {w.lower for w in facts.words[max(0, at - _DEGREE) : at]}
            near |= {w.lower for w in facts.words[at + 2 : at + 2 + _DEGREE]} if _is_being(facts, at + 1) else set()
            label = "improbable" if near & _WEAK else "expected" if near & _STRONG else ""
            if label:
                yield Marker("certainty", label, at, at + 1, word.start, word.end)


def forecasts(reading: Reading, covered: Sequence[Marker]) -> Iterator[Marker]:
    """Return the forecasts told by a noun, and what looks "from the figures as though".

    Args:
        reading: The text.
        covered: Its words of certainty that are known.
    """
    for facts in reading.facts:
        words = facts.lower
        for at, word in enumerate(facts.words):
            if word.lower not in _EXPECTING or any(m.start <= word.start < m.end for m in covered):
                continue
            over = {"was", "were"} & set(words)  # "our forecast was too low"
            told = word.lower in _FORECASTS and not over and bool(set(words[max(0, at - 2) : at]) & _WHOSE)
            looks = word.lower in _LOOKS and any(a == "as" and b in ("though", "if") for a, b in pairwise(words[at:]))
            if (told and set(words[at + 1 : at + 2]) & _TELLING) or looks:
                yield Marker("certainty", "expected" if told else "apparent", at, at + 1, word.start, word.end)


def is_weak(said: str) -> bool:
    """Return whether words hold something for hardly likely: "a slim chance"."""
    return bool(_WEAK & set(said.split()))


def _is_being(facts: Facts, at: int) -> bool:
    return at < len(facts.words) and facts.words[at].lower in ("is", "are", "looks", "look", "seems", "seem")


def is_rate(facts: Facts, mark: Marker, said: str) -> bool:
    """Return whether a likelihood is compared, and so measured: "40% more likely than", "a chance twice as high".

    Args:
        facts: The sentence.
        mark: The words of certainty.
        said: These words.
    """
    words = facts.words
    before = [w.lower for w in words[max(0, mark.first - 3) : mark.first]]
    behind = [w.lower for w in words[mark.last : mark.last + _FAR]]
    last = said.rsplit(maxsplit=1)[-1]
    if last in _LIKELY:
        compared = {"as", "times", "%"} & set(before) or said.startswith(("more ", "less ", "as "))
        return bool(compared) and behind[:2] != ["than", "not"] and _has_figure(facts)
    return any(noun in said.split() for noun in _NOUNS) and bool(_COMPARED & set(behind)) and _has_figure(facts)


def _has_figure(facts: Facts) -> bool:
    """Return whether a figure stands in the sentence of a chance."""
    return bool(facts.quantities) or any(w.lower in ("twice", "half", "times", "double") for w in facts.words)

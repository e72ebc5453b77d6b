"""The terms of the glossary that this reader does not know and the text does not explain, each at its first place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plainspeak.checks.explained import explains, said_in_words
from plainspeak.checks.passages import Passage, Reading
from plainspeak.glossary import Term
from plainspeak.phrases import key
from plainspeak.termfinder import TermHit

_CAPITALS = re.compile(r"[A-Z]{2,6}s?")
# Words that stand with every figure, and speak for no meaning.
_FIGURES = frozenset("% pp points percent high low improved reduced up down rate share level test tests".split())
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A term that a reader will not understand.

    Args:
        passage: Where it first stands.
        hit: What was found there.
        terms: The term in this reader's wording; several if the words around it don't say which.
        text: The words.
    """

    passage: Passage
    hit: TermHit
    terms: tuple[Term, ...]
    text: str

    @property
    def span(self) -> tuple[int, int]:
        """Place of the words in the part's text."""
        return self.passage.span(self.hit.first, self.hit.last)

    @property
    def capitals(self) -> bool:
        """Whether it is nothing but capitals, such as FPR."""
        return is_capitals(self.text)


def is_capitals(text: str) -> bool:
    """Return whether a word is an abbreviation in capitals, perhaps with a plural s."""
    return _CAPITALS.fullmatch(text) is not None


def unknown_terms(reading: Reading) -> Iterator[Unknown]:
    """Yield the terms that this reader does not know, unless the text says anywhere what they mean.

    Args:
        reading: The text.
    """
    glossary = reading.knowledge.glossary
    ordinary = _ordinary(reading)
    first: dict[tuple[str, ...], tuple[int, TermHit]] = {}
    explained: set[tuple[str, ...]] = set()
    for at, passage in enumerate(reading.passages):
        for hit in passage.facts.terms:
            ids = hit.candidates
            if ids in explained:
                continue
            if ids not in first:
                known = any(reading.audience.knows_term(glossary.term(i).domain, i) for i in ids)
                if known:
                    explained.add(ids)
                if known or _name(passage, hit) in ordinary:
                    continue
                first[ids] = at, hit
            if explains(passage, hit.first, hit.last):
                explained.add(ids)
    told: list[Unknown] = []
    for ids, (at, hit) in first.items():
        passage = reading.passages[at]
        terms = tuple(glossary.term(i, reading.chain) for i in ids)
        if ids not in explained and not any(said_in_words(reading, at, term) for term in terms):
            start, end = passage.span(hit.first, hit.last)
            told.append(Unknown(passage, hit, terms, reading.document.parts[passage.part].text[start:end]))
    told = [unknown for unknown in told if not (_is_double(reading, unknown) and _ordinary_elsewhere(reading, unknown))]
    doubtful = [unknown for unknown in told if _is_double(reading, unknown)]
    if len(doubtful) < len(told):
        yield from told  # beside a term that can mean nothing else, the others are meant as terms, too
    else:
        yield from (unknown for unknown in doubtful if _is_measured(unknown) or _spoken_for(reading, unknown))


def _is_double(reading: Reading, unknown: Unknown) -> bool:
    """Return whether a term is a word of daily life as well: the recall of some batteries, loss of water."""
    return unknown.text.casefold() in reading.knowledge.check_words.members("jargon", "double")


def _ordinary_elsewhere(reading: Reading, unknown: Unknown) -> bool:
    """Return whether the same word is mostly no term in this text: a text rarely uses a word in two senses."""
    own, ordinary, technical = unknown.text.casefold(), 0, 0
    for passage in reading.passages:
        meant = {at for hit in passage.facts.terms for at in range(hit.first, hit.last)}
        places = [at in meant for at, word in enumerate(passage.facts.words) if word.lower == own]
        technical += sum(places)
        ordinary += len(places) - sum(places)
    return ordinary > technical


def _is_measured(unknown: Unknown) -> bool:
    """Return whether the sentence gives a figure for just this metric, in what it is measured in: "recall was 78%"."""
    for claim in unknown.passage.facts.claims:
        figures = [q for q in (claim.amount, claim.old, claim.new) if q is not None]
        shares = all(q.dimension in ("share", "points") or (q.dimension == "count" and q.step < 1) for q in figures)
        if claim.hit == unknown.hit and figures and shares and claim.term.measured == "share":
            return True
    return False


def _spoken_for(reading: Reading, unknown: Unknown) -> bool:
    """Return whether other words of the text speak for the technical meaning; a figure alone does not."""
    near = {key(name) for term in unknown.terms for name in term.near if name.casefold() not in _FIGURES}
    single = {name[0] for name in near if len(name) == 1}
    own = unknown.text.casefold()
    words = (w.lower for passage in reading.passages for w in passage.facts.words if w.kind == "word")
    return any(word != own and (word in single or word.removesuffix("s") in single) for word in words)


def _name(passage: Passage, hit: TermHit) -> tuple[str, ...]:
    return tuple(w.lower for w in passage.facts.words[hit.first : hit.last] if w.text != "-")


def _ordinary(reading: Reading) -> frozenset[tuple[str, ...]]:
    """Return the names of terms over which this reader does not stumble, as this pack's words of the check say."""
    lists = reading.knowledge.check_words
    return frozenset(key(name) for label in ("everyone", *reading.chain) for name in lists.members("jargon", label))


def meaning(reading: Reading, term: Term) -> str:
    """Return what a term means, as a phrase."""
    return _filled(reading, term.plain)


def instead(reading: Reading, unknown: Unknown) -> str | None:
    """Return the glossary's words for exactly the words found, in their form; None if it has none that fit.

    Args:
        reading: The text.
        unknown: The term.
    """
    if len(unknown.terms) != 1:
        return None
    term, hit = unknown.terms[0], unknown.hit
    words, inflection = unknown.passage.facts.words, reading.knowledge.language.inflection
    said: str | None = None
    if hit.kind == "verb":  # this reader may be told others than the verb that was found
        plain = term.verbs.get(hit.base, "") if " " not in hit.form else ""
        said = inflection.verb(_filled(reading, plain), hit.form) if plain else None
    elif hit.kind == "adjective":
        said = term.adjectives.get(hit.base)
    elif hit.kind == "name" and term.noun:
        said = _filled(reading, term.noun)
        before = words[hit.first - 1].lower if hit.first else ""
        if hit.form == "many" and not term.mass and not said.startswith("the "):
            said = _filled(reading, term.nouns) if term.nouns else reading.knowledge.language.plural_group(said)
        if before in ("a", "an") and not term.mass:
            said = None if said.startswith("the ") else said
        elif any(reading.knowledge.language.is_a(kind, before) for kind in ("determiners", "adjectives")):
            said = said.removeprefix("the ")
    if said and unknown.text[0].isupper() and hit.first == 0:
        said = said[0].upper() + said[1:]
    return said


def _filled(reading: Reading, wording: str) -> str:
    slots = reading.knowledge.slots
    return _BRACES.sub(lambda found: "we" if found[1] == "owner" else slots.get(found[1], found[1]), wording)

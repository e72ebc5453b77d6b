"""Find a body or group of people that a rewrite exchanges: "the safety board" told as "the works council"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language

_GROUPS = frozenset(("team", "department", "staff", "crew", "squad", "personnel", "workforce"))
_BODIES = frozenset(
    "board council committee commission panel bank insurer ministry regulator agency union court police parliament "
    "government municipality supplier vendor contractor subcontractor landlord school university hospital clinic "
    "orchestra choir club charity foundation auditor auditors lawyer lawyers architect caterer publisher printer "
    "distributor wholesaler retailer operator carrier broker consultant consultancy integrator steward steering "
    "procurement finance legal marketing treasurer secretary chairman chair director president mayor curator "
    "headmaster principal dean surgeon nurse midwife pharmacist librarian conductor referee coach captain".split()
)


@dataclass(frozen=True, slots=True)
class _Body:
    """Who acts or owns: the noun and the word before it, if that says which."""

    which: str
    noun: str
    start: int
    end: int


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the first body of the source for which the rewrite has another.

    Args:
        texts: The two texts.
    """
    language = texts.knowledge.language
    was, now = _bodies(texts.source, language), _bodies(texts.rewrite, language)
    source, rewrite = (_words(r) for r in (texts.source, texts.rewrite))
    gone = [b for b in was if not any(_alike(b, o, language) for o in now) and not _named(b, rewrite, language)]
    new = [b for b in now if not any(_alike(b, o, language) for o in was) and not _named(b, source, language)]
    if gone and new:
        said, told = texts.source.text[gone[0].start : gone[0].end], texts.rewrite.text[new[0].start : new[0].end]
        message = f"The source speaks of {said!r}, the rewrite of {told!r}."
        spans = (gone[0].start, gone[0].end), (new[0].start, new[0].end)
        yield Finding("date-or-owner-changed", "error", message, told, *spans, said)


def _bodies(reading: Reading, language: Language) -> list[_Body]:
    found = []
    for facts in reading.facts:
        for at, word in enumerate(facts.words):
            noun = bare(word.lower)
            if noun not in _BODIES and noun not in _GROUPS:
                continue
            before = facts.words[at - 1] if at else None
            which = bare(before.lower) if before is not None and before.kind == "word" else ""
            verb = language.is_verb_form(which) and not which.endswith("s")  # "asked lawyers", but "works council"
            if not which or not is_content(which, language) or verb:
                which = ""
            if noun in _GROUPS and not which:
                continue
            start = before.start if which and before is not None else word.start
            found.append(_Body(which, noun, start, word.end))
    return found


def _alike(one: _Body, other: _Body, language: Language) -> bool:
    """Return whether two may be the same: the nouns and what stands before them have to do with each other."""
    groups = one.noun in _GROUPS and other.noun in _GROUPS
    nouns = groups or _related(one.noun, other.noun, language)
    return nouns and (not one.which or not other.which or _related(one.which, other.which, language))


def _named(body: _Body, words: frozenset[str], language: Language) -> bool:
    """Return whether a text speaks of a body by the word that tells which it is, or by a neighbour of its noun."""
    telling = body.which or body.noun
    return any(_related(telling, w, language) for w in words if w not in _BODIES)


def _related(one: str, other: str, language: Language) -> bool:
    if stem(one) == stem(other) or set(language.kin(one)) & set(language.kin(other)):
        return True
    return bool(language.near(one) & language.near(other))


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(bare(w.lower) for f in reading.facts for w in f.words if w.kind == "word")


def bare(word: str) -> str:
    """Return a word without its "'s"."""
    return word.removesuffix("'s").removesuffix("’s")

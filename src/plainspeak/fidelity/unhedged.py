"""Tell which words that hedge elsewhere do not hedge here: "could be reached", "try to break in"."""

from __future__ import annotations

from collections.abc import Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts

_REACH = frozenset(
    "reach reached use used open opened access accessed get connect log sign load call called contact contacted serve "
    "served answer respond be work order pay book".split()
)
_UP = frozenset(
    "availability available uptime up accessible reachable downtime down unavailable outage outages offline online "
    "unreachable access accessibility".split()
)
_TRYING = frozenset("attack attacks attacker attackers attacking attempt attempts try tries trying test tests".split())
_LATER = frozenset("will later future planned expected likely forecast predicted estimated may might could".split())
_DECIDING = frozenset(
    "decide decides decided deciding decision decisions choose chooses vote votes voting determine determines rule "
    "judge review reviews ask asks check checks verdict ruling".split()
)
_SCHEDULED = ("scheduled", "planned", "slated", "due", "set", "timed", "pencilled", "booked", "earmarked")
_BACK = 5  # words before "whether" in which the verb of deciding stands


def is_plain(texts: Texts, mark: Marker) -> bool:
    """Return whether a hedge of the rewrite says only what the source says plainly.

    Args:
        texts: The two texts.
        mark: The hedge.
    """
    facts = _sentence(texts.rewrite, mark)
    said = texts.retold(mark).casefold()
    source = {w.lower for f in texts.source.facts for w in f.words}
    behind = [w.lower for w in facts.words[mark.last : mark.last + 3]]
    if said in ("could", "possible", "able"):
        return bool(source & _UP) and bool(_REACH & set(behind))
    if said == "whether":
        before = {w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]}
        return bool(before & _DECIDING) and bool(source & _DECIDING)
    meant = _meanings(texts)
    if said.startswith(("try", "tries", "tried", "attempt")):
        language = texts.knowledge.language
        done = {base for word in source for base in language.bases(word)}
        again = {base for word in behind[:2] for base in language.bases(word)} - {"to"}
        return bool(meant & _TRYING) and not again & done
    return mark.label == "expected" and bool(meant & _LATER) and "be" in (said.split()[-1], *behind[:1])


def is_scheduled(texts: Texts, hedges: Sequence[Marker]) -> bool:
    """Return whether all that hedges in the source is a schedule, and the rewrite tells it by "will".

    Args:
        texts: The two texts.
        hedges: The hedges of the source.
    """
    words = {w.lower for f in texts.rewrite.facts for w in f.words}
    if not words & {"will", "'ll", "coming", "upcoming"}:
        return False
    return all(texts.said(m).casefold().startswith(_SCHEDULED) for m in hedges)


def _meanings(texts: Texts) -> set[str]:
    """Return the words by which the glossary explains the terms of the source."""
    glossary = texts.knowledge.glossary
    terms = [glossary.term(i, texts.audiences) for i in texts.source.terms]
    return {word for term in terms for word in f"{term.plain} {term.noun}".split()}


def _sentence(reading: Reading, mark: Marker) -> Facts:
    return next(f for f in reading.facts if f.sentence.start <= mark.start < f.sentence.end)

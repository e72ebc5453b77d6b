"""Source and rewrite in, Verdict out: does the rewrite say what the source says?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plainspeak.audiences import Audience
from plainspeak.fidelity.added import additions
from plainspeak.fidelity.added.glosses import glosses
from plainspeak.fidelity.asides import appositions, asides
from plainspeak.fidelity.denials import polarity
from plainspeak.fidelity.evidence import certainty, misreadings, stages
from plainspeak.fidelity.extent import limits, when_and_who
from plainspeak.fidelity.figures import compared, inclusive, numbers, ordinals
from plainspeak.fidelity.licence import licence
from plainspeak.fidelity.reader import Reader
from plainspeak.fidelity.segments import segments
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.fidelity.turned import swaps
from plainspeak.fidelity.verdict import Fate, Verdict
from plainspeak.findings import Finding, Span
from plainspeak.knowledge import Knowledge
from plainspeak.text import Word, words

__all__ = ["Fate", "Verdict", "compare"]
_BOUNDS = {
    "or more": "at least",
    "or less": "at most",
    "or longer": "at least",
    "at least": "at least",
    "at most": "at most",
    "within": "at most",
    "up to": "at most",
}


def compare(
    source: str,
    rewrite: str,
    knowledge: Knowledge,
    *,
    audience: Audience | None = None,
    given: Sequence[str] = (),
    slots: Mapping[str, str] | None = None,
) -> Verdict:
    """Check a rewrite for every named kind of change in meaning.

    Args:
        source: The technical text.
        rewrite: What is said instead.
        knowledge: The packs to read both with.
        audience: Whose wording of the terms is meant; None means the general one.
        given: Facts that the author added; the rewrite may say them.
        slots: Words for the open slots ("cases" -> "claims"), over those of the packs.

    >>> from plainspeak.knowledge import load
    >>> compare("Recall fell by 3 points.", "We now catch 3% fewer cases.", load()).outcome
    'unfaithful'
    """
    chain = knowledge.chain(audience) if audience else ()
    reader = Reader(knowledge, chain)
    was = reader.read(source)
    if source == rewrite:
        return Verdict("faithful", (), tuple(numbers.kept(was)))
    added = reader.read("\n\n".join(given))
    told = words(rewrite)
    terms = was.terms | added.terms | _explained(source, rewrite, told, knowledge)
    licensed = licence(terms, knowledge, chain, {**knowledge.slots, **(slots or {})}, told)
    now = reader.read(rewrite, licensed)
    says = [saying for term in terms for saying in knowledge.glossary.term(term, chain).says.values()]
    bounds = frozenset(comparator for phrase, comparator in _BOUNDS.items() if any(phrase in saying for saying in says))
    counted = numbers.compare(was, now, added, bounds, knowledge)
    language = knowledge.language
    before, after = segments(was, language), segments(now, language, licensed)
    known = {stem(word.lower) for reading in (was, added) for facts in reading.facts for word in facts.words}
    meant = [*asides(now, known, language), *appositions(now, source), *glosses(now, was, language)]
    texts = Texts(was, now, added, licensed, counted.pairs, before, after, knowledge, chain, meant)
    findings = [*counted.findings, *swaps.compare(texts), *inclusive.compare(texts)]
    findings += [*ordinals.compare(was, now, language), *compared.compare(texts)]
    for check in (polarity, certainty, additions, limits, stages, misreadings, when_and_who):
        findings += check.compare(texts)
    findings = [f for f in findings if not _turned(f, counted.turned)]
    severities = {f.severity for f in findings}
    outcome = "unfaithful" if "error" in severities else "unsure" if "warning" in severities else "faithful"
    return Verdict(outcome, tuple(findings), counted.fates)


def _turned(finding: Finding, places: Sequence[tuple[Span | None, Span]]) -> bool:
    """Return whether a finding is only that a "not" came or went where a share is told by what is left to 100%."""
    if finding.rule not in ("negation-lost", "negation-added"):
        return False
    for was, now in places:
        if finding.rewrite and now[0] <= finding.rewrite[0] < now[1]:
            return True
        if not finding.rewrite and finding.source and was and was[0] <= finding.source[0] < was[1]:
            return True
    return False


def _explained(source: str, rewrite: str, told: Sequence[Word], knowledge: Knowledge) -> frozenset[str]:
    """Return the terms that only their explanation in the rewrite makes plain: they stand in the source by name."""
    lower = source.casefold()
    named = knowledge.glossary.finder.named(told)
    return frozenset(
        term_id
        for first, last, ids in named
        if rewrite[told[first].start : told[last - 1].end].casefold() in lower
        for term_id in ids
    )

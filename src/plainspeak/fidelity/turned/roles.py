"""Find a sentence that a rewrite turns round: "sales reports to design" for "design reports to sales"."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.clauses import clauses
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import content_stems, is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding, Span
from plainspeak.language import Language

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "gets", "got"))
_NOT_VERBS = ("determiners", "prepositions", "adjectives", "conjunctions")
_IDLE = frozenset("be have do become seem appear remain stay cost take last weigh mean".split())
_TOWARDS = frozenset(("to", "from"))
_ON = frozenset(("on", "for", "with", "over"))
_SENTENCES = 40
_PARTICIPLES = 2  # words between "is" and the participle


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb and what stands before and behind it.

    Args:
        verb: Its stem.
        doer: The stems of what acts.
        goal: The stems of what it acts on, and towards.
        behind: The prepositions behind it.
        span: The place of its clause.
    """

    verb: str
    doer: frozenset[str]
    goal: frozenset[str]
    behind: frozenset[str]
    span: Span


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the first verb of which who acts and on whom changed places.

    Args:
        texts: The two texts.
    """
    language = texts.knowledge.language
    said, retold = (
        {stem(word) for f in r.facts[:_SENTENCES] for word in f.lower} for r in (texts.source, texts.rewrite)
    )
    told = [*_acts(texts.rewrite, language, said)]
    for one in _acts(texts.source, language, retold) if told else ():
        for other in told:
            if one.verb != other.verb or one.behind != other.behind:
                continue
            doer, goal = one.doer - one.goal, one.goal - one.doer
            now, then = other.doer - other.goal, other.goal - other.doer
            if doer & then and goal & now and not doer & now:
                message = "Who acts and on whom changed places in the rewrite."
                words = texts.rewrite.text[slice(*other.span)]
                yield Finding("swap", "error", message, words, one.span, other.span)
                return


def _acts(reading: Reading, language: Language, among: Set[str]) -> Iterator[_Act]:
    """Return what the verbs of a text tell, of those with certain stems."""
    for facts in reading.facts[:_SENTENCES]:
        if facts.marked("negation", "strong"):
            continue
        for first, last in clauses(facts):
            for at in range(first + 1, last - 1):
                if stem(facts.lower[at]) in among and _is_verb(facts, at, language):
                    yield _act(facts, first, at, last, language)


def _act(facts: Facts, first: int, at: int, last: int, language: Language) -> _Act:
    words = facts.words
    before, after = (content_stems(words[a:b], language) for a, b in ((first, at), (at + 1, last)))
    prepositions = {w.lower for w in words[at + 1 : last]} & _TOWARDS | {words[at + 1].lower} & _ON
    passive = any(w.lower in _BE for w in words[max(first, at - _PARTICIPLES) : at])
    doer, goal = before, after
    figures = {m.start for m in facts.moments} | {q.start for q in facts.quantities}
    by = next((i for i in range(at + 1, last) if words[i].lower == "by"), None)
    if by and any(w.start in figures for w in words[by : by + 2]):
        by = None  # "finished by Friday"
    if passive and by:
        doer, goal = content_stems(words[by + 1 : last], language), before | content_stems(words[at + 1 : by], language)
    elif passive:
        doer, goal = frozenset(), before | after
    span = words[first].start, words[last - 1].end
    return _Act(stem(words[at].lower), doer, goal, frozenset(prepositions), span)


def _is_verb(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a word is a verb here: a form of one that is known, or what stands where one does."""
    word, before = facts.words[at], facts.words[at - 1].lower
    if word.kind != "word" or not is_content(word.lower, language) or language.bases(word.lower) & _IDLE:
        return False
    noun = facts.words[at - 1].kind != "word" or _helps(facts.words[at + 1].lower, language)
    if noun or (any(language.is_a(kind, before) for kind in _NOT_VERBS) and before != "to"):
        return False
    known = language.is_verb_form(word.lower) or bool(language.near(word.lower))
    finite = word.lower.endswith(("s", "ed")) or language.is_a("auxiliaries", before)
    then = facts.words[at + 1]
    placed = any(language.is_a(kind, then.lower) for kind in ("determiners", "prepositions", "pronouns"))
    return known and (finite or placed or then.text[0].isupper())


def _helps(word: str, language: Language) -> bool:
    return word != "to" and language.is_a("auxiliaries", word)

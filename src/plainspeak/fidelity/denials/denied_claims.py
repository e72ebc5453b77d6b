"""Find a clause that one text denies and the other tells: "no messages were dropped", "messages were dropped"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.clauses import clauses
from plainspeak.fidelity.denials import denied
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import akin, is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_LIMITS = frozenset("only unless until till without except before even whether other".split())
_IF = frozenset(("if", "unless", "whether", "until", "before", "without"))
_MANY = 60  # clauses of a text that are looked at
_REACH = 6  # words that a "not" governs
_COMMON = 2  # governed words that another clause must have
_STAYING = frozenset("still same remain remains remained flat stable level steady constant holds hold held".split())
_GUARDS = frozenset("protect guard shield prevent avoid secure spare save stop block".split())
_REFUSING = ("unable", "fail", "refus", "declin", "impossible", "neglect")
_NEGATIVE = ("strong", "without", "weak", "turning")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause and what in it denies.

    Args:
        facts: Its sentence.
        first: Index of its first word.
        last: Index after its last word.
        strong: The words that deny outright and that no second one takes back.
        content: Its words that say something of their own.
    """

    facts: Facts
    first: int
    last: int
    strong: tuple[Marker, ...]
    content: tuple[Word, ...]


def compare(texts: Texts, settled: tuple[frozenset[int], frozenset[int]]) -> Iterator[Finding]:
    """Return the first clause that is denied in one text and told in the other.

    Args:
        texts: The two texts.
        settled: Where denials of source and rewrite begin that are known to be told in other words.
    """
    language = texts.knowledge.language
    was, now = _clauses(texts.source, language), _clauses(texts.rewrite, language)
    pairs = ((was, now, "negation-lost", settled[0]), (now, was, "negation-added", settled[1]))
    for one, other, rule, known in pairs:
        for clause in one:
            reading = texts.source if one is was else texts.rewrite
            if len(clause.strong) != 1 or clause.strong[0].start in known or _limited(clause):
                continue
            if denied.until(reading, clause.strong[0]) or (one is now and texts.aside(clause.strong[0])):
                continue
            there = _told(clause, one, other, language)
            if there:
                spans = _span(clause), _span(there)
                source, rewrite = spans if one is was else spans[::-1]
                words = texts.rewrite.text[slice(*rewrite)]
                message = f"One text denies {texts.source.text[slice(*source)]!r}, the other tells it."
                yield Finding(rule, "error", message, words, source, rewrite)
                return


def _told(clause: _Clause, own: Sequence[_Clause], others: Sequence[_Clause], language: Language) -> _Clause | None:
    """Return the clause that tells what another one denies, if nothing else may stand for the "not"."""
    governed = _governed(clause, language)
    if len(governed) < _COMMON:
        return None
    if any(c is not clause and not c.strong and _shared(governed, c, language) for c in own):
        return None  # "in A but not in B"
    found = [c for c in others if _shared(governed, c, language)]
    if sum(bool(c.strong) for c in others) >= sum(bool(c.strong) for c in own):
        verbs = {stem(w.lower) for w in governed if _is_verb(w, language)}
        found = [c for c in found if any(stem(w.lower) in verbs for w in c.content)]
    if not found or any(c.strong or _turned(c, clause, language) for c in found):
        return None
    for there in others:  # a "not" in another clause about the same stands for this one, unless it has one of its own
        mine = [o for o in own if o is not clause and o.strong and _common(o.content, there, language)]
        if there.strong and not mine and _common(governed, there, language):
            return None
    return found[0]


def _common(content: Sequence[Word], clause: _Clause, language: Language) -> bool:
    return any(akin(word, w, language) for word in content for w in clause.content)


def _shared(governed: Sequence[Word], clause: _Clause, language: Language) -> bool:
    """Return whether a clause has the verb and most of the words that a "not" governs, or others for them."""
    has = [any(akin(word, w, language) for w in clause.content) for word in governed]
    verbs = [found for word, found in zip(governed, has, strict=True) if _is_verb(word, language)]
    return sum(has) >= max(_COMMON, len(governed) - 1) and has[0] and all(verbs[:1])


def _is_verb(word: Word, language: Language) -> bool:
    return language.is_verb_form(word.lower) or word.lower.endswith("ed")


def _governed(clause: _Clause, language: Language) -> list[Word]:
    """Return the words that a "not" governs: those behind it, and of a passive the subject."""
    mark = clause.strong[0]
    behind = [w for w in clause.content if w.start >= mark.end][:_REACH]
    whole = denied.whole(clause.facts, mark)
    before = [w for w in clause.content if w.end <= mark.start]
    verb = behind[:1] and len(behind) < _COMMON and _is_verb(behind[0], language)
    if whole and not behind:
        return before[-_COMMON - 1 :]  # "the billing service sees none of them"
    return [*before[-1:], *behind] if verb and not whole else behind


def _limited(clause: _Clause) -> bool:
    """Return whether a condition or an exception stands in or beside a clause, of which the "not" may be a part."""
    back = denied.doubled(clause.facts)
    beside = clause.facts.words[max(0, clause.first - 1) : clause.last + 1]
    return any(w.lower in _LIMITS and w.start not in back for w in beside)


def _turned(clause: _Clause, denied_one: _Clause, language: Language) -> bool:
    """Return whether a clause may carry the "not" of another one in a word, or tells it as a possibility only."""
    facts = clause.facts
    if _limited(clause) or (clause.first and facts.words[clause.first - 1].lower in _IF):
        return True
    known = {stem(w.lower) for w in denied_one.content}
    back = denied.doubled(facts)
    marks = [*facts.marked("negation", *_NEGATIVE), *facts.marked("opposites"), *facts.marked("certainty", "unknown")]
    for mark in marks:
        inside = clause.first <= mark.first < clause.last
        negative = mark.table != "opposites" or mark.label.endswith("/no")
        word = facts.words[mark.first].lower
        staying = mark.table == "negation" and word in _STAYING
        if inside and negative and not staying and mark.start not in back and stem(word) not in known:
            return True
    return any(
        w.lower.startswith("un") or w.lower.endswith("less") or language.bases(w.lower) & _GUARDS
        for w in clause.content
    )


def _clauses(reading: Reading, language: Language) -> list[_Clause]:
    out = []
    for facts in reading.facts:
        back = denied.doubled(facts)
        strong = [m for m in facts.marked("negation", "strong") if m.start not in back]
        strong += [m for m in facts.marked("negation", "turning") if m.start not in back and _refuses(facts, m)]
        for first, last in clauses(facts):
            content = tuple(w for w in facts.words[first:last] if w.kind == "word" and is_content(w.lower, language))
            inside = tuple(m for m in strong if first <= m.first < last)
            out.append(_Clause(facts, first, last, inside, content))
            if len(out) > _MANY:
                return out
    return out


def _refuses(facts: Facts, mark: Marker) -> bool:
    """Return whether a word turns the verb behind it round as a "not" does: "failed to open", "unable to open"."""
    return facts.words[mark.first].lower.startswith(_REFUSING) and facts.words[mark.last - 1].lower == "to"


def _span(clause: _Clause) -> tuple[int, int]:
    return clause.facts.words[clause.first].start, clause.facts.words[clause.last - 1].end

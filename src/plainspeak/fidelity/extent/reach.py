"""What says where, when and for whom a claim holds, and whether a rewrite still says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plainspeak.facts import Facts
from plainspeak.fidelity import counterparts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import stem
from plainspeak.fidelity.segments import akin, is_content
from plainspeak.fidelity.texts import Texts, covering
from plainspeak.language import Language
from plainspeak.text import Word

CONDITIONS = frozenset(("if", "unless", "when", "while", "except", "once", "provided", "assuming", "whenever", "until"))
NEEDS = frozenset(("requires", "require", "needs", "need"))
"""Verbs whose object is a condition: "setup requires admin rights"."""
CONSENT = frozenset("approval consent permission agreement authorisation authorization clearance blessing".split())
"""What one may have to have first: "with the owner's consent"."""
PLACES = frozenset(("in", "on", "at", "among", "within", "across", "inside", "outside", "during"))
_ARGUMENTS = frozenset(("on", "at", "within", "across", "inside", "outside"))
_LIMITS = PLACES | frozenset(("for", "from", "of", "with", "by", "above", "below", "after", "under"))
_POSSESSIVE = frozenset(("'s", "’s"))
_WHO = frozenset(("who", "that", "which", "whose"))
_OTHER_OPENINGS = frozenset(
    ("where", "to", "under", "over", "as", "after", "before", "without", "than", "between", "by")
)
_LONGEST = 12  # words of a condition that are looked at
_GENERAL = frozenset(("our", "all", "any", "every", "their", "its"))  # what follows stands for no particular one
_HEAD = 4  # letters of a word that is the begin of another: "fail" and "failure"
_LETTERS = 4  # of an abbreviation such as "EU"
_BRACKETS = {"(": ")", ",": ",;.", "–": "–;.", "—": "—;."}
_MEANING = frozenset((("that", "is"), ("which", "means"), ("this", "means"), ("in", "other"), ("which", "is")))
_SUBJECTS = frozenset(("i", "we", "you", "they", "he", "she", "who", "it", "to"))
_BARE = frozenset("can could will would shall should may might must do does did".split())
_BACK = 5  # words between a preposition and what it governs


@dataclass(frozen=True, slots=True)
class Limit:
    """Words that say where, when or for whom a claim holds.

    Args:
        start: Place of the first character.
        opening: The preposition or conjunction; "" for words before a noun ("annual subscribers").
        words: What follows it.
        wide: Whether it is a limit only perhaps: "of the fleet", "with a card".
        whom: Whether it says for whom.
        in_figure: Whether it is part of a number: "one in ten patients".
    """

    start: int
    opening: str
    words: tuple[Word, ...]
    wide: bool
    whom: bool
    in_figure: bool = False


def limits(facts: Facts, language: Language) -> Iterator[Limit]:
    """Return what limits the claims of a sentence."""
    idioms = [(m.first, m.last) for m in facts.marked("scope", "idiom")]
    for at, word in enumerate(facts.words):
        before = facts.words[at - 1] if at else None
        if word.lower == "while" and before is not None and before.kind == "mark":
            continue  # it sets one thing against another
        if word.lower in NEEDS and before is not None and before.kind == "word":
            group = clause_behind(facts, at + 1, language, whole=False)
            if group and group[0].lower != "to":
                yield Limit(word.start, word.lower, tuple(group), wide=False, whom=False)
        elif _opens(facts, at):
            if not any(first <= at < last for first, last in idioms) and not _is_predicate(facts, at, language):
                yield from _opened(facts, at, language)
        elif language.is_a("whom", word.lower):
            yield from _before_noun(facts, at, language)


def _opens(facts: Facts, at: int) -> bool:
    """Return whether a word opens a limit: a conjunction or preposition."""
    word, beside = facts.words[at], facts.words[max(0, at - 1) : at + 2]
    if word.lower in CONDITIONS or _is_bound(facts, at):
        return True
    return word.lower in _LIMITS and not any(w.text == "-" for w in beside)


def _is_bound(facts: Facts, at: int) -> bool:
    """Return whether a word limits for certain: "limited to", and "without" beside a "not"."""
    word, before = facts.words[at].lower, facts.words[at - 1].lower if at else ""
    bound = word == "to" and before in ("limited", "restricted", "confined")
    return bound or (word == "without" and bool(facts.marked("negation", "strong")))


def _opened(facts: Facts, at: int, language: Language) -> Iterator[Limit]:
    """Return the limit that a conjunction or preposition opens, a condition part by part."""
    word, before = facts.words[at], facts.words[at - 1] if at else None
    whole = word.lower in CONDITIONS or (word.lower == "without" and _is_bound(facts, at))
    group = clause_behind(facts, at + 1, language, whole=whole)
    if not group:
        return
    head = next((w for w in reversed(group) if w.kind == "word"), group[-1])
    whom = language.is_a("whom", head.lower)
    sure = _is_bound(facts, at) or word.lower in PLACES or (word.lower == "with" and head.lower in CONSENT)
    sure = sure or (word.lower == "with" and _is_fronted(facts, at, group))
    sure = sure or (word.lower == "for" and (whom or head.text[0].isupper()))
    argument = word.lower in _ARGUMENTS and before is not None and _is_plain_verb(before, language)
    figure = any(q.start <= word.start < q.end for q in facts.quantities)
    for part in _parts(group) if whole else (group,):
        yield Limit(word.start, word.lower, tuple(part), wide=argument or not sure, whom=whom, in_figure=figure)


def _is_fronted(facts: Facts, at: int, group: Sequence[Word]) -> bool:
    """Return whether a "with" opens what allows something: "With a signed form, you can ..."."""
    comma = next((i for i, w in enumerate(facts.words) if w.text == ","), len(facts.words))
    closed = comma < len(facts.words) and group[-1].end == facts.words[comma].start
    return not at and closed and any(w.lower in ("can", "may") for w in facts.words[comma:])


def _before_noun(facts: Facts, at: int, language: Language) -> Iterator[Limit]:
    """Return the words before a noun that say for whom: "annual subscribers"."""
    first = at
    while first and may_limit(facts.words[first - 1], language):
        if any(q.start <= facts.words[first - 1].start < q.end for q in facts.quantities):
            break
        first -= 1
    if first < at and first and _takes_verb(facts.words[first - 1]):
        first += 1  # "we charge drivers", "to copy customer data"
    if first < at:
        yield Limit(facts.words[first].start, "", tuple(facts.words[first : at + 1]), wide=False, whom=True)


def _takes_verb(word: Word) -> bool:
    """Return whether a verb has to follow a word: "we", "who", "to", "can"."""
    return word.lower in _SUBJECTS or word.lower in _BARE


def _is_predicate(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a preposition opens what is said of something, and no limit: "is not on the critical path"."""
    before = [w.lower for w in facts.words[max(0, at - 3) : at]]
    while before and before[-1] in ("not", "still", "now", "currently", "already", "no", "longer", "also"):
        before.pop()
    return facts.words[at].lower in PLACES and bool(before) and language.is_a("be", before[-1])


def _parts(group: list[Word]) -> Iterator[list[Word]]:
    """Return the parts of a condition: "the permit arrives" and "the crane is free"."""
    first = 0
    for at, word in enumerate(group):
        if word.lower == "and" and at > first:
            yield group[first:at]
            first = at + 1
    if group[first:]:
        yield group[first:]


def clause_behind(facts: Facts, at: int, language: Language, *, whole: bool) -> list[Word]:
    """Return the words behind a preposition or conjunction: the clause, or the noun group."""
    out: list[Word] = []
    figures = [(q.start, q.end) for q in facts.quantities]
    for place, word in enumerate(facts.words[at : at + _LONGEST], at):
        if word.kind == "mark" and word.text not in "-'’/&":
            break
        ends = word.lower not in _POSSESSIVE and any(
            language.is_a(kind, word.lower) for kind in ("prepositions", "conjunctions", "auxiliaries")
        )
        moved = _is_verb(facts, place, language) or _moves(word, language)
        told = any(tells(w, language) for w in out)
        again = told and language.is_a("determiners", word.lower)  # "on weekdays | the ferry leaves"
        if not whole and out and (ends or moved or again or any(a <= word.start < b for a, b in figures)):
            break
        out.append(word)
    return out


def _is_verb(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a word is a verb behind a noun group: "areas reached 68%", but not "affected areas"."""
    forms = {form for _, form in language.forms(facts.words[at].lower)}
    behind = facts.words[at + 1] if at + 1 < len(facts.words) else None
    if "past" in forms:
        return behind is None or not tells(behind, language)
    return bool(forms & {"third", "base"}) and behind is not None and language.is_a("determiners", behind.lower)


def _moves(word: Word, language: Language) -> bool:
    """Return whether a word is a verb that tells how a measure moves or stays: "fell", "remains"."""
    forms = {form for base, form in language.forms(word.lower) if base in language.families}
    return bool(forms & {"past", "third"})


def tells(word: Word, language: Language) -> bool:
    """Return whether a word of a limit says something of its own: "EU" does too."""
    if word.kind != "word":
        return False
    return (word.text.isupper() and 1 < len(word.text) <= _LETTERS) or is_content(word.lower, language)


def may_limit(word: Word, language: Language) -> bool:
    """Return whether a word may stand before a noun to say which of its kind are meant."""
    if word.kind != "word" or len(word.text) < 2 or language.is_verb_form(word.lower) or word.lower[-2:] == "ly":
        return False
    closed = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs")
    return not any(language.is_a(kind, word.lower) for kind in closed)


def _is_plain_verb(word: Word, language: Language) -> bool:
    """Return whether a word is a verb that does not move a measure: "runs" on, but not "fell" on."""
    forms = language.forms(word.lower)
    return bool(forms) and forms[0][0] not in language.families


class Told:
    """What a rewrite has for the limits of its source.

    Args:
        texts: The two texts.
        parts: What of each has a counterpart in the other, if that is known already.
    """

    def __init__(self, texts: Texts, parts: Counterparts | None = None) -> None:
        self._language = texts.knowledge.language
        self._parts = parts or counterparts.of(texts)
        self._rewrite = texts.rewrite.facts
        words = {w.lower for f in texts.rewrite.facts for w in f.words if w.kind == "word"}
        self._stems = {stem(w) for w in words}
        self._heads = {s[:end] for s in self._stems for end in range(_HEAD, len(s) + 1)}
        figures = ((q.start, q.end) for f in texts.rewrite.facts for q in f.quantities)
        dates = ((m.start, m.end) for m in texts.rewrite.moments)
        covered = covering([*((m.start, m.end) for m in texts.licence.meanings), *figures, *dates])
        self._new: list[tuple[Facts, int]] = [
            (facts, at)
            for facts in texts.rewrite.facts
            for at, word in enumerate(facts.words)
            if self._parts.tells(word) and not self._parts.known(word) and not covered(word.start)
        ]

    def has(self, word: Word) -> bool:
        """Return whether a word of the source, or one like it, is there."""
        own = stem(word.lower)
        heads = (own[:end] for end in range(_HEAD, len(own)))
        if own in self._stems or own in self._heads or any(head in self._stems for head in heads):
            return True
        return self._parts.told(word)

    def has_itself(self, word: Word) -> bool:
        """Return whether a word of the source is there, or one that may stand for it; a neighbour is not enough."""
        return self._parts.told(word, near=False)

    def has_clause(self, noun: Word) -> bool:
        """Return whether a clause says which ones are meant: "accounts that nobody used" for "inactive accounts"."""
        return any(
            one.lower in _WHO and stem(before.lower) == stem(noun.lower)
            for facts in self._rewrite
            for before, one in pairwise(facts.words)
        )

    def knows(self, word: Word) -> bool:
        """Return whether a word of the rewrite, or one like it, is in the source."""
        return self._parts.known(word)

    def same(self, one: Word, other: Word) -> bool:
        """Return whether two words are the same or neighbours in meaning."""
        return akin(one, other, self._language)

    def stands_in(self, limit: Limit) -> bool:
        """Return whether new words stand where they may say the same: behind a preposition or before a noun."""
        return any(self._may_say(facts, at, limit) for facts, at in self._new)

    def _may_say(self, facts: Facts, at: int, limit: Limit) -> bool:
        word = facts.words[at]
        if _named(limit) and word.text == word.lower:
            return False
        if at and facts.words[at - 1].lower in _GENERAL:
            return False
        if at and word.text[0].isupper():
            return True
        behind = facts.words[at + 1] if at + 1 < len(facts.words) else None
        noun = behind is not None and behind.kind == "word" and tells(behind, self._language)
        noun = noun and not (behind is not None and _acts(word, behind, self._language))
        if noun and not self._language.is_verb_form(word.lower) and word.lower[-2:] != "ly":
            return True
        if at and facts.words[at - 1].lower == "to" and self._language.is_verb_form(word.lower):
            return False
        for back in range(at - 1, max(at - _BACK, -1), -1):
            other = facts.words[back].lower
            if other == "of" and limit.opening in PLACES:
                continue
            if other in _LIMITS or other in CONDITIONS or other in _WHO or other in _OTHER_OPENINGS:
                return True
            if facts.words[back].kind == "mark" or self._language.is_a("auxiliaries", other):
                break
        people = limit.whom and limit.opening in ("", "for", "among")
        return people and at == 0 and word.lower[-1] == "s"


def _acts(word: Word, behind: Word, language: Language) -> bool:
    """Return whether a word is the subject of the verb behind it: "the assistant makes"."""
    forms = {form for hit in language.find("verbs", [behind]) for _, form in hit.payloads}
    return "third" in forms and not language.inflection.is_plural(word.lower)


def _named(limit: Limit) -> bool:
    """Return whether a limit is a name or an abbreviation, for which only another can stand: "on iOS", "in the EU"."""
    telling = [w.text for w in limit.words if w.text[1:] != w.text[1:].lower() or w.text[0].isupper()]
    return bool(limit.opening) and bool(telling) and limit.words[-1].text in telling


def clauses(facts: Facts, language: Language) -> Iterator[Limit]:
    """Return the clauses that limit a noun: "users who joined in May", but not "we found that" or ", which"."""
    for at, word in enumerate(facts.words[:-1]):
        behind = facts.words[at + 1]
        if behind.lower not in _WHO or not tells(word, language):
            continue
        whom = language.is_a("whom", word.lower)
        group = clause_behind(facts, at + 2, language, whole=True)
        if group and (whom or (word.lower.endswith("s") and not language.is_verb_form(word.lower))):
            yield Limit(behind.start, behind.lower, tuple(group), wide=False, whom=whom)


def is_name(facts: Facts, limit: Limit) -> bool:
    """Return whether words before a noun are part of a term's name: "active users"."""
    span = limit.words[0].start, limit.words[-1].end
    return not limit.opening and any(
        facts.words[h.first].start <= span[0] and span[1] <= facts.words[h.last - 1].end for h in facts.terms
    )


def is_explained(texts: Texts, facts: Facts, start: int, end: int) -> bool:
    """Return whether a limit is part of what a term means, and the rewrite tells that."""
    meant = {m.term for m in texts.licence.meanings}
    return any(
        meant & set(h.candidates) and facts.words[h.first].start < end and start < facts.words[h.last - 1].end
        for h in facts.terms
    )


def explained(texts: Texts, told: Told) -> Iterator[tuple[int, int]]:
    """Return where a source only tells what a word means: "quantisation, which stores ...", "(a proof of identity)".

    Args:
        texts: The two texts.
        told: What the rewrite has for the source: the word that is explained must be there.
    """
    for facts in texts.source.facts:
        words = facts.words
        for at in range(1, len(words) - 2):
            if words[at].text not in _BRACKETS or not _explains(facts, at, texts.knowledge.language):
                continue
            close = _BRACKETS[words[at].text]
            inside = at + 3 if words[at + 2].lower == "is" else at + 1  # "that is, ..."
            last = next((i for i in range(inside + 1, len(words)) if words[i].text in close), len(words))
            figures = any(words[at].start <= q.start < words[last - 1].end for q in facts.quantities)
            before = [w for w in words[max(0, at - 3) : at] if tells(w, texts.knowledge.language)]
            if not figures and before and told.has(before[-1]):
                yield words[at].start, words[last - 1].end


def _explains(facts: Facts, at: int, language: Language) -> bool:
    """Return whether what a comma or bracket opens tells what the word before it means: "that is", "a way of ..."."""
    words = facts.words
    first, then = words[at + 1].lower, words[at + 2].lower
    if (first, then) in _MEANING or first in ("meaning", "i.e", "ie", "namely"):
        return True
    term = any(h.last == at for h in facts.terms)
    if words[at].text == "(":
        return first in ("a", "an", "the", "this") or (term and then != ")" and words[at + 1].kind == "word")
    if term and is_content(first, language) and not language.is_verb_form(first):
        last = next((i for i in range(at + 1, len(words)) if words[i].text in ",;."), len(words))
        closed = last < len(words) and words[last].text == ","
        return closed and not any(language.is_a("auxiliaries", w.lower) for w in words[at + 1 : last])
    present = any("third" in {form for _, form in h.payloads} for h in language.find("verbs", words[at + 2 : at + 3]))
    return first == "which" and present and words[at - 1].kind == "word"

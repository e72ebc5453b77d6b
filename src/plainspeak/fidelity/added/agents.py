"""Find what is told to have moved something that the source has moving by itself, and what acts on what in a text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

BESIDE = frozenset(
    "after since following once when same upon while preceded also coincided coincides coinciding correlates "
    "correlated correlation linked associated alongside parallel".split()
)
"""Words that only set one thing beside another in time."""
_PERIODS = frozenset(("day", "night", "week", "weekend", "month", "quarter", "year", "hour", "sprint", "season"))
# Verbs that move something else if they have an object.
_MOVERS = frozenset(
    "cut reduce lower raise boost lift push bring drive improve enhance slash trim halve double triple increase "
    "decrease drop make help let enable allow cause shrink grow shorten speed lengthen send force prompt spark fuel "
    "mean trigger depress squeeze drag hurt harm worsen prevent".split()
)
# Verbs by which something all new is told to be behind what the source tells: "a fault meant that ...".
_CAUSERS = frozenset(
    "mean cause drive push bring force send lead make let leave trigger spark prompt fuel provoke produce create drag "
    "depress squeeze boost lift slash halve cut reduce lower raise increase improve worsen delay set put hold slow "
    "stop block break knock keep rule throw postpone interrupt disrupt spoil wreck cost".split()
)
ENABLING = frozenset(("let", "allow", "enable", "permit", "help"))
"""Verbs by which something makes something else possible."""
_IDLE = frozenset(
    "be have do go come become seem appear stay remain say show tell happen see need want start begin".split()
)
_OURSELVES = frozenset(("we", "i", "you", "they", "it", "this", "that", "which", "who", "he", "she", "team", "to"))
CLAUSES = frozenset(
    "and but while although because so since as after before when if than until that which who where".split()
)
_HELPING = frozenset(("has", "have", "had", "will", "would", "can", "could", "may", "might"))  # a verb follows these
_PEAKS = frozenset(
    "peaked peak spiked surged soared plunged bottomed topped crested rocketed skyrocketed tanked".split()
)
_STOPS = frozenset((",", ";", "(", ")", "—", "–"))
_GOAL = 6  # words behind a verb that are looked at for what it moves
_CLAUSE = 14  # words behind a verb that are looked at for what it causes
_BOUND = 3  # words behind a verb among which a bounded figure begins: "add up to 8%"
_CLOSES = frozenset((",", ")", "—", "–"))
_OPENS = frozenset((",", "(", "—", "–"))
_PARTICLES = frozenset(("down", "off", "out", "up", "back", "over", "away"))
_SLACK = 1  # words of the source that may be told by no new word
_LONGEST = 12  # words of a time that are looked at


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that acts on something else.

    Args:
        subject: The words that say what acts.
        verb: The verb.
        goal: The words that say on what.
    """

    subject: tuple[Word, ...]
    verb: Word
    goal: tuple[Word, ...]


def effects(sentences: Sequence[Facts], parts: Counterparts, language: Language) -> Iterator[Effect]:
    """Return what acts on what: "caching halved the load", but not "the load fell" or "we changed the cache".

    Args:
        sentences: The text.
        parts: What of it tells something.
        language: The English to use.
    """
    for facts in sentences:
        yield from _cleft(facts, parts, language)
        for first, last in _actions(facts, language):
            whole = _whole_subject(facts, first)
            subject = [w for w in whole if parts.tells(w)]
            begin = facts.words.index(whole[0]) if whole else first
            alone = any(w.lower in _OURSELVES for w in whole) or _in_time(facts, begin, first)
            whole_goal = list(itertools.takewhile(lambda w: w.kind != "mark", facts.words[last : last + _GOAL]))
            behind = _object(facts, whole_goal, language)
            apart = begin + len(whole) < first
            noun = not apart and (not first or language.is_a("determiners", facts.words[first - 1].lower))
            if not subject or alone or not behind or noun:
                continue
            if len(behind) > 1 and behind[0].lower in _PARTICLES and language.is_a("determiners", behind[1].lower):
                behind = behind[1:]
            then = behind[0].lower
            idle = then in CLAUSES or then.endswith(("self", "selves"))
            if idle or language.is_a("prepositions", then) or language.is_a("be", then):
                continue
            figures = [(q.start, q.end) for q in facts.quantities]
            goal = tuple(w for w in behind if parts.tells(w) and not any(a <= w.start < b for a, b in figures))
            doing = whole[0].lower.endswith("ing")
            counted = doing and behind[0].kind == "number" and not language.moves(facts.words[first].lower)
            enabled = bool(language.bases(facts.words[first].lower) & ENABLING)
            if goal or counted or enabled:
                yield Effect(tuple(subject), facts.words[first], goal)


def _actions(facts: Facts, language: Language) -> Iterator[tuple[int, int]]:
    """Return where verbs stand that may act on something, also those that are in no list: "protects the store"."""
    listed: set[int] = set()
    for hit in language.find("verbs", facts.words):
        listed.update(range(hit.first, hit.last))
        forms = {form for base, form in hit.payloads if base not in _IDLE}
        if forms & {"past", "third", "base"}:
            yield hit.first, hit.last
    for at, word in enumerate(facts.words[:-1]):
        then = facts.words[at + 1]
        past = word.lower.endswith("ed") and word.lower not in _HELPING
        finite = word.lower.endswith("s") or past
        placed = language.is_a("determiners", then.lower) or then.kind == "number"
        placed = placed and facts.words[at - 1].kind == "word"
        if at and at not in listed and finite and placed and (past or language.near(word.lower)):
            yield at, at + 1


def _object(facts: Facts, behind: Sequence[Word], language: Language) -> Sequence[Word]:
    """Return what stands behind a verb, without a bound and the figure it bounds, or "for" as in "accounts for"."""
    starts = {q.start: q.end for q in facts.quantities}
    for at in range(min(len(behind), _BOUND)):
        told = behind[at - 1].lower if at else ""
        if told and is_content(told, language) and not language.is_a("adverbs", told):
            break
        if behind[at].start in starts:
            over = [w for w in behind[at:] if w.start >= starts[behind[at].start]]
            return over[1:] if over and language.is_a("prepositions", over[0].lower) else over
    before = facts.words[facts.words.index(behind[0]) - 1] if behind else None
    if before is not None and behind[0].lower == "for" and "account" in language.bases(before.lower):
        return behind[1:]
    return behind


def _cleft(facts: Facts, parts: Counterparts, language: Language) -> Iterator[Effect]:
    """Return what acts in "what took the shop offline was a bug"."""
    words = facts.words
    for at, word in enumerate(words[:-2]):
        if word.lower != "what" or not _may_be_past(words[at + 1], language):
            continue
        ends = (n for n in range(at + 2, len(words)) if words[n].lower in ("is", "was", "are", "were"))
        last = next(ends, None)
        if last is not None:
            subject = tuple(w for w in words[last + 1 :] if parts.tells(w))
            yield Effect(subject, words[at + 1], tuple(w for w in words[at + 2 : last] if parts.tells(w)))


def _may_be_past(word: Word, language: Language) -> bool:
    """Return whether a word may be a verb, listed or not."""
    return word.lower.endswith("ed") or language.is_verb_form(word.lower)


def _whole_subject(facts: Facts, verb: int) -> Sequence[Word]:
    """Return what acts by a verb, also over an insertion ("the cache, which is new, halves") or in "it was X that"."""
    words, last = facts.words, verb
    own = _subject(facts, verb)
    first = last - len(own)
    tells = any(w.lower not in _HELPING for w in own)
    if not tells and first and words[first - 1].lower in ("that", "which", "who"):
        first -= 1 + (words[first - 2].kind == "mark")
        own = _subject(facts, first)
        be = [n for n, w in enumerate(own) if w.lower in ("is", "was", "it's")]
        return own[be[-1] + 1 :] if be and own[0].lower == "it" else own
    if not tells and first and words[first - 1].text in _CLOSES:
        opening = next((n for n in range(first - 2, 0, -1) if words[n].text in _OPENS), 0)
        return _subject(facts, opening)
    return own


def _in_time(facts: Facts, first: int, last: int) -> bool:
    """Return whether a clause only says when: "after the cache grew", "the week the cache grew"."""
    before = facts.words[first - 1].lower if first else ""
    return before in BESIDE or before == "until" or any(w.lower in _PERIODS for w in facts.words[first : last - 1])


def invented(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Return the first thing that is told to have moved what the source has moving by itself.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """
    yield from [*_strangers(texts, parts)] or [*_agents(texts, parts)]


def _strangers(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find something all new that is told to be behind what the source tells: "a fault meant that ..."."""
    language = texts.knowledge.language
    acting = any(True for _ in effects(texts.source.facts, parts, language))
    for facts in texts.rewrite.facts:
        for hit in language.find("verbs", facts.words):
            subject = _subject(facts, hit.first)
            after_has = bool(subject) and subject[-1].lower in ("has", "have", "had")
            finite = ("participle",) if after_has else ("past", "third")
            bases = {base for base, form in hit.payloads if form in finite}
            doer = [w for w in subject if parts.tells(w)]
            if not bases & _CAUSERS or not doer or (subject and subject[0].lower in _OURSELVES):
                continue
            if any(a <= doer[-1].start < b for a, b in texts.licence.spans) or _is_compound(facts, hit.last):
                continue
            plain = subject[-1].lower[-2:] == "ly" or any(
                language.is_a(kind, doer[-1].lower) for kind in ("whom", "systems")
            )
            if len([w for w in parts.new() if w not in doer]) + _SLACK < parts.unmoved():
                continue
            known = any(parts.repeated(w) or (acting and parts.known(w, near=False)) for w in doer)
            if plain or known or _is_noun(facts, hit.first, language):
                continue
            then = facts.words[hit.last].lower if hit.last < len(facts.words) else ""
            if language.is_a("prepositions", then) and then != "that":
                continue
            clause = itertools.takewhile(lambda w: w.text not in _STOPS, facts.words[hit.last : hit.last + _CLAUSE])
            end = max((w.end for w in clause), default=0)
            if any(parts.known(w) for w in parts.inside(texts.rewrite, facts.words[hit.last - 1].end, end)):
                yield _finding(texts, doer[0].start, facts.words[hit.last - 1].end)
                return


def _is_compound(facts: Facts, at: int) -> bool:
    """Return whether a verb is the first half of a noun: "set-up", "cut-over"."""
    return at < len(facts.words) and facts.words[at].text == "-"


def _finding(texts: Texts, start: int, end: int) -> Finding:
    words = texts.rewrite.text[start:end]
    message = f"The source does not say what moved this; the rewrite does: {words!r}."
    return Finding("cause-invented", "error", message, words, None, (start, end))


def _subject(facts: Facts, verb: int) -> Sequence[Word]:
    """Return the words before a verb, back to the begin of its clause."""
    first = verb
    while first and facts.words[first - 1].kind == "word" and facts.words[first - 1].lower not in CLAUSES:
        first -= 1
    return facts.words[first:verb]


def _agents(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find something that is told to have moved a measure which moved by itself: "planning brought costs down"."""
    language = texts.knowledge.language
    stems = {stem(w.lower) for f in texts.source.facts for w in f.words}
    moves = texts.source.marked("moving") or texts.source.marked("directions", "up", "down", "better", "worse")
    peaks = any(w.lower in _PEAKS for f in texts.source.facts for w in f.words)
    if not (moves or peaks) or any(True for _ in _moved_by(texts.source, language)):
        return
    for subject, verb, goal in _moved_by(texts.rewrite, language):
        doer = [w for w in subject if parts.tells(w)]
        spans = texts.licence.spans
        if not doer or any(a <= verb.start < b for a, b in spans):
            continue
        new = [w for w in doer if not parts.known(w, near=False)]
        moved = any(stem(w.lower) in stems or (parts.tells(w) and parts.known(w)) for w in goal)
        mostly = 1 < len(new) < len(doer) < 2 * len(new) and doer[0] in new
        if not moved or (len(new) < len(doer) and not mostly and not _follows(texts, doer, goal)):
            continue
        yield _finding(texts, doer[0].start, verb.end)
        return


def _moved_by(reading: Reading, language: Language) -> Iterator[tuple[list[Word], Word, list[Word]]]:
    """Return where something moves something else: the words of the one, the verb, those of the other."""
    for facts in reading.facts:
        for hit in language.find("verbs", facts.words):
            bases = {base for base, form in hit.payloads if form in ("past", "third", "base")}
            if not bases & _MOVERS and not ("cost" in bases and _costs(facts, hit.last, language)):
                continue
            subject = _subject(facts, hit.first)
            behind = facts.words[hit.last : hit.last + _GOAL]
            goal = list(itertools.takewhile(lambda w: _goes_on(w, language), behind))
            figures = [*((q.start, q.end) for q in facts.quantities), *((m.start, m.end) for m in facts.moments)]
            goal = [w for w in goal if not any(a <= w.start < b for a, b in figures)]
            opened = not goal or language.is_a("prepositions", goal[0].lower)
            if (
                any(w.lower in _OURSELVES for w in subject)
                or not subject
                or opened
                or _is_noun(facts, hit.first, language)
            ):
                continue
            yield list(subject), facts.words[hit.first], goal


def _costs(facts: Facts, at: int, language: Language) -> bool:
    """Return whether something costs someone something: "cost us 300 orders", but not "costs $3"."""
    behind = facts.words[at] if at < len(facts.words) else None
    kinds = ("count", "share")
    counted = behind and any(q.start > behind.start and q.dimension in kinds for q in facts.quantities)
    return (
        behind is not None
        and bool(counted)
        and any(language.is_a(k, behind.lower) for k in ("determiners", "pronouns"))
    )


def _goes_on(word: Word, language: Language) -> bool:
    """Return whether a word may belong to what a verb moves: neither a preposition nor the begin of another clause."""
    return word.kind != "mark" and word.lower not in CLAUSES and not language.is_a("prepositions", word.lower)


def _is_noun(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a word that may be a verb is a noun: "the cut", "of help"."""
    before, third = facts.words[at - 1].lower, facts.words[max(0, at - 2)].lower
    kinds = ("determiners", "prepositions", "adjectives", "auxiliaries")
    if before.endswith("ed") and any(language.is_a(kind, third) for kind in kinds):
        return True  # "of the redesigned help"
    return before not in _HELPING and any(language.is_a(kind, before) for kind in kinds)


def _follows(texts: Texts, doer: Sequence[Word], goal: Sequence[Word]) -> bool:
    """Return whether the source only puts the doer beside what moved.

    It may stand in a time ("after", "since", "in the same month") or in a part of its own: "...; we also ...".
    """
    stems, moved = {stem(w.lower) for w in doer}, {stem(w.lower) for w in goal}
    for facts in texts.source.facts:
        for at, word in enumerate(facts.words):
            then = word.lower in _PERIODS and at and facts.words[at - 1].lower in ("the", "that")
            if then or word.lower in BESIDE:
                group = facts.words[at + 1 : at + 1 + _LONGEST]
                if stems & {stem(w.lower) for w in group}:
                    return True
    beside = [s for s in texts.source_segments if stems & s.stems]
    return bool(beside) and _in_parts(texts) and not any(moved & s.stems for s in beside)


def _in_parts(texts: Texts) -> bool:
    """Return whether the source has sentences or parts between semicolons."""
    return len(texts.source.facts) > 1 or ";" in texts.source.text

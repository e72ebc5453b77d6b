"""Tell which words that hedge elsewhere do not hedge here: "could be reached", "try to break in"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.evidence import bans, likelihood, unsettled
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts, inverted
from plainspeak.language import Language

_HAPPENS = ("may", "might", "could", "sometimes", "occasionally")
_MISHAPS = frozenset(
    "fail break crash lose miss vary happen occur arise drop slow take differ stall hang time lead cause result go end "
    "get become be stop leak freeze overflow clash conflict".split()
)
_MEANT = frozenset(("meant", "supposed", "intended"))  # a prototype "is meant to show that it works"
_EARLY = ("0", "1", "2")
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
_USUAL = frozenset("typical typically usual usually normally generally often mostly average rule most".split())
_BACK = 5  # words before "whether" in which the verb of deciding stands
_DEVICES = frozenset(
    "alert alerts alarm alarms warning warnings link links pointer pointers arrow arrows record records address "
    "addresses sensor sensors light lights lamp flag flags url domain domains cursor key keys reference references "
    "config route routes dashboard gauge needle".split()
)
_IMPROBABLE = ("unlikely", "improbable", "doubtful")
_SHOWING = ("point", "suggest", "indicat", "hint", "signal", "sign")
_BEING = frozenset("be is are was were been being am seem seems look looks".split())
_MODALS = frozenset(("should", "may", "might", "could"))
_AS_OTHERS = frozenset(("than", "as", "way"))  # "than they should"
_RELATIVE = frozenset(("that", "which", "who", "what"))  # "a header that should have been mended"
_CLAUSE = 8  # words before a hedge in which a "not" that goes with it stands
_TRIED = ("trying to", "try to")
_THEN = frozenset(("had", "originally", "initially", "first", "than", "as"))
_UTMOST = frozenset("last first only every any all best worst least most no".split())
_TAKEN = frozenset("has have had was is on about as yet to whether regarding over either taken made reached so".split())
_LIKELY = ("most likely", "more likely", "likely", "least likely", "less likely")


def hedges(reading: Reading, marks: Sequence[Marker], language: Language) -> list[Marker]:
    """Return the words of a text that hedge; what "nothing" suggests is unknown.

    Args:
        reading: The text.
        marks: Its words of certainty.
        language: The English to use.
    """
    turned = inverted(reading)
    marks = [m for m in marks if m not in turned and reading.text[m.start : m.end] != "May"]
    found = [*_judged(reading, marks, language), *likelihood.degrees(reading, marks)]
    found += likelihood.forecasts(reading, marks)
    for facts in reading.facts:
        here = facts.sentence.start, facts.sentence.end
        if not any(here[0] <= m.start < here[1] and m.label == "unknown" for m in found):
            found += unsettled.marks(facts, language)
    return found


def _judged(reading: Reading, marks: Sequence[Marker], language: Language) -> Iterator[Marker]:
    for mark in marks:
        facts = reading.sentence_at(mark.start)
        said = reading.text[mark.start : mark.end].casefold()
        if _only_measures(facts, mark, said, language):
            continue
        denied = _denied_before(facts, mark)
        if denied and (said in ("possible", "able") or said.startswith("unex")):
            continue  # "is not possible" is quite sure, and so is "nothing unexplained"
        if said in _IMPROBABLE or (said.endswith("chance") and likelihood.is_weak(said)):
            yield replace(mark, label="improbable")
        elif denied and mark.label == "apparent" and said.startswith(_SHOWING):
            yield replace(mark, label="unknown")
        elif said in _TRIED and unsettled.leaves_open(reading, language):
            yield replace(mark, label="unknown")  # "trying to find out why"
        else:
            yield mark


def _only_measures(facts: Facts, mark: Marker, said: str, language: Language) -> bool:
    """Return whether words tell what ought to have been, what is ranked, or what a device shows."""
    words = facts.words
    before = [w.lower for w in words[max(0, mark.first - 3) : mark.first]]
    behind = [w.lower for w in words[mark.last : mark.last + 2]] + ["", ""]
    if said == "should":
        perfect = behind[0] == "have" and _is_participle(behind[1], language)
        return bool(_AS_OTHERS & set(before)) or (perfect and bool(_RELATIVE & set(before)))
    if bans.is_ban(facts, mark):
        return True
    if said == "planned" and (set(before[-2:]) & _THEN or (before[-1:] == ["was"] and _is_now(facts))):
        return True  # "later than we had planned"
    if said == "possible":
        return bool(before) and (before[-1] in _UTMOST or before[-1].endswith("est"))  # "the last possible day"
    if said == "looked into":
        return not {"being", "be"} & set(before)
    if said == "no decision":
        return bool(behind[0]) and behind[0] not in _TAKEN
    if likelihood.is_rate(facts, mark, said):
        return True
    if said in _LIKELY and behind[0] in ("to", "not"):
        return not before or not _BEING & set(before)  # "those most likely to leave"
    return said.startswith("point") and any(w.lower in _DEVICES for w in words[: mark.first])


def _is_now(facts: Facts) -> bool:
    """Return whether a sentence tells what holds instead of a plan: "was planned for May and is now in June"."""
    return any(w.lower in ("now", "but", "instead") for w in facts.words)


def _is_participle(word: str, language: Language) -> bool:
    if word in ("been", "had"):
        return True
    return word.endswith("ed") or (language.is_verb_form(word) and word.endswith(("en", "wn", "t", "ne")))


def _denied_before(facts: Facts, mark: Marker) -> bool:
    """Return whether a "not" or "nothing" stands before a word in the same clause."""
    denials = {m.first for m in facts.marked("negation", "strong", "denying")}
    for at in range(mark.first - 1, max(-1, mark.first - _CLAUSE - 1), -1):
        if facts.words[at].kind == "mark" and facts.words[at].text in ",;:":
            return False
        if at in denials:
            return True
    return False


def is_plain(texts: Texts, mark: Marker) -> bool:
    """Return whether a hedge of the rewrite says only what the source says plainly.

    Args:
        texts: The two texts.
        mark: The hedge.
    """
    facts = texts.rewrite.sentence_at(mark.start)
    said = texts.retold(mark).casefold()
    source = texts.source.words
    behind = [w.lower for w in facts.words[mark.last : mark.last + 3]]
    if said not in _MODALS and set(said.split()) <= source:
        return True  # "scores 7 for risk", for "the risk score is 7"
    if said in _HAPPENS:
        can = (w.lower for f in texts.source.facts for a, w in itertools.pairwise(f.words) if a.lower == "can")
        if _MISHAPS & set(can):
            return True  # "can fail" and "sometimes fails"
    if said in ("could", "possible", "able"):
        return bool(source & _UP) and bool(_REACH & set(behind))
    if set(said.split()) & _MEANT:
        return bool(texts.source.marked("stages.evidence", *_EARLY))
    if said == "whether":
        before = {w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]}
        return bool(before & _DECIDING) and bool(source & _DECIDING or texts.source.marked("stances", "leave"))
    if said in _MODALS and _in_aside(texts, facts, mark):
        return True
    meant = _meanings(texts)
    if said in _HAPPENS and said in meant:
        return True
    if said.startswith(("try", "tries", "tried", "attempt")):
        language = texts.knowledge.language
        done = {base for word in source for base in language.bases(word)}
        again = {base for word in behind[:2] for base in language.bases(word)} - {"to"}
        return (bool(meant & _TRYING) or _says_who(facts, mark, source, language)) and not again & done
    if said == "expect" and (not mark.first or facts.words[mark.first - 1].lower in ("can", "you", ",")):
        return bool(source & _USUAL)  # "as a rule, expect an answer within a day"
    return mark.label == "expected" and bool(meant & _LATER) and "be" in (said.split()[-1], *behind[:1])


def _in_aside(texts: Texts, facts: Facts, mark: Marker) -> bool:
    """Return whether a "may" stands in a relative clause that says something of its own: "machines that may fail"."""
    language = texts.knowledge.language
    if not _RELATIVE & {w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]}:
        return False
    source = {base for f in texts.source.facts for w in f.words for base in language.bases(w.lower)}
    verb = next((w for w in facts.words[mark.last : mark.last + 3] if language.is_verb_form(w.lower)), None)
    return verb is not None and verb.lower != "be" and not language.bases(verb.lower) & source


def is_usual(texts: Texts, mark: Marker) -> bool:
    """Return whether the source's "you can expect" is told as what is usual: "normally within a day".

    Args:
        texts: The two texts.
        mark: A hedge of the source.
    """
    facts = texts.source.sentence_at(mark.start)
    promised = not mark.first or facts.words[mark.first - 1].lower == "can"
    told = texts.rewrite.words
    return promised and texts.said(mark).casefold() == "expect" and bool(told & _USUAL)


def _says_who(facts: Facts, mark: Marker, source: Set[str], language: Language) -> bool:
    """Return whether "tried to" only says who somebody is, of the same thing: "testers who tried to break into X"."""
    if not mark.first or facts.words[mark.first - 1].lower != "who":
        return False
    behind = {w.lower for w in facts.words[mark.last : mark.last + _CLAUSE]}
    return any(word in source and is_content(word, language) for word in behind)


def is_scheduled(texts: Texts, marks: Sequence[Marker]) -> bool:
    """Return whether all that hedges in the source is a schedule, and the rewrite tells it by "will".

    Args:
        texts: The two texts.
        marks: The hedges of the source.
    """
    words = texts.rewrite.words
    if not words & {"will", "'ll", "coming", "upcoming"}:
        return False
    return all(texts.said(m).casefold().startswith(_SCHEDULED) for m in marks)


def _meanings(texts: Texts) -> set[str]:
    """Return the words by which the glossary explains the terms of the source."""
    glossary = texts.knowledge.glossary
    terms = [glossary.term(i, texts.audiences) for i in texts.source.terms]
    return {word for term in terms for word in f"{term.plain} {term.noun}".split()}


def governed(reading: Reading, mark: Marker, language: Language) -> frozenset[str]:
    """Return the bases of the first verb that a hedge goes with: "exceed" of "unlikely that it will exceed".

    Args:
        reading: The text.
        mark: The hedge.
        language: The English to use.
    """
    facts = reading.sentence_at(mark.start)
    for word in (*facts.words[mark.last : mark.last + 2 * _CLAUSE], *reversed(facts.words[: mark.first])):
        if is_content(word.lower, language) and language.is_verb_form(word.lower):
            return language.bases(word.lower)
    return frozenset()

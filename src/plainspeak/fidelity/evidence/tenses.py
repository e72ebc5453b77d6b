"""Tell what is still ahead in one text and over in the other: planned for a date, asked for, negotiated."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.moments import Moment
from plainspeak.text import Word

_AHEAD = frozenset("will 'll shall should planned scheduled due expected upcoming slated earmarked".split())
_HAVING = frozenset(("has", "have", "had", "'ve"))
_BEING = frozenset(("was", "were"))
_HELPERS = (
    _HAVING | _BEING | frozenset("is are be been being to will would should could may might must can 'll".split())
)
_TO_BE = (["is", "to", "be"], ["are", "to", "be"])
_GETTING = frozenset(("get", "gets", "getting", "got"))
_GONE = frozenset(("last", "yesterday", "ago"))
_CUTS = frozenset(",;:().—–")
_NOT_DONE = frozenset("until till once when if before after unless not no nobody yet wants asked to be being".split())
_BACK = 10  # words between a date and the verb it goes with
_UNDER = 6  # words between "until" or "not" and what is settled


def told_as_over(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite tells as done what its source plans for a date, asks for or negotiates.

    Args:
        texts: The two texts.
    """
    yield from _dated(texts)
    yield from _settled(texts)
    yield from _begun(texts)
    yield from _fulfilled(texts)


def _dated(texts: Texts) -> Iterator[Finding]:
    """Find a date for which something is planned and by which the rewrite has it done."""
    language = texts.knowledge.language
    for facts, moment in _moments(texts.source):
        if not _is_ahead(texts.source, facts, moment) or _past_verb(facts, moment, language):
            continue
        for others, told in _moments(texts.rewrite):
            verb = told.key == moment.key and _past_verb(others, told, language)
            if verb and not texts.rewrite.within(verb.start, verb.end, "stances", "plan"):
                message = f"The source has this still ahead; the rewrite says {verb.text!r}."
                place = (moment.start, moment.end), (verb.start, verb.end)
                yield Finding("stage-raised", "error", message, verb.text, *place)
                return


def _moments(reading: Reading) -> Iterator[tuple[Facts, Moment]]:
    return ((facts, moment) for facts in reading.facts for moment in facts.moments)


def _clause(facts: Facts, moment: Moment) -> tuple[Sequence[Word], Sequence[Word]]:
    """Return the words before a date, nearest last, and those behind it, both within its clause."""
    before = [w for w in facts.words if w.end <= moment.start]
    behind = [w for w in facts.words if w.start >= moment.end]
    first = next((at + 1 for at in range(len(before) - 1, -1, -1) if before[at].text in _CUTS), 0)
    last = next((at for at, w in enumerate(behind) if w.text in _CUTS), len(behind))
    return before[first:], behind[:last]


def _is_ahead(reading: Reading, facts: Facts, moment: Moment) -> bool:
    before, behind = _clause(facts, moment)
    words = [*before, *behind]
    if not words or _GONE & {w.lower for w in (*words, *facts.words) if moment.start <= w.start < moment.end}:
        return False
    start, end = words[0].start, words[-1].end
    planned = reading.within(start, end, "stances", "plan")
    spoken = [w.lower for w in words]
    to_be = any(spoken[at - 1 : at + 2] in _TO_BE for at in range(1, len(spoken)))
    return bool(planned or to_be or _AHEAD & set(spoken))


def _past_verb(facts: Facts, moment: Moment, language: Language) -> Word | None:
    """Return the verb that a date goes with if it is one of the past: the nearest before it, else the first behind."""
    before, behind = _clause(facts, moment)
    near = before[-_BACK:]
    if near and near[-1].lower == "since" and _HAVING & {w.lower for w in near}:
        return near[-1]  # "have been on it since 1 October"
    for at in range(len(near) - 1, -1, -1):
        if _is_verb(near[at], language):
            return near[at] if _is_past(near, at, language) else None
    for at, word in enumerate(behind):
        if _is_verb(word, language):
            return word if _is_past(behind, at, language) else None
    return None


def _is_verb(word: Word, language: Language) -> bool:
    return word.lower not in _HELPERS and (language.is_verb_form(word.lower) or word.lower.endswith("ed"))


def _is_past(words: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether a verb is finite and past, or stands behind "was" or "has"."""
    before = [w.lower for w in words[max(0, at - 3) : at]]
    if any(language.denies(w) for w in before) or "to" in before[-1:] or _AHEAD & {words[at].lower, *before}:
        return False
    if (_BEING | _HAVING) & set(before):
        return True
    forms = {form for hit in language.find("verbs", [words[at]]) for _, form in hit.payloads}
    past = ("past" in forms and "base" not in forms) or (not forms and words[at].lower.endswith("ed"))
    helped = (
        not before
        or before[-1] in _GETTING
        or any(language.is_a(kind, before[-1]) for kind in ("determiners", "prepositions"))
    )
    return past and not helped and not {"is", "are", "be", "been", "being"} & set(before)


def _settled(texts: Texts) -> Iterator[Finding]:
    """Find what is asked for or negotiated and told as settled."""
    asked = texts.source.marked("stances", "asked")
    if not asked or texts.rewrite.marked("stances", "asked"):
        return
    done = [stem(texts.said(m).split()[-1].casefold()) for m in texts.source.marked("stances", "settled")]
    near = {group for word in done for group in texts.knowledge.language.near(word)}
    for mark in texts.told("stances", "settled"):
        word = texts.retold(mark).split()[-1].casefold()
        kept = stem(word) in done or bool(near & texts.knowledge.language.near(word))
        if not kept and not _is_open(texts.rewrite, mark):
            said, told = texts.said(asked[0]), texts.retold(mark)
            message = f"The source says {said!r}; the rewrite tells it as settled ({told!r})."
            place = (asked[0].start, asked[0].end), (mark.start, mark.end)
            yield Finding("stage-raised", "error", message, told, *place, said)
            return


def _begun(texts: Texts) -> Iterator[Finding]:
    """Find what somebody proposes or asks to do, and that the rewrite has them doing: "is replacing"."""
    language = texts.knowledge.language
    asked = texts.source.marked("stances", "asked")
    if not asked or texts.rewrite.marked("stances", "asked") or texts.rewrite.moments:
        return
    wanted = {base for mark in asked for base in _wanted(texts.source, mark, language)}
    for facts in texts.rewrite.facts:
        for before, word in itertools.pairwise(facts.words):
            doing = word.lower.endswith("ing") and before.lower in ("is", "are", "'re", "now")
            if doing and wanted & language.bases(word.lower):
                message = f"The source only asks for this ({texts.said(asked[0])!r}); the rewrite says {word.text!r}."
                place = (asked[0].start, asked[0].end), (word.start, word.end)
                yield Finding("stage-raised", "error", message, word.text, *place)
                return


def _fulfilled(texts: Texts) -> Iterator[Finding]:
    """Find a condition of the source that the rewrite tells as met: "now that the tests have passed"."""
    source = texts.source.words
    bound = "before" in source and source & {"must", "can", "may", "has", "have"}
    open_ = texts.source.marked("condition", "strong") or bound or source & {"until", "pending"}
    if not open_ or source & {"now", "already"}:
        return
    for facts in texts.rewrite.facts:
        for word, then in itertools.pairwise(facts.words):
            if word.lower == "now" and then.lower in ("that", "given", "granted", "met", "passed", "fulfilled"):
                message = f"The source makes this a condition; the rewrite tells it as met ({word.text} {then.text})."
                yield Finding("stage-raised", "error", message, "now", None, (word.start, then.end))
                return


def _wanted(reading: Reading, mark: Marker, language: Language) -> frozenset[str]:
    """Return the base of the verb behind "a proposal to", "asked us to"."""
    facts = reading.sentence_at(mark.start)
    behind = [w.lower for w in facts.words[mark.last - 1 : mark.last + _UNDER]]
    verb = next((b for a, b in itertools.pairwise(behind) if a == "to"), "")
    return language.bases(verb) if verb and language.is_verb_form(verb) else frozenset()


def _is_open(reading: Reading, mark: Marker) -> bool:
    """Return whether a word of being settled stands behind "until", "not" or the like."""
    facts = reading.sentence_at(mark.start)
    return bool(_NOT_DONE & {w.lower for w in facts.words[max(0, mark.first - _UNDER) : mark.first]})

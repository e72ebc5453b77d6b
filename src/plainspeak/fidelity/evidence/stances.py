"""Tell whether what one text hedges is hedged in the other by words that are not on the ladder of certainty."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.clauses import clause
from plainspeak.fidelity.evidence import bans
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts
from plainspeak.language import Language

# "Leave" is judged by who or what may; a chance needs the same number in both texts.
_FREE = ("often", "plan", "early", "advice", "danger", "guess", "count", "blank", "open", "signs", "foreseen")
_LONG = 20  # characters of a phrase that begins before a word of certainty: "found no sign"
_PERSONS = frozenset(
    "you we they who nobody anybody anyone everyone everybody somebody someone one none he she i those whoever".split()
)
_FORBIDS = bans.FORBIDS | {"not"}
_BEFALLS = bans.BEFALLS | frozenset("leave find hit run get be become".split())
_AS_MUCH = ("as much as", "as many as", "as long as", "as high as", "up to")
_WEAK = frozenset(
    "can could able access available option options choice choices limit limits limited capped cap max maximum "
    "possible only without never needs must required requires restricted rights".split()
)
_OUTSIDERS = frozenset(
    "vendor vendors supplier suppliers provider providers partner partners manufacturer maker agency consultant "
    "consultants contractor contractors seller host landlord bank carrier competitor competitors customer client "
    "press media".split()
)
_DONE = frozenset("managed able succeeded let allowed enabled permitted".split())
_CLAIMS = ("claim", "claim is", "account", "promise", "assurance", "own words", "version of")
_WHO = ("whom", "roles", "people")
_BACK = 6  # words between who may and "may"


def answered(texts: Texts, mark: Marker, *, rewrite: bool = False) -> bool:
    """Return whether the other text has words of the same stance.

    Args:
        texts: The two texts.
        mark: A word of certainty of the source.
        rewrite: It is one of the rewrite instead.
    """
    own, other = (texts.rewrite, texts.source) if rewrite else (texts.source, texts.rewrite)
    beside = own.within(mark.start - _LONG, mark.end, "stances")
    labels = {m.label for m in beside if m.end > mark.start}
    for label in labels & set(_FREE):
        if other.marked("stances", label):
            return True
    if "count" in labels and any(n.quantity.comparator == "about" for n in other.numbers):
        return True
    if "chance" in labels and other.marked("stances", "chance"):
        return bool(texts.pairs)
    said = own.text[mark.start : mark.end].casefold()
    if said in ("may", "could") and _behind(own, mark)[:1] != ["have"] and _is_capped(texts, mark, rewrite=rewrite):
        return rewrite or not _is_foretold(other)
    if said == "could" and _has_done(other):
        return True
    return granted(texts, mark, rewrite=rewrite)


def granted(texts: Texts, mark: Marker, *, rewrite: bool = False) -> bool:
    """Return whether a "may" gives or refuses a leave that the other text gives or refuses, too.

    Args:
        texts: The two texts.
        mark: A word of certainty of the source.
        rewrite: It is one of the rewrite instead.
    """
    own, other = (texts.rewrite, texts.source) if rewrite else (texts.source, texts.rewrite)
    segments = texts.source_segments if rewrite else texts.rewrite_segments
    return _grants(own, other, mark, texts.knowledge.language, segments)


def _grants(own: Reading, other: Reading, mark: Marker, language: Language, segments: Sequence[Segment]) -> bool:
    """Return whether "may" gives or refuses a leave that the other text gives or refuses, too."""
    said = own.text[mark.start : mark.end].casefold()
    if said not in ("may", "could", "may not"):
        return False
    facts = own.sentence_at(mark.start)
    before = [w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]]
    behind = [w.lower for w in facts.words[mark.last : mark.last + 2]]
    forbids = bool(_FORBIDS & {*before, *behind[:1]})
    if before and behind and not _BEFALLS & set(behind) and _can(other, before[-1]):
        return True
    who = [word for word in (*before, *behind[:1]) if _is_person(word, language)]
    verb = [word for word in behind if word != "not" and not _is_person(word, language)][:1]
    passive = verb == ["be"] and _is_passive(facts, mark, language)
    nobody = forbids and behind[:1] != ["not"] and said != "may not"  # "no password may be shorter"
    if not nobody and (verb == ["have"] or (verb == ["be"] and not passive)):
        return False
    if not forbids and _BEFALLS & set(verb) - {"be"}:
        return False
    label = "bans" if forbids else "leave"
    either = bool({"only", "nobody"} & {*before, *behind})  # "only they may" forbids it to all others
    if who and not either and not _holds_for(other, segments, who[-1], label):
        return False
    spoken = own.words
    approved = other.marked("opposites", "allow/yes", "accept/yes")
    agreed = [m for m in approved if not _words(other, m) <= spoken]
    labels = ("leave", "bans") if either else (label,)
    told = [m for m in other.marked("stances", *labels) if not _words(other, m) <= spoken]
    plain = forbids or any(other.text[m.start : m.end].casefold() not in _WEAK for m in told)
    return bool(told or agreed) and bool(who or agreed or passive or plain)


def _words(reading: Reading, mark: Marker) -> set[str]:
    return set(reading.text[mark.start : mark.end].casefold().split())


def _can(reading: Reading, subject: str) -> bool:
    """Return whether a text says of the same subject that it "can"."""
    return any(
        a.lower == subject and b.lower in ("can", "may") for f in reading.facts for a, b in itertools.pairwise(f.words)
    )


def _is_foretold(reading: Reading) -> bool:
    """Return whether a text tells what will happen, or what is likely to."""
    will = any(w.lower in ("will", "'ll", "going") for f in reading.facts for w in f.words)
    return will or bool(reading.marked("certainty", "expected", "certain"))


def _has_done(reading: Reading) -> bool:
    """Return whether a text tells of something that somebody was able to do: "managed to", "let us", "succeeded"."""
    return any(w.lower in _DONE for f in reading.facts for w in f.words)


def _is_person(word: str, language: Language) -> bool:
    return word in _PERSONS or any(language.is_a(kind, form) for kind in _WHO for form in (word, f"{word}s"))


def _holds_for(other: Reading, segments: Sequence[Segment], who: str, label: str) -> bool:
    """Return whether nothing in the other text says of somebody the contrary of a leave, or of a ban."""
    contrary = "leave" if label == "bans" else "bans"
    for segment in segments:
        if stem(who) in segment.stems:
            here = {m.label for m in other.within(segment.start, segment.end, "stances")}
            if contrary in here and label not in here:
                return False
    return True


def _is_capped(texts: Texts, mark: Marker, *, rewrite: bool) -> bool:
    """Return whether both texts give an upper limit in a clause with "may", or one does and the other "as many as"."""
    facts = (texts.rewrite if rewrite else texts.source).sentence_at(mark.start)
    words = facts.words[slice(*clause(facts, mark.first))]
    capped = [
        p
        for p in texts.pairs
        if "at most" in (p.source.bound, p.rewrite.bound)
        and words[0].start <= (p.rewrite if rewrite else p.source).quantity.start < words[-1].end
    ]
    spoken = texts.rewrite.text.casefold()
    if texts.source.marked("stances", "bans") and any(p.rewrite.bound == "at most" for p in capped):
        return True  # "must not exceed 5" and "up to 5 may be made"
    return any(p.source.bound == p.rewrite.bound for p in capped) or (
        bool(capped) and any(words in spoken for words in _AS_MUCH)
    )


def _is_passive(facts: Facts, mark: Marker, language: Language) -> bool:
    """Return whether a "be" behind a "may" is that of a passive: "may be taken", not "may be late"."""
    behind = [
        w for w in facts.words[mark.last : mark.last + 4] if w.lower not in ("not", "be") and w.lower[-2:] != "ly"
    ]
    hits = language.find("verbs", behind[:1])
    return any(form == "participle" for hit in hits for _, form in hit.payloads)


def reported(texts: Texts) -> Iterable[Marker]:
    """Return the words of the source by which somebody else says it, if the rewrite has nothing of the kind.

    Args:
        texts: The two texts.
    """
    if texts.rewrite.marked("stances", "said"):
        return []
    heard = [
        mark
        for mark in texts.source.marked("stances", "said")
        if (texts.said(mark).casefold() == "according to" and _OUTSIDERS & set(_behind(texts.source, mark)))
        or (texts.said(mark).casefold().endswith(_CLAIMS) and _OUTSIDERS & _owners(texts.source, mark))
    ]
    return [*texts.source.marked("certainty", "reported"), *heard]


def _behind(reading: Reading, mark: Marker) -> list[str]:
    facts = reading.sentence_at(mark.start)
    return [w.lower for w in facts.words[mark.last : mark.last + 3]]


def _owners(reading: Reading, mark: Marker) -> set[str]:
    """Return the words before a claim, without their "'s": "the vendor's own account"."""
    facts = reading.sentence_at(mark.start)
    return {w.lower.split("'")[0].split("’")[0] for w in facts.words[max(0, mark.first - 3) : mark.first + 1]}

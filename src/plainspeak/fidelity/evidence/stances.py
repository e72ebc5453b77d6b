"""Tell whether what one text hedges is hedged in the other by words that are not on the ladder of certainty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.evidence import unhedged
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts
from plainspeak.language import Language

# "Leave" is judged by who or what may; a chance needs the same number in both texts.
_FREE = ("plan", "early", "advice", "danger", "guess", "count", "blank", "open", "signs")
_LONG = 20  # characters of a phrase that begins before a word of certainty: "found no sign"
_PERSONS = frozenset(
    "you we they who nobody anybody anyone everyone everybody somebody someone one none he she i those whoever".split()
)
_FORBIDS = frozenset(("nobody", "none", "no", "not", "never", "neither", "nor", "only"))
_BEFALLS = frozenset(
    "see notice experience lose leave face suffer encounter need miss find feel forget hit run get be become fail "
    "struggle wait churn react respond".split()
)  # what one does without a leave
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
    if (
        rewrite
        and texts.retold(mark).casefold() in ("may", "could")
        and _behind(own, mark)[:1] != ["have"]
        and _is_capped(texts)
    ):
        return True
    segments = texts.source_segments if rewrite else texts.rewrite_segments
    return _grants(own, other, mark, texts.knowledge.language, segments)


def _grants(own: Reading, other: Reading, mark: Marker, language: Language, segments: Sequence[Segment]) -> bool:
    """Return whether "may" gives or refuses a leave that the other text gives or refuses, too."""
    if own.text[mark.start : mark.end].casefold() not in ("may", "could", "may not"):
        return False
    facts = unhedged.sentence(own, mark)
    before = [w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]]
    behind = [w.lower for w in facts.words[mark.last : mark.last + 2]]
    forbids = bool(_FORBIDS & {*before, *behind[:1]})
    verb = [word for word in behind if word != "not"][:1]
    passive = verb == ["be"] and _is_passive(facts, mark, language)
    if verb == ["have"] or (verb == ["be"] and not passive) or (not forbids and _BEFALLS & set(verb) - {"be"}):
        return False
    who = [word for word in before if _is_person(word, language)]
    label = "bans" if forbids else "leave"
    either = "only" in before or "nobody" in before  # "only they may" forbids it to all others
    if who and not either and not _holds_for(other, segments, who[-1], label):
        return False
    spoken = own.text.casefold()
    approved = other.marked("opposites", "allow/yes", "accept/yes")
    granted = [m for m in approved if other.text[m.start : m.end].casefold() not in spoken]
    labels = ("leave", "bans") if either else (label,)
    said = [m for m in other.marked("stances", *labels) if other.text[m.start : m.end].casefold() not in spoken]
    plain = any(other.text[m.start : m.end].casefold() not in _WEAK for m in said)
    return bool(said or granted) and bool(who or granted or passive or plain)


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


def _is_capped(texts: Texts) -> bool:
    """Return whether both texts give an upper limit, or one does and the other says "as many as"."""
    capped = [p for p in texts.pairs if "at most" in (p.source.bound, p.rewrite.bound)]
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
        if texts.said(mark).casefold() == "according to" and _OUTSIDERS & set(_behind(texts.source, mark))
    ]
    return [*texts.source.marked("certainty", "reported"), *heard]


def _behind(reading: Reading, mark: Marker) -> list[str]:
    facts = unhedged.sentence(reading, mark)
    return [w.lower for w in facts.words[mark.last : mark.last + 3]]

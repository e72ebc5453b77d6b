"""Find the causes that only a rewrite gives: "because ...", another reason, something that moved a measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity import agents
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment, is_content
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_OPENINGS = frozenset(("as", "because", "since", "so", "with", "given", "thanks", "due", "owing"))
_TURNED = frozenset(("since", "thus", "that is why"))  # in the place of "although" they give a cause
_LOOSE = frozenset(("as", "since", "so"))  # these give a cause, but also a time and a manner
_LACKING = frozenset(("lack", "want", "missing", "fear", "failing", "insufficient", "poor", "bad", "wrong"))
_AHEAD = frozenset("ahead better lead leading above faster stronger win winning".split())
_BEHIND = frozenset("behind worse lag lagging trail trailing below slower weaker lose losing".split())
_SLIGHT = frozenset("slightly bit somewhat little marginally compare comparison others here".split())
_THINGS = frozenset(
    "step tool system part piece program model component service feature method technique software machine process "
    "layer stage check filter app device module function setting helper script job".split()
)
_LONGEST = 12  # words of a reason that are looked at
_GROUP = 5  # words behind "after" that are looked at
_OBJECT = 2  # words between a verb and its object
_NEAR = 25  # characters between "we do not know" and what is not known
# Of these, what stands before them is the reason; of all others it is what stands behind.
_FORWARD = tuple(
    "lead,led,caus,result in,results in,resulting in,resulted in,trigger,bring,brought,hence,thereby,therefore,"
    "consequently,as a consequence,which is why,that is why,so that,responsible,make,made".split(",")
)
_BACKWARD = ("caused by", "triggered by", "brought on by", "result of", "consequence of")


def invented(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Return the first cause that only the rewrite gives.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """
    told = texts.told("cause", "strong")
    known = [*texts.source.marked("cause"), *texts.given.marked("cause")]
    stated = [m for m in known if not (_left_open(texts.source, texts.segment_of(m)) or _compares(texts.source, m))]
    if known and not stated:
        told += [m for m in texts.told("cause", "weak") if texts.retold(m).casefold() in ("makes", "make", "made")]
    contrast = texts.source.marked("contrast", "strong") and not texts.rewrite.marked("contrast")
    told += [m for m in texts.told("cause", "weak") if contrast and texts.retold(m).casefold() in _TURNED]
    causes = [
        m
        for m in told
        if not (_left_open(texts.rewrite, texts.segment_of(m, rewrite=True)) or _asked(texts.rewrite, m))
        and not _linked(texts, m)
        and not _before_number(texts, m)
        and not _is_noun(texts, m)
        and not (texts.retold(m).casefold() == "due to" and texts.rewrite.text.startswith(" be ", m.end))
        and ((known and not stated) or _says_effect(texts, parts, m) != "the same")
    ]
    if causes and not stated:
        message = f"The rewrite gives a cause ({texts.retold(causes[0])!r}) that the source does not state."
        severity = "warning" if _says_effect(texts, parts, causes[0]) else "error"
        yield added("cause-invented", severity, message, texts, causes[0])
        return
    if texts.source.marked("cause", "strong"):
        yield from _other_reason(texts, parts, told)
        return
    found = [*_other_reason(texts, parts, told)] if stated else []
    if found:
        yield from found
        return
    for segment in _new_segments(texts, parts):
        before = texts.rewrite.text[: segment.start].rstrip().removesuffix(segment.opening).rstrip()
        spoken = texts.rewrite.within(segment.start, segment.end, "significance", "words")
        if (
            described(texts, parts, segment)
            or compares(texts, parts, segment)
            or (spoken and texts.source.marked("significance", "words"))
        ):
            continue
        if segment.opening in _OPENINGS and before[-1:] in ("", ",", ".", ";", "–", "—"):
            words = texts.rewrite.text[segment.start : segment.end]
            message = f"The source gives no reason such as {words!r}."
            yield Finding("cause-invented", "error", message, words, None, (segment.start, segment.end))
            return
    found = [*_new_time(texts, parts)]
    if found:
        yield from found
        return
    if all(texts.source.text[m.start : m.end].casefold() in _LOOSE for m in texts.source.marked("cause")):
        yield from agents.invented(texts, parts)


def _before_number(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of cause only tells an amount: "each run causes 20% less carbon"."""
    counted = any(0 <= n.quantity.start - mark.end <= 1 for n in texts.rewrite.numbers)
    return counted and texts.retold(mark).casefold().startswith("caus")


def _compares(reading: Reading, mark: Marker) -> bool:
    """Return whether an "as" only compares: "twice as likely"."""
    before = reading.text[: mark.start].casefold().rsplit(maxsplit=1)[-1:]
    return reading.text[mark.start : mark.end].casefold() == "as" and before in (["twice"], ["times"], ["half"])


def _is_noun(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of cause is a noun before "in": "shows the results in a second", "return results in"."""
    said = texts.retold(mark).casefold()
    if not said.endswith(" in"):
        return False
    facts = next(f for f in texts.rewrite.facts if f.sentence.start <= mark.start < f.sentence.end)
    before = facts.words[mark.first - 1].lower if mark.first else ""
    language = texts.knowledge.language
    kinds = ("determiners", "prepositions", "adjectives")
    return any(language.is_a(kind, before) for kind in kinds) or language.is_verb_form(before)


def _says_effect(texts: Texts, parts: Counterparts, mark: Marker) -> str:
    """Return whether the source has this cause as a subject and its verb: "caching halved the load".

    Returns:
        "the same" if the reason speaks of that subject, "perhaps" if that is told nowhere else, or "".
    """
    facts = next(f for f in texts.rewrite.facts if f.sentence.start <= mark.start < f.sentence.end)
    said = texts.retold(mark).casefold()
    if said.startswith(_FORWARD) and said not in _BACKWARD:
        reason = [w for w in facts.words[: mark.first] if parts.tells(w)]
    else:
        behind = itertools.takewhile(lambda w: w.kind != "mark" or w.text in "-/'", facts.words[mark.last :])
        reason = [w for w in behind if parts.tells(w)]
    start, end = (reason[0].start, reason[-1].end) if reason else (mark.start, mark.end)
    light = [w for w in facts.words if start <= w.start < end and is_content(w.lower, texts.knowledge.language)]
    source, rewrite = texts.around(mark)
    rest = [w for f in rewrite for w in f.words if parts.tells(w) and not start <= w.start < end]
    for effect in agents.effects(source, parts, texts.knowledge.language):
        if not reason and said.startswith(_FORWARD):
            return "the same"  # "which leads to": the reason is in the sentence before
        apart = parts.alike(effect.goal, rest) or not parts.alike(effect.goal, reason)
        if parts.alike(effect.subject, [*reason, *light]) and apart:
            return "the same"
        if not parts.alike(effect.subject, rest) and _describes(facts, mark):
            return "the same"
        if not parts.alike(effect.subject, rest) and parts.alike(effect.goal, rest):
            return "perhaps"
    return ""


def _describes(facts: Facts, mark: Marker) -> bool:
    """Return whether a reason only says what kind of thing it is and what it does: "the step that re-sorts them"."""
    behind = [w.lower for w in facts.words[mark.last : mark.last + 3]]
    return any(noun in _THINGS and then in ("that", "which") for noun, then in itertools.pairwise(behind))


def _other_reason(texts: Texts, parts: Counterparts, told: Sequence[Marker]) -> Iterator[Finding]:
    """Find a reason that has nothing of the source, where the source's own reason is gone."""
    language = texts.knowledge.language
    rewrite = {stem(w.lower) for f in texts.rewrite.facts for w in f.words}
    reasons = [r for m in texts.source.marked("cause", "strong") if (r := _reason(texts.source, m, language))]
    kept = any(stem(w.lower) in rewrite for words in reasons for w in words)
    for mark in told:
        words = _reason(texts.rewrite, mark, language)
        if words and not any(parts.known(w) for w in words) and not _is_noun(texts, mark):
            message = f"The source gives another reason; look whether {texts.retold(mark)!r} still leads to it."
            yield added("cause-invented", "error" if reasons and kept else "warning", message, texts, mark)
            return


def _reason(reading: Reading, mark: Marker, language: Language) -> list[Word]:
    """Return the words that tell something in the clause behind a word of cause."""
    facts = next(f for f in reading.facts if f.sentence.start <= mark.start < f.sentence.end)
    behind = itertools.takewhile(lambda w: w.kind != "mark", facts.words[mark.last : mark.last + _LONGEST])
    return [w for w in behind if is_content(w.lower, language)]


def _linked(texts: Texts, mark: Marker) -> bool:
    """Return whether the source ties in the same thing: "blocked by a missing rule", "for missing tests"."""
    language = texts.knowledge.language
    told = _reason(texts.rewrite, mark, language)
    if told and texts.retold(mark).casefold().startswith("caus"):
        return _had_as_object(texts.source, told[0], language)
    reason = {stem(w.lower) for w in told}
    for sentence in texts.source.facts:
        for at, word in enumerate(sentence.words[:-1]):
            then = sentence.words[at + 1]
            verb = at and any(
                h.payloads[0][0] not in language.families for h in language.find("verbs", sentence.words[at - 1 : at])
            )
            lacking = then.lower in _LACKING or then.lower[-3:] == "ing"
            if (word.lower == "by" and verb) or (word.lower == "for" and lacking):
                behind = sentence.words[at + 1 : at + 1 + _LONGEST]
                group = itertools.takewhile(lambda w: w.kind != "mark" and w.lower not in agents.CLAUSES, behind)
                if reason & {stem(w.lower) for w in group if is_content(w.lower, language)}:
                    return True
    return False


def _had_as_object(reading: Reading, noun: Word, language: Language) -> bool:
    """Return whether a text has a noun right behind a verb: "introduced a regression", for "caused a regression"."""
    for facts in reading.facts:
        for at, word in enumerate(facts.words):
            if stem(word.lower) != stem(noun.lower):
                continue
            hits = language.find("verbs", facts.words[max(0, at - _OBJECT) : at])
            if any(h.payloads[0][0] not in (*language.families, "be", "have") for h in hits):
                return True
    return False


def _new_segments(texts: Texts, parts: Counterparts) -> Iterator[Segment]:
    """Return the parts of the rewrite that share nothing with the source, if all of the source is told elsewhere."""
    if any(len(s.stems) > 1 and not texts.partners(s) for s in texts.source_segments) or parts.leaves_room():
        return
    for segment in texts.rewrite_segments:
        if len(segment.stems) < 2 or texts.partners(segment, rewrite=True):
            continue
        if not any(parts.known(w) for w in parts.inside(texts.rewrite, segment.start, segment.end)):
            yield segment


def _new_time(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find "after ..." or an opening "with ..." that tells something new, if all of the source is told elsewhere."""
    if parts.leaves_room():
        return
    for facts in texts.rewrite.facts:
        for at, word in enumerate(facts.words[:-1]):
            opening = word.lower == "with" and not at
            if not opening and word.lower not in ("after", "following"):
                continue
            group = itertools.takewhile(lambda w: w.kind != "mark", facts.words[at + 1 : at + 1 + _GROUP])
            words = parts.inside(texts.rewrite, word.end, max((w.end for w in group), default=0))
            if len(words) > 1 and not any(parts.known(w) for w in words[:2]):
                start, end = word.start, words[1].end
                said = texts.rewrite.text[start:end]
                message = f"The source does not tell {said!r}, from which this may seem to follow."
                yield Finding("cause-invented", "error", message, said, None, (start, end))
                return


def described(texts: Texts, parts: Counterparts, segment: Segment) -> bool:
    """Return whether a part gives a cause that the source has as the subject of its verb, said in other words."""
    here = [m for m in texts.told("cause", "strong") if segment.start - _NEAR <= m.start < segment.end]
    facts = texts.rewrite.facts[segment.sentence]
    return any(_describes(facts, m) and _says_effect(texts, parts, m) == "the same" for m in here)


def compares(texts: Texts, parts: Counterparts, segment: Segment) -> bool:
    """Return whether a part only says which of two is better, as the source does: "so we are a little ahead"."""
    words = {w.lower for w in parts.inside(texts.rewrite, segment.start, segment.end)}
    ahead, behind = ((texts.source.marked("directions", sign)) for sign in ("better", "worse"))
    known = bool(ahead) != bool(behind)
    sides = _AHEAD if ahead else _BEHIND
    spoken = {w.lower for f in texts.rewrite.facts for w in f.words if segment.start <= w.start < segment.end}
    return known and bool(spoken & sides) and words <= sides | _SLIGHT


def _left_open(reading: Reading, segment: Segment | None) -> bool:
    """Return whether a cause is only spoken of, not stated: "whether it is the reason is not shown"."""
    if segment is None:
        return False
    span = segment.start, segment.end
    denied = reading.within(*span, "negation", "strong") and reading.within(*span, "knowing")
    return bool(denied or reading.within(*span, "certainty", "unknown"))


def _asked(reading: Reading, mark: Marker) -> bool:
    """Return whether a cause is what is not known: "we do not know yet what caused it"."""
    if reading.text[: mark.start].rstrip().casefold().endswith("what") and reading.marked("certainty", "unknown"):
        return True
    unknown = [m.end for m in reading.marked("certainty", "unknown") if 0 < mark.start - m.end < _NEAR]
    return any(not set(reading.text[end : mark.start]) & set(",.;:") for end in unknown)

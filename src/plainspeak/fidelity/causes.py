"""Find the causes that only a rewrite gives: "because ...", another reason, something that moved a measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
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
_BEFORE = frozenset(("after", "since", "following", "once", "when", "same", "upon", "while"))
# Verbs that move something else if they have an object.
_MOVERS = frozenset(
    "cut reduce lower raise boost lift push bring drive improve enhance slash trim halve double triple increase "
    "decrease drop make help let enable allow cause shrink grow shorten speed lengthen".split()
)
_OURSELVES = frozenset(("we", "i", "you", "they", "it", "this", "that", "which", "who", "he", "she", "team", "to"))
_CLAUSES = frozenset(
    (
        "and",
        "but",
        "while",
        "although",
        "because",
        "so",
        "since",
        "as",
        "after",
        "before",
        "when",
        "if",
        "than",
        "until",
    )
)
_OBJECT = 2  # words between a verb and its object
_GOAL = 6  # words behind a verb that are looked at for what it moves
_LONGEST = 12  # words of a reason that are looked at


def invented(texts: Texts) -> Iterator[Finding]:
    """Return the first cause that only the rewrite gives.

    Args:
        texts: The two texts.
    """
    told = texts.told("cause", "strong")
    known = [*texts.source.marked("cause"), *texts.given.marked("cause")]
    stated = [m for m in known if not _left_open(texts.source, texts.segment_of(m))]
    if known and not stated:
        told += [m for m in texts.told("cause", "weak") if texts.retold(m).casefold() in ("makes", "make", "made")]
    contrast = texts.source.marked("contrast", "strong") and not texts.rewrite.marked("contrast")
    told += [m for m in texts.told("cause", "weak") if contrast and texts.retold(m).casefold() in _TURNED]
    causes = [
        m
        for m in told
        if not _left_open(texts.rewrite, texts.segment_of(m, rewrite=True))
        and not _linked(texts, m)
        and not _before_number(texts, m)
    ]
    if causes and not stated:
        message = f"The rewrite gives a cause ({texts.retold(causes[0])!r}) that the source does not state."
        yield added("cause-invented", "error", message, texts, causes[0])
        return
    if texts.source.marked("cause", "strong"):
        yield from _other_reason(texts, told)
        return
    found = [*_other_reason(texts, told)] if stated else []
    if found:
        yield from found
        return
    for segment in _new_segments(texts):
        before = texts.rewrite.text[: segment.start].rstrip().removesuffix(segment.opening).rstrip()
        if segment.opening in _OPENINGS and before[-1:] in ("", ",", ".", ";", "–", "—"):
            words = texts.rewrite.text[segment.start : segment.end]
            message = f"The source gives no reason such as {words!r}."
            yield Finding("cause-invented", "error", message, words, None, (segment.start, segment.end))
            return
    if all(texts.source.text[m.start : m.end].casefold() in _LOOSE for m in texts.source.marked("cause")):
        yield from _agents(texts)


def _before_number(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of cause only tells an amount: "each run causes 20% less carbon"."""
    return any(0 <= n.quantity.start - mark.end <= 1 for n in texts.rewrite.numbers)


def _other_reason(texts: Texts, told: Sequence[Marker]) -> Iterator[Finding]:
    """Find a reason that has nothing of the source, where the source's own reason is gone."""
    language = texts.knowledge.language
    known = {w.lower for r in (texts.source, texts.given) for f in r.facts for w in f.words}
    stems, kin = {stem(w) for w in known}, {g for w in known for g in language.kin(w)}
    rewrite = {stem(w.lower) for f in texts.rewrite.facts for w in f.words}
    reasons = [r for m in texts.source.marked("cause", "strong") if (r := _reason(texts.source, m, language))]
    kept = any(stem(w.lower) in rewrite for words in reasons for w in words)
    for mark in told:
        words = _reason(texts.rewrite, mark, language)
        new = [w for w in words if stem(w.lower) not in stems and kin.isdisjoint(language.kin(w.lower))]
        if words and new == words and not any(a <= words[0].start < b for a, b in texts.licence.spans):
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
                group = itertools.takewhile(lambda w: w.kind != "mark" and w.lower not in _CLAUSES, behind)
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


def _agents(texts: Texts) -> Iterator[Finding]:
    """Find something that is told to have moved a measure which moved by itself: "planning brought costs down"."""
    language = texts.knowledge.language
    known = {w.lower for f in texts.source.facts for w in f.words}
    stems = {stem(w) for w in known}
    kin = {group for w in known for group in language.kin(w)}
    moves = texts.source.marked("moving") or texts.source.marked("directions", "up", "down", "better", "worse")
    if not moves or any(True for _ in _moved_by(texts.source, language)):
        return
    for subject, verb, goal in _moved_by(texts.rewrite, language):
        doer = [w for w in subject if is_content(w.lower, language)]
        spans = texts.licence.spans
        if not doer or any(a <= verb.start < b for a, b in spans):
            continue
        new = [w for w in doer if stem(w.lower) not in stems and kin.isdisjoint(language.kin(w.lower))]
        moved = any(stem(w.lower) in stems for w in goal)
        if not moved or (len(new) < len(doer) and not _follows(texts, doer)):
            continue
        words = texts.rewrite.text[doer[0].start : verb.end]
        message = f"The source does not say what moved this; the rewrite does: {words!r}."
        yield Finding("cause-invented", "error", message, words, None, (doer[0].start, verb.end))
        return


def _moved_by(reading: Reading, language: Language) -> Iterator[tuple[list[Word], Word, list[Word]]]:
    """Return where something moves something else: the words of the one, the verb, those of the other."""
    for facts in reading.facts:
        for hit in language.find("verbs", facts.words):
            bases = {base for base, form in hit.payloads if form in ("past", "third", "base")}
            if not bases & _MOVERS:
                continue
            first = hit.first
            while first and facts.words[first - 1].kind == "word" and facts.words[first - 1].lower not in _CLAUSES:
                first -= 1
            subject = facts.words[first : hit.first]
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


def _goes_on(word: Word, language: Language) -> bool:
    """Return whether a word may belong to what a verb moves: neither a preposition nor the begin of another clause."""
    return word.kind == "word" and word.lower not in _CLAUSES and not language.is_a("prepositions", word.lower)


def _is_noun(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a word that may be a verb is a noun: "the cut", "of help"."""
    before = facts.words[at - 1].lower
    kinds = ("determiners", "prepositions", "adjectives", "auxiliaries")
    return any(language.is_a(kind, before) for kind in kinds)


def _follows(texts: Texts, doer: Sequence[Word]) -> bool:
    """Return whether the source tells of the doer only as what came before: "after", "since", "in the same month"."""
    stems = {stem(w.lower) for w in doer}
    for facts in texts.source.facts:
        for at, word in enumerate(facts.words):
            if word.lower in _BEFORE:
                group = facts.words[at + 1 : at + 1 + _LONGEST]
                if stems & {stem(w.lower) for w in group}:
                    return True
    return False


def _new_segments(texts: Texts) -> Iterator[Segment]:
    """Return the parts of the rewrite that share nothing with the source, if all of the source is told elsewhere."""
    if any(len(s.stems) > 1 and not texts.partners(s) for s in texts.source_segments):
        return
    for segment in texts.rewrite_segments:
        if len(segment.stems) >= 2 and not texts.partners(segment, rewrite=True):
            yield segment


def _left_open(reading: Reading, segment: Segment | None) -> bool:
    """Return whether a cause is only spoken of, not stated: "whether it is the reason is not shown"."""
    if segment is None:
        return False
    span = segment.start, segment.end
    denied = reading.within(*span, "negation", "strong") and reading.within(*span, "knowing")
    return bool(denied or reading.within(*span, "certainty", "unknown"))

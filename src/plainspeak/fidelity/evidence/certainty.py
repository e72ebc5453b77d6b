"""Compare how sure two texts are: a ladder that a rewrite may neither climb nor descend."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence, Set

from plainspeak.facts import Marker
from plainspeak.fidelity.evidence import duties, stances, unhedged, unsettled, whether
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding

_RUNGS = {"unknown": 1, "possible": 2, "improbable": 2, "apparent": 3, "expected": 4}
_LADDER = ("unknown", "possible", "apparent", "expected")
_CHANCES = ("chance", "probability", "likelihood", "odds", "confidence")
_SCORES = frozenset("probability probabilities likelihood odds score scores scored confidence chance risk".split())
_SAME_CLAUSE = 60  # characters between a chance and its number, if the source has one, too
_BESIDE = 6  # characters between a chance and its number
_USUAL = frozenset(("usually", "normally", "typically", "generally", "often", "mostly", "as a rule", "sometimes"))
_SHORT = 5  # letters of a stem that may be the begin of any other word
_NEAR = 25  # characters between a hedge and the number that it belongs to
_OPEN = ("unknown", "possible")
_ALIKE = (
    frozenset(("possible", "apparent")),
    frozenset(("apparent", "expected")),
    frozenset(("unknown", "possible")),
    frozenset(("improbable", "possible")),
)
_ABLE = frozenset(("can", "able", "ability", "lets", "option"))
_IDENTITY = frozenset("identity identities ownership".split())
_SOMEBODY = frozenset("you they it he she we someone somebody".split())
_BEHIND = 10  # words between a proof and whose identity it is
_FORESEEN = frozenset(("expected", "apparent"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite is more or less certain than its source.

    Args:
        texts: The two texts.
    """
    if any(texts.said(m).casefold() != "noise" for m in texts.source.marked("significance", "words")):
        return  # "not significant" and "could well be chance" say the same
    yield from duties.compare(texts)
    language = texts.knowledge.language
    hedges = unhedged.hedges(texts.source, texts.source.marked("certainty", *_LADDER), language)
    told = unhedged.hedges(texts.rewrite, texts.told("certainty", *_LADDER), language)
    hedges = [m for m in hedges if not _is_function(texts, m)]
    told = [m for m in told if not _is_function(texts, m, rewrite=True)]
    sure = texts.source.marked("certainty", "certain")
    told_sure = [m for m in texts.told("certainty", "certain") if not _of_identity(texts.rewrite, m)]
    if not hedges:  # "reviewers agreed" and "reviewers confirmed it"
        told_sure = [m for m in told_sure if not texts.retold(m).casefold().startswith("confirm")]
    if told_sure and not sure and not _denied(texts, told_sure[0].start):
        words = texts.retold(told_sure[0])
        message = f"The rewrite is more certain than the source: {words!r}."
        yield added("certainty-raised", "error", message, texts, told_sure[0])
    elif hedges and not told:
        yield from _left_out(texts, hedges)
    elif told and (not hedges or _only_grants(texts, hedges, told)):
        yield from _brought_in(texts, told)
    elif hedges and told:
        yield from _rungs(texts, hedges, told)
        yield from _one_of_several(texts, hedges, told)
    if sure and not told_sure and not hedges and not told:
        yield from _less_than_sure(texts, sure)
    for mark in stances.reported(texts):
        if not texts.rewrite.marked("certainty"):
            message = f"The source only reports this ({texts.said(mark)!r}); the rewrite does not."
            yield lost("certainty-raised", "error", message, texts, mark)
            return


def _only_grants(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker]) -> bool:
    """Return whether each hedge of the source is a "may" of leave, and the rewrite's ones are of another kind."""
    doubts = all(texts.retold(m).casefold() not in ("may", "might", "could") for m in told)
    return doubts and all(texts.said(m).casefold() == "may" and stances.granted(texts, m) for m in hedges)


def _less_than_sure(texts: Texts, sure: Sequence[Marker]) -> Iterator[Finding]:
    """Find a certainty that is told as what is usual: "guaranteed" and "as a rule"."""
    known = texts.source.words
    for mark in texts.told("scope", "limit"):
        words = texts.retold(mark).casefold()
        if words in _USUAL and words not in known:
            message = f"The source is certain ({texts.said(sure[0])!r}); the rewrite says {texts.retold(mark)!r}."
            yield added("certainty-lowered", "error", message, texts, mark)
            return


def _left_out(texts: Texts, hedges: Sequence[Marker]) -> Iterator[Finding]:
    """Find the hedges of a source whose rewrite has none."""
    open_ = unsettled.leaves_open(texts.rewrite, texts.knowledge.language)
    if _approximations(texts.rewrite) > _approximations(texts.source) or unhedged.is_scheduled(texts, hedges):
        return
    denied = texts.source.marked("negation", "strong")  # what is not known answers for no "may" beside it
    excused = ("unknown",) if denied else _OPEN
    missing = [m for m in hedges if not stances.answered(texts, m) and not (open_ and m.label in excused)]
    missing = [m for m in missing if not (unhedged.is_usual(texts, m) or texts.names(m))]
    if not missing:
        return
    message = f"The source is not certain ({texts.said(missing[0])!r}); the rewrite leaves that out."
    severity = "warning" if _is_advice(texts, hedges) else "error"
    yield lost("certainty-raised", severity, message, texts, missing[0])


def _brought_in(texts: Texts, told: Sequence[Marker]) -> Iterator[Finding]:
    """Find the hedges of a rewrite whose source has none."""
    open_ = unsettled.leaves_open(texts.source, texts.knowledge.language)
    estimated = bool(_approximations(texts.source))
    stems = {stem(w.lower) for f in texts.source.facts for w in f.words}
    for mark in told:
        if texts.aside(mark) or (estimated and _of_number(texts, mark)) or (open_ and mark.label in _OPEN):
            continue
        if _said_before(texts.retold(mark), stems) or stances.answered(texts, mark, rewrite=True):
            continue
        if _is_score(texts, mark) or unhedged.is_plain(texts, mark):
            continue
        message = f"The source states it plainly; the rewrite says {texts.retold(mark)!r}."
        yield added("certainty-lowered", "error", message, texts, mark)
        return


def _is_score(texts: Texts, mark: Marker) -> bool:
    """Return whether a chance is a number that the source has, too: "an 80% chance" for "scored at 80%"."""
    words = texts.retold(mark).casefold()
    if not any(word in words for word in _CHANCES):
        return False
    paired = [p.rewrite.quantity for p in texts.pairs]
    scored = texts.source.words & _SCORES
    if scored and any(abs(n.start - mark.start) < _SAME_CLAUSE for n in paired):
        return True
    return any(n.start - mark.end in range(_BESIDE) or mark.start - n.end in range(_BESIDE) for n in paired)


def _rungs(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker]) -> Iterator[Finding]:
    """Compare the rungs where both texts hedge."""
    was, now = {m.label for m in hedges}, {m.label for m in told}
    if was & now or any({a, b} <= alike for a in was for b in now for alike in _ALIKE):
        return
    if "improbable" in was ^ now and (was | now) & _FORESEEN and _is_turned(texts, hedges, told, "improbable" in was):
        return  # "unlikely to start" and "will probably stay closed"
    low, high = min(_RUNGS[label] for label in was), min(_RUNGS[label] for label in now)
    rule = "certainty-raised" if high > low else "certainty-lowered"
    severity = "error" if abs(high - low) > 1 or "improbable" in was ^ now else "warning"
    message = f"The source says {texts.said(hedges[0])!r}, the rewrite {texts.retold(told[0])!r}: not as sure."
    yield added(rule, severity, message, texts, told[0])


def _is_turned(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker], improbable: bool) -> bool:
    """Return whether what one text holds improbable is not what the other expects, but its contrary."""
    denying, likely = (texts.source, texts.rewrite) if improbable else (texts.rewrite, texts.source)
    if likely.marked("negation"):
        return True
    language = texts.knowledge.language
    doubted, expected = (
        {b for m in marks for b in unhedged.governed(reading, m, language)}
        for reading, marks in ((denying, hedges if improbable else told), (likely, told if improbable else hedges))
    )
    return bool(doubted or expected) and not doubted & expected


def _one_of_several(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker]) -> Iterator[Finding]:
    """Find the hedge that is missing, or added, where others of the same text were kept."""
    if len(told) > len(hedges):
        for mark in told:
            segment = texts.segment_of(mark, rewrite=True)
            partners = texts.partners(segment, rewrite=True) if segment else []
            known = {h.label for h in hedges}
            if (
                partners
                and mark.label not in known
                and not any(p.start <= h.start < p.end for p in partners for h in hedges)
            ):
                message = f"The source states this plainly; the rewrite says {texts.retold(mark)!r}."
                yield added("certainty-lowered", "error", message, texts, mark)
                return
    if len(told) >= len(hedges):
        return
    open_ = unsettled.leaves_open(texts.rewrite, texts.knowledge.language)
    for mark in hedges:
        if open_ and mark.label in _OPEN:
            continue
        segment = texts.segment_of(mark)
        partners = texts.partners(segment) if segment else []
        elsewhere = [h for h in hedges if h is not mark and texts.segment_of(h) is not segment]
        if stances.answered(texts, mark):
            continue
        if partners and elsewhere and not any(p.start <= t.start < p.end for p in partners for t in told):
            message = f"{texts.said(mark)!r} is not found where the rewrite tells this; look whether it is still said."
            yield lost("certainty-raised", "warning", message, texts, mark)
            return


def _approximations(reading: Reading) -> int:
    return sum(n.quantity.comparator == "about" for n in reading.numbers)


def _is_function(texts: Texts, mark: Marker, *, rewrite: bool = False) -> bool:
    """Return whether words only say what one can do, or what is checked or chosen, and the other text has it, too."""
    own, other = (texts.rewrite, texts.source) if rewrite else (texts.source, texts.rewrite)
    if own.text[mark.start : mark.end].casefold() == "possible":
        return any(w.lower in _ABLE for f in other.facts for w in f.words)
    return whether.answered(own, other, mark, texts.knowledge.language)


def _said_before(words: str, stems: Set[str]) -> bool:
    """Return whether a source has a hedge as another kind of word: "what it suggests" for "its suggestions"."""
    root = stem(words.casefold())
    return " " not in root and len(root) > _SHORT and any(other.startswith(root) for other in stems)


def _of_number(texts: Texts, mark: Marker) -> bool:
    """Return whether a hedge is one of a number right behind it: "perhaps 40", but not "may have sold 40"."""
    if texts.retold(mark).casefold() in ("may", "might", "could"):
        return False
    return any(0 <= n.quantity.core[0] - mark.end < _NEAR for n in texts.rewrite.numbers)


def _is_advice(texts: Texts, hedges: Sequence[Marker]) -> bool:
    """Return whether the source only advises: "should be read with care"; a "will" in its place is another matter."""
    words = texts.rewrite.words
    if words & {"will", "'ll", "guarantee"}:
        return False
    first = texts.rewrite.facts[0].words[0].lower if texts.rewrite.facts else ""
    ordered = first in ("do", "don't") or any(
        form == "base"
        for hit in texts.knowledge.language.find("verbs", texts.rewrite.facts[0].words[:1])
        for _, form in hit.payloads
    )
    return ordered and all(texts.said(m).casefold() == "should" for m in hedges)


def _of_identity(reading: Reading, mark: Marker) -> bool:
    """Return whether a proof is one of who somebody is: "the file that proves a website's identity"."""
    behind = [w.lower for w in reading.sentence_at(mark.start).words[mark.last : mark.last + _BEHIND]]
    who = any(a == "who" and b in _SOMEBODY for a, b in itertools.pairwise(behind))
    return who or bool(_IDENTITY & set(behind))


def _denied(texts: Texts, place: int) -> bool:
    """Return whether a word of certainty stands under a "not": "it is not certain"."""
    words = [w.lower for f in texts.rewrite.facts for w in f.words if w.end <= place][-4:]
    return any(texts.knowledge.language.denies(word) for word in words)

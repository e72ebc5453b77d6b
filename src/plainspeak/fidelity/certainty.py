"""Compare how sure two texts are: a ladder that a rewrite may neither climb nor descend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from plainspeak.facts import Marker
from plainspeak.fidelity import unhedged
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.texts import Texts, added, inverted, lost
from plainspeak.findings import Finding

_RUNGS = {"unknown": 1, "possible": 2, "apparent": 3, "expected": 4}
_AS_MUCH = (
    "up to",
    "as much as",
    "as many as",
    "as long as",
    "as high as",
)
_LIMITED = frozenset(("limited", "limit", "limits", "capped", "cap", "caps", "restricted", "maximum", "max"))
_LEAVE = frozenset(
    "can let lets allow allows allowed permit permits permitted enable enables enabled able entitled entitles "
    "authorised authorized access permission eligible leave right rights grant grants granted".split()
)
_CHANCES = ("chance", "probability", "likelihood", "odds", "confidence")
_PLANS = ("plan", "budget", "schedul", "target")
_SCORES = frozenset("probability probabilities likelihood odds score scores scored confidence chance risk".split())
_SAME_CLAUSE = 60  # characters between a chance and its number, if the source has one, too
_AIMS = ("hope", "aim", "plan", "intend", "target", "want")
_GOALS = frozenset("goal goals aim aims target targets objective objectives budget budgeted plan planned".split())
_BESIDE = 6  # characters between a chance and its number
_SHORT = 5  # letters of a stem that may be the begin of any other word
_NEAR = 25  # characters between a hedge and the number that it belongs to
_ALIKE = (
    frozenset(("possible", "apparent")),
    frozenset(("apparent", "expected")),
    frozenset(("unknown", "possible")),
)


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite is more or less certain than its source.

    Args:
        texts: The two texts.
    """
    if any(texts.said(m).casefold() != "noise" for m in texts.source.marked("significance", "words")):
        return  # "not significant" and "could well be chance" say the same
    hedges = _hedges(texts.source, texts.source.marked("certainty", *_RUNGS))
    told = _hedges(texts.rewrite, texts.told("certainty", *_RUNGS))
    sure, told_sure = texts.source.marked("certainty", "certain"), texts.told("certainty", "certain")
    if not hedges:  # "reviewers agreed" and "reviewers confirmed it"
        told_sure = [m for m in told_sure if not texts.retold(m).casefold().startswith("confirm")]
    approximate = _approximations(texts.rewrite) - _approximations(texts.source)
    if told_sure and not sure and not _denied(texts, told_sure[0].start):
        words = texts.retold(told_sure[0])
        message = f"The rewrite is more certain than the source: {words!r}."
        yield added("certainty-raised", "error", message, texts, told_sure[0])
    elif hedges and not told and approximate <= 0 and not _denies_knowing(texts.rewrite):
        if (
            unhedged.is_scheduled(texts, hedges)
            or _is_ability(texts, hedges)
            or all(_kin_said(texts, texts.rewrite, texts.said(m)) for m in hedges)
        ):
            return
        message = f"The source is not certain ({texts.said(hedges[0])!r}); the rewrite leaves that out."
        severity = "warning" if _is_advice(texts, hedges) else "error"
        yield lost("certainty-raised", severity, message, texts, hedges[0])
    elif told and not hedges and not _denies_knowing(texts.source):
        estimated = bool(_approximations(texts.source))
        stems = {stem(w.lower) for f in texts.source.facts for w in f.words}
        added_hedges = [
            m
            for m in told
            if not texts.aside(m)
            and not (estimated and _of_number(texts, m))
            and not _said_before(texts.retold(m), stems)
            and not _kin_said(texts, texts.source, texts.retold(m))
            and not _is_score(texts, m)
            and not unhedged.is_plain(texts, m)
        ]
        if added_hedges and not _is_leave(texts, told):
            message = f"The source states it plainly; the rewrite says {texts.retold(added_hedges[0])!r}."
            yield added("certainty-lowered", "error", message, texts, added_hedges[0])
    elif texts.source.marked("certainty", "reported") and not texts.rewrite.marked("certainty"):
        mark = texts.source.marked("certainty", "reported")[0]
        message = f"The source only reports this ({texts.said(mark)!r}); look whether the rewrite still does."
        yield lost("certainty-raised", "warning", message, texts, mark)
    elif hedges and told:
        yield from _rungs(texts, hedges, told)
        yield from _one_of_several(texts, hedges, told)


def _hedges(reading: Reading, marks: Sequence[Marker]) -> list[Marker]:
    """Return the words that hedge: neither "Should it rain, ..." nor the month of May."""
    month = "May"
    turned = inverted(reading)
    return [m for m in marks if m not in turned and reading.text[m.start : m.end] != month]


def _kin_said(texts: Texts, other: Reading, words: str) -> bool:
    """Return whether the other text has a plan in another word: "planned" and "the budget"."""
    kin = texts.knowledge.language.kin
    said = {w.lower for f in other.facts for w in f.words}
    if words.casefold().startswith(_AIMS) and said & _GOALS:
        return True
    own = set(kin(words.casefold())) if words.casefold().startswith(_PLANS) else set()
    return bool(own) and any(own & set(kin(w.lower)) for f in other.facts for w in f.words)


def _is_score(texts: Texts, mark: Marker) -> bool:
    """Return whether a chance is a number that the source has, too: "an 80% chance" for "scored at 80%"."""
    words = texts.retold(mark).casefold()
    if not any(word in words for word in _CHANCES):
        return False
    paired = [p.rewrite.quantity for p in texts.pairs]
    scored = {w.lower for f in texts.source.facts for w in f.words} & _SCORES
    if scored and any(abs(n.start - mark.start) < _SAME_CLAUSE for n in paired):
        return True
    return any(n.start - mark.end in range(_BESIDE) or mark.start - n.end in range(_BESIDE) for n in paired)


def _rungs(texts: Texts, hedges: Sequence[Marker], told: Sequence[Marker]) -> Iterator[Finding]:
    """Compare the rungs where both texts hedge."""
    was, now = {m.label for m in hedges}, {m.label for m in told}
    if was & now or any({a, b} <= alike for a in was for b in now for alike in _ALIKE):
        return
    low, high = min(_RUNGS[label] for label in was), min(_RUNGS[label] for label in now)
    rule = "certainty-raised" if high > low else "certainty-lowered"
    severity = "error" if abs(high - low) > 1 else "warning"
    message = f"The source says {texts.said(hedges[0])!r}, the rewrite {texts.retold(told[0])!r}: not as sure."
    yield added(rule, severity, message, texts, told[0])


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
    for mark in hedges:
        segment = texts.segment_of(mark)
        partners = texts.partners(segment) if segment else []
        elsewhere = [h for h in hedges if h is not mark and texts.segment_of(h) is not segment]
        if partners and elsewhere and not any(p.start <= t.start < p.end for p in partners for t in told):
            message = f"{texts.said(mark)!r} is not found where the rewrite tells this; look whether it is still said."
            yield lost("certainty-raised", "warning", message, texts, mark)
            return


def _approximations(reading: Reading) -> int:
    return sum(n.quantity.comparator == "about" for n in reading.numbers)


def _is_ability(texts: Texts, hedges: Sequence[Marker]) -> bool:
    """Return whether "possible" only says that one can: "a rollback is possible" and "we can roll back"."""
    able = {w.lower for f in texts.rewrite.facts for w in f.words} & {"can", "able", "ability", "lets", "option"}
    return bool(able) and all(texts.said(m).casefold() == "possible" for m in hedges)


def _said_before(words: str, stems: Set[str]) -> bool:
    """Return whether a source has a hedge as another kind of word: "what it suggests" for "its suggestions"."""
    root = stem(words.casefold())
    return " " not in root and len(root) > _SHORT and any(other.startswith(root) for other in stems)


def _of_number(texts: Texts, mark: Marker) -> bool:
    """Return whether a hedge is one of a number right behind it: "an estimated 40", "perhaps 40"."""
    return any(0 <= n.quantity.core[0] - mark.end < _NEAR for n in texts.rewrite.numbers)


def _is_leave(texts: Texts, told: Sequence[Marker]) -> bool:
    """Return whether "may" only tells a leave or a limit: "limited to 50" and "you may send 50"."""
    if any(texts.retold(m).casefold() not in ("may", "might", "could") for m in told):
        return False
    rewrite = texts.rewrite.text.casefold()
    capped = any(p.source.bound == "at most" for p in texts.pairs)
    source = {w.lower for f in texts.source.facts for w in f.words}
    allowed = source & (_LIMITED | _LEAVE) or texts.source.marked("opposites", "allow/yes", "accept/yes")
    return bool(allowed) or (capped and any(words in rewrite for words in _AS_MUCH))


def _is_advice(texts: Texts, hedges: Sequence[Marker]) -> bool:
    """Return whether the source only advises: "should be read with care"; a "will" in its place is another matter."""
    words = {w.lower for f in texts.rewrite.facts for w in f.words}
    return all(texts.said(m).casefold() == "should" for m in hedges) and not words & {"will", "'ll", "guarantee"}


def _denied(texts: Texts, place: int) -> bool:
    """Return whether a word of certainty stands under a "not": "it is not certain"."""
    words = [w.lower for f in texts.rewrite.facts for w in f.words if w.end <= place][-4:]
    return any(texts.knowledge.language.denies(word) for word in words)


def _denies_knowing(reading: Reading) -> bool:
    """Return whether a text says that something is not known, shown or settled: a "not" and a verb of knowing."""
    knowing, denials = reading.marked("knowing"), reading.marked("negation", "strong")
    return any(0 < k.start - n.start < 60 for n in denials for k in knowing)

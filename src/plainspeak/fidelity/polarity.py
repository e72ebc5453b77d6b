"""Compare what is denied and which way things go: negation, opposites, directions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from plainspeak.facts import Marker
from plainspeak.fidelity import aspect, pace, parity
from plainspeak.fidelity.parity import Parity
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment, is_content
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding
from plainspeak.language import Language

_OPPOSITE = {"up": "down", "down": "up"}
_COMMON = 2  # content words that two parts must share to be compared
_OF = (["of"], ["of", "the"], ["of", "our"], ["out", "of"])
_FORMER = frozenset(("from", "instead", "versus", "vs", "compared", "against"))
_MENDED = frozenset(
    ("fixed", "fixes", "solved", "resolved", "eliminated", "cured", "repaired", "work", "works", "worked")
)
_MOST = 6  # parts that are looked at for a word in the place of a "not"
_LOOKED = 60  # parts of a rewrite that are looked at
_BAD = (("valence", "bad"), ("negation", "weak"))
_NEXT = 2  # words between a "no" and what it denies
_REACH = 4  # a "not" governs the words this close behind it
_FAR = 60  # characters between a "not" and the "until" that goes with it
# "under", "until", "unless", "union", "unit", "unique", "uniform", "universe": they deny nothing.
_UN = frozenset(("der", "til", "les", "ion", "ite", "ity", "its", "iqu", "ifo", "ive"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite turns something round.

    Args:
        texts: The two texts.
    """
    settled = aspect.settle(texts, parity.compare(texts))
    if not settled.moves:
        yield from _numbers(texts)
    yield from [*_places(texts)] or pace.compare(texts)
    yield from settled.findings
    if not settled.findings:
        found = list(_negation(texts, settled))
        yield from found or [*_negation_by_segment(texts, settled)] or _without(texts, settled)
    if not settled.moves:
        yield from [*_directions(texts)] or [*_steady(texts)] or [*_quality(texts)] or _against_levels(texts)


def _numbers(texts: Texts) -> Iterator[Finding]:
    """Compare verb, sign and whether up is good together, number by number."""
    for pair in texts.pairs:
        s, r = pair.source, pair.rewrite
        if s.role == "old":
            flipped = r.role == "old" and bool(s.direction) and s.direction == _OPPOSITE.get(r.direction)
        elif s.direction in _OPPOSITE and r.direction in _OPPOSITE:
            # Fewer misses and more cases caught are the same; the same direction of another noun is no flip.
            alike = s.better is not None and s.better == r.better
            confused = s.direction == r.direction and s.better is not None and s.better != r.better and r.by_term
            flipped = confused or (s.direction != r.direction and not alike)
        else:
            flipped = None not in (s.better, r.better) and s.better != r.better
        if flipped:
            words = texts.rewrite.text[r.quantity.start : r.quantity.end]
            was = s.direction or ("better" if s.better else "worse")
            now = r.direction or ("better" if r.better else "worse")
            spans = (s.quantity.start, s.quantity.end), (r.quantity.start, r.quantity.end)
            message = f"With {words}, the source says {was} and the rewrite {now}."
            yield Finding("direction-flipped", "error", message, words, *spans)


def _places(texts: Texts) -> Iterator[Finding]:
    """Find two numbers that changed places: before and after, or "7 of 90" and "90 of 7"."""
    for one, other in pairwise(texts.pairs):
        if one.source.sentence != other.source.sentence:
            continue
        was = [_is_former(texts.source, p.source.quantity.start) for p in (one, other)]
        now = [_is_former(texts.rewrite, p.rewrite.quantity.start) for p in (one, other)]
        a, b, c, d = one.source.quantity, other.source.quantity, one.rewrite.quantity, other.rewrite.quantity
        part = texts.source.text[a.end : b.start].split() in _OF
        turned = d.end < c.start and texts.rewrite.text[d.end : c.start].split() in _OF
        if (was[0] != was[1] and now == was[::-1] and a.dimension == b.dimension) or (part and turned):
            words = texts.rewrite.text[min(c.start, d.start) : max(c.end, d.end)]
            message = "Two numbers of the source changed places in the rewrite."
            spans = (a.start, b.end), (min(c.start, d.start), max(c.end, d.end))
            yield Finding("direction-flipped", "error", message, words, *spans)
            return
    for pair in texts.pairs:
        if not _is_former(texts.source, pair.source.quantity.start) or pair.source.direction not in _OPPOSITE:
            continue
        place = pair.rewrite.quantity.start
        before = texts.rewrite.text[max(0, place - 30) : place].casefold().split()[-2:]
        word = texts.rewrite.text.casefold().rfind(before[0], 0, place) if before else place
        meant = any(a <= word < b for a, b in texts.licence.spans)  # "people who give up"
        if before == [_OPPOSITE[pair.source.direction], "from"] and not meant:
            words = texts.rewrite.text[pair.rewrite.quantity.start : pair.rewrite.quantity.end]
            q, told = pair.source.quantity, pair.rewrite.quantity
            message = f"The source went {pair.source.direction} from {words}, the rewrite {before[0]}."
            yield Finding("direction-flipped", "error", message, words, (q.start, q.end), (told.start, told.end))


def _is_former(reading: Reading, place: int) -> bool:
    """Return whether a number is the value before: "from 4", "instead of 4", "compared with 4"."""
    before = reading.text[max(0, place - 30) : place].casefold().split()[-2:]
    return bool(_FORMER & set(before))


# ---------------------------------------------------------------- negation
def _negation(texts: Texts, settled: Parity) -> Iterator[Finding]:
    """Compare whether something is denied; words that carry a "not" inside keep one but don't add one."""
    strong = _effective(texts.source, texts.source.marked("negation", "strong", "without"), texts.rewrite)
    told = _effective(texts.rewrite, texts.told("negation", "strong"), texts.source)
    strong = [m for m in strong if m.start not in settled.source]
    told = [m for m in told if not _mended(texts, m) and m.start not in settled.rewrite]
    negatives = _negatives(texts)
    new = [m for m in told if not _cancels(texts, m, negatives)]
    weak, told_weak = _only_in(texts.source, texts.rewrite), _only_in(texts.rewrite, texts.source)
    unknown = texts.source.marked("certainty", "unknown"), texts.rewrite.marked("certainty", "unknown")
    bound = any(n.bound in ("at most", "less than") for n in texts.source.numbers)
    kept = told or told_weak or texts.rewrite.marked("negation", "without") or unknown[1]
    if strong and not kept and not _restated(texts):
        whole = texts.told("scope", "all")  # "no alarm was missed", "every alarm was caught"
        message = f"The source denies something ({texts.said(strong[0])!r}); the rewrite does not."
        rule = _about_significance(texts, strong[0], "negation-lost")
        yield lost(rule, "warning" if whole else "error", message, texts, strong[0])
    new = [m for m in new if not texts.aside(m)]
    if new and not strong and not weak and not unknown[0] and not bound and not _both_sides(texts.source):
        message = f"The rewrite denies something ({texts.retold(new[0])!r}); the source does not."
        double = _implicit(texts.rewrite)  # "no transaction goes unlogged"
        yield added("negation-added", "warning" if double else "error", message, texts, new[0])


@dataclass(frozen=True, slots=True)
class _Negatives:
    """What the two texts hold of words that deny by themselves.

    Args:
        source: Whether the source has any.
        told: The labels of the rewrite's words that have opposites.
    """

    source: bool
    told: frozenset[str]


def _negatives(texts: Texts) -> _Negatives:
    denying = any(m.label.endswith("/no") for m in texts.source.marked("opposites"))
    bad = denying or any(texts.source.marked(*table) for table in _BAD)
    return _Negatives(bad, frozenset(m.label for m in texts.rewrite.marked("opposites")))


def _cancels(texts: Texts, mark: Marker, negatives: _Negatives) -> bool:
    """Return whether a "not" of the rewrite denies nothing that the source says."""
    return _twice(texts, mark, negatives) or _stands_for(texts, mark, negatives)


def _twice(texts: Texts, mark: Marker, negatives: _Negatives) -> bool:
    """Return whether a "not" is one of two that cancel out, or denies something bad: "no harm"."""
    at = bisect_right(texts.rewrite.facts, mark.start, key=lambda f: f.sentence.start) - 1
    facts = texts.rewrite.facts[max(0, at)]
    others = [m for m in facts.marked("negation", "strong", "without") if m.start != mark.start]
    if len([m for m in others if facts.words[m.first].lower != "nor"]) == 1:
        return True
    if negatives.source:
        return False
    bad = [*facts.marked("opposites"), *facts.marked("valence", "bad"), *facts.marked("negation", "turning")]
    return any(
        mark.last <= m.first <= mark.last + _NEXT and (m.table != "opposites" or m.label.endswith("/no")) for m in bad
    )


def _stands_for(texts: Texts, mark: Marker, negatives: _Negatives) -> bool:
    """Return whether a "not" tells a word that denies by itself, beside the same words: "disabled", "not retried"."""
    segment = texts.segment_of(mark, rewrite=True)
    return segment is not None and any(
        m.label.endswith("/no") and m.label not in negatives.told
        for partner in texts.partners(segment, rewrite=True)
        for m in texts.source.within(partner.start, partner.end, "opposites")
    )


def _mended(texts: Texts, mark: Marker) -> bool:
    """Return whether a "no" only says that something is well now: "fixed the timeouts", "no more timeouts"."""
    if texts.retold(mark).casefold() not in ("no", "no longer", "none"):
        return False
    marks = [*texts.source.marked("stages.repair", "2"), *texts.source.marked("opposites", "pass/yes")]
    return any(texts.said(m).casefold() in _MENDED for m in marks)


def _both_sides(reading: Reading) -> bool:
    """Return whether a text says one thing of one and the opposite of another: "3.1 is affected; 3.2 is safe"."""
    sides = {m.label for m in reading.marked("opposites")}
    return any(label.endswith("/yes") and f"{label.removesuffix('yes')}no" in sides for label in sides)


def _without(texts: Texts, settled: Parity) -> Iterator[Finding]:
    """Find a "with" that took the place of a "without", or the other way round."""
    language = texts.knowledge.language
    if settled.source or settled.rewrite:
        return
    for one, other, rule in ((texts.source, texts.rewrite, "lost"), (texts.rewrite, texts.source, "added")):
        denies = [len(reading.marked("negation", "strong")) for reading in (one, other)]
        if other.marked("negation", "without") or denies[1] > denies[0]:
            continue  # another "not" may stand in its place
        mark = _with_for_without(one, other, language)
        if mark and rule == "lost":
            yield lost("negation-lost", "error", "The source says 'without', the rewrite 'with'.", texts, mark)
        elif mark:
            yield added("negation-added", "error", "The source says 'with', the rewrite 'without'.", texts, mark)


def _with_for_without(one: Reading, other: Reading, language: Language) -> Marker | None:
    """Return the "without" of a text for which another has a "with" before the same word."""
    after = {
        stem(then.lower)
        for f in other.facts
        for at, w in enumerate(f.words)
        if w.lower == "with"
        for then in f.words[at + 1 : at + _REACH]
        if then.kind == "word" and is_content(then.lower, language)
    }
    for mark in one.marked("negation", "without"):
        if other.marked("scope", "limit") and one.marked("negation", "strong"):
            continue  # "only with a key", "without a key you cannot"
        facts = next(f for f in one.facts if f.sentence.start <= mark.start < f.sentence.end)
        gone = {stem(w.lower) for w in facts.words[mark.last : mark.last + _REACH] if len(w.text) > _COMMON}
        if gone & after:
            return mark
    return None


def _negation_by_segment(texts: Texts, settled: Parity) -> Iterator[Finding]:
    """Compare what is denied part by part, where the parts have enough in common."""
    more = _count(texts.source, texts.rewrite, settled.source) - _count(texts.rewrite, texts.source, settled.rewrite)
    if not more:
        return
    negatives = _negatives(texts)
    pairs = ((s, p) for s in texts.source_segments for p in texts.partners(s) if len(s.stems & p.stems) >= _COMMON)
    for s, r in pairs:
        denied, told = _denials(texts.source, s, texts.rewrite), _denials(texts.rewrite, r, texts.source)
        denied = [m for m in denied if m.start not in settled.source]
        told = [m for m in told if m.start not in settled.rewrite]
        inside = [
            m
            for m in told
            if not any(a <= m.start and m.end <= b for a, b in texts.licence.spans)
            and not (_mended(texts, m) or texts.aside(m) or _cancels(texts, m, negatives))
        ]
        if more > 0 and denied and not told and not _stands_in_near(texts, s, r):
            message = f"The source denies this ({texts.said(denied[0])!r}); the rewrite does not."
            rule = _about_significance(texts, denied[0], "negation-lost")
            yield lost(rule, "error", message, texts, denied[0])
            return
        if more < 0 and inside and not denied and not _stands_in(texts.source, s, texts.rewrite):
            message = f"The rewrite denies this ({texts.retold(inside[0])!r}); the source does not."
            yield added("negation-added", "error", message, texts, inside[0])
            return


def _count(reading: Reading, other: Reading, settled: Set[int]) -> int:
    """Return how often a text denies something that is not settled yet; "neither ... nor" counts once."""
    marks = _effective(reading, reading.marked("negation", "strong", "without"), other)
    return sum(reading.text[m.start : m.end].casefold() != "nor" for m in marks if m.start not in settled)


def _stands_in_near(texts: Texts, segment: Segment, partner: Segment) -> bool:
    """Return whether the partner of a part of the source, or another part about the same, carries a "not" inside."""
    if _stands_in(texts.rewrite, partner, texts.source):
        return True
    near = [p for p in texts.rewrite_segments if segment.stems & p.stems and abs(p.sentence - partner.sentence) <= 1]
    return any(_stands_in(texts.rewrite, p, texts.source) for p in near[:_MOST])


def _stands_in(reading: Reading, segment: Segment, other: Reading) -> bool:
    """Return whether a part has a word that carries a "not" inside and that the other text does not have."""
    sentence = reading.facts[segment.sentence].sentence
    known = {other.text[m.start : m.end].casefold() for m in other.marked("negation", "weak", "without")}
    words = {
        reading.text[m.start : m.end].casefold()
        for m in reading.within(sentence.start, sentence.end, "negation", "weak", "without")
        if segment.start <= m.start < segment.end or reading.text[m.start :].startswith("or ")
    }
    return bool(words - known)


def _denials(reading: Reading, segment: Segment, other: Reading) -> list[Marker]:
    """Return the words of a segment that deny."""
    return _effective(reading, reading.within(segment.start, segment.end, "negation", "strong"), other)


def _effective(reading: Reading, marks: list[Marker], other: Reading) -> list[Marker]:
    """Return the negations that deny something; "not ... until" for "before" only sets a condition."""
    if any(other.text[m.start : m.end].casefold() in ("until", "till") for m in other.marked("condition", "until")):
        return marks
    return [m for m in marks if not reading.within(m.start + 1, m.start + _FAR, "condition", "until")]


def _only_in(one: Reading, other: Reading) -> bool:
    """Return whether a text has a word that carries a "not" inside and that the other text does not have too."""
    known = {_root(other, m) for m in other.marked("negation", "weak")}
    weak = {_root(one, m) for m in one.marked("negation", "weak")}
    return bool(weak - known) or (_implicit(one) and not _implicit(other))


def _root(reading: Reading, mark: Marker) -> str:
    """Return a phrase by the stems of its words: "rules out" is "rule out"."""
    return " ".join(stem(word) for word in reading.text[mark.start : mark.end].casefold().split())


def _implicit(reading: Reading) -> bool:
    """Return whether a text has a word that denies by its form: "unlogged", "wireless", "crash-free"."""
    words = {w.lower for f in reading.facts for w in f.words if w.kind == "word"}
    return any(
        w == "free" or (w.endswith("less") and len(w) > 6) or (w.startswith("un") and len(w) > 6 and w[2:5] not in _UN)
        for w in words
    )


def _restated(texts: Texts) -> bool:
    """Return whether a comparison took the place of a "not": "did not exceed 5", "5 at most"."""
    bounds = ("at most", "less than", "at least")
    return any(
        p.rewrite.quantity.comparator in bounds and p.source.quantity.comparator != p.rewrite.quantity.comparator
        for p in texts.pairs
    )


def _about_significance(texts: Texts, mark: Marker, rule: str) -> str:
    """Return the rule for a lost "not": of a test result it is a misreading of significance."""
    behind = texts.source.text[mark.end : mark.end + 40].casefold()
    return "significance-misread" if "significan" in behind or "conclusive" in behind else rule


# ---------------------------------------------------------------- directions without a number
def _directions(texts: Texts) -> Iterator[Finding]:
    """Compare directions that carry no number: "costs are trending up" and "costs keep edging down"."""
    for segment in texts.source_segments:
        was = _moves(texts.source, segment)
        if len(was) != 1:
            continue
        for partner in texts.partners(segment):
            if not segment.stems & partner.stems or _moves(texts.rewrite, partner) != {_OPPOSITE[min(was)]}:
                continue
            if bool(_denials(texts.source, segment, texts.rewrite)) != bool(
                _denials(texts.rewrite, partner, texts.source)
            ):
                continue
            words = texts.rewrite.text[partner.start : partner.end]
            message = f"The source says {min(was)} where the rewrite says {_OPPOSITE[min(was)]}."
            spans = (segment.start, segment.end), (partner.start, partner.end)
            yield Finding("direction-flipped", "error", message, words, *spans)
            return


def _steady(texts: Texts) -> Iterator[Finding]:
    """Find what stayed as it was and is told as going up or down: "latency is stable", "searches take longer"."""
    for segment in texts.source_segments:
        marks = texts.source.within(segment.start, segment.end, "directions", "same")
        if not marks or _moves(texts.source, segment) or any(item[0] == "=" for item in segment.who):
            continue
        about = segment.stems | {stem(name[1:]) for name in segment.who if name[0] == "&"}
        for partner in [p for p in texts.rewrite_segments[:_LOOKED] if about & p.stems]:
            span = partner.start, partner.end
            still = texts.rewrite.within(*span, "directions", "same", "none") or texts.rewrite.within(*span, "negation")
            moves = _moves(texts.rewrite, partner)
            if still or len(moves) != 1:
                continue
            words = texts.rewrite.text[slice(*span)]
            message = f"The source says {texts.said(marks[0])!r} where the rewrite says {min(moves)}."
            yield Finding("direction-flipped", "error", message, words, (segment.start, segment.end), span)
            return


def _moves(reading: Reading, segment: Segment) -> set[str]:
    """Return the directions of the words of a segment that holds no number."""
    span = segment.start, segment.end
    if any(item[0] == "=" for item in segment.who):
        return set()
    still = reading.within(*span, "directions", "none")
    found = {m.label for m in reading.within(*span, "directions", "up", "down")}
    moving = reading.within(*span, "moving")
    return found | {m.label for m in moving if not any(n.start < m.end and m.start < n.end for n in still)}


def _quality(texts: Texts) -> Iterator[Finding]:
    """Find a change for the better that is called one for the worse, or the other way round: "more reliable"."""
    changes = {p.source.better for p in texts.pairs if p.source.better is not None} or _by_levels(texts.source)
    if len(changes) != 1 or texts.source.marked("directions", "better", "worse"):
        return
    label, opposite = ("worse", "better") if changes.pop() else ("better", "worse")
    marks = [m for m in texts.told("directions", label) if m.last - m.first > 1]
    if marks and not texts.told("directions", opposite):
        message = f"What the source tells of is {opposite}; the rewrite says {texts.retold(marks[0])!r}."
        yield added("direction-flipped", "error", message, texts, marks[0])


def _by_levels(reading: Reading) -> set[bool]:
    """Return whether the step from one level to the next is for the better, by the words for good and bad beside it."""
    values = {m.label for m in reading.marked("valence")}
    steps = {
        after.quantity.value > before.quantity.value
        for before, after in pairwise(reading.numbers)
        if before.sentence == after.sentence
        and before.quantity.dimension == after.quantity.dimension
        and _is_former(reading, before.quantity.start)
        and reading.text[before.quantity.end : after.quantity.start].split() == ["to"]
    }
    return {up == (values == {"good"}) for up in steps} if len(values) == 1 else set()


def _against_levels(texts: Texts) -> Iterator[Finding]:
    """Find an "up" word beside two levels of which the later is lower: "more get through: 3% against 5%"."""
    reading = texts.rewrite
    known = {texts.said(m).casefold() for m in texts.source.marked("directions")}
    behind = 0
    for one, other in pairwise(reading.numbers):
        former = [_is_former(reading, n.quantity.start) for n in (one, other)]
        a, b = one.quantity, other.quantity
        begin, behind = max(behind, reading.facts[one.sentence].sentence.start), a.end
        if (
            one.sentence != other.sentence
            or a.dimension != b.dimension
            or former != [False, True]
            or a.value == b.value
        ):
            continue
        wrong = "up" if a.value < b.value else "down"
        marks = [m for m in texts.told("directions", "up", "down") if begin <= m.start < b.start]
        labels = {m.label for m in marks}
        if labels == {wrong} and not {texts.retold(m).casefold() for m in marks} & known:
            message = f"The rewrite says {texts.retold(marks[0])!r}, but the numbers go the other way."
            yield added("direction-flipped", "error", message, texts, marks[0])
            return

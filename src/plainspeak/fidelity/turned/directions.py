"""Compare which way things go: verb, sign and whether up is good, before and after, and directions without a number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plainspeak.fidelity.denials import denied
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.texts import Texts, added
from plainspeak.fidelity.turned import standstill
from plainspeak.fidelity.turned.degrees import is_degree
from plainspeak.fidelity.turned.labels import exchanged
from plainspeak.findings import Finding

_OPPOSITE = {"up": "down", "down": "up"}
_LOOKED = 60  # parts of a rewrite that are looked at
_OF = (["of"], ["of", "the"], ["of", "our"], ["out", "of"])
_FORMER = frozenset(("from", "instead", "versus", "vs", "compared", "against"))


def by_number(texts: Texts) -> Iterator[Finding]:
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


def places(texts: Texts) -> Iterator[Finding]:
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
            yield exchanged(texts, one, other, "direction-flipped")
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


def in_words(texts: Texts) -> Iterator[Finding]:
    """Compare directions that stand without a number, and words for good and bad beside levels.

    Args:
        texts: The two texts.
    """
    found = [*_directions(texts)] or [*_steady(texts)] or [*_quality(texts)] or [*_against_levels(texts)]
    yield from found or standstill.compare(texts)


def _directions(texts: Texts) -> Iterator[Finding]:
    """Compare directions that carry no number: "costs are trending up" and "costs keep edging down"."""
    for segment in texts.source_segments:
        was = _moves(texts.source, segment)
        if len(was) != 1:
            continue
        for partner in texts.partners(segment):
            if not segment.stems & partner.stems or _moves(texts.rewrite, partner) != {_OPPOSITE[min(was)]}:
                continue
            if bool(denied.in_segment(texts.source, segment, texts.rewrite)) != bool(
                denied.in_segment(texts.rewrite, partner, texts.source)
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
            moves = _moves(texts.rewrite, partner) | {
                m.label for m in texts.rewrite.within(*span, "directions", "worse")
            }
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
    found = {m.label for m in reading.within(*span, "directions", "up", "down") if not is_degree(reading, m)}
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
            or reading.text[: a.start].endswith(" by ")  # "by a tenth, from 70% to 77%"
        ):
            continue
        wrong = "up" if a.value < b.value else "down"
        marks = [m for m in texts.told("directions", "up", "down") if begin <= m.start < b.start]
        labels = {m.label for m in marks}
        if labels == {wrong} and not {texts.retold(m).casefold() for m in marks} & known:
            message = f"The rewrite says {texts.retold(marks[0])!r}, but the numbers go the other way."
            yield added("direction-flipped", "error", message, texts, marks[0])
            return

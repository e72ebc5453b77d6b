"""Find what changed places: two names, numbers, dates or metrics that lend each other what is said of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.segments import Segment, content_stems
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.fidelity.turned import contrasts, labels, replaced, roles
from plainspeak.findings import Finding
from plainspeak.text import words

_NEIGHBOURS = 6
_MOST = 8
_DIGITS = 12
_BEFORE = 4  # words before a number in which its time stands
_FORMER = frozenset(("from", "instead", "versus", "vs"))
_ONCE = frozenset(("previously", "formerly", "before"))
_SIZES = {w: w for w in "small large short long light heavy upper lower left right hot cold".split()} | {"big": "large"}
_NOUN = 30  # characters behind a count in which its noun begins
_CLOSE = 4  # numbers between two that may have changed places


def compare(texts: Texts) -> Iterator[Finding]:
    """Return what changed places, in the first way in which that can be seen.

    Args:
        texts: The two texts.
    """
    for found in (
        _exchanged(texts.source_segments, texts.rewrite_segments, texts.rewrite.text),
        _lent(texts),
        _turned(texts),
        contrasts.compare(texts),
        labels.compare(texts),
        roles.compare(texts),
        replaced.compare(texts),
    ):
        first = next(found, None)
        if first:
            yield first
            return


def _exchanged(source: Sequence[Segment], rewrite: Sequence[Segment], text: str) -> Iterator[Finding]:
    """Return what of a rewrite speaks of the wrong one.

    The source has A beside x and B beside y, each in a segment of its own; the rewrite has A beside y and B beside x,
    and neither of the two as it was. Only neighbouring segments are compared, so that the work grows with the text.

    Args:
        source: The source's segments.
        rewrite: The rewrite's segments.
        text: The rewrite.
    """
    where: dict[str, set[int]] = {}
    for index, segment in enumerate(rewrite):
        for item in _items(segment):
            where.setdefault(item, set()).add(index)
    for at, one in enumerate(source):
        for other in source[at + 1 : at + 1 + _NEIGHBOURS]:
            taken = _taken_over(one, other, rewrite, where)
            if taken:
                words = text[taken.start : taken.end]
                message = "The rewrite gives one name what the source says of another, which it leaves out."
                spans = (one.start, other.end), (taken.start, taken.end)
                yield Finding("date-or-owner-changed", "error", message, words, *spans)
                return
            found = _crossed(one, other, where)
            if found:
                who, said, index = found
                wrong = rewrite[index]
                message = f"The rewrite says of {_shown(who)} what the source says of another ({_shown(said)})."
                words = text[wrong.start : wrong.end]
                rule = "date-or-owner-changed" if said[0] == "@" and who[0] not in "=@#" else "swap"
                yield Finding(rule, "error", message, words, (one.start, other.end), (wrong.start, wrong.end))
                return


def _turned(texts: Texts) -> Iterator[Finding]:
    """Return two numbers of which the rewrite tells the later as the former, and a part larger than its whole.

    Args:
        texts: The two texts.
    """
    for at, one in enumerate(texts.pairs):
        for other in texts.pairs[at + 1 : at + 1 + _CLOSE]:
            a, b = one.source, other.source
            c, d = one.rewrite, other.rewrite
            if a.meant.dimension != b.meant.dimension or a.quantity.value == b.quantity.value:
                continue
            was = _former(texts.source, a), _former(texts.source, b)
            now = _former(texts.rewrite, c), _former(texts.rewrite, d)
            part = _part_of(texts.rewrite, d, c) and not _part_of(texts.source, b, a)
            part = part or (_part_of(texts.rewrite, c, d) and not _part_of(texts.source, a, b))
            if (was[0] != was[1] and now == was[::-1]) or part:
                yield labels.exchanged(texts, one, other, "swap" if part else "direction-flipped")
                return


def _former(reading: Reading, number: Number) -> bool:
    """Return whether a number is told as the value before: "from 9", "instead of 9", "before, it took 9"."""
    if number.role in ("old", "new"):
        return number.role == "old"
    facts = reading.facts[number.sentence]
    at = bisect_left(facts.words, number.quantity.start, key=lambda w: w.start)
    before = [w.lower for w in facts.words[:at] if w.kind == "word"][-_BEFORE:]
    return bool(_FORMER & set(before[-2:])) or bool(_ONCE & set(before)) or before[-3:] == ["used", "to", "be"]


def _part_of(reading: Reading, part: Number, whole: Number) -> bool:
    """Return whether a rewrite says "14 of the 3": a part that is larger than its whole."""
    a, b = part.quantity, whole.quantity
    if a.dimension != "count" or b.dimension != "count" or not a.end < b.start or a.value <= b.value:
        return False
    return reading.text[a.end : b.start].split() in (["of"], ["of", "the"], ["of", "our"], ["out", "of"])


def _lent(texts: Texts) -> Iterator[Finding]:
    """Return two numbers that lent each other what they speak of, told in whatever form.

    Args:
        texts: The two texts.
    """
    pairs = [p for p in texts.pairs if p.source.role != "old"]
    for at, one in enumerate(pairs):
        for other in pairs[at + 1 : at + 1 + _CLOSE]:
            if one.source.quantity.value == other.source.quantity.value:
                continue
            was = _of_each(texts, one.source, other.source, rewrite=False)
            now = _of_each(texts, one.rewrite, other.rewrite, rewrite=True)
            if not was or not now:
                continue
            crossed = was[0] & now[1] and was[1] & now[0]
            if crossed and not was[0] & now[0] and not was[1] & now[1]:
                yield labels.exchanged(texts, one, other)
                return


def _of_each(texts: Texts, one: Number, other: Number, *, rewrite: bool) -> tuple[set[str], set[str]] | None:
    """Return what only the first and what only the second of two numbers speaks of; None if they share a part."""
    here, there = (_part(texts, n.quantity.start, rewrite) for n in (one, other))
    if here is None or there is None:
        return None
    if here is there:
        reading = texts.rewrite if rewrite else texts.source
        return _counted(reading, one), _counted(reading, other)
    first, second = (_about(texts, n, part, rewrite) for n, part in ((one, here), (other, there)))
    return first - second, second - first


def _counted(reading: Reading, number: Number) -> set[str]:
    """Return the stem of the noun behind a count: "3 errors"."""
    if number.quantity.dimension != "count":
        return set()
    after = reading.text[number.quantity.end : number.quantity.end + _NOUN].split()[:1]
    return {stem(after[0].casefold())} if after and after[0][0].isalpha() else set()


def _part(texts: Texts, place: int, rewrite: bool) -> Segment | None:
    listed = texts.rewrite_segments if rewrite else texts.source_segments
    at = bisect_right(listed, place, key=lambda s: s.start) - 1
    return listed[at] if at >= 0 and place < listed[at].end else None


def _about(texts: Texts, number: Number, part: Segment, rewrite: bool) -> set[str]:
    """Return the words of a number's part, of one without a number before it, and of its metric's meaning."""
    out = {item for item in _items(part) if _kind(item) in ("word", "term", "name")}
    listed = texts.rewrite_segments if rewrite else texts.source_segments
    words_here = (texts.rewrite if rewrite else texts.source).facts[part.sentence].words
    out |= {_SIZES[w.lower] for w in words_here if w.lower in _SIZES and part.start <= w.start < part.end}
    at = bisect_right(listed, part.start, key=lambda s: s.start) - 1
    before = listed[at - 1] if at else None
    if before and before.sentence == part.sentence and not any(_kind(w) == "number" for w in before.who):
        out |= before.stems
    return out | _meaning(texts, number.term) if number.term and not rewrite else out


def _meaning(texts: Texts, term_id: str) -> set[str]:
    """Return the stems of the words in which the glossary tells what a metric is."""
    term = texts.knowledge.glossary.term(term_id, texts.audiences)
    said = " ".join((term.plain, term.noun, *term.names, *term.says.values(), *term.entails))
    return set(content_stems(words(said), texts.knowledge.language))


def _crossed(one: Segment, other: Segment, where: dict[str, set[int]]) -> tuple[str, str, int] | None:
    """Return who is told with what, and where, if two segments lent each other what they say."""
    here, there = _own(one, other, where), _own(other, one, where)
    for a, b in ((a, b) for a in here for b in there if _kind(a) == _kind(b) and _kind(a) != "word"):
        for x in here:
            for y in there:
                if x == a or y == b or (_kind(x) != _kind(y) and "word" not in (_kind(x), _kind(y))):
                    continue
                crossed, back = where[a] & where[y], where[b] & where[x]
                if crossed and back and crossed != back and not where[a] & where[x] and not where[b] & where[y]:
                    return a, y, min(crossed)
    return None


def _taken_over(one: Segment, other: Segment, rewrite: Sequence[Segment], where: dict[str, set[int]]) -> Segment | None:
    """Return where one of two names has taken over what is said of the other, whose name is gone."""
    gone = [n for n in one.who - other.who if _kind(n) == "name" and n not in where and _may_be_person(n)]
    there = [n for n in other.who - one.who if _kind(n) == "name" and n in where]
    says = one.stems - other.stems
    for name in there if gone else ():
        for index in sorted(where[name]):
            if len(rewrite[index].stems & says) > 1:
                return rewrite[index]
    return None


def _may_be_person(name: str) -> bool:
    """Return whether a capitalised word may be somebody's name, by its ending: "Setup" and "Training" are not."""
    return name.isascii() and not name.endswith(("ing", "ion", "ment", "ity", "ness", "up", "s", "age", "ance", "ence"))


def _own(one: Segment, other: Segment, where: dict[str, set[int]]) -> list[str]:
    """Return what only one of two segments speaks of and the rewrite speaks of too."""
    items = _items(one) - _items(other)
    return sorted(item for item in items if item in where)[:_MOST]


def _items(segment: Segment) -> set[str]:
    """Return what a segment speaks of; a name counts as a word as well, and the number in a name as a number.

    At the beginning of a sentence a word may look like a name, and "the south gate 640" like the name of a gate.
    """
    out = set(segment.who | segment.stems)
    for name in segment.who:
        if name.startswith("&"):
            out |= {stem(w) if w.isalpha() else f"={float(w):.3g}" for w in name[1:].split()[-1:] if _plain(w)}
    return out


def _plain(word: str) -> bool:
    return word.isalpha() or (word.isdecimal() and len(word) < _DIGITS)


def _kind(item: str) -> str:
    return {"=": "number", "@": "date", "#": "term", "&": "name"}.get(item[0], "word")


def _shown(item: str) -> str:
    return repr(item.lstrip("=@#&"))

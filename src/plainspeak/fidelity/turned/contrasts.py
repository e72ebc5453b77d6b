"""Find what changed places where two things are set against each other: "A is faster than B", "in A but not in B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import Segment
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding, Span

_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–"))
_JOINTS = frozenset(("and", "but", "while", "whereas", "so"))
_FORMER = frozenset(("before", "ever", "planned", "expected", "usual", "last", "previously", "it", "they", "we"))
_SIGNS = {"better": 1, "worse": -1}
_THAN = {"more": "up", "less": "down", "fewer": "down", "longer": "up"}
_RAW = {"up": 1, "down": -1}
_REACH = 12  # words before "than" in which the comparing word stands
_NEXT = 3  # neighbouring parts that are compared
_FEW = 60  # sentences with "than" that are looked at
_CLOSED = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs")
_CAPITALS = 2
_OURS = ("our job", "our task", "our turn", "our side", "our responsibility", "our own job")
_US = frozenset(("us", "we", "ours", "ourselves"))


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a sentence with "than" compares.

    Args:
        left: Stems before the comparing word.
        right: Stems behind "than".
        word: The stem of the comparing word.
        sign: 1 if what stands first is better or more, -1 if it is worse or less, 0 if that can't be told.
        raw: Whether the sign is one of size only ("longer"), whose worth is not known.
        span: The place of it all.
    """

    left: frozenset[str]
    right: frozenset[str]
    word: str
    sign: int
    raw: bool
    span: Span


def compare(texts: Texts) -> Iterator[Finding]:
    """Return what changed places in a comparison, in a "but not", or in two clauses of one form.

    Args:
        texts: The two texts.
    """
    for check in (_comparisons, _exceptions, _parallels):
        for was, now in check(texts):
            message = "Two things that the source sets against each other changed places in the rewrite."
            yield Finding("swap", "error", message, texts.rewrite.text[slice(*now)], was, now)
            return


# ---------------------------------------------------------------- "A is faster than B"
def _comparisons(texts: Texts) -> Iterator[tuple[Span, Span]]:
    told = _compared(texts, texts.rewrite)
    for one in _compared(texts, texts.source):
        for other in told:
            first = (one.left - one.right) & (other.right - other.left)
            second = (one.right - one.left) & (other.left - other.right)
            alike = one.word == other.word or (one.sign == other.sign != 0 and one.raw == other.raw)
            if first and second and alike:
                yield one.span, other.span
            same = (one.left - one.right) & (other.left - other.right)
            kept = (one.right - one.left) & (other.right - other.left)
            if same and kept and one.sign * other.sign < 0 and one.raw == other.raw:
                yield one.span, other.span  # "slower than" told as "faster than"


def _compared(texts: Texts, reading: Reading) -> list[_Compared]:
    out: list[_Compared] = []
    for facts in reading.facts:
        if len(out) > _FEW or "than" not in facts.lower or facts.marked("negation", "strong"):
            continue
        for than in (at for at, word in enumerate(facts.lower) if word == "than"):
            begin, end = _clause(facts, than)
            behind = facts.words[than + 1 : end]
            if not behind or behind[0].kind == "number" or behind[0].lower in _FORMER:
                continue
            close = [m for m in facts.marked("directions") if max(begin, than - _REACH) <= m.first < than]
            marks = [(m, _label(facts, m)) for m in close if _label(facts, m)]
            if not marks:
                continue
            mark, label = marks[-1]
            values = {m.label for m in facts.marked("valence") if begin <= m.first < than}
            raw = label in _RAW and len(values) != 1
            sign = _SIGNS.get(label) or _RAW[label] * (-1 if values == {"bad"} else 1)
            left, right = (_stems(texts, facts, *span) for span in ((begin, mark.first), (than + 1, end)))
            word = stem(facts.words[mark.first].lower)
            span = facts.words[begin].start, facts.words[end - 1].end
            out.append(_Compared(left, right, word, sign, raw, span))
    return out


def _label(facts: Facts, mark: Marker) -> str:
    """Return which way a comparing word points; the "less" of "less than" is one too."""
    if mark.label in _SIGNS or mark.label in _RAW:
        return mark.label
    return _THAN.get(facts.words[mark.first].lower, "") if facts.words[mark.last - 1].lower == "than" else ""


def _clause(facts: Facts, at: int) -> tuple[int, int]:
    cuts = [i for i, w in enumerate(facts.words) if (w.kind == "mark" and w.text in _MARKS) or w.lower in _JOINTS]
    return (
        max((i + 1 for i in cuts if i < at), default=0),
        min((i for i in cuts if i > at), default=len(facts.words)),
    )


def _stems(texts: Texts, facts: Facts, first: int, last: int) -> frozenset[str]:
    language = texts.knowledge.language
    return frozenset(
        stem(w.lower)
        for w in facts.words[first:last]
        if w.kind == "word"
        and (len(w.text) > _CAPITALS or w.text.isupper())
        and not any(language.is_a(kind, w.lower) for kind in _CLOSED)
    )


# ---------------------------------------------------------------- "in A but not in B"
def _exceptions(texts: Texts) -> Iterator[tuple[Span, Span]]:
    was, now = texts.source_segments, texts.rewrite_segments
    denied = {s.start for s in was if _denies(texts.source, s)}
    told = {s.start for s in now if _denies(texts.rewrite, s)}
    where = _places(now)
    for one, other in _neighbours(was):
        if (one.start in denied) == (other.start in denied):
            continue
        holds, not_so = (other, one) if one.start in denied else (one, other)
        for a in _own(holds, not_so, where):
            for b in _own(not_so, holds, where):
                first, second = ({now[i].start in told for i in where[item]} for item in (a, b))
                if first == {True} and second == {False}:
                    yield (one.start, other.end), _around(now, where[a] | where[b])
                    return


def _denies(reading: Reading, segment: Segment) -> bool:
    return bool(reading.within(segment.start, segment.end, "negation", "strong"))


# ---------------------------------------------------------------- "A does x and B does y"
def _parallels(texts: Texts) -> Iterator[tuple[Span, Span]]:
    now = [s for s in texts.rewrite_segments if not any(a <= s.start < b for a, b in texts.asides)]
    was = {s.start: _meant(texts, texts.source, s) for s in texts.source_segments}
    where: dict[str, set[int]] = {}
    for index, segment in enumerate(now):
        for item in _meant(texts, texts.rewrite, segment):
            where.setdefault(item, set()).add(index)
    for one, other in _neighbours(texts.source_segments):
        places: list[set[int]] = []
        for mine, its in ((one, other), (other, one)):
            items = [i for i in was[mine.start] - was[its.start] if len(where.get(i, ())) == 1]
            places.append({min(where[item]) for item in items})
        both = places[0] & places[1]
        if len(both) > 1 and places[0] == places[1] == both:
            yield (one.start, other.end), _around(now, both)
            return


def _meant(texts: Texts, reading: Reading, segment: Segment) -> set[str]:
    """Return the items of a segment, the groups of words alike that these are in, and its opposites."""
    out = _items(segment)
    facts = reading.facts[segment.sentence]
    span = segment.start, segment.end
    for word in facts.words:
        if segment.start <= word.start < segment.end:
            out |= {f"~{n}" for n in texts.knowledge.language.kin(word.lower)}
            out |= {"~us"} if word.lower in _US else set()
    if reading.text[slice(*span)].casefold().rstrip(" .,;").endswith(_OURS):
        out.add("~us")
    if not reading.within(*span, "negation", "strong", "without"):
        out |= {m.label for m in reading.within(*span, "opposites")}
    return out


def _neighbours(segments: Sequence[Segment]) -> Iterator[tuple[Segment, Segment]]:
    for at, one in enumerate(segments):
        for other in segments[at + 1 : at + 1 + _NEXT]:
            if one.sentence == other.sentence:
                yield one, other


def _places(segments: Sequence[Segment]) -> dict[str, set[int]]:
    out: dict[str, set[int]] = {}
    for index, segment in enumerate(segments):
        for item in _items(segment):
            out.setdefault(item, set()).add(index)
    return out


def _items(segment: Segment) -> set[str]:
    """Return the words, terms and names of a segment; a name counts as a word."""
    names = {stem(n[1:]) if n[1:].isalpha() else n for n in segment.who if n[0] == "&"}
    return set(segment.stems) | names


def _own(one: Segment, other: Segment, where: dict[str, set[int]]) -> list[str]:
    return sorted(item for item in _items(one) - _items(other) if item in where)


def _around(segments: Sequence[Segment], places: Set[int]) -> Span:
    return min(segments[i].start for i in places), max(segments[i].end for i in places)

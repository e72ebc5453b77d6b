"""Find a verb that one text denies and the other tells: "not hashed" and "hashed"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.denials.denied import doubled, until, whole
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import content_stems
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_COMMON = 2  # words that two sentences must share to be about the same
_NEXT = 3
_LIMITS = frozenset(("only", "unless", "until", "otherwise"))
_BETWEEN = frozenset(("been", "be", "being", "have", "has", "yet", "first", "even", "were", "was", "fully", "ever"))
_LEFT = frozenset(("from", "instead", "than"))
_LONG = 5
_PREFIXED = 7


def denied_in_one(texts: Texts, known: tuple[set[int], set[int]]) -> Iterator[Finding]:
    """Find a verb under a "not" or "without" in one text that the other text tells without: "not hashed", "hashed"."""
    was, now = _verbs(texts.source), _verbs(texts.rewrite)
    for one, other, rule in ((was, now, "negation-lost"), (now, was, "negation-added")):
        for root, places in one.items():
            there = other.get(root)
            if there is None or not all(marks for _, _, marks in places) or any(marks for _, _, marks in there):
                continue
            facts, at, marks = places[0]
            behind, place, _ = there[0]
            if _stands_in(facts, behind) or _left(behind, place) or marks[0].start in known[rule == "negation-added"]:
                continue
            said, retold = (content_stems(f.words, texts.knowledge.language) for f in (facts, behind))
            if len(said & retold) < _COMMON:
                continue
            word, told = facts.words[at], behind.words[place]
            spans = (word.start, word.end), (told.start, told.end)
            source, rewrite = spans if rule == "negation-lost" else spans[::-1]
            message = f"One text denies {word.text!r}, the other does not."
            yield Finding(rule, "error", message, told.text, source, rewrite, word.text)
            return


def _stands_in(one: Facts, other: Facts) -> bool:
    """Return whether something in either sentence may carry the "not" that the verb itself lacks."""
    was, now = ({m.label for m in f.markers if m.table in ("negation", "opposites")} for f in (one, other))
    limits = {w.lower for f in (one, other) for w in f.words} & _LIMITS
    return bool(limits) or "weak" in now or "strong" in now or any(w.endswith("/no") for w in now - was)


def _left(facts: Facts, at: int) -> bool:
    """Return whether a word is what something else came in place of: "takes over from Ida", "instead of diesel"."""
    before = facts.words[max(0, at - _NEXT) : at]
    return any(w.lower in _LEFT or w.lower.startswith("replac") for w in before)


def _verbs(reading: Reading) -> dict[str, list[tuple[Facts, int, tuple[Marker, ...]]]]:
    """Return the verbs of a text by their stems, each with what stands right before it and denies it."""
    out: dict[str, list[tuple[Facts, int, tuple[Marker, ...]]]] = {}
    for facts in reading.facts:
        back = doubled(facts)
        marks = [m for m in facts.marked("negation", "strong", "without") if m.start not in back]
        for at, word in enumerate(facts.words):
            if word.kind != "word" or len(word.lower) < _LONG:
                continue
            close = tuple(
                m
                for m in _before(marks, at)
                if all(w.lower in _BETWEEN or w.lower.endswith("ly") for w in facts.words[m.last : at])
                and not whole(facts, m)
                and not until(reading, m)
            )
            out.setdefault(stem(word.lower), []).append((facts, at, close))
            if word.lower.startswith("un") and len(word.lower) > _PREFIXED:  # "unlabelled"
                inside = Marker("negation", "strong", at, at + 1, word.start, word.end)
                out.setdefault(stem(word.lower[2:]), []).append((facts, at, (inside,)))
    return out


def _before(marks: Sequence[Marker], at: int) -> Iterable[Marker]:
    last = bisect_left(marks, at + 1, key=lambda m: m.last)
    return (m for m in marks[max(0, last - 1) : last] if at - m.last < _NEXT)

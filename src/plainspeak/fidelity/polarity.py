"""Compare what is denied and which way things go: negation, opposites, directions."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts, added, lost
from plainspeak.findings import Finding

_OPPOSITE = {"up": "down", "down": "up"}
_REACH = 4  # a "not" governs the words this close behind it


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite turns something round.

    Args:
        texts: The two texts.
    """
    yield from _numbers(texts)
    opposites = list(_opposites(texts))
    yield from opposites
    if not opposites:
        yield from _negation(texts)
    yield from _directions(texts)


def _numbers(texts: Texts) -> Iterator[Finding]:
    """Compare verb, sign and whether up is good together, number by number."""
    for pair in texts.pairs:
        s, r = pair.source, pair.rewrite
        if s.role in ("old", "new") and r.role in ("old", "new") and s.role != r.role and s.direction:
            flipped = s.direction == _OPPOSITE.get(r.direction)
        elif s.role == "old" or (s.role == "new" and r.better is None):
            flipped = False
        elif s.better is not None and r.better is not None:
            flipped = s.better != r.better
        else:
            flipped = bool(s.direction) and _OPPOSITE.get(s.direction) == r.direction
        if flipped:
            words = texts.rewrite.text[r.quantity.start : r.quantity.end]
            was = s.direction or ("better" if s.better else "worse")
            now = r.direction or ("better" if r.better else "worse")
            message = f"With {words}, the source says {was} and the rewrite {now}."
            yield Finding(
                "direction-flipped",
                "error",
                message,
                words,
                (s.quantity.start, s.quantity.end),
                (r.quantity.start, r.quantity.end),
            )


def _negation(texts: Texts) -> Iterator[Finding]:
    """Compare whether something is denied; words that carry a "not" inside keep one but don't add one."""
    strong, told = (
        _effective(texts.source, texts.source.marked("negation", "strong")),
        _effective(texts.rewrite, texts.told("negation", "strong")),
    )
    weak, told_weak = texts.source.marked("negation", "weak"), texts.rewrite.marked("negation", "weak")
    unknown = texts.source.marked("certainty", "unknown"), texts.rewrite.marked("certainty", "unknown")
    bound = any(n.quantity.comparator in ("at most", "less than") for n in texts.source.numbers)
    if strong and not told and not told_weak and not unknown[1] and not _restated(texts):
        yield lost(
            _about_significance(texts, strong[0], "negation-lost"),
            "error",
            f"The source denies something ({texts.said(strong[0])!r}); the rewrite does not.",
            texts,
            strong[0],
        )
    elif told and not strong and not weak and not unknown[0] and not bound:
        yield added(
            "negation-added",
            "error",
            f"The rewrite denies something ({texts.retold(told[0])!r}); the source does not.",
            texts,
            told[0],
        )


def _about_significance(texts: Texts, mark: Marker, rule: str) -> str:
    """Return the rule for a lost "not": of a test result it is a misreading of significance."""
    behind = texts.source.text[mark.end : mark.end + 40].casefold()
    return "significance-misread" if "significan" in behind or "conclusive" in behind else rule


def _effective(reading: Reading, marks: list[Marker]) -> list[Marker]:
    """Return the negations that deny something; "not ... until" only sets a condition."""
    conditions = reading.marked("condition", "until")
    return [m for m in marks if not any(0 < c.start - m.start < 60 for c in conditions)]


def _restated(texts: Texts) -> bool:
    """Return whether a comparison took the place of a "not": "did not exceed 5" -> "5 at most"."""
    return any(
        n.quantity.comparator in ("at most", "less than", "at least")
        and p.source.quantity.comparator != n.quantity.comparator
        for p in texts.pairs
        for n in (p.rewrite,)
    )


def _opposites(texts: Texts) -> Iterator[Finding]:
    """Compare words that exclude each other: include and leave out, automatic and manual, before and after."""
    source = {m.label: m for m in texts.source.marked("opposites")}
    for mark in texts.told("opposites"):
        pair, _, side = mark.label.partition("/")
        other = source.get(f"{pair}/{'no' if side == 'yes' else 'yes'}")
        if (
            other is None
            or mark.label in source
            or f"{pair}/{'no' if side == 'yes' else 'yes'}" in {m.label for m in texts.told("opposites")}
        ):
            continue
        if _under_not(texts.source, other) == _under_not(texts.rewrite, mark):
            rule = "negation-added" if side == "no" else "negation-lost"
            message = f"The source says {texts.said(other)!r}, the rewrite {texts.retold(mark)!r}: the opposite."
            yield Finding(
                rule,
                "error",
                message,
                texts.retold(mark),
                (other.start, other.end),
                (mark.start, mark.end),
                texts.said(other),
            )


def _under_not(reading: Reading, mark: Marker) -> bool:
    """Return whether a word stands under a "not"."""
    for facts in reading.facts:
        if facts.sentence.start <= mark.start < facts.sentence.end:
            return any(0 <= mark.first - n.last <= _REACH for n in facts.marked("negation", "strong"))
    return False


def _directions(texts: Texts) -> Iterator[Finding]:
    """Compare directions that carry no number: "costs are trending up" and "costs keep edging down"."""
    for segment in texts.source_segments:
        was = _moves(texts.source, segment.start, segment.end)
        if len(was) != 1 or segment.stems == frozenset():
            continue
        for partner in texts.partners(segment):
            now = _moves(texts.rewrite, partner.start, partner.end)
            shared = segment.stems & partner.stems
            if (
                shared
                and len(now) == 1
                and now == {_OPPOSITE[next(iter(was))]}
                and not _denied_in(texts, segment.start, segment.end, partner.start, partner.end)
            ):
                words = texts.rewrite.text[partner.start : partner.end]
                message = f"The source says {next(iter(was))} where the rewrite says {next(iter(now))}."
                yield Finding(
                    "direction-flipped",
                    "error",
                    message,
                    words,
                    (segment.start, segment.end),
                    (partner.start, partner.end),
                )
                return


def _denied_in(texts: Texts, a: int, b: int, c: int, d: int) -> bool:
    """Return whether just one of two spans holds a "not"."""
    one = any(a <= m.start < b for m in texts.source.marked("negation", "strong"))
    other = any(c <= m.start < d for m in texts.rewrite.marked("negation", "strong"))
    return one != other


def _moves(reading: Reading, start: int, end: int) -> set[str]:
    """Return the directions of the words in a span that stand beside no number."""
    if any(start <= n.quantity.start < end for n in reading.numbers):
        return set()
    found = {m.label for m in reading.marked("directions", "up", "down") if start <= m.start < end}
    found |= {m.label for m in reading.marked("moving") if start <= m.start < end}
    return found & {"up", "down"}

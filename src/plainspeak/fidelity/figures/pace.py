"""Find a factor that a rewrite tells the other way round: "three times slower", "three times as fast"."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.fidelity.figures.factors import factor
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_SIDES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("slower slow longer long", "faster fast quicker quick quickly sooner"),
        ("cheaper cheap less", "dearer dear expensive costly pricier"),
        ("smaller small shorter short", "larger large bigger big taller tall"),
    )
)
_NEXT = 3  # words behind a factor in which the adjective stands


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the first factor that both texts tell, each of the opposite.

    Args:
        texts: The two texts.
    """
    for pair in texts.pairs:
        a, b = pair.source.quantity, pair.rewrite.quantity
        if "times" not in (a.dimension, b.dimension) or a.value != b.value or a.value <= 1:
            continue
        was, now = _behind(texts.source, pair.source), _behind(texts.rewrite, pair.rewrite)
        said, told = factor(pair.source, texts.source), factor(pair.rewrite, texts.rewrite)
        if said is not None and told is not None and said == told:
            continue  # "twice as fast", "it used to take twice as long"
        flipped = said is not None and told is not None and said * told == 1
        if flipped or any((was & x and now & y) or (was & y and now & x) for x, y in _SIDES):
            words = texts.rewrite.text[b.start : b.end]
            message = f"The source and the rewrite tell {words!r} of opposites."
            yield Finding("direction-flipped", "error", message, words, (a.start, a.end), (b.start, b.end))
            return


def _behind(reading: Reading, number: Number) -> set[str]:
    words = [w.lower for w in reading.facts[number.sentence].words if w.start >= number.quantity.end]
    return set(words[:_NEXT])

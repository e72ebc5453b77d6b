"""Pair numbers that a sentence spells out in a form of its own: "one for every fifty", "88 times out of 100"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from decimal import Decimal
from itertools import pairwise

from plainspeak.facts import Facts
from plainspeak.fidelity.figures.factors import factor
from plainspeak.fidelity.figures.ledger import Ledger
from plainspeak.fidelity.figures.workings import near
from plainspeak.fidelity.reading import Number, Reading

_ONE = frozenset(("one", "1", "a", "single"))
_EVERY = frozenset(("every", "each"))
_NTH = {
    "second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "twentieth": 20, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_ROUND = frozenset((Decimal(100), Decimal(1000), Decimal(10000), Decimal(100000), Decimal(1000000)))
_HALFWAY = frozenset(("halfway", "midway"))
_HALF = Decimal("0.5")
_BACK = 5  # words between the "one" and the "every"
_DUST = Decimal("1e-9")
_CLOSE, _ROUGH = Decimal("0.02"), Decimal("0.05")


def every(reading: Reading) -> frozenset[int]:
    """Return 3 for the "every third visitor" of a text, 2 for "every other"."""
    return frozenset(
        _NTH[then.lower]
        for f in reading.facts
        for w, then, behind in zip(f.words, f.words[1:], f.words[2:], strict=False)
        if w.lower == "every" and then.lower in _NTH and behind.kind == "word"
    )


def is_one_in(number: Number, every: Set[int]) -> bool:
    """Return whether a share is that of "every third visitor"."""
    quantity = number.quantity
    return quantity.dimension == "share" and any(abs(quantity.value * n - 1) < _CLOSE for n in every)


def settle(lost: list[Number], added: list[Number], ledger: Ledger) -> tuple[list[Number], list[Number]]:
    """Leave out what is only spelled in another form, on either side.

    Args:
        lost: Numbers of the source without a partner.
        added: Numbers of the rewrite without one.
        ledger: Where fates go.
    """
    for number in list(lost):
        match = next((n for n in added if _alike(number, _ratio(n, ledger.rewrite))), None)
        if match is None:
            continue
        ledger.fate(number.quantity, "restated", match.quantity)
        lost = [n for n in lost if n is not number]
        whole = _whole(match, ledger.rewrite)
        added = [n for n in added if n is not match and n is not whole]
    lost = [n for n in lost if not _spoken(n, ledger.rewrite)]
    halfway = any(w.lower in _HALFWAY for f in ledger.source.facts for w in f.words)
    added = [n for n in added if not (halfway and n.quantity.value == _HALF and n.quantity.dimension == "share")]
    added = [n for n in added if not _is_base(n, ledger.source) and not _rounds(n, ledger.rewrite, added)]
    return lost, added


def as_counts(lost: list[Number], added: list[Number], ledger: Ledger) -> tuple[list[Number], list[Number]]:
    """Leave out what one text tells as "18 of 240", and the other as a share of a base: "out of 240 there were 18".

    Args:
        lost: Numbers of the source without a partner.
        added: Numbers of the rewrite without one.
        ledger: Source and rewrite.
    """
    lost, added = _as_counts(lost, added, ledger.rewrite)
    added, lost = _as_counts(added, lost, ledger.source)
    lost, added = _against(lost, added, ledger.source, ledger.rewrite)
    added, lost = _against(added, lost, ledger.rewrite, ledger.source)
    return lost, added


def _against(
    shares: list[Number], counts: list[Number], told: Reading, reading: Reading
) -> tuple[list[Number], list[Number]]:
    """Leave out a share or factor and the two numbers that stand for it: "30% less", "for every 10 it used, 7"."""
    wanted = [n for n in shares if n.quantity.dimension in ("share", "times") and not n.bound]
    wholes = [n for n in counts if n.quantity.value > 0 and _each(n, reading)] if wanted else []
    for number in wanted if wholes else ():
        of = factor(number, told)
        for whole in wholes:
            part = next((n for n in counts if n is not whole and _makes(number, of, n, whole)), None)
            if part:
                shares = [n for n in shares if n is not number]
                counts, wholes = (
                    [n for n in listed if n is not whole and n is not part] for listed in (counts, wholes)
                )
                break
    return shares, counts


def _each(number: Number, reading: Reading) -> bool:
    """Return whether a number is what another one is told for: "for every 10 litres"."""
    before = [word.casefold() for word in reading.text[: number.quantity.start].rsplit(maxsplit=2)[-2:]]
    return before in (["for", "every"], ["for", "each"], ["to", "every"], ["against", "every"]) and not number.bound


def _makes(number: Number, of: Decimal | None, part: Number, whole: Number) -> bool:
    """Return whether two numbers of one sentence make a share or factor of each other, or odds of one to the rest."""
    like = {part.quantity.dimension, whole.quantity.dimension}
    if part.sentence != whole.sentence or part.bound or (len(like) > 1 and "count" not in like):
        return False
    # "ten litres ..., the new one 7": a number alone has the unit of the other
    one, other = (
        (part.quantity.number, whole.quantity.number) if len(like) > 1 else (part.meant.value, whole.meant.value)
    )
    if not one or not other:
        return False
    value = of or number.quantity.value
    told = [one / other, other / one] if of else [one / other, one / (one + other)]
    return any(abs(t - value) <= value * _CLOSE / 4 for t in told)


def _as_counts(ratios: list[Number], counts: list[Number], reading: Reading) -> tuple[list[Number], list[Number]]:
    """Leave out a ratio and the two numbers that tell it apart: "8.7 out of 10", "on a scale up to 10 it got 8.7"."""
    for ratio in list(ratios):
        base = ratio.quantity.base
        if base is None or ratio.quantity.high is not None:
            continue
        part = ratio.quantity.value * base
        told = [n for n in near(ratio, reading.numbers) if n.quantity.dimension in ("count", "points")]
        whole = next((n for n in told if n.quantity.value == base), None)
        share = next((n for n in told if n is not whole and abs(n.quantity.value - part) < _DUST), None)
        if whole is None or share is None or abs(whole.sentence - share.sentence) > 1:
            continue
        ratios = [n for n in ratios if n is not ratio]
        counts = [n for n in counts if n is not whole and n is not share]
    return ratios, counts


def _spoken(number: Number, reading: Reading) -> bool:
    """Return whether a share is told by words alone: "halfway", "one page for every hundred"."""
    quantity = number.quantity
    if quantity.dimension != "share":
        return False
    words = [w.lower for f in reading.facts for w in f.words]
    if quantity.value == _HALF and _HALFWAY & set(words):
        return True
    wholes = {name: value for value in _ROUND if (name := _name(value)) and value * quantity.value == 1}
    return any(
        then in wholes and one in _EVERY and bool(_ONE & set(words[max(0, at - _BACK) : at]))
        for at, (one, then) in enumerate(pairwise(words))
    )


def _alike(number: Number, ratio: Decimal | None) -> bool:
    quantity = number.quantity
    level = quantity.dimension == "share" or (quantity.dimension == "count" and 0 < quantity.value < 1)
    return ratio is not None and level and quantity.high is None and abs(ratio - quantity.value) <= ratio * _CLOSE


def _ratio(number: Number, reading: Reading) -> Decimal | None:
    """Return the share that "one ... for every 50" or "88 times out of 100" tells at a number, if it tells one."""
    quantity = number.quantity
    whole = _whole(number, reading)
    if whole is not None and quantity.value <= whole.quantity.value:
        return quantity.value / whole.quantity.value
    if quantity.dimension != "count" or quantity.value <= 1:
        return None
    facts = reading.facts[number.sentence]
    at = next((i for i, w in enumerate(facts.words) if w.start >= quantity.core[0]), 0)
    before = [w.lower for w in facts.words[max(0, at - _BACK - 1) : at]]
    after = [w.lower for w in facts.words[at + 1 : at + 2 * _BACK]]
    one = _ONE & set(before[:-1]) or ("for" in before[:-1] and "one" in after)
    if not before or before[-1] not in _EVERY or not one:
        return None
    return 1 / quantity.value


def _whole(number: Number, reading: Reading) -> Number | None:
    """Return the number of which another is told as so many times: "88 times out of 100"."""
    if number.quantity.dimension != "times":
        return None
    for other in near(number, reading.numbers):
        between = reading.text[number.quantity.end : other.quantity.start].split()
        if other.quantity.dimension == "count" and between in (["out", "of"], ["in"], ["of"], ["out", "of", "every"]):
            return other
    return None


def _is_base(number: Number, source: Reading) -> bool:
    """Return whether a round number is what the source counts by: "per thousand calls"."""
    quantity = number.quantity
    if quantity.dimension != "count" or quantity.value not in _ROUND:
        return False
    names = {f"{quantity.value:f}", _name(quantity.value)}
    return any(_counts_by(facts, names) for facts in source.facts)


def _counts_by(facts: Facts, names: set[str]) -> bool:
    words = [w.lower for w in facts.words]
    return any(one in ("per", "each", "every") and then in names for one, then in pairwise(words))


def _name(value: Decimal) -> str:
    return {100: "hundred", 1000: "thousand", 1000000: "million"}.get(int(value), "")


def _rounds(number: Number, reading: Reading, added: Sequence[Number]) -> bool:
    """Return whether a number only rounds another beside it that the source has: "just under three quarters, 74%"."""
    quantity = number.quantity
    if not quantity.comparator or quantity.form not in ("fraction", "words"):
        return False
    for other in near(number, reading.numbers):
        exact = other.quantity
        if other in added or other.sentence != number.sentence or exact.dimension != quantity.dimension:
            continue
        below = exact.value <= quantity.value
        side = {"less than": below, "at most": below, "more than": not below, "at least": not below}
        if side.get(quantity.comparator, True) and abs(exact.value - quantity.value) <= quantity.value * _ROUGH:
            return True
    return False

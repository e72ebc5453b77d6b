"""What the author's additions settle: the levels before and after a change that is given as a bare percentage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plainspeak.draft.sayings import plain
from plainspeak.facts import Claim, Facts
from plainspeak.quantities import Quantity

_HUNDRED = Decimal(100)
_FORMER = frozenset(("was", "were", "before", "previously", "used", "from"))
_PRESENT = frozenset(("is", "are", "now", "currently", "today", "to", "of"))
_NEAR = 4  # words before a level that may say when it held


@dataclass(frozen=True, slots=True)
class Settled:
    """A change with its levels.

    Args:
        form: "relative" or "points".
        old: The level before, as a reader is shown it.
        new: The level after.
        sure: Whether both levels were given, so that the reading is no choice of ours.
    """

    form: str
    old: str
    new: str
    sure: bool


def settle(claim: Claim, given: Sequence[Facts]) -> Settled | None:
    """Return the levels of a bare percentage of change on a share, if what was given settles them.

    With the level before and the level after, the reading follows. With the level before alone the relative reading is
    taken for a change for the better, since it claims less, unless it is impossible.

    Args:
        claim: The claim with the percentage.
        given: What the author added claims.
    """
    if claim.form != "relative" or claim.term.measured != "share" or claim.old or claim.new or not claim.amount:
        return None
    old, new = levels(claim.term.id, given)
    if old is None:
        return None
    step = claim.amount.value if claim.direction == "up" else -claim.amount.value
    readings = {"relative": old * (1 + step), "points": old + step}
    if new is not None:
        form = next((form for form, value in readings.items() if abs(value - new) <= Decimal("0.005")), None)
        return Settled(form, _shown(old), _shown(new), sure=True) if form else None
    after = readings["relative"]
    if not claim.better:
        return None  # the smaller of two changes for the worse might play it down
    return Settled("relative", _shown(old), _shown(after), sure=False) if 0 <= after <= 1 else None


def levels(term_id: str, given: Sequence[Facts]) -> tuple[Decimal | None, Decimal | None]:
    """Return the levels of a metric before and after a change, as far as they were given.

    Args:
        term_id: The metric.
        given: What the author added claims.
    """
    old: Decimal | None = None
    new: Decimal | None = None
    for facts in given:
        if all(hit.term != term_id for hit in facts.terms):
            continue
        moved = next((c for c in facts.claims if c.term.id == term_id and c.old and c.new), None)
        if moved and moved.old and moved.new:
            old, new = _share(moved.old), _share(moved.new)
            continue
        for quantity in facts.quantities:
            before = [w.lower for w in facts.words if w.end <= quantity.start][-_NEAR:]
            told = next((w for w in reversed(before) if w in _FORMER or w in _PRESENT), "")
            if told in _FORMER:
                old = _share(quantity)
            elif told:
                new = _share(quantity)
    return old, new


def _share(quantity: Quantity) -> Decimal | None:
    is_share = quantity.dimension == "share" or (quantity.dimension == "count" and 0 <= quantity.value <= 1)
    return quantity.value if is_share else None


def _shown(level: Decimal) -> str:
    return plain(level * _HUNDRED) + "%"

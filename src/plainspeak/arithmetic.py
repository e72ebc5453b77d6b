"""Compare quantities, and work out whether one follows from others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from plainspeak.quantities import Quantity

_ONE = Decimal(1)
# A fraction in words stands for a share up to half a point away: "a third" for 33.1%.
_WORDS = Decimal("0.005")
# Quotients such as 2/3 are kept to 28 digits only.
_DUST = Decimal("1e-20")
# A share near one of a long window reads as uptime.
_UPTIME = Decimal("0.9")


def bounds(q: Quantity) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest value of a quantity, in its base unit; both are equal if it is no range."""
    return (q.value, q.value if q.high is None else q.high)


def same(a: Quantity, b: Quantity, share: bool = False) -> bool:
    """Tell whether two quantities have the same value, in any form.

    Comparator and sign are not compared.

    Args:
        a: A quantity.
        b: Another.
        share: The numbers describe a share, so that 0.89 may stand for 89%.

    Example: "1,200 ms" and "1.2 seconds", "33%" and "a third", "9 in 1,000" and "0.9%" are the same.
    """
    if (a.high is None) != (b.high is None):
        return False
    scales = _common(a, b, share)
    if scales is None:
        return False
    slack = max(_slack(a) * scales[0], _slack(b) * scales[1]) if _endless(a) or _endless(b) else Decimal(0)
    return all(
        abs(x * scales[0] - y * scales[1]) <= max(slack, _DUST) for x, y in zip(bounds(a), bounds(b), strict=True)
    )


def in_unit_of(bare: Quantity, like: Quantity) -> Quantity:
    """Return a number without a unit as if it had the unit of another quantity.

    Used where the unit was said before: "6 to 9 months; the other plan could take 12".

    Args:
        bare: A count.
        like: A quantity whose unit is meant.
    """
    factor = like.value / like.number if like.number and like.number > 0 else _ONE
    return replace(
        bare,
        value=bare.value * factor,
        high=None if bare.high is None else bare.high * factor,
        dimension=like.dimension,
        unit=like.unit,
        step=bare.step * factor,
    )


def derivable(target: Quantity, sources: Sequence[Quantity]) -> str | None:
    """Tell whether a quantity follows from one or two others, and how.

    Args:
        target: The quantity to explain.
        sources: What is known, in the order of time: of a change, the old value before the new one, because
            a relative change is measured against the old one.

    Returns:
        The working as a short text, such as "66% - 60% = 6 points" with a true minus sign, or None.
    """
    found = working(target, sources)
    return found[0] if found else None


def working(target: Quantity, sources: Sequence[Quantity]) -> tuple[str, tuple[Quantity, ...]] | None:
    """Return how a quantity follows from one or two others, and from which; None if it does not.

    Args:
        target: The quantity to explain.
        sources: What is known, as for ``derivable``.
    """
    if target.high is not None:
        return None
    single = [source for source in sources if source.high is None]
    for source in single:
        for dimension, value, text in _from_one(source):
            if _fits(target, dimension, value):
                return text.format(_show(source), _show(target)), (source,)
    for index, old in enumerate(single):
        for new in single[index + 1 :]:
            for dimension, value, text in _from_two(old, new):
                if _fits(target, dimension, value):
                    return text.format(_show(old), _show(new), _show(target)), (old, new)
    return None


# A dimension, a value, and the working with places for the sources and the target, filled only if the value fits.
_Step = tuple[str, Decimal, str]


def _from_one(source: Quantity) -> Iterator[_Step]:
    value = source.value
    if source.dimension == "share" and 0 < value < 1:
        yield "share", 1 - value, "100% − {0} = {1}"
        yield "times", 1 - value, "{0} less = {1}"
        yield "times", 1 + value, "{0} more = {1}"
        yield "times", value, "{0} = {1}"
        yield "times", 1 / value, "1 / {0} = {1}"
    if source.dimension == "times" and value > 0:
        if value < 1:
            yield "share", 1 - value, "{0} = {1} less"
            yield "share", value, "{0} = {1} of what it was"
        if value > 1:
            yield "share", value - 1, "{0} = {1} more"
            yield "share", 1 / value, "1 / {0} = {1} of what it was"
        yield "times", 1 / value, "1 / {0} = {1}"


def _from_two(old: Quantity, new: Quantity) -> Iterator[_Step]:
    a, b = old.value, new.value
    if {old.dimension, new.dimension} == {"share", "time"}:
        level, window = (old, new) if old.dimension == "share" else (new, old)
        if _UPTIME <= level.value < 1:
            text = "(100% − {0}) of {1} = {2}" if level is old else "(100% − {1}) of {0} = {2}"
            yield "time", (1 - level.value) * window.value, text
    if {old.dimension, new.dimension} == {"share", "count"}:
        part, whole = (old, new) if old.dimension == "share" else (new, old)
        text = "{0} of {1} = {2}" if part is old else "{1} of {0} = {2}"
        if whole.value > _ONE > part.value:
            yield "count", part.value * whole.value, text
    if old.dimension != new.dimension:
        return
    difference = "{0} − {1} = {2}" if a >= b else "{1} − {0} = {2}"
    shares = old.dimension == "share" or (old.dimension == "count" and a <= 1 and b <= 1)
    if shares:
        yield "points", abs(b - a) * 100, difference
    if old.dimension not in ("share", "times"):
        yield old.dimension, abs(b - a), difference
    if a > 0 and b > 0 and a != b:
        ratio = b / a
        yield "share", abs(ratio - 1), f"{{1}} / {{0}} = {ratio:.2f}, so {{2}} {'more' if b > a else 'less'}"
        yield "times", ratio, "{1} / {0} = {2}"
        yield "times", 1 / ratio, "{0} / {1} = {2}"
        if not shares and old.dimension not in ("times", "points"):
            yield "share", min(a, b) / max(a, b), "{1} of {0} = {2}" if a >= b else "{0} of {1} = {2}"


def _fits(target: Quantity, dimension: str, value: Decimal) -> bool:
    """Tell whether a value, rounded to the digits of the target, is the target."""
    scale = _ONE
    if target.dimension != dimension:
        # "6 of every 100 more" are 6 points; nothing else changes its dimension.
        if not (dimension == "points" and target.dimension == "share" and target.base):
            return False
        scale = Decimal(100)
    slack = _WORDS if target.dimension == "share" and target.form in ("fraction", "ratio") else target.step / 2
    return abs(target.value * scale - value) <= max(slack * scale, _DUST)


def _common(a: Quantity, b: Quantity, share: bool) -> tuple[Decimal, Decimal] | None:
    """Return what to multiply each value with so that they can be compared, or None if they can't."""
    if a.dimension == b.dimension:
        return _ONE, _ONE
    kinds = (a.dimension, b.dimension)
    if "cents" in (a.unit, b.unit) and all(kind.startswith("money") for kind in kinds):
        return _ONE, _ONE  # of which currency they are, nobody says
    if share and kinds in (("share", "count"), ("count", "share")):
        count = a if a.dimension == "count" else b
        return (_ONE, _ONE) if bounds(count)[0] >= 0 and bounds(count)[1] <= 1 else None
    if kinds == ("share", "points") and a.base:
        return Decimal(100), _ONE
    if kinds == ("points", "share") and b.base:
        return _ONE, Decimal(100)
    return None


def _endless(q: Quantity) -> bool:
    """Tell whether a value is a quotient without an end, such as a third."""
    return q.form in ("fraction", "ratio") and int(q.value.as_tuple().exponent) < -20


def _slack(q: Quantity) -> Decimal:
    return Decimal(0) if q.form in ("fraction", "ratio") else q.step / 2


def _show(q: Quantity) -> str:
    """Return a quantity as it stands in a working."""
    if q.dimension == "share":
        return f"{_plain(q.value * 100)}%"
    number = _plain(q.number)
    if q.dimension == "points":
        value = _plain(q.value)
        return f"{value} point" if value == "1" else f"{value} points"
    if q.dimension == "times":
        return f"{number}x"
    if q.dimension.startswith("money:"):
        return f"{q.dimension[6:]} {_plain(q.value)}"
    return f"{number} {q.unit}" if q.unit else number


def _plain(value: Decimal) -> str:
    """Return a number without trailing zeros or exponent, with at most two places."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")

"""Judge the numbers that found no equal in the other text: derived, told in words, changed, lost or added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from plainspeak.arithmetic import derivable, in_unit_of, same
from plainspeak.fidelity.figures import factors, spelled
from plainspeak.fidelity.figures.counted import in_step, periods, restated
from plainspeak.fidelity.figures.equality import digits, is_remainder, shown_value, window
from plainspeak.fidelity.figures.ledger import Ledger
from plainspeak.fidelity.figures.ordinals import ordinals, tells_place
from plainspeak.fidelity.figures.periods import lengths
from plainspeak.fidelity.figures.spoken import Spoken, is_majority
from plainspeak.fidelity.figures.workings import Working, Workings, near
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.knowledge import Knowledge
from plainspeak.quantities import Quantity

_NEARBY = 12
_COMPARED = frozenset(
    "versus vs against than from target compared baseline goal limit planned instead before previously was were used "
    "old previous earlier objective budget allowed forecast expected required requires require on plan".split()
)
_DOUBLE = frozenset(("double", "doubles", "duplicate", "duplicates", "duplicated", "repeated"))
_MARKS = frozenset(",;:()—–.")
_HALF, _PAIR = Decimal("0.5"), Decimal(2)
_AGO = frozenset(("ago", "earlier", "before"))
_AROUND = 6  # words beside a number that may tell that another one is compared to it
_LARGEST_BASE = 100  # "8 of 10" may be told as 80%; of "3 of 1,240" the size must be told


class Leftovers:
    """Judges the numbers without a partner.

    Args:
        ledger: Where findings and fates go.
        given: The reading of what the author added.
        told: Where the numbers of the source begin that the rewrite tells as they are.
        knowledge: The packs.
        median: The source tells a median.
        opposed: An upper bound of the source is a lower one in the rewrite.
    """

    def __init__(
        self, ledger: Ledger, given: Reading, told: Set[int], knowledge: Knowledge, median: bool, opposed: bool
    ) -> None:
        self.ledger, self.given, self.told, self.median = ledger, given, told, median
        self.source, self.rewrite = ledger.source, ledger.rewrite
        self.workings = Workings(self.source, self.rewrite, given, told, knowledge, opposed)
        self.spans = lengths(self.source)
        self.spoken = Spoken(self.source, self.rewrite, knowledge)
        self.said = self.source.words
        self.places = {o.place for o in ordinals(self.source, knowledge.language)}
        self.doubles = bool(self.said & _DOUBLE)

    def settle(self, lost: list[Number], added: list[Number]) -> None:
        """Judge them all.

        Args:
            lost: Numbers of the source without a partner.
            added: Numbers of the rewrite without one.
        """
        lost, added = spelled.as_counts(*self._counted_otherwise(lost, added), self.ledger)
        lost, added = self._derived(*self._same_factors(lost, added))
        known = self.given.numbers
        added = [n for n in added if n.quantity.dimension != "time" or n.quantity.value not in self.spans]
        added = [n for n in added if not any(same(n.quantity, g.quantity, share=n.share or g.share) for g in known)]
        lost, added = self._with_units(*self._ranges(lost, added))
        lost = [n for n in lost if not self.spoken.told(n)]
        lost, added = spelled.settle(*self._one_more(lost, added), self.ledger)
        every, told_every = spelled.every(self.source), spelled.every(self.rewrite)
        added = [n for n in added if not (spelled.is_one_in(n, every) or self._is_former_time(n))]
        lost = [n for n in lost if not spelled.is_one_in(n, told_every)]
        added = [n for n in added if not tells_place(n, self.places)]
        added = [n for n in added if not (self._explains_name(n) or self._is_small_word(n) or self._tells_median(n))]
        for number in lost:
            match, rule = self._nearest(number, added)
            if match is None:
                self.ledger.fate(number.quantity, "lost", None)
                self._report_lost(number)
                continue
            added.remove(match)
            self.ledger.fate(number.quantity, "changed", match.quantity)
            was, now = self.ledger.said(number.quantity), self.ledger.retold(match.quantity)
            self.ledger.error(rule, f"The source says {was}, the rewrite {now}.", number.quantity, match.quantity)
        self._report_added(added)

    # ------------------------------------------------------------ what is told in another way
    def _counted_otherwise(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Pair numbers that are counted by different times: 1,200 a year, 100 a month; 12 times a year, monthly."""
        if not self.source.rates or not self.rewrite.rates:
            return lost, added
        was, now = periods(self.source), periods(self.rewrite)
        used = {id(p.number) for a in was for b in now if in_step(a, b) for p in (a, b) if p.number}
        for number in list(lost):
            match = next((n for n in added[: 2 * _NEARBY] if restated(number, n)), None)
            if match:
                by = (*number.floating, *match.floating)  # "3 an hour", "for every 20 minutes, 1"
                used |= {id(match), *(id(p.number) for p in (*was, *now) if p.number and p.rate in by)}
            if match or id(number) in used:
                used.add(id(number))
                self.ledger.fate(number.quantity, "restated", match.quantity if match else None)
        return [n for n in lost if id(n) not in used], [n for n in added if id(n) not in used]

    def _same_factors(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Pair numbers that make the same of a thing: "halved", "twice as fast"; "40% less", "three fifths of"."""
        for number in list(lost):
            match = next((n for n in added[:_NEARBY] if factors.alike(number, self.source, n, self.rewrite)), None)
            if match:
                lost, added = [n for n in lost if n is not number], [n for n in added if n is not match]
                self.ledger.fate(number.quantity, "restated", match.quantity)
        return lost, added

    def _one_more(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Pair "more than one" with "two or more"."""
        for number in list(lost):
            match = next((n for n in added[:_NEARBY] if _as_many(number, n) or _as_many(n, number)), None)
            if match:
                lost, added = [n for n in lost if n is not number], [n for n in added if n is not match]
                self.ledger.fate(number.quantity, "restated", match.quantity)
        return lost, added

    def _is_former_time(self, number: Number) -> bool:
        """Return whether "a year ago" only tells what "year over year" compares to."""
        quantity = number.quantity
        if quantity.dimension != "time" or quantity.number != 1 or quantity.form != "words":
            return False
        after = self.rewrite.text[quantity.end : quantity.end + 12].casefold().split()[:1]
        said = self.said
        short = f"{quantity.unit[0]}o{quantity.unit[0]}"  # "yoy"
        return bool(after) and after[0].strip(".,;") in _AGO and bool(said & {quantity.unit, short})

    def _derived(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Leave out what follows from other numbers, on either side."""
        followed: list[Number] = []
        for number in list(added):
            working = self.workings.of(number)
            if working:
                followed.append(number)
                added = [n for n in added if n is not number and not window(n, working.text)]
                lost = [n for n in lost if not self._carried(n, number, working)]
                if working.rest or self.workings.is_other_part(number, working):
                    self.ledger.turned.append((self._owner(working), number))
        for number in list(lost):
            instead = any(n.quantity.dimension == number.quantity.dimension for n in added)
            back = None if instead else self.workings.back(number, followed)
            if back:
                lost = [n for n in lost if n is not number]
                self.ledger.fate(number.quantity, "derived", None, back.text)
                told_by = next((n for n in self.rewrite.numbers if any(n.meant is q for q in back.used)), None)
                if told_by and number.quantity.dimension == "count":
                    self.ledger.turned.append((number, told_by))
        return lost, added

    def _owner(self, working: Working) -> Number | None:
        return next((n for n in self.source.numbers if n.meant is working.used[0]), None)

    def _carried(self, lost: Number, derived: Number, working: Working) -> bool:
        """Return whether a lost number lives on in one that was derived from it ("halved", "50% less"; "8 of 10")."""
        left = lost.meant
        if is_remainder(self.source.text, lost):
            left = replace(left, dimension="times", unit="times", form="multiple")
        if self.workings.tells_rest(lost, derived, working):
            self.ledger.fate(lost.quantity, "derived", derived.quantity, working.text)
            return True
        alone = derivable(derived.quantity, [left]) is not None
        if not alone and not (self._is_ratio(working) and any(lost.meant is q for q in working.used)):
            return False
        self.ledger.fate(lost.quantity, "derived", derived.quantity, working.text)
        return True

    def _is_ratio(self, working: Working) -> bool:
        """Return whether a working divides two counts that the source tells as "8 of 10"."""
        if len(working.used) != 2 or any(q.dimension != "count" for q in working.used):
            return False
        part, whole = sorted(working.used, key=lambda q: q.start)
        between = self.source.text[part.end : whole.start].split()
        if part.value < whole.value and between[-1:] == ["per"]:
            return True
        return between[:1] == ["of"] and len(between) < 3 and part.value < whole.value <= _LARGEST_BASE

    def _ranges(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Pair a range with the two numbers that it is told by: "from 2% to 6%", "2–6%"."""
        for one, other in ((lost, added), (added, lost)):
            for whole in [n for n in one if n.quantity.high is not None]:
                kinds = {whole.quantity.dimension, *(("count",) if whole.quantity.dimension == "points" else ())}
                alike = [n for n in other if n.meant.dimension in kinds or n.quantity.dimension == "count"]
                low = [n for n in alike if whole.quantity.value in _ways(n, whole) or _is_loss(n, whole)]
                high = [n for n in alike if whole.quantity.high in _ways(n, whole)]
                if low and high:
                    told = (whole, low[0], high[0])
                    lost = [n for n in lost if n not in told]
                    added = [n for n in added if n not in told]
        return lost, added

    def _with_units(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Pair what is equal once a bare number takes its neighbours' unit: "95 minutes", "it used to take 95"."""
        units = {
            side: [n.quantity for n in reading.numbers if n.quantity.unit][: 2 * _NEARBY]
            for side, reading in (("source", self.source), ("rewrite", self.rewrite))
        }
        elliptic = {id(n) for n in (*lost, *added) if n.meant is not n.quantity}
        for number in list(lost):
            for other in [n for n in added if abs(n.sentence - number.sentence) <= _NEARBY]:
                if id(number) not in elliptic and id(other) not in elliptic:
                    continue
                a, b = number.quantity, other.quantity
                bare = [q for q in (a, b) if q.dimension == "count"]
                whole, side = (b, "source") if bare == [a] else (a, "rewrite")
                if len(bare) == 1 and any(same(in_unit_of(bare[0], like), whole) for like in units[side]):
                    lost = [n for n in lost if n is not number]
                    added = [n for n in added if n is not other]
                    self.ledger.fate(a, "restated", b)
                    break
        return lost, added

    def _explains_name(self, number: Number) -> bool:
        """Return whether a number only tells what a name means: p95 -> "95% of requests", "1 in 20"."""
        value = number.quantity.value
        shown = {value, value * 100, 100 - value * 100, 100 - value}
        if number.quantity.dimension == "time":  # "day 90", "after 90 days"
            unit = number.quantity.unit
            named = {
                d for name in self.source.names if name.text.casefold().startswith(unit) for d in digits(name.text)
            }
            return f"{number.quantity.number:f}" in named
        return any(
            Decimal(d) in shown
            for name in self.source.names
            for d in digits(name.text)
            if d.replace(".", "", 1).isdigit()
        )

    def _tells_median(self, number: Number) -> bool:
        """Return whether "half" only tells what a median is."""
        half = number.quantity.dimension == "share" and number.quantity.value == _HALF
        return half and self.median

    def _is_small_word(self, number: Number) -> bool:
        quantity = number.quantity
        before = self.rewrite.text[: quantity.start].split()[-1:]
        if quantity.dimension == "time" and quantity.number == 1 and quantity.unit in self.source.timed:
            return number.bound not in ("more than", "at least")  # "an hour" for "within the hour"
        if quantity.dimension == "time" and not quantity.comparator and self.spoken.names_unit(quantity, self.source):
            return True
        if is_majority(number, self.said):
            return True
        if quantity.value == quantity.number == 1 or (
            before and before[0].casefold() in ("any", "each", "every", "per")
        ):
            return quantity.number == 1  # "in any one year", "each single day"
        if quantity.dimension == "times" and quantity.value == 2 and self.doubles:
            return True  # "double refunds", "pays back twice"
        small = quantity.form == "words" and quantity.dimension == "count" and not quantity.comparator
        return small and quantity.value in (1, 2)

    # ------------------------------------------------------------ what is wrong
    def _nearest(self, number: Number, added: Sequence[Number]) -> tuple[Number | None, str]:
        """Return the number of the rewrite that stands where this one should, and what happened to it."""
        best: tuple[int, int, Number, str] | None = None
        for other in added[: 2 * _NEARBY]:
            rule = self._what_happened(number.quantity, other.quantity)
            if not rule:
                continue
            rank = (int(rule == "number-changed"), -len(number.around & other.around), other, rule)
            if best is None or rank[:2] < best[:2]:
                best = rank
        return (best[2], best[3]) if best else (None, "")

    def _what_happened(self, q: Quantity, o: Quantity) -> str:
        """Return the rule by which one number may have become another; "" if they have nothing in common."""
        same_digits = shown_value(q, self.source.text) == shown_value(o, self.rewrite.text) != []
        if {q.dimension, o.dimension} == {"share", "points"} and (_in_points(q) == _in_points(o) or same_digits):
            return "points-vs-percent"
        inside = q.high is not None and o.high is None and o.dimension == q.dimension and q.value <= o.value <= q.high
        if inside:
            return "range-collapsed"
        money = q.dimension.startswith("money") and o.dimension.startswith("money")
        if (q.dimension != o.dimension or q.unit != o.unit) and (
            same_digits or q.number == o.number or (money and q.value == o.value)
        ):
            return "unit-changed"
        if q.dimension != o.dimension and not {q.dimension, o.dimension} <= {"share", "count", "times"}:
            return ""
        return "number-changed"

    def _report_lost(self, number: Number) -> None:
        words, quantity = self.ledger.said(number.quantity), number.quantity
        ends = quantity.high is not None and any(
            n.quantity.value in (quantity.value, quantity.high) for n in self.rewrite.numbers[: 2 * _NEARBY]
        )
        if ends or quantity.comparator == "plus or minus":
            self.ledger.lost("range-collapsed", f"The rewrite leaves out how far {words} reaches.", quantity)
        elif number.role == "old" or self._is_baseline(number):
            message = f"The rewrite leaves out {words}, to which the other number is compared."
            self.ledger.lost("baseline-dropped", message, number.quantity)
        else:
            self.ledger.lost("number-lost", f"The rewrite leaves out {words}.", number.quantity)

    def _is_baseline(self, number: Number) -> bool:
        """Return whether a number is what another one is compared to: "versus 5%", "against a target of 40"."""
        words = self.source.facts[number.sentence].words
        before = [w.lower for w in words if w.end <= number.quantity.start][-_AROUND:]
        after = [w.lower for w in words if w.start >= number.quantity.end][:_AROUND]
        close = {*_until_mark(before[::-1]), *_until_mark(after)}
        return len(self.source.numbers) > 1 and bool(_COMPARED & close)

    def _report_added(self, added: Sequence[Number]) -> None:
        shares = [n.quantity.value for n in self.source.numbers if n.quantity.dimension == "share"][: 2 * _NEARBY]
        for number in added:
            words = self.ledger.retold(number.quantity)
            gap = number.quantity.value if number.quantity.dimension == "share" else None
            if any(abs(a - b) == gap for a in shares for b in shares if a != b):
                message = f"{words} is the difference in percentage points, not in percent."
                self.ledger.added("points-vs-percent", message, number.quantity)
            elif self._miscalculated(number):
                message = f"{words} does not follow from the numbers of the source that it is about."
                self.ledger.added("number-changed", message, number.quantity)
            else:
                message = f"{words} is not in the source and does not follow from its numbers."
                self.ledger.added("number-added", message, number.quantity)

    def _miscalculated(self, number: Number) -> bool:
        """Return whether a share or a factor stands beside two levels of the source that give another one."""
        if number.quantity.dimension == "time":
            return bool(self.spans)
        if number.quantity.dimension not in ("share", "times"):
            return False
        told = {n.quantity.value for n in near(number, self.rewrite.numbers) if n.sentence == number.sentence}
        levels = [
            n.meant
            for n in near(number, self.source.numbers)
            if n.quantity.start in self.told and n.quantity.high is None and n.meant.value in told
        ]
        return any(a.dimension == b.dimension and a.value != b.value for a, b in pairwise(levels))


def _as_many(one: Number, other: Number) -> bool:
    """Return whether one whole number is told by the next: "more than 10", "11 or more"; "less than 3", "up to 2"."""
    a, b = one.quantity, other.quantity
    step = {("more than", "at least"): 1, ("less than", "at most"): -1}.get((one.bound, other.bound), 0)
    return bool(step) and a.dimension == b.dimension == "count" and a.value + step == b.value and a.step == b.step == 1


def _until_mark(words: Sequence[str]) -> Iterator[str]:
    return takewhile(lambda word: word not in _MARKS, words)


def _signed(quantity: Quantity) -> Decimal:
    return quantity.value * (quantity.sign or 1)


def _ways(number: Number, whole: Number) -> tuple[Decimal, ...]:
    """Return the values that a number may have as an end of a range: "from three up to five days"."""
    quantity = number.quantity
    if quantity.dimension == whole.quantity.dimension:
        return (_signed(quantity),)
    return (_signed(quantity), in_unit_of(quantity, whole.quantity).value)


def _is_loss(number: Number, whole: Number) -> bool:
    """Return whether a number tells the negative end of a range by a word: "a loss of 2%"."""
    return whole.quantity.value < 0 and number.direction == "down" and -number.quantity.value == whole.quantity.value


def _in_points(quantity: Quantity) -> Decimal:
    return quantity.value * (100 if quantity.dimension == "share" else 1)

"""Compare the numbers of a source and a rewrite: kept, restated, derived, changed, lost or added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plainspeak.arithmetic import derivable, in_unit_of, same
from plainspeak.fidelity.figures import comparators_agree, digits, equal, is_change, keys, shown_value, span, window
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.verdict import Fate
from plainspeak.fidelity.workings import Workings
from plainspeak.findings import Finding
from plainspeak.quantities import Quantity

_NEARBY = 12
_ROUND = {Decimal(12): "dozen", Decimal(100): "hundred", Decimal(1000): "thousand", Decimal(1000000): "million"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the source and the number of the rewrite that tells it."""

    source: Number
    rewrite: Number


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing all numbers.

    Args:
        findings: What is wrong or worth knowing.
        fates: What became of each number of the source.
        pairs: The numbers that belong together.
    """

    findings: tuple[Finding, ...]
    fates: tuple[Fate, ...]
    pairs: tuple[Pair, ...]


def compare(source: Reading, rewrite: Reading, given: Reading, bounds_told: frozenset[str]) -> Comparison:
    """Compare the numbers of two texts.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        given: The reading of what the author added; its numbers may be told and need not be.
        bounds_told: Comparators that the wording of the source's terms brings along ("or more").
    """
    return _Comparer(source, rewrite, given, bounds_told).run()


def kept(source: Reading) -> list[Fate]:
    """Return the fates of the numbers of a text that stays as it is.

    Args:
        source: The text's reading.
    """
    spans = [span(n.quantity) for n in source.numbers]
    return [Fate(source.text[a:b], (a, b), "kept", (a, b), source.text[a:b]) for a, b in spans]


def _signed(quantity: Quantity) -> Decimal:
    return quantity.value * (quantity.sign or 1)


class _Comparer:
    def __init__(self, source: Reading, rewrite: Reading, given: Reading, bounds_told: frozenset[str]) -> None:
        self.source, self.rewrite, self.given, self.bounds_told = source, rewrite, given, bounds_told
        self.findings: list[Finding] = []
        self.fates: list[Fate] = []
        self.free = list(range(len(rewrite.numbers)))
        self.told: set[int] = set()
        self.words = {w.lower for f in rewrite.facts for w in f.words}
        self.median = any(w.lower in ("median", "midpoint") for f in source.facts for w in f.words)

    def run(self) -> Comparison:
        pairs = self._pairs()
        self.told = {p.source.quantity.start for p in pairs}
        left = [n for n in self.source.numbers if all(p.source is not n for p in pairs)]
        for pair in pairs:
            self._check(pair)
        self._left_over(left)
        order = {id(n.quantity): i for i, n in enumerate(self.source.numbers)}
        pairs.sort(key=lambda p: order[id(p.source.quantity)])
        self.fates.sort(key=lambda f: f.source)
        return Comparison(tuple(self.findings), tuple(self.fates), tuple(pairs))

    # ------------------------------------------------------------ which belongs to which
    def _pairs(self) -> list[Pair]:
        """Pair equal numbers; of several equal ones, the one whose surroundings are most alike, then the first."""
        pairs: list[Pair] = []
        buckets: dict[str, list[int]] = {}
        for i in self.free:
            for key in keys(self.rewrite.numbers[i].quantity):
                buckets.setdefault(key, []).append(i)
        taken: set[int] = set()
        for number in self.source.numbers:
            best: tuple[float, int] | None = None
            for key in keys(number.quantity):
                for i in buckets.get(key, ())[: 4 * _NEARBY]:
                    other = self.rewrite.numbers[i]
                    if i in taken or not equal(number, other):
                        continue
                    alike = (
                        len(number.around & other.around)
                        + 2 * (number.told == other.told)
                        + 2 * (number.role == other.role)
                    )
                    rank = (-float(alike), i)
                    best = rank if best is None else min(best, rank)
            if best:
                taken.add(best[1])
                pairs.append(Pair(number, self.rewrite.numbers[best[1]]))
        self.free = [i for i in self.free if i not in taken]
        return pairs

    # ------------------------------------------------------------ a pair
    def _check(self, pair: Pair) -> None:
        a, b = pair.source.quantity, pair.rewrite.quantity
        fate = (
            "kept" if self._words(self.source, a).casefold() == self._words(self.rewrite, b).casefold() else "restated"
        )
        rule = self._percent(pair) or self._comparator(pair)
        self.fates.append(self._fate(a, "changed" if rule else fate, b))

    def _percent(self, pair: Pair) -> str:
        """Apply the table for percentages of change; return the rule that was broken, if any."""
        s, r = pair.source, pair.rewrite
        if s.told == "points" and r.told in ("bare", "relative") and r.quantity.dimension == "share":
            return self._error(
                "points-vs-percent",
                "The source speaks of percentage points, the rewrite of percent; those are different changes.",
                s,
                r,
            )
        if s.told in ("bare", "relative") and r.told == "points":
            level = not is_change(s) and r.quantity.form == "ratio"
            if s.told == "bare" and (level or self._given_in_points(s)):
                return ""
            return self._error(
                "points-vs-percent",
                "The source gives a percentage of change, the rewrite percentage points; those are different changes.",
                s,
                r,
            )
        if s.told != "bare" or not s.share or not is_change(s) or self._says_relative(s):
            return ""
        if r.told != "relative" or self._given_as_relative(s):
            return ""
        words = self._words(self.source, s.quantity)
        if s.better:
            message = f"{words} of a share can mean relative or points; relative, as the rewrite tells it, claims less."
            self.findings.append(
                Finding("ambiguous-percent", "note", message, words, span(s.quantity), span(r.quantity))
            )
        else:
            message = f"{words} of a share can mean relative or points; relative might play the change down. Say which."
            self.findings.append(
                Finding("ambiguous-percent", "warning", message, words, span(s.quantity), span(r.quantity))
            )
        return ""

    def _given_as_relative(self, number: Number) -> bool:
        """Return whether the author gave two levels of which one is a bare percentage more or less than the other."""
        shares = [n.quantity.value for n in self.given.numbers if n.quantity.dimension == "share"][:_NEARBY]
        return any(abs(a - b) == number.quantity.value * a for a in shares for b in shares if a != b)

    def _given_in_points(self, number: Number) -> bool:
        """Return whether the author gave two levels that lie a bare percentage apart in points."""
        shares = [n.quantity.value for n in self.given.numbers if n.quantity.dimension == "share"][:_NEARBY]
        return any(abs(a - b) == number.quantity.value for a in shares for b in shares)

    def _says_relative(self, number: Number) -> bool:
        return bool(self.source.facts[number.sentence].marked("percent", "relative"))

    def _comparator(self, pair: Pair) -> str:
        a, b = pair.source.quantity, pair.rewrite.quantity
        was, now = pair.source.bound, pair.rewrite.bound
        if a.high is not None and b.high is None and a.dimension == b.dimension:
            return self._error_q("range-collapsed", f"The range {self._words(self.source, a)} became one number.", a, b)
        if comparators_agree(was, now) or (not was and now in self.bounds_told):
            return ""
        within = {was, now} == {"", "at most"} and a.dimension == "time"
        if within and (
            "within" in self._words(self.source, a).split() or self._words(self.rewrite, b).startswith("within")
        ):
            return ""  # "within 30 days", "you have 30 days"
        if self.median and not was and now in ("at most", "at least"):
            return ""  # a median: half take at most so long
        message = f"The source says {was or 'exactly'!r}, the rewrite {now or 'exactly'!r}."
        return self._error_q("comparator-changed", message, a, b)

    # ------------------------------------------------------------ what found no partner
    def _left_over(self, lost: list[Number]) -> None:
        workings = Workings(self.source, self.rewrite, self.given, self.told)
        added = [self.rewrite.numbers[i] for i in self.free]
        for number in list(added):
            working = workings.of(number)
            if working:
                added = [n for n in added if n is not number and not window(n, working)]
                lost = [n for n in lost if not self._carried(n, number, working)]
        added = [
            n
            for n in added
            if not any(same(n.quantity, g.quantity, share=n.share or g.share) for g in self.given.numbers)
        ]
        lost, added = self._with_units(*self._ranges(lost, added))
        lost = [
            n
            for n in lost
            if not (n.quantity.dimension == "time" and n.quantity.form == "words" and n.quantity.number == 1)
        ]
        lost = [n for n in lost if not self._told_by_name(n) and not self._told_otherwise(n)]
        added = [
            n for n in added if not self._explains_name(n) and not self._is_small_word(n) and not self._tells_median(n)
        ]
        for number in lost:
            match, rule = self._nearest(number, added)
            if match is None:
                self.fates.append(self._fate(number.quantity, "lost", None))
                self._report_lost(number)
                continue
            added.remove(match)
            self.fates.append(self._fate(number.quantity, "changed", match.quantity))
            was, now = self._words(self.source, number.quantity), self._words(self.rewrite, match.quantity)
            self._error(rule, f"The source says {was}, the rewrite {now}.", number, match)
        shares = [n.quantity.value for n in self.source.numbers if n.quantity.dimension == "share"][: 2 * _NEARBY]
        for number in added:
            words = self._words(self.rewrite, number.quantity)
            rule, message = "number-added", f"{words} is not in the source and does not follow from its numbers."
            gap = number.quantity.value if number.quantity.dimension == "share" else None
            if any(abs(a - b) == gap for a in shares for b in shares if a != b):
                rule = "points-vs-percent"
                message = f"{words} is the difference in percentage points, not in percent."
            self.findings.append(Finding(rule, "error", message, words, None, span(number.quantity)))

    def _ranges(self, lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
        """Pair a range with the two numbers that it is told by: "from 2% to 6%", "2–6%"."""
        for one, other in ((lost, added), (added, lost)):
            for whole in [n for n in one if n.quantity.high is not None]:
                low = [n for n in other if _signed(n.quantity) == whole.quantity.value]
                high = [n for n in other if _signed(n.quantity) == whole.quantity.high]
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
        for number in list(lost):
            for other in [n for n in added if abs(n.sentence - number.sentence) <= _NEARBY]:
                a, b = number.quantity, other.quantity
                bare = [q for q in (a, b) if q.dimension == "count"]
                whole, side = (b, "source") if bare == [a] else (a, "rewrite")
                if len(bare) == 1 and any(same(in_unit_of(bare[0], like), whole) for like in units[side]):
                    lost = [n for n in lost if n is not number]
                    added = [n for n in added if n is not other]
                    self.fates.append(self._fate(a, "restated", b))
                    break
        return lost, added

    def _report_lost(self, number: Number) -> None:
        words = self._words(self.source, number.quantity)
        if number.role == "old" or self._is_baseline(number):
            rule, message = (
                "baseline-dropped",
                f"The rewrite leaves out {words}, to which the other number is compared.",
            )
        else:
            rule, message = "number-lost", f"The rewrite leaves out {words}."
        self.findings.append(Finding(rule, "error", message, words, span(number.quantity), None))

    def _is_baseline(self, number: Number) -> bool:
        """Return whether a number is what another one is compared to: "versus 5%", "against a target of 40"."""
        before = [w.lower for w in self.source.facts[number.sentence].words if w.end <= number.quantity.start][-4:]
        return len(self.source.numbers) > 1 and bool(
            {"versus", "vs", "against", "than", "from", "target", "compared", "baseline"} & set(before)
        )

    def _carried(self, lost: Number, derived: Number, working: str) -> bool:
        """Return whether a lost number lives on in one that was derived from it alone ("halved", "50% less")."""
        if derivable(derived.quantity, [lost.quantity]) is None:
            return False
        self.fates.append(
            Fate(
                self._words(self.source, lost.quantity),
                span(lost.quantity),
                "derived",
                span(derived.quantity),
                self._words(self.rewrite, derived.quantity),
                working,
            )
        )
        return True

    def _told_by_name(self, number: Number) -> bool:
        """Return whether a number of the source stands in a name of the rewrite."""
        wanted = f"{number.quantity.value:f}".rstrip("0").rstrip(".")
        return any(wanted in digits(name.text) for name in self.rewrite.names)

    def _told_otherwise(self, number: Number) -> bool:
        """Return whether a small count is told by a word such as "both"."""
        present = self.words
        word = _ROUND.get(number.quantity.value)
        if number.quantity.dimension == "count" and word:
            return word in present
        if number.quantity.dimension != "count" or number.quantity.value not in (1, 2):
            return False
        return bool(
            present
            & (
                {"both", "neither", "either", "two", "pair"}
                if number.quantity.value == 2
                else {"one", "a", "an", "single", "each"}
            )
        )

    def _explains_name(self, number: Number) -> bool:
        """Return whether a number only tells what a name means: p95 -> "95% of requests", "1 in 20"."""
        value = number.quantity.value
        shown = {value, value * 100, 100 - value * 100, 100 - value}
        return any(
            Decimal(d) in shown
            for name in self.source.names
            for d in digits(name.text)
            if d.replace(".", "", 1).isdigit()
        )

    def _tells_median(self, number: Number) -> bool:
        """Return whether "half" only tells what a median is."""
        half = number.quantity.dimension == "share" and number.quantity.value == Decimal("0.5")
        return half and self.median

    def _is_small_word(self, number: Number) -> bool:
        quantity = number.quantity
        before = self.rewrite.text[: quantity.start].split()[-1:]
        if quantity.value == quantity.number == 1 or (
            before and before[0].casefold() in ("any", "each", "every", "per")
        ):
            return quantity.number == 1  # "in any one year", "each single day"
        return (
            quantity.form == "words"
            and quantity.dimension == "count"
            and quantity.value in (1, 2)
            and not quantity.comparator
        )

    def _nearest(self, number: Number, added: Sequence[Number]) -> tuple[Number | None, str]:
        """Return the number of the rewrite that stands where this one should, and what happened to it."""
        q = number.quantity
        best: tuple[int, int, Number, str] | None = None
        for at, other in enumerate(added):
            o = other.quantity
            rule = "number-changed"
            same_digits = shown_value(q, self.source.text) == shown_value(o, self.rewrite.text)
            if {q.dimension, o.dimension} == {"share", "points"} and q.value * (
                100 if q.dimension == "share" else 1
            ) == o.value * (100 if o.dimension == "share" else 1):
                rule = "points-vs-percent"
            elif q.high is not None and o.high is None and o.value in (q.value, q.high) and o.dimension == q.dimension:
                rule = "range-collapsed"
            elif (same_digits and (q.dimension != o.dimension or q.unit != o.unit)) or (
                q.dimension.startswith("money")
                and o.dimension.startswith("money")
                and q.dimension != o.dimension
                and q.value == o.value
            ):
                rule = "unit-changed"
            elif q.dimension != o.dimension and {q.dimension, o.dimension} != {"share", "count"}:
                continue
            rank = (rule == "number-changed", -len(number.around & other.around), other, rule)
            if best is None or rank[:2] < best[:2]:
                best = (int(rank[0]), rank[1], other, rule)
            if at >= 2 * _NEARBY:
                break
        return (best[2], best[3]) if best else (None, "")

    # ------------------------------------------------------------ small help
    def _error(self, rule: str, message: str, s: Number, r: Number) -> str:
        return self._error_q(rule, message, s.quantity, r.quantity)

    def _error_q(self, rule: str, message: str, a: Quantity, b: Quantity) -> str:
        fix = self._words(self.source, a)
        self.findings.append(Finding(rule, "error", message, self._words(self.rewrite, b), span(a), span(b), fix))
        return rule

    def _words(self, reading: Reading, quantity: Quantity) -> str:
        return reading.text[quantity.start : quantity.end]

    def _fate(self, a: Quantity, fate: str, b: Quantity | None) -> Fate:
        said = self._words(self.rewrite, b) if b else ""
        return Fate(self._words(self.source, a), span(a), fate, span(b) if b else None, said)

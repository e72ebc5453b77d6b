"""Compare the numbers of a source and a rewrite: kept, restated, derived, changed, lost or added."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plainspeak.fidelity.figures.counted import by_what
from plainspeak.fidelity.figures.equality import (
    comparators_agree,
    complementary,
    digits,
    equal,
    is_change,
    is_remainder,
    keys,
    opposite,
    span,
)
from plainspeak.fidelity.figures.ledger import Ledger
from plainspeak.fidelity.figures.leftovers import Leftovers
from plainspeak.fidelity.figures.same_bounds import agree, halves
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.verdict import Fate
from plainspeak.findings import Finding, Span
from plainspeak.knowledge import Knowledge
from plainspeak.quantities import Quantity

_NEARBY = 12
_HALF = Decimal("0.5")
_ENOUGH = frozenset(("enough", "sufficient", "suffice", "do", "allowed", "accepted", "possible"))
_MIDDLE = frozenset(("median", "midpoint"))
_TOO_FEW = frozenset((("at least", "less than"), ("more than", "at most")))
_SHORT = frozenset(("too few", "too small", "too little", "too short", "unable", "fails to", "cannot"))


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
        turned: Places of the source and of the rewrite where a share is told by what is left to 100%, so that
            a "not" there has to come or go.
    """

    findings: tuple[Finding, ...]
    fates: tuple[Fate, ...]
    pairs: tuple[Pair, ...]
    turned: tuple[tuple[Span | None, Span], ...] = ()


def compare(
    source: Reading, rewrite: Reading, given: Reading, bounds_told: frozenset[str], knowledge: Knowledge
) -> Comparison:
    """Compare the numbers of two texts.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        given: The reading of what the author added; its numbers may be told and need not be.
        bounds_told: Comparators that the wording of the source's terms brings along ("or more").
        knowledge: The packs.
    """
    return _Comparer(source, rewrite, given, bounds_told, knowledge).run()


def kept(source: Reading) -> list[Fate]:
    """Return the fates of the numbers of a text that stays as it is.

    Args:
        source: The text's reading.
    """
    spans = [span(n.quantity) for n in source.numbers]
    return [Fate(source.text[a:b], (a, b), "kept", (a, b), source.text[a:b]) for a, b in spans]


class _Comparer:
    def __init__(
        self, source: Reading, rewrite: Reading, given: Reading, bounds_told: frozenset[str], knowledge: Knowledge
    ) -> None:
        self.source, self.rewrite, self.given, self.bounds_told = source, rewrite, given, bounds_told
        self.knowledge = knowledge
        self.ledger = Ledger(source, rewrite)
        estimates = knowledge.language.data["numbers"]["estimates"]
        self.estimates = frozenset([*estimates["verbs"], *estimates["nouns"]])
        self.free = list(range(len(rewrite.numbers)))
        self.medians = {at for at, f in enumerate(source.facts) if any(w.lower in _MIDDLE for w in f.words)}

    def run(self) -> Comparison:
        pairs = self._pairs()
        told = {p.source.quantity.start for p in pairs}
        left = [n for n in self.source.numbers if n.quantity.start not in told]
        added = [self.rewrite.numbers[i] for i in self.free]
        opposed = any(opposite(p.source.bound, p.rewrite.bound) for p in pairs)
        Leftovers(self.ledger, self.given, told, self.knowledge, bool(self.medians), opposed).settle(left, added)
        for pair in pairs:
            self._check(pair)
        order = {id(n.quantity): i for i, n in enumerate(self.source.numbers)}
        pairs.sort(key=lambda p: order[id(p.source.quantity)])
        ledger = self.ledger
        for finding in by_what(self.source, self.rewrite, [(p.source, p.rewrite) for p in pairs]):
            ledger.findings.append(finding)
        ledger.fates.sort(key=lambda f: f.source)
        turned = tuple(
            (self._place(self.source, a) if a else None, self._place(self.rewrite, b)) for a, b in ledger.turned
        )
        return Comparison(tuple(ledger.findings), tuple(ledger.fates), tuple(pairs), turned)

    def _place(self, reading: Reading, number: Number) -> Span:
        sentence = reading.facts[number.sentence].sentence
        return sentence.start, sentence.end

    # ------------------------------------------------------------ which belongs to which
    def _pairs(self) -> list[Pair]:
        """Pair equal numbers; of several equal ones, the one whose surroundings are most alike, then the first."""
        pairs: list[Pair] = []
        buckets: dict[str, list[int]] = {}
        for i in self.free:
            for key in self._keys(self.rewrite.numbers[i]):
                buckets.setdefault(key, []).append(i)
        taken: set[int] = set()
        for number in self.source.numbers:
            best: tuple[float, int] | None = None
            for key in self._keys(number):
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

    def _keys(self, number: Number) -> list[str]:
        meant = keys(number.meant) if number.meant is not number.quantity else ()
        effort = (f"work {number.quantity.number}",) if number.quantity.dimension in ("work", "time") else ()
        return list(dict.fromkeys([*keys(number.quantity), *meant, *effort]))

    # ------------------------------------------------------------ a pair
    def _check(self, pair: Pair) -> None:
        a, b = pair.source.quantity, pair.rewrite.quantity
        fate = "kept" if self.ledger.said(a).casefold() == self.ledger.retold(b).casefold() else "restated"
        rule = self._percent(pair) or self._remainder(pair) or self._comparator(pair)
        self.ledger.fate(a, "changed" if rule else fate, b)

    def _falls_short(self, number: Number) -> bool:
        before = self.rewrite.text[
            self.rewrite.facts[number.sentence].sentence.start : number.quantity.start
        ].casefold()
        return any(words in before for words in _SHORT)

    def _percent(self, pair: Pair) -> str:
        """Apply the table for percentages of change; return the rule that was broken, if any."""
        s, r = pair.source, pair.rewrite
        if s.told == "points" and r.told in ("bare", "relative") and r.quantity.dimension == "share":
            message = "The source speaks of percentage points, the rewrite of percent; those are different changes."
            return self.ledger.error("points-vs-percent", message, s.quantity, r.quantity)
        if s.told in ("bare", "relative") and r.told == "points":
            level = not is_change(s) and r.quantity.form == "ratio"
            if s.told == "bare" and (level or self._given_in_points(s)):
                return ""
            message = "The source gives a percentage of change, the rewrite percentage points; those are different."
            return self.ledger.error("points-vs-percent", message, s.quantity, r.quantity)
        if s.told != "bare" or not s.share or not is_change(s) or self._says_relative(s):
            return ""
        if r.told != "relative" or self._given_as_relative(s):
            return ""
        words = self.ledger.said(s.quantity)
        if s.better:
            severity = "note"
            message = f"{words} of a share can mean relative or points; relative, as the rewrite tells it, claims less."
        else:
            severity = "warning"
            message = f"{words} of a share can mean relative or points; relative might play the change down. Say which."
        spans = span(s.quantity), span(r.quantity)
        self.ledger.findings.append(Finding("ambiguous-percent", severity, message, words, *spans))
        return ""

    def _remainder(self, pair: Pair) -> str:
        """Find what is left told as what is gone: "shrank to a fifth", "a fifth smaller"."""
        s, r = pair.source, pair.rewrite
        gone = r.direction == "down" and r.role != "new" and not is_remainder(self.rewrite.text, r)
        before = self.rewrite.text[: r.quantity.start].rstrip().casefold()
        turned = is_change(s) and s.role != "new" and is_remainder(self.rewrite.text, r)
        if s.quantity.value == _HALF:
            return ""  # what is gone is as much as what is left
        if turned and not is_remainder(self.source.text, s):
            message = "The source says what is gone, the rewrite what is left."
            return self.ledger.error("number-changed", message, s.quantity, r.quantity)
        if not is_remainder(self.source.text, s) or not gone or before.endswith((" to", " at", " only", " just")):
            return ""
        if self.rewrite.text[r.quantity.end :].lstrip().startswith(("of ", "as ")):
            return ""
        message = "The source says what is left, the rewrite what is gone."
        return self.ledger.error("number-changed", message, s.quantity, r.quantity)

    def _given_as_relative(self, number: Number) -> bool:
        """Return whether the author gave two levels of which one is a bare percentage more or less than the other."""
        return any(abs(a - b) == number.quantity.value * a for a, b in self._levels(number))

    def _given_in_points(self, number: Number) -> bool:
        """Return whether the author gave two levels that lie a bare percentage apart in points."""
        return any(abs(a - b) == number.quantity.value for a, b in self._levels(number))

    def _levels(self, number: Number) -> list[tuple[Decimal, Decimal]]:
        """Return the pairs of levels, before and after, that the author gave or that stand beside a number."""
        given = [n for n in self.given.numbers if n.quantity.dimension == "share"][:_NEARBY]
        beside = [n for n in self.source.numbers if n.sentence == number.sentence and n.role in ("old", "new")]
        shares = [[n.quantity.value for n in listed[:_NEARBY]] for listed in (given, beside)]
        return [(a, b) for listed in shares for a in listed for b in listed if a != b]

    def _says_relative(self, number: Number) -> bool:
        return bool(self.source.facts[number.sentence].marked("percent", "relative"))

    def _comparator(self, pair: Pair) -> str:
        ledger, a, b = self.ledger, pair.source.quantity, pair.rewrite.quantity
        was, now = pair.source.bound, pair.rewrite.bound
        if a.high is not None and b.high is None and a.dimension == b.dimension:
            return ledger.error("range-collapsed", f"The range {ledger.said(a)} became one number.", a, b)
        if comparators_agree(was, now) or (not was and now in self.bounds_told):
            return ""
        within = {was, now} == {"", "at most"} and a.dimension == "time" and not self._later(pair)
        if within and ("within" in ledger.said(a).split() or ledger.retold(b).startswith("within")):
            return ""  # "within 30 days", "you have 30 days"
        half = now in ("at most", "at least") or (bool(now) and halves(pair.rewrite, self.rewrite))
        if pair.source.sentence in self.medians and not was and half:
            return ""  # a median: half take at most so long
        how = agree(pair.source, pair.rewrite, self.source, self.rewrite)
        if how == "turned":
            self.ledger.turned.append((pair.source, pair.rewrite))
        if how or self._is_tail(pair):
            return ""  # "below the limit of 5", "lower than 5, the limit"
        if a.comparator and comparators_agree(a.comparator, b.comparator):
            both = ((self.source, pair.source), (self.rewrite, pair.rewrite))
            if all(r.facts[n.sentence].marked("negation", "strong", "weak") for r, n in both):
                return ""  # "not advised for fewer than 5", "below 5 we advise against it"
        if complementary(a.comparator, b.comparator) and self._denied(self.source, a) != self._denied(self.rewrite, b):
            return ""  # "below 20 on every day", "on no day 20 or more"
        estimated = {was, now} == {"", "about"} and (self._estimates(self.rewrite, pair.rewrite) or was == "")
        if estimated and self._estimates(self.source, pair.source):
            return ""  # "we estimate it at 3 days", "by our estimate it takes 3 days"
        if (was, now) in _TOO_FEW and self._falls_short(pair.rewrite):
            return ""  # "detects 20 or more", "too few to detect less than 20"
        message = f"The source says {was or 'exactly'!r}, the rewrite {now or 'exactly'!r}."
        return ledger.error("comparator-changed", message, a, b)

    def _is_tail(self, pair: Pair) -> bool:
        """Return whether the others are told: "95% take at most 3 days", "5% take longer"; "p95 is 2 s" likewise."""
        if self.ledger.turned and opposite(pair.source.bound, pair.rewrite.bound):
            return True
        if pair.source.bound or pair.rewrite.bound not in ("more than", "at least"):
            return False
        named = {d for name in self.source.names for d in digits(name.text)}
        shares = [n.quantity for n in self.rewrite.numbers if n.sentence == pair.rewrite.sentence]
        rest = {f"{100 - q.value * 100:f}".rstrip("0").rstrip(".") for q in shares if q.dimension == "share"}
        return bool(named & rest)

    def _later(self, pair: Pair) -> bool:
        """Return whether a text puts something behind a time: "after 2 hours"."""
        sides = ((self.source, pair.source), (self.rewrite, pair.rewrite))
        return any(r.text[: n.quantity.start].casefold().split()[-1:] == ["after"] for r, n in sides)

    def _denied(self, reading: Reading, quantity: Quantity) -> bool:
        """Return whether a "no" stands before a number in its sentence, or says behind it that it is not enough."""
        facts = reading.sentence_at(quantity.start)
        words = {w.lower for w in facts.words}
        before = any(m.start < quantity.start for m in facts.marked("negation", "strong"))
        return before or bool(words & _ENOUGH and words & {"not", "n't"})

    def _estimates(self, reading: Reading, number: Number) -> bool:
        """Return whether a sentence says that its numbers are estimates: "by our estimate"."""
        words = {w.lower for w in reading.facts[number.sentence].words}
        return bool(words & self.estimates)

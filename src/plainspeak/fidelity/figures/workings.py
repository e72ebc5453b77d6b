"""How a number of the rewrite follows from those of the source: 60% and 66% make 6 points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from plainspeak.arithmetic import working
from plainspeak.fidelity.figures.equality import is_change, is_remainder
from plainspeak.fidelity.figures.factors import factor, is_dated
from plainspeak.fidelity.figures.periods import windows
from plainspeak.fidelity.reading import Number, Reading, stem
from plainspeak.knowledge import Knowledge
from plainspeak.quantities import Quantity

_NEARBY = 12  # sentences and numbers around one that are looked at
_SIDES = ("opposites", "rightness", "wrongness")  # tables whose labels name two sides of a thing
_PAST = frozenset(("was", "were"))
_FORMER = frozenset(("from", "instead", "previously", "before", "than", "versus", "vs", "against", "used", "earlier"))
_GAP = frozenset(
    ("short", "more", "less", "fewer", "up", "down", "over", "under", "above", "below", "difference", "gap")
)
_EACH = frozenset(("each", "per", "every", "apiece"))
_TOTAL = frozenset("total altogether together all overall makes make comes amounts adds sum combined".split())
_AIMED = 5  # words before a number that tell that it is aimed at
_BESIDE, _COMPARED = 60, 6  # characters and words behind a factor that tell what is compared: "as thick as the old one"
_PAIR, _MINUS = range(2), "−"
_DENIED = frozenset(("not", "n't", "never"))
_EXCEPT = frozenset(("but", "except", "bar", "for"))  # "all but six", "all except for six"
_TENTH = Decimal("0.01")  # how exactly "a third of the earlier 6.3%" is told
_HARD = frozenset(("at most", "at least", "less than", "more than"))
_AIMS = frozenset(
    "target goal aim plan planned limit budget objective threshold required aimed aiming promised".split()
)
_ABOVE = frozenset(("above", "over", "more", "ahead", "higher", "beyond", "better", "past"))
_SHORT = frozenset(("short", "below", "under", "less", "fewer", "behind", "lower", "shy"))
_PACE = {"time": ("faster", "as fast", "quick", "speed"), "cost": ("cheap",), "price": ("cheap",)}
_WHOLE = "100%"  # what a working begins with that takes a share from the whole
_INVERSE = "1 / "  # ... and one that turns a factor round


@dataclass(frozen=True, slots=True)
class Working:
    """How a number follows from others.

    Args:
        text: The working, as a person would write it.
        used: The quantities that it uses.
    """

    text: str
    used: tuple[Quantity, ...]

    @property
    def rest(self) -> bool:
        """Whether it tells what is left to 100%."""
        return self.text.startswith(_WHOLE)


class Workings:
    """Finds the workings of one rewrite.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        given: The reading of what the author added.
        told: Where the numbers of the source begin that the rewrite tells as they are.
        knowledge: The packs.
        opposed: An upper bound of the source is a lower one in the rewrite.
    """

    def __init__(
        self, source: Reading, rewrite: Reading, given: Reading, told: Set[int], knowledge: Knowledge, opposed: bool
    ) -> None:
        self._opposed = opposed
        self.source, self.rewrite, self.given, self.told = source, rewrite, given, told
        table = knowledge.language.data["numbers"]["rest"]
        self._prefixes: Sequence[str] = table["prefixes"]
        self._suffixes = frozenset(table["suffixes"])
        self._rest = frozenset(table["words"])
        self._sides = [frozenset(side) for side in table["sides"]]
        self._sides_differ: bool | None = None

    def of(self, number: Number) -> Working | None:
        """Return how a number of the rewrite follows from those of the source, old before new; None if it does not."""
        if number.told == "points" and number.quantity.dimension == "share":
            return None
        close = near(number, self.source.numbers)
        close.sort(key=lambda n: self._age(n, self.source))
        begin = bisect_left(self.rewrite.numbers, number.sentence - 1, key=lambda n: n.sentence)
        beside = self.rewrite.numbers[begin : begin + 2 * _NEARBY]
        left = [n for n in close if is_remainder(self.source.text, n)]
        remainders = [replace(n.quantity, dimension="times", unit="times", form="multiple") for n in left]
        window = [n.quantity for n in beside if n.quantity.dimension == "time" and n is not number]
        known = [*(n.meant for n in close if n not in left), *remainders]
        sources = [*known, *(n.quantity for n in self.given.numbers[:_NEARBY]), *window[:_NEARBY]]
        if number.quantity.dimension == "time":
            sources += [_days(days, number.quantity) for days in sorted(windows(self.source))]
        found = _follows(number.quantity, sources)
        if found is None and number.meant is not number.quantity:
            found = _follows(number.meant, sources)
        if found is None and is_remainder(self.rewrite.text, number):
            whole = replace(number.quantity, dimension="times", unit="times", form="multiple", step=_TENTH)
            found = _follows(whole, [q for q in sources if q.dimension == "share"])
            found = found if found and len(found.used) == len(_PAIR) else None
        if found is None:
            found = self._product(number, close)
        if found is None or not self._same_way(number, found, close):
            return None
        if self._off_target(number, found):
            return None
        if found.rest and is_remainder(self.rewrite.text, number) and any(is_change(n) for n in close):
            return replace(found, text=found.text.removeprefix(_WHOLE).strip(" −"))
        if self.is_other_part(number, found) and not self._told_as_rest(number, found):
            return None
        # What is left to 100% follows from a level, never from an amount of change.
        levels = any(n.quantity.dimension == "share" and not is_change(n) for n in close)
        if found.rest and (number.told == "relative" or not levels or not self._turned(close)):
            return None
        if found.text.startswith(_INVERSE) and (not self._of_former(number, close) or self._as_before(number, found)):
            return None
        return found

    def _product(self, number: Number, close: Sequence[Number]) -> Working | None:
        """Return the working of a total: 6 vans with 40 stops each make 240 stops; or of the part that each has."""
        target = number.quantity
        told = {w.lower for w in self.rewrite.facts[number.sentence].words}
        single = [n.quantity for n in close if n.quantity.high is None]
        for count in (q for q in single if q.dimension in ("count", "times") and target.high is None):
            for level in (q for q in single if q.dimension == target.dimension and q is not count):
                if level.value * count.value == target.value and (_EACH & _words(self.source) or _TOTAL & told):
                    return Working(f"{count.value:f} × {level.value:f}", (count, level))
                if target.value * count.value == level.value and _EACH & told:
                    return Working(f"{level.value:f} / {count.value:f}", (count, level))
        return None

    def tells_rest(self, lost: Number, number: Number, found: Working) -> bool:
        """Return whether a part is told by the other part and the whole: "45 of 60 are sold", "15 of 60 are free"."""
        others = [q for q in found.used if q is not lost.meant]
        if not self.is_other_part(number, found) or len(others) == len(found.used):
            return False
        behind = self.rewrite.text[number.quantity.end : number.quantity.end + 4].split()[:1]
        return behind == ["of"] and any(q.start in self.told and q.value > lost.quantity.value for q in others)

    def is_other_part(self, number: Number, found: Working) -> bool:
        """Return whether a count is what is left of "two of seven": five of seven."""
        if len(found.used) != len(_PAIR) or _MINUS not in found.text or number.quantity.dimension != "count":
            return False
        if any(q.dimension != "count" for q in found.used):
            return False
        one, other = sorted(found.used, key=lambda q: q.start)
        opens = self.source.text[: one.start].casefold().split()[-1:] == ["of"]  # "of 60 seats, 45"
        return opens or self.source.text[one.end : other.start].split()[:1] == ["of"]

    def _told_as_rest(self, number: Number, found: Working) -> bool:
        """Return whether the rewrite says of the rest what is no longer said of the part: "down to five"."""
        before = self.rewrite.text[: number.quantity.start].casefold().split()[-1:]
        excepted = (self.source.text[: q.start].casefold().split()[-1:] for q in found.used)
        if any(words and words[0] in _EXCEPT for words in (before, *excepted)):
            return True
        if before in (["to"], ["only"], ["other"]) or _denials(self.source) != _denials(self.rewrite):
            return True
        return _labels(self.source) != _labels(self.rewrite) or self._opposite_words()

    def _same_way(self, number: Number, found: Working, close: Sequence[Number]) -> bool:
        """Return whether a factor and a change go the same way: 20% more is 1.2 times as much, and not 0.8 times."""
        if len(found.used) != 1:
            return True
        owner = next((n for n in close if n.meant is found.used[0] or n.quantity.start == found.used[0].start), None)
        if owner is not None:
            if number.bound in _HARD and not owner.bound:
                return False
            was, now = factor(owner, self.source), factor(number, self.rewrite)
            dated = is_dated(owner, self.source) or is_dated(number, self.rewrite)
            if was is not None and now is not None and dated:
                return abs(was - now) <= _TENTH * max(was, now)
        if {found.used[0].dimension, number.quantity.dimension} != {"share", "times"}:
            return True
        change = next((n for n in close if n.meant is found.used[0] and n.quantity.dimension == "share"), number)
        times = number.quantity if change is not number else found.used[0]
        text = self.rewrite.text if change is number else self.source.text
        if times.form != "multiple" or not is_change(change) or not change.direction or is_remainder(text, change):
            return True
        return change.direction == ("up" if times.value > 1 else "down")

    def back(self, number: Number, derived: Sequence[Number]) -> Working | None:
        """Return how a number that the rewrite leaves out follows from those that it tells.

        Args:
            number: A number of the source.
            derived: Numbers of the rewrite that are no number of the source, but follow from them.
        """
        left = is_remainder(self.source.text, number)
        target = replace(number.meant, dimension="times", unit="times", form="multiple") if left else number.meant
        told = sorted(near(number, self.rewrite.numbers), key=lambda n: self._age(n, self.rewrite))
        followed = _follows(target, [n.meant for n in told])
        if followed is None or followed.rest:
            return None
        told_by = [n for n in derived if any(n.meant is q for q in followed.used)]
        if told_by:
            # "Two do what took five" is no "three do what took five", although 5 - 2 = 3.
            return followed if any(self._apart(number, n) for n in told_by) else None
        # "halved, from 24 to 12" needs no "halved"; but what is counted must be told.
        change = left or number.quantity.dimension in ("times", "points") or is_change(number)
        change = change or self._is_gap(number, self.source) or self._is_rest(number, followed)
        return followed if change and len(followed.used) > 1 else None

    def _is_gap(self, number: Number, reading: Reading) -> bool:
        """Return whether a number tells how far two others lie apart: "200 more tickets"."""
        words = reading.facts[number.sentence].words
        at = bisect_left(words, number.quantity.end, key=lambda w: w.start)
        return bool({w.lower for w in words[at : at + 2]} & _GAP)

    def _is_rest(self, number: Number, found: Working) -> bool:
        """Return whether a count only tells what is left of two others: "nine are electric and six are not"."""
        words = self.source.facts[number.sentence].words
        at = bisect_left(words, number.quantity.start, key=lambda w: w.start)
        beside = {w.lower for w in words[max(0, at - 2) : at + 4]}
        return _MINUS in found.text and number.quantity.dimension == "count" and bool(beside & (self._rest | _DENIED))

    def _off_target(self, number: Number, found: Working) -> bool:
        """Return whether a gap is told on the wrong side of the target that it is measured by."""
        aimed = [q for q in found.used if _beside(self.source, q) & _AIMS]
        if len(found.used) != len(_PAIR) or len(aimed) != 1:
            return False
        words = self.rewrite.facts[number.sentence].words
        at = bisect_left(words, number.quantity.end, key=lambda w: w.start)
        behind = {w.lower for w in words[at : at + 2]}
        level = next(q for q in found.used if q is not aimed[0])
        side = 1 if behind & _ABOVE else -1 if behind & _SHORT else 0
        return side * (level.value - aimed[0].value) < 0

    def _apart(self, lost: Number, told: Number) -> bool:
        """Return whether a number tells a change where the other tells a level, or what is left; not its double."""
        if lost.quantity.dimension != told.quantity.dimension:
            return True
        if lost.role == told.role != "":
            return False
        if is_change(lost) != is_change(told):
            return True
        was, now = (
            {w.lower for w in r.facts[n.sentence].words} & (self._rest | _GAP)
            for r, n in ((self.source, lost), (self.rewrite, told))
        )
        return was != now

    def _turned(self, close: Sequence[Number]) -> bool:
        """Return whether what is left to 100% may be told: beside the share itself, or of its opposite."""
        if any(n.quantity.start in self.told for n in close if n.quantity.dimension == "share"):
            return True
        if self._opposed or self._denies(self.source) != self._denies(self.rewrite):
            return True
        was, now = _labels(self.source), _labels(self.rewrite)
        return any(_other_side(label) in now - was for label in was - now) or self._opposite_words()

    def _opposite_words(self) -> bool:
        """Return whether one text has the opposite of a word of the other: "damaged" and "undamaged"."""
        if self._sides_differ is None:
            was, now = _words(self.source), _words(self.rewrite)
            self._sides_differ = (
                self._denied_in(was - now, now)
                or self._denied_in(now - was, was)
                or any(a & (was - now) and b & (now - was) for a, b in permutations(self._sides, 2))
                or bool(self._rest & (was ^ now))
            )
        return self._sides_differ

    def _denied_in(self, words: Iterable[str], others: Set[str]) -> bool:
        """Return whether a word is one of the others with a syllable that denies it: "undamaged", "crash-free"."""
        words = set(words)
        stems = {stem(w) for w in others}
        for word in words:
            for prefix in self._prefixes:
                if word.startswith(prefix) and len(word) > len(prefix) + 3 and stem(word[len(prefix) :]) in stems:
                    return True
            for suffix in self._suffixes:
                if word.endswith(suffix) and len(word) > len(suffix) + 2 and stem(word[: -len(suffix)]) in stems:
                    return True
        return "free" in words

    def _denies(self, reading: Reading) -> bool:
        return bool(reading.marked("negation", "strong", "weak"))

    def _of_former(self, number: Number, close: Sequence[Number]) -> bool:
        """Return whether a factor may be turned round: "tenfold", and "a tenth of what it was" on the other side."""
        if number.quantity.dimension == "share":
            after = self.rewrite.text[number.quantity.end : number.quantity.end + 20].casefold().split()[:3]
            saved = _PACE.get(after[2].strip(".,;"), ()) if after[:2] == ["of", "the"] and len(after) > 2 else ()
            said = self.source.text.casefold()
            return any(word in said for word in saved) or (after[:1] in (["of"], ["as"]) and after[1:2] != ["the"])
        return not any(n.quantity.dimension == "share" and is_change(n) for n in close)

    def _as_before(self, number: Number, found: Working) -> bool:
        """Return whether a factor was turned round, but not what it compares: "twice as thick", "half as thick"."""
        was, now = (
            reading.text[q.end : q.end + _BESIDE].casefold().replace(".", " ").removeprefix(" as").split()[:_COMPARED]
            for reading, q in ((self.source, found.used[0]), (self.rewrite, number.quantity))
        )
        return len(was) > 2 and was == now

    def _age(self, number: Number, reading: Reading) -> int:
        """Return 0 for the value before ("from 4", "instead of 4"), 1 for what may be one ("it was 4"), else 2."""
        if number.role:
            return 0 if number.role == "old" else 2
        sentence = reading.facts[number.sentence].words
        close = {w.lower for w in sentence[: bisect_left(sentence, number.quantity.start, key=lambda w: w.start)][-3:]}
        return 0 if close & _FORMER else 1 if close & _PAST else 2


def near(number: Number, others: Sequence[Number]) -> list[Number]:
    """Return the numbers of a text whose sentences are near that of a number.

    Args:
        number: A number of either text.
        others: The numbers of the text.
    """
    first = bisect_left(others, number.sentence - _NEARBY, key=lambda n: n.sentence)
    return [n for n in others[first : first + 2 * _NEARBY] if n.sentence <= number.sentence + _NEARBY]


def _follows(target: Quantity, sources: Sequence[Quantity]) -> Working | None:
    found = working(target, sources)
    return Working(*found) if found else _sum(target, sources) or _times(target, sources)


def _times(target: Quantity, sources: Sequence[Quantity]) -> Working | None:
    """Return the working if a level is another one so many times: doubled to 4,000, from 2,000."""
    factors = [q for q in sources if q.dimension == "times" and q.form == "multiple" and q.value > 0]
    for level in (q for q in sources if q.dimension == target.dimension and not q.sign and q.high is None):
        for times in factors:
            if target.high is None and target.value * times.value == level.value:
                return Working(f"{level.value:f} / {times.value:f}", (level, times))
    return None


def _sum(target: Quantity, sources: Sequence[Quantity]) -> Working | None:
    """Return the working if a level is another one plus or minus a change: 68% less 9 points is 59%."""
    if target.high is not None:
        return None
    levels = [q for q in sources if q.dimension not in ("points", "times") and not q.sign and q.high is None]
    for level in levels:
        if level.dimension != target.dimension:
            continue
        for change in sources:
            if change is level or change.high is not None:
                continue
            if change.dimension == "points" and level.dimension == "share":
                by = change.value / 100
            elif change.dimension == "share":
                if target.value in (level.value / (1 + change.value), level.value / (1 - change.value or 1)):
                    return Working(f"{target.value:f}, and {change.value:.0%} more or less", (level, change))
                by = level.value * change.value  # 60%, and 10% more of it
            elif change.dimension == level.dimension or (change.dimension, level.dimension) == ("points", "count"):
                by = change.value
            else:
                continue
            for total, sign in ((level.value + by, "+"), (level.value - by, "−")):
                if total == target.value:
                    return Working(f"{level.value:f} {sign} {by:f}", (level, change))
    return None


def _days(days: int, like: Quantity) -> Quantity:
    """Return a time of so many days."""
    seconds = Decimal(days * 86400)
    return replace(like, value=seconds, high=None, unit="day", number=Decimal(days), step=Decimal(0), start=-1)


def _beside(reading: Reading, quantity: Quantity) -> set[str]:
    """Return the words right beside a number."""
    before = reading.text[: quantity.start].casefold().split()[-_AIMED:]
    return {w.strip(".,;:()") for w in (*before, *reading.text[quantity.end :].casefold().split()[:1])}


def _labels(reading: Reading) -> set[str]:
    """Return the sides of things that a text names: "catch/yes", "wrongness"."""
    return {m.label for table in _SIDES for m in reading.marked(table)}


def _denials(reading: Reading) -> int:
    return len(reading.marked("negation", "strong"))


def _words(reading: Reading) -> set[str]:
    return {w.lower for f in reading.facts for w in f.words if w.kind == "word"}


def _other_side(label: str) -> str:
    """Return the label of the opposite: "catch/yes" of "catch/no", "rightness" of "wrongness"."""
    pair, slash, side = label.partition("/")
    if slash:
        return f"{pair}/{'no' if side == 'yes' else 'yes'}"
    return "rightness" if label == "wrongness" else "wrongness"

"""Read a text for comparison: tie each number to its metric, its direction and the words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from plainspeak.arithmetic import in_unit_of
from plainspeak.facts import Claim, Facts, read
from plainspeak.fidelity.figures.bounds import bound
from plainspeak.fidelity.figures.rates import Rate, RateReader, attached, often
from plainspeak.fidelity.licence import Licence, covered
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.stems import stem
from plainspeak.knowledge import Knowledge
from plainspeak.moments import Moment
from plainspeak.names import Name
from plainspeak.quantities import Quantity

_SEGMENT_MARKS = frozenset(",;:()—–.!?|")
_NEAR = 9
_PLACES = frozenset(("above", "below", "over", "under", "off"))  # in a saying they only tell where
_ALL = 100
_LATER = 3  # a verb behind a number is that much farther from it than one before
_WITH_UNIT = frozenset(("digits", "words", "ratio"))
_THAN = {"more": "up", "less": "down", "fewer": "down"}
_SIDE = {"over": "up", "above": "up", "under": "down", "below": "down"}
_NO_GOAL = ("determiners", "adjectives", "prepositions", "pronouns")  # "12% over the year"
_NO_NOUNS = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs")
_MORE = frozenset(("more", "fewer", "less"))
_LEVELS = frozenset(("from", "to", "where", "than", "was", "is", "were", "at", "instead"))


class Reader:
    """Reads texts for comparison.

    Args:
        knowledge: The packs to read with.
        audiences: The audience and those that it extends.
    """

    def __init__(self, knowledge: Knowledge, audiences: Sequence[str] = ()) -> None:
        self.knowledge, self.audiences = knowledge, audiences
        self._rates = RateReader(knowledge)
        self._estimates = frozenset(knowledge.language.data["numbers"]["estimates"]["verbs"])
        self._share_words = frozenset(knowledge.language.data["percent"]["shares"])

    def read(self, text: str, licensed: Licence | None = None) -> Reading:
        """Return a text's reading.

        Args:
            text: The text.
            licensed: What in it only says what a term of the source means; nothing there counts as a claim.
        """
        licensed = licensed or Licence((), (), ())
        facts = read(text, self.knowledge, self.audiences)
        numbers: list[Number] = []
        rates: list[Rate] = []
        timed: set[str] = set()
        things: set[str] = set()
        moments: list[Moment] = []
        names: list[Name] = []
        for index, sentence in enumerate(facts):
            meant = licensed.within(sentence.sentence.start, sentence.sentence.end)
            skip = meant.spans
            here = self._rates.read(sentence, skip)
            rates += here
            timed |= self._rates.named(sentence)
            things |= self._rates.things(sentence)
            numbers += self._numbers(index, sentence, meant, here, numbers[-1].quantity if numbers else None)
            moments += [m for m in sentence.moments if not covered(m.start, m.end, skip)]
            names += [n for n in sentence.names if not covered(n.start, n.end, skip)]
        return Reading(
            text,
            tuple(facts),
            tuple(numbers),
            tuple(moments),
            tuple(names),
            frozenset(i for f in facts for hit in f.terms for i in hit.candidates),
            tuple(rates),
            frozenset(timed),
            frozenset(things),
        )

    def _numbers(
        self, index: int, facts: Facts, licensed: Licence, rates: Sequence[Rate], last_one: Quantity | None
    ) -> list[Number]:
        if not facts.quantities:
            return []
        segments, skip = self._segments(facts), licensed.spans
        owners = _owners(facts)
        starts = {w.start: i for i, w in enumerate(facts.words)}
        stems = [stem(w.lower) if w.kind == "word" else "" for w in facts.words]
        ranges: dict[int, tuple[int, int]] = {}
        for at, segment in enumerate(segments):
            ranges[segment] = ranges.get(segment, (at, at))[0], at + 1
        out: list[Number] = []
        ends = {w.end: i for i, w in enumerate(facts.words)}
        places = [next((starts[p] for p in (q.start, q.core[0]) if p in starts), 0) for q in facts.quantities]
        behind = [attached(q, facts, rates, at) for q, at in zip(facts.quantities, places, strict=True)]
        loose = tuple(r for r in rates if not any(r in found for found in behind))
        for quantity, at, per in zip(facts.quantities, places, behind, strict=True):
            if covered(*quantity.core, skip):
                continue
            segment = segments[at]
            first, last = ranges[segment]
            owned = owners.get(quantity.start)
            role = owned[1] if owned else self._role(facts, quantity, at, out, index)
            direction, better, by_term = self._direction(facts, quantity, at, first, last, owned, licensed)
            around = frozenset(s for s in stems[first:last] if len(s) > 2)
            out.append(
                Number(
                    quantity,
                    index,
                    segment,
                    owned[0].term.id if owned else "",
                    role,
                    direction,
                    better,
                    by_term,
                    self._told(facts, quantity, direction),
                    owned[0].term.measured == "share"
                    if owned
                    else bool(self._share_words & {w.lower for w in facts.words[first:last]}),
                    bound(facts, quantity, first, at, skip, self._estimates),
                    around,
                    self._meant(facts, quantity, ends, last_one),
                    per,
                    loose,
                    often(facts, quantity),
                )
            )
            counted = quantity.form == "multiple" and per and not quantity.verb  # "2.6 times a day, up from 1.3"
            if counted or (quantity.dimension != "count" and quantity.form not in ("fraction", "multiple")):
                last_one = quantity
        return out

    def _role(self, facts: Facts, quantity: Quantity, at: int, earlier: Sequence[Number], sentence: int) -> str:
        """Return "old" and "new" for the ends of "from 98% to 99%", whatever it is that moved."""
        before = facts.words[at - 1].lower if at else ""
        if before == "from" and any(w.lower == "to" for w in facts.words[at : at + _NEAR]):
            behind = next((q for q in facts.quantities if q.start >= quantity.end), None)
            return "old" if behind and behind.dimension == quantity.dimension else ""
        last = earlier[-1] if earlier else None
        return "new" if before == "to" and last and last.role == "old" and last.sentence == sentence else ""

    def _meant(self, facts: Facts, bare: Quantity, ends: Mapping[int, int], last_one: Quantity | None) -> Quantity:
        """Return a number that has no noun behind it with the unit of the number before; any other one as it is."""
        if bare.dimension != "count" or bare.form not in ("digits", "words"):
            return bare
        at = ends.get(bare.end, len(facts.words)) + 1
        if at < len(facts.words):
            follows = facts.words[at]
            language = self.knowledge.language
            if follows.lower == "of" or (
                follows.lower not in ("used", "before")
                and follows.kind == "word"
                and not any(language.is_a(kind, follows.lower) for kind in _NO_NOUNS)
            ):
                return bare
        like = last_one or next((q for q in facts.quantities if q.dimension != "count" and q.form in _WITH_UNIT), None)
        if like is None or like.dimension == "points" or (like.dimension == "share" and bare.value > _ALL):
            return bare  # "rose 150%, from 400 to 1,000"
        if like.base is None:
            return in_unit_of(bare, like)
        if bare.value > like.base or bare.high is not None:
            return bare
        return replace(bare, value=bare.value / like.base, dimension=like.dimension, base=like.base, form="ratio")

    def _segments(self, facts: Facts) -> list[int]:
        """Return for each word the number of its segment."""
        out, current = [], 0
        for word in facts.words:
            if (word.kind == "mark" and word.text in _SEGMENT_MARKS) or word.lower in (
                "but",
                "while",
                "whereas",
                "and",
                "although",
                "though",
            ):
                current += 1
            out.append(current)
        return out

    def _direction(
        self,
        facts: Facts,
        quantity: Quantity,
        at: int,
        first: int,
        last: int,
        owned: tuple[Claim, str] | None,
        licensed: Licence,
    ) -> tuple[str, bool | None, bool]:
        """Return which way a number moved, whether that is for the better, and whether a term says so."""
        if owned and owned[0].direction:
            return owned[0].direction, owned[0].better, True
        near = self._pointing(facts, quantity, at, first, last, licensed)
        if not near:
            return "", None, False
        label = min(near)[1]
        if label in ("better", "worse"):
            return "", label == "better", False
        begin, end = facts.words[first].start, facts.words[last - 1].end
        for told in licensed.meanings:
            good = self.knowledge.glossary.term(told.term).good
            if begin <= told.start < end and good in ("up", "down"):
                return label, label == good, True
        values = [
            m.label
            for m in facts.marked("valence")
            if first <= m.first < last and not covered(m.start, m.end, licensed.spans)
        ]
        better = None if len(set(values)) != 1 else (values[0] == "good") == (label == "up")
        return label, better, False

    def _pointing(
        self, facts: Facts, quantity: Quantity, at: int, first: int, last: int, licensed: Licence
    ) -> list[tuple[int, str]]:
        """Return what tells which way a number moved, each with how far it is from the number."""
        before = facts.words[at - 1].lower if at else ""
        skip = [*((m.start, m.end) for m in licensed.meanings), *licensed.verbs]
        placed = [m for m in facts.marked("directions", "up", "down") if facts.words[m.first].lower in _PLACES]
        skip += [(m.start, m.end) for m in placed if covered(m.start, m.end, licensed.sayings)]
        near = [
            (at - place if place <= at else place - at + _LATER, label)
            for place, label in self._moving(facts, quantity, first, last, skip)
        ]
        near = [(distance, label) for distance, label in near if distance <= _NEAR]
        behind = next((w for w in facts.words if w.start >= quantity.end), None)
        next_to = [m for m in facts.marked("directions", "up", "down") if behind and m.start == behind.start]
        near += [(-1, m.label) for m in next_to if not covered(m.start, m.end, skip)]
        beyond = self._beyond(facts, quantity)
        if beyond:
            near.append((-1, beyond))
        if quantity.sign:
            near.append((0, "up" if quantity.sign > 0 else "down"))
        verbs = self.knowledge.language.find("verbs", facts.words[first:last])
        if not near and before == "by" and not verbs:  # "both went down: one by 9%, the other by 5%"
            moves = {m.label for m in facts.marked("moving")}
            near = [(0, label) for label in moves] if len(moves) == 1 else []
        return near

    def _beyond(self, facts: Facts, quantity: Quantity) -> str:
        """Return "up" for "12% more than planned" and "12% over budget", "down" for less and under, else ""."""
        if quantity.dimension not in ("share", "points", "time") and not quantity.dimension.startswith("money"):
            return ""
        first = bisect_left(facts.words, quantity.end, key=lambda w: w.start)
        behind, then = ([w.lower for w in facts.words[first : first + 2]] + ["", ""])[:2]
        if then == "than" and behind in _THAN:
            return _THAN[behind]
        free = then.isalpha() and not any(self.knowledge.language.is_a(kind, then) for kind in _NO_GOAL)
        return _SIDE.get(behind, "") if free else ""

    def _moving(
        self, facts: Facts, quantity: Quantity, first: int, last: int, skip: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, str]]:
        """Return the words of a segment that move something, with their places; those of a ratio count as at it."""
        spoken = self.knowledge.language.find("verbs", facts.words[first:last])
        still = [(m.first, m.last) for m in facts.marked("directions", "none")]
        phrasal = [(first + h.first + 1, first + h.last) for h in spoken if h.last - h.first > 1]
        for place, word in enumerate(facts.words[first:last], first):
            if quantity.form == "ratio" and quantity.core[0] <= word.start < quantity.end and word.lower in _MORE:
                yield place, "up" if word.lower == "more" else "down"
        for marker in facts.marked("directions", "up", "down", "better", "worse"):
            inside = quantity.start <= marker.start < quantity.end
            free = not inside and not covered(marker.start, marker.end, skip)
            if first <= marker.first < last and free and not any(a <= marker.first < b for a, b in phrasal):
                yield marker.first, marker.label
        for hit in spoken:
            family = self.knowledge.language.families.get(hit.payloads[0][0], "")
            verb = facts.words[first + hit.first]
            free = not covered(verb.start, verb.end, skip) and not any(a <= first + hit.first < b for a, b in still)
            if free and family in ("up", "down", "better", "worse"):
                yield first + hit.first, family

    def _told(self, facts: Facts, quantity: Quantity, direction: str) -> str:
        if quantity.dimension == "points":
            return "points"
        if quantity.form == "ratio" and direction:
            before = next((w.lower for w in reversed(facts.words) if w.end <= quantity.start), "")
            beside = [w.lower for w in facts.words if quantity.start <= w.start][: 2 * _LATER]
            if before in _LEVELS or (quantity.number * (quantity.base or 0) == _ALL and not _MORE & set(beside)):
                return ""  # "up from 4 out of 10", "1 call in 8 is dropped"
            return "points"
        if quantity.dimension != "share" or quantity.form == "ratio":
            return ""
        after = [w.lower for w in facts.words if w.start >= quantity.end][:2]
        if after and after[0] in _MORE:
            return "relative"
        return "bare"


def _owners(facts: Facts) -> dict[int, tuple[Claim, str]]:
    """Return the claim that a number belongs to and its role in it, by the number's place."""
    parts = ((claim, role, getattr(claim, role)) for claim in facts.claims for role in ("amount", "old", "new"))
    return {quantity.start: (claim, role) for claim, role, quantity in parts if quantity}

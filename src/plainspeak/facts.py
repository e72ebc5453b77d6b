"""What a sentence claims: quantities, metrics, directions, certainty, conditions and times, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plainspeak.glossary import Term
from plainspeak.knowledge import Knowledge
from plainspeak.moments import Moment
from plainspeak.names import Name
from plainspeak.quantities import Quantity
from plainspeak.shapes import Match, Matcher
from plainspeak.termfinder import TermHit
from plainspeak.text import Sentence, Word, prose, words

# Inside the name of a term ("expected calibration error") the words of all other tables mean nothing of their own.
_KEPT_IN_NAMES = frozenset(
    ("valence", "stages.evidence", "stages.repair", "scope", "significance", "averages", "metrics", "measures")
)
_BESIDE_DATES = frozenset(("time", "bounds", "progress"))  # these may be said with a date: "last week", "by Friday"
_CUTS = frozenset(
    ", ; : ( ) — – | but while whereas although though because so yet and despite "
    "where when if unless until since after before once as".split()
)
_LONGEST = 200  # words
_KEPT = 2000  # characters of a text whose facts are kept for a while
_OPPOSITE = {"up": "down", "down": "up", "same": "same", "": ""}


@dataclass(frozen=True, slots=True)
class Marker:
    """A word or phrase that colours a claim.

    Args:
        table: Which table of the english files it is in ("certainty", "negation" ...).
        label: Its label there ("possible", "strong" ...).
        first: Index of its first word in the sentence.
        last: Index after its last word.
        start: Place of its first character in the text.
        end: Place after its last character.
    """

    table: str
    label: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says of a metric.

    Args:
        term: The metric's term.
        hit: Where it stands.
        direction: "up", "down", "same" or "" (a level).
        form: "relative", "points", "absolute", "times", "from_to", "level", "high", "low", "same" or "some".
        amount: How much it moved.
        old: The value before.
        new: The value after, or the level.
        match: The shape that was found.
    """

    term: Term
    hit: TermHit
    direction: str
    form: str
    amount: Quantity | None
    old: Quantity | None
    new: Quantity | None
    match: Match

    @property
    def better(self) -> bool | None:
        """Whether the change is one for the better; None where up is neither good nor bad."""
        if self.direction not in ("up", "down") or self.term.good not in ("up", "down"):
            return None
        return self.direction == self.term.good


@dataclass(frozen=True, slots=True)
class _Source:
    """What the sentences of one text are read with."""

    text: str
    knowledge: Knowledge
    audiences: Sequence[str]


class Facts:
    """One sentence and what must survive when it is said in other words; facts are read when they are asked for.

    Args:
        source: The text and the packs to read it with.
        sentence: Its place and kind.
        own: Its words.
        near: The words of its neighbours in the same paragraph.
        untouchable: Spans that may not be changed, in the whole text.
    """

    def __init__(
        self,
        source: _Source,
        sentence: Sentence,
        own: Sequence[Word],
        near: Sequence[Sequence[Word]],
        untouchable: Sequence[tuple[int, int]],
    ) -> None:
        self._source = source
        self._near = near
        self.sentence = sentence
        self.words = tuple(own)
        self.untouchable = tuple(untouchable)

    @cached_property
    def _dated(self) -> tuple[tuple[Moment, ...], tuple[Name, ...]]:
        moments, names = self._source.knowledge.moments.read(self._source.text, self.words)
        return tuple(moments), tuple(names)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Dates, times and periods."""
        return self._dated[0]

    @property
    def names(self) -> tuple[Name, ...]:
        """Names that hold digits ("p99", "v2.1")."""
        return self._dated[1]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers with their units."""
        taken = sorted([(m.start, m.end) for m in self.moments] + [(n.start, n.end) for n in self.names])
        return tuple(self._source.knowledge.numbers.read(self._source.text, self.words, taken))

    @cached_property
    def terms(self) -> tuple[TermHit, ...]:
        """Glossary terms."""
        words = self.words
        near = [word for neighbour in self._near for word in neighbour]
        return tuple(
            hit
            for hit in self._source.knowledge.glossary.finder.find(words, near)
            if not _inside(words[hit.first].start, words[hit.last - 1].end, self.untouchable)
        )

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What is said of metrics."""
        knowledge, audiences = self._source.knowledge, self._source.audiences
        glossary = knowledge.glossary
        metrics = [h for h in self.terms if h.term and h.kind == "name" and glossary.term(h.term).is_metric]
        if not metrics:
            return ()
        matches = Matcher(knowledge.language, self.words, metrics, self.quantities).matches()
        return tuple(claim for match in matches if (claim := _claim(match, knowledge, audiences)))

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """Words of certainty, negation, cause, condition and the like."""
        words = self.words
        figures = [
            *((q.start, q.end) for q in self.quantities if not q.verb),
            *((m.start, m.end) for m in self.moments),
        ]
        named = {at for t in self.terms for at in range(t.first, t.last)}
        # "build failure" and "missing index" are put together of words that keep their meaning; "prompt" has another.
        nouns = {at for t in self.terms if t.kind == "name" for at in range(t.first, t.last)}
        whole = {at for t in self.terms if t.kind == "name" and t.last - t.first != 2 for at in range(t.first, t.last)}
        inside = {"directions": nouns, "moving": nouns, "opposites": whole, "negation": set[int]()}
        return tuple(
            Marker(table, label, hit.first, hit.last, words[hit.first].start, words[hit.last - 1].end)
            for table, hit in self._source.knowledge.language.markers(words)
            if (table in _KEPT_IN_NAMES or inside.get(table, named).isdisjoint(range(hit.first, hit.last)))
            and not _inside(
                words[hit.first].start, words[hit.last - 1].end, figures if table not in _BESIDE_DATES else ()
            )
            for label in hit.payloads
        )

    @cached_property
    def _tables(self) -> Mapping[str, Sequence[Marker]]:
        found: dict[str, list[Marker]] = {}
        for marker in self.markers:
            found.setdefault(marker.table, []).append(marker)
        return found

    def marked(self, table: str, *labels: str) -> list[Marker]:
        """Return the markers of one table, of certain labels if any are given."""
        found = self._tables.get(table, ())
        return [m for m in found if m.label in labels] if labels else list(found)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return tuple(w.lower for w in self.words)

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """The indices of the words between its clauses: marks, conjunctions and words such as "if" and "where"."""
        last = len(self.words) - 1
        return tuple(
            at
            for at, word in enumerate(self.lower)
            if word in _CUTS and not (word == "yet" and at < last and self.lower[at + 1] == "to")  # "have yet to"
        )


def read(text: str, knowledge: Knowledge, audiences: Sequence[str] = ()) -> list[Facts]:
    """Return what each sentence of a text claims.

    Args:
        text: Any text.
        knowledge: The packs to read it with.
        audiences: The audience and those that it extends, for the terms' wording.

    >>> from plainspeak.knowledge import load
    >>> [facts] = read("We improved recall by 10%.", load())
    >>> [(claim.term.id, claim.direction, claim.form) for claim in facts.claims]
    [('recall', 'up', 'relative')]
    """
    reads = _kept if len(text) <= _KEPT else _read  # what is kept must be small
    return list(reads(text, knowledge, tuple(audiences)))


def _read(text: str, knowledge: Knowledge, audiences: tuple[str, ...]) -> tuple[Facts, ...]:
    whole, guarded = prose(text)
    spans, split = _pieces(text, whole)
    source = _Source(text, knowledge, audiences)
    out: list[Facts] = []
    begin = 0
    for number, sentence in enumerate(spans):
        while begin < len(guarded) and guarded[begin][1] <= sentence.start:
            begin += 1
        own = []
        for span in guarded[begin:]:
            if span[0] >= sentence.end:
                break
            own.append(span)
        near = [
            split[other]
            for other in (number - 1, number + 1)
            if 0 <= other < len(spans) and spans[other].block == sentence.block
        ]
        out.append(Facts(source, sentence, split[number], near, own))
    return tuple(out)


# A sentence is read for its draft, and again for each draft that is compared with it.
_kept = lru_cache(maxsize=64)(_read)


def _pieces(text: str, whole: Sequence[Sentence]) -> tuple[list[Sentence], list[list[Word]]]:
    """Return the sentences and their words; one longer than any sentence is cut, so that time grows with the text."""
    spans: list[Sentence] = []
    split: list[list[Word]] = []
    for sentence in whole:
        own = words(text, sentence.start, sentence.end)
        for first in range(0, len(own), _LONGEST):
            part = own[first : first + _LONGEST]
            spans.append(Sentence(part[0].start, part[-1].end, sentence.kind, sentence.block))
            split.append(part)
    return spans, split


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)


def _claim(match: Match, knowledge: Knowledge, audiences: Sequence[str]) -> Claim | None:
    """Return what a shape says, or None if its parts contradict each other."""
    slots = match.slots
    hit: TermHit = slots["term"].value
    term = knowledge.glossary.term(hit.term, audiences)

    def quantity(slot: str) -> Quantity | None:
        return slots[slot].value if slot in slots else None

    amount = quantity("amount") or quantity("signed")
    old, new = quantity("old"), quantity("new") or quantity("level")
    families = []
    if "verb" in slots:
        families.append(knowledge.language.families[slots["verb"].value[0]])
    families += [slots[slot].value for slot in ("up", "higher", "change", "same") if slot in slots]
    if "signed" in slots:
        families.append("up" if quantity("signed").sign > 0 else "down")  # type: ignore[union-attr]
    directions = {_direction(family, term.good) for family in families if family != "move"}
    if old and new and old.dimension == new.dimension:
        directions.add("up" if new.value > old.value else "down" if new.value < old.value else "same")
    if amount and amount.sign and "signed" not in slots:
        directions.add("up" if amount.sign > 0 else "down")
    if len(directions) > 1 or "?" in directions:
        return None
    direction = directions.pop() if directions else ""
    return Claim(
        term,
        hit,
        direction,
        _form(slots["grade"].value if "grade" in slots else "", amount, old, new, direction),
        amount,
        old,
        new,
        match,
    )


def _direction(family: str, good: str) -> str:
    """Return which way a word moves a metric; "?" if it is for better or worse of something that is neither."""
    if family in ("up", "down", "same"):
        return family
    if good not in ("up", "down"):
        return "?"
    return good if family == "better" else _OPPOSITE[good]


def _form(grade: str, amount: Quantity | None, old: Quantity | None, new: Quantity | None, direction: str) -> str:
    if grade:
        return grade
    if amount:
        return {"share": "relative", "points": "points", "times": "times"}.get(amount.dimension, "absolute")
    if old and new:
        return "from_to"
    if new:
        return "level" if not direction else "to"
    return "same" if direction == "same" else "some"

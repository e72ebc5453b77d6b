"""What a sentence claims: quantities, metrics, directions, certainty, conditions and times, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plainspeak.glossary import Term, TermHit
from plainspeak.knowledge import Knowledge
from plainspeak.moments import Moment
from plainspeak.names import Name
from plainspeak.quantities import Quantity
from plainspeak.shapes import Match, Matcher
from plainspeak.text import Sentence, Word, protected, sentences, words

# Inside the name of a term ("expected calibration error") the words of all other tables mean nothing of their own.
_KEPT_IN_NAMES = frozenset(("valence", "stages.evidence", "stages.repair", "scope", "significance", "averages"))
_BESIDE_DATES = frozenset(("time", "bounds", "progress"))  # these may be said with a date: "last week", "by Friday"
_LONGEST = 200  # words
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
class Facts:
    """One sentence and what must survive when it is said in other words.

    Args:
        sentence: Its place and kind.
        words: Its words.
        quantities: Numbers with their units.
        moments: Dates, times and periods.
        names: Names that hold digits ("p99", "v2.1").
        terms: Glossary terms.
        claims: What is said of metrics.
        markers: Words of certainty, negation, cause, condition and the like.
        untouchable: Spans that may not be changed, in the whole text.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    names: tuple[Name, ...]
    terms: tuple[TermHit, ...]
    claims: tuple[Claim, ...]
    markers: tuple[Marker, ...]
    untouchable: tuple[tuple[int, int], ...]

    def marked(self, table: str, *labels: str) -> list[Marker]:
        """Return the markers of one table, of certain labels if any are given."""
        return [m for m in self.markers if m.table == table and (not labels or m.label in labels)]


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
    guarded = protected(text)
    spans, split = _pieces(text)
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
        near: list[Word] = []
        for other in (number - 1, number + 1):
            if 0 <= other < len(spans) and spans[other].block == sentence.block:
                near += split[other]
        out.append(_sentence(text, sentence, split[number], near, own, knowledge, audiences))
    return out


def _pieces(text: str) -> tuple[list[Sentence], list[list[Word]]]:
    """Return the sentences and their words; one longer than any sentence is cut, so that time grows with the text."""
    spans: list[Sentence] = []
    split: list[list[Word]] = []
    for sentence in sentences(text):
        own = words(text, sentence.start, sentence.end)
        for first in range(0, len(own), _LONGEST):
            part = own[first : first + _LONGEST]
            spans.append(Sentence(part[0].start, part[-1].end, sentence.kind, sentence.block))
            split.append(part)
    return spans, split


def _sentence(
    text: str,
    sentence: Sentence,
    own: Sequence[Word],
    near: Sequence[Word],
    guarded: Sequence[tuple[int, int]],
    knowledge: Knowledge,
    audiences: Sequence[str],
) -> Facts:
    language = knowledge.language
    moments, names = knowledge.moments.read(text, own)
    quantities = knowledge.numbers.read(
        text, own, sorted([(m.start, m.end) for m in moments] + [(n.start, n.end) for n in names])
    )
    terms = [
        hit
        for hit in knowledge.glossary.find(own, near)
        if not _inside(own[hit.first].start, own[hit.last - 1].end, guarded)
    ]
    metrics = [hit for hit in terms if hit.term and hit.kind == "name" and knowledge.glossary.term(hit.term).is_metric]
    matches = Matcher(language, own, metrics, quantities).matches() if metrics else []
    claims = [claim for match in matches if (claim := _claim(match, knowledge, audiences))]
    figures = [*((q.start, q.end) for q in quantities if not q.verb), *((m.start, m.end) for m in moments)]
    named = {at for t in terms for at in range(t.first, t.last)}
    markers = [
        Marker(table, label, hit.first, hit.last, own[hit.first].start, own[hit.last - 1].end)
        for table, hit in language.markers(own)
        if (table in _KEPT_IN_NAMES or named.isdisjoint(range(hit.first, hit.last)))
        and not _inside(own[hit.first].start, own[hit.last - 1].end, figures if table not in _BESIDE_DATES else ())
        for label in hit.payloads
    ]
    return Facts(
        sentence,
        tuple(own),
        tuple(quantities),
        tuple(moments),
        tuple(names),
        tuple(terms),
        tuple(claims),
        tuple(markers),
        tuple(guarded),
    )


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

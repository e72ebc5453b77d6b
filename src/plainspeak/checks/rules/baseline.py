"""A figure stands alone: nothing says from what it moved, or whether it is good.

What it does: Finds levels of a metric ("Error rate is 1.4%") and changes ("Latency fell by 30%") where neither the
sentence nor its neighbours give an earlier value, a target or a period. Changes of a share by a bare percentage
belong to ambiguous-percent.

Why: 1.4% may be excellent or alarming. Without something to hold it against, the reader learns nothing.

Example: Time to answer is 42 seconds.

Instead: Customers wait 42 seconds for an answer, down from 65 in March; the target is 40.

Source: Amazon's six-page memos ask of each figure what it is compared with; ISO 24495-1 (plain language).
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import COMPARISON, Flow, is_ahead, is_question
from plainspeak.quantities import Quantity
from plainspeak.wordlists import Listed

_NAME = "number-without-baseline"
_SIZES = ("share", "points", "time", "times", "bytes")
_NOW = ("this ", "today", "tonight")
_LONGEST = 14  # words: in a longer sentence the figure is one of several things
_SUBJECT = 8  # words before "is"
_LEVEL = (
    "This figure stands alone. Say what it was before, or what it should be, so that the reader can tell whether "
    "it is good."
)
_CHANGE = "This says by how much, but not from what to what, nor since when. Give the value before and the value now."

FOUND = (
    ("exec", "Error rate is 2.1%.", "Error rate is 2.1%."),
    ("sales", "Time to first answer is 42 seconds."),
    ("pm", "- P95 latency is 480 ms.\n- Sign-ups are open."),
    ("exec", "We cut latency by 30%."),
    ("exec", "The churn rate currently stands at 4.2%."),
    ("exec", "MAPE: 14%"),
)

SILENT = (
    ("exec", "Error rate is 2.1%, down from 3%."),
    ("exec", "Error rate is 2.1%. In March it was 3%."),
    ("exec", "Our target is 2%. The error rate is 2.1%."),
    ("exec", "Latency fell from 400 ms to 280 ms."),
    ("exec", "Uptime was 99.4% in May."),
    ("exec", "We held 12 interviews."),
    ("exec", "The price is EUR 40."),
    ("exec", "The meeting is 30 minutes."),
    ("exec", "We see a 70% chance of rain."),
    ("exec", "We expect the error rate to be 2%."),
    ("exec", "The discount is 10%."),
    ("exec", "Latency fell by 30% since March."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences with a figure that nothing is held against."""
    flow = Flow(reading)
    for at, passage in enumerate(flow.passages):
        if passage.kind not in ("prose", "item") or is_question(passage) or is_ahead(reading, passage):
            continue
        bare = _bare(reading, passage)
        if bare is None:
            continue
        message, figure = bare
        if not any(_is_compared(reading, near, near is passage, figure.dimension) for near in flow.around(at, 1, 1)):
            yield Found(passage.part, passage.start, passage.end, message)


def _bare(reading: Reading, passage: Passage) -> tuple[str, Quantity] | None:
    """Return what is to be said of a sentence with one figure, and the figure; None if it is no level and no change."""
    facts = passage.facts
    figures = [q for q in facts.quantities if _is_figure(passage, q)]
    if len(figures) != 1 or len(facts.words) > _LONGEST or reading.listed(passage, _NAME, "settled"):
        return None
    figure = figures[0]
    if figure.high is not None or figure.comparator:
        return None
    for claim in facts.claims:
        if (
            claim.form == "level"
            and claim.new is figure
            and claim.match.kind != "phrase"
            and claim.term.id != "p-value"
        ):
            return _LEVEL, figure
        if claim.direction in ("up", "down") and claim.amount is figure and claim.old is None and claim.new is None:
            share = claim.form == "relative" and claim.term.measured == "share"
            return None if share or figure.verb else (_CHANGE, figure)
    if _moved(reading, passage, figure):
        return _CHANGE, figure
    return (_LEVEL, figure) if _stands(reading, passage, figure) else None


def _is_figure(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number measures something: it has a unit, or is no whole number, or a metric's level."""
    if quantity.dimension in _SIZES or any(claim.new is quantity for claim in passage.facts.claims):
        return True
    return quantity.dimension == "count" and quantity.step < 1


def _moved(reading: Reading, passage: Passage, figure: Quantity) -> bool:
    """Return whether a sentence says no more than that something measured moved by so much."""
    words = passage.facts.words
    for marker in passage.facts.marked("moving"):
        measured = any(h.last == marker.first for h in reading.listed(passage, _NAME, "measure"))
        between = [w.lower for w in words[marker.last :] if w.end <= figure.start]
        if measured and between == ["by"] and not any(w.start >= figure.end and w.kind != "mark" for w in words):
            return figure.dimension != "share"
    return False


def _stands(reading: Reading, passage: Passage, figure: Quantity) -> bool:
    """Return whether a sentence says no more than that something measured is so much."""
    words = passage.facts.words
    hits = reading.listed(passage, _NAME)
    verb = next((h for h in hits if h.label == "stands" and words[h.last - 1].end <= figure.start), None)
    if verb is None:
        colon = next((i for i, w in enumerate(words) if w.text == ":" and w.end <= figure.start), None)
        verb = None if colon is None else Listed("stands", colon, colon + 1, None)
    if verb is None or verb.first > _SUBJECT or any(w.start >= figure.end and w.kind != "mark" for w in words):
        return False
    if any(words[verb.last - 1].end <= w.start and w.end <= figure.start for w in words):
        return False
    if any(h.label == "time_to" and h.first <= 1 for h in hits):
        return True
    ends = [h.last for h in hits if h.label == "measure" and h.last <= verb.first]
    return any(end == verb.first or words[end].lower == "of" for end in ends)


def _is_compared(reading: Reading, passage: Passage, itself: bool, dimension: str) -> bool:
    """Return whether a sentence holds something to compare a figure with: an earlier value, a target, a period."""
    facts = passage.facts
    if any(not m.key.startswith(_NOW) and m.kind != "time" for m in facts.moments):
        return True
    compared = reading.listed(passage, COMPARISON)
    if itself:
        ours = {(h.first, h.last) for h in reading.listed(passage, _NAME, "stands")}
        inside = {at for hit in facts.terms for at in range(hit.first, hit.last)}
        return any(
            h.first not in inside
            and facts.words[h.first].lower not in ("now", "within")
            and (h.first, h.last) not in ours
            for h in compared
        )
    numbers = [q for q in facts.quantities if q.dimension in _SIZES]
    numbers = [q for q in numbers if q.dimension == dimension]
    strong = [
        h
        for h in compared
        if facts.words[h.first].lower in ("target", "targets", "goal", "limit", "threshold", "baseline")
    ]
    return bool(strong) or bool(compared and numbers)


RULE = Rule(_NAME, "note", find)

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
from plainspeak.checks.unknown_terms import is_capitals
from plainspeak.quantities import Quantity
from plainspeak.termfinder import TermHit
from plainspeak.wordlists import Listed

_NAME = "number-without-baseline"
_SIZES = ("share", "points", "time", "times", "bytes")
_NOW = ("this ", "today", "tonight")
_LONGEST = 14  # words: in a longer sentence the figure is one of several things
_SUBJECT = 8  # words before "is"
_AT = frozenset(("is at", "are at", "stands at", "stand at", "sits at", "stood at", "is currently at", "remains at"))
_PACE = frozenset("second minute hour day night week month quarter year user customer visit call order shift".split())
_NAMES = ("everyone", "organisations", "emphasis")  # capitals that are no metrics
_NEAR = 3  # words in which the level before has to follow "from"
_BARE = 12  # words of a sentence that says no more than that something "is at 38%"
_MEASURING = frozenset(("performance", "reliability", "classification", "ranking", "regression"))  # domains of terms
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
    ("exec", "The nightly import takes 6 hours."),
    ("exec", "MTTR was 48 minutes."),
    ("cto", "Velocity was 41."),
    ("pm", "Revenue per visitor is EUR 2.10."),
    ("exec", "Calls from shops fell by 20%."),
    ("sales", "Signed-in visits are at 64%."),
    ("exec", "MAPE fell to 12%."),
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
    ("exec", "The drive takes 6 hours."),
    ("exec", "The price per unit is EUR 12."),
    ("exec", "MAPE fell to 12% from 15%."),
    ("exec", "Calls from shops fell by 20% since March."),
    ("exec", "The CEO is 54."),
    ("exec", "Latency fell by 30% since March."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences with a figure that nothing is held against."""
    flow = Flow(reading)
    period = any(p.facts.moments for p in reading.passages if reading.document.parts[p.part].kind == "subject")
    for at, passage in enumerate(flow.passages):
        if passage.kind not in ("prose", "item") or is_question(passage) or is_ahead(reading, passage):
            continue
        bare = _bare(reading, passage, period=period)
        if bare is None:
            continue
        message, figure = bare
        if not any(
            _is_compared(reading, near, figure.dimension, itself=near is passage) for near in flow.around(at, 1, 1)
        ):
            yield Found(passage.part, passage.start, passage.end, message)


def _bare(reading: Reading, passage: Passage, *, period: bool) -> tuple[str, Quantity] | None:
    """Return what is to be said of a sentence with one figure, and the figure; None if it is no level and no change."""
    facts = passage.facts
    figures = [q for q in facts.quantities if _is_figure(reading, passage, q)]
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
        if claim.form == "to" and claim.direction in ("up", "down") and claim.new is figure and claim.old is None:
            return _CHANGE, figure
    if _moved(reading, passage, figure, period=period):
        return _CHANGE, figure
    return (_LEVEL, figure) if _stands(reading, passage, figure) else None


def _is_figure(reading: Reading, passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number measures something: it has a unit, or is no whole number, or a metric's level."""
    if quantity.dimension in _SIZES or any(claim.new is quantity for claim in passage.facts.claims):
        return True
    if quantity.dimension.startswith("money"):  # "revenue per visitor"; a price is a plain fact
        return bool(reading.listed(passage, _NAME, "per_one"))
    points = reading.listed(passage, _NAME, "points") or _is_code(reading, passage, 0) or _is_code(reading, passage, 1)
    return quantity.dimension == "count" and (quantity.step < 1 or bool(points))


def _is_code(reading: Reading, passage: Passage, at: int) -> bool:
    """Return whether a word is an abbreviation, such as that of a metric."""
    words = passage.facts.words
    if at >= len(words) or len(words[at].text) < 3 or not is_capitals(words[at].text):
        return False
    lists = reading.knowledge.check_words
    return not any(words[at].text in lists.members("acronym-unexplained", label) for label in _NAMES)


def _ends(passage: Passage, figure: Quantity) -> bool:
    """Return whether a figure ends its sentence, perhaps with "per day"."""
    after = [w.lower for w in passage.facts.words if w.start >= figure.end and w.kind != "mark"]
    return not after or (len(after) == 2 and after[0] in ("per", "a", "an", "each") and after[1] in _PACE)


def _moved(reading: Reading, passage: Passage, figure: Quantity, *, period: bool) -> bool:
    """Return whether a sentence says no more than that something measured moved by so much."""
    words = passage.facts.words
    shares = reading.knowledge.check_words.members("ambiguous-percent", "shares")
    for marker in passage.facts.marked("moving"):
        between = [w.lower for w in words[marker.last :] if w.end <= figure.start]
        if between not in (["by"], []) or not _ends(passage, figure):
            continue
        measured = any(h.last == marker.first for h in reading.listed(passage, _NAME, "measure"))
        if figure.dimension != "share":
            return measured and bool(between)
        subject = words[: marker.first]
        plain = all(w.kind == "word" and w.lower not in shares for w in subject)
        return bool(subject) and plain and not period and not passage.facts.claims
    return False


def _stands(reading: Reading, passage: Passage, figure: Quantity) -> bool:
    """Return whether a sentence says no more than that something measured is so much."""
    words = passage.facts.words
    hits = reading.listed(passage, _NAME)
    verb = next((h for h in hits if h.label in ("stands", "takes") and words[h.last - 1].end <= figure.start), None)
    if verb is None:
        colon = next((i for i, w in enumerate(words) if w.text == ":" and w.end <= figure.start), None)
        verb = None if colon is None else Listed("stands", colon, colon + 1, None)
    if verb is None or verb.first > _SUBJECT or not _ends(passage, figure):
        return False
    if any(words[verb.last - 1].end <= w.start and w.end <= figure.start for w in words):
        return False
    if verb.label == "takes":
        return figure.dimension == "time" and any(h.label == "process" and h.last == verb.first for h in hits)
    if any(h.label in ("time_to", "per_one") and h.first <= 1 for h in hits):
        return True
    if verb.first and _is_code(reading, passage, verb.first - 1):
        return True
    said = " ".join(w.lower for w in words[verb.first : verb.last])
    if said in _AT and (figure.dimension == "share" or figure.step < 1) and 0 < len(words) <= _BARE:
        return True
    if any(hit.last == verb.first and hit.kind == "name" and _measures(reading, hit) for hit in passage.facts.terms):
        return True
    ends = [h.last for h in hits if h.label in ("measure", "points") and h.last <= verb.first]
    return any(end == verb.first or words[end].lower == "of" for end in ends)


def _measures(reading: Reading, hit: TermHit) -> bool:
    return any(reading.knowledge.glossary.term(i).domain in _MEASURING for i in hit.candidates)


def stands_alone(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence is no more than a figure with nothing to hold it against."""
    bare = _bare(reading, passage, period=False)
    return bare is not None and not _is_compared(reading, passage, bare[1].dimension, itself=True)


def _is_compared(reading: Reading, passage: Passage, dimension: str, *, itself: bool) -> bool:
    """Return whether a sentence holds something to compare a figure with: an earlier value, a target, a period."""
    facts = passage.facts
    if any(not m.key.startswith(_NOW) and m.kind != "time" for m in facts.moments):
        return True
    inside = {at for hit in facts.terms for at in range(hit.first, hit.last)}
    compared = [h for h in reading.listed(passage, COMPARISON) if h.first not in inside]
    compared = [h for h in compared if facts.words[h.first].lower != "from" or _precedes_level(passage, h)]
    if itself:
        ours = {(h.first, h.last) for h in reading.listed(passage, _NAME, "stands")}
        return any(
            facts.words[h.first].lower not in ("now", "within") and (h.first, h.last) not in ours for h in compared
        )
    numbers = [q for q in facts.quantities if q.dimension in _SIZES]
    numbers = [q for q in numbers if q.dimension == dimension]
    strong = [
        h
        for h in compared
        if facts.words[h.first].lower in ("target", "targets", "goal", "limit", "threshold", "baseline")
    ]
    return bool(strong) or bool(compared and numbers)


def _precedes_level(passage: Passage, hit: Listed) -> bool:
    """Return whether a level before follows "from", and no place: "calls from shops"."""
    words = passage.facts.words
    start, end = words[hit.last - 1].end, words[min(hit.last + _NEAR, len(words)) - 1].end
    return any(start <= q.start < end for q in passage.facts.quantities)


RULE = Rule(_NAME, "note", find)

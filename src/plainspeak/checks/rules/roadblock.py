"""Something is in the way, and nothing says what could be done about it.

What it does: Finds sentences that say that the work is blocked, late or not possible, or that an idea is a bad one,
where the paragraph names no option, cost, recommendation or new date, and no options follow.

Why: A reader who hears only "blocked" can do nothing but worry. With two options and their costs they can decide.

Example: We are blocked by the network team.

Instead: The network team can connect us on 9 May. We can wait (launch three weeks later) or rent a line for EUR 900.
We recommend the line.

Source: Decision memos with options and a recommendation, as in "bottom line up front" writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import WAY_OUT, Flow, dated, is_costed, is_denied, is_question
from plainspeak.wordlists import Listed

_NAME = "roadblock-without-options"
_OBSTACLES = ("held", "refused", "stops", "waits", "cannot", "slips", "undone", "says_no")
_BE = frozenset("is are am 's 're 'm we're i'm it's remain remains be been : -".split())
_ADVERBS = frozenset("still currently again now already also just all yet a an the main our".split())
_BECAUSE = frozenset(("because", "since", "as"))
_HELD_UP = frozenset("we our nobody blocks delays stops holds keeps means is the".split())
_TO_COME = frozenset(("will", "'ll", "can"))
_VAGUE_TIME = frozenset("day days week weeks month months quarter quarters".split())
_NEAR = 4  # words between "cannot" and the work
_DAY = 86_400  # seconds
_MESSAGE = (
    "This says what is in the way, not what could be done. Name two options, what each would cost and when it would be "
    "ready, and which one you recommend."
)
_TABLE = """

| | Option A: … | Option B: … |
| --- | --- | --- |
| Effect on workstream 1: … | … | … |
| Effect on workstream 2: … | … | … |
| Cost | … | … |
| Ready by | … | … |

We recommend option … because … Decision: [who] by [date]."""

FOUND = (
    ("exec", "We are blocked by the network team.", "We are blocked by the network team."),
    ("exec", "The new tills are five weeks late because the supplier has no parts."),
    ("pm", "We can't start the migration. The test data is missing."),
    ("sales", "Moving the portal to the new provider is a bad idea."),
    ("exec", "We are still waiting for the security team."),
    ("exec", "Supporting two currencies is not strategic."),
    ("pm", "Licence renewal remains on hold, which means the training slips by at least a month."),
    ("exec", "Blocker: no access to the warehouse data."),
    ("exec", "We have no capacity for the mobile app this quarter."),
    ("exec", "The supplier has not sent the parts, so the line stands still."),
    ("exec", "A second shift is not possible at the moment."),
    ("pm", "Legal rejected the new terms."),
    ("sales", "The northern harbours are not on the map because the county did not deliver the charts."),
    ("exec", "Nobody knows when the ferry terminal will open."),
    ("cto", "We can't move to the new racks."),
)

SILENT = (
    ("exec", "We are blocked by the network team. We can wait until 9 May or rent a line for EUR 900."),
    ("exec", "The new tills are five weeks late. We now expect them on 4 June."),
    ("exec", "We can't start the migration on Monday. I recommend starting with the test shops."),
    ("exec", "The fraud check blocked 9 of every 10 attacks."),
    ("exec", "Customers were waiting for 12 minutes."),
    ("exec", "31 parcels were two hours late."),
    ("exec", "Nothing is blocked."),
    ("exec", "If the parts are late, the opening may slip by a week."),
    ("exec", "We cannot say yet which of the two caused it."),
    ("exec", "We were blocked by the network team until Tuesday. It is resolved."),
    ("exec", "The move is three weeks late.\n\nOptions:\n- Move in two steps.\n- Wait until May."),
    ("exec", "The recall notice was late in May, so we sent it again."),
    ("exec", "Are we blocked by the network team?"),
    ("exec", "The supplier has not sent the parts. Olga will call them on Monday."),
    ("exec", "Customers have not answered yet."),
    ("exec", "Legal rejected the new terms. We could sign the old ones for a year."),
    ("exec", "The candidate declined because of the salary."),
    ("exec", "A refund is not possible after 30 days."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that name an obstacle and no way round it."""
    flow = Flow(reading)
    answered = _last_option(reading, flow)
    told = -2
    for at, passage in enumerate(flow.passages):
        if told == at - 1 and flow.together(told, at):  # a paragraph is told of once
            told = at
            continue
        if at >= answered and is_stuck(reading, passage) and not has_way_out(reading, flow, at):
            fix = passage.text + _TABLE if passage.kind == "prose" else None
            told = at
            yield Found(passage.part, passage.start, passage.end, _MESSAGE, fix)


def _last_option(reading: Reading, flow: Flow) -> int:
    """Return the index behind the last sentence with options or a recommendation: they answer what stands before."""
    for at in range(len(flow.passages) - 1, -1, -1):
        if reading.listed(flow.passages[at], WAY_OUT, "offer"):
            return at + 1
    return 0


def has_way_out(reading: Reading, flow: Flow, at: int, *, dates: bool = True) -> bool:
    """Return whether an obstacle's paragraph says what can or will be done.

    Args:
        reading: The document.
        flow: Its sentences.
        at: Index of the sentence with the obstacle.
        dates: Whether a new date counts as a way out.
    """
    for near in flow.around(at, 1, 3):
        if reading.listed(near, WAY_OUT, "option", "offer", "acting") or is_costed(near):
            return True
        if any(not is_denied(reading, near, hit.first) for hit in reading.listed(near, WAY_OUT, "solved")):
            return True
        if dates and dated(reading, near):
            return True
    return False


def is_slip(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence says that a date of the work has moved back."""
    hits = reading.listed(passage, _NAME)
    moved = [hit for hit in hits if hit.label == "slips"]
    return not is_question(passage) and any(_counts(reading, passage, hit, hits) for hit in moved)


def is_stuck(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence says of the author's work that it can't go on, is late, or won't be done."""
    if is_question(passage) or passage.kind not in ("prose", "item"):
        return False
    hits = reading.listed(passage, _NAME)
    found = [hit for hit in hits if hit.label in _OBSTACLES]
    return any(_counts(reading, passage, hit, hits) for hit in found)


def _counts(reading: Reading, passage: Passage, hit: Listed, hits: list[Listed]) -> bool:
    before = [other for other in hits if other.last <= hit.first]
    unsure = [other for other in before if other.label == "unsure" and not _is_month(passage, other)]
    if hit.label == "refused":
        unsure = [other for other in unsure if passage.facts.words[other.first].lower != "would"]
    if unsure:
        return False
    if any(other.label == "none" and hit.first - other.last <= 1 for other in before):
        return False
    if any(other.label == "others" for other in before):
        return False
    match hit.label:
        case "stops":
            words = passage.facts.words
            unknown = words[hit.last - 1].lower == "when" and hit.last < len(words)  # "nobody knows when"
            return not unknown or any(w.lower in _TO_COME for w in words[hit.last :])
        case "undone":
            return _is_said_no(hit, before) or _holds_up(reading, passage, hit)
        case "says_no":
            return not passage.facts.moments and _is_said_no(hit, before)
        case "waits":
            asked = reading.listed(passage, "ask-without-owner-or-date", "thing")
            return _is_now(passage, hit.first) and (not asked or _names_somebody(passage, hit))
        case "refused":
            return _is_now(passage, hit.first)
        case "held":
            return _is_held(passage, hit, before)
        case "cannot":
            return any(o.label == "work" and 0 <= o.first - hit.last <= _NEAR for o in hits)
        case _:
            return _is_long(passage, hit.last) or any(other.label == "project" for other in before)


def _is_said_no(hit: Listed, before: list[Listed]) -> bool:
    """Return whether one of those who have a say stands right before it: "Legal has not signed"."""
    return any(other.label == "judges" and hit.first - other.last <= 1 for other in before)


def _holds_up(reading: Reading, passage: Passage, hit: Listed) -> bool:
    """Return whether the work stands still for it: "is not open because they did not send the keys"."""
    words = passage.facts.words
    at = max((i for i in range(hit.first) if words[i].lower in _BECAUSE), default=0)
    if any(reading.knowledge.language.denies(w.lower) for w in words[:at]):
        return True
    after = [w.lower for w in words[hit.last :]]
    return "so" in after or any(one in ("and", "which") and two in _HELD_UP for one, two in pairwise(after))


def _names_somebody(passage: Passage, hit: Listed) -> bool:
    """Return whether it is said who keeps the work waiting ("Legal's sign-off"): else it is a request to nobody."""
    return any(w.lower in ("'s", "'", "from", "by", "team", "department") for w in passage.facts.words[hit.last :])


def _is_month(passage: Passage, hit: Listed) -> bool:
    """Return whether "may" is the month."""
    return any(m.start <= passage.facts.words[hit.first].start < m.end for m in passage.facts.moments)


def _is_held(passage: Passage, hit: Listed, before: list[Listed]) -> bool:
    """Return whether "is", or "is three weeks", stands before it: it holds now, of the work."""
    words = passage.facts.words
    at = hit.first
    long = _is_long(passage, 0)
    for quantity in passage.facts.quantities:
        if quantity.end <= words[at].start and quantity.dimension == "time":
            at = next((i for i, w in enumerate(words) if w.start >= quantity.start), at)
    if at > 1 and words[at - 1].lower in _VAGUE_TIME and words[at - 2].lower in ("a", "several", "few", "some", "one"):
        long, at = True, at - 2  # "a month late"
    if passage.facts.quantities and any(q.dimension in ("share", "points") for q in passage.facts.quantities):
        return False
    if not at or not _is_now(passage, at):
        return False
    timely = words[hit.first].lower in ("late", "delayed", "overdue", "behind", "running", "postponed")
    return not timely or long or any(other.label == "project" for other in before)


def _is_now(passage: Passage, at: int) -> bool:
    """Return whether "is" or nothing stands before a word: "We are still waiting", "Waiting for parts"."""
    words = passage.facts.words
    while at and (words[at - 1].lower in _ADVERBS or words[at - 1].lower.endswith("ly")):
        at -= 1
    return not at or words[at - 1].lower in _BE


def _is_long(passage: Passage, first: int) -> bool:
    """Return whether a time of a day or more stands in a sentence from a word on."""
    words = passage.facts.words
    start = words[first].start if first < len(words) else passage.end
    return any(q.dimension == "time" and q.value >= _DAY and q.start >= start for q in passage.facts.quantities)


RULE = Rule(_NAME, "error", find)

"""Work is reported, and nothing says what came of it.

What it does: Finds sentences that tell what somebody did (completed, added, refactored, met with) where neither they
nor their neighbours tell a result: a figure that moved, what works now, what was decided or found out.

Why: A reader who was not there can't tell from the work whether anything is better. They will ask, or guess.

Example: Completed JIRA-882 and refactored the import.

Instead: The import now takes 20 minutes instead of 3 hours, so stores see new prices before they open.

Source: Progress, plans, problems (PPP) reports; "outcomes over outputs" in the practice of goals and key results.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.rules.baseline import stands_alone
from plainspeak.checks.signals import COMPARISON, Flow, is_ahead, is_change, is_denied, is_measured, is_question
from plainspeak.wordlists import Listed

_NAME = "activity-not-outcome"
_WORK = ("done", "craft", "busy")
_HELPING = frozenset(
    "is are am 're 'm still now have has had 've was were been be being got also just already then both all".split()
)
_PASSIVE = frozenset("was were been being got".split())
_ORDERS = frozenset("set split run rerun put read".split())  # "Set up the cluster" may be an order
_CLAUSES = frozenset("after when if once that which who whom whose while where until before than".split())
_ANY_TRADE = frozenset(
    "retrained re-trained labelled labeled annotated triaged groomed instrumented deprecated".split()
)
_WILL = frozenset(("will", "'ll", "shall"))
_JOINS = frozenset((",", ";", ":", "-", "–", "—"))
_OBJECT = 9  # words between the work and what it was done to
_OPENING = 5  # words before a comma
_MANY = 3  # so many pieces of work in one sentence are a list of work, whatever purpose is named at its end
_MESSAGE = (
    "This tells what was done, not what came of it. Say what is better now and for whom, or leave it out; "
    "if no result is known yet, say when it will be."
)

FOUND = (
    (
        "exec",
        "We rewrote the booking module and merged the pull requests.",
        "We rewrote the booking module and merged the pull requests.",
    ),
    ("exec", "- Closed OPS-311 and OPS-340.\n- Added caching to the price API.", "Closed OPS-311 and OPS-340."),
    ("sales", "The schema of the loyalty database was reviewed and documented."),
    ("pm", "The team attended a workshop on forecasting."),
    ("exec", "This week we continued to work on the routing engine."),
    ("exec", "Unit tests were added to the billing service."),
    ("pm", "Last week I updated the wiki and set up a new dashboard."),
    (
        "sales",
        "We also tuned the prompts, sorted the index, and wrote a script so that we can see whether replies change.",
    ),
    ("exec", "Had three meetings with the network team."),
    ("sales", "The price engine has been containerised."),
    ("pm", "We load-tested the seat map and tried out two data sources."),
    ("exec", "We evaluated four tools. The next tool will lower our costs."),
)

SILENT = (
    ("exec", "We rewrote the booking module. A booking now takes 2 minutes instead of 5."),
    ("exec", "Added caching to the price API, so shoppers see prices in 0.3 seconds."),
    ("exec", "We met with the supplier and agreed a price of EUR 12 a unit."),
    ("exec", "We reviewed the contract and found two risks."),
    ("exec", "Next week we will add tests to the billing service."),
    ("exec", "The team moved to the new office on Monday."),
    ("exec", "Customers created 4,200 orders."),
    ("pm", "We tested both pages with 9,000 visitors."),
    ("exec", "Plans\n- Finish the migration of the tills."),
    ("exec", "The reviewed plan is attached."),
    ("exec", "Returns fell from 9% to 6%. We updated the size tables in March."),
    ("exec", "Did you update the dashboard?"),
    ("exec", "The audit was completed two weeks early."),
    ("exec", "We did the audit in June. It will save EUR 4,000 a year."),
    ("exec", "The cook tried a new menu."),
    ("exec", "All 40 guides were retrained."),
    ("exec", "We set up 40 chairs and 6 tents."),
    ("exec", "We measured the noise in the hall: 46 decibels."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that report work alone."""
    flow = Flow(reading)
    for at, passage in enumerate(flow.passages):
        if passage.section == "plan" or passage.kind not in ("prose", "item") or is_question(passage):
            continue
        if not _is_work(reading, passage) or _has_result(reading, passage):
            continue
        if any(_explains(reading, other) for other in flow.after(at, 1)):
            continue
        if any(is_change(other) for other in flow.before(at, 1)) and not _listed(reading, passage, "also"):
            continue
        yield Found(passage.part, passage.start, passage.end, _MESSAGE)


def _explains(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence tells what came of the work before it."""
    if is_question(passage) or _is_work(reading, passage) or stands_alone(reading, passage):
        return False
    if any(w.lower in _WILL for w in passage.facts.words):  # what is hoped for is no result, unless it has figures
        return is_measured(passage) and not reading.listed(passage, "overcertain", "cures")
    level = not is_change(passage) and any(claim.form == "level" for claim in passage.facts.claims)
    return bool(_results(reading, passage)) if level else _has_result(reading, passage)


def _listed(reading: Reading, passage: Passage, *labels: str) -> list[Listed]:
    return reading.listed(passage, _NAME, *labels)


def _has_result(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence tells what came of something."""
    figures = passage.facts.quantities
    if is_measured(passage) or any(q.dimension == "time" for q in figures):
        return True
    if reading.listed(passage, "uncertainty-without-learning", "failed"):
        return True
    if len(figures) > 1 and reading.listed(passage, COMPARISON):
        return True
    works = _listed(reading, passage, *_WORK)
    if len(works) >= _MANY and _listed(reading, passage, "purpose"):
        return False
    return bool(_results(reading, passage))


def _results(reading: Reading, passage: Passage) -> list[Listed]:
    """Return the words that tell a result and no work."""
    starts = {hit.first for hit in _listed(reading, passage, *_WORK)}
    return [hit for hit in _listed(reading, passage, "result") if hit.first not in starts]


def _is_work(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence says that its author's side did something to a thing of their trade."""
    works = _listed(reading, passage, *_WORK)
    if not works or is_ahead(reading, passage):
        return False
    words, first = passage.facts.words, works[0]
    before = [w.lower for w in words[: first.first]]
    if not _CLAUSES.isdisjoint(before) or is_denied(reading, passage, first.first):
        return False
    if first.label == "busy":
        return _is_doer(reading, passage, first)
    tickets = [name.end for name in passage.facts.names if "-" in name.text]
    done = any(end < words[first.first].start for end in tickets)
    if done and first.last >= len(words) - 1:  # "OPS-311 and OPS-340 closed"
        return True
    if before[-1:] in (["is"], ["are"]):
        return done or any(chore.first == 0 for chore in _listed(reading, passage, "chore"))
    things = _things(reading, passage)
    if not _PASSIVE.isdisjoint(before[-3:]):
        by_somebody = any(w.lower == "by" for w in words[first.last :])
        of_trade = first.label == "craft" and words[first.first].lower not in _ANY_TRADE
        return (of_trade or any(last <= first.first for last in things)) and not by_somebody
    near = any(first.last < last <= first.last + _OBJECT for last in things)
    return (near or first.label == "craft") and _is_doer(reading, passage, first)


def _things(reading: Reading, passage: Passage) -> list[int]:
    """Return where things of the trade end: pieces of software, meetings, tickets, terms that only experts use."""
    words = passage.facts.words
    tickets = {name.end for name in passage.facts.names if "-" in name.text}
    return [
        *(hit.last for hit in _listed(reading, passage, "artefact")),
        *(hit.last for hit in passage.facts.terms if hit.kind == "name"),
        *(at + 1 for at, word in enumerate(words) if word.end in tickets),
    ]


def _is_doer(reading: Reading, passage: Passage, hit: Listed) -> bool:
    """Return whether those who write did it: "we", a team, or nobody is named, as in "Added caching"."""
    words = list(passage.facts.words[: hit.first])
    while words and (words[-1].lower in _HELPING or words[-1].lower.endswith("ly")):
        words.pop()
    if not words:
        return passage.facts.words[hit.first].lower not in _ORDERS
    moments = passage.facts.moments
    doers = _listed(reading, passage, "doer")
    if any(d.last == len(words) or (d.first == 0 and words[-1].lower in ("and", "then", ",")) for d in doers):
        return True
    if words[-1].text in _JOINS:  # "In addition, completed the sweep"
        return len(words) <= _OPENING and (bool(moments) or bool(_listed(reading, passage, "also")))
    if any(m.start < words[-1].end <= m.end for m in moments):  # "This week completed the sweep"
        return True
    inflection = reading.knowledge.language.inflection
    return len(words) > 1 and words[-2].lower in ("our", "my") and inflection.is_plural(words[-1].lower)


RULE = Rule(_NAME, "warning", find)

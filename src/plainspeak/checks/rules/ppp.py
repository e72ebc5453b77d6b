"""A weekly status says nothing of what is in the way or what comes next, or a plan has no outcome and no date.

What it does: In mails whose subject or headings call them a weekly status, finds that nothing is said of problems or
of plans, and plans such as "continue work on the import" that can't be checked next week.

Why: Progress, problems and plans are what a reader can act on. "No problems" is an answer; silence is none.

Example: Plans: Continue work on the import.

Instead: Plans: By 12 June, all 40 shops get their prices from the new import.

Source: Progress, plans, problems (PPP) reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import Flow, dated, is_measured

_NAME = "progress-problems-plan"
_BODY = 4  # sentences of a status in which something can be missing
_NO_PROBLEMS = (
    "This status says nothing of problems or risks. Name them, or say that there are none, so that silence is no guess."
)
_NO_PLANS = "This status says nothing of what comes next. Add what will be reached, and by when."
_VAGUE = "This plan can't be checked next week. Say what will be reached, and by when."

_MAIL = "Subject: {}\n\nHi Eva,\n\nOrders rose from 300 to 340 a day. The new pages are live. {}\n\nBest,\nJo\n"
_GOOD = "Visitors like them. Returns fell from 9% to 6%."
_PARTS = "# Weekly status\n\n## Progress\n\n- Orders rose by 4%.\n\n"

FOUND = (
    ("exec", _PARTS + "## Plans\n\n- Continue work on the import.", "Continue work on the import."),
    ("exec", _MAIL.format("Weekly status", _GOOD + " We will open the second shop on 4 May.")),
    ("exec", _MAIL.format("Weekly status", _GOOD + " The cellar had a leak.")),
)

SILENT = (
    ("exec", _PARTS + "## Problems\n\nNone.\n\n## Plans\n\n- By 4 May: second shop open."),
    ("exec", _MAIL.format("Prices", _GOOD)),
    ("exec", _MAIL.format("Weekly status", _GOOD + " The cellar had a leak. It will be repaired on 4 May.")),
    ("exec", "Plans\n\n- Continue until 40 shops use it on 4 May."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield what a weekly status lacks, and plans that can't be checked."""
    flow = Flow(reading)
    title = _title(reading, flow)
    if title is None:
        return
    for passage in flow.passages:
        if passage.section == "plan" and passage.kind == "item" and _is_vague(reading, passage):
            yield Found(passage.part, passage.start, passage.end, _VAGUE)
    told = [p for p in flow.passages if p.kind in ("prose", "item")]
    if len(told) < _BODY:
        return
    place = next((p for p in flow.passages if p.section == "progress"), title)
    if not any(p.section == "problems" or reading.listed(p, _NAME, "problem") for p in flow.passages):
        yield Found(place.part, place.start, place.end, _NO_PROBLEMS)
    elif not any(p.section == "plan" or reading.listed(p, _NAME, "plan") or dated(reading, p) for p in flow.passages):
        yield Found(place.part, place.start, place.end, _NO_PLANS)


def _title(reading: Reading, flow: Flow) -> Passage | None:
    """Return the subject or heading that calls a message a weekly status."""
    subjects = [p for p in reading.passages if reading.document.parts[p.part].kind == "subject"]
    headings = [p for p in flow.passages[:3] if p.kind == "heading"]
    return next((p for p in (*subjects, *headings) if reading.listed(p, _NAME, "weekly")), None)


def _is_vague(reading: Reading, passage: Passage) -> bool:
    vague = any(hit.first == 0 for hit in reading.listed(passage, _NAME, "vague"))
    return vague and not dated(reading, passage) and not is_measured(passage) and not passage.facts.quantities


RULE = Rule(_NAME, "note", find)

"""A weekly status says nothing of what is in the way or what comes next, or a plan has no outcome and no date.

What it does: In mails whose subject or headings call them a weekly status, finds that nothing is said of problems or
of plans; in any mail, finds plans such as "continue work on the import" that can't be checked next week.

Why: Progress, problems and plans are what a reader can act on. "No problems" is an answer; silence is none.

Example: Plans: Continue work on the import.

Instead: Plans: By 12 June, all 40 shops get their prices from the new import.

Source: Progress, plans, problems (PPP) reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import Flow, dated, is_measured, is_question

_NAME = "progress-problems-plan"
_WE = frozenset(("we", "i", "the", "our", "team"))
_SHORT = 14  # words of a plan in running text that has nothing to check
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
    ("exec", "Plans\n\n- Further hardening of the tills.", "Further hardening of the tills."),
    ("exec", "Next week: more work on the open points.", "Next week: more work on the open points."),
    ("pm", "The shop is open. Next week we continue.", "Next week we continue."),
    ("exec", _MAIL.format("Weekly status", _GOOD + " We will open the second shop on 4 May.")),
    ("exec", _MAIL.format("Weekly status", _GOOD + " The cellar had a leak.")),
)

SILENT = (
    ("exec", _PARTS + "## Problems\n\nNone.\n\n## Plans\n\n- By 4 May: second shop open."),
    ("exec", _MAIL.format("Prices", _GOOD)),
    ("exec", _MAIL.format("Weekly status", _GOOD + " The cellar had a leak. It will be repaired on 4 May.")),
    ("exec", "Next week we open the second shop."),
    ("exec", "Next week we continue with shops 12 to 20."),
    ("exec", "Next to the shop we keep a van."),
    ("exec", "Plans\n\n- Continue until 40 shops use it on 4 May."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield what a weekly status lacks, and plans that can't be checked."""
    flow = Flow(reading)
    for passage in flow.passages:
        if _is_vague(reading, passage):
            yield Found(passage.part, passage.start, passage.end, _VAGUE)
    title = _title(reading, flow)
    if title is None:
        return
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
    """Return whether a plan says only that work goes on: in a list of plans, or behind "next week"."""
    if is_question(passage) or is_measured(passage) or passage.facts.quantities:
        return False
    vague = {hit.first for hit in reading.listed(passage, _NAME, "vague")}
    if passage.section == "plan" and passage.kind == "item":
        return 0 in vague and not dated(reading, passage)
    words = passage.facts.words
    if not vague or passage.kind not in ("prose", "item") or len(words) > _SHORT:
        return False
    for hit in reading.listed(passage, _NAME, "coming"):
        at = hit.last + (hit.last < len(words) and words[hit.last].kind == "mark")
        at += sum(word.lower in _WE for word in words[at : at + 2])
        if hit.first <= 1 and at in vague | {v + 1 for v in vague if words[v].lower in _WE}:
            return not any(moment.start >= words[at].start for moment in passage.facts.moments)
    return False


RULE = Rule(_NAME, "note", find)

"""The status is green, and the text says that something is blocked or late.

What it does: Finds "status: green" or "we are on track" in a message that also says, without a way out or a new date,
that the work is blocked, late or has missed its target. Where each part has a colour of its own, only the same
paragraph counts.

Why: The reader believes the colour and reads no further, or believes neither.

Example: Overall status: green. The opening is six weeks late.

Instead: Overall status: red. The opening is six weeks late; options below, decision by 3 May.

Source: Red-amber-green reports; "watermelon status": green outside, red inside.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.rules.roadblock import has_way_out, is_slip, is_stuck
from plainspeak.checks.signals import Flow

_NAME = "status-colour-contradicts"
_SHORT = 8  # words of a line that is nothing but a status
_SHOWN = 80  # characters of the contradiction

FOUND = (
    (
        "exec",
        "Overall status: GREEN\n\n- The opening is six weeks late because the permit is missing.",
        "Overall status: GREEN",
    ),
    ("exec", "The project is on track. We are blocked by the network team."),
    ("pm", "Status: 🟢\n\nWe missed the target for May."),
    ("exec", "Status: green\n\nThe launch slips from 4 May to 2 June."),
)

SILENT = (
    ("exec", "Status: RED\n\n- The opening is six weeks late."),
    ("exec", "Overall status: GREEN\n\n- The opening is on 4 May, as planned."),
    ("exec", "Overall status: GREEN\n\n- The parts are two weeks late. We borrow some until then."),
    ("exec", "We got the green light. The old system is blocked by the network team."),
    ("exec", "- Tills: green\n- Web shop: red, we are blocked by the network team."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the words that call a thing green while it is not."""
    flow = Flow(reading)
    greens = [at for at, p in enumerate(flow.passages) if _is_green(reading, p)]
    if not greens:
        return
    troubles = {p.start: p for at, p in enumerate(flow.passages) if _is_trouble(reading, flow, at, p)}
    several = len(greens) > 1 or any(reading.listed(p, _NAME, "colours") for p in flow.passages)
    for at in greens:
        passage = flow.passages[at]
        near = [p.start for p in flow.around(at, 3, 3)]
        against = [p for p in flow.passages[max(at - 3, 0) : at + 4] if p.start in near and p.start in troubles]
        told = (against if several else list(troubles.values()))[:1]
        if told:
            words = " ".join(told[0].text.split())
            shown = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
            message = (
                f"The status is green, but the text says: “{shown}” Change the colour, or say how the plan still holds."
            )
            yield Found(passage.part, passage.start, passage.end, message)


def _is_green(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence gives the state of the whole, or of one of its parts, as green."""
    hits = reading.listed(passage, _NAME)
    if any(hit.label in ("never", "colours") for hit in hits):
        return False
    green = [hit for hit in hits if hit.label == "green"]
    if not green:
        return False
    return len(passage.facts.words) <= _SHORT or any(h.label == "status" and h.last <= green[0].first for h in hits)


def _is_trouble(reading: Reading, flow: Flow, at: int, passage: Passage) -> bool:
    stuck = is_stuck(reading, passage) or bool(reading.listed(passage, _NAME, "trouble"))
    return stuck and not has_way_out(reading, flow, at, dates=not is_slip(reading, passage))


RULE = Rule(_NAME, "warning", find)

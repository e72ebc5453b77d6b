"""Finds blame and drama where a fact and a next step belong.

What it does: Looks for words that accuse ("dropped the ball", "their fault"), that play up ("disaster", "nightmare",
"totally broken"), and for strings of exclamation marks. Names of things that hold such words (disaster recovery,
crisis team) are left alone, and so is what others are quoted with.

Why: Blame makes the reader take sides before they know what happened, and it is read by those who are blamed. Drama
hides how large the damage is. Both cost the help that the message asks for.

Example: "The harbour office dropped the ball again, and Saturday was a disaster."

Instead: "The harbour office sent the permit on Friday, two days late; 3 of 12 ferries could not sail on Saturday. We
have agreed on Wednesdays from now on."

Source: Google, "Site Reliability Engineering", chapter 15: blameless postmortems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.wordlists import Listed

_NAME = "blame-or-drama"
_LONGEST = 45  # words: of a longer sentence only the words themselves are marked
_REACH = 6  # words before a fault that may say whose it is
_CRIES = re.compile(r"[!?]*!{2}[!?]*")

FOUND = (
    ("exec", "The harbour office dropped the ball again.", "The harbour office dropped the ball again."),
    ("exec", "Saturday was a total disaster.", "Saturday was a total disaster."),
    (
        "pm",
        "It is the supplier's fault that the pumps are late.",
        "It is the supplier's fault that the pumps are late.",
    ),
    ("exec", "The old booking page is a nightmare.", "The old booking page is a nightmare."),
    ("sales", "They screwed up the price list.", "They screwed up the price list."),
    ("exec", "We need the permit now!!!", "!!!"),
    ("cto", "Nobody bothered to tell us about the closed lock.", "Nobody bothered to tell us about the closed lock."),
    ("exec", "The port once again ignored our warnings."),
    ("exec", "The pilots never tell us anything."),
    ("exec", "The contractor simply does not care."),
    ("exec", "The harbour office let us down.", "The harbour office let us down."),
)
SILENT = (
    ("exec", "The harbour office sent the permit two days late; 3 of 12 ferries could not sail."),
    ("exec", "The disaster recovery test passed in 40 minutes."),
    ("exec", "The crisis team meets on 4 May."),
    ("exec", "A short circuit was at fault for the stop of the pumps."),
    ("exec", 'One passenger wrote: "What a nightmare!!!"'),
    ("exec", "Great news: all 12 ferries sailed!"),
    ("exec", "We have not found the fault in the pump yet."),
    ("cto", "The ferry's engine fault was repaired on Monday."),
    ("exec", "The terrible storm of 3 May stopped 4 of 12 ferries."),
    ("exec", "The pump's fault was found on Monday."),
    ("exec", "Passengers do not care about the colour of the boat."),
    ("exec", "The garbage boat sails at 6."),
    ("exec", "The pump is beyond repair, and a new one costs EUR 900."),
    ("exec", "The fire alarm worked, and the panic doors opened."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that blame or play up, each once, and rows of exclamation marks."""
    for passage in reading.passages:
        listed = _listed(reading, passage)
        if listed is not None:
            start, end = passage.span(listed.first, listed.last)
            said = reading.document.parts[passage.part].text[start:end]
            if listed.label != "drama":
                message = (
                    f"“{said}” blames. Say what happened and when, and what is done so that it does not happen again."
                )
            else:
                message = f"“{said}” says how it felt. Say how much was affected, for how long, and what happens next."
            whole = len(passage.facts.words) <= _LONGEST
            yield Found(passage.part, *((passage.start, passage.end) if whole else (start, end)), message)
        for found in _CRIES.finditer(passage.text):
            start, end = passage.start + found.start(), passage.start + found.end()
            if not passage.guarded(start, end):
                yield Found(
                    passage.part, start, end, "One mark is enough: the words carry the news.", found[0][0], safe=False
                )


def _listed(reading: Reading, passage: Passage) -> Listed | None:
    """Return the first words of a sentence that blame or play up; None where they may be the plain truth."""
    if reading.listed(passage, _NAME, "real"):
        return None
    hits = reading.listed(passage, _NAME, "blame", "drama", "owned")
    return next((hit for hit in hits if hit.label != "owned" or _accuses(passage, hit.first)), None)


def _accuses(passage: Passage, at: int) -> bool:
    """Return whether a fault is somebody's ("it is the supplier's fault"), and not a pump's that was found."""
    before = [w.lower for w in passage.facts.words[max(0, at - _REACH) : at]]
    return before[-1:] == ["'s"] and not {"is", "was", "it's", "'s"}.isdisjoint(before[:-1])


RULE = Rule(_NAME, "note", find)

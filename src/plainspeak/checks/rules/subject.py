"""Finds subject lines that say nothing: "Update", "Weekly status".

What it does: Takes from the subject of a mail what is in brackets, dates and numbers, and looks whether anything is
left besides words such as update, status, weekly, report, question. A reply or a forwarded mail is left alone: its
subject is somebody else's.

Why: The subject is read by everyone, the mail by some. It decides when it is opened, and whether it is found again.

Example: "Subject: Weekly update"

Instead: "Subject: Ferry bookings: 12% more in week 18, one decision by 4 May"

Source: Kabir Sehgal, "How to Write Email with Military Precision", Harvard Business Review 2016: a subject that says
the purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainspeak.checks.passages import Reading
from plainspeak.checks.rule import Found, Rule

_ANSWER = re.compile(r"\s*(?:re|aw|sv|antw|fwd?|wg|tr)\s*(?:\[\d+\])?:", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LABEL = re.compile(r"\[[^\[\]]*\]")

FOUND = (
    ("exec", "Subject: Update\n\nThe ferry sailed on 12 of 12 days.", "Update"),
    ("pm", "Subject: Weekly status\n\nThe ferry sailed on 12 of 12 days.", "Weekly status"),
    (
        "exec",
        "Subject: [Team North] Status report, week 18\n\nThe ferry sailed.",
        "[Team North] Status report, week 18",
    ),
    ("sales", "Subject: Quick question\n\nWhich harbours need the list?", "Quick question"),
    ("exec", "Subject: Project update 04/05\n\nThe ferry sailed.", "Project update 04/05"),
)
SILENT = (
    ("exec", "Subject: Ferry bookings: 12% more in week 18\n\nThe ferry sailed on 12 of 12 days."),
    ("exec", "Subject: Re: Update\n\nThe ferry sailed."),
    ("exec", "Subject: Fwd: Status\n\nThe ferry sailed."),
    ("exec", "Subject: Ferry: weekly status\n\nThe ferry sailed."),
    ("exec", "Subject: DECISION: second ferry by 4 May\n\nPlease decide."),
    ("exec", "Update\n\nThe ferry sailed on 12 of 12 days."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the subject if nothing but empty words is in it."""
    empty = reading.knowledge.check_words.members("subject-says-nothing", "empty")
    for number, part in enumerate(reading.document.parts):
        if part.kind != "subject" or not part.text.strip() or _ANSWER.match(part.text):
            continue
        words = [word.casefold() for word in _WORD.findall(_LABEL.sub(" ", part.text))]
        if words and all(word in empty for word in words):
            start = len(part.text) - len(part.text.lstrip())
            message = "This subject would fit any mail. Say what changed or what you need, and by when."
            yield Found(number, start, len(part.text.rstrip()), message)


RULE = Rule("subject-says-nothing", "note", find)

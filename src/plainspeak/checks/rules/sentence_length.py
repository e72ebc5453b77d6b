"""Finds sentences that are longer than this reader should have to read.

What it does: Counts the words of each sentence and list item; figures count as one word, and what stands in brackets
or quotation marks, and links, do not count. The limit is the reader's own (`plainspeak audiences` shows it); up to a
fifth more is let pass, since a sentence that is easy to follow may run over. What follows a colon or semicolon counts
as a sentence of its own.

Why: Understanding falls as sentences grow. A reader who has to go back to the beginning of a sentence has lost the
point it was to make.

Example: "In addition the team moved the timetable to the new format, wrote to all nine harbours about the change,
checked the replies against last year's list and agreed with most of the skippers which of the early crossings could
be dropped."

Instead: One idea a sentence: "All nine harbours have the new timetable. Most skippers agreed to drop the early
crossings."

Source: plainlanguage.gov, "Write short sentences"; "Write like an Amazonian": fewer than 30 words.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule

_LET_PASS = 1.2

_LONG = (
    "In addition the team moved the timetable to the new format, wrote to all nine harbours about the change, checked "
    "the replies against last year's list and agreed with most of the skippers which of the early crossings could be "
    "dropped."
)
_ASIDE = (
    "The new timetable is with all nine harbours (Bergen, Stavanger, Haugesund, Egersund, Molde, Ålesund, each with "
    "its own contact, as agreed in our meeting in May with all of the harbour masters and most of the skippers)."
)
_FOR_MANY_WORDS = (
    "We compared the two timetables on the crossings of three winters and found that the new one keeps 94% of them "
    "within five minutes of the plan, against 91% for the old one."
)
FOUND = (
    ("exec", _LONG, _LONG),
    ("sales", _LONG),
    ("cto", _LONG),
    ("exec", f"- The harbours know.\n- {_LONG}", _LONG),
)
SILENT = (
    ("exec", "All nine harbours have the new timetable. Most skippers agreed to drop the early crossings."),
    ("exec", _ASIDE),
    (
        "exec",
        "See https://example.org/a-long-address/with/many/parts/that/nobody/reads/in/mail for the new list.",
    ),
    ("ds", _FOR_MANY_WORDS),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences with too many words."""
    limit = reading.audience.max_words
    for passage in reading.body:
        if passage.kind in ("heading", "cell"):
            continue
        count = _count(passage)
        if count > limit * _LET_PASS:
            message = (
                f"{count} words in one sentence, where this reader should get {limit} at most. Make it two or three."
            )
            yield Found(passage.part, passage.start, passage.end, message)


def _count(passage: Passage) -> int:
    """Return the words of the longest stretch between colons and semicolons, without brackets and what is quoted."""
    counts, depth = [0], 0
    for word in passage.facts.words:
        if word.kind == "mark":
            depth = max(0, depth + {"(": 1, ")": -1}.get(word.text, 0))
            if word.text in ":;":
                counts.append(0)
        elif not depth and word.lower != "'s" and not passage.guarded(word.start, word.end):
            counts[-1] += 1
    return max(counts)


RULE = Rule("long-sentence", "note", find)

"""What in a text denies something."""

from __future__ import annotations

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import Segment

_FAR = 60  # characters between a "not" and the "until" that goes with it
WHOLE = frozenset(("none", "nobody", "nothing", "neither", "nor", "no", "nowhere", "no one", "not a", "not one"))
"""Words that deny a whole group, and reach further than a plain "not"; used by every check of denials."""


def in_segment(reading: Reading, segment: Segment, other: Reading) -> list[Marker]:
    """Return the words of a segment that deny."""
    return effective(reading, reading.within(segment.start, segment.end, "negation", "strong"), other)


def effective(reading: Reading, marks: list[Marker], other: Reading) -> list[Marker]:
    """Return the negations that deny something; "not ... until" for "before" only sets a condition."""
    if any(other.text[m.start : m.end].casefold() in ("until", "till") for m in other.marked("condition", "until")):
        return marks
    return [m for m in marks if not reading.within(m.start + 1, m.start + _FAR, "condition", "until")]


def until(reading: Reading, mark: Marker) -> bool:
    """Return whether a "not" only sets a time: "did not open until May"."""
    return bool(reading.within(mark.start + 1, mark.start + 60, "condition", "until"))

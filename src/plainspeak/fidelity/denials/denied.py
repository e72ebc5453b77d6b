"""What in a text denies something."""

from __future__ import annotations

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import Segment

_FAR = 60  # characters between a "not" and the "until" that goes with it
_NEXT = 3  # words between a "never" and the "fail to" that takes it back
_TAKES_BACK = frozenset(("impossible", "inconceivable", "uncommon", "unusual"))
_RELATIVE = frozenset(("that", "which", "who", "whose"))
_ALLOWING = frozenset(("may", "can", "must", "could", "should", "allowed", "permitted"))
_NONE = frozenset(("none", "nobody", "nothing", "neither", "nor", "no", "nowhere", "no one"))
_AFTER_ONE = frozenset(("we", "i", "you", "they", "it", "that", "which", "to", "for"))


def whole(facts: Facts, mark: Marker) -> bool:
    """Return whether a denial is one of a whole group, which reaches further than a plain "not": "none", "not one".

    Args:
        facts: Its sentence.
        mark: The denial.
    """
    if _said(facts, mark) in _NONE:
        return True
    behind = [w.lower for w in facts.words[mark.last : mark.last + 2]]
    if facts.words[mark.first].lower != "not" or len(behind) < 2:
        return False
    return behind == ["a", "single"] or (behind[0] == "one" and behind[1] not in _AFTER_ONE)


def in_segment(reading: Reading, segment: Segment, other: Reading) -> list[Marker]:
    """Return the words of a segment that deny."""
    return effective(reading, reading.within(segment.start, segment.end, "negation", "strong"), other)


def effective(reading: Reading, marks: list[Marker], other: Reading) -> list[Marker]:
    """Return the negations that deny something; "not ... until" for "before" only sets a condition."""
    if any(other.text[m.start : m.end].casefold() in ("until", "till") for m in other.marked("condition", "until")):
        return marks
    return [m for m in marks if not until(reading, m)]


def until(reading: Reading, mark: Marker) -> bool:
    """Return whether a "not" only sets a time: "did not open until May"."""
    return bool(reading.within(mark.start + 1, mark.start + _FAR, "condition", "until"))


def doubled(facts: Facts) -> frozenset[int]:
    """Return where words begin of which two together deny nothing: "never fails to", "no lorry leaves without a seal".

    Args:
        facts: The sentence.
    """
    strong = [m for m in facts.marked("negation", "strong") if facts.words[m.first].lower != "nor"]
    out: set[int] = set()
    for mark in strong:
        behind = [m for m in facts.marked("negation", "turning") if 0 <= m.first - mark.last < _NEXT]
        places = [m.start for m in behind]
        places += [w.start for w in facts.words[mark.last : mark.last + _NEXT] if w.lower in _TAKES_BACK]
        if places:
            out |= {mark.start, places[0]}
    without = [m for m in facts.marked("negation", "without") if strong and m.start > strong[0].start]
    if len(strong) == len(without) == 1:
        out |= {strong[0].start, without[0].start}
    if len(strong) == 2 and whole(facts, strong[0]):
        between = {w.lower for w in facts.words[strong[0].last : strong[1].first]}
        if between & _RELATIVE and between & _ALLOWING:
            out |= {m.start for m in strong}
    return frozenset(out)


def _said(facts: Facts, mark: Marker) -> str:
    return " ".join(w.lower for w in facts.words[mark.first : mark.last])

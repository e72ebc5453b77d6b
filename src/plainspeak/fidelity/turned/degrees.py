"""Tell where "more" and "less" grade an adjective, and so say nothing of which way a measure goes: "more concise"."""

from __future__ import annotations

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading

_GRADES = frozenset(("more", "less"))
_BEING = frozenset(
    "is are was were be been being become becomes became becoming get gets got getting seem seems".split()
)
_ADJECTIVES = ("ive", "ous", "ful", "ent", "ant", "able", "ible", "ic", "ise", "ete", "ary", "ish", "ure", "ern", "act")


def is_degree(reading: Reading, mark: Marker) -> bool:
    """Return whether a word for a direction only grades the adjective behind it.

    Args:
        reading: The text.
        mark: The word.
    """
    facts = reading.sentence_at(mark.start)
    if mark.last - mark.first != 1 or facts.words[mark.first].lower not in _GRADES or mark.last >= len(facts.words):
        return False
    before = facts.words[mark.first - 1].lower if mark.first else ""
    return before in _BEING and facts.words[mark.last].lower.endswith(_ADJECTIVES)

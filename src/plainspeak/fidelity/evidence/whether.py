"""Tell whether a "whether" leaves something open, or only says what a choice, a condition or a check is about."""

from __future__ import annotations

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.language import Language

_CHOICE = frozenset("choose chooses choice choices option decide decides up vote votes discretion say".split())
_DEPENDS = frozenset("depend depends depending hinges hangs rests turns regardless irrespective matter matters".split())
_CHECKS = frozenset(
    "check checks checked tell tells told see sees verify verifies verified detect detects ask asks asked judge judges "
    "validate validates validation validity verification "
    "control controls determine determines look looks inspect inspects monitor monitors".split()
)
_AHEAD = frozenset("will would may might could must trial pilot experiment yet cannot soon".split())
_BACK = 6  # words before "whether" that say what it is about


def answered(own: Reading, other: Reading, mark: Marker, language: Language) -> bool:
    """Return whether the other text has the choice, the condition or the check that a "whether" belongs to.

    Args:
        own: The text with the "whether".
        other: The other text.
        mark: The "whether".
        language: The English to use.
    """
    if own.text[mark.start : mark.end].casefold() != "whether":
        return False
    told = other.words
    if "whether" in told:
        return False
    facts = own.sentence_at(mark.start)
    before = [w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]]
    spoken = set(before) or {w.lower for w in facts.words}
    if any(language.denies(word) for word in spoken) or (spoken | {w.lower for w in facts.words}) & _AHEAD:
        return False
    if spoken & (_CHOICE | _DEPENDS):
        return bool(other.marked("condition") or other.marked("stances", "leave"))
    return bool(spoken & _CHECKS and told & _CHECKS and not told & _AHEAD)

"""Compare days of the week, told by name or together: "at weekends" is "on Saturdays and Sundays"."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_ORDER = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKING = frozenset(_ORDER[:5])
"""The days of which "on weekdays" speaks."""
REST = frozenset(_ORDER[5:])
"""The days of which "at weekends" speaks."""
DAYS = {"weekday": WORKING, "workday": WORKING, "weekend": REST}
"""Words that stand for several days."""
THROUGH = frozenset(("to", "through", "until", "till", "-", "–"))
"""What stands between the first and the last of several days or months."""
_PAIRS = {("working", "day"), ("business", "day"), ("work", "day")}
_DAILY = {("every", "day"), ("each", "day"), ("all", "week")}


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where one text speaks of weekdays or weekends, and the other of other days.

    Args:
        texts: The two texts.
    """
    if not (_together(texts.source) or _together(texts.rewrite)):
        return
    was, now = days(texts.source), days(texts.rewrite)
    if was == now or not was or not now:
        return
    place = next(_places(texts.rewrite), None)
    said = texts.rewrite.text[slice(*place)] if place else "every day"
    message = f"The rewrite speaks of other days of the week: {said!r}."
    yield Finding("date-or-owner-changed", "error", message, said, None, place)


def days(reading: Reading) -> frozenset[str]:
    """Return the days of the week of which a text speaks, by name or together.

    Args:
        reading: The text.
    """
    found: set[str] = set()
    daily = False
    for facts in reading.facts:
        lower = [_single(w.lower) for w in facts.words]
        for at, word in enumerate(lower):
            if word in _ORDER:
                found.add(word)
                if (
                    lower[at + 1 : at + 2]
                    and lower[at + 1] in THROUGH
                    and lower[at + 2 : at + 3]
                    and lower[at + 2] in _ORDER
                ):
                    first, last = _ORDER.index(word), _ORDER.index(lower[at + 2])
                    found |= set(_ORDER[first : last + 1])
            elif word in DAYS:
                found |= DAYS[word]
            elif tuple(lower[at : at + 2]) in _PAIRS:
                found |= WORKING
            daily = daily or tuple(lower[at : at + 2]) in _DAILY
    return frozenset(found or (_ORDER if daily else ()))


def _places(reading: Reading) -> Iterator[tuple[int, int]]:
    for facts in reading.facts:
        for word, then in zip(facts.words, [*facts.words[1:], facts.words[-1]], strict=True):
            one = _single(word.lower)
            if one in _ORDER or one in DAYS or (one, _single(then.lower)) in _PAIRS:
                yield word.start, word.end


def _together(reading: Reading) -> bool:
    """Return whether a text speaks of weekdays or weekends by a word for all of them."""
    lower = reading.text.casefold()
    return any(word in lower for word in DAYS)


def _single(word: str) -> str:
    return word.removesuffix("s") if word.removesuffix("s") in _ORDER or word.removesuffix("s") in DAYS else word

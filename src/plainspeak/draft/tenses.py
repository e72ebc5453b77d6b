"""Which form a saying's verb takes: the result of a change holds now, one with a closed window stays in the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plainspeak.language import Language
from plainspeak.shapes import Piece

_REACHING = frozenset(("reach", "hit", "achieve", "attain", "land at", "come in at"))
_PASSIVE = {"is": "present", "are": "present", "'s": "present", "was": "past", "were": "past", "been": "participle"}
_BE = frozenset((*_PASSIVE, "be", "being"))
_PLURALS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "doesn't": "don't",
    "hasn't": "haven't",
    "isn't": "aren't",
    "wasn't": "weren't",
}


@dataclass(frozen=True, slots=True)
class Tense:
    """The form of a saying's verb and what stays before it.

    Args:
        form: "present" or "past", or one of FORMS after a helping word.
        now: Whether it is the result of a change that still holds.
        helpers: The helping words that stay before the verb.
    """

    form: str
    now: bool
    helpers: tuple[str, ...]


def tense(language: Language, head: Piece, helpers: Sequence[str], *, level: bool, over: bool) -> Tense | None:
    """Return the form for a verb that stands in the place of another, or None if there is none that is sure.

    Args:
        language: The English to use.
        head: The verb that is replaced.
        helpers: The helping words and adverbs before it.
        level: Whether it only tells a level ("was 4%"), which is no change.
        over: Whether the clause names a time that is over.
    """
    base, _, payloads = head.value
    forms = {form for word, form in payloads if word == base}
    lower = [h.casefold() for h in helpers]
    result = (not level or base in _REACHING) and not over
    last = next((h for h in reversed(lower) if not (language.is_a("adverbs", h) or h.endswith("ly"))), "")
    at = len(lower) - 1 - lower[::-1].index(last) if last else 0
    without = (*helpers[:at], *helpers[at + 1 :])
    if last in _BE and "ing" not in forms:  # passive: the "be" goes, its form stays
        return _settled(_PASSIVE.get(last, "ing" if last == "being" else "base"), without, result=result)
    if last in ("has", "have") and "participle" in forms and result:
        return Tense("present", now=True, helpers=without)
    if last in ("has", "have", "had", "having") and "participle" in forms:
        return Tense("participle", now=False, helpers=tuple(helpers))
    if not last and "ing" not in forms:
        form = "present" if forms & {"third", "base"} and "past" not in forms else "past"
        return _settled(form, tuple(helpers), result=result)
    if "ing" in forms:
        return Tense("ing", now=False, helpers=tuple(helpers)) if last in _BE else None
    return Tense("base", now=False, helpers=tuple(helpers)) if last and "base" in forms else None


def _settled(form: str, helpers: tuple[str, ...], *, result: bool) -> Tense:
    now = form == "past" and result
    return Tense("present" if now else form, now=now, helpers=helpers)


def agreeing(helpers: Sequence[str], *, plural: bool) -> list[str]:
    """Return helping words that agree with a subject.

    Args:
        helpers: The helping words.
        plural: Whether the subject is plural.

    >>> agreeing(["has", "not"], plural=True)
    ['have', 'not']
    """
    swap = _PLURALS if plural else {many: one for one, many in _PLURALS.items()}
    return [swap.get(h.casefold(), h) for h in helpers]

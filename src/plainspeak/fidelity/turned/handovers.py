"""Find a handover that a rewrite tells the wrong way round: who takes something over, and who had it before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from plainspeak.facts import Facts
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.text import Word

_TAKES = frozenset(("takes", "took", "taking", "take", "taken"))
_GIVES = frozenset(("hands", "handed", "hand", "passes", "passed", "pass", "transfers", "transferred", "gives", "gave"))
_FOLLOWS = frozenset("replaces replaced replace succeeds succeeded succeed follows relieves relieved".split())
_PASSING = _TAKES | _GIVES | _FOLLOWS
_UNTIL = frozenset(("until", "till", "previously", "formerly", "before", "not", "longer"))
_FROM = frozenset(("from", "starting", "since", "afterwards", "now"))
_ENDS = frozenset((",", ";", ".", ":", "(", ")", "—", "–"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where the one who takes over and the one who had it changed places.

    Args:
        texts: The two texts.
    """
    for facts in texts.source.facts:
        pair = _handover(facts)
        if pair is None:
            continue
        wrong = _turned(texts.rewrite, *pair)
        if wrong:
            words = texts.rewrite.text[slice(*wrong)]
            message = f"In the source {pair[0]!r} takes over from {pair[1]!r}; the rewrite turns that round."
            place = facts.sentence.start, facts.sentence.end
            said = texts.source.text[slice(*place)]
            yield Finding("date-or-owner-changed", "error", message, words, place, wrong, said)
            return


def _handover(facts: Facts) -> tuple[str, str] | None:
    """Return who takes over and from whom, if a sentence says so."""
    words = facts.words
    for at, word in enumerate(words):
        if word.lower not in _PASSING:
            continue
        before, behind = words[:at], words[at + 1 :]
        giver = next((w for w in reversed(before) if _is_name(w, words)), None)
        if giver is None:
            continue
        taker = None
        if word.lower in _TAKES and any(w.lower == "over" for w in behind[:1]):
            taker = _name_behind(behind, "from")
        elif word.lower in _FOLLOWS:
            taker = behind[0] if behind and _is_name(behind[0], words) else None
        elif word.lower in _GIVES:
            giver, taker = _name_behind(behind, "to"), giver
        if giver and taker and giver.lower != taker.lower:
            return giver.lower, taker.lower
    return None


def _name_behind(words: Sequence[Word], preposition: str) -> Word | None:
    """Return the name right behind a preposition in the same clause."""
    clause = list(takewhile(lambda w: w.text not in _ENDS, words))
    for word, then in pairwise(clause):
        if word.lower == preposition and then.kind == "word" and then.text[0].isupper():
            return then
    return None


def _is_name(word: Word, words: Sequence[Word]) -> bool:
    return word.kind == "word" and word.text[0].isupper() and (word.start > words[0].start or word.text[1:].islower())


def _turned(reading: Reading, new: str, old: str) -> tuple[int, int] | None:
    """Return the place where a text has the new one before and the old one after; None if it has not."""
    for facts in reading.facts:
        told = _handover(facts)
        if told == (old, new):
            return facts.sentence.start, facts.sentence.end
        if told:
            return None
    sides: list[tuple[str, bool]] = []
    for facts in reading.facts:
        for clause in _clauses(facts):
            words = {w.lower.removesuffix("'s").removesuffix("’s") for w in clause}
            if (new in words) == (old in words) or not words & (_UNTIL | _FROM):
                continue
            sides.append((new if new in words else old, not words & _UNTIL))
    wrong = [after == (name == old) for name, after in sides]
    return (reading.facts[0].sentence.start, reading.facts[-1].sentence.end) if wrong and all(wrong) else None


def _clauses(facts: Facts) -> Iterator[list[Word]]:
    clause: list[Word] = []
    for word in facts.words:
        if word.text in _ENDS or word.lower in ("and", "but", "while"):
            yield clause
            clause = []
        else:
            clause.append(word)
    yield clause

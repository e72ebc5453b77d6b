"""Compare places in an order: the third attempt is not the second, but takes three attempts."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.reading import Number, Reading
from plainspeak.fidelity.stems import stem
from plainspeak.findings import Finding
from plainspeak.language import Language

_PLACES = {
    name: at
    for at, name in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=2
    )
}
_PARTS = frozenset(("a", "an", "one", "two", "three", "every", "each", "-", "half", "per"))
_TIMED = frozenset(("quarter", "half", "party", "parties", "degree", "place", "hand"))


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in an order.

    Args:
        place: Its number.
        noun: The stem of what is counted.
        start: Place of its first character in the text.
        end: Place after its last character.
    """

    place: int
    noun: str
    start: int
    end: int


def compare(source: Reading, rewrite: Reading, language: Language) -> Iterator[Finding]:
    """Return a place in an order that a rewrite exchanges for another.

    Args:
        source: The source's reading.
        rewrite: The rewrite's reading.
        language: The English to use.
    """
    was, now = ordinals(source, language), ordinals(rewrite, language)
    gone = [o for o in was if all(o.place != p.place for p in now)]
    new = [o for o in now if all(o.place != p.place for p in was)]
    for one in gone:
        other = next((o for o in new if _same_noun(one, o, language) or len(was) == len(now) == 1), None)
        if other:
            words = rewrite.text[other.start : other.end]
            said = source.text[one.start : one.end]
            message = f"The source says {said}, the rewrite {words}."
            spans = (one.start, one.end), (other.start, other.end)
            yield Finding("number-changed", "error", message, words, *spans, said)
            return


def ordinals(reading: Reading, language: Language) -> list[Ordinal]:
    """Return the places in an order from the second to the twelfth that a text names.

    Args:
        reading: The text.
        language: The English to use.
    """
    return [o for facts in reading.facts for o in _in(facts, language)]


def tells_place(number: Number, places: Set[int]) -> bool:
    """Return whether a count only tells a place in an order: "at the third attempt", "failed twice", "three attempts".

    Args:
        number: The count.
        places: The places that the source names.
    """
    quantity = number.quantity
    counted = quantity.dimension == "count" or number.often
    return counted and not quantity.comparator and bool({quantity.value, quantity.value + 1} & places)


def _in(facts: Facts, language: Language) -> Iterator[Ordinal]:
    taken = [q.core for q in facts.quantities] + [(m.start, m.end) for m in facts.moments]
    for at, word in enumerate(facts.words[:-1]):
        then = facts.words[at + 1]
        before = facts.words[at - 1].lower if at else ""
        if word.lower not in _PLACES or then.kind != "word" or then.lower in _TIMED or before in _PARTS:
            continue
        if then.lower in language.closed or any(a <= word.start < b for a, b in taken):
            continue
        yield Ordinal(_PLACES[word.lower], stem(then.lower), word.start, then.end)


def _same_noun(one: Ordinal, other: Ordinal, language: Language) -> bool:
    return one.noun == other.noun or bool(set(language.kin(one.noun)) & set(language.kin(other.noun)))

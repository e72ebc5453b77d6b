"""Cut a reading into its parts between commas and conjunctions, each with who and what it speaks of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.licence import Licence
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.language import Language
from plainspeak.quantities import Quantity
from plainspeak.text import Word

_CUTS = frozenset((",", ";", ":", "(", ")", "—", "–", "|", "."))
_JOINTS = frozenset(
    (
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "and",
        "because",
        "so",
        "yet",
        "as",
        "despite",
        "where",
        "without",
    )
)
_SHORT = 2  # letters of "EU"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a sentence.

    Args:
        sentence: Index of its sentence.
        start: Place of its first character in the text.
        end: Place after its last character.
        stems: The stems of its content words, and "#term" for each term that it names or explains.
        who: Its proper names, numbers and dates, in a form that can be compared.
        opening: Its first word, or the conjunction before it.
    """

    sentence: int
    start: int
    end: int
    stems: frozenset[str]
    who: frozenset[str]
    opening: str


def segments(reading: Reading, language: Language, licensed: Licence | None = None) -> list[Segment]:
    """Return the segments of a text, in order.

    Args:
        reading: The text.
        language: The English to use.
        licensed: What in it tells the meaning of a term of the source.
    """
    out: list[Segment] = []
    for index, facts in enumerate(reading.facts):
        cuts = _cuts(facts)
        named = proper_names(facts)
        meant = licensed.within(facts.sentence.start, facts.sentence.end).meanings if licensed else ()
        for first, last in itertools.pairwise(cuts):
            own = facts.words[first:last]
            if not any(w.kind != "mark" for w in own):
                continue
            start, end = own[0].start, own[-1].end
            terms = {f"#{i}" for hit in facts.terms if first <= hit.first < last for i in hit.candidates}
            terms |= {f"#{m.term}" for m in meant if m.start < end and start < m.end}
            inside = [w for w in own if not any(m.start <= w.start < m.end for m in meant)]
            who = frozenset(_who(facts, named, first, last, language))
            content = {
                stem(w.lower) for w in inside if w.kind == "word" and _says(w, language) and f"&{w.lower}" not in who
            }
            before = facts.words[first - 1].lower if first else ""
            opening = before if before in _JOINTS else own[0].lower
            out.append(Segment(index, start, end, frozenset(content | terms), who, opening))
    return out


def _says(word: Word, language: Language) -> bool:
    """Return whether a word says something of its own; "EU" and "US" do."""
    return is_content(word.lower, language) or (word.text.isupper() and len(word.text) == _SHORT)


def is_content(word: str, language: Language) -> bool:
    """Return whether a word in small letters says something of its own."""
    return len(word) > 2 and word not in language.closed


def content_stems(words: Iterable[Word], language: Language) -> frozenset[str]:
    """Return the stems of the words that say something of their own."""
    return frozenset(stem(w.lower) for w in words if w.kind == "word" and is_content(w.lower, language))


def akin(one: Word, other: Word, language: Language, *, near: bool = True) -> bool:
    """Return whether two words are forms of one, or may stand for each other.

    Args:
        one: A word.
        other: Another one.
        language: The English to use.
        near: Neighbours in meaning count, too.
    """
    a, b = one.lower, other.lower
    if stem(a) == stem(b) or not set(language.kin(a)).isdisjoint(language.kin(b)):
        return True
    return near and not language.near(a).isdisjoint(language.near(b))


def _cuts(facts: Facts) -> list[int]:
    cuts = [0]
    for at, word in enumerate(facts.words):
        if (word.kind == "mark" and word.text in _CUTS) or (word.lower in _JOINTS and at and not _do_so(facts, at)):
            cuts.append(at + 1)
    return [*cuts, len(facts.words)] if cuts[-1] != len(facts.words) else cuts


def _do_so(facts: Facts, at: int) -> bool:
    """Return whether a word is the "so" of "does so", which opens no clause."""
    return facts.words[at].lower == "so" and facts.words[at - 1].lower in ("do", "does", "did", "doing", "done")


def _who(facts: Facts, named: Sequence[tuple[str, int]], first: int, last: int, language: Language) -> Iterable[str]:
    start, end = facts.words[first].start, facts.words[last - 1].end
    for quantity in facts.quantities:
        if start <= quantity.start < end:
            yield figure(quantity)
    for moment in facts.moments:
        if start <= moment.start < end:
            yield f"@{moment.key}"
    for name in facts.names:
        if start <= name.start < end:
            yield f"&{name.key}"
    yield from (f"&{text}" for text, at in named if first <= at < last)
    opener = facts.words[0]
    then = facts.words[1].lower if len(facts.words) > 1 else ""
    if (
        first == 0
        and opener.text[0].isupper()
        and opener.text[1:].islower()
        and then
        and not any(h.first == 0 for h in facts.terms)
        and is_content(opener.lower, language)
    ):
        yield f"&{opener.lower}"  # "Marta is responsible": perhaps a name; it matters only where it changes places


def figure(quantity: Quantity) -> str:
    """Return a quantity in a form in which equal ones are equal text."""
    value = (
        quantity.value * 100 if quantity.dimension in ("share", "count") and 0 < quantity.value <= 1 else quantity.value
    )
    return f"={float(value):.3g}"


def proper_names(facts: Facts) -> list[tuple[str, int]]:
    """Return the capitalised words inside a sentence that are no terms, dates or abbreviations, with their places.

    "Vendor A" counts as one; the first word of a sentence counts only if it is followed by another name.
    """
    taken = {at for hit in facts.terms for at in range(hit.first, hit.last)}
    spans = [*((m.start, m.end) for m in facts.moments), *((n.start, n.end) for n in facts.names)]
    out = []
    for at, word in enumerate(facts.words):
        if word.kind != "word" or not word.text[0].isupper() or at in taken:
            continue
        if any(start <= word.start < end for start, end in spans):
            continue
        lettered = len(word.text) == 1 and word.text != "I" and at > 0 and facts.words[at - 1].text.islower()
        if lettered and len(facts.words[at - 1].text) > 2:
            out.append((f"{facts.words[at - 1].lower} {word.lower}", at))
        elif (
            at
            and facts.words[at - 1].text not in (".", ":", "!", "?", "•")
            and len(word.text) > 1
            and not word.text.isupper()
        ):
            out.append((word.lower, at))
    return out

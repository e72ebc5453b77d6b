"""What the glossary permits a rewrite to say for the terms of its source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from plainspeak.knowledge import Knowledge
from plainspeak.language import FORMS
from plainspeak.phrases import Table, find, table
from plainspeak.text import Word


@dataclass(frozen=True, slots=True)
class Meant:
    """A span of a rewrite that tells what a term means.

    Args:
        start: Place of its first character.
        end: Place after its last character.
        term: The term's id.
    """

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Licence:
    """What the glossary permits a rewrite to say for the terms of the source.

    Args:
        meanings: Spans that only tell what a term means, with the term: nothing in them counts as a claim.
        sayings: Spans that are part of a saying: directions count there, but "no", "may" and the like do not.
        verbs: The verbs of the sayings, which tell no direction of their own ("raises 4% fewer false alarms").
    """

    meanings: tuple[Meant, ...]
    sayings: tuple[tuple[int, int], ...]
    verbs: tuple[tuple[int, int], ...]

    def within(self, start: int, end: int) -> Licence:
        """Return what of it touches a span, such as a sentence: to look at more costs time that grows with the text.

        Args:
            start: Place of the span's first character.
            end: Place after its last one.
        """
        first, last = bisect_right(self.meanings, start, key=_end), bisect_left(self.meanings, end, key=_start)
        sayings, verbs = (
            spans[bisect_right(spans, start, key=_second) : bisect_left(spans, (end, end))]
            for spans in (self.sayings, self.verbs)
        )
        return Licence(self.meanings[first:last], sayings, verbs)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """All spans."""
        return [*((m.start, m.end) for m in self.meanings), *self.sayings, *self.verbs]


def _start(meant: Meant) -> int:
    return meant.start


def _end(meant: Meant) -> int:
    return meant.end


def _second(span: tuple[int, int]) -> int:
    return span[1]


def covered(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Return whether a stretch of a text lies inside one of some spans.

    Args:
        start: Place of its first character.
        end: Place after its last one.
        spans: The spans.
    """
    return any(a <= start and end <= b for a, b in spans)


def licence(
    terms: Set[str],
    knowledge: Knowledge,
    audiences: Sequence[str],
    slots: Mapping[str, str],
    text_words: Sequence[Word],
) -> Licence:
    """Return what of a rewrite only says what the terms of the source mean.

    Args:
        terms: The ids of the terms in the source.
        knowledge: The packs.
        audiences: The audience and those that it extends.
        slots: The words for the open slots.
        text_words: The rewrite's words.
    """
    tables = _tables(frozenset(terms), knowledge, tuple(audiences), tuple(slots.items()))
    meanings, sayings, verbs = (find(known, text_words) for known in tables)
    meant = [Meant(text_words[h.first].start, text_words[h.last - 1].end, h.payloads[0]) for h in meanings]
    said, spoken = (
        tuple((text_words[h.first].start, text_words[h.last - 1].end) for h in hits) for hits in (sayings, verbs)
    )
    return Licence(tuple(meant), said, spoken)


@lru_cache(maxsize=256)  # the same terms come up in every draft of a sentence, and all over a report
def _tables(
    terms: frozenset[str], knowledge: Knowledge, audiences: tuple[str, ...], words: tuple[tuple[str, str], ...]
) -> tuple[Table, Table, Table]:
    """Return the phrases that tell what terms mean, those of their sayings, and the sayings' verbs."""
    slots = dict(words)
    inflection = knowledge.language.inflection
    meanings: list[tuple[str, str]] = []
    sayings: list[tuple[str, str]] = []
    said_verbs: list[tuple[str, str]] = []
    for term_id in sorted(terms):  # a set has another order in every run
        for chain in dict.fromkeys(((), audiences)):
            term = knowledge.glossary.term(term_id, chain)
            verbs = [inflection.verb(verb, form) for verb in term.verbs.values() for form in FORMS]
            adjectives = [
                form for adjective in term.adjectives.values() for form in (adjective, adjective.replace("-", " "))
            ]
            several = [term.nouns or knowledge.language.plural_group(term.noun)] if term.noun else []
            for meaning in (term.plain, term.noun, term.modifier, *several, *verbs, *adjectives, *term.entails):
                meanings += [(part, term_id) for part in _between_slots(meaning, slots)]
            for saying in term.says.values():
                sayings += [(part, term_id) for part in _between_slots(saying, slots)]
                said_verbs += [
                    (inflection.verb(verb, form), term_id) for verb in _verbs(saying, slots) for form in FORMS
                ]
    return table(meanings), table(sayings), table(said_verbs)


def _verbs(saying: str, slots: Mapping[str, str]) -> list[str]:
    """Return the words in braces of a saying that are verbs."""
    inside = [part.partition("}")[0] for part in saying.split("{")[1:]]
    return [word for word in inside if word not in slots and word not in ("n", "new", "old", "from", "owner")]


def _between_slots(template: str, slots: Mapping[str, str]) -> list[str]:
    """Return the fixed parts of a template, with the open slots filled and cut at the others."""
    for name, words in slots.items():
        template = template.replace("{" + name + "}", words)
    parts, rest = [], template
    while rest:
        part, brace, rest = rest.partition("{")
        parts.append(part.strip())
        if brace:
            rest = rest.partition("}")[2]
    return [p.removeprefix("the ") for p in parts if p]

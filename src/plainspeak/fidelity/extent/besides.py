"""Find whom or what a rewrite speaks of besides: "staff and contractors alike", "of any kind", "and to suppliers"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence, Set

from plainspeak.facts import Facts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.extent.bodies import bare
from plainspeak.fidelity.segments import proper_names
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.text import Word

_KINDS = (
    *(f" of {all_} {kind}" for all_ in ("any", "every") for kind in ("kind", "sort", "type", "size", "age")),
    *(f" of all {kind}" for kind in ("kinds", "sorts", "types", "sizes", "ages")),
    " of whatever ",
    " or any other",
    " or anyone else",
    " or anything else",
    " or not,",
    " old and new",
    " somebody or other",
    " someone or other",
    ", not even ",
)
_ALIKE = frozenset(("alike", "both", "included"))
_AGAIN = frozenset("every each all both to for in at from with of on".split())
_AND = frozenset(("and", "or"))
_REACH = 4  # words before "alike" and behind "and"


def compare(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Return the first one of whom the rewrite says what the source says of others.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """
    kind = _kind(texts)
    if kind is not None:
        yield _finding(texts, *kind)
        return
    said = {bare(w.lower) for f in texts.source.facts for w in f.words}
    for facts in texts.rewrite.facts:
        for at in range(1, len(facts.words) - 1):
            word = _alike(facts, at, parts, said) or _second(texts, parts, facts.words, at)
            word = word or _second_name(texts, facts, at, said)
            if word is not None:
                yield _finding(texts, word.start, word.end)
                return


def _finding(texts: Texts, start: int, end: int) -> Finding:
    words = texts.rewrite.text[start:end]
    message = f"The rewrite says this of {words!r} as well; look whether the source does."
    return Finding("scope-widened", "warning", message, words, None, (start, end))


def _kind(texts: Texts) -> tuple[int, int] | None:
    """Return where only the rewrite says "of any kind" or the like; "no fee of any kind" is no wider than "no fee"."""
    source, rewrite = (f" {r.text.casefold()} " for r in (texts.source, texts.rewrite))
    for phrase in _KINDS:
        words = phrase.strip(" ,")
        if phrase in rewrite and words not in source:
            denied = "any" in words and bool(texts.rewrite.marked("negation", "strong"))
            at = texts.rewrite.text.casefold().find(words)
            return None if denied or " whether " in rewrite else (at, at + len(words))
    return None


def _alike(facts: Facts, at: int, parts: Counterparts, said: Set[str]) -> Word | None:
    """Return what is new in "staff and contractors alike"."""
    if facts.words[at].lower not in _ALIKE or said & _ALIKE:
        return None
    before = facts.words[max(0, at - _REACH) : at]
    new = [w for w in before if parts.tells(w) and not parts.known(w)]
    return new[-1] if new and any(w.lower == "and" for w in before) else None


def _second(texts: Texts, parts: Counterparts, words: Sequence[Word], at: int) -> Word | None:
    """Return the new people or things that an "and" adds to those of the source: "to teams and to suppliers"."""
    language = texts.knowledge.language
    if words[at].lower != "and" or not parts.tells(words[at - 1]) or not parts.known(words[at - 1]):
        return None
    group = list(itertools.takewhile(lambda w: w.kind == "word", words[at + 1 : at + 1 + _REACH]))
    nouns = itertools.dropwhile(lambda w: not parts.tells(w), group)
    named = list(itertools.takewhile(lambda w: parts.tells(w) and not language.is_verb_form(w.lower), nouns))
    if not named or parts.known(named[-1]):
        return None
    again = group[0].lower in _AGAIN and group[0].lower in {w.lower for w in words[max(0, at - _REACH) : at]}
    people = language.is_a("whom", named[-1].lower) or language.is_a("roles", named[-1].lower)
    return named[-1] if again or people else None


def _second_name(texts: Texts, facts: Facts, at: int, said: Set[str]) -> Word | None:
    """Return a name that the source does not have and that stands beside one of its own: "Leeds and Cardiff"."""
    word, before = facts.words[at], facts.words[at - 2] if at > 1 else None
    if before is None or facts.words[at - 1].lower not in _AND or bare(word.lower) in said:
        return None
    own = before.text[0].isupper() and bare(before.lower) in said
    named = own and any(place == at for _, place in proper_names(facts))
    return word if named and not texts.knowledge.language.kin(word.lower) else None

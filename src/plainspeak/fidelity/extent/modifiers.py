"""Find the word before a noun that says which of its kind are meant, and that is gone: "annual plans", "our plans"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from plainspeak.facts import Facts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.extent.reach import may_limit, tells
from plainspeak.fidelity.reading import stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language

_WHO = frozenset(("who", "that", "which", "whose", "where", "using", "living", "working"))
_OWN = frozenset(("our", "all", "every", "any"))
_ANYBODY = frozenset("people person colleagues colleague staff employees employee humans human".split())
_LINKED = frozenset("language speaking based time facing only side term class level tier grade wide hour day".split())
_BEHIND = 5  # words behind a noun that may say which ones are meant


def dropped(texts: Texts, parts: Counterparts, checked: Callable[[int], bool]) -> Iterator[Finding]:
    """Return the first word before a noun that is gone while the noun stands there with nothing in its place.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
        checked: Tells whether a place is looked at by another check.
    """
    language, rewrite = texts.knowledge.language, texts.rewrite
    nothing_new = all(parts.known(w) for w in parts.inside(rewrite, 0, len(rewrite.text)))
    for facts in texts.source.facts:
        for at, word in enumerate(facts.words[:-1]):
            noun = _noun_behind(facts, at)
            if noun is None or checked(word.start) or not _restricts(facts, at, language):
                continue
            if parts.told(word) or not parts.told(facts.words[noun]):
                continue
            places = [*_places(texts, facts, noun)]
            if not places or not all(_bare(other, place, parts, language) for other, place in places):
                continue
            akin = bool(language.kin(word.lower))
            named = word.text[0].isupper() and (akin or not word.text.isupper())
            named = named and (at > 0 or (akin and not _may_be_subject(facts, at, noun, language)))
            general = any(other.words[place - 1].lower in _OWN for other, place in places if place)
            if (
                not named
                and not general
                and not language.is_a("kinds", word.lower)
                and not (nothing_new and noun > at + 1)
            ):
                continue
            start, end = word.start, facts.words[noun].end
            said = texts.source.text[start:end]
            message = f"The rewrite leaves out {word.text!r} of {said!r}; look whether it still holds without."
            yield Finding("scope-widened", "warning", message, said, (start, end), None, said)
            return


def others(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Return the first people of the source that are told as other people: "developers" as "users".

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """
    language = texts.knowledge.language
    near = [language.near(w.lower) for f in texts.source.facts for w in f.words if _are_people(w.lower, language)]
    new = [
        word
        for facts in texts.rewrite.facts
        for at, word in enumerate(facts.words)
        if _are_people(word.lower, language)
        and not parts.known(word, near=False)
        and not any(language.near(word.lower) & other for other in near)
        and _bare(facts, at, parts, language)
        and not (at and tells(facts.words[at - 1], language))
    ]
    gone = [
        word
        for facts in texts.source.facts
        for word in facts.words
        if _are_people(word.lower, language) and not parts.told(word, near=False)
    ]
    if new and gone:
        was, now = gone[0], new[0]
        message = f"The source speaks of {was.text!r}, the rewrite of {now.text!r}; look whether these are the same."
        spans = (was.start, was.end), (now.start, now.end)
        yield Finding("scope-widened", "warning", message, now.text, *spans, was.text)


def _are_people(word: str, language: Language) -> bool:
    """Return whether a word names certain people, and not just anybody."""
    return word not in _ANYBODY and (language.is_a("whom", word) or language.is_a("roles", word))


def generalised(texts: Texts, parts: Counterparts, facts: Facts, start: int) -> bool:
    """Return whether the noun before a limit is told without any: "annotators on the project" as "our annotators".

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
        facts: The sentence of the source.
        start: Where the limit begins.
    """
    at = next((i for i, w in enumerate(facts.words) if w.start == start), 0) - 1
    if at < 0 or not tells(facts.words[at], texts.knowledge.language):
        return False
    places = [*_places(texts, facts, at)]
    own = [place and other.words[place - 1].lower in _OWN for other, place in places]
    return bool(own) and all(own) and all(_bare(o, place, parts, texts.knowledge.language) for o, place in places)


def _may_be_subject(facts: Facts, at: int, noun: int, language: Language) -> bool:
    """Return whether the first word of a sentence may be what the next says something of: "Customers rated"."""
    word, behind = facts.words[at].lower, facts.words[noun].lower
    plural = language.inflection.is_plural(word) or language.is_a("whom", word)
    return plural or (noun == at + 1 and language.is_verb_form(behind))


def _noun_behind(facts: Facts, at: int) -> int | None:
    """Return the index of the noun right behind a word: "EU tenants", "German-language queries"."""
    words = facts.words
    if at + 1 < len(words) and words[at + 1].kind == "word":
        return at + 1
    if at + 3 < len(words) and words[at + 1].text == "-" and words[at + 2].lower in _LINKED:
        return at + 3 if words[at + 3].kind == "word" else None
    return None


def _restricts(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a word may say which of a noun's kind are meant, and is no part of a term's name."""
    word, noun = facts.words[at], facts.words[_noun_behind(facts, at) or at]
    if at and facts.words[at - 1].text == "-":
        return False
    kind = language.is_a("kinds", word.lower)
    if not (kind or may_limit(word, language)) or not is_content(noun.lower, language):
        return False
    if not kind and language.is_verb_form(noun.lower) and not word.text[0].isupper():
        return False
    inside = any(h.first <= at < h.last and facts.words[h.last - 1].start >= noun.start for h in facts.terms)
    return not inside


def _places(texts: Texts, facts: Facts, noun: int) -> Iterator[tuple[Facts, int]]:
    """Return where the rewrite has a noun of the source: the same, or else one that may stand for it."""
    word, language = facts.words[noun], texts.knowledge.language
    same = [
        (other, place)
        for other in texts.rewrite.facts
        for place, own in enumerate(other.words)
        if own.kind == "word" and stem(own.lower) == stem(word.lower)
    ]
    if same:
        return iter(same)
    kin, near = set(language.kin(word.lower)), language.near(word.lower)
    if not kin and not near:
        return iter(())
    return (
        (other, place)
        for other in texts.rewrite.facts
        for place, own in enumerate(other.words)
        if tells(own, language) and (kin & set(language.kin(own.lower)) or near & language.near(own.lower))
    )


def _bare(facts: Facts, at: int, parts: Counterparts, language: Language) -> bool:
    """Return whether nothing new stands before or behind a noun that may say which ones are meant."""
    for place in range(at - 1, max(at - 3, -1), -1):
        word = facts.words[place]
        if word.kind == "mark" and word.text not in "-'’":
            break
        if tells(word, language) and not parts.known(word):
            return False
    behind = facts.words[at + 1 : at + 1 + _BEHIND]
    if not behind or not (language.is_a("prepositions", behind[0].lower) or behind[0].lower in _WHO):
        return True
    for before, word in pairwise(behind):
        if word.kind == "mark" or language.is_a("auxiliaries", word.lower) or language.is_a("adverbs", word.lower):
            break
        if tells(word, language) and not parts.known(word) and before.lower not in _OWN:
            return False
    return True

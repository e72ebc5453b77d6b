"""The words of daily life, by which technical words are told from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_SUFFIXES = (
    ("ies", ("y", "ie")),
    ("ves", ("f", "fe")),
    ("es", ("", "is")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ying", ("ie",)),
    ("ing", ("", "e")),
    ("ily", ("y",)),
    ("ably", ("able",)),
    ("ibly", ("ible",)),
    ("ically", ("ic", "ical")),
    ("ly", ("", "le")),
    ("iness", ("y",)),
    ("ness", ("",)),
    ("less", ("",)),
    ("ability", ("able",)),
    ("able", ("", "e")),
    ("iest", ("y",)),
    ("ier", ("y",)),
    ("est", ("", "e")),
)
_PLURALS = tuple(pair for pair in _SUFFIXES if pair[0] in ("ies", "es", "s"))
_FORMS = {
    "nouns": _PLURALS,
    "signs": _PLURALS,
    "adjectives": (),
    "shared": _PLURALS,
    "verbs": tuple(pair for pair in _SUFFIXES if pair[0] in ("ied", "ed", "ing")) + _PLURALS,
}
_COMPARED = (("er", ("", "e")),)  # of adjectives only: a "scheduler" is a technical word, to schedule is none
_PREFIXES = ("un", "non", "re", "over", "under", "mis", "pre", "mid", "out")
_SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("ogue", "og"))
_MAX_STEPS = 3  # unhappily: un-, -ly, -y
_MIN_STEM = 3  # letters


@lru_cache(maxsize=8)
def _listed(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


class Vocabulary:
    """The words of daily life.

    Args:
        lists: Words by kind, each as one text with spaces, from the english files.

    >>> words = Vocabulary({"verbs": "schedule deny", "adjectives": "quick happy", "nouns": "shelf"})
    >>> [word for word in ("scheduled", "denies", "unhappily", "shelves", "scheduler") if not words.has(word)]
    ['scheduler']
    """

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._all = _listed(tuple(lists.values()))
        self._adjectives = _listed((lists.get("adjectives", ""),))
        self._small = _listed((lists.get("small", ""),))
        self._verbs = _listed((lists.get("verbs", ""),))
        self._nouns = _listed((lists.get("nouns", ""),))
        self._technical = {kind: _listed((lists.get(f"technical_{kind}", ""),)) for kind in _FORMS}

    def has(self, word: str) -> bool:
        """Return whether a word in small letters, or the word that it is made from, is one of them."""
        return self._has(word, _MAX_STEPS)

    def is_small(self, word: str) -> bool:
        """Return whether a word is one of the words of grammar, which tell nothing of what is meant."""
        return word in self._small

    def is_verb(self, word: str) -> bool:
        """Return whether a word is the base form of an everyday verb."""
        return word in self._verbs

    def is_noun(self, word: str) -> bool:
        """Return whether a word is listed as an everyday noun, in the singular."""
        return word in self._nouns

    def may_be_verb(self, word: str) -> bool:
        """Return whether a word in small letters is a form of an everyday verb."""
        return word in self._verbs or any(base in self._verbs for base in _bases(word, _FORMS["verbs"]))

    def may_be_technical(self, word: str, kind: str) -> bool:
        """Return whether an everyday word has a second meaning in technical work, as "lock" and "drain" do.

        Args:
            word: The word in small letters, in any form.
            kind: "nouns", "verbs", "adjectives", "shared" for nouns that are as common in any other trade, or "signs"
                for words that are known but tell of technical work.
        """
        listed = self._technical[kind]
        return word in listed or any(base in listed for base in _bases(word, _FORMS[kind]))

    def _has(self, word: str, steps: int) -> bool:
        if word in self._all:
            return True
        if not steps or len(word) < 3:
            return False
        if any(base in self._adjectives for base in _bases(word, _COMPARED)):
            return True
        if any(self._has(base, steps - 1) for base in _bases(word, _SUFFIXES)):
            return True
        stems = (word[len(p) :] for p in _PREFIXES if word.startswith(p))
        if any(len(stem) > _MIN_STEM and self._has(stem, steps - 1) for stem in stems):
            return True
        other = next((word.replace(a, b) for x, y in _SPELLINGS for a, b in ((x, y), (y, x)) if a in word), "")
        return bool(other) and other in self._all


def _bases(word: str, suffixes: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Yield what a word may be made from; "stopped" has its last letter doubled."""
    for suffix, endings in suffixes:
        stem = word[: len(word) - len(suffix)]
        if not word.endswith(suffix) or len(stem) < 2:
            continue
        for ending in endings:
            yield stem + ending
        if "" in endings and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]

"""Rough stems of words, to compare what stands around numbers."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a rough stem, so that "alerts" and "alerted" meet; good enough to compare contexts, not to read.

    >>> stem("alerted"), stem("queries"), stem("model")
    ('alert', 'quer', 'model')
    """
    for ending in ("ingly", "edly", "ing", "ies", "ied", "ely", "ed", "es", "ly", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word

"""Find many phrases in a text in one pass, longest first, ignoring case and hyphens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plainspeak.packed import Packed
from plainspeak.text import Word, words

Table = Mapping[str, Sequence[Any]]
"""First word of a phrase -> [its other words, payload], longest first. Plain data, so that it can be kept as JSON."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a list of words.

    Args:
        first: Index of its first word.
        last: Index after its last word.
        payloads: What was stored with the phrase, in the order of storing.
    """

    first: int
    last: int
    payloads: tuple[Any, ...]


@lru_cache(maxsize=4096)  # the same terms are asked for again and again
def key(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as they are compared: lower case, without hyphens.

    >>> key("False-positive rate")
    ('false', 'positive', 'rate')
    """
    return tuple(w.lower for w in words(phrase) if w.text != "-")


def table(entries: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Return a table for ``find`` from phrases and what to store with each; equal phrases keep all payloads."""
    merged: dict[tuple[str, ...], list[Any]] = {}
    for phrase, payload in entries:
        parts = key(phrase)
        if parts:
            kept = merged.setdefault(parts, [])
            if payload not in kept:
                kept.append(payload)
    out: dict[str, list[Any]] = {}
    for parts in sorted(merged, key=len, reverse=True):
        out.setdefault(parts[0], []).append([list(parts[1:]), merged[parts]])
    return out


def find(table: Table, text_words: Sequence[Word], *, overlapping: bool = False) -> list[Hit]:
    """Return the phrases found, in order; the longest at each place, and none inside another.

    Args:
        table: As made by ``table``.
        text_words: The words of the text.
        overlapping: Also return phrases that begin inside another one.

    >>> found = find(table([("recall", "R"), ("recall at k", "K")]), words("Recall at k and recall."))
    >>> [(hit.first, hit.last, hit.payloads) for hit in found]
    [(0, 3, ('K',)), (4, 5, ('R',))]
    """
    hits: list[Hit] = []
    known = table.names if isinstance(table, Packed) else table  # most words begin no phrase, and a call costs time
    free, count = 0, len(text_words)
    for at, word in enumerate(text_words):
        if word.lower not in known or at < free:
            continue
        after = text_words[at + 1].lower if at + 1 < count else ""
        for rest, payloads in table[word.lower]:
            if rest and rest[0] != after != "-":  # most phrases end here, and a call costs more than a look
                continue
            last = _match(rest, text_words, at + 1)
            if last:
                hits.append(Hit(at, last, tuple(payloads)))
                if not overlapping:
                    free = last
                break
    return hits


def starts(tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """Return for each first word the names of the tables that have a phrase beginning with it.

    Args:
        tables: Tables by name.
    """
    out: dict[str, list[str]] = {}
    for name, listed in tables.items():
        for word in listed:
            out.setdefault(word, []).append(name)
    return out


def find_all(
    tables: Mapping[str, Table], first_words: Mapping[str, Sequence[str]], text_words: Sequence[Word]
) -> list[tuple[str, Hit]]:
    """Return what ``find`` returns for several tables, in one pass over the words.

    Args:
        tables: Tables by name.
        first_words: What ``starts`` returned for them.
        text_words: The words of the text.

    Returns:
        The name of the table and the hit, in the order of the text.
    """
    out: list[tuple[str, Hit]] = []
    free: dict[str, int] = {}
    for at, word in enumerate(text_words):
        names = first_words.get(word.lower)
        if names is None:
            continue
        after = text_words[at + 1].lower if at + 1 < len(text_words) else ""
        for name in names:
            if at < free.get(name, 0):
                continue
            for rest, payloads in tables[name][word.lower]:
                if rest and rest[0] != after != "-":
                    continue
                last = _match(rest, text_words, at + 1)
                if last:
                    free[name] = last
                    out.append((name, Hit(at, last, tuple(payloads))))
                    break
    return out


def _match(rest: Sequence[str], text_words: Sequence[Word], at: int) -> int:
    """Return the index after the last word if the rest of a phrase stands at ``at``, else 0."""
    count = len(text_words)
    for part in rest:
        if at < count and text_words[at].text == "-" and part != "-":
            at += 1
        if at >= count or text_words[at].lower != part:
            return 0
        at += 1
    return at

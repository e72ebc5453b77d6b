"""Where the clauses of a sentence begin and end: at marks, conjunctions and words such as "if" and "where"."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator

from plainspeak.facts import Facts

_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", "|"))
_JOINTS = frozenset(("but", "while", "whereas", "although", "though", "because", "so", "yet", "and", "despite"))
_OPENERS = frozenset(("where", "when", "if", "unless", "until", "since", "after", "before", "once", "as"))


def clause(facts: Facts, at: int) -> tuple[int, int]:
    """Return the indices of the first word of a clause and the one after its last.

    Args:
        facts: The sentence.
        at: Index of a word in the clause.
    """
    cuts = _cuts(facts)
    after = bisect_right(cuts, at)
    return (cuts[after - 1] + 1 if after else 0), (cuts[after] if after < len(cuts) else len(facts.words))


def clauses(facts: Facts) -> Iterator[tuple[int, int]]:
    """Return the clauses of a sentence in order, as ``clause`` does."""
    for before, after in itertools.pairwise([-1, *_cuts(facts), len(facts.words)]):
        if after - before > 1:
            yield before + 1, after


def _cuts(facts: Facts) -> list[int]:
    return [i for i, w in enumerate(facts.words) if (w.kind == "mark" and w.text in _MARKS) or _joins(facts, i)]


def _joins(facts: Facts, at: int) -> bool:
    """Return whether a word opens another clause; the "yet" of "have yet to" does not."""
    word = facts.words[at].lower
    to_come = word == "yet" and at + 1 < len(facts.words) and facts.words[at + 1].lower == "to"
    return (word in _JOINTS or word in _OPENERS) and not to_come

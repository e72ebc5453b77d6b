"""Where the clauses of a sentence begin and end: at marks, conjunctions and words such as "if" and "where"."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator

from plainspeak.facts import Facts


def clause(facts: Facts, at: int) -> tuple[int, int]:
    """Return the indices of the first word of a clause and the one after its last.

    Args:
        facts: The sentence.
        at: Index of a word in the clause.
    """
    cuts = facts.cuts
    after = bisect_right(cuts, at)
    return (cuts[after - 1] + 1 if after else 0), (cuts[after] if after < len(cuts) else len(facts.words))


def clauses(facts: Facts) -> Iterator[tuple[int, int]]:
    """Return the clauses of a sentence in order, as ``clause`` does."""
    for before, after in itertools.pairwise([-1, *facts.cuts, len(facts.words)]):
        if after - before > 1:
            yield before + 1, after

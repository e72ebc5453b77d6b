"""Show a share that is written as 0.74 the way its plain words ask for: as 74%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.draft.edits import Edit
from plainspeak.draft.sayings import shown
from plainspeak.facts import Facts
from plainspeak.glossary import Term

_BEFORE = frozenset(
    "to from at is was were are about around roughly vs versus against than over under above below reached hit "
    "( : ~ → -> - –".split()
)


def as_percent(text: str, facts: Facts, edits: Sequence[Edit], metrics: Sequence[Term]) -> Iterator[Edit]:
    """Yield the edits that show bare decimals in percent, if all metrics of the sentence are shares told in words.

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        edits: The exchanges that were made in it.
        metrics: The metrics that the sentence names.
    """
    told = {term for edit in edits if edit.how in ("said", "replaced") for term in edit.terms}
    if not metrics or any(term.measured != "share" for term in metrics) or all(t.id not in told for t in metrics):
        return
    names = {facts.words[h.last - 1].end for h in facts.terms if h.term in told}
    first = min((facts.words[h.first].start for h in facts.terms if h.term in told), default=0)
    for quantity in facts.quantities:
        start, end = quantity.core
        bare = quantity.dimension == "count" and "." in text[start:end] and 0 < quantity.value <= 1
        taken = [(e.start, e.end) for e in edits if e.end > e.start] + list(facts.untouchable)
        before = [w for w in facts.words if w.end <= quantity.start][-1:]
        glued = end < len(text) and text[end] in "-/"
        if (
            bare
            and not glued
            and start > first
            and before
            and (before[0].lower in _BEFORE or before[0].end in names)
            and not any(a < end and start < b for a, b in taken)
        ):
            yield Edit(quantity.start, quantity.end, shown(quantity, text, share=True), (), "grammar")

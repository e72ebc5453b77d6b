"""Compare what is a duty, what is advised and what is left to choice: "must", "should" and "may" are not the same."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language

_RANKS = {"duty": 2, "advised": 1, "choice": 0}
_NAMES = {"duty": "a duty", "advised": "advice", "choice": "a choice"}
_WEAK = frozenset(("without", "at least", "in advance", "restricted", "alone"))
_BACK = 4  # words before "has to" in which a "not" that goes with it stands


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite makes a duty of what is advised or left to choice, or the reverse.

    Args:
        texts: The two texts.
    """
    language = texts.knowledge.language
    was, now = _spoken(texts.source, language), _spoken(texts.rewrite, language)
    if not was or not now:
        return
    before, after = max(was, key=_RANKS.__getitem__), max(now, key=_RANKS.__getitem__)
    mark, told = was[before], now[after]
    if before == after or _is_answered(texts, before, after) or texts.aside(told):
        return
    if "duty" not in (before, after) and len(was) + len(now) > 2:
        return
    rule = "certainty-raised" if _RANKS[after] > _RANKS[before] else "certainty-lowered"
    said, retold = texts.said(mark), texts.retold(told)
    message = f"The source tells this as {_NAMES[before]} ({said!r}), the rewrite as {_NAMES[after]} ({retold!r})."
    yield Finding(rule, "error", message, retold, (mark.start, mark.end), (told.start, told.end), said)


def _is_answered(texts: Texts, before: str, after: str) -> bool:
    """Return whether weaker words of the other text carry the same: a "must" beside a "may not"."""
    other = texts.source if after == "duty" else texts.rewrite
    bans = {other.text[m.start : m.end].casefold() for m in other.marked("stances", "bans")}
    if "duty" in (before, after) and bans - _WEAK:
        return True
    return {before, after} == {"advised", "choice"} and bool(texts.source.marked("certainty", "possible"))


def _spoken(reading: Reading, language: Language) -> dict[str, Marker]:
    """Return what a text makes of what is to be done, each with the first word that says so."""
    found: dict[str, Marker] = {}
    for mark in reading.marked("duties"):
        facts = reading.sentence_at(mark.start)
        if facts.words[mark.first].lower == "should" and not mark.first:
            continue  # "Should traffic double, ..."
        before = [w.lower for w in facts.words[max(0, mark.first - _BACK) : mark.first]]
        denied = any(language.denies(w) for w in before)
        label = {"duty": "choice", "choice": "duty"}.get(mark.label, mark.label) if denied else mark.label
        found.setdefault(label, mark)
    return found

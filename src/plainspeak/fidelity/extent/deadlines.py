"""Compare on which side of a date something lies: "by the 4th" against "from the 4th", due against begun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.moments import Moment
from plainspeak.text import Word

_OTHER = {"until": "from", "from": "until"}
_CLOSE = 16  # characters between a "not" and the moment whose bound it turns round
_FAR = 9  # words between a "not" and the "until" or "before" that it turns round
_DOUBTS = frozenset("unlikely improbable doubtful doubt doubts hardly".split())
_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", "."))
_BREAKS = frozenset(("and", "but", "while", "whereas", "so"))
_ENDING = frozenset(
    "stop stops stopped end ends ended expire expires expired close closes closed retire retires retired lapse lapses "
    "cease ceases ceased shut shuts finish finishes finished withdrawn removed deleted discontinued sunset dropped "
    "disabled off over unless late overdue barred void invalid".split()
)
_LASTING = frozenset(
    "stay stays stayed remain remains remained keep keeps kept still last lasts lasted wait waits".split()
)
_AFTERWARDS = (
    "after that",
    "from then",
    "afterwards",
    "thereafter",
    "until then",
    "before that",
    "by then",
    "since then",
)
_DUE = frozenset(
    "due deadline deliver delivers delivered finish finishes finished complete completed done end ends".split()
)
_BEGUN = frozenset("start starts started begin begins began kick kicks commence commences".split())


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite puts something on the other side of a date, or tells its begin for its end.

    Args:
        texts: The two texts.
    """
    yield from _bounds(texts)
    yield from _events(texts)


def _bounds(texts: Texts) -> Iterator[Finding]:
    told = {b.moment.key: b for f in texts.rewrite.facts for b in _bounded(f)}
    both = any(phrase in texts.rewrite.text.casefold() for phrase in _AFTERWARDS)
    for facts in texts.source.facts:
        for was in _bounded(facts):
            now = told.get(was.moment.key)
            if now is None or not was.bound or not now.bound or was.bound == now.bound or both:
                continue
            if was.ending != now.ending:
                continue  # "stops after 30 June", "works until 30 June"
            if was.turned != now.turned and (was.lasting or now.lasting):
                continue  # "stayed high until Sunday", "did not come down until Sunday"
            moment, bound, other = was.moment, was.bound, now.moment
            words = texts.rewrite.text[other.start : other.end]
            side = "at the latest" if bound == "until" else "at the earliest"
            message = f"The source says {side} {words}, the rewrite the other way round."
            spans = (moment.start, moment.end), (other.start, other.end)
            yield Finding("comparator-changed", "error", message, words, *spans)


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A moment, on which side of it something lies, and whether that is what ends then."""

    moment: Moment
    bound: str
    ending: bool
    turned: bool
    lasting: bool


def _bounded(facts: Facts) -> Iterator[_Bounded]:
    marks = facts.marked("bounds")
    for moment in facts.moments:
        close = [m.label for m in marks if m.label in ("from", "until") and 0 <= moment.start - m.end <= 8]
        behind = [m.label[6:] for m in marks if m.label.startswith("after_") and 0 <= m.start - moment.end <= 2]
        bound = (behind or close or [""])[-1]
        turned = bool(close) and not behind and _denied(facts, moment)
        ending = _is_ending(facts, moment, denied=not turned)
        lasting = bool(_clause(facts, moment) & _LASTING)
        yield _Bounded(moment, _OTHER[bound] if turned else bound, ending, turned, lasting)


def _denied(facts: Facts, moment: Moment) -> bool:
    """Return whether a "not" turns a bound round: "must not finish before 06:00"; "not before 1 July" is one itself."""
    bounds = facts.marked("bounds")
    before = [w for w in facts.words if w.end <= moment.start]
    if not before or before[-1].lower not in ("before", "after", "until", "till"):
        return False
    clause = _last_clause(before[:-1])
    wide = clause[-_FAR:] if before[-1].lower != "after" else []
    if any(w.lower in _DOUBTS for w in clause):
        return True
    return any(
        (0 <= moment.start - m.end <= _CLOSE or any(w.start == m.start for w in wide))
        and m.end <= moment.start
        and not any(b.start <= m.start < b.end for b in bounds)
        for m in facts.marked("negation", "strong")
    )


def _last_clause(words: Sequence[Word]) -> list[Word]:
    """Return the words behind the last comma, semicolon or "and"."""
    at = len(words)
    while at and words[at - 1].text not in _MARKS and words[at - 1].lower not in _BREAKS:
        at -= 1
    return list(words[at:])


def _clause(facts: Facts, moment: Moment) -> set[str]:
    """Return the words of the clause that a moment stands in."""
    before = _last_clause([w for w in facts.words if w.end <= moment.start])
    out = {w.lower for w in before}
    for word in (w for w in facts.words if w.start >= moment.end):
        if word.text in _MARKS or word.lower in _BREAKS:
            break
        out.add(word.lower)
    if before and before[-1].lower in ("of", "the") and _BEGUN & {w.lower for w in before[-4:]}:
        out -= _BEGUN  # "at the start of May"
    return out


def _is_ending(facts: Facts, moment: Moment, *, denied: bool) -> bool:
    """Return whether something is told as coming to an end at a moment, or as not being so, if ``denied`` counts."""
    words = _clause(facts, moment)
    denies = any(facts.words[m.first].lower in words for m in facts.marked("negation", "strong"))
    return bool(words & _ENDING) or (denied and denies)


def _events(texts: Texts) -> Iterator[Finding]:
    """Find what is due at a moment told as what begins then."""
    if texts.source.words & _BEGUN or texts.rewrite.words & _DUE:
        return
    due = {m.key: m for f in texts.source.facts for m in f.moments if _clause(f, m) & _DUE}
    for facts in texts.rewrite.facts:
        for moment in facts.moments:
            if moment.key in due and _clause(facts, moment) & _BEGUN:
                words = texts.rewrite.text[moment.start : moment.end]
                message = f"In the source something is to be done by {words}, in the rewrite it begins then."
                was = due[moment.key]
                spans = (was.start, was.end), (moment.start, moment.end)
                yield Finding("date-or-owner-changed", "error", message, words, *spans)
                return

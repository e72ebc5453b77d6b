"""Compare times that are told from now on: "last week" against "this week", "yesterday" against "today"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding

_SPANS = frozenset(("week", "month", "quarter", "year", "season", "sprint"))
_INSIDE = frozenset(("in", "of", "for", "during", "within", "over", "throughout"))
_BESIDE = {
    "before": "last",
    "earlier": "last",
    "prior": "last",
    "ago": "last",
    "after": "next",
    "later": "next",
    "following": "next",
}
_ANCHORED = frozenset(("of", "when", "in", "since", "that", "which"))
_PASSED = ("is out", "is over", "ends", "is up", "has ended", "closes", "is done", "is through")
_NOW = frozenset(("today", "now", "currently", "at the moment", "this day", "to date"))
_PRESENT = frozenset("now currently present moment nowadays already date far days present-day".split())
_PRESENT_VERBS = frozenset(("is", "are", "has", "have", "does", "do", "am", "stands", "takes", "costs", "needs"))
_RULE = "date-or-owner-changed"


@dataclass(frozen=True, slots=True)
class _Time:
    """A time told from now on, such as "last week"; `said` is whether the text says so and does not only mean it."""

    key: str
    start: int
    end: int
    said: bool = True


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite tells another time from now on, leaves one out or adds one.

    Args:
        texts: The two texts.
    """
    was, now = _times(texts.source), _times(texts.rewrite)
    lost = [t for t in was if not _told(texts, t, texts.source, texts.rewrite, now)]
    new = [t for t in now if not _told(texts, t, texts.rewrite, texts.source, [*was, *_times(texts.given)])]
    gone = [t for t in lost if t.said or new]
    exchanged = gone and not any(t.said for t in [*gone, *new])  # "left in the quarter", "left in the year"
    unmeant = [t for t in new if (t.said or exchanged) and (gone or not _is_meant(texts.source, t))]
    if gone and not unmeant:
        unmeant = [t for t in now if t.key in _NOW and not _is_present(texts.source)]
    if gone and unmeant:
        said, told = (
            texts.source.text[gone[0].start : gone[0].end],
            texts.rewrite.text[unmeant[0].start : unmeant[0].end],
        )
        message = f"The source says {said!r}, the rewrite {told!r}."
        spans = (gone[0].start, gone[0].end), (unmeant[0].start, unmeant[0].end)
        yield Finding(_RULE, "error", message, told, *spans, said)
        return
    for time in (t for t in gone if t.said):
        said = texts.source.text[time.start : time.end]
        message = f"The rewrite does not say when: {said}."
        yield Finding(_RULE, "warning", message, said, (time.start, time.end), None, said)
    for time in unmeant:
        told = texts.rewrite.text[time.start : time.end]
        yield Finding(_RULE, "warning", f"The source does not say {told}.", told, None, (time.start, time.end))


def _times(reading: Reading) -> list[_Time]:
    """Return the times of a text that are told from now on; "in the quarter" means this one."""
    found = [_Time(m.key, m.start, m.end) for m in reading.moments if m.kind == "relative"]
    for facts in reading.facts:
        words = facts.words
        for at, word in enumerate(words):
            if word.lower not in _SPANS or not at:
                continue
            before = [w.lower for w in words[max(0, at - 2) : at]]
            behind = [w.lower for w in words[at + 1 : at + 3]]
            if behind[:2] == ["before", "last"]:
                found = [t for t in found if t.end < word.start]
                found.append(_Time(f"before last {word.lower}", word.start, words[at + 2].end))
            elif behind[:2] in (["that", "followed"], ["which", "followed"]):
                found.append(_Time(f"next {word.lower}", word.start, word.end, said=False))
            elif behind and behind[0] in _BESIDE and before[-1] in ("the", "a", "one"):
                found.append(_Time(f"{_BESIDE[behind[0]]} {word.lower}", word.start, word.end, said=False))
            elif " ".join(behind) in _PASSED and before[-1] in ("the", "this"):
                found.append(_Time(f"this {word.lower}", word.start, word.end, said=False))
            elif before[-1] in ("preceding", "prior", "following"):
                side = "next" if before[-1] == "following" else "last"
                found.append(_Time(f"{side} {word.lower}", word.start, word.end, said=False))
            elif (
                before[-1] == "the"
                and before[0] in _INSIDE
                and behind[:1] != ["of"]
                and not _ANCHORED & set(behind[:1])
            ):
                found.append(_Time(f"this {word.lower}", word.start, word.end, said=False))
    return found


def _told(texts: Texts, time: _Time, own: Reading, other: Reading, others: list[_Time]) -> bool:
    """Return whether another text tells a time: by the same words, by its parts, or as what is the case now."""
    shift, _, span = time.key.rpartition(" ")
    if any(time.key == t.key for t in others):
        return True
    if not time.said and not others and shift != "before last":
        return True  # "of the week" need not be said
    if time.key in _NOW:
        return _is_present(other) or (_in_present(texts, time, own) and bool(_PRESENT_VERBS & other.words))
    words, mine = (r.words for r in (other, own))
    for key in (t.key.rpartition(" ") for t in others):
        if key[0] == shift and (span in words or key[2] in mine):
            return True  # "next spring", "in spring of next year"
    kin = texts.knowledge.language.kin
    own_kin = set(kin(own.text[time.start : time.end].casefold()))
    if time.said and own_kin and any(own_kin & set(kin(w)) for w in words):
        return True
    return _holds_term(own, time) and all(t.key.rpartition(" ")[2] != span for t in others)


def _in_present(texts: Texts, time: _Time, own: Reading) -> bool:
    """Return whether a verb in the present stands right before a time: "twice what it is today"."""
    facts = own.sentence_at(time.start)
    before = [w for w in facts.words if w.end <= time.start][-1:]
    hits = texts.knowledge.language.find("verbs", before)
    return any(form == "third" for h in hits for _, form in h.payloads) or {w.lower for w in before} <= _PRESENT_VERBS


def _is_present(reading: Reading) -> bool:
    """Return whether a text speaks of what is the case now."""
    return any(w.lower in _PRESENT or w.lower in _NOW for f in reading.facts for w in f.words)


def _is_meant(source: Reading, time: _Time) -> bool:
    """Return whether a source need not say it: "today", or "this quarter" where it compares quarter with quarter."""
    span = time.key.rpartition(" ")[2]
    words = [w.lower for f in source.facts for w in f.words if w.text != "-"]
    compares = any(words[at : at + 3] in ([span, "on", span], [span, "over", span]) for at in range(len(words)))
    return time.key in _NOW or compares


def _holds_term(reading: Reading, time: _Time) -> bool:
    """Return whether a period is told with a term, which may be said in other words: "next sprint"."""
    spans = ((f.words[h.first].start, f.words[h.last - 1].end) for f in reading.facts for h in f.terms)
    return any(start < time.end and time.start < end for start, end in spans)

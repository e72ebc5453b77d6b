"""Compare how far along the work is said to be: ideas, tests, pilots and what is live; workarounds and fixes; plans."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reach import Told, is_explained
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts, lost
from plainspeak.findings import Finding
from plainspeak.language import Language

_LIVE = 3  # the rung of what is in use
_OTHER_THAN = ("rather than", "instead of", "not yet", "other than", "as opposed to", "never", "before ", "ahead of")
_APART = 30  # characters between these and the stage
_NEAR = 40  # characters between a stage and the "pending" or "not" that says it is not reached


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite is further along than its source.

    Args:
        texts: The two texts.
    """
    yield from _stages(texts)
    yield from _progress(texts)


def _stages(texts: Texts) -> Iterator[Finding]:
    """Compare how far along the work is said to be, by the highest stage that is reached."""
    for track, name in (("evidence", "stage"), ("repair", "state")):
        was = _reached(texts.source, texts.source.marked(f"stages.{track}"))
        now = _reached(texts.rewrite, texts.told(f"stages.{track}"), planned=False)
        if was and now and int(now.label) > int(was.label):
            message = f"The source is at the {name} {texts.said(was)!r}; the rewrite says {texts.retold(now)!r}."
            spans = (was.start, was.end), (now.start, now.end)
            yield Finding("stage-raised", "error", message, texts.retold(now), *spans, texts.said(was))
        elif was and track == "evidence" and 0 < int(was.label) < _LIVE:
            if _is_measure(texts.source, was) or _stage_told(texts, was):
                continue
            message = f"The source is at the stage {texts.said(was)!r}; look whether the rewrite still says so."
            yield lost("stage-raised", "warning", message, texts, was)


def _is_measure(reading: Reading, mark: Marker) -> bool:
    """Return whether a stage is a figure here: "opt-in to mails rose", "the trial rate"."""
    behind = reading.text[mark.end : mark.end + 12].casefold().split()[:1]
    opting = reading.text[mark.start : mark.end].casefold() in ("opt-in", "invitation")
    moved = ("to", "for", "rose", "fell", "is", "was")
    return bool(behind) and (behind[0] in ("rate", "rates") or (opting and behind[0] in moved))


def _stage_told(texts: Texts, was: Marker) -> bool:
    """Return whether a rewrite tells a stage at all, or repeats or explains the words of the source."""
    if texts.rewrite.marked("stages.evidence"):
        return True
    told, language = Told(texts), texts.knowledge.language
    words = [w for f in texts.source.facts for w in f.words if was.start <= w.start < was.end]
    if any(told.has(w) for w in words if is_content(w.lower, language)):
        return True
    return any(is_explained(texts, facts, was.start, was.end) for facts in texts.source.facts)


def _reached(reading: Reading, marks: list[Marker], *, planned: bool = True) -> Marker | None:
    """Return the highest stage that is said to be reached; what is planned, pending or denied is not.

    If nothing is said to be reached, it is the lowest stage that is spoken of at all, if ``planned``.
    """
    brakes = [
        *reading.marked("condition", "strong", "until"),
        *reading.marked("negation", "strong"),
        *reading.marked("certainty", "expected", "possible", "unknown"),
        *reading.marked("ahead"),
    ]
    marks = [m for m in marks if planned or not _set_apart(reading, m)]
    reached = [m for m in marks if not any(_brakes(reading, b, m, planned=planned) for b in brakes)]
    if reached:
        return max(reached, key=lambda m: int(m.label))
    return min(marks, key=lambda m: int(m.label), default=None) if planned else None


def _set_apart(reading: Reading, mark: Marker) -> bool:
    """Return whether a stage is named as what it is not: "rather than with live users"."""
    before = reading.text[max(0, mark.start - _APART) : mark.start].casefold()
    return any(words in before for words in _OTHER_THAN)


def _brakes(reading: Reading, brake: Marker, mark: Marker, *, planned: bool) -> bool:
    """Return whether a "will" or "not" belongs to a stage: near it; if not ``planned``, before or right behind it."""
    if planned or brake.start <= mark.start:
        return abs(brake.start - mark.start) < _NEAR
    between = reading.text[mark.end : brake.start]
    return len(between) < _NEAR // 2 and not any(cut in between for cut in (",", ";", ".", " and ", " but "))


def _progress(texts: Texts) -> Iterator[Finding]:
    """Find work that is still to come, under way or held up, and is told as done."""
    done, resumed = texts.rewrite.marked("progress", "done"), texts.rewrite.marked("progress", "resumed")
    stalled = texts.source.marked("progress", "stalled")
    if stalled and resumed and not texts.source.marked("progress", "resumed", "done"):
        yield _told_as_done(texts, stalled[0], resumed[0])
        return
    going = texts.source.marked("progress", "ahead", "running")
    if texts.source.marked("progress", "done") or texts.rewrite.marked("progress", "ahead", "running"):
        return
    if going and done:
        yield _told_as_done(texts, going[0], done[0])
    elif texts.rewrite.marked("ahead") or texts.rewrite.marked("certainty", "expected", "possible"):
        return
    elif going or texts.source.moments:
        yield from _past(texts, going)


def _told_as_done(texts: Texts, was: Marker, now: Marker) -> Finding:
    message = f"The source says {texts.said(was)!r}; the rewrite tells it as done ({texts.retold(now)!r})."
    return Finding(
        "stage-raised", "error", message, texts.retold(now), (was.start, was.end), (now.start, now.end), texts.said(was)
    )


def _past(texts: Texts, going: list[Marker]) -> Iterator[Finding]:
    """Find what is planned or under way in the source and told in the past: "goes out", "went out"."""
    language = texts.knowledge.language
    was = verbs(texts.source, language)
    if any(forms == {"past"} for _, forms in was):
        return
    present = {base for base, forms in was if not forms & {"past", "participle"}}
    for facts in texts.rewrite.facts:
        for hit in language.find("verbs", facts.words):
            timeless = {base for base, form in hit.payloads if form == "base"}  # "put" may be either
            bases = {base for base, form in hit.payloads if form == "past" and base != "be"} - timeless
            if not bases or (not going and not bases & present) or not _is_finite(facts, hit.first, language):
                continue
            start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
            words = texts.rewrite.text[start:end]
            severity = "error" if bases & present and going else "warning"
            message = f"The source does not tell this as past; the rewrite says {words!r}."
            yield Finding("stage-raised", severity, message, words, None, (start, end))
            return


def verbs(reading: Reading, language: Language) -> list[tuple[str, set[str]]]:
    """Return the verbs of a text, each with the forms that it may have."""
    found = []
    for facts in reading.facts:
        for hit in language.find("verbs", facts.words):
            finite = _is_finite(facts, hit.first, language)
            for base in dict.fromkeys(base for base, _ in hit.payloads):
                forms = {form for other, form in hit.payloads if other == base}
                found.append((base, {"past"} if finite and "past" in forms and "base" not in forms else forms))
    return found


def _is_finite(facts: Facts, at: int, language: Language) -> bool:
    """Return whether a past form is a verb of its own: not "was closed", "the closed case" or "closed cases"."""
    before = facts.words[at - 1].lower if at else ""
    behind = facts.words[at + 1] if at + 1 < len(facts.words) else None
    helped = not before or any(language.is_a(kind, before) for kind in ("auxiliaries", "determiners", "prepositions"))
    back = {w.lower for w in facts.words[max(0, at - 3) : at]}
    helped = helped or bool(back & {"is", "are", "was", "were", "be", "been", "being", "has", "have", "had"})
    return not helped and not (behind is not None and behind.lower == "by")

"""Compare how far along the work is said to be: ideas, tests, pilots and what is live; workarounds and fixes; plans."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.evidence import tenses
from plainspeak.fidelity.extent.reach import Told, is_explained
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
    over = [*tenses.told_as_over(texts)]
    yield from over or _progress(texts)


def _stages(texts: Texts) -> Iterator[Finding]:
    """Compare how far along the work is said to be, by the highest stage that is reached."""
    for track, name in (("evidence", "stage"), ("repair", "state")):
        was = _reached(texts.source, texts.source.marked(f"stages.{track}"))
        now = _reached(texts.rewrite, texts.told(f"stages.{track}"), planned=False)
        if was and now and int(now.label) > int(was.label) and not _is_same(texts, was, now):
            message = f"The source is at the {name} {texts.said(was)!r}; the rewrite says {texts.retold(now)!r}."
            spans = (was.start, was.end), (now.start, now.end)
            yield Finding("stage-raised", "error", message, texts.retold(now), *spans, texts.said(was))
        elif was and track == "evidence" and (planned := _planned_for_all(texts)):
            message = f"The source plans {texts.said(was)!r}; the rewrite says {texts.retold(planned)!r}."
            spans = (was.start, was.end), (planned.start, planned.end)
            yield Finding("stage-raised", "error", message, texts.retold(planned), *spans, texts.said(was))
        elif was and track == "evidence" and 0 < int(was.label) < _LIVE:
            if _is_measure(texts.source, was) or _stage_told(texts, was):
                continue
            message = f"The source is at the stage {texts.said(was)!r}; look whether the rewrite still says so."
            yield lost("stage-raised", "warning", message, texts, was)


def _is_same(texts: Texts, was: Marker, now: Marker) -> bool:
    """Return whether a rewrite repeats the source's word for the stage and explains it by a near one."""
    said = texts.said(was).casefold()
    kept = any(texts.retold(m).casefold() == said for m in texts.rewrite.marked(was.table))
    return kept and int(now.label) < _LIVE


def _planned_for_all(texts: Texts) -> Marker | None:
    """Return the stage of a rewrite that plans the last step, where the source speaks of earlier ones only."""
    table = "stages.evidence"
    if any(int(m.label) >= _LIVE for m in texts.source.marked(table)):
        return None
    told = [m for m in texts.told(table) if not (_set_apart(texts.rewrite, m) or _is_limited(texts.rewrite, m))]
    if any(0 < int(m.label) < _LIVE for m in told):
        return None
    live = [m for m in told if int(m.label) >= _LIVE]
    return next((m for m in live if not texts.rewrite.within(m.start - _NEAR, m.end, "negation", "strong")), None)


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
    marks = [m for m in marks if planned or not (_set_apart(reading, m) or _is_limited(reading, m))]
    reached = [m for m in marks if not any(_brakes(reading, b, m, planned=planned) for b in brakes)]
    if reached:
        return max(reached, key=lambda m: int(m.label))
    return min(marks, key=lambda m: int(m.label), default=None) if planned else None


def _set_apart(reading: Reading, mark: Marker) -> bool:
    """Return whether a stage is named as what it is not: "rather than with live users"."""
    before = reading.text[max(0, mark.start - _APART) : mark.start].casefold()
    return any(words in before for words in _OTHER_THAN)


def _is_limited(reading: Reading, mark: Marker) -> bool:
    """Return whether a "release" is one of a lower stage: "the trial release", "released to a few users"."""
    if int(mark.label) < _LIVE or not mark.table.endswith("evidence"):
        return False
    around = reading.within(mark.start - _NEAR // 2, mark.end + _NEAR // 2, mark.table)
    before = reading.text[: mark.start].rsplit(maxsplit=1)[-1:]
    if before and before[0].casefold() in ("test", "trial", "practice", "limited", "first", "small", "partial"):
        return True
    lower = [m for m in around if int(m.label) < _LIVE]
    return any(0 <= mark.start - m.end < 2 or 0 <= m.start - mark.end < 2 for m in lower)


def _brakes(reading: Reading, brake: Marker, mark: Marker, *, planned: bool) -> bool:
    """Return whether a "will" or "not" belongs to a stage: near it; if not ``planned``, before or right behind it."""
    if planned or brake.start <= mark.start:
        return abs(brake.start - mark.start) < _NEAR
    between = reading.text[mark.end : brake.start]
    return len(between) < _NEAR // 2 and not any(cut in between for cut in (",", ";", ".", " and ", " but "))


def _progress(texts: Texts) -> Iterator[Finding]:
    """Find work that is still to come, under way or held up, and is told as done."""
    done = [m for m in texts.rewrite.marked("progress", "done") if not _is_denied(texts.rewrite, m)]
    if texts.source.marked("certainty", "expected", "possible"):  # "it will most likely have been moved by then"
        done = [
            m
            for m in done
            if not texts.rewrite.within(m.start - 2 * _NEAR, m.start, "certainty", "expected", "possible")
        ]
    resumed = texts.rewrite.marked("progress", "resumed")
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


def _is_denied(reading: Reading, mark: Marker) -> bool:
    """Return whether "has been" stands behind a "no" or before a "not" of its clause."""
    beside = reading.within(mark.start - _NEAR, mark.end + 2, "negation", "strong")
    return any("," not in reading.text[m.end : mark.start] for m in beside)


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

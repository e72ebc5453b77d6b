"""Compare how far along the work is said to be: ideas, tests, pilots and what is live; workarounds and fixes; plans."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.evidence import tenses, unsettled
from plainspeak.fidelity.extent.reach import Told, is_explained
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts, lost
from plainspeak.findings import Finding
from plainspeak.language import Language

_LIVE = 3  # the rung of what is in use
_OTHER_THAN = ("rather than", "instead of", "not yet", "other than", "as opposed to", "never", "before ", "ahead of")
_LIKE = ("copy of", "like the", "mirror", "replica", "twin of", "same as the")
_OVER = frozenset("now after following passed ended since over succeeded finished then".split())
_LOOSE = ("offline", "held back", "kept back", "set aside", "without anyone")
_OF_TESTS = frozenset("test tests testing evaluation evaluated data results recordings replay experiment model".split())
_APART = 30  # characters between these and the stage
_ROOT = 6  # letters that a verb and its noun share
_WORDS = 4  # words before a stage in which "yet to" stands
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
        if was and now and _is_raised(texts, was, now) and not _is_same(texts, was, now):
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


def _is_raised(texts: Texts, was: Marker, now: Marker) -> bool:
    """Return whether a rewrite is a stage further, or says reached what the source says is not."""
    if int(now.label) != int(was.label) or not was.table.endswith("evidence"):
        return int(now.label) > int(was.label)
    language = texts.knowledge.language
    if not texts.retold(now).casefold().endswith(("ed", "live")) or texts.source.marked("condition", "strong"):
        return False
    return _is_to_come(texts.source, was, language) and not _is_to_come(texts.rewrite, now, language)


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
    open_ = texts.source.marked("negation", "strong") or texts.source.marked("aspect", "pending")
    live = [
        m
        for m in told
        if int(m.label) >= _LIVE and not (open_ and _is_to_come(texts.rewrite, m, texts.knowledge.language))
    ]
    return next((m for m in live if not texts.rewrite.within(m.start - _NEAR, m.end, "negation", "strong")), None)


def _is_to_come(reading: Reading, mark: Marker, language: Language) -> bool:
    """Return whether a stage is said not to be reached: "has yet to be released"."""
    facts = reading.sentence_at(mark.start)
    before = [w.lower for w in facts.words[max(0, mark.first - _WORDS) : mark.first]]
    return unsettled.is_to_come(before) or any(language.denies(word) for word in before)


def _is_measure(reading: Reading, mark: Marker) -> bool:
    """Return whether a stage is none here: "opt-in to mails rose", "the trial rate", "took the shop offline"."""
    behind = reading.text[mark.end : mark.end + 12].casefold().split()[:1]
    said = reading.text[mark.start : mark.end].casefold()
    if said in _LOOSE and not _OF_TESTS & reading.words:
        return True  # "took the shop offline"
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
    marks = _judged(reading, marks, lowest=not planned)
    found = [
        *reading.marked("condition", "strong", "until"),
        *reading.marked("negation", "strong"),
        *reading.marked("certainty", "expected", "possible", "unknown"),
        *reading.marked("ahead"),
    ]
    marks = [m for m in marks if planned or not (_set_apart(reading, m) or _is_limited(reading, m))]
    brakes = sorted(found, key=lambda m: m.start)
    reached = [m for m in marks if not any(_brakes(reading, b, m, planned=planned) for b in _beside(brakes, m))]
    if reached:
        return max(reached, key=lambda m: int(m.label))
    return min(marks, key=lambda m: int(m.label), default=None) if planned else None


def _beside(brakes: Sequence[Marker], mark: Marker) -> Sequence[Marker]:
    """Return those of many markers that are so near to a stage that they may belong to it."""
    first = bisect_left(brakes, mark.start - _NEAR, key=lambda m: m.start)
    return brakes[first : bisect_left(brakes, mark.end + _NEAR, first, key=lambda m: m.start)]


def _judged(reading: Reading, marks: list[Marker], *, lowest: bool) -> list[Marker]:
    """Return the stages that are meant as such; of a word that names several, the lowest or the highest."""
    found: dict[int, Marker] = {}
    for mark in marks:
        known = found.get(mark.start)
        if _is_no_stage(reading, mark) or (known and (int(mark.label) < int(known.label)) != lowest):
            continue
        found[mark.start] = mark
    return [*found.values()]


def _is_no_stage(reading: Reading, mark: Marker) -> bool:
    """Return whether "live" is a verb ("we live with it") or names what something is a copy of."""
    if reading.text[mark.start : mark.end].casefold() != "live":
        return False
    before = reading.text[max(0, mark.start - _APART) : mark.start].casefold()
    return before.split()[-1:] in ([], ["we"], ["they"], ["people"], ["who"]) or any(w in before for w in _LIKE)


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
    facts = reading.sentence_at(mark.start)
    first = next((m for m in facts.marked(mark.table) if m.label == "2"), None)
    if first and not _OVER & {w.lower for w in facts.words}:
        some = any(q.dimension == "share" and 0 < q.value < 1 for q in facts.quantities)
        if some or (first.first and facts.words[first.first - 1].lower in ("as", "by", "in", "under")):
            return True  # "in canary, live for 5% of users"
    lower = [m for m in around if int(m.label) < _LIVE]
    return any(0 <= mark.start - m.end < 2 or 0 <= m.start - mark.end < 2 for m in lower)


def _brakes(reading: Reading, brake: Marker, mark: Marker, *, planned: bool) -> bool:
    """Return whether a "will" or "not" belongs to a stage: near it; if not ``planned``, before or right behind it."""
    if brake.start <= mark.start:
        return mark.start - brake.start < _NEAR
    between = reading.text[mark.end : brake.start]
    near = _NEAR if planned else _NEAR // 2
    return len(between) < near and not any(cut in between for cut in (",", ";", ".", " and ", " but "))


def _progress(texts: Texts) -> Iterator[Finding]:
    """Find work that is still to come, under way or held up, and is told as done."""
    done = [m for m in texts.rewrite.marked("progress", "done") if not _is_denied(texts.rewrite, m)]
    done = [m for m in done if not _was_done(texts, m)]
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


def _was_done(texts: Texts, mark: Marker) -> bool:
    """Return whether the source has the same as done, beside what is still going on: "contained" and "is complete"."""
    language = texts.knowledge.language
    facts = texts.rewrite.sentence_at(mark.start)
    verbs_told = {b for w in facts.words[mark.last : mark.last + 2] for b in language.bases(w.lower)} - {"be", "have"}
    nouns = {w.lower[:_ROOT] for w in facts.words[max(0, mark.first - _WORDS) : mark.first] if len(w.lower) > _ROOT}
    for other in texts.source.facts:
        for before, word in itertools.pairwise(other.words):
            if not word.lower.endswith(("ed", "en", "wn", "ne")) or before.lower in ("to", "be", "being"):
                continue
            if verbs_told & language.bases(word.lower) or word.lower[:_ROOT] in nouns:
                return True
    return False


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
            if not bases & present and _is_kept_open(texts, facts, hit.first):
                continue
            severity = "error" if bases & present and going else "warning"
            message = f"The source does not tell this as past; the rewrite says {words!r}."
            yield Finding("stage-raised", severity, message, words, None, (start, end))
            return


def _is_kept_open(texts: Texts, facts: Facts, at: int) -> bool:
    """Return whether a rewrite with a past verb keeps what is open, or the source has the verb, too."""
    spoken = texts.source.words
    if spoken & {"has", "have", "had"} or texts.rewrite.marked("aspect", "pending"):
        return True
    root = facts.words[at].lower[:4]
    present = any(
        form == "third" for hit in texts.knowledge.language.find("verbs", facts.words) for _, form in hit.payloads
    )
    return present or any(word.startswith(root) for word in spoken)


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

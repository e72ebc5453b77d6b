"""Compare how far a claim reaches: conditions and scope."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity import modifiers, widening
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reach import (
    CONDITIONS,
    Limit,
    Told,
    clause_behind,
    clauses,
    is_explained,
    is_name,
    limits,
    may_limit,
    tells,
)
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stages import verbs
from plainspeak.fidelity.texts import Texts, added, covering, inverted, lost
from plainspeak.findings import Finding

_COPIED = 0.7  # share of the rewrite's words that must be the source's for a gap to count as dropped
_STRICT = frozenset(
    (
        "only",
        "limited to",
        "restricted to",
        "confined to",
        "exclusively",
        "solely",
        "mainly",
        "mostly",
        "largely",
        "chiefly",
        "primarily",
        "partly",
        "partially",
    )
)
_ALONE = frozenset(("just", "one", "sole", "single", "merely", "alone", "nobody", "nothing"))
_PARTS = frozenset(("of", "some", "most", "many", "few", "several", "selected", "certain", "other"))
_ONE_BY_ONE = frozenset(("every", "any", "every single"))
_GROUP = 3  # words behind "every" that are looked at
_CLOSE = 5  # characters between "only" and its number
_FIXED = frozenset(
    stem(w)
    for w in (
        "moment",
        "used",
        "time",
        "average",
        "total",
        "present",
        "same",
        "fact",
        "general",
        "case",
        "cases",
        "else",
        "rest",
        "remainder",
        "remaining",
        "others",
        "end",
        "start",
        "beginning",
        "middle",
        "way",
        "basis",
        "level",
        "terms",
    )
)


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite claims more than its source.

    Args:
        texts: The two texts.
    """
    parts = Counterparts(texts)
    gone = [*_dropped(texts, parts)] or [*_conditions(texts)]
    gone = gone or [*modifiers.dropped(texts, parts, _checked_elsewhere(texts))]
    yield from gone or modifiers.others(texts, parts)
    yield from _scope(texts, parts)


def _conditions(texts: Texts) -> Iterator[Finding]:
    kept = [*texts.rewrite.marked("condition"), *inverted(texts.rewrite)]
    conditions = texts.source.marked("condition", "strong", *(() if kept else ("clause",)))
    conditions = [m for m in conditions if not _contrasts(texts.source, m) and not _told_open(texts, m)]
    if len(conditions) <= len(kept):
        return
    mark = conditions[-1] if kept else conditions[0]
    segment = texts.segment_of(mark)
    carried = kept or texts.rewrite.marked("condition", "weak", "clause", "until") or not _in_parts(texts)
    if _clause_told(texts, mark) and carried and (kept or not (_as_done(texts) or _as_fact(texts, mark))):
        return
    if not kept or segment is None or not texts.partners(segment):
        message = f"The source sets a condition ({texts.said(mark)!r}); look whether the rewrite still does."
        yield lost("condition-dropped", "warning", message, texts, mark)


def _in_parts(texts: Texts) -> bool:
    """Return whether the rewrite has more sentences than the source, or parts between semicolons."""
    return len(texts.rewrite.facts) > len(texts.source.facts) or ";" in texts.rewrite.text


def _as_done(texts: Texts) -> bool:
    """Return whether only the rewrite has a verb in the past: what was a condition may be told as met."""
    language = texts.knowledge.language
    was, now = (any(forms == {"past"} for _, forms in verbs(r, language)) for r in (texts.source, texts.rewrite))
    return now and not was


def _as_fact(texts: Texts, mark: Marker) -> bool:
    """Return whether the verb of a condition is told plainly: "if approval comes" as "approval comes"."""
    language = texts.knowledge.language
    facts = next(f for f in texts.source.facts if f.sentence.start <= mark.start < f.sentence.end)
    group = clause_behind(facts, mark.last, language, whole=True)
    own = {base for h in language.find("verbs", group) for base, form in h.payloads if form == "third"}
    return any(base in own and forms & {"third", "past"} for base, forms in verbs(texts.rewrite, language))


def _contrasts(reading: Reading, mark: Marker) -> bool:
    """Return whether a "while" sets two things against each other: it stands behind a comma."""
    said = reading.text[mark.start : mark.end].casefold()
    return said == "while" and reading.text[: mark.start].rstrip().endswith((",", ";"))


def _told_open(texts: Texts, mark: Marker) -> bool:
    """Return whether a "pending" sets no condition, as nothing follows it, and the rewrite says that it is open."""
    alone = texts.source.text[mark.end : mark.end + 1] in ("", ".", ",", ";")
    return alone and bool(texts.rewrite.marked("aspect", "pending") or texts.rewrite.marked("negation", "strong"))


def _clause_told(texts: Texts, mark: Marker) -> bool:
    """Return whether most of what a condition is about is still spoken of: "if teams delete x", "by deleting x"."""
    told, language = Told(texts), texts.knowledge.language
    facts = next(f for f in texts.source.facts if f.sentence.start <= mark.start < f.sentence.end)
    words = [w for w in clause_behind(facts, mark.last, language, whole=True) if tells(w, language)]
    return bool(words) and sum(told.has(w) for w in words) * 2 >= len(words)


def _scope(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    wide = [m for m in widening.wide(texts) if not _of_its_kind(texts, parts, m)]
    said = [m for m in texts.source.marked("scope", "all", "wide") if not _before_time(texts.source, m)]
    wide = wide if said else [m for m in wide if not _before_time(texts.rewrite, m)]
    if wide and not said and not texts.source.marked("negation", "strong"):
        message = f"The rewrite says {texts.retold(wide[0])!r}; the source does not."
        yield added("scope-widened", "error", message, texts, wide[0])
        return
    yield from _all_of_some(texts)
    marks = texts.source.marked("scope", "limit")
    every, part = texts.source.marked("scope", "all"), texts.told("scope", "limit")
    if every and part and not marks and not texts.told("scope", "all") and not texts.rewrite.marked("scope", "wide"):
        message = f"The source says {texts.said(every[0])!r}, the rewrite {texts.retold(part[0])!r}."
        yield added("scope-widened", "warning", message, texts, part[0])
        return
    strict = [m for m in marks if texts.said(m).casefold() in _STRICT and not _before_number(texts.source, m)]
    words = {w.lower for f in texts.rewrite.facts for w in f.words}
    denied, denies = (len(r.marked("negation", "strong")) for r in (texts.source, texts.rewrite))
    unsaid = not texts.rewrite.marked("scope", "limit") and denies <= denied
    if strict and unsaid and not words & _ALONE:
        message = f"The source limits this ({texts.said(strict[0])!r}); look whether the rewrite still does."
        if not texts.rewrite.marked("condition", "strong", "clause", "until") and not texts.rewrite.marked("caps"):
            yield lost("scope-widened", "warning", message, texts, strict[0])
            return
    told = texts.rewrite.marked("scope", "limit") or texts.rewrite.marked("condition")
    if marks and not told and not texts.rewrite.numbers and not texts.rewrite.marked("negation"):
        message = f"The source limits this ({texts.said(marks[0])!r}); look whether the rewrite still does."
        yield lost("scope-widened", "warning", message, texts, marks[0])


def _all_of_some(texts: Texts) -> Iterator[Finding]:
    """Find "all nine" for a part of them: "two of the nine"."""
    source = texts.source.text.casefold()
    for facts in texts.rewrite.facts:
        for word, number in itertools.pairwise(facts.words):
            if word.lower != "all" or texts.knowledge.language.is_a("determiners", number.lower):
                continue
            if any(_is_part(source, f" of {which}{number.lower} ") for which in ("", "the ", "our ", "these ")):
                said = texts.rewrite.text[word.start : number.end]
                message = f"The source speaks of a part, the rewrite of {said!r}."
                yield Finding("scope-widened", "error", message, said, None, (word.start, number.end))
                return


def _is_part(source: str, words: str) -> bool:
    """Return whether a text speaks of some of a group: "two of the nine", but not "none of the nine"."""
    place = source.find(words)
    before = source[:place].split()[-2:] if place >= 0 else ["all"]
    whole = before[-1:] in (["none"], ["all"], ["each"], ["any"]) or before in (["every", "one"], ["not", "one"])
    return not whole


def _of_its_kind(texts: Texts, parts: Counterparts, mark: Marker) -> bool:
    """Return whether "every" tells of a kind of which the source speaks as a whole: "every patient" for "patients"."""
    language = texts.knowledge.language
    facts = next(f for f in texts.rewrite.facts if f.sentence.start <= mark.start < f.sentence.end)
    behind = [w for w in facts.words[mark.last : mark.last + _GROUP] if is_content(w.lower, language)]
    if not behind or texts.retold(mark).casefold() not in _ONE_BY_ONE or texts.source.marked("scope", "limit"):
        return False
    for was in texts.source.facts:
        figures = covering((q.start, q.end) for q in was.quantities)
        for at, word in enumerate(was.words):
            before = was.words[at - 1] if at else None
            lacking = before is not None and is_content(before.lower, language) and not parts.told(before)
            part = before is not None and (lacking or before.lower in _PARTS or figures(before.start))
            if language.inflection.is_plural(word.lower) and stem(word.lower) == stem(behind[0].lower) and not part:
                return True
    return False


def _before_time(reading: Reading, mark: Marker) -> bool:
    """Return whether "every" or "each" counts a time: "every four hours"."""
    spans = [(m.start, m.end) for m in reading.moments]
    spans += [(n.quantity.start, n.quantity.end) for n in reading.numbers if n.quantity.dimension == "time"]
    return any(start - mark.end in range(2) or start <= mark.start < end for start, end in spans)


def _before_number(reading: Reading, mark: Marker) -> bool:
    """Return whether a word belongs to a number right behind it: "only 3 of 40"."""
    return any(0 <= n.quantity.start - mark.end <= _CLOSE for n in reading.numbers)


def _dropped(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find the "if ..." or "in ..." that is missing, by its words: neither they nor words in their place are there.

    In a text that is told almost in its own words nothing can stand in its place.
    """
    source = frozenset[str]().union(*(s.stems for s in texts.source_segments))
    rewrite = frozenset[str]().union(*(s.stems for s in texts.rewrite_segments))
    if not rewrite or not source:
        return
    told, checked = Told(texts, parts), _checked_elsewhere(texts)
    copied = len(rewrite & source) >= _COPIED * len(rewrite)
    language = texts.knowledge.language
    for facts in texts.source.facts:
        for limit in itertools.chain(limits(facts, language), clauses(facts, language)):
            if (limit.wide and not copied) or (limit.opening == "with" and limit.words[0].lower == "no"):
                continue  # a "no" that is gone is looked at elsewhere
            words = [w for w in limit.words if tells(w, language) or (limit.whom and may_limit(w, language))]
            if limit.in_figure or is_name(facts, limit) or all(checked(w.start) for w in words):
                continue
            kept = [w for w in words if told.has(w) or stem(w.lower) in _FIXED]
            if kept and not (limit.whom and len(words) > 1 and kept == [limit.words[-1]]):
                continue
            start, end = (limit.words[0].start if not limit.opening else limit.start), limit.words[-1].end
            condition = limit.opening in CONDITIONS or limit.opening == "without"
            bare = condition and not texts.rewrite.marked("condition")
            bare = bare or modifiers.generalised(texts, parts, facts, limit.start)
            if is_explained(texts, facts, start, end) or (not copied and not bare and told.stands_in(limit)):
                continue
            rule = "condition-dropped" if condition else "scope-widened"
            said = texts.source.text[start:end]
            message = f"The rewrite leaves out {said!r}; look whether it still holds without."
            severity = "error" if condition and copied else "warning"
            yield Finding(rule, severity, message, said, (start, end), None, said)
            return


def _all_else(parts: Counterparts, limit: Limit) -> bool:
    """Return whether everything of the source has a counterpart but the words of a limit, of which none has."""
    lacking = set(parts.untold())
    return bool(lacking) and lacking == {w for w in limit.words if parts.tells(w)}


def _checked_elsewhere(texts: Texts) -> Callable[[int], bool]:
    """Return what tells whether a place is in a number, date, metric or stage, for which there are other checks."""
    spans = [(n.quantity.start, n.quantity.end) for n in texts.source.numbers]
    spans += [(m.start, m.end) for m in texts.source.moments]
    glossary = texts.knowledge.glossary
    spans += [
        (f.words[h.first].start, f.words[h.last - 1].end)
        for f in texts.source.facts
        for h in f.terms
        if h.term and glossary.term(h.term).is_metric
    ]
    tables = ("stages.evidence", "stages.repair", "averages")
    stages = [m for table in tables for m in texts.source.marked(table)]
    spans += [(m.start, m.end) for m in stages]
    return covering(spans)

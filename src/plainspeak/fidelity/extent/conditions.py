"""Compare conditions: what must be so first has to be said again, neither left out nor told as already so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.evidence.stages import verbs
from plainspeak.fidelity.extent.reach import Told, clause_behind, tells
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts, inverted, lost
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_FEW = 12  # sentences that are always looked at whole
_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", "."))
_SPLITS = frozenset(("and", "but", "so", "because", "after", "since", "while"))
_PERFECT = frozenset(("has", "have", "had"))
_MODALS = frozenset(("will", "would", "must", "should", "can", "may", "might", "could", "to"))
_LOOSE = frozenset(("when", "while", "until", "till", "once", "except"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the condition of the source that a rewrite leaves out or tells as met.

    Args:
        texts: The two texts.
    """
    told = Told(texts)
    met = _told_as_met(texts, told)
    if met:
        message = f"The source sets a condition ({texts.said(met)!r}); the rewrite tells it as met."
        yield lost("condition-dropped", "error", message, texts, met)
        return
    kept = [m for m in texts.rewrite.marked("condition") if _is_kept(texts, told, m)]
    kept = [*kept, *inverted(texts.rewrite)]
    held = len(kept) + _opened(texts.rewrite)
    conditions = texts.source.marked("condition", "strong", *(() if held else ("clause",)))
    conditions = [m for m in conditions if not _contrasts(texts.source, m) and not _told_open(texts, told, m)]
    if len(conditions) <= held:
        return
    mark = conditions[-1] if held else conditions[0]
    segment = texts.segment_of(mark)
    carried = held or texts.rewrite.marked("condition", "weak", "clause", "until") or not _in_parts(texts)
    carried = carried or _by_figure(texts, mark)
    if _clause_told(texts, told, mark) and carried and (held or not (_as_done(texts) or _as_fact(texts, mark))):
        return
    if not held or segment is None or not texts.partners(segment):
        message = f"The source sets a condition ({texts.said(mark)!r}); look whether the rewrite still does."
        yield lost("condition-dropped", "warning", message, texts, mark)


def _is_kept(texts: Texts, told: Told, mark: Marker) -> bool:
    """Return whether a condition of the rewrite may be one of the source: "while you type" is not, if nobody types."""
    sources = texts.source.marked("condition", "strong")
    if not sources or (mark.label != "weak" and texts.retold(mark).casefold() not in _LOOSE):
        return True
    if mark.label == "weak":
        return any(told.has_itself(w) for m in sources for w in _clause(texts, texts.source, m))
    return any(told.knows(w) for w in _clause(texts, texts.rewrite, mark))


def _opened(reading: Reading) -> int:
    """Return how many clauses begin with a "were" or "had" that means "if": "Were we to change it, ..."."""
    count = 0
    for facts in reading.facts:
        for at, word in enumerate(facts.words):
            first = not at or facts.words[at - 1].kind == "mark"
            count += first and word.lower in ("were", "had") and facts.words[-1].text != "?"
    return count


def _told_as_met(texts: Texts, told: Told) -> Marker | None:
    """Return the condition that the rewrite tells as a thing that happened: "once they agree", "they have agreed"."""
    language = texts.knowledge.language
    if any(forms == {"past"} for _, forms in verbs(texts.source, language)):
        return None
    met = [
        (index, [w for w in clause if tells(w, language)])
        for index, facts in enumerate(texts.rewrite.facts)
        for clause in _clauses(facts)
        if _is_met(texts, clause)
    ]
    perfect = [m for m in texts.source.marked("condition", "weak") if _waits(texts, m)] if met else []
    for mark in [*texts.source.marked("condition", "strong", "clause"), *perfect] if met else []:
        words = _clause(texts, texts.source, mark)
        if _contrasts(texts.source, mark) or not _mostly(told, words) or _is_past(texts, mark):
            continue
        segment = texts.segment_of(mark)
        around = {p.sentence for p in texts.partners(segment)} if segment else set()
        for own in (own for index, own in met if index in around or len(texts.rewrite.facts) <= _FEW):
            share = [w for w in words if any(told.same(w, o) for o in own)]
            if share and len(share) * 2 >= len(words):
                return mark
    return None


def _waits(texts: Texts, mark: Marker) -> bool:
    """Return whether an "after" tells what has to be done first: "after it has been repaired"."""
    group = clause_behind(_sentence(texts.source, mark), mark.last, texts.knowledge.language, whole=True)
    return texts.said(mark).casefold() == "after" and any(w.lower in ("has", "have") for w in group)


def _is_past(texts: Texts, mark: Marker) -> bool:
    """Return whether the condition itself was met: "once we turned it on"."""
    language = texts.knowledge.language
    group = clause_behind(_sentence(texts.source, mark), mark.last, language, whole=True)
    helped = any(language.is_a("auxiliaries", w.lower) for w in group)
    past = any(w.lower.endswith("ed") or _is_past_form(w, language) for w in group)
    return past and not helped


def _clauses(facts: Facts) -> Iterator[Sequence[Word]]:
    """Return the clauses of a sentence: what stands between marks and conjunctions, each with its conjunction."""
    clause: list[Word] = []
    for word in facts.words:
        if word.text in _MARKS:
            yield clause
            clause = []
        elif word.lower in _SPLITS and clause:
            yield clause
            clause = [word]
        else:
            clause.append(word)
    yield clause


def _is_met(texts: Texts, clause: Sequence[Word]) -> bool:
    """Return whether a clause says plainly that something has happened."""
    if not clause:
        return False
    language = texts.knowledge.language
    start, end = clause[0].start, clause[-1].end
    marks = texts.rewrite.within(start, end, "condition")
    if any(texts.retold(m).casefold() != "after" for m in marks) or texts.rewrite.within(
        start, end, "negation", "strong"
    ):
        return False
    lower = [w.lower for w in clause]
    past = [w for w in clause if _is_past_form(w, language)]
    perfect = any(a in _PERFECT and _is_participle(_behind_adverbs(lower, at + 1), texts) for at, a in enumerate(lower))
    if lower[0] == "after":
        helped = any(language.is_a("auxiliaries", w) for w in lower)
        return bool(past) and not perfect and not helped
    return perfect and not _MODALS & set(lower)


def _behind_adverbs(words: Sequence[str], at: int) -> str:
    return next((w for w in words[at:] if w not in ("already", "now", "all", "since", "also", "just")), "")


def _forms(word: Word, language: Language) -> set[str]:
    return {form for hit in language.find("verbs", [word]) for _, form in hit.payloads}


def _is_past_form(word: Word, language: Language) -> bool:
    return "past" in _forms(word, language) and "base" not in _forms(word, language)


def _is_participle(word: str, texts: Texts) -> bool:
    return word.endswith("ed") or texts.knowledge.language.is_verb_form(word)


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
    facts = _sentence(texts.source, mark)
    group = clause_behind(facts, mark.last, language, whole=True)
    own = {base for h in language.find("verbs", group) for base, form in h.payloads if form == "third"}
    return any(base in own and forms & {"third", "past"} for base, forms in verbs(texts.rewrite, language))


def _contrasts(reading: Reading, mark: Marker) -> bool:
    """Return whether a "while" sets two things against each other: it stands behind a comma."""
    said = reading.text[mark.start : mark.end].casefold()
    return said == "while" and reading.text[: mark.start].rstrip().endswith((",", ";"))


def _told_open(texts: Texts, told: Told, mark: Marker) -> bool:
    """Return whether the rewrite says that what is pending is open, or does not need to: nothing follows "pending"."""
    if texts.said(mark).casefold() not in ("pending", "awaiting"):
        return False
    rewrite = texts.rewrite
    if not (rewrite.marked("aspect", "pending") or rewrite.marked("negation", "strong")):
        return False
    words = _clause(texts, texts.source, mark)
    return texts.source.text[mark.end : mark.end + 1] in ("", ".", ",", ";") or (bool(words) and _mostly(told, words))


def _by_figure(texts: Texts, mark: Marker) -> bool:
    """Return whether the number of a condition is told with a bound: "when it drops below 15%", "below 15%"."""
    facts = _sentence(texts.source, mark)
    group = clause_behind(facts, mark.last, texts.knowledge.language, whole=True)
    if not group:
        return False
    inside = (group[0].start, group[-1].end)
    return any(inside[0] <= p.source.quantity.start < inside[1] and p.rewrite.bound for p in texts.pairs)


def _clause_told(texts: Texts, told: Told, mark: Marker) -> bool:
    """Return whether most of what a condition is about is still spoken of: "if teams delete x", "by deleting x"."""
    words = _clause(texts, texts.source, mark)
    return bool(words) and _mostly(told, words)


def _clause(texts: Texts, reading: Reading, mark: Marker) -> list[Word]:
    """Return the telling words of the clause behind a condition."""
    language = texts.knowledge.language
    group = clause_behind(_sentence(reading, mark), mark.last, language, whole=True)
    return [w for w in group if tells(w, language)]


def _mostly(told: Told, words: Sequence[Word]) -> bool:
    return bool(words) and sum(told.has(w) for w in words) * 2 >= len(words)


def _sentence(reading: Reading, mark: Marker) -> Facts:
    return next(f for f in reading.facts if f.sentence.start <= mark.start < f.sentence.end)

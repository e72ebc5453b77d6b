"""Compare conditions: what must be so first has to be said again, neither left out nor told as already so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

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
_ASKING = frozenset(
    "know knows known knew unknown unclear clear unsure sure see tell say ask asked question wonder decide decided "
    "undecided check find doubt doubtful uncertain learn establish settle settled".split()
)
_WISHING = frozenset("wish wishes want wants like choose prefer please necessary needed possible".split())
_TIMES = frozenset("twice thrice times half double just almost nearly third quarter".split())
_UNITS = frozenset("minute hour day night week fortnight month quarter year sprint shift season while".split())
_OPEN_END = frozenset(("further", "now", "then", "recently", "today", "lately"))
_INSIDE = frozenset("the end of start middle mid early late beginning in and including".split())
_POINT = 28  # characters between "until" and a date
_CARRIERS = frozenset("who that which whose whoever whatever any anyone those each every whether or no with".split())
_LEFT = frozenset("up decide decides depends depend choose chooses choice".split())
_MUST = frozenset("must has have needs need required requires compulsory mandatory".split())
_HANGING = frozenset(
    "who that which whoever whatever when whenever where while if once unless until before after as".split()
)
_CONCEDED = (
    *("whether or not", "even if", "even when", "even where", "even while", "even without", "with or without"),
    *("regardless of", "irrespective of", "no matter", ", whatever", "come what may", "in any event"),
    *("in either case", "either way", "at some point"),
)


def compare(texts: Texts, told: Told) -> Iterator[Finding]:
    """Return the condition of the source that a rewrite leaves out or tells as met.

    Args:
        texts: The two texts.
        told: What the rewrite has for the source.
    """
    conceded = _conceded(texts)
    if conceded is not None:
        yield conceded
        return
    met = _told_as_met(texts, told)
    if met:
        message = f"The source sets a condition ({texts.said(met)!r}); the rewrite tells it as met."
        yield lost("condition-dropped", "error", message, texts, met)
        return
    kept = [m for m in texts.rewrite.marked("condition") if _is_kept(texts, told, m)]
    kept = [*kept, *inverted(texts.rewrite)]
    held = len(kept) + _opened(texts.rewrite) + _left_to(texts.rewrite)
    required = None if held else _requirement(texts, told)
    if required is not None:
        message = (
            f"The source says what has to be done first ({texts.said(required)!r}); look whether the rewrite does."
        )
        yield lost("condition-dropped", "warning", message, texts, required)
        return
    conditions = texts.source.marked("condition", "strong", *(() if held else ("clause",)))
    conditions = [m for m in conditions if not sets_none(texts, texts.source, m) and not _told_open(texts, told, m)]
    if len(conditions) <= held:
        return
    mark = conditions[-1] if held else conditions[0]
    segment = texts.segment_of(mark)
    carried = held or texts.rewrite.marked("condition", "weak", "clause", "until") or not _in_parts(texts)
    carried = carried or _by_figure(texts, mark) or bool(_CARRIERS & texts.rewrite.words)
    if _clause_told(texts, told, mark) and carried and (held or not (_as_done(texts) or _as_fact(texts, mark))):
        return
    if not held or segment is None or not texts.partners(segment):
        message = f"The source sets a condition ({texts.said(mark)!r}); look whether the rewrite still does."
        yield lost("condition-dropped", "warning", message, texts, mark)


def _conceded(texts: Texts) -> Finding | None:
    """Return that a rewrite sets a condition of the source aside: "whether or not they agree", for "if they agree"."""
    if not texts.source.marked("condition", "strong", "clause", "weak", "until"):
        return None
    source, rewrite = (f" {r.text.casefold().replace(',', ' ,')} " for r in (texts.source, texts.rewrite))
    if any(f" {phrase} " in source for phrase in _CONCEDED) or texts.source.marked("scope", "all"):
        return None
    phrase = next((phrase for phrase in _CONCEDED if f" {phrase} " in rewrite), "")
    if not phrase:
        return None
    words = phrase.removeprefix(", ")
    at = texts.rewrite.text.casefold().find(words)
    message = f"The source sets a condition; the rewrite says {words!r}."
    return Finding("condition-dropped", "error", message, words, None, (at, at + len(words)))


def sets_none(texts: Texts, reading: Reading, mark: Marker) -> bool:
    """Return whether a word sets no condition here: "unclear if", "once a day", "twice as long as", "until May".

    Args:
        texts: The two texts.
        reading: The one of them in which the word stands.
        mark: The word.
    """
    facts = reading.sentence_at(mark.start)
    said = reading.text[mark.start : mark.end].casefold()
    before = [w.lower for w in facts.words[max(0, mark.first - 3) : mark.first]]
    behind = facts.words[mark.last : mark.last + 3]
    if said == "if":
        asks = bool(_ASKING & set(before)) or bool(_WISHING & {w.lower for w in behind})
        return asks or not _clause(texts, reading, mark)  # "if so", "if they do"
    if said in ("when", "while", "where") and not _clause(texts, reading, mark):
        return True  # "when it should not be"
    if said == "once":
        return _is_adverb(facts, mark, texts.knowledge.language)
    if said == "as long as":
        return bool(before) and (before[-1] in _TIMES or facts.words[mark.first - 1].kind == "number")
    if said in ("until", "till"):
        return bool(behind) and (behind[0].lower in _OPEN_END or _before_moment(facts, mark))
    if said in ("depends on", "to depend on"):
        return any(0 <= mark.first - m.last <= 2 for m in facts.marked("negation", "strong"))
    if said == "when" and (facts.words[-1].text == "?" or _behind_moment(facts, mark)):
        return True
    return _contrasts(reading, mark)


def _is_adverb(facts: Facts, mark: Marker, language: Language) -> bool:
    """Return whether "once" tells how often or that it was so: "once a day", "once 900 ms", "it once took"."""
    before, behind = facts.words[max(0, mark.first - 1) : mark.first], facts.words[mark.last : mark.last + 2]
    if not behind:
        return True
    if behind[0].kind == "number":  # but "once 50 people have joined"
        clause = clause_behind(facts, mark.last, language, whole=True)
        return not any(language.is_a("auxiliaries", w.lower) or language.is_verb_form(w.lower) for w in clause)
    if behind[0].lower in ("every", "per", "more", "again"):
        return True
    if behind[0].lower in ("a", "an", "each", "in") and len(behind) > 1 and behind[1].lower in _UNITS:
        return True
    return bool(before) and before[0].kind == "word" and "past" in _forms(behind[0], language)


def _before_moment(facts: Facts, mark: Marker) -> bool:
    """Return whether a date stands behind "until": "until the end of May"; when something is, others look at."""
    near = [m.start for m in facts.moments if 0 <= m.start - mark.end <= _POINT]
    between = [w.lower for w in facts.words[mark.last :] if near and w.end <= near[0]]
    return bool(near) and _INSIDE.issuperset(between)


def _behind_moment(facts: Facts, mark: Marker) -> bool:
    """Return whether "when" only tells more of a date before it: "on 31 August, when the lease ends"."""
    comma = mark.first and facts.words[mark.first - 1].text == ","
    return bool(comma) and any(m.end == facts.words[mark.first - 1].start for m in facts.moments)


def _is_kept(texts: Texts, told: Told, mark: Marker) -> bool:
    """Return whether a condition of the rewrite may be one of the source: "while you type" is not, if nobody types."""
    sources = texts.source.marked("condition", "strong")
    if not sources or (mark.label != "weak" and texts.retold(mark).casefold() not in _LOOSE):
        return True
    if mark.label == "weak":
        return any(told.has_itself(w) for m in sources for w in _clause(texts, texts.source, m))
    return any(told.knows(w) for w in _clause(texts, texts.rewrite, mark))


def _left_to(reading: Reading) -> int:
    """Return how many sentences leave open who will decide it: "it is up to the board whether it does"."""
    found = ({w.lower for w in facts.words} for facts in reading.facts)
    return sum("whether" in words and bool(words & _LEFT) for words in found)


def _requirement(texts: Texts, told: Told) -> Marker | None:
    """Return the "before" of what has to be done first, if that is gone: "they have to agree before we paint"."""
    language = texts.knowledge.language
    for mark in texts.source.marked("condition", "until"):
        if texts.said(mark).casefold() != "before":
            continue
        words = texts.source.sentence_at(mark.start).words[: mark.first]
        must = next((at for at, w in enumerate(words) if w.lower in _MUST), None)
        first = [w for w in words[must + 1 :] if tells(w, language)] if must is not None else []
        if first and not _mostly(told, first):
            return mark
    return None


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
        if texts.said(mark).casefold() == "except" or sets_none(texts, texts.source, mark):
            continue
        if not _mostly(told, words) or _is_past(texts, mark):
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
    group = clause_behind(texts.source.sentence_at(mark.start), mark.last, texts.knowledge.language, whole=True)
    return texts.said(mark).casefold() == "after" and any(w.lower in ("has", "have") for w in group)


def _is_past(texts: Texts, mark: Marker) -> bool:
    """Return whether the condition itself was met: "once we turned it on"."""
    language = texts.knowledge.language
    group = clause_behind(texts.source.sentence_at(mark.start), mark.last, language, whole=True)
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
    perfect = any(a in _PERFECT and _is_participle(clause, at + 1, texts) for at, a in enumerate(lower))
    if lower[0] == "after":
        helped = any(language.is_a("auxiliaries", w) for w in lower)
        return bool(past) and not perfect and not helped
    return perfect and not _MODALS & set(lower)


def _is_participle(words: Sequence[Word], at: int, texts: Texts) -> bool:
    """Return whether a participle stands at a place, adverbs left out: "now approved", but not "lifts"."""
    word = next((w for w in words[at:] if w.lower not in ("already", "now", "all", "since", "also", "just")), None)
    return word is not None and (word.lower.endswith("ed") or "participle" in _forms(word, texts.knowledge.language))


def _forms(word: Word, language: Language) -> set[str]:
    return {form for _, form in language.forms(word.lower)}


def _is_past_form(word: Word, language: Language) -> bool:
    return "past" in _forms(word, language) and "base" not in _forms(word, language)


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
    facts = texts.source.sentence_at(mark.start)
    group = clause_behind(facts, mark.last, language, whole=True)
    own = {base for h in language.find("verbs", group) for base, form in h.payloads if form == "third"}
    return any(_is_told_plainly(other, own, language) for other in texts.rewrite.facts)


def _is_told_plainly(facts: Facts, bases: Set[str], language: Language) -> bool:
    """Return whether a sentence has one of certain verbs outside of "any that ..." or "when ..."."""
    for hit in language.find("verbs", facts.words):
        if not any(base in bases and form in ("third", "past") for base, form in hit.payloads):
            continue
        before = {w.lower for w in facts.words[max(0, hit.first - 3) : hit.first]}
        if not before & _HANGING:
            return True
    return False


def _contrasts(reading: Reading, mark: Marker) -> bool:
    """Return whether a "while" sets two things against each other: behind a comma, or before what has been done."""
    if reading.text[mark.start : mark.end].casefold() != "while":
        return False
    facts = reading.sentence_at(mark.start)
    clause = next((c for c in _clauses(facts) if c and c[0].start <= mark.start <= c[-1].start), [])
    perfect = mark.first == 0 and bool({"has", "have"} & {w.lower for w in clause})
    return perfect or reading.text[: mark.start].rstrip().endswith((",", ";"))


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
    facts = texts.source.sentence_at(mark.start)
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
    group = clause_behind(reading.sentence_at(mark.start), mark.last, language, whole=True)
    return [w for w in group if tells(w, language)]


def _mostly(told: Told, words: Sequence[Word]) -> bool:
    return bool(words) and sum(told.has(w) for w in words) * 2 >= len(words)

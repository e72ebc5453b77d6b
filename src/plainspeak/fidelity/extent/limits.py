"""Compare how far a claim reaches: conditions and scope."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from plainspeak.facts import Facts
from plainspeak.fidelity import counterparts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.extent import conditions, modifiers, scope, unbounded
from plainspeak.fidelity.extent.reach import (
    CONDITIONS,
    CONSENT,
    NEEDS,
    PLACES,
    Limit,
    Told,
    clauses,
    explained,
    is_explained,
    is_name,
    limits,
    may_limit,
    tells,
)
from plainspeak.fidelity.extent.weekdays import DAYS, days
from plainspeak.fidelity.reading import stem
from plainspeak.fidelity.texts import Texts, covering
from plainspeak.findings import Finding
from plainspeak.text import Word

_COPIED = 0.7  # share of the rewrite's words that must be the source's for a gap to count as dropped
_SOMEBODY = frozenset("nobody somebody someone people those you no-one others".split())
_FIXED = frozenset(
    stem(w)
    for w in (
        "moment used time average total present same fact general case cases else rest remainder remaining others end "
        "start beginning middle way basis level terms early late mid outset length width height depth weight size "
        "value volume error mistake reach reserve proportion interval means turn fashion manner spell something "
        "exception kind sort choice view effect force"
    ).split()
)
_ALONE = frozenset(
    "own unaided itself themselves alone autonomously automatically unassisted unattended unsupervised".split()
)
_HELP = frozenset(
    "help helping assistance anyone anybody human humans person people intervention hand supervision".split()
)
_CONSENTING = CONSENT | frozenset(("yes", "nod", "go-ahead", "vote", "okay", "ok", "sign-off"))
_AGREEING = frozenset(
    stem(w)
    for w in "approve approval consent agree agreement permit permission authorise authorize clear clearance blessing "
    "yes nod go-ahead vote okay sign-off accept endorse".split()
)
_DECIDING = frozenset(stem(w) for w in "whether must need require decide required needed first".split())
_THINGS = frozenset(
    "building training testing meeting marketing pricing billing hiring shipping banking staging engineering housing "
    "manufacturing accounting nursing planning".split()
)
_DOING = frozenset(("of", "in", "from", "for", "at", "by"))


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite claims more than its source.

    Args:
        texts: The two texts.
    """
    parts = counterparts.of(texts)
    told = Told(texts, parts)
    gone = [*_Limits(texts, parts, told).dropped()] or [*conditions.compare(texts, told)]
    gone = gone or [*modifiers.dropped(texts, parts, _checked_elsewhere(texts))]
    yield from gone or modifiers.others(texts, parts)
    yield from scope.compare(texts, parts, told)


class _Limits:
    """Finds the "if ..." or "in ..." that is missing, by its words: neither they nor words in their place are there.

    In a text that is told almost in its own words nothing can stand in its place.
    """

    def __init__(self, texts: Texts, parts: Counterparts, told: Told) -> None:
        self._texts, self._parts, self._language = texts, parts, texts.knowledge.language
        source = frozenset[str]().union(*(s.stems for s in texts.source_segments))
        rewrite = frozenset[str]().union(*(s.stems for s in texts.rewrite_segments))
        self._told, self._checked = told, _checked_elsewhere(texts)
        self._copied = len(rewrite & source) >= _COPIED * len(rewrite)
        self._open = bool(unbounded.open_words(texts))
        self._somebody = bool(_SOMEBODY & texts.rewrite.words)
        self._empty = not rewrite or not source
        self._alone = bool(_ALONE & texts.rewrite.words)
        stems = {stem(w.lower) for f in texts.rewrite.facts for w in f.words}
        self._consents = bool(_AGREEING & stems) and bool(texts.rewrite.marked("condition") or _DECIDING & stems)
        pairs = [p.source.quantity for p in texts.pairs]
        self._limits = [
            (facts, limit)
            for facts in texts.source.facts
            for limit in itertools.chain(limits(facts, self._language), clauses(facts, self._language))
        ]
        self._counted = covering(
            (limit.start, limit.start + 1)
            for _, limit in self._limits
            if any(limit.start <= q.start < limit.words[-1].end for q in pairs)
        )
        self._aside = covering(explained(texts, told))

    def dropped(self) -> Iterator[Finding]:
        """Return the first limit of the source that is gone."""
        if self._empty:
            return
        for facts, limit in self._limits:
            if self._is_looked_at(facts, limit) and not self._is_kept(limit) and not self._is_replaced(facts, limit):
                yield self._finding(limit)
                return

    def _is_looked_at(self, facts: Facts, limit: Limit) -> bool:
        """Return whether a limit is one for this check: others look at numbers, dates, metrics and a "no"."""
        if (limit.wide and not self._copied) or (limit.opening == "with" and limit.words[0].lower == "no"):
            return False
        words = self._words(limit)
        if limit.whom and len(words) == 1 and self._somebody:
            return False  # "for visitors", "nobody gets to see it"
        if self._is_doing(facts, limit) or self._aside(limit.start):
            return False
        return not (limit.in_figure or is_name(facts, limit) or all(self._checked(w.start) for w in words))

    def _is_kept(self, limit: Limit) -> bool:
        """Return whether the rewrite still has the words of a limit, or enough of them."""
        words = self._words(limit)
        if limit.opening == "without" and self._alone and any(w.lower in _HELP for w in words):
            return True
        kept = [w for w in words if self._told.has(w) or stem(w.lower) in _FIXED]
        least = 2 if limit.opening in PLACES else 3
        if self._counted(limit.start) or self._same_days(words):
            return True
        if self._is_allowed(limit, words):
            return True
        if not kept or (_is_consent(limit) and not self._is_agreed(limit.words[-1])):
            return False
        if limit.whom and len(words) > 1 and kept == [limit.words[-1]] and not self._told.has_clause(kept[0]):
            return False
        return len(kept) * least >= len(words) or self._told.stands_in(limit)

    def _is_allowed(self, limit: Limit, words: Sequence[Word]) -> bool:
        """Return whether the rewrite says, in any words, that those have to agree whom a limit names."""
        if not self._consents or not _CONSENTING & {w.lower for w in limit.words}:
            return False
        who = [w for w in words if w.lower not in _CONSENTING]
        return not who or any(self._told.has(w) for w in who)

    def _same_days(self, words: Sequence[Word]) -> bool:
        """Return whether a limit tells days of the week, and both texts the same ones."""
        told = any(w.lower.rstrip("s") in DAYS for w in words)
        return told and days(self._texts.source) == days(self._texts.rewrite)

    def _is_doing(self, facts: Facts, limit: Limit) -> bool:
        """Return whether a preposition only leads on to what is done: "barred from opening it", "way of storing"."""
        first, then = limit.words[0].lower, limit.words[1:2]
        doing = first.endswith("ing") and self._language.is_verb_form(first) and first not in _THINGS
        if limit.opening not in _DOING or not doing:
            return False
        if limit.opening in ("of", "from"):
            return True
        behind = then or [w for w in facts.words if w.start >= limit.words[0].end][:1]
        return bool(behind) and behind[0].kind == "word" and not tells(behind[0], self._language)

    def _is_agreed(self, consent: Word) -> bool:
        """Return whether the rewrite says that consent is needed: "if they agree", but not "they can"."""
        conditions = self._texts.rewrite.marked("condition", "strong", "clause")
        return self._told.has_itself(consent) or (bool(conditions) and self._told.has(consent))

    def _is_replaced(self, facts: Facts, limit: Limit) -> bool:
        """Return whether other words of the rewrite may say what a limit says."""
        start, end = _span(limit)
        if is_explained(self._texts, facts, start, end):
            return True
        bare = _is_condition(limit) and not self._texts.rewrite.marked("condition")
        bare = bare or (limit.opening in PLACES and self._open)
        bare = bare or modifiers.generalised(self._texts, self._parts, facts, limit.start)
        return not self._copied and not bare and self._told.stands_in(limit)

    def _finding(self, limit: Limit) -> Finding:
        start, end = _span(limit)
        condition = _is_condition(limit)
        said = self._texts.source.text[start:end]
        message = f"The rewrite leaves out {said!r}; look whether it still holds without."
        severity = "error" if condition and self._copied else "warning"
        rule = "condition-dropped" if condition else "scope-widened"
        return Finding(rule, severity, message, said, (start, end), None, said)

    def _words(self, limit: Limit) -> list[Word]:
        """Return the words of a limit that say something of their own."""
        language = self._language
        return [w for w in limit.words if tells(w, language) or (limit.whom and may_limit(w, language))]


def _span(limit: Limit) -> tuple[int, int]:
    return (limit.start if limit.opening else limit.words[0].start), limit.words[-1].end


def _is_consent(limit: Limit) -> bool:
    """Return whether a limit says whose consent is needed: "with the owner's consent"."""
    return limit.opening == "with" and limit.words[-1].lower in CONSENT


def _is_condition(limit: Limit) -> bool:
    return limit.opening in CONDITIONS or limit.opening in NEEDS or limit.opening == "without" or _is_consent(limit)


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

"""Find what must not be said of a term: its own list, test results told as sizes, shares told as being right."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding
from plainspeak.phrases import find, table

_NEAR = 40  # characters between a share and the word that says what it is a share of


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite takes a metric or a test result for another.

    Args:
        texts: The two texts.
    """
    yield from [*_never(texts)] or [*_significance(texts)] or [*_rightness(texts)] or [*_averages(texts)]


def _never(texts: Texts) -> Iterator[Finding]:
    """Find what must never be said of a term of the source."""
    terms = [texts.knowledge.glossary.term(term_id, texts.audiences) for term_id in sorted(texts.source.terms)]
    phrases = table((phrase, term.id) for term in terms for phrase in term.never)
    source = texts.source.text.casefold()
    for facts in texts.rewrite.facts:
        for hit in find(phrases, facts.words):
            start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
            words = texts.rewrite.text[start:end]
            if words.casefold() in source or any(a <= start and end <= b for a, b in texts.licence.spans):
                continue
            term = next(t for t in terms if t.id == hit.payloads[0])
            rule = "significance-misread" if term.domain == "experiments" else "metric-confused"
            message = f"{words!r} is not what {term.names[0]!r} means."
            yield Finding(rule, "error", message, words, None, (start, end), term.plain)
            return


def _significance(texts: Texts) -> Iterator[Finding]:
    """Find a test result told as a size, a certainty or a "no effect"."""
    if not texts.source.marked("significance", "words"):
        return
    if _not_significant(texts.source) and not _not_significant(texts.rewrite):
        told = texts.told("significance", "words")
        if told and not texts.rewrite.marked("certainty", "unknown"):
            message = "The source says that the result is not significant; the rewrite does not."
            yield added("significance-misread", "error", message, texts, told[-1])
            return
    known = {texts.said(m).casefold() for m in texts.source.marked("significance", "misread")}
    for mark in texts.told("significance", "misread"):
        if texts.retold(mark).casefold() not in known and not _under_not(texts, mark):
            message = f"The test result does not say {texts.retold(mark)!r}."
            yield added("significance-misread", "error", message, texts, mark)
            return


def _rightness(texts: Texts) -> Iterator[Finding]:
    """Find a share of something else told as the share that is right."""
    shares = [n.quantity for n in texts.rewrite.numbers if n.quantity.dimension == "share"]
    if not shares or texts.source.marked("rightness") or texts.source.marked("wrongness"):
        return
    for mark in texts.told("rightness"):
        if any(abs(mark.start - share.end) < _NEAR for share in shares):
            message = f"The source gives no share of what is {texts.retold(mark)!r}."
            yield added("metric-confused", "error", message, texts, mark)
            return


def _not_significant(reading: Reading) -> bool:
    """Return whether a text denies significance, or speaks of chance and of tests that settle nothing."""
    words = reading.marked("significance", "words")
    open_ = ("chance", "noise", "inconclusive", "underpowered", "null", "zero")
    return any(
        reading.within(m.start - _NEAR, m.start, "negation", "strong")
        or any(word in reading.text[m.start : m.end].casefold() for word in open_)
        for m in words
    )


def _averages(texts: Texts) -> Iterator[Finding]:
    """Find a median, average or percentile that is told of each."""
    if not texts.source.marked("averages") or texts.source.marked("scope", "all", "wide"):
        return
    denied = [m for m in texts.told("negation", "strong") if not texts.source.marked("negation", "strong", "weak")]
    for mark in (*texts.told("scope", "all"), *denied):
        message = f"The source's figure holds for the middle or for most; the rewrite says {texts.retold(mark)!r}."
        yield added("metric-confused", "error", message, texts, mark)
        return


def _under_not(texts: Texts, mark: Marker) -> bool:
    return any(0 <= mark.start - n.end < _NEAR // 2 for n in texts.rewrite.marked("negation", "strong"))

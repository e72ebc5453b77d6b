"""Compare dates, times and names: when it happens, by when, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Facts
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import proper_names
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.moments import Moment

_RULE = "date-or-owner-changed"


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite tells other dates, times, names or owners.

    Args:
        texts: The two texts.
    """
    yield from _moments(texts)
    yield from _bounds(texts)
    yield from _names(texts)


def _moments(texts: Texts) -> Iterator[Finding]:
    told = {m.key for m in texts.rewrite.moments}
    known = {m.key for m in (*texts.source.moments, *texts.given.moments)}
    for moment in texts.source.moments:
        if not _among(moment.key, told) and not (moment.kind == "relative" and _holds_term(texts.source, moment)):
            words = texts.source.text[moment.start : moment.end]
            yield Finding(
                _RULE,
                _severity(moment),
                f"The rewrite does not say when: {words}.",
                words,
                (moment.start, moment.end),
                None,
                words,
            )
    for moment in texts.rewrite.moments:
        if not _among(moment.key, known):
            words = texts.rewrite.text[moment.start : moment.end]
            yield Finding(
                _RULE, _severity(moment), f"The source does not say {words}.", words, None, (moment.start, moment.end)
            )


def _severity(moment: Moment) -> str:
    return "warning" if moment.kind == "relative" else "error"


def _among(key: str, keys: set[str]) -> bool:
    return any(key in other or other in key for other in keys)


def _holds_term(reading: Reading, moment: Moment) -> bool:
    """Return whether a period is told with a term, which may be said in other words: "next sprint"."""
    spans = [(f.words[h.first].start, f.words[h.last - 1].end) for f in reading.facts for h in f.terms]
    return any(start < moment.end and moment.start < end for start, end in spans)


def _bounds(texts: Texts) -> Iterator[Finding]:
    """Compare "by the 4th" with "from the 4th"."""
    told = {m.key: (m, bound) for f in texts.rewrite.facts for m, bound in _bounded(f)}
    for facts in texts.source.facts:
        for moment, bound in _bounded(facts):
            other, other_bound = told.get(moment.key, (None, ""))
            if other and bound and other_bound and bound != other_bound:
                words = texts.rewrite.text[other.start : other.end]
                message = f"The source says {'at the latest' if bound == 'until' else 'at the earliest'} {words}, the rewrite the other way round."
                yield Finding(
                    "comparator-changed", "error", message, words, (moment.start, moment.end), (other.start, other.end)
                )


def _bounded(facts: Facts) -> Iterator[tuple[Moment, str]]:
    marks = facts.marked("bounds")
    for moment in facts.moments:
        close = [m for m in marks if 0 <= moment.start - m.end <= 8]
        yield moment, close[-1].label if close else ""


def _names(texts: Texts) -> Iterator[Finding]:
    """Compare proper names and the owners of the form "the security team"."""
    was, now = _named(texts.source), _named(texts.rewrite)
    source, rewrite = texts.source.text.casefold(), texts.rewrite.text.casefold()
    gone = {n: span for n, span in was.items() if n not in now and n not in rewrite}
    new = {
        n: span for n, span in now.items() if n not in was and n not in source and n not in texts.given.text.casefold()
    }
    if gone and new:
        (name, span), (other, at) = next(iter(gone.items())), next(iter(new.items()))
        yield Finding(
            _RULE,
            "error",
            f"The source speaks of {name!r}, the rewrite of {other!r}.",
            texts.rewrite.text[slice(*at)],
            span,
            at,
            texts.source.text[slice(*span)],
        )
    elif gone:
        name, span = next(iter(gone.items()))
        rule = "scope-widened" if _limits(texts.source, span) else _RULE
        yield Finding(
            rule,
            "warning",
            f"{texts.source.text[slice(*span)]!r} is not named in the rewrite; look whether it should be.",
            texts.source.text[slice(*span)],
            span,
            None,
        )


def _named(reading: Reading) -> dict[str, tuple[int, int]]:
    out: dict[str, tuple[int, int]] = {}
    for facts in reading.facts:
        for name, at in proper_names(facts):
            out[name] = (facts.words[at].start, facts.words[at].end)
        for at, word in enumerate(facts.words):
            if (
                word.lower in ("team", "department", "committee", "squad")
                and at
                and facts.words[at - 1].kind == "word"
                and facts.words[at - 1].lower not in ("the", "our", "this", "that", "your", "their", "a")
            ):
                out[f"{facts.words[at - 1].lower} {word.lower}"] = (facts.words[at - 1].start, word.end)
    return out


def _limits(reading: Reading, span: tuple[int, int]) -> bool:
    """Return whether a name only limits what follows: "English invoices"."""
    after = reading.text[span[1] : span[1] + 2]
    return len(after) == 2 and after[0] == " " and after[1].islower()

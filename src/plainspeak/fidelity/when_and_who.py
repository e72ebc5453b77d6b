"""Compare dates, times and names: when it happens, by when, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from itertools import pairwise

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity import handovers
from plainspeak.fidelity.figures import is_change
from plainspeak.fidelity.periods import dropped_comparison, edge, told_as_months
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import proper_names
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.moments import Moment

_PRESENT = {"today", "now", "currently", "at the moment", "this day", "to date"}
_SPANS = frozenset(("day", "night", "week", "month", "quarter", "year", "season", "sprint", "decade"))
_BESIDE = {"before": "last", "earlier": "last", "prior": "last", "ago": "last", "after": "next", "later": "next"}
_PERIODS = {
    "first quarter": "q1",
    "second quarter": "q2",
    "third quarter": "q3",
    "fourth quarter": "q4",
    "last quarter of the year": "q4",
    "end of the year": "--12-31",
    "year's end": "--12-31",
    "year end": "--12-31",
    "first half": "h1",
    "second half": "h2",
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "00:00",
}
_LONG = frozenset(("month", "quarter", "year"))
_OTHER = {"until": "from", "from": "until"}
_CLOSE = 16  # characters between a "not" and the moment whose bound it turns round
_THROUGH = frozenset(("to", "until", "till", "through", "-", "–"))
_NO_TEAM = frozenset(("and", "or", "by", "of", "to", "from", "for", "with", "in", "on", "but", "than", "as", "while"))
_PASSED = ("is out", "is over", "ends", "is up", "has ended", "closes", "is done", "is through")
_MATTERS = frozenset(
    "goal goals target targets limit load capacity value spec review reviews doc docs document documents trail log "
    "logs report reports paper papers question questions costs cost issue issues risk risks window "
    "cycle flaw flaws".split()
)
_RULE = "date-or-owner-changed"


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite tells other dates, times, names or owners.

    Args:
        texts: The two texts.
    """
    compared = dropped_comparison(texts.source, texts.rewrite)
    if compared and any(is_change(p.source) for p in texts.pairs):
        words = texts.source.text[slice(*compared)]
        message = f"The rewrite does not say what the change is compared to: {words}."
        yield Finding("baseline-dropped", "error", message, words, compared, None, words)
    yield from _moments(texts)
    yield from _parts(texts)
    yield from _turned_round(texts)
    yield from _bounds(texts)
    yield from _names(texts)
    yield from _owners(texts)
    yield from handovers.compare(texts)


def _moments(texts: Texts) -> Iterator[Finding]:
    told = {m.key for m in texts.rewrite.moments} | _also_meant(texts.rewrite.text)
    known = {m.key for m in (*texts.source.moments, *texts.given.moments)} | _also_meant(texts.source.text) | _PRESENT
    days, told_days = _figures(texts.source), _figures(texts.rewrite)
    for moment in texts.source.moments:
        if (
            not _among(moment.key, told)
            and not _day(moment) & told_days
            and not told_as_months(moment, texts.source, texts.rewrite)
            and not (moment.kind == "relative" and _holds_term(texts.source, moment))
            and not (moment.kind == "relative" and _akin(texts, moment, texts.source, texts.rewrite))
        ):
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
        known_as = told_as_months(moment, texts.rewrite, texts.source)
        known_as = known_as or (moment.kind == "relative" and _akin(texts, moment, texts.rewrite, texts.source))
        if not _among(moment.key, known) and not _day(moment) & days and not known_as:
            words = texts.rewrite.text[moment.start : moment.end]
            yield Finding(
                _RULE, _severity(moment), f"The source does not say {words}.", words, None, (moment.start, moment.end)
            )


def _akin(texts: Texts, moment: Moment, reading: Reading, other: Reading) -> bool:
    """Return whether another text tells a time of one word by a word of its kind: "overnight", "nightly"."""
    kin = set(texts.knowledge.language.kin(reading.text[moment.start : moment.end].casefold()))
    return bool(kin) and any(kin & set(texts.knowledge.language.kin(w.lower)) for f in other.facts for w in f.words)


def _parts(texts: Texts) -> Iterator[Finding]:
    """Compare which part of a period is meant: "early September", "the end of May"."""
    told: dict[str, Moment] = {}
    for moment in texts.rewrite.moments:
        told.setdefault(moment.key, moment)
    for moment in texts.source.moments:
        other = told.get(moment.key)
        if other is None or moment.kind not in _LONG:
            continue
        was, now = edge(texts.source, moment), edge(texts.rewrite, other)
        if was != now and (was or now):
            words = texts.rewrite.text[other.start : other.end]
            severity = "error" if was and now else "warning"
            message = f"The source says {was or 'nothing'} of {words} and the rewrite {now or 'no part of it'}."
            spans = (moment.start, moment.end), (other.start, other.end)
            yield Finding(_RULE, severity, message, words, *spans)


def _turned_round(texts: Texts) -> Iterator[Finding]:
    """Find a span of time whose ends changed places: "November to March", "March to November"."""
    told = _spans(texts.rewrite)
    for (first, last), place in _spans(texts.source).items():
        if first != last and (last, first) in told and (first, last) not in told:
            at = told[last, first]
            words = texts.rewrite.text[slice(*at)]
            message = "The beginning and the end of a time changed places in the rewrite."
            yield Finding(_RULE, "error", message, words, place, at, texts.source.text[slice(*place)])


def _spans(reading: Reading) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the first and last moments of the spans of time in a text, with their places."""
    return {
        (a.key, b.key): (a.start, b.end)
        for a, b in pairwise(reading.moments)
        if reading.text[a.end : b.start].strip().casefold() in _THROUGH
    }


def _also_meant(text: str) -> set[str]:
    """Return the keys of periods that a text says in words: "the first quarter", "the end of the year"."""
    split = text.casefold().replace(".", " ").replace(",", " ").replace(";", " ").split()
    lower = " ".join(split)
    keys = {key for phrase, key in _PERIODS.items() if phrase in lower}
    for at, word in enumerate(split[:-1]):
        if word in _SPANS and split[at + 1] in _BESIDE and (not at or split[at - 1] in ("the", "a", "one")):
            keys.add(f"{_BESIDE[split[at + 1]]} {word}")  # "the quarter before"
        elif word in _SPANS and " ".join(split[at + 1 : at + 3]) in _PASSED and split[at - 1] in ("the", "this"):
            keys.add(f"this {word}")  # "before the month is out"
        elif word in ("preceding", "prior", "following") and split[at + 1] in _SPANS:
            keys.add(f"{'next' if word == 'following' else 'last'} {split[at + 1]}")
    return keys


def _figures(reading: Reading) -> set[str]:
    """Return the whole numbers of a text, some of which may be days: "from 12 to 19 September", "until the 19th"."""
    names = {"".join(c for c in n.text if c.isdigit()) for n in reading.names}
    bare = (n.quantity for n in reading.numbers if n.quantity.dimension == "count" and n.quantity.form == "digits")
    return names | {f"{q.value:f}" for q in bare if _may_be_day(reading.text, q.end)}


def _may_be_day(text: str, end: int) -> bool:
    """Return whether a number may be a day: no noun follows, as in "from 12 to 19 September"."""
    after = text[end : end + 6].casefold().split()[:1]
    return not after or not after[0][0].isalpha() or after[0] in ("to", "and", "or", "until", "through")


def _day(moment: Moment) -> set[str]:
    """Return the day of the month of a date, if it has one."""
    day = moment.key.rpartition("-")[2]
    return {day.lstrip("0")} if moment.kind == "date" and day.isdigit() else set()


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
                side = "at the latest" if bound == "until" else "at the earliest"
                message = f"The source says {side} {words}, the rewrite the other way round."
                yield Finding(
                    "comparator-changed", "error", message, words, (moment.start, moment.end), (other.start, other.end)
                )


def _bounded(facts: Facts) -> Iterator[tuple[Moment, str]]:
    marks = facts.marked("bounds")
    for moment in facts.moments:
        close = [m.label for m in marks if m.label in ("from", "until") and 0 <= moment.start - m.end <= 8]
        behind = [m.label[6:] for m in marks if m.label.startswith("after_") and 0 <= m.start - moment.end <= 2]
        bound = (behind or close or [""])[-1]
        yield moment, _OTHER[bound] if close and not behind and _denied(facts, moment) else bound


def _denied(facts: Facts, moment: Moment) -> bool:
    """Return whether a "not" turns a bound round: "must not finish before 06:00"; "not before 1 July" is one itself."""
    bounds = facts.marked("bounds")
    last = next((w.lower for w in reversed(facts.words) if w.end <= moment.start), "")
    return last in ("before", "after") and any(
        0 <= moment.start - m.end <= _CLOSE and not any(b.start <= m.start < b.end for b in bounds)
        for m in facts.marked("negation", "strong")
    )


def _names(texts: Texts) -> Iterator[Finding]:
    """Compare proper names and the owners of the form "the security team"."""
    people = _people(texts.knowledge.language.data["numbers"]["people"]["first"])
    was, now = _named(texts.source, people), _named(texts.rewrite, people)
    source, rewrite = texts.source.text.casefold(), texts.rewrite.text.casefold()
    gone = {n: span for n, span in was.items() if n not in now and n not in rewrite}
    new = {
        n: span for n, span in now.items() if n not in was and n not in source and n not in texts.given.text.casefold()
    }
    kin = texts.knowledge.language.kin
    akin = {(a, b) for a in gone for b in new if set(kin(a)) & set(kin(b))}  # "Denmark", "Danish"
    gone = {n: span for n, span in gone.items() if all(n != a for a, _ in akin)}
    new = {n: span for n, span in new.items() if all(n != b for _, b in akin)}
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


@cache
def _people(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _owners(texts: Texts) -> Iterator[Finding]:
    """Compare the departments that something is asked of or belongs to."""
    was, now = ([m for m in r.marked("owners") if not _no_owner(r, m)] for r in (texts.source, texts.rewrite))
    before, after = {texts.said(m).casefold() for m in was}, {texts.retold(m).casefold() for m in now}
    gone = [m for m in was if texts.said(m).casefold() not in after]
    new = [m for m in now if texts.retold(m).casefold() not in before]
    if gone and new:
        message = f"The source names {texts.said(gone[0])!r}, the rewrite {texts.retold(new[0])!r}."
        spans = (gone[0].start, gone[0].end), (new[0].start, new[0].end)
        yield Finding(_RULE, "error", message, texts.retold(new[0]), *spans, texts.said(gone[0]))


def _no_owner(reading: Reading, mark: Marker) -> bool:
    """Return whether a word is no department here: "it", "design goal", "audit trail"."""
    said = reading.text[mark.start : mark.end]
    behind = reading.text[mark.end : mark.end + 20].lstrip(" ").split(" ")[0].strip(".,;:").casefold()
    return said in ("it", "It") or behind in _MATTERS


def _named(reading: Reading, people: Set[str]) -> dict[str, tuple[int, int]]:
    out: dict[str, tuple[int, int]] = {}
    for facts in reading.facts:
        opener = facts.words[0]
        if opener.lower in people and opener.text[0].isupper():
            out[opener.lower] = (opener.start, opener.end)
        for name, at in proper_names(facts):
            out[name] = (facts.words[at].start, facts.words[at].end)
        for at, word in enumerate(facts.words):
            if (
                word.lower in ("team", "department", "committee", "squad")
                and at
                and facts.words[at - 1].kind == "word"
                and facts.words[at - 1].lower not in _NO_TEAM
                and (at < 2 or facts.words[at - 2].text != "-")
                and facts.words[at - 1].lower not in ("the", "our", "this", "that", "your", "their", "a")
            ):
                out[f"{facts.words[at - 1].lower} {word.lower}"] = (facts.words[at - 1].start, word.end)
    return out


def _limits(reading: Reading, span: tuple[int, int]) -> bool:
    """Return whether a name only limits what follows: "English invoices"."""
    after = reading.text[span[1] : span[1] + 2]
    return len(after) == 2 and after[0] == " " and after[1].islower()

"""Find a change told as none, the other way round, or as one for the worse: "unchanged at 6", "now longer, at 6"."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import akin, is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.fidelity.turned.degrees import is_degree
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_STEADY = tuple(
    "unchanged flat stable steady constant plateau level no not neither did has have held stood stay".split()
)
_STOPPING = frozenset(("stabilise", "stabilize", "plateau", "stagnate", "level off"))
_OPPOSITE = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_MOST = 3  # sentences of a text that is compared as a whole
_BUT = ("strong", "without", "turning")


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where one text, as a whole, tells of a change and the other of none, or of its opposite.

    Args:
        texts: The two texts.
    """
    if max(len(texts.source.facts), len(texts.rewrite.facts)) > _MOST:
        return
    was, now = _moves(texts, rewrite=False), _moves(texts, rewrite=True)
    steady, still = (_steady(r, texts.knowledge.language) for r in (texts.source, texts.rewrite))
    denies = [bool(r.marked("negation", *_BUT)) for r in (texts.source, texts.rewrite)]
    if steady and not was and now and not texts.rewrite.marked("directions", "same") and not denies[1]:
        yield _finding(texts, steady[0], now[0])
    elif was and not now and still and not texts.source.marked("directions", "same") and not denies[0]:
        yield _finding(texts, was[0], still[0])
    elif len({m.label for m in was}) == len({m.label for m in now}) == 1 and denies[0] == denies[1]:
        one, other = was[0], now[0]
        if one.label == _OPPOSITE[other.label] and _about_the_same(texts, one, other):
            yield _finding(texts, one, other)


def _moves(texts: Texts, *, rewrite: bool) -> list[Marker]:
    """Return the words of a text that say which way something goes."""
    reading = texts.rewrite if rewrite else texts.source
    idle = [(m.start, m.end) for m in reading.marked("directions", "none", "same")]
    tables = (("directions", *_OPPOSITE), ("moving",))
    found = [m for table in tables for m in (texts.told(*table) if rewrite else reading.marked(*table))]
    found += _quality(texts, reading)
    found = [m for m in found if not any(a <= m.start < b for a, b in idle)]
    return [m for m in found if not (rewrite and texts.aside(m)) and not is_degree(reading, m)]


def _quality(texts: Texts, reading: Reading) -> list[Marker]:
    """Return the verbs of a text that say that something gets better or worse."""
    language = texts.knowledge.language
    out = []
    for facts in reading.facts:
        for hit in language.find("verbs", facts.words):
            family = language.families.get(hit.payloads[0][0], "")
            first, last = facts.words[hit.first], facts.words[hit.last - 1]
            if family in ("better", "worse"):
                out.append(Marker("directions", family, hit.first, hit.last, first.start, last.end))
    return out


def _steady(reading: Reading, language: Language) -> list[Marker]:
    """Return the words of a text that say outright that something does not change."""
    marks = reading.marked("directions", "same")
    out = [m for m in marks if reading.text[m.start : m.end].casefold().startswith(_STEADY)]
    for facts in reading.facts:
        for hit in language.find("verbs", facts.words):
            first, last = facts.words[hit.first], facts.words[hit.last - 1]
            if hit.payloads[0][0] in _STOPPING:
                out.append(Marker("directions", "same", hit.first, hit.last, first.start, last.end))
    return out


def _about_the_same(texts: Texts, one: Marker, other: Marker) -> bool:
    """Return whether two directions are of the same thing: their sentences share a word, and none has its opposite."""
    values = [{m.label for m in r.marked("valence")} for r in (texts.source, texts.rewrite)]
    sides = [{m.label for m in r.marked("opposites")} for r in (texts.source, texts.rewrite)]
    turned = {label for label in sides[0] if _turned(label) in sides[1]}
    compared = any(w.lower == "than" for r in (texts.source, texts.rewrite) for f in r.facts for w in f.words)
    if turned or compared or (values[0] and values[1] and values[0] != values[1]):
        return False
    said, told = _words(texts.source, one, texts), _words(texts.rewrite, other, texts)
    language = texts.knowledge.language
    return any(akin(a, b, language) for a in said for b in told)


def _turned(label: str) -> str:
    pair, _, side = label.partition("/")
    return f"{pair}/{'no' if side == 'yes' else 'yes'}"


def _words(reading: Reading, mark: Marker, texts: Texts) -> list[Word]:
    """Return the words of a mark's sentence that say something of their own, without those that move."""
    facts = reading.sentence_at(mark.start)
    language = texts.knowledge.language
    moving = {m.start for m in facts.marked("directions") + facts.marked("moving")}
    content = (w for w in facts.words if w.kind == "word" and is_content(w.lower, language))
    return [w for w in content if w.start not in moving]


def _finding(texts: Texts, one: Marker, other: Marker) -> Finding:
    said, told = texts.said(one), texts.retold(other)
    message = f"The source says {said!r} where the rewrite says {told!r}."
    return Finding("direction-flipped", "error", message, told, (one.start, one.end), (other.start, other.end), said)

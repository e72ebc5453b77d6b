"""Compare names and departments: whose something is, and who does it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from plainspeak.facts import Marker
from plainspeak.fidelity.extent import bodies
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content, proper_names
from plainspeak.fidelity.texts import Texts, lost
from plainspeak.findings import Finding
from plainspeak.language import Language

_NO_TEAM = frozenset(("and", "or", "by", "of", "to", "from", "for", "with", "in", "on", "but", "than", "as", "while"))
_MATTERS = frozenset(
    "goal goals target targets limit load capacity value spec review reviews doc docs document documents trail log "
    "logs report reports paper papers question questions costs cost issue issues risk risks window "
    "cycle flaw flaws".split()
)
_RULE = "date-or-owner-changed"


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite tells other names or owners.

    Args:
        texts: The two texts.
    """
    names = [*_names(texts)]
    sure = any(f.severity == "error" for f in names)
    exchanged = [] if sure else [*bodies.compare(texts)]
    yield from exchanged or names
    yield from _owners(texts)


def _names(texts: Texts) -> Iterator[Finding]:
    """Compare proper names and the owners of the form "the security team"."""
    people = _people(texts.knowledge.language.data["numbers"]["people"]["first"])
    was, now = (_named(r, people, texts.knowledge.language) for r in (texts.source, texts.rewrite))
    source, rewrite = texts.source.text.casefold(), texts.rewrite.text.casefold()
    gone = {n: span for n, span in was.items() if n not in now and n not in rewrite}
    new = {
        n: span for n, span in now.items() if n not in was and n not in source and n not in texts.given.text.casefold()
    }
    kin = texts.knowledge.language.kin
    akin = {(a, b) for a in gone for b in new if set(kin(a)) & set(kin(b))}  # "Denmark", "Danish"
    gone = {n: span for n, span in gone.items() if all(n != a for a, _ in akin)}
    new = {n: span for n, span in new.items() if all(n != b for _, b in akin)}
    told_kin = {group for f in texts.rewrite.facts for w in f.words for group in kin(w.lower)}
    gone = {n: span for n, span in gone.items() if not told_kin & set(kin(n))}
    if gone and new:
        (name, span), (other, at) = next(iter(gone.items())), next(iter(new.items()))
        message = f"The source speaks of {name!r}, the rewrite of {other!r}."
        said, told = texts.source.text[slice(*span)], texts.rewrite.text[slice(*at)]
        yield Finding(_RULE, "error", message, told, span, at, said)
        return
    told_words = {w.lower.removesuffix("'s") for f in texts.rewrite.facts for w in f.words}
    lost = [(n, span) for n, span in gone.items() if not (" " in n and n.split()[0] in told_words)]
    if lost:
        name, span = lost[0]
        person = name.removesuffix("'s").removesuffix("’s") in people
        rule = "scope-widened" if _limits(texts.source, span) and not person else _RULE
        said = texts.source.text[slice(*span)]
        message = f"{said!r} is not named in the rewrite; look whether it should be."
        yield Finding(rule, "error" if person else "warning", message, said, span, None)


@cache
def _people(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _owners(texts: Texts) -> Iterator[Finding]:
    """Compare the departments that something is asked of or belongs to."""
    was, now = ([m for m in r.marked("owners") if not _no_owner(r, m)] for r in (texts.source, texts.rewrite))
    before, after = {texts.said(m).casefold() for m in was}, {texts.retold(m).casefold() for m in now}
    gone = [m for m in was if texts.said(m).casefold() not in after]
    new = [m for m in now if texts.retold(m).casefold() not in before]
    if gone and not new and 0 < len(after) < len(before):
        message = f"{texts.said(gone[0])!r} is not named in the rewrite, which names another of the source's."
        told = texts.rewrite.words
        if texts.said(gone[0]).casefold().split()[-1] not in told:
            yield lost(_RULE, "error", message, texts, gone[0])
    if gone and new:
        message = f"The source names {texts.said(gone[0])!r}, the rewrite {texts.retold(new[0])!r}."
        spans = (gone[0].start, gone[0].end), (new[0].start, new[0].end)
        yield Finding(_RULE, "error", message, texts.retold(new[0]), *spans, texts.said(gone[0]))


def _no_owner(reading: Reading, mark: Marker) -> bool:
    """Return whether a word is no department here: "it", "design goal", "audit trail"."""
    said = reading.text[mark.start : mark.end]
    behind = reading.text[mark.end : mark.end + 20].lstrip(" ").split(" ")[0].strip(".,;:").casefold()
    return said in ("it", "It") or behind in _MATTERS


def _named(reading: Reading, people: Set[str], language: Language) -> dict[str, tuple[int, int]]:
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
                and not (
                    word.text[0].isupper() and facts.words[at + 1 : at + 2] and facts.words[at + 1].text[0].isupper()
                )
                and facts.words[at - 1].kind == "word"
                and facts.words[at - 1].lower not in _NO_TEAM
                and (at < 2 or facts.words[at - 2].text != "-")
                and is_content(facts.words[at - 1].lower, language)
            ):
                out[f"{facts.words[at - 1].lower} {word.lower}"] = (facts.words[at - 1].start, word.end)
    return out


def _limits(reading: Reading, span: tuple[int, int]) -> bool:
    """Return whether a name only limits what follows: "English invoices"."""
    after = reading.text[span[1] : span[1] + 2]
    return len(after) == 2 and after[0] == " " and after[1].islower()

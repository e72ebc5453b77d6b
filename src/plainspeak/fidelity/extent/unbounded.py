"""Find what a rewrite says of anybody or anything, "whoever writes", where the source speaks of some: "in Danish"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.extent.reach import may_limit, tells
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_ANY = frozenset("whoever whatever whichever whomever anyone anybody anywhere nowhere".split())
_PLACES = frozenset(("anywhere", "nowhere"))
_DENYING = frozenset(("without", "not", "nor", "never", "no", "hardly"))
_ACROSS = frozenset(("across", "throughout"))
_INSIDE = frozenset(("in", "within", "across", "throughout"))
_OPENING = _ANY | _ACROSS | _INSIDE
_WIDE = frozenset(("all", "our", "every"))
_WHOLE = frozenset(("company", "organisation", "organization", "business", "firm", "country", "group", "estate"))
_BACK = 3  # words before "anyone" that may deny it
_LINKED = frozenset(("language", "speaking", "based", "facing", "only"))


def compare(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Return the first word of the source that says which ones are meant, if the rewrite speaks of any instead.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """
    opened = open_words(texts)
    if not opened:
        return
    for facts in texts.source.facts:
        for at, word in enumerate(facts.words):
            if not parts.told(word) and _tells_which(facts, at, parts, texts.knowledge.language):
                now = opened[0]
                message = f"The source limits this ({word.text!r}), the rewrite says {now.text!r}."
                spans = (word.start, word.end), (now.start, now.end)
                yield Finding("scope-widened", "warning", message, now.text, *spans, word.text)
                return


def open_words(texts: Texts) -> list[Word]:
    """Return the words of the rewrite that leave open who or what is meant, unlike those of the source.

    Args:
        texts: The two texts.
    """
    said = texts.source.words
    return [w for f in texts.rewrite.facts for w in _open(f) if w.lower not in said]


def _open(facts: Facts) -> Iterator[Word]:
    """Return the words of a sentence that leave open who or what is meant: "whoever", "across our sites"."""
    lower = facts.lower
    for at, word in enumerate(facts.words):
        if lower[at] not in _OPENING:
            continue
        denied = lower[at] not in _PLACES and _DENYING & set(lower[max(0, at - _BACK) : at])
        across = lower[at] in _ACROSS and _WIDE & set(lower[at + 1 : at + 2])
        inside = lower[at] in _INSIDE and _WHOLE & set(lower[at + 2 : at + 3])
        fixed = lower[at] in _PLACES and _is_fixed(lower, at)
        if (lower[at] in _ANY and not denied and not fixed) or across or inside:
            yield word


def _is_fixed(lower: Sequence[str], at: int) -> bool:
    """Return whether "anywhere" leaves nothing open: "anywhere else", "anywhere from 4 to 6"."""
    return at + 1 < len(lower) and lower[at + 1] in ("else", "from", "between", "but", "near")


def _tells_which(facts: Facts, at: int, parts: Counterparts, language: Language) -> bool:
    """Return whether a word says which ones are meant: "Danish letters", "contractors' visits", "customer portal"."""
    word, behind = facts.words[at], facts.words[at + 1 : at + 4]
    if not behind or not tells(word, language) or (at and facts.words[at - 1].text == "-"):
        return False
    before = [w.lower for w in facts.words[max(0, at - 2) : at]]
    if {"neither", "nor"} & set(before):
        return True
    if behind[0].text in ("'", "'s", "’", "’s"):
        return len(behind) > 1 and tells(behind[1], language)
    if any(h.first <= at < h.last - 1 for h in facts.terms):
        return False  # part of the name of a term
    named = word.text[0].isupper() and bool(language.kin(word.lower))
    if behind[0].text == "-":
        return len(behind) > 2 and behind[1].lower in _LINKED and named
    if behind[0].kind != "word" or not tells(behind[0], language):
        return False
    return named or language.is_a("kinds", word.lower) or (may_limit(word, language) and parts.told(behind[0]))

"""Find what a rewrite adds: causes and benefits that the source does not state, also without a number."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.fidelity.added import causes
from plainspeak.fidelity.added.newcomers import Newcomers
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import stem
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding

_MORE = frozenset(("gain", "rise", "increase", "more", "higher", "growth"))
_SAVED = frozenset(("save", "saves", "saved", "saving", "progress"))
_WON = frozenset(("win", "wins", "won", "winning", "to win", "an edge", "advantage", "quicker", "cheaper", "better"))
# A source with one of these sets two things against each other; then "better" is only which of them it is.
_COMPARING = frozenset(
    "beat outperform outdo surpass exceed outscore outclass rank tie prefer preference top win overtake trail lead lag "
    "compare rival excel dominate underperform".split()
)


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the causes and benefits that only the rewrite has.

    Args:
        texts: The two texts.
    """
    parts = Counterparts(texts)
    yield from [*_benefits(texts, parts)] or [*causes.invented(texts, parts)] or [*Newcomers(texts, parts).invented()]


def _benefits(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find a word of gain or betterment that has nothing of the source."""
    language = texts.knowledge.language
    listed = [w.lower for r in (texts.source, texts.given) for f in r.facts for w in f.words]
    known = {stem(word) for word in listed}
    bases = {base for word in listed for base in language.bases(word)}
    kin = {group for word in (*listed, *bases) for group in language.kin(word)}
    compared = not bases.isdisjoint(_COMPARING) or bool(texts.source.marked("directions", "better", "worse"))

    def is_known(words: str) -> bool:
        if (words in _WON and compared) or (words in _SAVED and parts.saved()):
            return True
        split = words.split()
        return any(stem(part) in known for part in split) or any(kin & {*language.kin(p)} for p in (words, *split))

    for mark in texts.told("benefit"):
        words = texts.retold(mark)
        if not is_known(words.casefold()):
            message = f"The rewrite promises something ({words!r}) that the source does not state."
            yield added("benefit-invented", "error", message, texts, mark)
            return
    moved = texts.source.marked("directions", "up", "down", "better", "worse") or texts.source.marked("moving")
    if moved or any(f.claims for f in texts.source.facts):
        return
    for mark in texts.told("directions", "better"):
        words = texts.retold(mark)
        if words.casefold() in ("gain", "gains") and _is_change(texts):
            continue
        if not is_known(words.casefold().removeprefix("did ")):
            message = f"The rewrite says that something got better ({words!r}); the source does not."
            yield added("benefit-invented", "error", message, texts, mark)
            return


def _is_change(texts: Texts) -> bool:
    """Return whether a "gain" only tells that something went up: the source has a lift, or an interval around 0."""
    glossary = texts.knowledge.glossary
    terms = (glossary.term(i, texts.audiences) for i in texts.source.terms)
    lifted = any(_MORE & set(f"{term.plain} {term.noun}".split()) for term in terms)
    return lifted or any(n.quantity.high is not None and n.quantity.value < 0 for n in texts.source.numbers)

"""Find what a rewrite adds: causes and benefits that the source does not state, also without a number."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity import counterparts
from plainspeak.fidelity.added import causes
from plainspeak.fidelity.added.newcomers import Newcomers
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding

_MORE = frozenset(("gain", "rise", "increase", "more", "higher", "growth"))
_SAVED = frozenset(("save", "saves", "saved", "saving", "progress"))
_WON = frozenset(("win", "wins", "won", "winning", "to win", "an edge", "advantage", "quicker", "cheaper", "better"))
# A source with one of these sets two things against each other; then "better" is only which of them it is.
_DENYING = frozenset(("no", "not", "never", "nor"))
_SAVE = frozenset(("when", "where", "that", "if"))  # behind "save", these mean "except"
_GROWN = frozenset(("growth",))
_HELPED = frozenset("benefit,benefits,beneficial,pays off,pay off,paid off,worth it,well worth".split(","))
_HELPING = frozenset("help work improve benefit aid assist serve".split())
_CHEAP = frozenset(("cheaper", "savings", "at lower cost"))
_LESS = frozenset("saves save saved saving savings quicker cheaper faster shorter sooner earlier".split())
_LITTLE = frozenset(stem(w) for w in ("less", "lower", "low", "reduced", "cut"))
_COSTING = frozenset(stem(w) for w in "cost costs expensive costly price prices bill spend pay money charge".split())
_COMPARING = frozenset(
    "beat outperform outdo surpass exceed outscore outclass rank tie prefer preference top win overtake trail lead lag "
    "compare rival excel dominate underperform".split()
)


def compare(texts: Texts) -> Iterator[Finding]:
    """Return the causes and benefits that only the rewrite has.

    Args:
        texts: The two texts.
    """
    parts = counterparts.of(texts)
    yield from [*_benefits(texts, parts)] or [*causes.invented(texts, parts)] or [*Newcomers(texts, parts).invented()]


def _benefits(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Find a word of gain or betterment that has nothing of the source."""
    language = texts.knowledge.language
    listed = [w.lower for r in (texts.source, texts.given) for f in r.facts for w in f.words]
    known = {stem(word) for word in listed}
    bases = {base for word in listed for base in language.bases(word)}
    kin = {group for word in (*listed, *bases) for group in language.kin(word)}
    compared = not bases.isdisjoint(_COMPARING) or bool(texts.source.marked("directions", "better", "worse"))
    down, up = (bool(texts.source.marked("directions", label)) for label in ("down", "up"))
    graded = _graded(texts.source)
    helped = not bases.isdisjoint(_HELPING)

    def is_known(words: str) -> bool:
        if (words in _WON and compared) or (words in _GROWN and up) or (words in _HELPED and helped):
            return True
        if (words in _LESS and graded) or (words in _SAVED and (down or parts.saved())):
            return True
        if words in _CHEAP and (down or known & _LITTLE) and known & _COSTING:
            return True
        split = words.split()
        return any(stem(part) in known for part in split) or any(kin & {*language.kin(p)} for p in (words, *split))

    for mark in texts.told("benefit"):
        words = texts.retold(mark)
        if not is_known(words.casefold()) and not _is_other(texts, mark):
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
        if not is_known(words.casefold().removeprefix("did ")) and not _is_other(texts, mark):
            message = f"The rewrite says that something got better ({words!r}); the source does not."
            yield added("benefit-invented", "error", message, texts, mark)
            return


def _graded(source: Reading) -> bool:
    """Return whether a text has two different amounts of time or money, of which one is the better."""
    found: dict[str, set[object]] = {}
    for number in source.numbers:
        found.setdefault(number.quantity.dimension or "", set()).add(number.quantity.value)
    return any(len(found.get(dimension, ())) > 1 for dimension in ("time", "money"))


def _is_other(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of gain tells no gain here: "save for the first", "never sooner", "the earlier 200"."""
    facts = texts.rewrite.sentence_at(mark.start)
    said, language = texts.retold(mark).casefold(), texts.knowledge.language
    before = facts.words[mark.first - 1] if mark.first else None
    then = facts.words[mark.last].lower if mark.last < len(facts.words) else ""
    if before is not None and before.lower in _DENYING:
        return True
    if said == "save":
        return before is not None and before.kind == "mark" and (language.is_a("prepositions", then) or then in _SAVE)
    if said == "earlier":
        ends = not then or facts.words[mark.last].kind == "mark"
        return before is not None and (language.is_a("determiners", before.lower) or (ends and before.kind == "number"))
    return said == "satisfied" and language.is_a("determiners", then)


def _is_change(texts: Texts) -> bool:
    """Return whether a "gain" only tells that something went up: the source has a lift, or an interval around 0."""
    glossary = texts.knowledge.glossary
    terms = (glossary.term(i, texts.audiences) for i in texts.source.terms)
    lifted = any(_MORE & set(f"{term.plain} {term.noun}".split()) for term in terms)
    return lifted or any(n.quantity.high is not None and n.quantity.value < 0 for n in texts.source.numbers)

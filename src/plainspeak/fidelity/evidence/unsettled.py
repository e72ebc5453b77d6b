"""Tell whether a text says that something is not known, found or decided, in whatever grammatical form."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.reading import Reading
from plainspeak.language import Language
from plainspeak.text import Word

_YET = frozenset(("yet", "too", "impossible", "unable", "hard", "failed"))  # "yet to verify", "too close to tell"
_NOTHING = frozenset(("nothing", "neither"))
_CLAUSE = 8  # words before a verb of knowing in which a "not" that goes with it stands
_SEEKING = frozenset(("found", "find"))
_SO_FAR = frozenset(("yet", "still", "far"))
_IF = frozenset(("if", "when", "unless", "until"))
_OPEN = frozenset(("open", "unclear", "unknown", "mystery", "unexplained"))
_HOLDING = frozenset(("is", "are", "still", "remains", "remain", "left"))
_STILL = 3  # words before a verb of knowing in which "still" stands
_DECIDE = frozenset("decide decided settle settled agreed determine determined".split())
_FIND = frozenset(
    "find found finding traced discovered identified learn learned learnt discover identify trace".split()
)
_CAUSE = frozenset("cause causes reason reasons why how what explanation culprit".split())
_SEARCH = frozenset(
    "investigation investigations search inquiry enquiry hunt probe investigate investigating investigated examining "
    "examined search searching looking tracing analysis diagnosis diagnosing work working".split()
)
_GOING = frozenset("continue continues continuing ongoing underway still are 're being goes way running open".split())
_OF_CAUSE = _DECIDE | _FIND | _SEARCH
_MARKS = ",;:()"


def leaves_open(reading: Reading, language: Language) -> bool:
    """Return whether a text says that something is not known, shown or settled: a "not" and a verb of knowing.

    Args:
        reading: The text.
        language: The English to use.
    """
    return any(_knows_not(facts, language) or _undecided(facts, language) for facts in reading.facts)


def _knows_not(facts: Facts, language: Language) -> bool:
    spoken = [w.lower for w in facts.words]
    if _SEEKING & set(spoken) and (any(language.denies(w) for w in spoken) and _SO_FAR & set(spoken)):
        return True  # "has not found one so far"
    return any(_is_denied(facts.words, m, language) for m in facts.marked("knowing"))


def _is_denied(words: Sequence[Word], mark: Marker, language: Language) -> bool:
    before = words[max(0, mark.first - _CLAUSE) : mark.first]
    behind = words[mark.last : mark.last + 2]
    if any(w.lower == "still" for w in before[-_STILL:]) and words[mark.first].lower[-2:] in ("ed", "ng"):
        return True  # "is still being measured"
    denied = any(language.denies(w.lower) or w.lower in _YET for w in before)
    return denied or any(w.lower in _NOTHING for w in behind)


def _undecided(facts: Facts, language: Language) -> bool:
    spoken = {w.lower for w in facts.words}
    if spoken & _CAUSE and spoken & _OPEN and spoken & _HOLDING:
        return True  # "the root cause is still open"
    return next(marks(facts, language), None) is not None


def marks(facts: Facts, language: Language) -> Iterator[Marker]:
    """Return what is still to be decided, the cause that is not found, or the search for it that goes on, as doubt.

    Args:
        facts: A sentence.
        language: The English to use.
    """
    spoken = facts.lower
    of_cause = not _CAUSE.isdisjoint(spoken)
    telling = _OF_CAUSE if of_cause else _DECIDE
    for at, word in enumerate(facts.words):
        if word.lower not in telling:
            continue
        before = spoken[max(0, at - _CLAUSE) : at]
        tried = of_cause and bool({"trying", "try"} & set(before))
        if _IF & set(before):
            continue  # "when no cause is found"
        denied = tried or is_to_come(before) or any(language.denies(w) or w == "yet" for w in before)
        verb = word.lower in _DECIDE or (of_cause and word.lower in _FIND)
        search = of_cause and word.lower in _SEARCH and _GOING & set(_clause(spoken, at))
        if search or (verb and denied):
            yield Marker("certainty", "unknown", at, at + 1, word.start, word.end)
            return


def is_to_come(before: Sequence[str]) -> bool:
    """Return whether words say that what follows has not happened: "has still to be", "remains to be".

    Args:
        before: The words before it, nearest last.
    """
    return any(a in ("still", "remains", "remain", "yet") and b == "to" for a, b in itertools.pairwise(before))


def _clause(spoken: Sequence[str], at: int) -> Sequence[str]:
    """Return the words around one, up to the next marks."""
    first = next((i + 1 for i in range(at, -1, -1) if spoken[i] in _MARKS), 0)
    last = next((i for i in range(at, len(spoken)) if spoken[i] in _MARKS), len(spoken))
    return spoken[first:last]

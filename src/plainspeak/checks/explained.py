"""Whether a text itself says what one of its words means."""

from __future__ import annotations

from collections.abc import Sequence

from plainspeak.checks.passages import Passage, Reading
from plainspeak.glossary import Term
from plainspeak.text import Word

_SAYS = frozenset(("means", "mean", "meaning", "stands", "measures", "counts", "tells"))
_CALLS = frozenset(("call", "calls", "called", "named", "termed", "term", "known", "dubbed", "abbreviated", "abbr"))
_SPOKEN = _CALLS | frozenset(
    ("say", "says", "speak", "technically", "jargon", "experts", "engineers", "trade", "short")
)
_NAMERS = frozenset(
    """we they i you people who experts engineers analysts scientists developers specialists statisticians researchers
    some many insiders colleagues is are 's 're be often usually also sometimes commonly what""".split()
)
_JOINS = frozenset((",", ":", "–", "—", "-", "is", "are", "=", ";"))
_BEGINS = frozenset(("the", "a", "an", "how", "i.e", "ie", "which", "that", "where", "meaning", "or"))
_GOES_ON = frozenset(("of", "that", "who", "which", "how", "we", "between", "from", "for", "to", "in", "with", "when"))
_SMALL = frozenset(
    ("the", "a", "an", "of", "in", "to", "for", "and", "or", "that", "we", "by", "is", "are", "on", "it")
)
_ASIDE = 5  # words between the bracket of an aside and the term in it
_NAMING = 14  # words between "we call" and the name at the end
_WINDOW = 7  # so many words after the join show that it opens an explanation


def explains(passage: Passage, first: int, last: int) -> bool:
    """Return whether a passage says what the words from index ``first`` up to ``last`` mean.

    Args:
        passage: Where the words stand.
        first: Index of the first of them.
        last: Index after the last.
    """
    words = passage.facts.words
    before = words[first - 1].lower if first else ""
    after = words[last].lower if last < len(words) else ""
    if after == "(" and _bracket(words, last) >= 2:
        return True
    if before == "(" and after in (")", ";", ",") and first >= 3 and words[first - 2].kind == "word":
        return True  # "the share of known cases that we catch (recall)"
    if any(w.lower in _CALLS for w in words[max(0, first - 4) : first]):
        return True
    if _in_aside(words, first) or _named_last(words, first, last):
        return True
    if after in _SAYS:
        return True
    if after not in _JOINS or (
        words[last].kind == "mark" and after not in ",:" and words[last].start == words[last - 1].end
    ):
        return False
    return _appositive(words, last) or (first == 0 and _legend(words, last))


def _in_aside(words: Sequence[Word], first: int) -> bool:
    """Return whether a bracket behind other words gives the term as their name: "(experts say: a recall of 83%)"."""
    for at in range(first - 1, max(first - 2 - _ASIDE, 2), -1):
        if words[at].text == ")":
            return False
        if words[at].text == "(":
            return any(w.lower in _SPOKEN for w in words[at + 1 : first])
    return False


def _named_last(words: Sequence[Word], first: int, last: int) -> bool:
    """Return whether the term stands last, as a name: "we call letters that come back undelivered bounces"."""
    if last < len(words) and words[last].kind != "mark":
        return False
    return any(
        words[at].lower in ("call", "calls", "called") and words[at - 1].lower in _NAMERS
        for at in range(max(1, first - _NAMING), first)
    )


def _bracket(words: Sequence[Word], at: int) -> int:
    """Return how many words a bracket that opens at ``at`` holds; 0 if it is open, or holds figures or only names."""
    count, ordinary = 0, False
    for word in words[at + 1 :]:
        if word.text == ")":
            return count if ordinary else 0
        if word.kind == "number":
            return 0
        count += word.kind == "word"
        ordinary = ordinary or word.text[0].islower()
    return 0


def _appositive(words: Sequence[Word], at: int) -> bool:
    """Return whether an explanation follows: ", the share of known cases that we catch"."""
    behind = words[at + 1 : at + 2 + _WINDOW]
    if not behind or behind[0].lower not in _BEGINS:
        return False
    return any(w.lower in _GOES_ON for w in behind[2:]) and not any(w.kind == "number" for w in behind[:3])


def _legend(words: Sequence[Word], at: int) -> bool:
    """Return whether what follows spells out the capitals before it: "FPR: false positive rate"."""
    told = [w.lower[0] for w in words[at + 1 : at + 5] if w.kind == "word" and w.lower not in _SMALL]
    letters = iter(words[at - 1].lower)
    return words[at - 1].text.isupper() and len(told) > 1 and all(letter in letters for letter in told[:2])


class Initials:
    """The first letters of a text's words, to see whether they spell some capitals out.

    Args:
        reading: The text.
    """

    def __init__(self, reading: Reading) -> None:
        lines: list[str] = []
        for passage in reading.passages:
            words = [w for w in passage.facts.words if w.kind == "word"]
            lines.append("".join(w.lower[0] for w in words))
            lines.append("".join(w.lower[0] for w in words if w.lower not in _SMALL))
        self._all = "\n".join(lines)

    def spell(self, capitals: str) -> bool:
        """Return whether some words stand for the letters: "false alarm rate" for "FAR".

        Two letters are found in any text by chance, and spell nothing.
        """
        return len(capitals) > 2 and capitals.casefold() in self._all


def said_in_words(reading: Reading, at: int, term: Term) -> bool:
    """Return whether the plain words of a term stand in its passage or beside it: "62% of known cases (recall 0.62)".

    Args:
        reading: The text.
        at: Index of the passage.
        term: The term.
    """
    meaning = {w.strip(",.()") for w in f"{term.plain} {term.noun}".casefold().split()} - _SMALL
    meaning = {w for w in meaning if not w.startswith("{") and len(w) > 2}
    needed = max(2, (len(meaning) + 1) // 2)
    here = reading.passages[at]
    near = [p for p in reading.passages[max(0, at - 1) : at + 2] if p.facts.sentence.block == here.facts.sentence.block]
    own = {part.casefold() for name in term.names for part in name.split()}
    said = {w.lower for p in near for w in p.facts.words} - own
    return len(meaning & said) >= needed

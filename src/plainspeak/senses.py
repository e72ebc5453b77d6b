"""Tell an ordinary word from the technical term that is spelled alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plainspeak import phrases
from plainspeak.text import Word
from plainspeak.vocabulary import Vocabulary

_LISTS = frozenset(("technical", "twofold", "phrases"))  # of the table, that are no trade
_WINDOW = 5  # a figure this many words behind a name speaks for the metric
_FAR = 12  # and this many, if the metric asks for such a figure
_MULTIPLES = frozenset(("doubled", "halved", "tripled", "quadrupled"))
_CURRENCIES = frozenset(("$", "€", "£", "¥", "eur", "usd", "gbp", "chf", "jpy"))
_SHARE_UNITS = frozenset(
    ("%", "percent", "per", "pp", "ppt", "pts", "point", "points", "percentage", "bp", "bps", "basis")
)
UNITS = _SHARE_UNITS | frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years times figure".split()
)
"""Words that come with a figure."""
_PHYSICAL = frozenset(
    "km m cm mm kg g t mg l ml litre litres metre metres meter meters mile miles degree degrees decibel decibels db "
    "ton tons tonne tonnes hectare hectares ha acre acres mph °".split()
)
_SCALED = frozenset(("share", "score", "error"))  # what has no unit but percent and points
_TURNS = frozenset(
    "last next first second third another these those several many few two three four five six seven eight nine ten "
    "his her my your".split()
)
_HELPERS = [[word] for word in "can could may might must should would cannot don't didn't can't won't let's".split()]
_BEFORE_TO = [[word] for word in "had has have want wants wanted able going need needs needed".split()]
_OBJECTS = frozenset(("them", "it", "him", "us", "me"))
_SMALL = 1
_FOLLOWING = frozenset(
    "to on in at and or but for from by with after before over under against versus vs than as while when since up "
    "down now still this last is was".split()
)
_NAMING = frozenset(("called", "so-called", "word", "term", "phrase"))
_YEARS = range(1900, 2100)


def figure_fits(
    text_words: Sequence[Word], first: int, last: int, measured: str, *, far: bool = False, bare: bool = False
) -> bool:
    """Return whether a figure behind a name can be the value of what it would measure.

    "Recall was 54%" and "recall: 0.54" have one; "the loss then: EUR 31,000" and "retention is 14 days" have none.

    Args:
        text_words: The words of a sentence.
        first: Index of the name's first word.
        last: Index after its last word.
        measured: What the metric is measured in, as its term says; "" if it is none.
        far: Whether the figure may stand further away.
        bare: Whether only a share without a unit counts, "0.81", which other trades seldom write.
    """
    if not measured or _is_counted(text_words, first):
        return False
    window = text_words[last : last + (_FAR if far else _WINDOW)]
    if not bare and any(w.lower in _MULTIPLES for w in window):
        return True
    return any(
        w.kind == "number"
        and (not bare or (measured in _SCALED and w.text.startswith("0.")))
        and _may_be(text_words, last + at, measured, alone=at >= _WINDOW)
        for at, w in enumerate(window)
    )


def _is_counted(text_words: Sequence[Word], first: int) -> bool:
    """Return whether a name is one of several things, or somebody's: "the last recall", "two recalls", "her loss"."""
    before = text_words[first - 1] if first else None
    return before is not None and (before.lower in _TURNS or before.kind == "number")


def _may_be(text_words: Sequence[Word], at: int, measured: str, *, alone: bool) -> bool:
    """Return whether the number at a place can be a value of that kind; ``alone``, far off, "30" says too little."""
    number, before = text_words[at].text, text_words[at - 1].lower
    after = text_words[at + 1] if at + 1 < len(text_words) else None
    unit = after.lower if after else ""
    if before in _CURRENCIES or unit in _CURRENCIES:
        return measured in ("money", "rate")
    if unit in _PHYSICAL and measured != "size":
        return False
    if measured not in _SCALED:
        return True
    if unit in _SHARE_UNITS:
        return True
    if number.isdecimal() and int(number) in _YEARS:
        return False
    unlike = (after is not None and (after.kind == "word" and not _goes_on(unit))) or unit in (":", "/", "-")
    return not unlike and "," not in number and not (alone and number.isdecimal())


def _goes_on(word: str) -> bool:
    """Return whether a word behind a number is no unit: "from 60 to 74", "0.8 on the test set"."""
    return len(word) <= _SMALL or word in _FOLLOWING


def is_verb(text_words: Sequence[Word], first: int) -> bool:
    """Return whether the word at a place is the verb of a helper: "he had to sprint", "the tree will branch"."""
    before = [w.lower for w in text_words[max(0, first - 2) : first]]
    return before[-1:] in _HELPERS or (before[-1:] == ["to"] and before[:1] in _BEFORE_TO)


def is_acted_on(text_words: Sequence[Word], last: int, form: str) -> bool:
    """Return whether what looks like a plural is a verb with its object: "the maker recalls them"."""
    return form == "many" and last < len(text_words) and text_words[last].lower in _OBJECTS


def is_mentioned(text_words: Sequence[Word], first: int) -> bool:
    """Return whether a name is spoken of and not used: "they call this a recall", "known as drift".

    Args:
        text_words: The words of a sentence.
        first: Index of the name's first word.
    """
    before = [w.lower for w in text_words[max(0, first - 4) : first]]
    if before and before[-1] in ("a", "an"):
        before.pop()
    if before and before[-1] in ("this", "that", "it", "them"):
        return before[-2:-1] == ["call"] or before[-2:-1] == ["calls"]
    if before[-2:] == ["known", "as"] or before[-3:] == ["so", "-", "called"]:
        return True
    return bool(before) and before[-1] in _NAMING


class Trades:
    """What other trades than software call by their own words, from the english files.

    Args:
        trades: Words by trade, each as one text with spaces, and the lists of what is technical or twofold.
        vocabulary: The words of daily life.
    """

    def __init__(self, trades: Mapping[str, str], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._twofold = frozenset(trades.get("twofold", "").split())
        self._phrases = {phrases.key(phrase) for phrase in trades.get("phrases", "").split(",")}
        self._words = {word for trade, words in trades.items() if trade not in _LISTS for word in words.split()}
        self._technical = frozenset(trades.get("technical", "").split())

    def has(self, name: str) -> bool:
        """Return whether a name of a term may have a sense in other trades as well.

        Args:
            name: A name as people type it.
        """
        parts = phrases.key(name)
        if len(parts) != 1:
            return parts in self._phrases
        known = self._vocabulary.is_noun(parts[0]) or self._vocabulary.is_verb(parts[0])
        return name[1:].islower() and (known or parts[0] in self._twofold)

    def table(self, plural: Callable[[str], str]) -> dict[str, list[Any]]:
        """Return a table for ``phrases.find``: the words of other trades, True, and those of technical work, False.

        Args:
            plural: Makes the plural of a noun.
        """
        words = [(w, w not in self._technical) for w in sorted(self._words | self._technical)]
        return phrases.table((form, other) for word, other in words for form in (word, plural(word)))

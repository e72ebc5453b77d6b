"""Read the names that hold digits, such as p99, GPT-4, #482 or TLS 1.3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainspeak.text import Word
from plainspeak.units import Phrases, Units, decimal_of, touches


@dataclass(frozen=True, slots=True)
class Name:
    """A name that holds digits, such as p99, GPT-4, #482 or TLS 1.3.

    Args:
        text: As written.
        key: For comparing: without regard to case, with single spaces.
        start: Place of the first character.
        end: Place after the last.
    """

    text: str
    key: str
    start: int
    end: int


class NameTables:
    """What names are read with.

    Args:
        data: The ``numbers`` table of the packs' English.
        units: Its units: a number that has one is no part of a name.
    """

    def __init__(self, data: Mapping[str, Any], units: Units) -> None:
        names = data["names"]
        self.units = units
        self.nouns = Phrases([(name, True) for name in names["versions"]] + [(name, False) for name in names["nouns"]])
        self.verbs = frozenset(names["verbs"])
        self.ordinary = frozenset(names["ordinary"])
        self.not_nouns = frozenset(data["moments"]["not_nouns"])
        self.joins = frozenset(names["joins"])
        self.marks = frozenset(names["marks"])
        self.idioms = Phrases([(name, True) for name in names["idioms"]])


class NameReader:
    """Reads the names in the words of one text.

    Args:
        tables: What to read with.
        text: The text.
        words: Its words.
    """

    def __init__(self, tables: NameTables, text: str, words: Sequence[Word]) -> None:
        self.d = tables
        self._units = tables.units
        self.text = text
        self.words = words
        self.found: list[Name] = []

    def read(self, at: int) -> int | None:
        """Return the index after the name that begins at ``at`` and keep it, or None."""
        words, word = self.words, self.words[at]
        idiom = self.d.idioms.at(words, at) if word.kind == "number" else None
        last = idiom[1] if idiom else self._name_end(at)
        if last is None:
            return None
        text = self.text[word.start : words[last - 1].end]
        self.found.append(Name(text, " ".join(text.casefold().split()), word.start, words[last - 1].end))
        return self._joined(last) if self._kind(last - 1) == "number" and words[last - 1].start > word.end else last

    def _name_end(self, at: int) -> int | None:
        """Return the index after the name that begins at ``at``."""
        words, word = self.words, self.words[at]
        if word.kind == "mark":
            if word.text in self.d.marks and touches(words, at + 1) and self._kind(at + 1) == "number":
                return None if self._units.measured(words, at + 2) else at + 2
            return None
        if word.kind == "number":
            return self._number_name(at)
        if any(char.isdecimal() for char in word.text) and not (touches(words, at) and self._kind(at - 1) == "number"):
            return self._tail(at + 1)
        after = at + 1
        if self._lower(after) == "-" and touches(words, after) and touches(words, after + 1):
            numbered = self._kind(after + 1) == "number" and word.lower not in self.d.ordinary
            if numbered and word.text[0].isupper() and not self._units.measured(words, after + 2):
                return self._tail(at + 1)
        return self._numbered(at)

    def _number_name(self, at: int) -> int | None:
        """Read 5xx, 2FA, 95th, 1.2.3, and digits that are too long for a number."""
        words = self.words
        token = words[at].text
        odd = decimal_of(token) is None and token.count(",") < 2
        if touches(words, at + 1) and self._kind(at + 1) == "word" and words[at + 1].lower != "'s":
            return None if self._units.measured(words, at + 1) and not odd else self._tail(at + 2)
        return self._tail(at + 1) if odd else None

    def _tail(self, at: int) -> int:
        """Return the index after hyphens with numbers, and letters, that belong to the name before ``at``."""
        words = self.words
        while touches(words, at):
            if words[at].text == "-" and touches(words, at + 1) and self._kind(at + 1) == "number":
                at += 2
            elif words[at].kind == "word" and self._kind(at - 1) == "number" and words[at].lower != "'s":
                at += 1
            else:
                break
        return at

    def _numbered(self, at: int) -> int | None:
        """Read "phase 2", "TLS 1.3", "top-5"."""
        found = self.d.nouns.at(self.words, at)
        if not found:
            return None
        version, number = found
        if self._lower(number) in ("-", "#", ".") and touches(self.words, number + 1):
            number += 1
        return number + 1 if self._may_number(number, version, self.words[at]) else None

    def _may_number(self, at: int, version: bool, noun: Word) -> bool:
        words = self.words
        if self._kind(at) != "number" or "," in self.words[at].text or self._units.measured(words, at + 1):
            return False
        if touches(self.words, at + 1) and self._kind(at + 1) == "word" and self._lower(at + 1) != "'s":
            return False
        if self.words[at].text.startswith("0.") and not version:
            return False
        if self._lower(at + 1) == "out" and self._lower(at + 2) == "of":
            return False  # "the tablet version 3.9 out of 5"
        after = self._lower(at + 1)
        # "release 3 fixes" counts; "Release 3 fixes ..." might, so that a plural decides.
        counted = self._kind(at + 1) == "word" and after.endswith("s") and after not in self.d.not_nouns
        return not (counted and noun.lower in self.d.verbs and after != "'s")

    def _joined(self, at: int) -> int:
        """Add the further numbers of "steps 2 and 3", "Java 17 to 21", if no noun or unit follows."""
        words = self.words
        while (
            self._lower(at) in self.d.joins
            and self._kind(at + 1) == "number"
            and not self._units.measured(words, at + 2)
        ):
            if self._kind(at + 2) == "word" or decimal_of(words[at + 1].text) is None:
                break
            number = words[at + 1]
            self.found.append(Name(number.text, number.lower, number.start, number.end))
            at += 2
        return at

    def _lower(self, at: int) -> str:
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def _kind(self, at: int) -> str:
        return self.words[at].kind if 0 <= at < len(self.words) else ""

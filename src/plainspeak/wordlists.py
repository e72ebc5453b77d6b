"""The words of the check's rules: phrases, some with what to say instead, found in one pass; and sets to look up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainspeak.language import FORMS, Inflection
from plainspeak.phrases import key
from plainspeak.text import Word


@dataclass(frozen=True, slots=True)
class Listed:
    """A phrase of a list, found in a list of words.

    Args:
        label: The list that it is in.
        first: Index of its first word.
        last: Index after its last word.
        instead: What to say instead, in the same form; None if its list gives no such words.
    """

    label: str
    first: int
    last: int
    instead: str | None


def prepare(
    checks: Mapping[str, Mapping[str, Any]], sets: Mapping[str, Mapping[str, Sequence[str]]], english: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the phrases as a tree of words, and the sets as they were written, as plain data.

    Args:
        checks: The merged tables of the packs: rule -> label -> phrases, or phrase -> what to say instead.
        sets: Rule -> label -> words that are only looked up.
        english: The merged content of the english files.
    """
    inflection = Inflection(english)

    def spread(phrase: str, instead: str | None) -> Iterator[tuple[str, str | None]]:
        """Yield the forms of "to utilise" beside those of "to use", and any other phrase as it is."""
        if not phrase.startswith("to ") or phrase == "to":
            yield phrase, instead
            return
        seen: set[str] = set()
        for form in FORMS:
            spelled = inflection.verb(phrase[3:], form)
            if spelled not in seen:
                seen.add(spelled)
                plain = instead.removeprefix("to ") if instead else instead
                yield spelled, inflection.verb(plain, form) if plain else plain

    tree: dict[str, Any] = {}
    for rule, lists in checks.items():
        for label, phrases in lists.items():
            pairs = phrases.items() if isinstance(phrases, Mapping) else ((phrase, None) for phrase in phrases)
            for phrase, instead in pairs:
                for form, said in spread(phrase, instead):
                    node = tree
                    for part in key(form):
                        node = node.setdefault(part, {})
                    found = node.setdefault("", {}).setdefault(rule, [])
                    if [label, said] not in found:
                        found.append([label, said])
    return {"sets": sets, "tree": tree}


class WordLists:
    """The phrases and sets of all rules.

    Args:
        data: What ``prepare`` returned.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sets: Mapping[str, Mapping[str, Sequence[str]]] = data["sets"]
        self._tree: dict[str, Any] = data["tree"]
        self._read: dict[tuple[str, str], frozenset[str]] = {}

    def members(self, rule: str, label: str) -> frozenset[str]:
        """Return the words of a set as they were written; none if there is no such set."""
        key = (rule, label)
        if key not in self._read:
            self._read[key] = frozenset(self._sets.get(rule, {}).get(label, ()))
        return self._read[key]

    def find(self, text_words: Sequence[Word]) -> dict[str, list[Listed]]:
        """Return the phrases of all rules in a list of words; of each rule the longest at each place, in order.

        Args:
            text_words: The words of a sentence.

        >>> from plainspeak.text import words
        >>> lists = WordLists(prepare({"wordy": {"long": {"to utilise": "to use"}}}, {}, {}))
        >>> lists.find(words("We utilised it."))
        {'wordy': [Listed(label='long', first=1, last=2, instead='used')]}
        """
        out: dict[str, list[Listed]] = {}
        free: dict[str, int] = {}  # rule -> where its last phrase ends
        places = [at for at, word in enumerate(text_words) if word.text != "-"]
        lower = [text_words[at].lower for at in places]
        for first, word in enumerate(lower):
            node = self._tree.get(word)
            if node is None:
                continue
            last = first
            longest: dict[str, tuple[int, Sequence[Sequence[Any]]]] = {}
            while node is not None:
                last += 1
                for rule, entries in node.get("", {}).items():
                    longest[rule] = last, entries
                node = node.get(lower[last]) if last < len(lower) else None
            for rule, (end, entries) in longest.items():
                if first >= free.get(rule, 0):
                    free[rule] = end
                    found = out.setdefault(rule, [])
                    found += [Listed(label, places[first], places[end - 1] + 1, said) for label, said in entries]
        return out

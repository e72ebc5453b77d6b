"""The English of the packs' english files: how words are inflected, and what kind of word each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from plainspeak.phrases import Hit, find, find_all, starts, table
from plainspeak.text import Word

MARKERS = (
    "certainty",
    "negation",
    "cause",
    "benefit",
    "condition",
    "scope",
    "stages.evidence",
    "stages.repair",
    "directions",
    "moving",
    "valence",
    "percent",
    "time",
    "opposites",
    "bounds",
    "ahead",
    "denying",
    "knowing",
    "rightness",
    "wrongness",
    "owners",
    "significance",
    "progress",
    "caps",
    "averages",
    "metrics",
    "contrast",
    "aspect",
    "stances",
    "duties",
    "measures",
)
"""The tables that colour a claim: what is found in every sentence."""
FORMS = ("base", "third", "past", "participle", "ing")
_VOWELS = "aeiou"
_WORDS = 8192  # words of which what is found out is kept

_CLOSED = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs", "adjectives")


class Inflection:
    """Verb forms, plurals and articles, by rule and by the lists of the english files.

    Args:
        data: The merged content of the english files.

    >>> english = Inflection({"irregular": {"catch": "caught caught"}})
    >>> english.verb("catch", "past"), english.verb("drop", "ing"), english.plural("query"), english.article("alert")
    ('caught', 'dropping', 'queries', 'an')
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._irregular: Mapping[str, str] = data.get("irregular", {})
        self._doubling = frozenset(data.get("spelling", {}).get("doubling", ()))
        self._plurals: Mapping[str, str] = data.get("plurals", {}).get("irregular", {})
        self._singulars = {plural: single for single, plural in self._plurals.items()}
        articles = data.get("articles", {})
        self._an, self._a = frozenset(articles.get("an", ())), frozenset(articles.get("a", ()))

    def verb(self, base: str, form: str) -> str:
        """Return a verb in one of FORMS; of a phrase ("go up") the first word is inflected, of "fine-tune" the last.

        Args:
            base: The verb as in a dictionary.
            form: One of ``FORMS``.
        """
        first, space, rest = base.partition(" ")
        prefix, dash, stem = first.rpartition("-")
        return prefix + dash + self._word(stem, form) + space + rest

    def _word(self, base: str, form: str) -> str:
        if form == "base":
            return base
        if base == "be":
            return {"third": "is", "ing": "being"}.get(form) or self._irregular.get("be", "was been").split()[
                form != "past"
            ]
        if form == "third":
            return "has" if base == "have" else self.plural(base, irregular=False)
        if form != "ing" and base in self._irregular:
            return self._irregular[base].split()[form == "participle"]
        stem = base + base[-1] if self._doubles(base) else base
        if form == "ing":
            if base.endswith("ie"):
                return base[:-2] + "ying"
            return stem[:-1] + "ing" if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) else stem + "ing"
        if base.endswith("y") and base[-2:-1] not in _VOWELS:
            return base[:-1] + "ied"
        return stem + ("d" if stem.endswith("e") else "ed")

    def _doubles(self, base: str) -> bool:
        if base in self._doubling:
            return True
        short = sum(c in _VOWELS for c in base) == 1 and len(base) > 2
        return short and base[-1] not in "wxy" + _VOWELS and base[-2] in _VOWELS

    def plural(self, noun: str, *, irregular: bool = True) -> str:
        """Return the plural of a noun in small letters or an abbreviation (``APIs``)."""
        if irregular and noun in self._plurals:
            return self._plurals[noun]
        if noun.endswith(("s", "x", "z", "ch", "sh")) or (not irregular and noun.endswith("o")):
            return noun + "es"
        if noun.endswith("y") and noun[-2:-1] not in (*_VOWELS, ""):
            return noun[:-1] + "ies"
        return noun + "s"

    def is_plural(self, noun: str) -> bool:
        """Return whether a noun looks like a plural ("alerts", "data"); "process" and "analysis" don't."""
        if noun in self._plurals:
            return self._plurals[noun] == noun and noun == "data"
        return noun in self._singulars or (noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s")))

    def article(self, word: str) -> str:
        """Return "a" or "an" for the word that follows."""
        lower = word.casefold()
        if lower in self._an:
            return "an"
        if lower in self._a:
            return "a"
        if word.isupper() and len(word) > 1:  # read out letter by letter: an SLO, a CPU
            return "an" if word[0] in "AEFHILMNORSX" else "a"
        if lower[:2] in ("8", "11", "18") or lower.startswith("8"):
            return "an"
        return "an" if lower[:1] in _VOWELS else "a"


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the english files' content with the tables that finding needs, as plain data.

    Args:
        data: The merged content of the english files.
    """
    inflection = Inflection(data)
    families = {verb: family for family, verbs in data["verbs"].items() for verb in verbs}
    known = dict.fromkeys([*families, *data["verbs_common"]["list"], *data["irregular"]])

    def spread(phrases: Iterable[str]) -> list[str]:
        out: list[str] = []
        for phrase in phrases:
            verb = phrase[3:]
            if phrase.startswith("to ") and verb and not verb.startswith(("be ", "the ", "a ", "our ", "come")):
                out += dict.fromkeys(inflection.verb(verb, form) for form in FORMS)
            else:
                out.append(phrase)
        return out

    def labelled(groups: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, list[Any]]:
        return table((phrase, label) for label, phrases in groups for phrase in spread(phrases))

    def moving() -> dict[str, list[Any]]:
        return table(
            (inflection.verb(verb, form), family)
            for verb, family in families.items()
            for form in FORMS
            if family in ("up", "down")
        )

    opposites = [
        (f"{name}/{side}", phrases) for name, sides in data["opposites"].items() for side, phrases in sides.items()
    ]
    metrics = [
        (f"{name}/{measure}", phrases)
        for name, measures in data["metrics"].items()
        for measure, phrases in measures.items()
    ]
    percent = {label: data["percent"][label] for label in ("relative", "points")}
    scope = [
        ("limit", data["scope"]["limits"]),
        ("all", data["scope"]["all"]),
        ("wide", data["scope"]["wide"]),
        ("none", data["scope"]["none"]),
        ("idiom", data["scope"]["idiom"]),
    ]
    cause = [("strong", data["cause"]["phrases"]), ("weak", data["cause"]["weak"])]
    tables = {
        "verbs": table((inflection.verb(base, form), [base, form]) for base in known for form in FORMS),
        "moving": moving(),
        "certainty": labelled((name, group["phrases"]) for name, group in data["certainty"].items()),
        "negation": labelled((name, group["phrases"]) for name, group in data["negation"].items()),
        "cause": labelled(cause),
        "scope": labelled(scope),
        "percent": labelled(percent.items()),
        "opposites": labelled(opposites),
        "metrics": labelled(metrics),
        **{
            name: labelled([(name, data[name]["phrases"])])
            for name in ("benefit", "ahead", "denying", "knowing", "rightness", "wrongness", "owners", "averages")
        },
        **{
            name: labelled(data[name].items())
            for name in (
                "condition",
                "contrast",
                "directions",
                "valence",
                "time",
                "bounds",
                "significance",
                "progress",
                "aspect",
                "caps",
                "stances",
                "duties",
                "measures",
            )
        },
        **{
            f"stages.{name}": labelled((str(rung), phrases) for rung, phrases in enumerate(track["rungs"]))
            for name, track in data["stages"].items()
        },
        **{f"slot.{slot}": labelled(groups.items()) for slot, groups in data["slots"].items()},
    }
    alike: dict[str, list[int]] = {}
    for number, group in enumerate(data["alike"]["groups"]):
        for phrase in spread(group):
            alike.setdefault(phrase.casefold(), []).append(number)
    near: dict[str, list[int]] = {}
    for number, line in enumerate(data["near"]["groups"].split("\n")):
        for word in line.split():
            near.setdefault(word.casefold(), []).append(number)
    return {**data, "families": families, "tables": tables, "alike": alike, "near": near}


class Language:
    """What the english files know, ready for use.

    Args:
        data: The english files' content as ``prepare`` returned it.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.inflection = Inflection(data)
        self.families: Mapping[str, str] = data["families"]
        self._tables: Mapping[str, Any] = data["tables"]
        self._markers = {name: self._tables[name] for name in MARKERS}
        self._starts = starts(self._markers)
        self._alike: Mapping[str, Sequence[int]] = data["alike"]
        self._near: Mapping[str, Sequence[int]] = data["near"]
        self._neighbours = lru_cache(maxsize=_WORDS)(self._find_neighbours)
        self._forms = lru_cache(maxsize=_WORDS)(self._find_forms)
        self._roots = lru_cache(maxsize=_WORDS)(self._find_bases)
        self._denying = frozenset(
            word
            for word, phrases in self._tables["negation"].items()
            if any(not rest and "strong" in labels for rest, labels in phrases)
        )
        self._transitive = frozenset(data["transitive"]["list"])
        self._kinds = {kind: frozenset(listed) for kind, listed in data["words"].items() if isinstance(listed, list)}
        self.closed = frozenset[str]().union(*(self._kinds[kind] for kind in _CLOSED))
        """The words that say nothing of their own: determiners, prepositions and the like."""

    def find(self, name: str, text_words: Sequence[Word]) -> list[Hit]:
        """Return the phrases of one of the tables (``certainty``, ``negation``, ``verbs`` ...) in a list of words."""
        return find(self._tables[name], text_words)

    def markers(self, text_words: Sequence[Word]) -> list[tuple[str, Hit]]:
        """Return the phrases of all tables named in MARKERS in a list of words, each with the name of its table."""
        return find_all(self._markers, self._starts, text_words)

    def kin(self, word: str) -> Sequence[int]:
        """Return the numbers of the groups of words that may stand for a word in small letters."""
        return self._alike.get(word, ())

    def near(self, word: str) -> frozenset[int]:
        """Return the numbers of the groups of neighbours in meaning that any form of a word in small letters is in."""
        return self._neighbours(word)

    def moves(self, word: str) -> bool:
        """Return whether a word in small letters is a verb that tells how a measure moves or stays."""
        return any(base in self.families for base, _ in self.forms(word))

    def _find_neighbours(self, word: str) -> frozenset[int]:
        return frozenset(n for base in self.bases(word) for n in self._near.get(base, ()))

    def bases(self, word: str) -> frozenset[str]:
        """Return what may be the base form of a word: the endings taken off, and of irregular verbs the verb."""
        return self._roots(word)

    def _find_bases(self, word: str) -> frozenset[str]:
        bases = {word, *(base for base, _ in self.forms(word))}
        for ending in ("s", "es", "d", "ed", "er", "est", "ly", "ing", "al", "ment", "ation", "ion"):
            if word.endswith(ending) and len(word) - len(ending) > 2:
                root = word[: -len(ending)]
                bases |= {root, root + "e"} | ({root[:-1]} if root[-1] == root[-2] else set())
                if root[-1] == "i":
                    bases.add(root[:-1] + "y")
        return frozenset(bases)

    def forms(self, word: str) -> Sequence[tuple[str, str]]:
        """Return the verbs of which a word in small letters is a form, with the name of the form."""
        return self._forms(word)

    def _find_forms(self, word: str) -> Sequence[tuple[str, str]]:
        verbs = self._tables["verbs"].get(word, ())
        return [(base, form) for rest, payloads in verbs if not rest for base, form in payloads]

    def is_a(self, kind: str, word: str) -> bool:
        """Return whether a word in small letters is in a list of kinds (``prepositions``, ``systems`` ...)."""
        return word in self._kinds[kind]

    def needs_object(self, verb: str) -> bool:
        """Return whether a verb, in its base form, can't stand without an object."""
        return verb in self._transitive

    def denies(self, word: str) -> bool:
        """Return whether a word in small letters is a "not" of some kind."""
        return word in self._denying

    def is_verb_form(self, word: str) -> bool:
        """Return whether a word in small letters is a form of a verb that the english files know."""
        return bool(self.forms(word))

    def plural_group(self, noun: str) -> str:
        """Return a noun group in the plural: its head is the word before the first preposition or clause.

        Args:
            noun: The group in the singular, without article ("check of the data").
        """
        parts = noun.split()
        ends = [
            i
            for i, part in enumerate(parts)
            if i and (self.is_a("prepositions", part) or part in ("that", "which", "who"))
        ]
        head = (ends[0] if ends else len(parts)) - 1
        prefix, dash, last = parts[head].rpartition("-")
        parts[head] = prefix + dash + self.inflection.plural(last)
        return " ".join(parts)

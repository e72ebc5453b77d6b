"""The terms of the glossary, each as its reader is told it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainspeak.errors import UnknownTermError, did_you_mean
from plainspeak.phrases import key
from plainspeak.termfinder import TermFinder

_WORDING = ("plain", "noun", "nouns", "mass", "modifier", "verbs", "adjectives", "says")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary, as a given audience is told it.

    Args:
        id: Its key, unique over all packs.
        domain: The file it stands in ("classification").
        names: What people type.
        plain: What it means, to stand in brackets.
        noun: What replaces it as a noun; "" if nothing does.
        nouns: The same in the plural; "" if made by rule.
        mass: Whether the noun has neither plural nor article.
        modifier: What replaces it before another noun; "" if nothing does.
        verbs: Technical verb -> plain verb.
        adjectives: Technical adjective -> plain adjective.
        good: "up", "down" or "depends" for a metric, else "".
        measured: What a metric is measured in ("share", "time" ...), else "".
        says: How statements about a metric are said, by form ("up.relative").
        never: Words that would be wrong for it.
        entails: What may be said because the term means it.
        source: Where the meaning was checked.
        near: Words that speak for this meaning.
    """

    id: str
    domain: str
    names: tuple[str, ...]
    plain: str
    noun: str
    nouns: str
    mass: bool
    modifier: str
    verbs: Mapping[str, str]
    adjectives: Mapping[str, str]
    good: str
    measured: str
    says: Mapping[str, str]
    never: tuple[str, ...]
    entails: tuple[str, ...]
    source: str
    near: tuple[str, ...]

    @property
    def is_metric(self) -> bool:
        """Whether statements can be made about how high it is."""
        return bool(self.good)


def _flat(says: Mapping[str, Any]) -> dict[str, str]:
    """Return ``{"up": {"some": "x"}}`` as ``{"up.some": "x"}``."""
    out: dict[str, str] = {}
    for name, value in says.items():
        if isinstance(value, Mapping):
            out.update({f"{name}.{form}": saying for form, saying in value.items()})
        else:
            out[name] = value
    return out


class Glossary:
    """All terms of the packs.

    Args:
        terms: The merged terms of the packs, by id.
        tables: What ``termfinder.prepare`` made of them.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, Any]], tables: Mapping[str, Any]) -> None:
        self._data = terms
        self._names = tables["names"]
        self.finder = TermFinder(terms, tables)
        self._terms: dict[tuple[str, tuple[str, ...]], Term] = {}

    def __iter__(self) -> Iterator[Term]:
        """Go through all terms, by domain and id."""
        return iter(self.term(i) for i in sorted(self._data, key=lambda i: (self._data[i]["domain"], i)))

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._data)

    def __contains__(self, term_id: object) -> bool:
        """Return whether there is a term with this id."""
        return term_id in self._data

    def raw(self, term_id: str) -> Mapping[str, Any]:
        """Return a term as its files give it, with the places where each key stands."""
        return self._data[term_id]

    def term(self, term_id: str, audiences: Sequence[str] = ()) -> Term:
        """Return a term in the wording for an audience.

        Args:
            term_id: The term's key.
            audiences: The audience and those that it extends, nearest first.

        Raises:
            UnknownTermError: No pack has this term.
        """
        cached = (term_id, tuple(audiences))
        if cached not in self._terms:
            if term_id not in self._data:
                raise UnknownTermError(f"There is no term {term_id!r}.{did_you_mean(term_id, list(self._data))}")
            self._terms[cached] = self._build(term_id, audiences)
        return self._terms[cached]

    def _build(self, term_id: str, audiences: Sequence[str]) -> Term:
        data = self._data[term_id]
        term = Term(
            id=term_id,
            domain=data["domain"],
            names=tuple(data.get("names", ())),
            plain=data.get("plain", ""),
            noun=data.get("noun", ""),
            nouns=data.get("nouns", ""),
            mass=data.get("mass", False),
            modifier=data.get("modifier", ""),
            verbs=data.get("verbs", {}),
            adjectives=data.get("adjectives", {}),
            good=data.get("good", ""),
            measured=data.get("measured", ""),
            says=_flat(data.get("says", {})),
            never=tuple(data.get("never", ())),
            entails=tuple(data.get("entails", ())),
            source=data.get("source", ""),
            near=tuple(data.get("near", ())),
        )
        for audience in reversed(audiences):
            own = data.get("for", {}).get(audience)
            if own:
                changed: dict[str, Any] = {k: (_flat(v) if k == "says" else v) for k, v in own.items() if k in _WORDING}
                if "says" in changed:
                    changed["says"] = {**term.says, **changed["says"]}
                term = replace(term, **changed)
        return term

    def lookup(self, name: str) -> list[str]:
        """Return the ids of the terms with this id or name, without regard to case and hyphens.

        Args:
            name: An id ("recall") or a name that people type ("true-positive rate").
        """
        if name in self._data:
            return [name]
        parts = key(name)
        listed = self._names.get(parts[0], ()) if parts else ()
        return list(dict.fromkeys(p[0] for rest, payloads in listed if tuple(rest) == parts[1:] for p in payloads))

"""Readers: what they know, what they care about, and how long a sentence for them may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plainspeak.errors import UnknownAudienceError, did_you_mean


@dataclass(frozen=True, slots=True)
class Audience:
    """A reader profile.

    Args:
        name: Its one name, such as ``exec``.
        title: The name in words.
        knows: Patterns of the terms that need no translation: ``domain.*``, ``domain.term``, ``*``, each with ``!``
            in front to take it back. The last one that fits a term decides.
        cares_about: What to put first, for prompts.
        max_words: How many words a sentence may have.
        voice: How to write for them, for prompts.
        aliases: Other names that people type.
    """

    name: str
    title: str
    knows: tuple[str, ...]
    cares_about: tuple[str, ...]
    max_words: int
    voice: str
    aliases: tuple[str, ...]

    def knows_term(self, domain: str, term_id: str) -> bool:
        """Return whether the reader knows a term, so that it may stay as it is.

        >>> reader = Audience("ops", "Operations", ("reliability.*", "!reliability.mtbf"), (), 25, "", ())
        >>> reader.knows_term("reliability", "uptime"), reader.knows_term("reliability", "mtbf")
        (True, False)
        """
        fitting = {"*", f"{domain}.*", f"{domain}.{term_id}"}
        for pattern in reversed(self.knows):
            if pattern.removeprefix("!") in fitting:
                return not pattern.startswith("!")
        return False


class Audiences:
    """All readers of the loaded packs, found by name or alias.

    Args:
        data: The ``audiences`` of ``packs.load``.

    >>> from plainspeak import packs
    >>> readers = Audiences(packs.load()["audiences"])
    >>> readers.get("Product Manager").name
    'pm'
    """

    __slots__ = ("_by_name", "_chains", "_names")

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self._by_name = {
            name: Audience(
                name=name,
                title=entry["title"],
                knows=tuple(entry["knows"]),
                cares_about=tuple(entry["cares_about"]),
                max_words=entry["max_words"],
                voice=entry["voice"],
                aliases=tuple(entry["aliases"]),
            )
            for name, entry in data.items()
        }
        self._chains = {name: tuple(entry["chain"]) for name, entry in data.items()}
        # A name wins over an alias: a team that adds "board" means its own.
        self._names = {alias: a.name for a in self for alias in a.aliases} | {name: name for name in self._by_name}

    def __iter__(self) -> Iterator[Audience]:
        """Return the readers, ours first."""
        return iter(self._by_name.values())

    def get(self, name: str) -> Audience:
        """Return a reader by name or alias; case does not matter, and spaces and underscores count as hyphens.

        Raises:
            UnknownAudienceError: With the nearest name and the list of all.
        """
        key = "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
        if key not in self._names:
            known = ", ".join(self._by_name)
            hint = did_you_mean(key, list(self._names))
            raise UnknownAudienceError(f"There is no audience {name!r}.{hint} Audiences: {known}.")
        return self._by_name[self._names[key]]

    def chain(self, name: str) -> tuple[str, ...]:
        """Return the names of an audience and of those it extends, nearest first.

        Args:
            name: Name or alias, as for ``get``.
        """
        return self._chains[self.get(name).name]

"""Mappings whose values are read only when they are asked for: a start needs few of the glossary's thousands."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from typing import Any


def pack(data: Mapping[str, Any]) -> dict[str, str]:
    """Return a mapping with each value as JSON text.

    Args:
        data: Plain data by name.
    """
    return {key: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for key, value in data.items()}


class Packed(Mapping[str, Any]):
    """A mapping that reads a value the first time it is asked for.

    Args:
        texts: What ``pack`` returned.

    >>> Packed(pack({"recall": {"good": "up"}}))["recall"]["good"]
    'up'
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._read: dict[str, Any] = {}

    @property
    def names(self) -> Container[str]:
        """The names, for many quick looks."""
        return self._texts

    def __getitem__(self, key: str) -> Any:
        """Return the value of a name."""
        if key not in self._read:
            self._read[key] = json.loads(self._texts[key])
        return self._read[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a name, or the default."""
        return self[key] if key in self._texts else default

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a name."""
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._texts)

"""Everything the packs say, loaded once and ready for use: English, glossary, audiences, numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from plainspeak import language, packed, packs, phrases, senses, shapes, termfinder, vocabulary, wordlists
from plainspeak.audiences import Audience, Audiences
from plainspeak.glossary import Glossary
from plainspeak.language import Language
from plainspeak.moments import Moments
from plainspeak.packed import Packed, pack
from plainspeak.quantities import Numbers
from plainspeak.wordlists import WordLists

# What is kept depends on the modules that prepare it: another size of one of them means other code.
_VERSION = "-".join(
    str(Path(str(module.__file__)).stat().st_size)
    for module in (language, packed, phrases, senses, shapes, termfinder, vocabulary, wordlists)
)
_LARGE = ("verbs", "moving")  # the tables of the English that are large enough to be read piece by piece


def _prepare(data: dict[str, Any]) -> dict[str, Any]:
    english = language.prepare(data["english"])
    tables = {name: pack(table) if name in _LARGE else table for name, table in english["tables"].items()}
    found = termfinder.prepare(data["terms"], english)
    return {
        **data,
        "english": {**english, "tables": tables, "shapes_ready": shapes.prepare(english)},
        "checks": json.dumps(wordlists.prepare(**data["checks"], english=data["english"])),
        "terms": pack(data["terms"]),
        "tables": {name: pack(table) for name, table in found.items()},
    }


class Knowledge:
    """What the packs know, ready for use.

    Args:
        data: The packs' content, merged and prepared.

    >>> knowledge = load()
    >>> knowledge.glossary.term("recall").good
    'up'
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        english = data["english"]
        tables = {name: Packed(table) if name in _LARGE else table for name, table in english["tables"].items()}
        self.language = Language({**english, "tables": tables})
        found = {name: Packed(table) for name, table in data["tables"].items()}
        self.glossary = Glossary(Packed(data["terms"]), found)
        self.audiences = Audiences(data["audiences"])
        self.numbers = Numbers(data["english"]["numbers"])
        self.moments = Moments(data["english"]["numbers"])
        self.slots: Mapping[str, str] = data["slots"]
        self.prompts: Sequence[str] = data["prompts"]
        self._checks: str = data["checks"]  # text: a rewrite has no use for them
        self._check_words: WordLists | None = None

    @property
    def check_words(self) -> WordLists:
        """The words of the check's rules."""
        if self._check_words is None:
            self._check_words = WordLists(json.loads(self._checks))
        return self._check_words

    def chain(self, audience: Audience) -> tuple[str, ...]:
        """Return the names of an audience and of those it extends, nearest first."""
        return self.audiences.chain(audience.name)


_loaded: dict[tuple[Path, ...], Knowledge] = {}


def load(folders: Sequence[Path] = ()) -> Knowledge:
    """Return the knowledge of our own pack with others laid over it, each combination read once a process.

    Args:
        folders: Pack folders, the last one on top.

    Raises:
        PackError: A pack's files hold mistakes.
    """
    wanted = tuple(Path(folder) for folder in folders)
    if wanted not in _loaded:
        _loaded[wanted] = Knowledge(packs.load(wanted, _prepare, version=_VERSION))
    return _loaded[wanted]


def compile_builtin(target: Path) -> None:
    """Write our own pack, ready for use, to a file; done when the wheel is built.

    Args:
        target: The file to write.
    """
    packs.compile_builtin(target, _prepare, version=_VERSION)

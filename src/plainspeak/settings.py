"""Settings from plainspeak.toml or pyproject.toml, and over them those from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plainspeak.errors import ConfigError, Problem, did_you_mean

if TYPE_CHECKING:
    from plainspeak.tomlfile import Place, TomlFile

KEYS = ("audience", "packs", "set")

# Our table in pyproject.toml, in any way of writing it. Most such files are not about us, and are not parsed.
_OUR_TABLE = re.compile(
    r"""^[ \t]*+(?:\[{1,2}[ \t]*+)?(?:["']?tool["']?[ \t]*+\.[ \t]*+)?"""
    r"""["']?plainspeak["']?[ \t]*+(?:[.\]]|=[ \t]*+\{)""",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user has set.

    Args:
        audience: Name of the reader to write for, if set.
        packs: Folders of a team's own packs, in order; absolute paths.
        slots: The team's own words for slots such as ``cases``.
        source: The file that was read, if there is one.
    """

    audience: str | None = None
    packs: tuple[Path, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    source: Path | None = None


def load(start: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings that hold in a folder.

    The nearest ``plainspeak.toml``, or ``pyproject.toml`` with a table ``[tool.plainspeak]``, from the folder upwards
    is read, and no other. ``PLAINSPEAK_AUDIENCE`` and ``PLAINSPEAK_PACKS`` in the environment replace what it says.

    Args:
        start: The folder; the working directory if not given.
        environ: The environment; the process's own if not given.

    Raises:
        ConfigError: With every mistake in the file, each with its line.
    """
    folder = Path(os.path.abspath(start or "."))
    environ = os.environ if environ is None else environ
    settings = _from_files(folder)
    audience = environ.get("PLAINSPEAK_AUDIENCE", "").strip()
    packs = [part for part in environ.get("PLAINSPEAK_PACKS", "").split(os.pathsep) if part.strip()]
    return Settings(
        audience=audience or settings.audience,
        packs=_folders(packs, folder) if packs else settings.packs,
        slots=settings.slots,
        source=settings.source,
    )


def _from_files(folder: Path) -> Settings:
    for here in (folder, *folder.parents):
        for name in ("plainspeak.toml", "pyproject.toml"):
            file = here / name
            if name == "plainspeak.toml":
                if file.is_file():
                    return _parse(file, ())
            elif _mentions_us(file):
                settings = _parse(file, ("tool", "plainspeak"))
                if settings.source:
                    return settings
    return Settings()


def _mentions_us(file: Path) -> bool:
    try:
        raw = file.read_bytes()
    except OSError:  # not there, a folder, or not ours to read: nothing in it can be meant for us
        return False
    return b"plainspeak" in raw and bool(_OUR_TABLE.search(raw.decode("utf-8", "replace")))


def _parse(path: Path, table: Place) -> Settings:
    """Read our table of a file; settings without a source if it has none."""
    from plainspeak import tomlfile  # only when there is a file to parse

    file = tomlfile.read(path)
    if isinstance(file, Problem):
        raise ConfigError(str(file))
    data: Any = file.data
    for key in table:
        data = data.get(key) if isinstance(data, dict) else None
    if data is None:
        return Settings()
    if problems := _problems(file, table, data):
        raise ConfigError("\n".join(str(problem) for problem in problems))
    return Settings(
        audience=data.get("audience"),
        packs=_folders(data.get("packs", []), path.parent),
        slots=data.get("set", {}),
        source=path,
    )


def _problems(file: TomlFile, table: Place, data: Any) -> list[Problem]:
    if not isinstance(data, dict):
        return [file.problem(table, "must be a table: [tool.plainspeak].")]
    problems = []
    for key, value in data.items():
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f" Keys here: {', '.join(KEYS)}."
            problems.append(file.problem((*table, key), f"unknown key {key!r}.{hint}"))
        elif wrong := _wrong(key, value):
            problems.append(file.problem((*table, key), f"{key!r} {wrong}"))
    return problems


def _wrong(key: str, value: Any) -> str:
    """Return what is wrong with the value of a known key, or nothing."""
    match key:
        case "audience":
            return (
                "" if isinstance(value, str) and value.strip() else 'must be the name of an audience, such as "exec".'
            )
        case "packs":
            fits = isinstance(value, list) and all(isinstance(part, str) and part.strip() for part in value)
            return "" if fits else 'must be a list of folders, such as ["team"].'
        case _:
            return _wrong_slots(value)


def _wrong_slots(value: Any) -> str:
    from plainspeak.tomlfile import COMPUTED_SLOTS

    if not isinstance(value, dict) or not all(isinstance(word, str) and word.strip() for word in value.values()):
        return 'must be a table of words, such as { cases = "anomalies" }.'
    if computed := sorted(COMPUTED_SLOTS & value.keys()):
        return f"must not hold {computed[0]!r}: it is filled from each sentence."
    return ""


def _folders(names: list[str], base: Path) -> tuple[Path, ...]:
    return tuple(Path(os.path.abspath(base / os.path.expanduser(name.strip()))) for name in names)

"""Find pack folders, read and check their files, merge them, and keep the result ready to load.

A pack is a folder that holds any of ``pack.toml``, ``glossary/*.toml``, ``audiences/*.toml``, ``english.toml``,
``english/*.toml`` and ``prompts/``. Ours comes first, a later one goes over it key by key. Reading and checking takes
longer than all the rest of a short run, so the result is kept: beside the built-in pack when a wheel is built, else in
the user's cache folder. A start from there parses no TOML and imports no pydantic.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from plainspeak import __version__
from plainspeak.errors import PackError, Problem

BUILTIN = Path(__file__).parent / "data"
COMPILED = "compiled.json"
SCHEMA = 2
"""Raised whenever the shape of the kept data changes."""
KEPT = 20
"""So many results are kept in the cache folder; there is one for each set of packs."""

Data = dict[str, Any]
Prepare = Callable[[Data], Data]
FileStat = tuple[str, int, int]
"""A file of a pack: its path inside the pack (with ``/``), size in bytes, time of change in nanoseconds."""


def load(packs: Sequence[Path | str] = (), prepare: Prepare | None = None, version: str = "1") -> Data:
    """Return the built-in pack with the given packs over it, checked and merged.

    Args:
        packs: Folders; a later one goes over an earlier one key by key, and lists replace lists.
        prepare: Adds what can be computed once, such as indexes. What it returns must be fit for JSON.
        version: Names the behaviour of ``prepare``; change it and kept results are made anew.

    Returns:
        ``terms`` (id -> the keys of its tables, ``domain``, ``file`` and ``line``, and in ``from`` the keys that
        a later pack replaced, each with the file and line it comes from), ``audiences``, ``english``, ``checks``
        (its rules' lists of words), ``slots``, and ``prompts`` (folders; the last one wins).

    Raises:
        PackError: With every mistake in the files.

    >>> load()["terms"]["recall"]["domain"]
    'classification'
    """
    folders = [BUILTIN, *(Path(os.path.abspath(pack)) for pack in packs)]
    files = _files_of_all(folders)
    data = None
    if len(folders) == 1:
        data = _read(BUILTIN / COMPILED, _builtin_fingerprint(files[0], prepare, version))
    if data is None:
        cache = _cache_file(folders, prepare, version)
        fingerprint = _fingerprint(
            prepare, version, [[str(f), *found] for f, found in zip(folders, files, strict=True)]
        )
        data = _read(cache, fingerprint) if cache else None
        if data is None:
            data, text = _make(folders, files, prepare, fingerprint)
            if cache:
                _write(cache, text)
    # Found anew each time: what is in these folders is not part of the kept data.
    data["prompts"] = [str(folder / "prompts") for folder in folders if (folder / "prompts").is_dir()]
    return data


def compile_builtin(target: Path, prepare: Prepare | None = None, version: str = "1") -> None:
    """Write the built-in pack, ready to load, to a file; for the build of a wheel.

    Args:
        target: The file to write: ``compiled.json`` in the folder of the built-in pack.
        prepare: As for ``load``. The file is used only by a ``load`` with the same ``prepare`` and version.
        version: As for ``load``.
    """
    files = _files_of_all([BUILTIN])
    fingerprint = _builtin_fingerprint(files[0], prepare, version)
    target.write_text(_make([BUILTIN], files, prepare, fingerprint)[1], encoding="utf-8")


def files_of(folder: Path) -> list[FileStat]:
    """Return the TOML files of a pack, sorted by path.

    Raises:
        OSError: If there is no such folder.
    """
    found: list[FileStat] = []
    for part in ("", "audiences", "english", "glossary"):
        try:
            with os.scandir(folder / part) as entries:
                for entry in entries:
                    if _belongs(entry, part):
                        stat = entry.stat()
                        found.append((f"{part}/{entry.name}" if part else entry.name, stat.st_size, stat.st_mtime_ns))
        except (FileNotFoundError, NotADirectoryError):
            if not part:
                raise
    return sorted(found)


def _belongs(entry: os.DirEntry[str], part: str) -> bool:
    if not part:
        return entry.name in ("pack.toml", "english.toml") and entry.is_file()
    # Editors and file managers leave hidden files beside the one that is edited.
    return entry.name.endswith(".toml") and not entry.name.startswith(".") and entry.is_file()


def _files_of_all(folders: list[Path]) -> list[list[FileStat]]:
    found: list[list[FileStat]] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            found.append(files_of(folder))
        except (OSError, ValueError) as error:  # ValueError: a null character in the path
            problems.append(Problem(str(folder), 0, _no_folder(error)))
    if problems:
        raise PackError(problems)
    return found


def _no_folder(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such folder. Check the path; a pack is a folder that holds glossary/."
    if isinstance(error, NotADirectoryError):
        return "is a file. A pack is a folder: name the folder that holds glossary/."
    return f"can't be read: {getattr(error, 'strerror', None) or error}."


def _make(
    folders: list[Path], files: list[list[FileStat]], prepare: Prepare | None, fingerprint: Data
) -> tuple[Data, str]:
    """Build the data and the text that is kept of it."""
    from plainspeak.packfiles import build  # only when there is nothing kept: it needs pydantic and tomllib

    data = build([(folder, [name for name, _, _ in found]) for folder, found in zip(folders, files, strict=True)])
    if prepare:
        data = prepare(data)
    text = json.dumps({"fingerprint": fingerprint, "data": data}, separators=(",", ":"))
    # Back from the text, so that a first run gets exactly what a second one will get (lists for tuples, and so on).
    made: Data = json.loads(text)["data"]
    return made, text


def _fingerprint(prepare: Prepare | None, version: str, packs: list[list[Any]]) -> Data:
    """Return what must be equal for a kept result to be used, in a form that JSON gives back unchanged."""
    return {
        "plainspeak": __version__,
        "schema": SCHEMA,
        "prepare": [f"{prepare.__module__}.{prepare.__name__}", version] if prepare else [],
        "packs": [[list(part) if isinstance(part, tuple) else part for part in pack] for pack in packs],
    }


def _builtin_fingerprint(files: list[FileStat], prepare: Prepare | None, version: str) -> Data:
    """Return the fingerprint of the built-in pack without times and place: installing a wheel changes both."""
    return _fingerprint(prepare, version, [["", *((name, size) for name, size, _ in files)]])


def _cache_file(folders: list[Path], prepare: Prepare | None, version: str) -> Path | None:
    """Return the file for this set of packs, one for each, so that an edited pack replaces its older result."""
    folder = cache_folder()
    if folder is None:
        return None
    which = json.dumps(_fingerprint(prepare, version, [[str(pack)] for pack in folders]))
    return folder / f"packs-{crc32(which.encode()):08x}.json"


def cache_folder() -> Path | None:
    """Return the user's folder for what can be made again, or None if the system has none."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):  # the specification says that a relative one is to be ignored
        return Path(given) / "plainspeak"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / "plainspeak" if local else None
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return None
    return Path(home, "Library/Caches" if sys.platform == "darwin" else ".cache", "plainspeak")


def _read(file: Path, fingerprint: Data) -> Data | None:
    """Return the kept data, or nothing if it is not there, damaged, or of other files."""
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or kept.get("fingerprint") != fingerprint:
        return None
    data = kept.get("data")
    return data if isinstance(data, dict) else None


def _write(file: Path, text: str) -> None:
    """Keep the text, whole or not at all; if it can't be kept, the next start is slower, and that is all."""
    # The name begins like a kept file's, so that what a killed process leaves behind is pruned as well.
    draft = file.with_name(f"{file.name}.{os.urandom(8).hex()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            draft.write_text(text, encoding="utf-8")
            os.replace(draft, file)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        _prune(file.parent)
    except OSError:
        return


def _prune(folder: Path) -> None:
    with os.scandir(folder) as entries:
        ours = [entry for entry in entries if entry.name.startswith("packs-")]
    if len(ours) <= KEPT:
        return
    ours.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in ours[KEPT:]:
        os.unlink(entry.path)

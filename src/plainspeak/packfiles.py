"""Reads the files of packs, checks them, and merges them into one set of data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plainspeak import schema, tomlfile
from plainspeak.errors import PackError, Problem, did_you_mean
from plainspeak.tomlfile import Place, TomlFile

Data = dict[str, Any]

NOT_INHERITED = ("title", "aliases", "extends")
"""Keys of an audience that say who it is: the audience that extends it has its own."""

_WORD_LISTS = ("checks", "sets")  # tables of english files that hold words of the check, by rule


@dataclass(frozen=True, slots=True)
class Entry:
    """One term or audience of one file."""

    key: str
    values: Data
    file: TomlFile
    place: Place
    shown: str
    """The file as readers of the data see it: the pack's name and the path inside the pack."""
    builtin: bool
    domain: str

    def problem(self, message: str, *place: str | int) -> Problem:
        """Return a mistake in this entry."""
        return self.file.problem((*self.place, *place), message)


@dataclass(slots=True)
class Pack:
    """What was read of one pack."""

    terms: dict[str, Entry] = field(default_factory=dict)
    audiences: dict[str, Entry] = field(default_factory=dict)
    english: Data = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """The mistakes so far, and what is needed to find more.

    Args:
        problems: The mistakes.
        broken_audiences: Audiences that can't be judged because their own file holds a mistake.
        word_lists: Names of the lists of words that our own pack has for the check.
    """

    problems: list[Problem] = field(default_factory=list)
    broken_audiences: set[str] = field(default_factory=set)
    word_lists: set[str] = field(default_factory=set)


def build(packs: Sequence[tuple[Path, Sequence[str]]]) -> Data:
    """Read, check and merge packs, ours first.

    Args:
        packs: Each pack's folder and the files in it, as paths inside the folder.

    Raises:
        PackError: With every mistake found.
    """
    found = Findings()
    read = [_read_pack(folder, files, found, builtin=not n) for n, (folder, files) in enumerate(packs)]
    terms = _merge_terms(read, found)
    audiences = _merge_audiences(read, found)
    known = {name for pack in read for name in pack.audiences} | found.broken_audiences
    aliases = {alias for audience in audiences.values() for alias in audience["aliases"]}
    for entry in (entry for pack in read for entry in pack.terms.values()):
        found.problems.extend(_unknown_audiences(entry, known, aliases, unsure=bool(found.broken_audiences)))
    if found.problems:
        raise PackError(sorted(found.problems, key=lambda problem: (problem.file, problem.line)))
    english: Data = {}
    checks: Data = {}
    slots: dict[str, str] = {}
    for pack in read:
        checks = joined(checks, {key: pack.english.pop(key, {}) for key in _WORD_LISTS})
        english = merge(english, pack.english)
        slots |= pack.slots
    return {"terms": terms, "audiences": audiences, "english": english, "checks": checks, "slots": slots}


def merge(base: Data, over: Data) -> Data:
    """Return base with over laid on it: tables are merged key by key, everything else is replaced.

    >>> merge({"a": {"x": 1, "y": 2}, "b": [1, 2]}, {"a": {"y": 3}, "b": [4]})
    {'a': {'x': 1, 'y': 3}, 'b': [4]}
    """
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        result[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def joined(base: Data, over: Data) -> Data:
    """Return base with over added to it, for the check's words: lists grow, and "!phrase" takes a phrase out.

    >>> joined({"a": {"x": ["so", "very"]}}, {"a": {"x": ["quite", "!so"]}})
    {'a': {'x': ['very', 'quite']}}
    """
    gone = {phrase[1:] for phrase in over if phrase.startswith("!")}
    result = {key: value for key, value in base.items() if key not in gone}
    for key, value in over.items():
        old = result.get(key)
        if isinstance(value, dict):
            result[key] = joined(old if isinstance(old, dict) else {}, value)
        elif isinstance(value, list):
            whole = [*(old if isinstance(old, list) else ()), *value]
            result[key] = [phrase for phrase in dict.fromkeys(whole) if phrase[:1] != "!" and f"!{phrase}" not in value]
        elif not key.startswith("!"):
            result[key] = value
    return result


def leaves(table: Data, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way to every value that is not a table itself."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*place, key))
        else:
            yield (*place, key)


def _read_pack(folder: Path, names: Sequence[str], found: Findings, *, builtin: bool) -> Pack:
    pack = Pack()
    english_from: dict[Place, TomlFile] = {}
    pack_name = "plainspeak" if builtin else folder.name
    if not names and not builtin and not (folder / "prompts").is_dir():
        message = "holds none of glossary/*.toml, audiences/*.toml, english.toml, pack.toml and prompts/."
        found.problems.append(Problem(tomlfile.label(folder), 0, message))
    for name in names:
        part, _, base = name.rpartition("/")
        stem = base.removesuffix(".toml")
        kind = _kind(part, stem)
        file = tomlfile.read(folder / name)
        mistakes = [] if isinstance(file, Problem) else schema.check(kind, file.data)
        if kind == "audience" and (isinstance(file, Problem) or mistakes):
            found.broken_audiences.add(stem)
        if isinstance(file, Problem):
            found.problems.append(file)
            continue
        found.problems.extend(file.problem(place, message) for place, message in mistakes)
        if part and not re.fullmatch(schema.ID, stem):
            message = f"must have a name in lower case, its words joined by hyphens; {stem!r} is not."
            found.problems.append(file.problem((), message))
        shown = f"{pack_name}/{name}"
        if kind == "glossary":
            bad = {place[0] for place, _ in mistakes if place}
            for key, values in file.data.items():
                if key not in bad:
                    entry = Entry(key, values, file, (key,), shown, builtin, stem)
                    found.problems.extend(_twice(entry, pack.terms.setdefault(key, entry)))
        elif mistakes:
            continue
        elif kind == "audience":
            pack.audiences[stem] = Entry(stem, file.data, file, (), shown, builtin, "")
        elif kind == "english":
            found.problems.extend(_english_twice(file, english_from))
            found.problems.extend(_word_lists(file, found.word_lists, builtin=builtin))
            pack.english = merge(pack.english, file.data)
        else:
            pack.slots = file.data.get("slots", {})
    return pack


def _kind(part: str, stem: str) -> schema.Kind:
    match part or stem:
        case "glossary":
            return "glossary"
        case "audiences":
            return "audience"
        case "english":
            return "english"
        case _:
            return "pack"


def _twice(entry: Entry, first: Entry) -> Iterator[Problem]:
    if first is not entry:
        where = f"{first.file.label}:{first.file.line(first.place)}"
        yield entry.problem(f"the term {entry.key!r} is already defined at {where}. Merge the two, or rename one.")


def _english_twice(file: TomlFile, seen: dict[Place, TomlFile]) -> Iterator[Problem]:
    for place in leaves(file.data):
        first = seen.setdefault(place, file)
        if first is not file:
            where = f"{first.label}:{first.line(place)}"
            yield file.problem(place, f"{'.'.join(place)!r} is already given at {where}. Remove one of the two.")


def _word_lists(file: TomlFile, known: set[str], *, builtin: bool) -> Iterator[Problem]:
    """Note the lists of words that our own pack has for the check, and find others: nobody would ever look at them."""
    places = [(kind, name) for kind in _WORD_LISTS for name in file.data.get(kind, {})]
    if builtin:
        known.update(name for _, name in places)
    for place in places:
        if place[1] not in known:
            hint = did_you_mean(place[1], sorted(known)) or " `plainspeak rules` lists the rules."
            yield file.problem(place, f"there are no words of the check for {place[1]!r}.{hint}")


def _merge_terms(packs: Sequence[Pack], found: Findings) -> Data:
    merged: Data = {}
    last: dict[str, Entry] = {}
    for entry in (entry for pack in packs for entry in pack.terms.values()):
        key = entry.key
        if key in merged:
            replaced = {".".join(leaf): _shown(entry, leaf) for leaf in leaves(entry.values)}
            merged[key] = merge(merged[key], entry.values)
            merged[key]["from"] = merged[key].get("from", {}) | replaced
        else:
            here = {"domain": entry.domain, "file": entry.shown, "line": entry.file.line(entry.place)}
            merged[key] = entry.values | here
        last[key] = entry
    for key, entry in last.items():
        if merged[key].pop("off", False):
            if entry.values.keys() == {"off"} and "from" not in merged[key]:
                hint = did_you_mean(key, [term for term in merged if term != key])
                found.problems.append(entry.problem(f"no earlier pack has a term {key!r} to switch off.{hint}"))
            del merged[key]
            continue
        found.problems.extend(_incomplete(entry, merged[key], list(merged)))
    return merged


def _shown(entry: Entry, leaf: tuple[str, ...]) -> str:
    return f"{entry.shown}:{entry.file.line((*entry.place, *leaf))}"


def _incomplete(entry: Entry, term: Data, others: list[str]) -> Iterator[Problem]:
    """Find what a term lacks once all packs are merged."""
    lacking = []
    if not (term.get("names") or term.get("verbs") or term.get("adjectives")):
        lacking.append("names (or verbs or adjectives)")
    if "plain" not in term:
        lacking.append("plain")
    if entry.builtin:
        lacking += [key for key in ("source", "examples") if not term.get(key)]
    if lacking:
        hint = did_you_mean(entry.key, [other for other in others if other != entry.key])
        yield entry.problem(f"the term {entry.key!r} lacks {', '.join(lacking)}.{hint}")
    own = [*term.get("names", []), *term.get("verbs", {}), *term.get("adjectives", {})]
    folded = {name.casefold() for name in own}
    for name in term.get("everyday", []):
        if name.casefold() not in folded:
            message = f"everyday has {name!r}, which is not among names, verbs and adjectives.{did_you_mean(name, own)}"
            yield entry.problem(message, "everyday")


def _unknown_audiences(entry: Entry, known: set[str], aliases: set[str], *, unsure: bool) -> Iterator[Problem]:
    """Find wording and examples for audiences that no pack has."""
    for name in entry.values.get("for", {}):
        if name not in known:
            yield entry.problem(f"there is no audience {name!r}.{_audience_hint(name, known)}", "for", name)
    for index, example in enumerate(entry.values.get("examples", [])):
        name = example.get("audience", "exec")
        # With a broken audience file its aliases are not known.
        if name not in known and name not in aliases and not unsure:
            hint = _audience_hint(name, known)
            yield entry.problem(f"there is no audience {name!r}.{hint}", "examples", index, "audience")


def _audience_hint(name: str, known: set[str]) -> str:
    return did_you_mean(name, sorted(known)) or f" Audiences: {', '.join(sorted(known))}."


def _merge_audiences(packs: Sequence[Pack], found: Findings) -> Data:
    merged: Data = {}
    last: dict[str, Entry] = {}
    for entry in (entry for pack in packs for entry in pack.audiences.values()):
        merged[entry.key] = merge(merged.get(entry.key, {}), entry.values)
        last.pop(entry.key, None)  # so that the order is that of the packs, and a clash is told where it arose
        last[entry.key] = entry
    known = set(merged) | found.broken_audiences
    taken: dict[str, str] = {}
    result: Data = {}
    for name, entry in last.items():
        chain = _chain(name, merged)
        top = merged[chain[-1]].get("extends")
        if top in chain:
            if top != name:  # it only leads to the circle, which is reported at those that are part of it
                continue
            path = " → ".join([*chain, top])
            found.problems.append(entry.problem(f"extends goes round in a circle: {path}.", "extends"))
            continue
        if top is not None and top not in known:
            if len(chain) == 1:  # otherwise it is reported at the one that names it
                hint = _audience_hint(top, known - {name})
                found.problems.append(entry.problem(f"there is no audience {top!r} to extend.{hint}", "extends"))
            continue
        result[name] = audience = _extended([merged[link] for link in reversed(chain)]) | {"chain": chain}
        lacking = [key for key in ("title", "max_words", "voice") if key not in audience]
        if lacking and not found.broken_audiences & {name, top}:
            hint = did_you_mean(name, [other for other in merged if other != name])
            found.problems.append(entry.problem(f"the audience {name!r} lacks {', '.join(lacking)}.{hint}"))
        for alias in audience["aliases"]:
            if taken.setdefault(alias, name) != name:
                message = f"the alias {alias!r} also is an alias of {taken[alias]!r}. Take it from one of the two."
                found.problems.append(entry.problem(message, "aliases"))
    return {name: result[name] for name in merged if name in result}


def _chain(name: str, audiences: Data) -> list[str]:
    """Return the audience, the one it extends, and so on, until there is none or one comes again."""
    chain = [name]
    while (parent := audiences[chain[-1]].get("extends")) in audiences and parent not in chain:
        chain.append(parent)
    return chain


def _extended(chain: list[Data]) -> Data:
    """Lay audiences over each other, the most general first."""
    result: Data = {"cares_about": [], "knows": []}
    for audience in chain:
        inherited = {key: value for key, value in result.items() if key not in NOT_INHERITED}
        result = inherited | audience | {"knows": [*inherited["knows"], *audience.get("knows", [])]}
    result.pop("extends", None)
    return {"aliases": []} | result

"""Writes docs/glossary.html, the built-in glossary as one page to read and search: python docs/make_glossary.py."""
# ruff: noqa: INP001  a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plainspeak import knowledge
from plainspeak.cli.term import as_data
from plainspeak.glossary import Term
from plainspeak.knowledge import Knowledge

PAGE = Path(__file__).with_name("glossary.html")
TEMPLATE = "glossary.html.jinja"
GOOD = {"up": "higher is better", "down": "lower is better", "depends": "neither up nor down is better as such"}
TITLES = {"cloud": "Cloud and its cost", "everyday": "Everyday words of software work"}
LABELS = {
    "noun": "as a noun",
    "modifier": "before a noun",
    "level": "a level",
    "from_to": "before and after",
    "high": "high",
    "low": "low",
    "same": "unchanged",
}
SIZES = {
    "relative": "by a percentage",
    "points": "in points",
    "absolute": "by an amount",
    "times": "by a factor",
    "some": "",
}


def label(key: str) -> str:
    """Return what a wording is for, from its key: "says.up.relative" is "up by a percentage"."""
    key = key.removeprefix("says.")
    way, _, form = key.partition(".")
    if key in LABELS:
        return LABELS[key]
    if way in ("verbs", "adjectives"):
        return f"“{form}”"
    return f"{way} {SIZES.get(form, form)}".strip()


def wordings(term: dict[str, Any]) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield each different set of wordings with the readers who are told so."""
    groups: list[tuple[list[str], dict[str, str]]] = []
    for reader, said in term["said"].items():
        own = {label(key): words for key, words in said.items() if key != "knows"}
        if said["knows"] or not own:
            continue
        same = next((readers for readers, other in groups if other == own), None)
        if same is None:
            groups.append(([reader], own))
        else:
            same.append(reader)
    yield from groups


def entry(found: Term, known: Knowledge) -> dict[str, Any]:
    """Return a term as the template needs it."""
    term = as_data(found.id, known)
    names = [*found.names, *found.verbs, *found.adjectives]
    changed = [e for e in term["examples"] if e["say"] != e["get"]]
    return {
        **term,
        "names": names,
        "direction": GOOD.get(term["good"] or "", ""),
        "wordings": list(wordings(term)),
        "known_to": [reader for reader, said in term["said"].items() if said["knows"]],
        "example": changed[0] if changed else None,
        "search": " ".join([*names, term["plain"]]).casefold(),
    }


def drawn() -> str:
    """Return the page."""
    known = knowledge.load()
    domains: dict[str, list[dict[str, Any]]] = {}
    for term in known.glossary:
        domains.setdefault(term.domain, []).append(entry(term, known))
    for terms in domains.values():
        terms.sort(key=lambda term: term["names"][0].casefold())
    environment = Environment(loader=FileSystemLoader(PAGE.parent), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    titles = {name: TITLES.get(name, name.replace("-", " ").capitalize()) for name in domains}
    return environment.get_template(TEMPLATE).render(
        domains=sorted(domains.items(), key=lambda item: titles[item[0]]), titles=titles, count=len(known.glossary)
    )


if __name__ == "__main__":
    PAGE.write_text(drawn() + "\n", encoding="utf-8")

"""``plainspeak audiences``: shows the readers to write for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from plainspeak.cli import common, show

if TYPE_CHECKING:
    from plainspeak.audiences import Audience

VERSION = 1


@click.command(context_settings=common.HELP)
@click.argument("name", required=False)
@common.pack_option
@common.format_option
def command(name: str | None, packs: Sequence[str], form: str) -> None:
    """List the readers, or show the one called NAME."""
    audiences = common.knowledge(packs).audiences
    pen = show.Pen(sys.stdout)
    if name is not None:
        audience = audiences.get(name)
        extends = audiences.chain(audience.name)[1:]
        if form == "json":
            common.write_json({"version": VERSION, **_data(audience, extends)})
        else:
            common.write("\n".join(_shown(audience, extends, pen)) + "\n")
    elif form == "json":
        listed = [_data(audience, audiences.chain(audience.name)[1:]) for audience in audiences]
        common.write_json({"version": VERSION, "audiences": listed})
    else:
        common.write("\n".join(_listed(list(audiences), pen)) + "\n")


def _data(audience: Audience, extends: Sequence[str]) -> dict[str, Any]:
    return {
        "name": audience.name,
        "title": audience.title,
        "extends": extends[0] if extends else None,
        "aliases": list(audience.aliases),
        "knows": list(audience.knows),
        "cares_about": list(audience.cares_about),
        "max_words": audience.max_words,
        "voice": audience.voice,
    }


def _listed(audiences: Sequence[Audience], pen: show.Pen) -> Iterator[str]:
    names = max(show.width(audience.name) for audience in audiences)
    titles = max(show.width(audience.title) for audience in audiences)
    indent = " " * (names + titles + 4)
    for audience in audiences:
        first = f"{pen.head(show.padded(audience.name, names))}  {show.padded(audience.title, titles)}  "
        about = f"at most {audience.max_words} words a sentence"
        if audience.aliases:
            about += f"; also: {', '.join(audience.aliases)}"
        yield from show.indented(about, pen, indent, first)


def _shown(audience: Audience, extends: Sequence[str], pen: show.Pen) -> Iterator[str]:
    yield f"{pen.head(audience.name)}  {audience.title}"
    rows = {
        "knows": ", ".join(audience.knows) or "no technical terms",
        "cares about": "; ".join(audience.cares_about),
        "sentences": f"at most {audience.max_words} words",
        "voice": audience.voice,
        "also called": ", ".join(audience.aliases),
        "extends": ", which extends ".join(extends),
    }
    for label, words in rows.items():
        if words:
            yield from show.indented(words, pen, " " * 15, f"  {pen.dim(label.ljust(13))}")

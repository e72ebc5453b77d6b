"""``plainspeak rewrite``: says a text for one reader, or for several side by side."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from plainspeak.cli import common, receipt, show

if TYPE_CHECKING:
    from plainspeak.rewriter import Rewrite

VERSION = 1


@click.command(context_settings=common.HELP)
@click.argument("texts", nargs=-1, metavar="[TEXT]")
@click.option("-a", "--audience", "audiences", multiple=True, metavar="NAME", help="The reader; may be repeated.")
@click.option("-f", "--file", metavar="PATH", help="Read the text from a file; - is standard input.")
@common.text_options
@click.option("--explain", is_flag=True, help="Show the receipt: each change, each number, and what is left to ask.")
def command(
    texts: Sequence[str],
    audiences: Sequence[str],
    file: str | None,
    given: Sequence[str],
    packs: Sequence[str],
    slots: Mapping[str, str],
    form: str,
    explain: bool,
) -> int:
    """Say TEXT for a reader.

    Without TEXT, standard input is read. The result goes to standard output; notes, questions and the receipt go to
    standard error.

    Exit status: 0 verified, 1 not verified, 2 mistake in the call.
    """
    common.single(texts)
    source = common.read(texts[0] if texts else None, file)
    rewriters = [common.rewriter(name, packs, slots) for name in audiences or (None,)]
    rewriters = list({rewriter.audience.name: rewriter for rewriter in rewriters}.values())
    rewrites = [rewriter.rewrite(source.text, given=given) for rewriter in rewriters]
    if form == "json":
        several = {"version": VERSION, "rewrites": [rewrite.to_dict() for rewrite in rewrites]}
        common.write_json(several if len(rewrites) > 1 else rewrites[0].to_dict())
    elif len(rewrites) == 1:
        common.write(source.shown(rewrites[0].text))
    else:
        common.write(_several(rewrites))
    _tell(rewrites, explain=explain, quiet=form == "json")
    return 0 if all(rewrite.verified for rewrite in rewrites) else 1


def _several(rewrites: Sequence[Rewrite]) -> str:
    pen = show.Pen(sys.stdout)
    if pen.terminal:
        return "\n".join(show.side_by_side([(r.audience, r.text.rstrip("\r\n")) for r in rewrites], pen)) + "\n"
    return "\n".join(f"{r.audience}:\n" + r.text.rstrip("\r\n") + "\n" for r in rewrites)


def _tell(rewrites: Sequence[Rewrite], *, explain: bool, quiet: bool) -> None:
    """Write to standard error what is not the result; a pipe hears only what went wrong."""
    pen = show.Pen(sys.stderr)
    parts: list[list[str]] = []
    for rewrite in rewrites:
        if explain:
            parts.append(receipt.receipt(rewrite, pen))
        elif pen.terminal and not quiet:
            parts.append(receipt.asides(rewrite, pen))
        if not rewrite.verified and not explain:
            parts.append([f"plainspeak: not verified for {rewrite.audience}; --explain shows why."])
    told = "\n\n".join("\n".join(part) for part in parts if part)
    if told:
        common.aside(("\n" if pen.terminal else "") + told + "\n")

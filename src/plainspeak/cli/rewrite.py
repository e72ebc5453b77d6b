"""``plainspeak rewrite``: says a text for one reader, or for several side by side."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from plainspeak.cli import common, models, receipt, show
from plainspeak.errors import ProviderError, UsageError

if TYPE_CHECKING:
    from plainspeak.providers.retry import Line
    from plainspeak.rewriter import Rewrite

VERSION = 1


@click.command(context_settings=common.HELP)
@click.argument("texts", nargs=-1, metavar="[TEXT]")
@click.option("-a", "--audience", "audiences", multiple=True, metavar="NAME", help="The reader; may be repeated.")
@click.option("-f", "--file", metavar="PATH", help="Read the text from a file; - is standard input.")
@common.text_options
@click.option("--explain", is_flag=True, help="Show the receipt: each change, each number, and what is left to ask.")
@models.options
@click.option("--lines", metavar="PATH", help="Rewrite each line of a file; - is standard input.")
@click.option("--output", metavar="PATH", help="With --lines: write JSON lines to a file, as they come.")
@click.option("--resume", is_flag=True, help="With --output: go on with a file, and do only what is missing.")
@click.option(
    "--concurrency",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --lines: how many are asked about at once, instead of what suits the provider.",
)
def command(
    texts: Sequence[str],
    audiences: Sequence[str],
    file: str | None,
    given: Sequence[str],
    packs: Sequence[str],
    slots: Mapping[str, str],
    form: str,
    explain: bool,
    lines: str | None,
    output: str | None,
    resume: bool,
    concurrency: int | None,
    **options: Any,
) -> int:
    """Say TEXT for a reader.

    Without TEXT, standard input is read. The result goes to standard output; notes, questions and the receipt go to
    standard error.

    Exit status: 0 verified, 1 not verified or (with --strict) no answer, 2 mistake in the call.
    """
    asking = models.Asking(**options)
    if lines is not None and (texts or file is not None or explain or len(audiences) > 1):
        raise UsageError("--lines takes neither TEXT, --file nor --explain, and one reader. Leave the others out.")
    if lines is None and (output is not None or resume or concurrency is not None):
        raise UsageError("--output, --resume and --concurrency go with --lines. Leave them out, or add --lines PATH.")
    if resume and output is None:
        raise UsageError("--resume goes on with a file: add --output PATH.")
    common.single(texts)
    source = common.read(texts[0] if texts else None, file) if lines is None else None
    rewriters = [common.rewriter(name, packs, slots, **asking.manner()) for name in audiences or (None,)]
    rewriters = list({rewriter.audience.name: rewriter for rewriter in rewriters}.values())
    if source is None:
        from plainspeak.cli import lines as many_lines

        return many_lines.run(
            rewriters[0],
            asking,
            many_lines.read(lines or "-"),
            given=given,
            form=form,
            output=output,
            resume=resume,
            concurrency=concurrency,
        )
    if asking.dry_run:
        return models.show_requests(rewriters, [source.text], given)
    line = models.line(rewriters[0], asking)
    try:
        rewrites = [rewriter.rewrite_on(line, source.text, given=given) for rewriter in rewriters]
    except ProviderError as error:  # with --strict
        common.aside(f"plainspeak: {error}\n")
        return 1
    if form == "json":
        several = {"version": VERSION, "rewrites": [rewrite.to_dict() for rewrite in rewrites]}
        common.write_json(several if len(rewrites) > 1 else rewrites[0].to_dict())
    elif len(rewrites) == 1:
        common.write(source.shown(rewrites[0].text))
    else:
        common.write(_several(rewrites))
    _tell(rewrites, line, explain=explain, quiet=form == "json")
    return 0 if all(rewrite.verified for rewrite in rewrites) else 1


def _several(rewrites: Sequence[Rewrite]) -> str:
    pen = show.Pen(sys.stdout)
    if pen.terminal:
        return "\n".join(show.side_by_side([(r.audience, r.text.rstrip("\r\n")) for r in rewrites], pen)) + "\n"
    return "\n".join(f"{r.audience}:\n" + r.text.rstrip("\r\n") + "\n" for r in rewrites)


def _tell(rewrites: Sequence[Rewrite], line: Line | None, *, explain: bool, quiet: bool) -> None:
    """Write to standard error what is not the result; a pipe hears only what went wrong."""
    pen = show.Pen(sys.stderr)
    parts: list[list[str]] = []
    for rewrite in rewrites:
        if explain:
            parts.append(receipt.receipt(rewrite, pen))
        elif pen.terminal and not quiet:
            parts.append(receipt.asides(rewrite, pen))
        else:
            failed = dict.fromkeys(f.message for f in rewrite.findings if f.rule == "provider-failed")
            parts.append([f"plainspeak: {message}" for message in failed])
        if not rewrite.verified and not explain:
            parts.append([f"plainspeak: not verified for {rewrite.audience}; --explain shows why."])
    if explain and line:
        usage = sum((rewrite.usage for rewrite in rewrites), type(rewrites[0].usage)())
        parts.append([f"Asked of {line.provider.name}: {models.used(usage, line)}."])
    told = "\n\n".join("\n".join(part) for part in parts if part)
    if told:
        common.aside(("\n" if pen.terminal else "") + told + "\n")

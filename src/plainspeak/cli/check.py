"""``plainspeak check``: what the reader of a text will not understand or will miss, before it is sent."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from plainspeak import documents, settings
from plainspeak.checks import formats
from plainspeak.checks.config import DEFAULT_LEVEL, policy
from plainspeak.checks.engine import configured
from plainspeak.checks.report import Report, joined
from plainspeak.cli import common, findings, show
from plainspeak.errors import InputError, UsageError
from plainspeak.findings import SEVERITIES

FORMATS = ("text", *formats.NAMES)


def _names(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    del ctx, param
    return tuple(name.strip() for listed in value for name in listed.split(",") if name.strip())


@click.command(context_settings=common.HELP)
@click.argument("paths", nargs=-1, metavar="[FILE...]")
@click.option("-a", "--audience", metavar="NAME", help="The reader: exec, cto, sales, pm, ds, or one of your packs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print what was found.",
)
@click.option("--select", multiple=True, metavar="RULES", callback=_names, help="Run these rules only: jargon,wordy.")
@click.option("--ignore", multiple=True, metavar="RULES", callback=_names, help="Do not run these rules.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), help=f"Exit with 1 from this severity on. [default: {DEFAULT_LEVEL}]"
)
@click.option("--fix", is_flag=True, help="Write the mends that change no meaning into .md and .txt files.")
@click.option("--diff", is_flag=True, help="Show what --fix would write, and write nothing.")
@click.option("--stdin-filename", metavar="PATH", help="What to call the text on standard input.")
@common.pack_option
def command(
    paths: Sequence[str],
    audience: str | None,
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: str | None,
    fix: bool,
    diff: bool,
    stdin_filename: str | None,
    packs: Sequence[str],
) -> int:
    """Say what the reader of a text will not understand or will miss, before it is sent.

    FILE is a mail (.eml), a text (.txt, .md), a web page (.html), a folder with any of them, or - for standard input.
    Of a mail only the author's own new words are checked.

    Exit status: 0 nothing found at or above --fail-on, 1 something found, 2 mistake in the call.
    """
    if fix and diff:
        raise UsageError("--fix writes and --diff does not. Leave one of them out.")
    config = settings.load()
    checker = configured(audience, packs=packs or None, settings=config)
    checker.policy = policy(config, select, ignore)
    level = fail_on or config.check.fail_on or DEFAULT_LEVEL
    files = list(_files(paths))
    if fix or diff:
        from plainspeak.cli import fixing

        mended = fixing.run(checker, files, write=fix)
        if diff:
            return int(mended)
    reports = [checker.check(documents.read(_bytes(path), _called(path, stdin_filename))) for path in files]
    report = joined(checker.audience.name, reports)
    _print(report, form, level)
    return int(report.fails(level))


def _print(report: Report, form: str, level: str) -> None:
    for path, reason in report.not_checked:
        common.aside(f"plainspeak: {path}: not checked: {reason}\n")
    if form != "text":
        common.write(formats.render(form, report, level))
    elif report.findings:
        common.write("\n".join(findings.report_lines(report, show.Pen(sys.stdout))) + "\n")
    elif show.is_terminal(sys.stderr) and not report.not_checked:
        common.aside(f"Nothing to say: {report.audience} should understand this.\n")


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files to read, those of folders in the order of their names.

    Raises:
        InputError: There is no text at all, or a path leads nowhere.
    """
    given = list(dict.fromkeys(paths))
    if not given and show.is_terminal(sys.stdin):
        raise UsageError("There is nothing to check. Name a file or a folder, or - for standard input.")
    for path in given or ["-"]:
        if path != "-" and not os.path.exists(path):
            raise InputError(f"There is no file {path!r}. Check the path.")
        if path == "-" or not os.path.isdir(path):
            yield path
            continue
        found = list(_below(path))
        if not found:
            common.aside(f"plainspeak: {path}: holds no {', '.join(documents.SUFFIXES)} file\n")
        yield from found


def _below(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if name.casefold().endswith(documents.SUFFIXES) and not name.startswith("."):
                path = os.path.join(here, name)
                if os.path.isfile(path):
                    yield path
                else:  # a link that leads nowhere, a pipe
                    common.aside(f"plainspeak: {path}: not checked: It is no file.\n")


def _bytes(path: str) -> bytes:
    if path == "-":
        return common.stdin_bytes()
    return common.bytes_of(path)


def _called(path: str, stdin_filename: str | None) -> str:
    return stdin_filename if path == "-" and stdin_filename else path

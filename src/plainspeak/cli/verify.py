"""``plainspeak verify``: checks whether a rewrite says what its source says."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import click

from plainspeak.cli import common, receipt, show
from plainspeak.errors import UsageError

STATUS = {"faithful": 0, "unfaithful": 1, "unsure": 3}


@click.command(context_settings=common.HELP)
@click.argument("texts", nargs=-1, metavar="[SOURCE] [REWRITE]")
@click.option("--source-file", metavar="PATH", help="Read the source from a file; - is standard input.")
@click.option("--rewrite-file", metavar="PATH", help="Read the rewrite from a file; - is standard input.")
@click.option("-a", "--audience", metavar="NAME", help="The reader whose wording of the terms is meant.")
@common.text_options
def command(
    texts: Sequence[str],
    source_file: str | None,
    rewrite_file: str | None,
    audience: str | None,
    given: Sequence[str],
    packs: Sequence[str],
    slots: Mapping[str, str],
    form: str,
) -> int:
    """Check whether REWRITE says what SOURCE says, and show where it does not.

    What is given neither as an argument nor as a file is read from standard input.

    Exit status: 0 faithful, 1 unfaithful, 2 mistake in the call, 3 unsure.
    """
    common.single(texts, 2 - (source_file is not None) - (rewrite_file is not None))
    waiting = list(texts)
    source_argument = waiting.pop(0) if source_file is None and waiting else None
    rewrite_argument = waiting.pop(0) if rewrite_file is None and waiting else None
    given_by = [(source_argument, source_file), (rewrite_argument, rewrite_file)]
    if sum(argument in (None, "-") and file in (None, "-") for argument, file in given_by) > 1:
        raise UsageError('Give two texts: plainspeak verify "SOURCE" "REWRITE". One of them may be on standard input.')
    source = common.read(source_argument, source_file, "source").text
    rewrite = common.read(rewrite_argument, rewrite_file, "rewrite").text
    verdict = common.rewriter(audience, packs, slots).verify(source, rewrite, given=given)
    if form == "json":
        common.write_json(verdict.to_dict())
    else:
        common.write("\n".join(receipt.report(verdict, source, rewrite, show.Pen(sys.stdout))) + "\n")
    return STATUS[verdict.outcome]

"""``plainspeak verify``: checks whether a rewrite says what its source says."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import click

from plainspeak.cli import common, pairs, receipt, show
from plainspeak.errors import UsageError

STATUS = {"faithful": 0, "unfaithful": 1, "unsure": 3}


@click.command(context_settings=common.HELP)
@click.argument("texts", nargs=-1, metavar="[SOURCE] [REWRITE]")
@click.option("--source-file", metavar="PATH", help="Read the source from a file; - is standard input.")
@click.option("--rewrite-file", metavar="PATH", help="Read the rewrite from a file; - is standard input.")
@click.option(
    "--pairs", "pairs_file", metavar="PATH", help='Check each line of a file: {"source": "...", "rewrite": "..."}.'
)
@click.option("-a", "--audience", metavar="NAME", help="The reader whose wording of the terms is meant.")
@common.text_options
def command(
    texts: Sequence[str],
    source_file: str | None,
    rewrite_file: str | None,
    pairs_file: str | None,
    audience: str | None,
    given: Sequence[str],
    packs: Sequence[str],
    slots: Mapping[str, str],
    form: str,
) -> int:
    """Check whether REWRITE says what SOURCE says, and show where it does not.

    What is given neither as an argument nor as a file is read from standard input. With --pairs a table tells what was
    found in a JSON-lines file.

    Exit status: 0 faithful, 1 unfaithful, 2 mistake in the call, 3 unsure; of several pairs the worst counts.
    """
    if pairs_file is not None:
        if texts or source_file or rewrite_file:
            raise UsageError("--pairs brings both texts of each pair. Leave the other texts and files out.")
        return _many(pairs_file, audience, given, packs, slots, form)
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


def _many(
    file: str,
    audience: str | None,
    given: Sequence[str],
    packs: Sequence[str],
    slots: Mapping[str, str],
    form: str,
) -> int:
    """Check every pair of a file and write the table; return the exit status."""
    listed = pairs.read(common.read(None, file, "file of pairs").text, file)
    readers = {name: common.rewriter(name, packs, slots) for name in {pair.audience or audience for pair in listed}}
    verdicts = [
        readers[pair.audience or audience].verify(pair.source, pair.rewrite, given=(*given, *pair.given))
        for pair in listed
    ]
    if form == "json":
        common.write_json(pairs.to_dict(listed, verdicts))
    else:
        common.write("\n".join(pairs.table(listed, verdicts)) + "\n")
    outcomes = {verdict.outcome for verdict in verdicts}
    return next((STATUS[o] for o in ("unfaithful", "unsure") if o in outcomes), 0)

"""``plainspeak glossary``: shows terms, and leads to the test and the schema of glossary files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from plainspeak.cli import common, show
from plainspeak.errors import UnknownTermError, did_you_mean

if TYPE_CHECKING:
    from plainspeak.glossary import Glossary, Term

VERSION = 1
_SUGGESTED = 5
HELP = """Show the term called NAME, or list all terms.

\b
plainspeak glossary                   all terms, by domain
plainspeak glossary recall            one term
plainspeak glossary --search latency  terms with this word
plainspeak glossary show test         a term that is called like a command
"""


class GlossaryCommand(click.Group):
    """Takes what is none of its subcommands as the name of a term to show."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``show`` in front, unless a subcommand or help is asked for."""
        if not args or (args[0] not in self.commands and args[0] not in common.HELP["help_option_names"]):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=GlossaryCommand, context_settings=common.HELP, subcommand_metavar="[NAME | COMMAND] [ARGS]...", help=HELP
)
def command() -> None:
    """Stand above the subcommands."""


@command.command("show", context_settings=common.HELP)
@click.argument("words", nargs=-1, metavar="[NAME]")
@click.option("--search", metavar="WORDS", help="List the terms that have all these words in names or meaning.")
@common.pack_option
@common.format_option
def show_terms(words: Sequence[str], search: str | None, packs: Sequence[str], form: str) -> None:
    """Show the term called NAME, or list all terms.

    If several terms share the name, all of them are shown.
    """
    known = common.knowledge(packs)
    terms = known.glossary
    pen = show.Pen(sys.stdout)
    if words:
        from plainspeak.cli.term import as_data, as_lines

        ids = _named(" ".join(words), terms)
        if form == "json":
            common.write_json({"version": VERSION, "terms": [as_data(term_id, known) for term_id in ids]})
        else:
            common.write("\n\n".join("\n".join(as_lines(term_id, known, pen)) for term_id in ids) + "\n")
        return
    found = list(terms) if search is None else _search(search, terms)
    if search is not None and not found:
        raise UnknownTermError(f"No term has {search!r} in its names or meaning. List all: plainspeak glossary")
    if form == "json":
        listed = [{"id": t.id, "domain": t.domain, "names": list(t.names), "plain": t.plain} for t in found]
        common.write_json({"version": VERSION, "terms": listed})
    else:
        common.write("\n".join(_listed(found, pen)) + "\n")


def _named(name: str, terms: Glossary) -> list[str]:
    """Return the ids of the terms with a name, the one with this id first.

    Raises:
        UnknownTermError: There is none; says which are near.
    """
    # lookup() stops at an id; others may have the same word as a name.
    ids = list(dict.fromkeys([*terms.lookup(name), *(term.id for term in terms if _has(term, name))]))
    if ids:
        return ids
    hint = did_you_mean(name, list(dict.fromkeys(n for term in terms for n in (term.id, *term.names))))
    near = _search(name, terms)[:_SUGGESTED]
    meant = f" It occurs in: {', '.join(term.id for term in near)}." if near else ""
    raise UnknownTermError(f"There is no term {name!r}.{hint}{meant} Search: plainspeak glossary --search WORDS")


def _has(term: Term, name: str) -> bool:
    return name.casefold() in (n.casefold() for n in (*term.names, *term.verbs, *term.adjectives))


def _search(words: str, terms: Glossary) -> list[Term]:
    wanted = words.casefold().split()
    return [term for term in terms if wanted and all(word in _all_words(term) for word in wanted)]


def _all_words(term: Term) -> str:
    return "\n".join((term.id, term.plain, term.noun, *term.names, *term.verbs, *term.adjectives)).casefold()


def _listed(terms: Sequence[Term], pen: show.Pen) -> Iterator[str]:
    column = max((show.width(term.id) for term in terms), default=0) + 4
    domain = None
    for term in terms:
        if term.domain != domain:
            if domain is not None:
                yield ""
            domain = term.domain
            yield pen.head(domain)
        yield from show.indented(term.plain, pen, " " * column, show.padded(f"  {term.id}", column))


@command.command("test", context_settings=common.HELP)
@click.argument("folders", nargs=-1, metavar="[DIR]...")
def run_examples(folders: Sequence[str]) -> int:
    """Run the examples of a pack.

    DIR are pack folders, laid over ours in this order; every example in them is run. Without DIR those of our own pack.

    Exit status: 0 all hold, 1 some fail, 2 mistake in the call or in the files.
    """
    from plainspeak.cli.examples import run

    outcome = run(folders)
    pen = show.Pen(sys.stdout)
    lines = [line for failure in outcome.failures for line in failure.lines(pen)]
    failed = len(outcome.failures)
    counted = f"{outcome.count} examples: " + (pen.bad(f"{failed} failed") if failed else pen.good("all hold"))
    common.write("\n".join([*lines, counted]) + "\n")
    return 1 if failed else 0


@command.command("schema", context_settings=common.HELP)
def print_schema() -> None:
    """Print the JSON Schema of glossary files, for editors."""
    from plainspeak.schema import json_schema

    common.write_json(json_schema())

"""Runs the examples that stand beside the terms of a pack, and tells those that do not hold with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainspeak import packs, tomlfile
from plainspeak.cli import show
from plainspeak.errors import Problem
from plainspeak.rewriter import DEFAULT_AUDIENCE, Rewriter
from plainspeak.settings import Settings


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold.

    Args:
        where: File and line.
        term: The term's id.
        audience: Whom it is for.
        say: The source sentence.
        want: What the example promises.
        got: What came.
        problems: What else is wrong: notes that did not come, a verdict that is not faithful.
    """

    where: str
    term: str
    audience: str
    say: str
    want: str
    got: str
    problems: tuple[str, ...]

    def lines(self, pen: show.Pen) -> Iterator[str]:
        """Return the failure in words."""
        yield f"{self.where}: {pen.head(self.term)} for {self.audience}"
        yield f"  say   {self.say}"
        if self.got != self.want:
            yield f"  want  {pen.good(self.want)}"
            yield f"  got   {pen.bad(self.got)}"
        yield from (f"  {pen.bad(problem)}" for problem in self.problems)
        yield ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many examples there were, and which did not hold."""

    count: int
    failures: tuple[Failure, ...]


def run(folders: Sequence[str]) -> Outcome:
    """Run the examples of pack folders, or of our own pack if none is given.

    Args:
        folders: Pack folders, laid over ours in this order.

    Raises:
        PackError: The files hold mistakes.
    """
    # Configuration is left out: an example holds for everyone who has the pack, or for nobody.
    base = Rewriter(DEFAULT_AUDIENCE, packs=folders, settings=Settings())
    rewriters = {DEFAULT_AUDIENCE: base}
    count, failures = 0, []
    for folder in [Path(folder) for folder in folders] or [packs.BUILTIN]:
        for where, term, example in _examples(folder):
            if term not in base.knowledge.glossary:  # switched off by a later pack
                continue
            name = example.get("audience", DEFAULT_AUDIENCE)
            if name not in rewriters:
                rewriters[name] = Rewriter(name, packs=folders, settings=Settings())
            count += 1
            failure = _failure(where, term, example, rewriters[name])
            if failure:
                failures.append(failure)
    return Outcome(count, tuple(failures))


def _examples(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, _, _ in packs.files_of(folder):
        if not name.startswith("glossary/"):
            continue
        file = tomlfile.read(folder / name)
        if isinstance(file, Problem):  # changed since the packs were loaded
            continue
        for term, values in file.data.items():
            for index, example in enumerate(values.get("examples", ())):
                yield f"{file.label}:{file.line((term, 'examples', index, 'say'))}", term, example


def _failure(where: str, term: str, example: dict[str, Any], rewriter: Rewriter) -> Failure | None:
    rewrite = rewriter.rewrite(example["say"])
    rules = {finding.rule for finding in rewrite.findings}
    problems = [f"note {note!r} did not come" for note in example.get("note", ()) if note not in rules]
    if not rewrite.verdict:
        problems.append(f"the verifier calls it {rewrite.verdict.outcome}")
    if rewrite.text == example["get"] and not problems:
        return None
    name = rewriter.audience.name
    return Failure(where, term, name, example["say"], example["get"], rewrite.text, tuple(problems))

"""``plainspeak rewrite --lines``: many texts, one a line; interrupted at any moment, it goes on where it was."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plainspeak.cli import common, models, show
from plainspeak.errors import InputError, PlainspeakError, ProviderError, UsageError

if TYPE_CHECKING:
    from plainspeak.cli.models import Asking
    from plainspeak.many import Done
    from plainspeak.providers.retry import Line
    from plainspeak.rewriter import Rewrite, Rewriter

INTERRUPTED = 130
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done.

    Args:
        rewriter: For the reader.
        line: To the model, if there is one.
        given: Facts that the author adds to each text.
        texts: The texts, by the numbers of their lines.
        concurrency: How many are worked on at once.
    """

    rewriter: Rewriter
    line: Line | None
    given: tuple[str, ...]
    texts: Mapping[int, str]
    concurrency: int

    def marks(self, number: int) -> Row:
        """Return what a row says of the line it is for; a row with other marks is of another run."""
        identity = dict(self.line.provider.identity) if self.line else None
        audience = self.rewriter.audience.name
        return {"line": number, "provider": identity, "given": list(self.given), "audience": audience}

    def row(self, number: int, rewrite: Rewrite | None, error: Exception | None) -> Row:
        """Return the row of a line."""
        if rewrite is None:
            why = str(error) if isinstance(error, ProviderError) else repr(error)
            return {**self.marks(number), "original": self.texts[number], "error": why}
        return {**self.marks(number), **rewrite.to_dict(), "verified": rewrite.verified}


def read(file: str) -> list[str]:
    """Return the lines of a file.

    Args:
        file: Its path; "-" means standard input.

    Raises:
        InputError: It can't be read, or holds nothing.
    """
    return [line.removesuffix("\r") for line in common.read(None, file, "text").text.removesuffix("\n").split("\n")]


def run(
    rewriter: Rewriter,
    asking: Asking,
    lines: Sequence[str],
    *,
    given: Sequence[str],
    form: str,
    output: str | None,
    resume: bool,
    concurrency: int | None,
) -> int:
    """Rewrite the lines, and return the exit status.

    Args:
        rewriter: For the reader.
        asking: Whom to ask and how.
        lines: The texts; blank ones are passed over.
        given: Facts that the author adds to each.
        form: "text" or "json", for standard output.
        output: The file for the rows, if they don't go to standard output.
        resume: Whether the file holds rows of an earlier run.
        concurrency: How many texts are worked on at once; None leaves it to the provider.

    Raises:
        UsageError: The file is there already, or is of another run.
        SetupError: The model can't be asked.
    """
    texts = {number: text for number, text in enumerate(lines, 1) if text.strip()}
    if asking.dry_run:
        return models.show_requests([rewriter], texts.values(), given)
    line = models.line(rewriter, asking)
    job = Job(rewriter, line, tuple(given), texts, concurrency or (line.provider.at_once if line else 1))
    rows = _kept(output, job, resume=resume) if output else {}
    if output:
        with open(output, "ab", buffering=0) as sink:  # each row is handed over whole, and at once

            def add(row: Row) -> None:
                sink.write(_written(row))

            complete = _work(job, rows, add, ordered=False, progress=True)
    else:
        out = _Printer(len(lines), form)
        complete = _work(job, rows, out.add, ordered=True, progress=not show.is_terminal(sys.stdout))
        if complete:
            out.end()
    common.aside("\n".join(_summary(job, rows, resumable=bool(output))) + "\n")
    if not complete:
        return INTERRUPTED
    return 0 if all(row.get("verified") for row in rows.values()) else 1


class _Printer:
    """Prints rows to standard output in their order: as JSON lines, or as texts with blank lines where those were."""

    def __init__(self, lines: int, form: str) -> None:
        self._lines, self._form, self._next = lines, form, 1

    def add(self, row: Row) -> None:
        if self._form == "json":
            common.write(_written(row).decode())
            return
        text = " ".join(row.get("text", "").splitlines())
        common.write("\n" * (row["line"] - self._next) + text + "\n")
        self._next = row["line"] + 1

    def end(self) -> None:
        if self._form == "text":
            common.write("\n" * (self._lines + 1 - self._next))


def _written(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


# ---------------------------------------------------------------- doing it
def _work(job: Job, rows: dict[int, Row], add: Callable[[Row], None], *, ordered: bool, progress: bool) -> bool:
    """Do what is not in ``rows`` yet and put it there; return whether all of it was done."""
    import asyncio

    from plainspeak import many

    numbers = [number for number in job.texts if number not in rows]
    texts = [job.texts[number] for number in numbers]

    async def main() -> None:
        from plainspeak.rewriter import unpaid

        def take(done: Done[Rewrite]) -> None:
            number = numbers[done.place]
            rewrite = unpaid(done.result) if done.result and done.repeated else done.result
            rows[number] = job.row(number, rewrite, done.error)
            add(rows[number])

        async def work(text: str) -> Rewrite:
            return await job.rewriter.arewrite_on(job.line, text, given=job.given)

        stopped = _stopped_by_signal()
        with _progress(len(job.texts), len(rows), shown=progress) as advance:
            async with (
                job.line.provider.opened() if job.line else nullcontext(),
                aclosing(many.as_done(texts, work, concurrency=job.concurrency, stopped=stopped)) as results,
            ):
                async for done in many.in_order(results) if ordered else results:
                    if isinstance(done.error, PlainspeakError) and not isinstance(done.error, ProviderError):
                        raise done.error  # a mistake in a pack, such as in a template: all other lines have it too
                    take(done)
                    advance()

    with suppress(asyncio.CancelledError):
        asyncio.run(main())
    return len(rows) == len(job.texts)


def _stopped_by_signal() -> Callable[[], bool]:
    """Return whether to stop: the first interrupt lets requests under way finish, the second ends them."""
    import asyncio

    seen: list[bool] = []
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def interrupted() -> None:
        if seen and task:
            task.cancel()
        elif not seen:
            seen.append(True)
            common.aside("\nStopping when what was asked is answered. Press Ctrl-C again to stop at once.\n")

    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not in the main thread
            loop.add_signal_handler(name, interrupted)
    return lambda: bool(seen)


@contextmanager
def _progress(total: int, done: int, *, shown: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, if the extra is there; yield what moves it."""
    bars: Any = None
    if shown and show.is_terminal(sys.stderr):
        with suppress(ImportError):
            from rich import console
            from rich import progress as bars
    if bars is None:
        yield lambda: None
        return
    columns = (bars.BarColumn(), bars.MofNCompleteColumn(), bars.TimeRemainingColumn())
    screen = console.Console(stderr=True)
    # Standard output is ours to write to, whatever rich would make of it.
    with bars.Progress(*columns, console=screen, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("", total=total, completed=done)
        yield lambda: bar.advance(task)


# ---------------------------------------------------------------- going on with what is there
def _kept(output: str, job: Job, *, resume: bool) -> dict[int, Row]:
    """Return the rows of an earlier run that hold, and take all others out of its file.

    Raises:
        UsageError: The file is there and not to be gone on with, or its rows are not of this run.
    """
    raw = common.bytes_of(output) if os.path.exists(output) else b""
    if raw and not resume:
        raise UsageError(f"{output!r} is there already. Go on with it: --resume. Or name another file.")
    rows: dict[int, Row] = {}
    whole = raw.split(b"\n")[:-1]  # what follows the last line end was cut off while it was written
    for place, line in enumerate(whole, 1):
        where = f"{output}:{place}"
        row = _read_row(line, where)
        number = row["line"]
        if row["original"] != job.texts.get(number):
            raise UsageError(f"{where} is for another text than line {number} of the input. Name another file.")
        for key, wanted in job.marks(number).items():
            if row.get(key) != wanted:
                raise UsageError(f"{where} was made with another {key}. Name another file.")
        if "error" not in row and not _reasons(row):
            rows[number] = row
    kept = b"".join(map(_written, rows.values()))
    if kept != raw:
        beside = f"{output}.new"
        with open(beside, "wb") as new:
            new.write(kept)
        os.replace(beside, output)
    return rows


def _read_row(line: bytes, where: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("line"), int) or "original" not in row:
        raise InputError(f"{where} is no row that this command wrote. Name another file.")
    return row


def _reasons(row: Row) -> list[str]:
    """Return why there was no answer for sentences of a row, where that was so: these are asked again."""
    return [found["message"] for found in row.get("findings", ()) if found["rule"] == "provider-failed"]


# ---------------------------------------------------------------- telling
def _summary(job: Job, rows: Mapping[int, Row], *, resumable: bool) -> Iterator[str]:
    from plainspeak.providers.base import Usage

    failed = Counter(row["error"] for row in rows.values() if "error" in row)
    reasons = Counter(reason for row in rows.values() for reason in dict.fromkeys(_reasons(row)))
    for reason, count in (failed + reasons).most_common():
        yield f"{count} line" + "s" * (count != 1) + f": {reason}"
    for row in rows.values():
        if not row.get("verified", True):
            yield f"line {row['line']}: not verified ({row['verdict']})."
    sources = Counter(row["source"] for row in rows.values() if "error" not in row)
    shares = [f"{sources[source]} {words}" for source, words in _SOURCES.items() if sources[source]]
    if failed:
        shares.append(f"{failed.total()} failed")
    yield f"{len(rows)} of {len(job.texts)} lines: " + (", ".join(shares) or "none done") + "."
    usage = sum((Usage(**row["usage"]) for row in rows.values() if "usage" in row), Usage())
    if told := models.used(usage, job.line):
        yield told + "."
    if len(rows) < len(job.texts) and resumable:
        yield "The same command with --resume goes on from here."


_SOURCES = {"model": "by the model", "glossary": "by the glossary", "unchanged": "unchanged"}

"""The command ``plainspeak``: finds its subcommands by name, and turns every error into one message and exit status."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, TextIO

import click

from plainspeak import __version__
from plainspeak.errors import PlainspeakError, UsageError, did_you_mean

MISTAKE = 2
INTERRUPTED = 130
CLOSED_PIPE = 141
"""What a shell reports for a program that a closed pipe ended."""

COMMANDS = {
    "rewrite": ("plainspeak.cli.rewrite", "Say a technical text for a reader."),
    "verify": ("plainspeak.cli.verify", "Check whether a rewrite says what its source says."),
    "check": ("plainspeak.cli.check", "Say what a reader will not understand, before it is sent."),
    "explain": ("plainspeak.cli.explain", "Say what a rule of the check does and why."),
    "rules": ("plainspeak.cli.rules", "List the rules of the check."),
    "glossary": ("plainspeak.cli.glossary", "Show terms, and test the glossary of a team."),
    "audiences": ("plainspeak.cli.audiences", "Show the readers to write for."),
    "providers": ("plainspeak.cli.providers", "Show which models can be asked, and what is missing."),
}
HELP = """Say a technical sentence for a chosen reader, and check that it still means the same.

\b
plainspeak rewrite "We improved recall by 10%" --audience exec
plainspeak verify "Recall fell by 3 points." "We now catch 3% fewer cases."
"""


class Command(click.Group):
    """The outermost command; subcommands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import a subcommand.

        Raises:
            UsageError: There is none of this name.
        """
        del ctx
        if cmd_name not in COMMANDS:
            hint = did_you_mean(cmd_name, list(COMMANDS)) or ' To rewrite a text: plainspeak rewrite "TEXT".'
            raise UsageError(f"There is no command {cmd_name!r}.{hint} Commands: {', '.join(COMMANDS)}.")
        found = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands from the table, which imports none of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, say what went wrong in one message, and end with the exit status.

        Args:
            args: The arguments; None takes those of the process.
            prog_name: How help calls the command.
            complete_var: The environment variable that asks for shell completion.
            standalone_mode: Accepted because click passes it; the outermost command always ends the process.
            extra: What else click wants to know.
        """
        del standalone_mode
        # Next to nothing of ours goes in circles, and a command is over soon: looking for circles often costs a tenth.
        gc.set_threshold(200_000, 20, 100)
        output = sys.stdout
        for stream in (sys.stdout, sys.stderr):
            _say_utf8(stream)
        try:
            status = super().main(args, prog_name or "plainspeak", complete_var, standalone_mode=False, **extra)
            if sys.stdout is not None:
                sys.stdout.flush()  # here, where a closed pipe can still be answered
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = MISTAKE
        except click.ClickException as error:
            status = _complain(_explained(error))
        except PlainspeakError as error:
            status = _complain(str(error))
        except click.Abort:
            status = INTERRUPTED
        except BrokenPipeError:
            status = _closed_pipe()
        except OSError as error:
            status = _complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
            _discard_output()
        except SystemExit as end:
            # click ends shell completion so, and a closed pipe, once it has put its own stream in the place of ours.
            status = end.code if sys.stdout is output else _closed_pipe()
        sys.exit(status or 0)


def _say_utf8(stream: TextIO | None) -> None:
    """Write UTF-8 without touching line ends, whatever the locale says: texts come back byte for byte."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def _complain(message: str) -> int:
    with contextlib.suppress(OSError):
        click.echo(f"plainspeak: {message}", err=True)
    return MISTAKE


def _explained(error: click.ClickException) -> str:
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        message += " If it is text, put -- before it."
    context = getattr(error, "ctx", None)
    return f"{message}\nTry: {context.command_path} --help" if context else message


def _closed_pipe() -> int:
    _discard_output()
    return CLOSED_PIPE


def _discard_output() -> None:
    """Send what is still unwritten nowhere, so that Python's own flush at the end has nothing to complain of."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]}, help=HELP)
@click.version_option(__version__, "-V", "--version", message="plainspeak %(version)s")
def plainspeak() -> None:
    """Stand above the subcommands."""


def main() -> None:
    """Run the command with the arguments of the process."""
    plainspeak.main()

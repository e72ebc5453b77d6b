"""What the subcommands share: their options, reading a text, and writing a result."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from plainspeak.errors import InputError, UsageError, did_you_mean

if TYPE_CHECKING:
    from plainspeak.knowledge import Knowledge
    from plainspeak.rewriter import Rewriter

Callback = TypeVar("Callback", bound=Callable[..., Any])
BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and how it came.

    Args:
        text: The text, without a byte order mark.
        typed: Whether it was an argument; one is printed with a line end, a file as it ends itself.
        bom: Whether a byte order mark stood in front.
    """

    text: str
    typed: bool = False
    bom: bool = False

    def shown(self, text: str) -> str:
        """Return a rewrite of this text as it is written to standard output."""
        return (BOM if self.bom else "") + text + ("\n" if self.typed else "")


def read(argument: str | None, file: str | None, what: str = "text") -> Source:
    """Return a text from an argument, a file, or standard input, in that order.

    Args:
        argument: The text itself; "-" means standard input.
        file: A path; "-" means standard input.
        what: What messages call the text.

    Raises:
        InputError: There is none, or it can't be read.
    """
    if argument is not None and file is not None:
        raise UsageError(f"The {what} was given twice, as an argument and as a file. Leave one of them out.")
    if argument is not None and argument != "-":
        return Source(_nonempty(sound(argument, f"The {what}"), f"The {what}"), typed=True)
    if file is not None and file != "-":
        return _decoded(bytes_of(file), repr(file))
    if sys.stdin is None or sys.stdin.closed or (sys.stdin.isatty() and argument is None and file is None):
        raise InputError(f"There is no {what}. Give it in quotation marks, with a file option, or on standard input.")
    return _decoded(sys.stdin.buffer.read(), "Standard input")


def stdin_bytes() -> bytes:
    """Return what comes on standard input.

    Raises:
        InputError: It is closed.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("Standard input is closed. Name a file.")
    return sys.stdin.buffer.read()


def sound(text: str, what: str) -> str:
    """Return a text from the command line; arguments that are not UTF-8 arrive as halves of characters.

    Raises:
        InputError: It holds such halves.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"{what} is not UTF-8 (character {error.start + 1}). Save it as a UTF-8 file and use that."
        raise InputError(message) from None
    return text


def bytes_of(file: str) -> bytes:
    """Return what is in a file.

    Args:
        file: Its path.

    Raises:
        InputError: It can't be read.
    """
    if os.path.isdir(file):
        raise InputError(f"{file!r} is a folder. Name a file in it.")
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except FileNotFoundError:
        raise InputError(f"There is no file {file!r}. Check the path.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{file!r} can't be read: {getattr(error, 'strerror', None) or error}.") from None


def _decoded(raw: bytes, label: str) -> Source:
    if raw.startswith(_UTF16):
        raise InputError(f"{label} is UTF-16, not UTF-8 (byte 0). Save it as UTF-8.")
    binary = raw.find(0)
    if binary >= 0:
        raise InputError(f"{label} is not text (byte {binary} is null). Name a text file in UTF-8.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        wrong = f"byte {error.start}, in line {line}, is 0x{raw[error.start]:02x}"
        raise InputError(f"{label} is not UTF-8 text: {wrong}. Save it as UTF-8, or convert it with iconv.") from None
    return Source(_nonempty(text.removeprefix(BOM), label), bom=text.startswith(BOM))


def _nonempty(text: str, label: str) -> str:
    if not text.strip():
        raise InputError(f"{label} is empty. Give a text in quotation marks, with a file option, or on standard input.")
    return text


def single(texts: Sequence[str], most: int = 1) -> None:
    """Refuse more arguments than texts are expected.

    Raises:
        UsageError: There are more.
    """
    if len(texts) > most:
        expected = "one text" if most == 1 else f"{most} texts" if most else "no text besides the files"
        raise UsageError(f"Expected {expected}, got {len(texts)} arguments. Put each text in quotation marks.")


def write(text: str) -> None:
    """Write to standard output, as it is and at once.

    Raises:
        UsageError: Standard output is closed.
    """
    if sys.stdout is None:
        raise UsageError("Standard output is closed; there is nowhere to write the result.")
    sys.stdout.write(text)
    sys.stdout.flush()  # before anything that goes to standard error


def write_json(data: Any) -> None:
    """Write data as JSON to standard output."""
    write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def aside(text: str) -> None:
    """Write to standard error."""
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()


def rewriter(audience: str | None, packs: Sequence[str], slots: Mapping[str, str], **model: Any) -> Rewriter:
    """Return a rewriter for one audience.

    Args:
        audience: The reader; None takes the configured one.
        packs: Pack folders over ours; none takes the configured ones.
        slots: Words for slots.
        model: Whom to ask, and what to make of answers, as ``Rewriter`` takes it.

    Raises:
        UsageError: There is no such audience, or no such slot.
        PackError: A pack's files hold mistakes.
    """
    from plainspeak.rewriter import Rewriter

    made = Rewriter(audience, packs=packs or None, slots=slots, **model)
    known = list(made.knowledge.slots)
    for name in slots:
        if name not in known:
            raise UsageError(f"--set: there is no slot {name!r}.{did_you_mean(name, known)} Slots: {', '.join(known)}.")
    return made


def knowledge(packs: Sequence[str]) -> Knowledge:
    """Return what the given packs know over ours; with none given, what the configured ones do.

    Raises:
        PackError: A pack's files hold mistakes.
    """
    from pathlib import Path

    from plainspeak import settings
    from plainspeak.knowledge import load

    return load([Path(pack) for pack in packs] if packs else settings.load().packs)


def _slots(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    del ctx, param
    slots = {}
    for pair in value:
        name, equals, words = sound(pair, "--set").partition("=")
        if not (equals and name.strip() and words.strip()):
            raise UsageError(f"--set {pair!r}: write it as NAME=WORDS, such as --set cases=anomalies.")
        slots[name.strip()] = words.strip()
    return slots


def _facts(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    del ctx, param
    for fact in value:
        if not sound(fact, "--given").strip():
            raise UsageError('--given is empty. Write a sentence, such as --given "Recall was 60% before."')
    return tuple(value)


def _options(*options: Callable[[Callback], Callback]) -> Callable[[Callback], Callback]:
    def put(callback: Callback) -> Callback:
        for option in reversed(options):
            callback = option(callback)
        return callback

    return put


pack_option = click.option(
    "--pack", "packs", multiple=True, metavar="DIR", help="A pack folder over ours, instead of the configured ones."
)
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
text_options = _options(
    click.option(
        "--given",
        multiple=True,
        metavar="FACT",
        callback=_facts,
        help="A fact that you add; it may be told, and settles what is ambiguous.",
    ),
    pack_option,
    click.option(
        "--set",
        "slots",
        multiple=True,
        metavar="NAME=WORDS",
        callback=_slots,
        help="Your own word for a slot: cases=anomalies.",
    ),
    format_option,
)
HELP = {"help_option_names": ["-h", "--help"]}

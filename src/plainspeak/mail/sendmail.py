"""``plainspeak-sendmail``: stands in for sendmail, and lets a mail through only when its reader will understand it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak import settings
from plainspeak.errors import ConfigError, PlainspeakError
from plainspeak.mail import recipients
from plainspeak.settings import SendmailSettings, Settings

if TYPE_CHECKING:
    from plainspeak.checks.report import CheckFinding

FOUND = 65
"""EX_DATAERR: the mail was not sent, for the reasons given."""
NOT_CHECKED = 75
"""EX_TEMPFAIL: the mail was not sent, because it could not be checked."""

ANYWAY = "PLAINSPEAK_SEND_ANYWAY"
PROGRAM = "PLAINSPEAK_SENDMAIL"
_INSIDE = "PLAINSPEAK_SENDMAIL_INSIDE"  # set for the real program, to notice when that is ourselves
_USUAL = ("/usr/sbin/sendmail", "/usr/lib/sendmail", "msmtp")

HELP = f"""Usage: plainspeak-sendmail [sendmail's options] [recipient ...] < mail

Stands in for sendmail: checks the mail on standard input for those who will read it, and hands it on unchanged to the
program that sends, with the same arguments.

Exit status: {FOUND} a reason not to send was found, {NOT_CHECKED} the mail could not be checked, else that of the real
program.

{ANYWAY}=1   sends without a check
{PROGRAM}=...        the program that sends, with options if need be; else the configured one, else
                             {", ".join(_USUAL)}
"""

_SIGNS = str.maketrans("“”„‘’–—−", '"""\'\'---')  # what ASCII has a likeness of
_LONGEST_QUOTE = 60  # characters
_WIDTH = 78


def main() -> int:
    """Run as the process's arguments and environment say, and return the exit status."""
    arguments = sys.argv[1:]
    if arguments == ["--help"]:
        sys.stdout.write(HELP)
        return 0
    try:
        return _run(arguments)
    except PlainspeakError as error:
        _say(f"not sent, it could not be checked: {error}")
    except KeyboardInterrupt:
        _say("interrupted.")
    except Exception as error:  # noqa: BLE001 - whatever happens, the draft is kept
        _say(f"not sent, it could not be checked: {type(error).__name__}: {error}")
    return NOT_CHECKED


def _run(arguments: Sequence[str]) -> int:
    config = _configured()
    command = [*_program(config.sendmail), *arguments]
    asked = recipients.call(arguments)
    if not asked.sends:
        return _started(command, None)
    anyway = os.environ.get(ANYWAY, "") not in ("", "0")
    if asked.is_dialogue:
        if not anyway:
            raise ConfigError(f"mail that comes by SMTP (-bs) is not read here. {ANYWAY}=1 lets it through.")
        return _started(command, None)
    raw = sys.stdin.buffer.read() if sys.stdin else b""
    if anyway:
        _say(f"sent without a check, because of {ANYWAY}.")
    elif status := _verdict(raw, asked, config):
        return status
    return _started(command, raw)


def _configured() -> Settings:
    """Return the settings of the folder, or those of the user if the folder's say nothing of mail."""
    found = settings.load()
    if found.sendmail != SendmailSettings():
        return found
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    own = settings.load(Path(home) / "plainspeak")
    return own if own.source else found


def _program(config: SendmailSettings) -> list[str]:
    """Return the command that really sends.

    Raises:
        ConfigError: There is none, or it is this one.
    """
    if os.environ.get(_INSIDE):
        raise ConfigError(f"the program that should send called plainspeak-sendmail again. Set {PROGRAM} to another.")
    given = os.environ.get(PROGRAM) or config.program
    for name in [given] if given else _USUAL:
        try:
            words = shlex.split(name)
        except ValueError:
            raise ConfigError(f"{name!r} is no command: a quotation mark is missing.") from None
        path = shutil.which(os.path.expanduser(words[0])) if words else None
        if path and not _is_this(path):
            return [path, *words[1:]]
    wanted = (
        f"{given!r} is not there, or is plainspeak-sendmail itself"
        if given
        else f"none of {', '.join(_USUAL)} is there"
    )
    raise ConfigError(
        f'no program to send with: {wanted}. Set {PROGRAM}, or program = "..." in [tool.plainspeak.sendmail].'
    )


def _is_this(path: str) -> bool:
    here = shutil.which(sys.argv[0]) or sys.argv[0]
    return os.path.realpath(path) == os.path.realpath(here)


def _started(command: Sequence[str], raw: bytes | None) -> int:
    """Run the real program and return its exit status; without bytes it gets our own standard input."""
    environment = {**os.environ, _INSIDE: "1"}
    try:
        done = subprocess.run(command, input=raw, env=environment, check=False)  # noqa: S603 - the user's own choice
    except OSError as error:
        raise ConfigError(f"{command[0]} could not be run: {error.strerror}.") from None
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the check says of a mail.

    Args:
        reasons: The findings that are severe enough to stop it.
        readers: The audiences that it was checked for.
        unread: What could not be read, each as a sentence.
        has_text: Whether any text was read.
    """

    reasons: list[CheckFinding]
    readers: list[str]
    unread: tuple[str, ...]
    has_text: bool


def _verdict(raw: bytes, asked: recipients.Call, config: Settings) -> int:
    """Check a mail and say what was found; return the status to stop with, or 0 to send it."""
    own = config.sendmail
    readers: list[str | None] = [None]  # the configured audience, if nobody says which recipient is which
    if own.audiences:
        readers = [*recipients.audiences(recipients.addresses(raw, asked), own.audiences)]
        if not readers:
            return 0
    checked = _check(raw, readers, config)
    warns = own.mode == "warn"
    for reason in checked.unread:
        _say(f"not checked: {reason}")
    if count := len(checked.reasons):
        opening = "sent, but look at it again" if warns else "not sent"
        _say(f"{opening}: {count} {'reason' if count == 1 else 'reasons'}, for {', '.join(checked.readers)}.")
        for finding in checked.reasons:
            _say(_shown(finding), prefix="")
    if warns or not (count or (checked.unread and not checked.has_text)):
        return 0
    if not count:
        _say("not sent: none of its text could be checked.")
    _say(f"to send it as it is: {ANYWAY}=1")
    return FOUND if count else NOT_CHECKED


def _check(raw: bytes, readers: Sequence[str | None], config: Settings) -> _Checked:
    from plainspeak.checks.engine import configured  # not before there is something to check
    from plainspeak.findings import SEVERITIES
    from plainspeak.mail.message import read

    document = read(raw, "mail.eml")
    level = SEVERITIES.index(config.sendmail.fail_on)
    found: dict[tuple[str, str, tuple[int, int]], CheckFinding] = {}
    names: list[str] = []
    for reader in readers:
        report = configured(reader, settings=config).check(document)
        names.append(report.audience)
        for finding in report.findings:
            if SEVERITIES.index(finding.severity) <= level:
                found.setdefault((finding.rule, finding.text, finding.span), finding)
    has_text = any(part.kind == "body" and part.text.strip() for part in document.parts)
    return _Checked(list(found.values()), names, document.not_checked, has_text)


def _shown(finding: CheckFinding) -> str:
    """Return a finding with its place in the body, which is what its author has on the screen."""
    from textwrap import fill  # only when there is something to say

    before = finding.part.text[: finding.span[0]]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    words = " ".join(finding.text.split())
    if len(words) > _LONGEST_QUOTE:
        words = words[: _LONGEST_QUOTE - 3].rstrip() + "..."
    place = f"{finding.part.kind}:{line}:{column}: {finding.severity} {finding.rule}"
    return f'{place}: "{words}"\n' + fill(finding.message, _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _say(message: str, prefix: str = "plainspeak: ") -> None:
    """Write a line on standard error, in ASCII: it may be shown anywhere, and sent over the wire."""
    plain = unicodedata.normalize("NFKD", message.translate(_SIGNS))
    text = "".join(sign for sign in plain if not unicodedata.combining(sign)).encode("ascii", "replace").decode()
    try:
        sys.stderr.write("".join(f"{prefix}{line}\n" for line in text.splitlines()))
        sys.stderr.flush()
    except (OSError, AttributeError, ValueError):
        return  # nobody listens; the exit status speaks

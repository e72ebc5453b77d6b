"""Reads sendmail's arguments as far as needed: what is asked for, and to whom a mail goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from plainspeak.mail.decoding import header_text
from plainspeak.mail.mime import entity

# Options with a value, which stands in the same word or is the next one; and those whose value can only be in the same.
_WITH_VALUE = frozenset("ABCDFNLORVXafhopr")
_WITH_REST = frozenset("dqeM")
_LONG_WITH_VALUE = frozenset(
    "account aliases domain file from host logfile passwordeval port proxy-host proxy-port user".split()
)
_NO_MAIL = frozenset("dDhHiIpPtv")  # modes: the queue, aliases, tests, a server in the background
_FIELDS = frozenset("to cc bcc resent-to resent-cc resent-bcc".split())
_ADDRESS = re.compile(r"[^\s<>(),;:\"\[\]@]++@[^\s<>(),;:\"]++")


@dataclass(frozen=True, slots=True)
class Call:
    """What a mail program asks of sendmail.

    Args:
        recipients: The addresses among the arguments.
        from_header: Whether the mail's header names recipients too (``-t``).
        sends: Whether there is a mail to be sent, rather than a queue to be shown or the like.
        is_dialogue: Whether it speaks SMTP on standard input (``-bs``).
    """

    recipients: tuple[str, ...] = ()
    from_header: bool = False
    sends: bool = True
    is_dialogue: bool = False


def call(arguments: Sequence[str]) -> Call:
    """Read the arguments of sendmail, or of a program that takes the same.

    Args:
        arguments: Those of the process, without its name.

    >>> call(["-oi", "-f", "me@example.com", "-ti", "--", "bo@example.com"])
    Call(recipients=('bo@example.com',), from_header=True, sends=True, is_dialogue=False)
    """
    recipients: list[str] = []
    options: dict[str, str] = {}
    rest = list(reversed(arguments))
    while rest:
        word = rest.pop()
        if word == "--":
            recipients += reversed(rest)
            break
        if word.startswith("--"):
            name, equals, _ = word[2:].partition("=")
            if name in _LONG_WITH_VALUE and not equals and rest:
                rest.pop()
            options[f"--{name}"] = ""
        elif word.startswith("-"):
            _short(word[1:], rest, options)
        else:
            recipients.append(word)
    mode = options.get("b", "m")[:1]
    return Call(
        recipients=tuple(recipients),
        from_header="t" in options or "--read-recipients" in options,
        sends=mode not in _NO_MAIL and "q" not in options and "--version" not in options,
        is_dialogue=mode == "s",
    )


def _short(letters: str, rest: list[str], options: dict[str, str]) -> None:
    """Read a word of one-letter options; the value of the last may be the next word."""
    for i, letter in enumerate(letters):
        value = letters[i + 1 :]
        if letter == "b" or letter in _WITH_REST:
            options[letter] = value
            return
        if letter in _WITH_VALUE:
            options[letter] = value or (rest.pop() if rest else "")
            return
        options[letter] = ""


def addresses(raw: bytes, asked: Call) -> list[str]:
    r"""Return the addresses that a mail goes to, in small letters.

    Args:
        raw: The mail.
        asked: What was asked of sendmail.

    >>> addresses(b"To: Ann Lee <ann@board.example.com>, bo@example.com\n\nHi", Call((), from_header=True))
    ['ann@board.example.com', 'bo@example.com']
    """
    found = [recipient.lower() for recipient in asked.recipients]
    if asked.from_header:
        for field in entity(raw, 0, len(raw)).fields:
            if field.name in _FIELDS:
                text = header_text(raw[field.start : field.end], field.start).text
                found += (match.group().lower() for match in _ADDRESS.finditer(text))
    return list(dict.fromkeys(found))


def audiences(to: Iterable[str], patterns: Mapping[str, str]) -> list[str]:
    """Return the audiences that the recipients belong to, each once; the first pattern that fits a recipient counts.

    Args:
        to: Addresses in small letters.
        patterns: Patterns such as ``*@board.example.com``, each with its audience.

    >>> audiences(["ann@board.example.com", "bo@example.com"], {"*@board.*": "exec", "bo@*": "sales"})
    ['exec', 'sales']
    """
    found = (
        next((audience for pattern, audience in patterns.items() if fnmatchcase(address, pattern.lower())), None)
        for address in to
    )
    return list(dict.fromkeys(audience for audience in found if audience is not None))

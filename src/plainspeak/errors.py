"""Every error that plainspeak raises on purpose, as one tree.

::

    PlainspeakError
    ├── UsageError                 the caller's mistake: the command ends with exit status 2
    │   ├── UnknownAudienceError   no such reader; lists those there are
    │   ├── UnknownTermError       no such glossary term; suggests near ones
    │   ├── InputError             a text that can't be read: no file, not UTF-8, binary
    │   ├── ConfigError            a mistake in plainspeak.toml, pyproject.toml or the environment
    │   └── SetupError             a model that can't be asked: unknown, extra or key missing, switched off
    ├── PackError                  a mistake in a pack's files, with file and line
    └── ProviderError              a model that was asked and gave no answer that can be used
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PlainspeakError(Exception):
    """Base of all errors raised on purpose; its message is a sentence for the person who reads it."""


class UsageError(PlainspeakError):
    """The caller asked for something that can't be done; nothing was changed."""


class UnknownAudienceError(UsageError):
    """The audience asked for is in no pack."""


class UnknownTermError(UsageError):
    """The glossary term asked for is in no pack."""


class InputError(UsageError):
    """The text could not be read."""


class ConfigError(UsageError):
    """The configuration holds a key or value that is not understood."""


class SetupError(UsageError):
    """A model can't be asked; the message says what to type, and the glossary works without."""


class ProviderError(PlainspeakError):
    """A model was asked and gave no answer that can be used.

    Args:
        message: What happened, as a sentence; it never holds a key.
        kind: "connection", "timeout", "busy", "key", "quota", "request", "refused", "truncated", "empty",
            "invalid" or "budget", for which nothing was sent.
        status: The HTTP status, if there was a response.
        retryable: Whether the same request may succeed later.
        retry_after: How many seconds the server asks to wait, if it says.
    """

    def __init__(
        self,
        message: str,
        kind: str,
        *,
        status: int | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind, self.status, self.retryable, self.retry_after = kind, status, retryable, retry_after
        self.requests = 0
        """How many requests were sent before it was given up."""

    @property
    def hopeless(self) -> bool:
        """Whether no other request will fare better: the key, the account or the model's name is wrong."""
        return self.kind in ("key", "quota") or self.status == 404


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a pack: where it is and what to do about it.

    Args:
        file: Path of the file as the user would type it.
        line: Line in the file, from 1; 0 if the whole file is meant.
        message: What is wrong and what to do next.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``file:line: message``."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class PackError(PlainspeakError):
    """A pack's files hold mistakes; all of them are listed.

    Args:
        problems: The mistakes, in the order of the files.
    """

    SHOWN = 20

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(p) for p in self.problems[: self.SHOWN]]
        if len(self.problems) > self.SHOWN:
            lines.append(f"... and {len(self.problems) - self.SHOWN} more")
        super().__init__("\n".join(lines))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the nearest of the known words, or nothing.

    >>> did_you_mean("reccall", ["recall", "precision"])
    " Did you mean 'recall'?"
    """
    from difflib import get_close_matches  # only when something went wrong: it takes milliseconds to import

    near = get_close_matches(word.casefold(), [k.casefold() for k in known], n=1, cutoff=0.6)
    if not near:
        return ""
    return f" Did you mean {next(k for k in known if k.casefold() == near[0])!r}?"

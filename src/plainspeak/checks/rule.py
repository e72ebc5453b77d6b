"""What a rule is: a name, a severity, and a function that finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plainspeak.checks.passages import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """One place that a rule objects to.

    Args:
        part: Number of the part of the document.
        start: Place of its first character in the part's text.
        end: Place after its last character.
        message: One sentence, or two, that say what this reader will miss and what to do about it.
        fix: What could be said instead of exactly these words, if that is known.
        safe: Whether ``--fix`` may write it without asking: nothing that is claimed changes.
    """

    part: int
    start: int
    end: int
    message: str
    fix: str | None = None
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check; its module's docstring says what it does, why, an example, what instead, and the source.

    Args:
        name: Words with hyphens ("number-without-baseline").
        severity: "error", "warning" or "note", if the configuration says nothing else.
        find: Yields what it objects to in a document that was read.
    """

    name: str
    severity: str
    find: Callable[[Reading], Iterable[Found]]

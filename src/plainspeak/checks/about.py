"""What a rule's docstring says of it: what it does, why, an example, what instead, and the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from inspect import cleandoc

from plainspeak.checks import rules
from plainspeak.markup import is_wrap

_HEADINGS = ("What it does", "Why", "Example", "Instead", "Source")
_FIRST = ("", " ", "-", "*", "#", ">", "|")  # of a line that begins something
_SECTION = re.compile(rf"^({'|'.join(_HEADINGS)}):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class About:
    """A rule in words.

    Args:
        summary: One sentence.
        what: What it does.
        why: Why that matters to a reader.
        example: A text in which it finds something.
        instead: The text as it could be.
        source: Where the advice comes from.
    """

    summary: str
    what: str
    why: str
    example: str
    instead: str
    source: str

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The headings, each with its text."""
        return tuple(zip(_HEADINGS, (self.what, self.why, self.example, self.instead, self.source), strict=True))


def about(name: str) -> About:
    """Return what a rule says of itself.

    Args:
        name: The rule's name.

    >>> about("unused-suppression").summary
    'A switch in the text hides nothing any more.'
    """
    return parse(import_module(rules.module_name(name)).__doc__ or "")


def parse(docstring: str) -> About:
    """Take a docstring of the fixed form apart.

    Args:
        docstring: A sentence, then the sections, each with its heading and a colon before it.

    Raises:
        ValueError: It has another form.
    """
    parts = _SECTION.split(cleandoc(docstring))
    if tuple(parts[1::2]) != _HEADINGS:
        raise ValueError(f"expected the sections {', '.join(_HEADINGS)}, found {', '.join(parts[1::2]) or 'none'}")
    texts = [parts[0].strip(), *(_dedented(part) for part in parts[2::2])]
    return About(*texts)


def _dedented(text: str) -> str:
    """Return a section's text: what stands behind the heading, and the indented lines below it, as one block."""
    first, _, rest = text.partition("\n")
    return "\n".join(part for part in (first.strip(), cleandoc("\n" + rest)) if part)


def flowing(text: str) -> str:
    r"""Return a text with the line breaks that are mere wraps taken out.

    >>> flowing("Finds words\nthat nobody knows.\n\nThe end")
    'Finds words that nobody knows.\n\nThe end'
    """
    lines: list[str] = []
    for line in text.splitlines():
        if lines and lines[-1] and line[:1] not in _FIRST and is_wrap(lines[-1], line):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)

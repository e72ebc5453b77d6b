"""Where an author has switched rules off in the text, and which of these switches did nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from plainspeak.checks import rules
from plainspeak.checks.document import Part
from plainspeak.findings import Span
from plainspeak.markup import merge
from plainspeak.text import protected

UNUSED = "unused-suppression"
"""The rule that finds switches that hide nothing; only a switch that names it hides what it finds."""

_TELLTALE = "plainspeak:"
_SWITCH = re.compile(
    r"<!--[ \t]*+plainspeak:[ \t]*+(off|on)\b([^<>\r\n]*)-->"  # in a comment, or on a line of its own
    r"|(?<![^\r\n])[ \t]*+plainspeak:[ \t]*+(off|on)\b([ \ta-z,-]*)(?![^\r\n])"
)
_NAME = re.compile(r"[a-z][a-z-]*")


@dataclass(slots=True)
class Switch:
    """A place where an author has switched rules off.

    Args:
        start: Place of its first character in the part's text.
        end: Place after its last character.
        named: The names behind it; none means all rules.
        used: The rules whose findings it has hidden.
    """

    start: int
    end: int
    named: tuple[str, ...]
    used: set[str] = field(default_factory=set)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that are meant."""
        return self.named or tuple(name for name in rules.names() if name != UNUSED)


@dataclass(slots=True)
class _Stretch:
    """Where a switch holds for one rule."""

    switch: Switch
    rule: str
    since: int
    until: int
    line: bool  # whether whatever touches it is meant, or only what begins in it


class Switches:
    """The switches of one part, and what they hide.

    Args:
        part: A text of the document; a switch that is shown as code in it, or quoted, switches nothing.
    """

    def __init__(self, part: Part) -> None:
        self.switches: list[Switch] = []
        self.spans: list[Span] = []  # what of the text is no prose because of them
        self._stretches: dict[str, list[_Stretch]] = {}
        self._open: dict[str, list[_Stretch]] = {}
        if _TELLTALE in part.text:
            kept = merge([*part.others, *protected(part.text)])
            for found in _SWITCH.finditer(part.text):
                if not _is_code(part.text, found, kept):
                    self.spans.append(found.span())
                    self._take(part.text, found, found.start(), found.end(), len(part.text))
        elif part.file is not None and part.origin is not None and _TELLTALE in part.file:
            # The comments of a web page are no part of its text: find the place where each would stand.
            for found in _SWITCH.finditer(part.file):
                if found.group(1):
                    at = min(bisect_left(part.origin, found.start()), len(part.text))
                    self._take(part.text, found, at, at, len(part.text), alone=_alone(part.file, *found.span()))

    def hides(self, rule: str, start: int, end: int) -> bool:
        """Return whether a finding is switched off, and note that its switch was of use.

        Args:
            rule: The finding's rule.
            start: Place of its first character.
            end: Place after its last character.
        """
        hidden = False
        for stretch in self._stretches.get(rule, ()):
            touched = start < stretch.until and end > stretch.since if stretch.line else False
            if touched or stretch.since <= start < stretch.until:
                stretch.switch.used.add(rule)
                hidden = True
        return hidden

    def unused(self, ran: Collection[str]) -> Iterator[tuple[Switch, tuple[str, ...]]]:
        """Yield the switches that hid nothing, each with the names behind it that did nothing.

        Args:
            ran: The rules that were run: of others nobody knows.
        """
        for switch in self.switches:
            idle = tuple(name for name in switch.named if name not in switch.used)
            idle = tuple(name for name in idle if name in ran or name not in rules.names())
            if idle or (not switch.named and not switch.used and set(switch.rules) <= set(ran)):
                yield switch, idle

    def _take(
        self, text: str, found: re.Match[str], start: int, end: int, length: int, *, alone: bool | None = None
    ) -> None:
        named = tuple(dict.fromkeys(_NAME.findall(found.group(2) or found.group(4) or "")))
        if (found.group(1) or found.group(3)) == "on":
            for rule in named or rules.names():
                for stretch in self._open.pop(rule, ()):
                    stretch.until = start
            return
        switch = Switch(start, end, named)
        self.switches.append(switch)
        if alone is None:
            alone = _alone(text, start, end)
        since, until = (start, length) if alone else _line(text, start, end)
        for rule in switch.rules:
            stretch = _Stretch(switch, rule, since, until, line=not alone)
            self._stretches.setdefault(rule, []).append(stretch)
            if alone:
                self._open.setdefault(rule, []).append(stretch)


def _line(text: str, start: int, end: int) -> Span:
    """Return the line, or lines, in which a span stands."""
    before = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    after = min((at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0), default=len(text))
    return before, after


def _alone(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but comments stands in the line."""
    first, last = _line(text, start, end)
    return not _SWITCH.sub("", text[first:last]).strip()


def _is_code(text: str, found: re.Match[str], kept: Sequence[Span]) -> bool:
    """Tell whether a switch stands in code or the like; a comment is itself among what Markdown protects."""
    start = found.start()
    at = bisect_right(kept, (start, len(text) + 1)) - 1
    if at < 0 or kept[at][1] <= start:
        return False
    return not found.group(1) or (kept[at][0] < start and not text.startswith("<!--", kept[at][0]))

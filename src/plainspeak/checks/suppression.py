"""Where an author has switched rules off in the text, and which of these switches did nothing."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from plainspeak.checks import rules
from plainspeak.checks.document import Part
from plainspeak.findings import Span
from plainspeak.markup import merge
from plainspeak.text import protected

UNUSED = "unused-suppression"
"""The rule that finds switches that hide nothing; only a switch that names it hides what it finds."""

_TELLTALE = "lainspeak:"  # whatever its first letter is
_SWITCH = re.compile(
    r"<!--[ \t]*+[Pp]lainspeak:[ \t]*+(?:(off|on)\b)?([^<>\r\n]*)-->"  # in a comment, or on a line of its own
    r"|(?<![^\r\n])[ \t]*+[Pp]lainspeak:[ \t]*+(off|on)\b([ \ta-z,-]*)(?![^\r\n])"
)
_END = sys.maxsize
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
    """Where a switch holds for one rule: for what begins in it, or if it is a line, for what touches it."""

    switch: Switch
    since: int
    until: int


class Switches:
    """The switches of one part, and what they hide.

    Args:
        part: A text of the document; a switch that is shown as code in it, or quoted, switches nothing.
    """

    def __init__(self, part: Part) -> None:
        self.switches: list[Switch] = []
        self.spans: list[Span] = []  # what of the text is no prose because of them
        self.misspelt: list[Span] = []  # comments that were meant to be switches, and say neither off nor on
        # By rule and in the order of the text; those of one list have no place in common, so that each is soon found.
        self._blocks: dict[str, list[_Stretch]] = {}
        self._lines: dict[str, list[_Stretch]] = {}
        self._line, self._alone = range(0), False
        if _TELLTALE in part.text:
            kept = merge([*part.others, *protected(part.text)])
            for found in _SWITCH.finditer(part.text):
                if not _is_code(part.text, found, kept):
                    self.spans.append(found.span())
                    if found.group(1) or found.group(3):
                        self._take(part.text, found)
                    else:
                        self.misspelt.append(found.span())

    def hides(self, rule: str, start: int, end: int) -> bool:
        """Return whether a finding is switched off, and note that its switch was of use.

        Args:
            rule: The finding's rule.
            start: Place of its first character.
            end: Place after its last character.
        """
        blocks, lines = self._blocks.get(rule, []), self._lines.get(rule, [])
        at = bisect_right(blocks, start, key=_since)
        hiding = [blocks[at - 1]] if at and start < blocks[at - 1].until else []
        at = bisect_right(lines, start, key=_since)
        at -= at > 0 and start < lines[at - 1].until  # the one in whose line it begins
        while at < len(lines) and lines[at].since < max(end, start + 1):
            hiding.append(lines[at])
            at += 1
        for stretch in hiding:
            stretch.switch.used.add(rule)
        return bool(hiding)

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

    def _take(self, text: str, found: re.Match[str]) -> None:
        """Note what a switch says.

        Args:
            text: The part's text.
            found: The switch there.
        """
        start, end = found.span()
        named = tuple(dict.fromkeys(_NAME.findall(found.group(2) or found.group(4) or "")))
        if (found.group(1) or found.group(3)) == "on":
            for rule in named or rules.names():
                self._close(rule, start)
            return
        switch = Switch(start, end, named)
        self.switches.append(switch)
        if not self._line.start <= start < self._line.stop:  # a line is looked at once, not once a switch
            self._line = _line(text, start, end)
            self._alone = not _SWITCH.sub("", text[self._line.start : self._line.stop]).strip()
        if self._alone:
            since, until, listed = start, _END, self._blocks
        else:
            since, until, listed = self._line.start, self._line.stop, self._lines
        for rule in switch.rules:
            if self._alone:
                self._close(rule, start)
            listed.setdefault(rule, []).append(_Stretch(switch, since, until))

    def _close(self, rule: str, at: int) -> None:
        open_ones = self._blocks.get(rule)
        if open_ones and open_ones[-1].until == _END:
            open_ones[-1].until = at


def _since(stretch: _Stretch) -> int:
    return stretch.since


def _line(text: str, start: int, end: int) -> range:
    """Return the places of the line in which a span stands."""
    before = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    after = min((at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0), default=len(text))
    return range(before, after)


def _is_code(text: str, found: re.Match[str], kept: Sequence[Span]) -> bool:
    """Tell whether a switch stands in code or the like; a comment is itself among what Markdown protects."""
    start = found.start()
    at = bisect_right(kept, (start, len(text) + 1)) - 1
    if at < 0 or kept[at][1] <= start:
        return False
    return text[start] != "<" or (kept[at][0] < start and not text.startswith("<!--", kept[at][0]))

"""A switch in the text hides nothing any more.

What it does:
    Finds `plainspeak: off` and `<!-- plainspeak: off jargon -->` where the rules that they switch off would find
    nothing, names behind them that are no rules, and comments that are misspelt. Switches for rules that were not run
    are left alone.

Why:
    A switch that has outlived its reason hides the next finding, which nobody asked it to hide.

Example:
    <!-- plainspeak: off jargon -->
    Customers now get their invoice the same day.

Instead:
    Customers now get their invoice the same day.

Source:
    Linters for code found it needful: flake8-noqa, ESLint's reportUnusedDisableDirectives, Ruff's RUF100.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plainspeak.checks import rules
from plainspeak.checks.config import unknown
from plainspeak.checks.rule import Found, Rule

if TYPE_CHECKING:
    from plainspeak.checks.passages import Reading


_MISSPELT = "This switches nothing. Write off or on behind “plainspeak:”, and then the names of rules."


def find(reading: Reading) -> Iterator[Found]:
    """Yield the switches that hid nothing; right only when all other rules have been run."""
    for number, switches in enumerate(reading.switches):
        for switch, idle in switches.unused(reading.ran):
            wrong = [name for name in idle if name not in rules.names()]
            if wrong:
                message = unknown(wrong[0])
                message = message[0].upper() + message[1:]
            elif idle == switch.named:
                message = "There is nothing to hide here. Take this switch out."
            else:
                message = f"There is nothing of {' and '.join(idle)} to hide here. Take it out of this switch."
            yield Found(number, switch.start, switch.end, message)
        for start, end in switches.misspelt:
            yield Found(number, start, end, _MISSPELT)


RULE = Rule("unused-suppression", "note", find)

FOUND = (
    ("exec", "<!-- plainspeak: off jargon -->\nAll 40 shops open on 3 May.\n", "<!-- plainspeak: off jargon -->"),
    ("exec", "All 40 shops open on 3 May. <!-- plainspeak: off -->\n", "<!-- plainspeak: off -->"),
    ("exec", "<!-- plainspeak: of jargon -->\nAll 40 shops open on 3 May.\n", "<!-- plainspeak: of jargon -->"),
    ("exec", "plainspeak: off jargno\nRecall is 81%.\nplainspeak: on\n", "plainspeak: off jargno"),
)
SILENT = (
    ("exec", "<!-- plainspeak: off jargon -->\nRecall is 81%.\n<!-- plainspeak: on -->\n"),
    ("exec", "Write `<!-- plainspeak: off -->` behind it.\n"),
    ("exec", "plainspeak: off the shelf, it seems; what it finds is short.\n"),
)

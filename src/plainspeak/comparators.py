"""Find the comparators around an amount: "at most 5", "between 3 and 4", "10+", "6 weeks or more"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainspeak.amounts import Amount, AmountReader, AmountTables
from plainspeak.units import Phrases, touches

_COUNTED = 4  # words for what is counted between a number and its "at most"
CLAUSE_OPENS = frozenset("and but or before after when while if unless until so as because for in on per with".split())
"""Words that open a clause, so that what is before them ends there."""


class ComparatorTables:
    """What comparators are found with.

    Args:
        data: The ``numbers`` table of the packs' English.
        amounts: What amounts are read with.
    """

    def __init__(self, data: Mapping[str, Any], amounts: AmountTables) -> None:
        self.before, self.after, self.ago = amounts.before, amounts.after, amounts.ago
        self.gaps = Phrases([(name, True) for name in data["gaps"]["words"]])
        self.between = Phrases([(name, True) for name in data["links"]["between"]])


class Comparators:
    """Finds the comparators of the amounts of one text.

    Args:
        tables: What comparators are found with.
        reader: Reads the amounts; none of their comparators begins before its floor.
    """

    def __init__(self, tables: ComparatorTables, reader: AmountReader) -> None:
        self.n, self.reader = tables, reader
        self.items = reader.items

    def between(self, index: int) -> int | None:
        """Return where "between" begins if it stands before the number, or before its comparator."""
        found = self.n.between.before(self.items, index, self.reader.floor)
        if not found:
            compared = self.n.before.before(self.items, index, self.reader.floor)
            found = self.n.between.before(self.items, compared[1], self.reader.floor) if compared else None
        return found[1] if found else None

    def before(self, amount: Amount) -> tuple[int, str]:
        """Return where the comparators of an amount begin, and the strongest of them."""
        first, comparator = amount.first, ""
        between = self.between(first) if amount.high is not None else None
        for _ in range(3):
            found = self.n.before.before(self.items, first, self.reader.floor)
            timed = amount.unit is not None and amount.unit.dimension == "time"
            if found and not found[0] and timed and self.items[first - 1].lower == "over":
                # "took over the team" is none, "took over 2 hours" is one.
                found = self.n.before.before(self.items, first, first - 1)
            if not found or not found[0] or (timed and self._of_share(found[1], amount.last)):
                break
            first = found[1]
            comparator = found[0] if comparator in ("", "about") else comparator
        if between is not None and between < first:
            first = between
            found = self.n.before.before(self.items, first, self.reader.floor)
            if found and found[0]:
                comparator, first = comparator or found[0], found[1]
        return first, comparator

    def behind(self, amount: Amount) -> tuple[int, str]:
        """Return the index after the comparator behind an amount or inside it, and that comparator."""
        last, comparator = self._after(amount.last)
        return last, comparator or self._inside(amount)

    def _inside(self, amount: Amount) -> str:
        """Return the comparator between a number and its unit: "five or more working days"."""
        places = range(amount.first + 1, amount.last - 1)
        return next((found[0] for at in places if (found := self.n.after.at(self.items, at))), "")

    def _of_share(self, first: int, last: int) -> bool:
        """Tell whether "less than" belongs to the share before it: "6% less than a year ago"."""
        after = self.items[last].lower if last < len(self.items) else ""
        return 0 < first == self.reader.floor and after in self.n.ago

    def _after(self, last: int) -> tuple[int, str]:
        """Return the index after a comparator that follows, and the comparator ("10+", "5 users or more")."""
        items = self.items
        noun = last + 1 if last < len(items) and items[last].lower == "of" else last  # "32 GB of memory or more"
        gap = self.n.gaps.at(items, last) if last < len(items) else None  # "6 weeks from now, or sooner"
        behind = gap[1] if gap else last
        behind += behind < len(items) and items[behind].text == ","
        if behind < len(items) and items[behind].lower == "or" and (found := self.n.after.at(items, behind)):
            return found[1], found[0]
        for at in (last, noun + 1):
            if at >= len(items) or (at > last and (items[noun].kind != "word" or items[at].lower != "or")):
                break
            found = self.n.after.at(items, at)
            ends = found is not None and (found[1] >= len(items) or items[found[1]].kind != "number")
            if found and ends and (items[at].kind != "mark" or touches(items, at)):
                return found[1], found[0]
        return self._trailing(last)

    def _trailing(self, last: int) -> tuple[int, str]:
        """Return the same for "at most" behind what is counted, at the end of a clause: "40 new parcels at most"."""
        items = self.items
        for at in range(last + 1, min(last + 1 + _COUNTED, len(items) - 1)):
            if items[at - 1].kind != "word":
                break
            if items[at].lower != "at" or items[at + 1].lower not in ("most", "least"):
                continue
            then = items[at + 2] if at + 2 < len(items) else None
            if then is None or then.kind == "mark" or then.lower in CLAUSE_OPENS:
                return last, f"at {items[at + 1].lower}"
        return last, ""

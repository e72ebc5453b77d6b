"""Fill the glossary's sayings: slots, verb forms, agreement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from plainspeak.language import FORMS, Inflection
from plainspeak.quantities import Quantity

VALUES = frozenset(("n", "new", "old", "from", "owner"))
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Saying:
    """A saying taken apart at its first verb.

    Args:
        subject: What stands before the verb; "" for a predicate, which takes the subject of the sentence.
        plural: Whether that subject is plural.
        verb: The verb's base form.
        rest: What follows, with its slots still open.
    """

    subject: str
    plural: bool
    verb: str
    rest: str


class Wording:
    """Fills templates with the words of an audience and a team.

    Args:
        inflection: How words are inflected.
        slots: The team's own words for the open slots ("cases" -> "claims").
    """

    def __init__(self, inflection: Inflection, slots: Mapping[str, str]) -> None:
        self.inflection = inflection
        self.slots = slots

    def parse(self, template: str) -> Saying:
        """Take a saying apart at its first verb in braces."""
        for found in _BRACES.finditer(template):
            name = found[1]
            if name in VALUES or name in self.slots:
                continue
            subject = template[: found.start()].strip()
            base, third = self._base(name)
            if subject in ("", "now"):
                return Saying("", plural=False, verb=base, rest=template[found.end() :].strip())
            return Saying(subject, not third, base, template[found.end() :].strip())
        return Saying(template, plural=False, verb="", rest="")

    def _base(self, form: str) -> tuple[str, bool]:
        """Return the base of a verb written in the base form or in the third person, and whether it was the latter."""
        if form in ("is", "has"):
            return {"is": "be", "has": "have"}[form], True
        if form == "are":
            return "be", False
        for base in (form[:-1], form[:-2], form[:-3] + "y"):
            if (
                form.endswith("s")
                and len(base) > 1
                and self.inflection.verb(base, "third") == form
                and not form.endswith("ss")
            ):
                return base, True
        return form, False

    def conjugate(self, verb: str, form: str, *, plural: bool) -> str:
        """Return a verb in a form of FORMS, or in "present" or "past" agreeing with its subject."""
        if form == "present":
            if verb == "be":
                return "are" if plural else "is"
            return self.inflection.verb(verb, "base" if plural else "third")
        if form == "past" and verb == "be":
            return "were" if plural else "was"
        return self.inflection.verb(verb, form if form in FORMS else "base")

    def fill(self, template: str, values: Mapping[str, str], *, plural_owner: bool = True) -> str:
        """Return a template with its slots filled and the verbs in it made to agree with ``{owner}``.

        Args:
            template: Words with slots in braces.
            values: What stands for ``{n}``, ``{new}``, ``{old}``, ``{from}`` and ``{owner}``.
            plural_owner: Whether the owner takes the plural verb form ("we", "they").
        """

        def put(found: re.Match[str]) -> str:
            name = found[1]
            if name in values:
                return values[name]
            if name in self.slots:
                return self.slots[name]
            owned = "{owner}" in template[: found.start()]
            return self.conjugate(self._base(name)[0], "present", plural=plural_owner) if owned else name

        return " ".join(_BRACES.sub(put, template).split())


def shown(quantity: Quantity, text: str, *, share: bool = False, bare: bool = False) -> str:
    """Return a quantity as a reader is shown it.

    Args:
        quantity: The quantity.
        text: The text that it was read from.
        share: Whether a bare number between 0 and 1 is a share, to be shown in percent.
        bare: Leave out unit and sign: for points, where the saying brings the words.
    """
    first, last = quantity.core
    before, after = text[quantity.start : first], text[last : quantity.end]
    core = text[first:last]
    if quantity.form == "fraction" and quantity.value == Decimal("0.5") and not bare:
        core = "50%"  # "half fewer" is no English
    if bare or (share and quantity.dimension == "count" and 0 < quantity.value <= 1):
        factor = Decimal(1 if bare and quantity.dimension != "share" else 100)
        ends = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
        core = "–".join(plain(end * factor) for end in ends) + ("" if bare else "%")
    return (before.lstrip("+-−– ") + core.lstrip("+-−–") if quantity.sign else before + core) + after


def plain(number: Decimal) -> str:
    """Return a number without exponent and without empty decimals.

    >>> plain(Decimal("5.00")), plain(Decimal("1E+3"))
    ('5', '1000')
    """
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written

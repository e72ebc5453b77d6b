"""Which of a metric's sayings fits a claim, and what stands in its slots."""

from __future__ import annotations

from collections.abc import Sequence

from plainspeak.draft.given import settle
from plainspeak.draft.sayings import Saying, Wording, shown
from plainspeak.facts import Claim, Facts
from plainspeak.language import Language

_ABBREVIATED = 3  # letters: ms
_BARE = (("level", "{n}"), ("from_to", "{new}"))


class Choice:
    """Chooses and fills sayings for the claims of one sentence.

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        wording: Fills sayings.
        language: The English to use.
        given: What the author added claims.
    """

    def __init__(self, text: str, facts: Facts, wording: Wording, language: Language, given: Sequence[Facts]) -> None:
        self.text, self.facts, self.wording, self.language, self.given = text, facts, wording, language, given
        self.words = facts.words

    def template(self, claim: Claim) -> str:
        """Return the saying that fits a claim, with its slots open; "" if none does."""
        says = claim.term.says
        settled = settle(claim, self.given)
        if settled and settled.form == "points":
            return says.get(f"{claim.direction}.points", "")
        bare = claim.form == "relative" and claim.term.measured == "share" and not settled
        if bare and not claim.better and not self._says_relative():
            return ""  # a bare percentage on a share that got worse: the relative reading might play it down
        if claim.form == "to" and claim.direction == "same":
            return says.get("level", "")
        if self._lacks_unit(claim) or self._is_no_share(claim):
            return ""
        if claim.form in ("relative", "points", "absolute", "times"):
            return says.get(f"{claim.direction}.{claim.form}", "")
        return says.get(claim.form, "")

    def _lacks_unit(self, claim: Claim) -> bool:
        """Return whether a rate is given as a bare number, which says how many, but not of what."""
        value = claim.new or claim.amount
        if claim.term.measured != "rate" or value is None or value.dimension != "count":
            return False
        says = claim.term.says
        if not any(says.get(form, "").partition(slot)[2][:1] in ("", ",") for form, slot in _BARE if form in says):
            return False
        after = next((w for w in self.words if w.start >= value.end), None)
        return after is None or after.kind != "word" or self.language.is_a("prepositions", after.lower)

    def _is_no_share(self, claim: Claim) -> bool:
        """Return whether a share is given as a bare number above one, which may be of any scale: "from 60 to 74"."""
        value = claim.new
        return claim.term.measured == "share" and value is not None and value.dimension == "count" and value.value > 1

    def _says_relative(self) -> bool:
        return bool(self.facts.marked("percent", "relative"))

    def amounts(self, claim: Claim) -> dict[str, str]:
        """Return what stands for the slots of values, as a reader is shown them."""
        share = claim.term.measured == "share"
        values: dict[str, str] = {}
        if claim.amount:
            settled = settle(claim, self.given)
            points = claim.form == "points" or (settled is not None and settled.form == "points")
            values["n"] = shown(claim.amount, self.text, bare=points)
        if claim.new:
            values["new"] = shown(claim.new, self.text, share=share) + self._unit_of_old(claim)
            values.setdefault("n", values["new"])
        if claim.old:
            values["old"] = shown(claim.old, self.text, share=share)
            values["from"] = (
                f"{claim.direction if claim.direction in ('up', 'down') else 'changed'} from {values['old']}"
            )
        return values

    def _unit_of_old(self, claim: Claim) -> str:
        """Return the unit that the author wrote behind the old value only: "fell from 9 days to 4"."""
        old, new = claim.old, claim.new
        if old is None or new is None or not self.text[new.start : new.end].replace(",", "").replace(".", "").isdigit():
            return ""
        unit = self.text[old.start : old.end].lstrip("0123456789.,")
        if old.start > new.start or not unit.strip().isalpha() or unit == self.text[old.start : old.end]:
            return ""
        return unit.removesuffix("s") if new.number == 1 and len(unit) > _ABBREVIATED else unit

    def rest(self, claim: Claim, saying: Saying) -> str:
        """Return what follows the verb of a saying, filled, with the levels that the author gave."""
        values = self.amounts(claim)
        rest = self.wording.fill(saying.rest, values).replace(" ,", ",")
        settled = settle(claim, self.given)
        if settled:
            return f"{rest} ({settled.new}, {claim.direction} from {settled.old})"
        if claim.amount and claim.old and claim.new:
            return f"{rest} ({values['new']}, {values['from']})"
        if claim.amount and claim.new:
            return f"{rest} (now {values['new']})"
        if (
            values.get("from")
            and rest.endswith(values["from"])
            and claim.match.last < len(self.words)
            and self.words[claim.match.last].kind == "word"
        ):
            rest += ","
        return rest

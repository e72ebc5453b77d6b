"""Noun groups that begin with "the": what leads them, whose they are, and the verb that fits behind them."""

from __future__ import annotations

from dataclasses import dataclass

from plainspeak.draft.edits import Edit
from plainspeak.draft.neighbours import Neighbours, Spot
from plainspeak.draft.sayings import Wording
from plainspeak.draft.tenses import agreeing
from plainspeak.facts import Facts
from plainspeak.glossary import Term
from plainspeak.language import Language
from plainspeak.termfinder import TermHit
from plainspeak.text import Word

_OWNERS = {
    "its": ("it", False),
    "their": ("they", True),
    "your": ("you", True),
    "our": ("we", True),
    "his": ("he", False),
    "her": ("she", False),
}
_COMPARED = frozenset(
    ("higher", "lower", "better", "worse", "good", "poor", "high", "low", "slow", "fast", "long", "short")
)
_FEW_OR_MANY = frozenset(("the", "many", "few", "all", "several"))
_CLAUSE = frozenset(("who", "that", "which", "we", "{owner}", "'s"))  # in a noun: it tells whose it is, or of which
_MAX_OWNER = 3  # words between "of" and the end of a group


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a noun group with "the" begins with.

    Args:
        start: The place in the text from which on words are exchanged.
        text: The words that lead the group; "" if it can't be said.
        owner: Whose it is, for a noun that tells it.
        plural: Whether the owner takes the plural verb form.
    """

    start: int
    text: str
    owner: str = "we"
    plural: bool = True


class Groups:
    """Exchanges terms of one sentence for noun groups that begin with "the".

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        wording: Fills nouns.
        language: The English to use.
    """

    def __init__(self, text: str, facts: Facts, wording: Wording, language: Language) -> None:
        self.text, self.facts, self.wording, self.language = text, facts, wording, language
        self.words = facts.words
        self.beside = Neighbours(facts, language)

    def definite(self, hit: TermHit, term: Term) -> Edit | None:
        """Exchange a term for a noun group that begins with "the"."""
        after = self.beside.word(hit.last)
        long = any(self.beside.is_closed(part) for part in term.noun.split()[1:])
        if hit.form == "many" and not term.is_metric and not term.mass and not self.head_is_plural(term):
            return None
        if after and after.lower == "of" and (long or "'s " in term.noun):
            owned = self._owned_by(hit, term)
            if owned or self.beside.amount_after(hit.last + 1) or not _CLAUSE.isdisjoint(_parts(term.noun)):
                return owned  # neither "the share of cases of 4%" nor "the share of users who stay of the new plan"
        first = hit.first
        adjectives: list[str] = []
        while first and len(adjectives) < 2 and self.beside.is_adjective(first - 1):
            first -= 1
            adjectives.insert(0, self.words[first].text)
        led = self._of_points(first) if not adjectives else None
        if led is None:
            led = self._led(first, adjectives, term)
        if led is None or not led.text:
            return None
        noun = self.wording.fill(term.noun, {"owner": led.owner}, plural_owner=led.plural)
        lowered = [a[0].lower() + a[1:] if first == 0 else a for a in adjectives]
        built = " ".join([led.text, *lowered, noun.removeprefix("the ")])
        return Edit(led.start, self.words[hit.last - 1].end, built, (term.id,), "replaced")

    def _owned_by(self, hit: TermHit, term: Term) -> Edit | None:
        """Exchange "the recall of the new model" for what the new model catches, or its share of correct alerts."""
        at = last = hit.last + 1
        while last < len(self.words) and last - at <= _MAX_OWNER:
            word = self.words[last]
            if (last > at and self.beside.is_closed(word.lower)) or not (
                self.beside.is_noun(word) or self.beside.is_determiner(word)
            ):
                break
            if last > at + 1 and self.beside.is_finite(word):
                break
            last += 1
        if any(at < other.last and other.first < last for other in self.facts.terms):
            return None
        head = self.words[last - 1].lower
        before = self.beside.word(hit.first - 1)
        if last == at or not self.language.is_a("systems", head) or "'s " in term.noun:
            return None
        if before is not None and before.lower != "the" and not self.beside.may_stand_before(before):
            return None
        owner = self.text[self.words[at].start : self.words[last - 1].end]
        plural = self.language.inflection.is_plural(head)
        noun = self.wording.fill(term.noun, {"owner": owner}, plural_owner=plural)
        if "{owner}" not in term.noun:
            possessive = "'" if plural else "'s"
            noun = f"{owner}{possessive} {noun.removeprefix('the ')}"
        start = before.start if before is not None and before.lower == "the" else self.words[hit.first].start
        return Edit(start, self.words[last - 1].end, noun, (term.id,), "replaced")

    def _of_points(self, first: int) -> _Lead | None:
        """Return what leads a group behind an amount: "3 points of recall" are points in a share, of 3% nothing is."""
        before = self.beside.word(first - 1)
        of = before is not None and before.lower == "of"
        moved = self.beside.amount_before(first - of)
        if before is None or moved is None or moved.verb:  # "halved latency" is no amount of it
            return None
        return _Lead(before.start if of else self.words[first].start, "in the" if moved.dimension == "points" else "")

    def _led(self, first: int, adjectives: list[str], term: Term) -> _Lead | None:
        """Return what leads a group in the place of the article or owner that stood there; None if none fits."""
        before = self.beside.word(first - 1)
        lower = before.lower if before else ""
        start, owned = self.words[first].start, "{owner}" in term.noun
        if before is None or lower in ("the", "our"):
            lead = "the" if before or not (adjectives and adjectives[0].casefold() in _COMPARED) else ""
            lead = lead or self.language.inflection.article(adjectives[0])
            return _Lead(before.start if before else start, lead)
        if lower in _OWNERS:
            owner, plural = _OWNERS[lower]
            return _Lead(before.start, "the", owner, plural) if owned else _Lead(before.start, before.text)
        if lower == "'s":
            group = self._owner(first - 1)
            if group is None:
                return None
            return _Lead(group[0], "the", group[1], group[2]) if owned else _Lead(group[0], f"{group[1]}{before.text}")
        if lower in ("a", "an"):
            return _Lead(before.start, self.language.inflection.article(adjectives[0])) if adjectives else None
        if adjectives and before.kind != "word":
            return None
        if adjectives and adjectives[0].casefold() in _COMPARED:
            return _Lead(start, self.language.inflection.article(adjectives[0]))
        return _Lead(start, "the") if self.beside.may_stand_before(before) else None

    def agreeing(self, edit: Edit | None, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        """Return the edit with the verb behind it made to fit: "latencies are" becomes "the response time is"."""
        if edit is None or not spot.after:
            return edit
        if hit.form == "one":
            return self._in_the_plural(edit, term, spot.after)
        if not self.beside.agrees(spot.after):
            return edit
        if self.head_is_plural(term):
            return edit
        verb = agreeing([spot.after.text], plural=False)[0]
        if verb == spot.after.text:
            verb = self.language.inflection.verb(spot.after.lower, "third")
        return Edit(edit.start, spot.after.end, f"{edit.text} {verb}", edit.terms, edit.how)

    def _in_the_plural(self, edit: Edit, term: Term, after: Word) -> Edit:
        """Return the edit with a verb that showed one thing made to fit many: "the tail is" becomes "the cases are"."""
        verb = agreeing([after.text], plural=True)[0]
        if verb == after.text or not self.head_is_plural(term):
            return edit
        return Edit(edit.start, after.end, f"{edit.text} {verb}", edit.terms, edit.how)

    def head_is_plural(self, term: Term) -> bool:
        """Return whether the noun that carries the group is a plural: "the many cases", "the checks of the code"."""
        parts = term.noun.split()
        inside = ((i, p) for i, p in enumerate(parts) if i and self.beside.is_closed(p))
        ends = (i for i, p in inside if p == "the" or p not in _FEW_OR_MANY)  # "the time | the database takes"
        return self.language.inflection.is_plural(parts[next(ends, len(parts)) - 1])

    def _owner(self, at: int) -> tuple[int, str, bool] | None:
        """Return start, words and number of the group before a possessive 's at ``at``."""
        first = at
        while first and at - first < 5 and self.words[first - 1].kind == "word":
            word = self.words[first - 1].lower
            if self.beside.is_closed(word) and not self.language.is_a("determiners", word):
                break
            if self.language.is_verb_form(word) and not word.endswith(("ed", "ing")):
                break
            first -= 1
            if self.language.is_a("determiners", word):
                break
        if first == at:
            return None
        group = self.text[self.words[first].start : self.words[at - 1].end]
        if first == 0 and self.language.is_a("determiners", self.words[0].lower):
            group = group[0].lower() + group[1:]
        return self.words[first].start, group, self.language.inflection.is_plural(self.words[at - 1].lower)


def _parts(noun: str) -> list[str]:
    return noun.replace("'s ", " 's ").split()

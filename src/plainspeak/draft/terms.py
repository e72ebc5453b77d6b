"""Exchange a term for its plain words where grammar allows it, or explain it in brackets."""

from __future__ import annotations

from plainspeak.draft.edits import Edit
from plainspeak.draft.neighbours import Neighbours, Spot
from plainspeak.draft.sayings import Wording
from plainspeak.facts import Facts
from plainspeak.glossary import Term, TermHit
from plainspeak.language import Language

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "get", "gets", "got"))
_OWNERS = {
    "its": ("it", False),
    "their": ("they", True),
    "your": ("you", True),
    "our": ("we", True),
    "his": ("he", False),
    "her": ("she", False),
}
_PARTICLES = frozenset(("up", "down", "back", "out", "off", "over", "in", "on", "away"))
_COMPARED = frozenset(
    ("higher", "lower", "better", "worse", "good", "poor", "high", "low", "slow", "fast", "long", "short")
)
_MAX_MODIFIER = 3


class Exchanger:
    """Exchanges the terms of one sentence.

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        wording: Fills nouns and sayings.
        language: The English to use.
    """

    def __init__(self, text: str, facts: Facts, wording: Wording, language: Language) -> None:
        self.text, self.facts, self.wording, self.language = text, facts, wording, language
        self.words = facts.words
        self.beside = Neighbours(facts, language)

    def replaced(self, hit: TermHit, term: Term) -> Edit | None:
        """Return the edit that puts the plain words in the term's place, or None if the sentence would suffer."""
        spot = self.beside.spot(hit)
        if spot.glued_before or spot.glued_after:
            return None
        if hit.kind == "verb":
            edit = self._verb(hit, term, spot)
        elif hit.kind == "adjective":
            edit = self._adjective(hit, term, spot)
        else:
            edit = self._name(hit, term, spot)
        if edit is None or self._touches(edit) or self._doubles(edit):
            return None
        return self._capitalised(edit)

    def explained(self, hit: TermHit, term: Term) -> Edit | None:
        """Return the edit that explains the term in brackets after it, or None if no bracket can stand there."""
        end = self.words[hit.last - 1].end
        after = self.beside.word(hit.last)
        if (
            hit.kind != "name"
            or not term.plain
            or self.beside.in_brackets(hit)
            or (after and after.start == end and after.text in ("-", "/", "'", "’", "'s", "’s", "@", "_", "="))
        ):
            return None
        meaning = self.wording.fill(term.plain, {"owner": "we"})
        return Edit(end, end, f" ({meaning})", (term.id,), "explained")

    def by_author(self, hit: TermHit) -> bool:
        """Return whether the author explains the term in brackets right after it."""
        after, then = self.beside.word(hit.last), self.beside.word(hit.last + 1)
        if not (after and after.text == "(" and then and then.kind == "word"):
            return False
        inside = 0
        for word in self.words[hit.last + 1 :]:
            if word.text == ")":
                return inside >= 2
            inside += word.kind == "word"
        return False

    # ------------------------------------------------------------ by kind
    def _verb(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        form, _, pronoun = hit.form.partition(" ")
        plain = term.verbs[hit.base]
        last = plain.rsplit(" ", 1)[-1]
        needs_object = " " in plain and self.language.is_a("prepositions", last) and last not in _PARTICLES
        has_object = any(self.language.is_a("determiners", part) for part in plain.split())
        helper = self.beside.helper_before(hit.first)
        passive = form in ("past", "participle") and (helper in _BE or helper in ("has been", "have been"))
        attributive = bool(
            spot.before
            and spot.after
            and form in ("past", "participle", "ing")
            and self.beside.is_determiner(spot.before)
            and self.beside.is_noun(spot.after)
        )
        if (needs_object or has_object) and passive:
            return None
        if (" " in plain and attributive) or (
            needs_object and not pronoun and not self.beside.object_follows(spot.after)
        ):
            return None
        if (needs_object and pronoun) or (has_object and self.beside.object_follows(spot.after)):
            return None
        alone = spot.after is None or (spot.after.kind != "number" and not self.beside.object_follows(spot.after))
        if self.language.needs_object(plain) and alone and not pronoun and not passive and form != "ing":
            return None
        if form == "past" and helper in ("has", "have", "had", "been", *_BE):
            form = "participle"
        built = self.wording.inflection.verb(plain, form)
        return self._edit(hit, f"{built} {pronoun}".strip(), term, spot, article=attributive)

    def _adjective(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        plain = term.adjectives[hit.base]
        attributive = spot.after is not None and self.beside.is_noun(spot.after)
        if attributive and " " in plain:
            return None
        return self._edit(hit, plain if attributive else plain.replace("-", " "), term, spot, article=True)

    def _name(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        if not term.noun or (spot.after and spot.after.lower in ("'s", "'")):
            return None
        if spot.after and self.beside.is_compound(hit, spot.after):
            return self._before_noun(hit, term, spot)
        if term.noun.startswith("the "):
            return None if hit.form == "many" and self.beside.agrees(spot.after) else self._definite(hit, term)
        noun = self.wording.fill(term.noun, {"owner": "we"})
        several = hit.form == "many" or self.beside.counted(spot.before)
        if several and not term.mass:
            noun = self.wording.fill(term.nouns, {"owner": "we"}) if term.nouns else self.language.plural_group(noun)
        if (
            spot.before
            and not self._is_short(noun)
            and self.beside.is_noun(spot.before)
            and not self.beside.may_stand_before(spot.before)
            and not self.language.is_a("adjectives", spot.before.lower)
        ):
            return None
        if (
            hit.form == "one"
            and term.mass
            and spot.before
            and spot.before.lower in ("a", "an", "each", "every", "another")
        ):
            return None
        if (
            hit.form == "many"
            and term.mass
            and spot.before
            and (spot.before.kind == "number" or spot.before.lower in ("these", "those", "many", "few", "several"))
        ):
            return None
        if not several and not term.mass and self.beside.lacks_article(spot):
            noun = f"{self.language.inflection.article(noun.split()[0])} {noun}"
        return self._edit(hit, noun, term, spot, article=True)

    def _before_noun(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        """Exchange a term that stands before another noun: "latency budget", "recall gains"."""
        assert spot.after is not None
        noun = self.wording.fill(term.noun, {"owner": "we"})
        if self.language.is_a("changes", spot.after.lower) and term.is_metric:
            return self._turned(hit, term, noun)
        short = term.modifier or ("" if noun.startswith("the ") or not self._is_short(noun) else noun)
        return self._edit(hit, short, term, spot, article=True) if short else None

    def _turned(self, hit: TermHit, term: Term, noun: str) -> Edit | None:
        """Turn "recall gains of 4%" into "gains of 4% in the share ..."."""
        change = self.words[hit.last]
        end, middle = change.end, change.text
        amount = self.beside.word(hit.last + 1)
        if amount and amount.lower == "of":
            quantity = next((q for q in self.facts.quantities if q.start == self.beside.start_of(hit.last + 2)), None)
            if quantity:
                end, middle = quantity.end, self.text[change.start : quantity.end]
        before = self.beside.word(hit.first - 1)
        start, lead = self.words[hit.first].start, ""
        if before and before.lower in ("a", "an"):
            start, lead = before.start, self.language.inflection.article(middle) + " "
        if before and self.beside.is_adjective_gap(before):
            return None
        return Edit(start, end, f"{lead}{middle} in {noun}", (term.id,), "replaced")

    def _definite(self, hit: TermHit, term: Term) -> Edit | None:
        """Exchange a term for a noun group that begins with "the"."""
        first = hit.first
        adjectives: list[str] = []
        while first and len(adjectives) < 2 and self.beside.is_adjective(first - 1):
            first -= 1
            adjectives.insert(0, self.words[first].text)
        before = self.beside.word(first - 1)
        lower = before.lower if before else ""
        owner, plural, start, lead = "we", True, self.words[first].start, "the"
        if lower in ("the", "our") and before:
            start = before.start
        elif lower in _OWNERS and before:
            start = before.start
            if "{owner}" in term.noun:
                owner, plural = _OWNERS[lower]
            else:
                lead = before.text
        elif lower == "'s" and before:
            owned = self._owner(first - 1)
            if owned is None:
                return None
            start, group, plural = owned
            owner, lead = (group, "the") if "{owner}" in term.noun else (owner, f"{group}{before.text}")
        elif lower in ("a", "an"):
            if not adjectives:
                return None
            assert before is not None
            start, lead = before.start, self.language.inflection.article(adjectives[0])
        elif adjectives and before and before.kind != "word":
            return None
        elif adjectives and adjectives[0].casefold() in _COMPARED:
            lead = self.language.inflection.article(adjectives[0])
        elif before and not self.beside.may_stand_before(before):
            return None
        noun = self.wording.fill(term.noun, {"owner": owner}, plural_owner=plural)
        lowered = [a[0].lower() + a[1:] if first == 0 else a for a in adjectives]
        built = " ".join([lead, *lowered, noun.removeprefix("the ")])
        return Edit(start, self.words[hit.last - 1].end, built, (term.id,), "replaced")

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

    # ------------------------------------------------------------ building
    def _is_short(self, noun: str) -> bool:
        parts = noun.split()
        return len(parts) <= _MAX_MODIFIER and not any(self.beside.is_closed(p) for p in parts[1:])

    def _edit(self, hit: TermHit, built: str, term: Term, spot: Spot, *, article: bool) -> Edit:
        """Return the edit, with "a" and "an" before it made to fit."""
        start = self.words[hit.first].start
        if article and spot.before and spot.before.lower in ("a", "an"):
            start = spot.before.start
            built = f"{self.language.inflection.article(built.split(maxsplit=1)[0])} {built}"
        return Edit(start, self.words[hit.last - 1].end, built, (term.id,), "replaced")

    def _capitalised(self, edit: Edit) -> Edit:
        old = self.text[edit.start]
        begins = all(w.kind == "mark" for w in self.words if w.start < edit.start)
        whole = self.facts.sentence.kind == "prose" and self.words[-1].text in (".", "!", "?")
        if begins and (old.isupper() or whole):
            return Edit(edit.start, edit.end, edit.text[0].upper() + edit.text[1:], edit.terms, edit.how)
        return edit

    def _touches(self, edit: Edit) -> bool:
        return any(a < edit.end and edit.start < b for a, b in self.facts.untouchable)

    def _doubles(self, edit: Edit) -> bool:
        """Return whether the exchange would say one word twice in a row."""
        parts = edit.text.casefold().split()
        before = next((w.lower for w in reversed(self.words) if w.end <= edit.start), "")
        after = next((w.lower for w in self.words if w.start >= edit.end), "")
        return parts[0] == before or parts[-1] == after

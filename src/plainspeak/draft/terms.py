"""Exchange a term for its plain words where grammar allows it, or explain it in brackets."""

from __future__ import annotations

from dataclasses import dataclass

from plainspeak.draft.edits import Edit
from plainspeak.draft.sayings import Wording
from plainspeak.facts import Facts
from plainspeak.glossary import Term, TermHit
from plainspeak.language import Language
from plainspeak.text import Word

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "get", "gets", "got"))
_OWNERS = {"its": ("it", False), "their": ("they", True), "your": ("you", True), "our": ("we", True), "his": ("he", False), "her": ("she", False)}
_PARTICLES = frozenset(("up", "down", "back", "out", "off", "over", "in", "on", "away"))
_COMPARED = frozenset(("higher", "lower", "better", "worse", "good", "poor", "high", "low", "slow", "fast", "long", "short"))
_MAX_MODIFIER = 3


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a term stands and what stands beside it."""

    before: Word | None
    after: Word | None
    glued_before: bool
    glued_after: bool


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

    def replaced(self, hit: TermHit, term: Term) -> Edit | None:
        """Return the edit that puts the plain words in the term's place, or None if the sentence would suffer."""
        spot = self._spot(hit)
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
        after = self._word(hit.last)
        if hit.kind != "name" or not term.plain or self._in_brackets(hit) or (after and after.start == end and after.text in ("-", "/", "'", "’", "'s", "’s", "@", "_", "=")):
            return None
        meaning = self.wording.fill(term.plain, {"owner": "we"})
        return Edit(end, end, f" ({meaning})", (term.id,), "explained")

    def by_author(self, hit: TermHit) -> bool:
        """Return whether the author explains the term in brackets right after it."""
        after, then = self._word(hit.last), self._word(hit.last + 1)
        if not (after and after.text == "(" and then and then.kind == "word"):
            return False
        inside = 0
        for word in self.words[hit.last + 1 :]:
            if word.text == ")":
                return inside >= 2
            inside += word.kind == "word"
        return False

    # ------------------------------------------------------------ by kind
    def _verb(self, hit: TermHit, term: Term, spot: _Spot) -> Edit | None:
        form, _, pronoun = hit.form.partition(" ")
        plain = term.verbs[hit.base]
        last = plain.rsplit(" ", 1)[-1]
        needs_object = " " in plain and self.language.is_a("prepositions", last) and last not in _PARTICLES
        has_object = any(self.language.is_a("determiners", part) for part in plain.split())
        helper = self._helper_before(hit.first)
        passive = form in ("past", "participle") and (helper in _BE or helper in ("has been", "have been"))
        attributive = bool(spot.before and spot.after and form in ("past", "participle", "ing") and self._is_determiner(spot.before) and self._is_noun(spot.after))
        if (needs_object or has_object) and passive:
            return None
        if " " in plain and attributive or (needs_object and not pronoun and not self._object_follows(spot.after)):
            return None
        if (needs_object and pronoun) or (has_object and self._object_follows(spot.after)):
            return None
        if form == "past" and helper in ("has", "have", "had", "been", *_BE):
            form = "participle"
        built = self.wording.inflection.verb(plain, form)
        return self._edit(hit, f"{built} {pronoun}".strip(), term, spot, article=attributive)

    def _adjective(self, hit: TermHit, term: Term, spot: _Spot) -> Edit | None:
        plain = term.adjectives[hit.base]
        attributive = spot.after is not None and self._is_noun(spot.after)
        if attributive and " " in plain:
            return None
        return self._edit(hit, plain if attributive else plain.replace("-", " "), term, spot, article=True)

    def _name(self, hit: TermHit, term: Term, spot: _Spot) -> Edit | None:
        if not term.noun or (spot.after and spot.after.lower in ("'s", "'")):
            return None
        if spot.after and self._is_compound(hit, spot.after):
            return self._before_noun(hit, term, spot)
        if term.noun.startswith("the "):
            return None if hit.form == "many" and self._agrees(spot.after) else self._definite(hit, term, spot)
        noun = self.wording.fill(term.noun, {"owner": "we"})
        several = hit.form == "many" or self._counted(spot.before)
        if several and not term.mass:
            noun = self.wording.fill(term.nouns, {"owner": "we"}) if term.nouns else self.language.plural_group(noun)
        if spot.before and not self._is_short(noun) and self._is_noun(spot.before) and not self._may_stand_before(spot.before) and not self.language.is_a("adjectives", spot.before.lower):
            return None
        if hit.form == "one" and term.mass and spot.before and spot.before.lower in ("a", "an", "each", "every", "another"):
            return None
        if hit.form == "many" and term.mass and spot.before and (spot.before.kind == "number" or spot.before.lower in ("these", "those", "many", "few", "several")):
            return None
        if not several and not term.mass and self._lacks_article(hit, spot):
            noun = f"{self.language.inflection.article(noun.split()[0])} {noun}"
        return self._edit(hit, noun, term, spot, article=True)

    def _counted(self, before: Word | None) -> bool:
        """Return whether a number other than one stands before a noun."""
        return before is not None and any(q.dimension == "count" and q.value != 1 and q.core[0] <= before.start < q.core[1] and q.end == before.end for q in self.facts.quantities)

    def _lacks_article(self, hit: TermHit, spot: _Spot) -> bool:
        """Return whether the author used the term without an article, as no countable noun can be in a sentence."""
        if spot.before is None:
            return spot.after is not None and (self.language.is_verb_form(spot.after.lower) or self.language.is_a("auxiliaries", spot.after.lower))
        if spot.before.kind != "word" or not self._may_stand_before(spot.before):
            return False
        return spot.before.lower not in ("per", "via", "as", "by", "to") and not self.language.is_a("pronouns", spot.before.lower)

    def _before_noun(self, hit: TermHit, term: Term, spot: _Spot) -> Edit | None:
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
        amount = self._word(hit.last + 1)
        if amount and amount.lower == "of":
            quantity = next((q for q in self.facts.quantities if q.start == self._start_of(hit.last + 2)), None)
            if quantity:
                end, middle = quantity.end, self.text[change.start : quantity.end]
        before = self._word(hit.first - 1)
        start, lead = self.words[hit.first].start, ""
        if before and before.lower in ("a", "an"):
            start, lead = before.start, self.language.inflection.article(middle) + " "
        if before and self._is_adjective_gap(before):
            return None
        return Edit(start, end, f"{lead}{middle} in {noun}", (term.id,), "replaced")

    def _definite(self, hit: TermHit, term: Term, spot: _Spot) -> Edit | None:
        """Exchange a term for a noun group that begins with "the"."""
        first = hit.first
        adjectives: list[str] = []
        while first and len(adjectives) < 2 and self.language.is_a("adjectives", self.words[first - 1].lower):
            first -= 1
            adjectives.insert(0, self.words[first].text)
        before = self._word(first - 1)
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
        elif before and not self._may_stand_before(before):
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
            if self._is_closed(word) and not self.language.is_a("determiners", word):
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

    # ------------------------------------------------------------ what stands beside it
    def _spot(self, hit: TermHit) -> _Spot:
        before, after = self._word(hit.first - 1), self._word(hit.last)
        start, end = self.words[hit.first].start, self.words[hit.last - 1].end
        return _Spot(
            before,
            after,
            bool(before and before.end == start and before.text in "-/@_#"),
            bool(after and after.start == end and (after.text in "-/@_=" or after.kind == "number")),
        )

    def _word(self, at: int) -> Word | None:
        return self.words[at] if 0 <= at < len(self.words) else None

    def _start_of(self, at: int) -> int:
        word = self._word(at)
        return word.start if word else -1

    def _is_closed(self, word: str) -> bool:
        return any(self.language.is_a(kind, word) for kind in ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs"))

    def _is_determiner(self, word: Word) -> bool:
        return self.language.is_a("determiners", word.lower)

    def _is_noun(self, word: Word) -> bool:
        """Return whether a word can only go on with the noun group before it."""
        if word.kind != "word" or any(q.start <= word.start < q.end for q in self.facts.quantities):
            return False
        stem, _, contracted = word.lower.partition("'")
        return bool(stem) and not self._is_closed(stem if contracted else word.lower) and not word.lower.endswith("ly")

    def _is_compound(self, hit: TermHit, after: Word) -> bool:
        """Return whether the term only describes the noun after it: "recall target", "latency drop"."""
        if not self._is_noun(after):
            return False
        forms = {h.payloads[0][1] for h in self.language.find("verbs", (after,))} | {
            form for h in self.language.find("verbs", (after,)) for _, form in h.payloads
        }
        if not forms:
            return not after.lower.endswith("ed")
        agreeing = {"past", "participle"} | ({"base"} if hit.form == "many" else {"third"})
        then = self._word(hit.last + 1)
        if forms & {"third"} and hit.form == "one" and self.language.is_a("changes", after.lower) and (then is None or then.kind == "mark" or then.lower == "of"):
            return (then is not None and then.lower == "of") or self._verb_before(hit.first)
        return not forms & agreeing

    def _agrees(self, after: Word | None) -> bool:
        """Return whether a word is a verb whose form shows the number of its subject."""
        if after is None:
            return False
        forms = {form for h in self.language.find("verbs", (after,)) for base, form in h.payloads if base not in ("be", "have", "do")}
        return after.lower in ("are", "were", "have", "do", "don't", "aren't", "weren't", "haven't") or "base" in forms

    def _verb_before(self, at: int) -> bool:
        """Return whether the clause already has its verb before a place."""
        while at and self.words[at - 1].kind != "mark" and not self.language.is_a("breaks", self.words[at - 1].lower):
            at -= 1
            if self.language.is_verb_form(self.words[at].lower):
                return True
        return False

    def _may_stand_before(self, before: Word) -> bool:
        """Return whether a noun group may begin after this word."""
        if before.kind == "mark":
            return before.text not in "-/%@&$€£+"
        if before.kind == "number" or before.lower in ("'s", "'"):
            return False
        lower = before.lower
        if self._is_determiner(before) or self.language.is_a("adjectives", lower) or lower in ("last", "next"):
            return False
        if self._is_closed(lower):
            return True
        at = self.words.index(before)
        described = at > 0 and (self._is_determiner(self.words[at - 1]) or self.language.is_a("adjectives", self.words[at - 1].lower))
        return self.language.is_verb_form(lower) and not described

    def _is_adjective_gap(self, before: Word) -> bool:
        """Return whether the word before belongs to the noun group and would be torn from it."""
        return not self._may_stand_before(before) and before.lower not in ("a", "an", "the", "our", "some", "any", "no")

    def _object_follows(self, after: Word | None) -> bool:
        return after is not None and after.kind == "word" and (self._is_determiner(after) or not self._is_closed(after.lower))

    def _helper_before(self, at: int) -> str:
        """Return the helping word before a verb, past adverbs."""
        while at and (self.words[at - 1].lower.endswith("ly") or self.language.is_a("adverbs", self.words[at - 1].lower)):
            at -= 1
        return self.words[at - 1].lower if at else ""

    def _in_brackets(self, hit: TermHit) -> bool:
        depth = 0
        for word in self.words[: hit.first]:
            depth += {"(": 1, ")": -1}.get(word.text, 0)
        return depth > 0

    # ------------------------------------------------------------ building
    def _is_short(self, noun: str) -> bool:
        parts = noun.split()
        return len(parts) <= _MAX_MODIFIER and not any(self._is_closed(p) for p in parts[1:])

    def _edit(self, hit: TermHit, built: str, term: Term, spot: _Spot, *, article: bool) -> Edit:
        """Return the edit, with "a" and "an" before it made to fit."""
        start = self.words[hit.first].start
        if article and spot.before and spot.before.lower in ("a", "an"):
            start = spot.before.start
            built = f"{self.language.inflection.article(built.split()[0])} {built}"
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


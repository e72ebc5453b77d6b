"""Tell how a term is used in its sentence: as a noun, as a verb, or to describe the noun after it."""

from __future__ import annotations

from dataclasses import replace

from plainspeak.draft.neighbours import Neighbours, Spot
from plainspeak.glossary import Term
from plainspeak.language import Language
from plainspeak.termfinder import TermHit

BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "get", "gets", "got"))
"""Helping words before a participle that something is done to."""
PARTICLES = frozenset(("up", "down", "back", "out", "off", "over", "in", "on", "away"))
"""Small words that belong to the verb before them."""
_BEFORE_BASE = frozenset(("and", "or", "but", "to", "then", "so", "that", "which", "who", "not"))
_BEFORE_ORDER = frozenset(("then", "please"))


class Uses:
    """Tells how the terms of one sentence are used.

    Args:
        beside: Looks around in the sentence.
        language: The English to use.
    """

    def __init__(self, beside: Neighbours, language: Language) -> None:
        self.beside, self.language = beside, language
        self.words = beside.words

    def as_used(self, hit: TermHit, term: Term) -> TermHit:
        """Return a term as the noun or verb that its neighbours show: "once dedupe ran", "it retries failed jobs"."""
        before, after = self.beside.word(hit.first - 1), self.beside.word(hit.last)
        if hit.kind == "name" and hit.form == "one" and before is not None and before.lower in _BEFORE_ORDER:
            name = " ".join(w.lower for w in self.words[hit.first : hit.last])  # "then roll out"
            return replace(hit, kind="verb", form="base", base=name) if name in term.verbs else hit
        if after is None or after.kind != "word":
            return hit
        if hit.kind == "name" and self.beside.is_determiner(after):
            name = "".join(w.lower for w in self.words[hit.first : hit.last] if w.text != "-")
            doing = [v for v in term.verbs if self.language.inflection.verb(v, "ing").replace("-", "") == name]
            if doing and not (before and self.beside.is_determiner(before)):  # "caching the rates saved two hours"
                return replace(hit, kind="verb", form="ing", base=doing[0])
        if hit.kind == "verb" and hit.form == "base" and term.noun and self.beside.is_finite(after):
            kinds = ("conjunctions", "prepositions")
            joins = before is not None and any(self.language.is_a(kind, before.lower) for kind in kinds)
            leads = before is None or (joins and before.lower not in _BEFORE_BASE)
            return replace(hit, kind="name", form="one") if leads else hit
        if hit.kind == "name" and hit.form == "many" and hit.last - hit.first == 1 and before is not None:
            name = self.words[hit.first].lower
            bases = [verb for verb in term.verbs if self.language.inflection.verb(verb, "third") == name]
            one = self.beside.ends_noun(before) and not self.language.inflection.is_plural(before.lower)
            if bases and one and self._begins_object(hit.last):
                return replace(hit, kind="verb", form="third", base=bases[0])
        return hit

    def describes(self, hit: TermHit, spot: Spot) -> bool:
        """Return whether an adjective stands before its noun; in "were OOM-killed overnight" it does not."""
        told = hit.base.endswith("ed") and self.beside.helper_before(hit.first) in BE
        return spot.after is not None and self.beside.is_noun(spot.after) and not told

    def ends_apart(self, plain: str) -> bool:
        """Return whether plain words for a verb end in a phrase that no object can follow: "test on past data"."""
        parts = plain.split()
        inside = any(self.language.is_a("prepositions", part) for part in parts[1:-1])
        return inside and not self.language.is_a("prepositions", parts[-1]) and parts[-1] not in PARTICLES

    def goes_on(self, plain: str, spot: Spot) -> bool:
        """Return whether what follows a verb can't follow its plain words: an object, or the same small word again."""
        after = spot.after
        if after is None:
            return False
        return (
            self.beside.object_follows(after)
            or self.language.is_a("pronouns", after.lower)
            or after.lower in plain.split()
        )

    def is_done(self, hit: TermHit, spot: Spot) -> bool:
        """Return whether a participle is the verb of what follows: "we A/B tested the form"."""
        return (
            hit.base.endswith("ed")
            and spot.after is not None
            and self.beside.object_follows(spot.after)
            and spot.before is not None
            and self.language.is_a("pronouns", spot.before.lower)
        )

    def opens_group(self, hit: TermHit, spot: Spot) -> bool:
        """Return whether a participle opens a sentence as part of its subject: "Masked fields were left out."."""
        follows = spot.after is not None and self.beside.is_noun(spot.after)
        opens = spot.before is None and hit.form in ("past", "participle")
        return opens and follows and any(self.beside.is_finite(word) for word in self.words[hit.last + 1 :])

    def acts(self, hit: TermHit, term: Term, spot: Spot) -> bool:
        """Return whether a name is used as a verb: it has an object and no article, as in "and log every ride"."""
        before, after = spot.before, spot.after
        leads = before is None or before.kind == "mark" or self.beside.helper_before(hit.first) in BE
        leads = leads or self.language.is_a("prepositions", before.lower if before else "")
        if leads and self.words[hit.last - 1].lower.endswith("ing") and after and self.beside.is_determiner(after):
            return True  # "is rate limiting the requests", "caching the rates saved two hours"
        if (
            hit.form != "one"
            or term.mass
            or term.is_metric
            or hit.last - hit.first > 1
            or before is None
            or after is None
        ):
            return False
        return before.lower in ("and", "or", "to", "we") and self.beside.is_determiner(after)

    def _begins_object(self, at: int) -> bool:
        """Return whether what stands at a place can only be the object of a verb before it."""
        word, then = self.words[at], self.beside.word(at + 1)
        if self.beside.is_determiner(word):
            return True
        if word.lower.endswith("ed") or self.beside.is_adjective(at):
            return then is not None and self.beside.is_noun(then)
        return self.beside.is_noun(word) and not self.language.is_verb_form(word.lower)

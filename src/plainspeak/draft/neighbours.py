"""What stands beside a term in its sentence, and what that allows."""

from __future__ import annotations

from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.language import Language
from plainspeak.quantities import Quantity
from plainspeak.termfinder import TermHit
from plainspeak.text import Word
from plainspeak.vocabulary import Vocabulary

_COMPARING = frozenset(("vs", "versus", "against", "than", "over", "beats", "beat"))
_LINKS = frozenset((":", "=", "of", "is", "was", "at"))
# What is said of a noun without a verb: "error rate flat", "drift upstream".
_STANDING = frozenset(
    "flat stable steady unchanged constant high low strong poor weak "
    "upstream downstream offline online overnight".split()
)
_SEVERAL = frozenset("both these those several many few".split())
_MAX_NOUNS = 2  # after a term
_UNIT = 2  # letters: mm, kg, ml
# Verbs of what happens to a thing by itself: "check failed" is no bare participle.
_HAPPENS = frozenset(
    "fail crash arrive drop happen occur stall recover peak stop start continue work improve worsen degrade increase "
    "decrease decline remain slip climb jump vanish".split()
)
_BEFORE_VERBS = ("over", "under", "re", "out", "mis")
_CLOSED = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a term stands and what stands beside it.

    Args:
        before: The word before it.
        after: The word after it.
        glued_before: Whether a hyphen, slash or sign joins it to the word before.
        glued_after: Whether one joins it to the word after.
    """

    before: Word | None
    after: Word | None
    glued_before: bool
    glued_after: bool


class Neighbours:
    """Looks around in one sentence.

    Args:
        facts: The sentence's facts.
        language: The English to use.
    """

    def __init__(self, facts: Facts, language: Language) -> None:
        self.facts, self.language = facts, language
        self.words = facts.words

    def spot(self, hit: TermHit) -> Spot:
        """Return what stands beside a term."""
        before, after = self.word(hit.first - 1), self.word(hit.last)
        start, end = self.words[hit.first].start, self.words[hit.last - 1].end
        return Spot(
            before,
            after,
            bool(before and before.end == start and before.text in "-/@_#"),
            bool(after and after.start == end and (after.text in "-/@_=" or after.kind == "number")),
        )

    def is_finite(self, word: Word) -> bool:
        """Return whether a word may be the verb of a clause whose subject stands before it."""
        forms = {form for h in self.language.find("verbs", (word,)) for _, form in h.payloads}
        return bool(forms & {"past", "third"}) or self.language.is_a("auxiliaries", word.lower)

    def compound_end(self, hit: TermHit) -> int:
        """Return the index after the nouns that a term stands before, 0 if it is not clear where they end."""
        at, most = hit.last, hit.last + _MAX_NOUNS
        while at < len(self.words) and at <= most:
            word = self.words[at]
            if word.text == "-" and at + 1 < len(self.words) and self.words[at - 1].end + 1 == self.words[at + 1].start:
                at, most = at + 2, most + 2  # "X-rays"
                continue
            if word.kind == "mark":
                return at if word.text in ",.;:!?" else 0
            if self.is_closed(word.lower) or (at > hit.last and self.is_finite(word)):
                return at
            if not self.is_noun(word):
                return 0
            at += 1
        return at if at == len(self.words) else 0

    def word(self, at: int) -> Word | None:
        """Return the word at an index, if there is one."""
        return self.words[at] if 0 <= at < len(self.words) else None

    def start_of(self, at: int) -> int:
        """Return the place at which a word begins, -1 if there is none."""
        word = self.word(at)
        return word.start if word else -1

    def is_closed(self, word: str) -> bool:
        """Return whether a word in small letters is one of the small words of grammar."""
        return any(self.language.is_a(kind, word) for kind in _CLOSED)

    def is_determiner(self, word: Word) -> bool:
        """Return whether a word is an article, "our", "each" or the like."""
        return self.language.is_a("determiners", word.lower)

    def is_adjective(self, at: int) -> bool:
        """Return whether a word describes the noun after it; "measured" in "we measured latency" is the verb."""
        word = self.words[at].lower
        if not self.language.is_a("adjectives", word) or self.language.is_a("determiners", word):
            return False
        if not self.language.is_verb_form(word):
            return True
        before = self.words[at - 1].lower if at else ""
        return any(self.language.is_a(kind, before) for kind in ("determiners", "adjectives", "prepositions"))

    def is_noun(self, word: Word) -> bool:
        """Return whether a word can only go on with the noun group before it."""
        if word.kind != "word" or any(q.start <= word.start < q.end for q in self.facts.quantities):
            return False
        stem, _, contracted = word.lower.partition("'")
        if self.is_closed(word.lower):
            return False  # "didn't"
        return bool(stem) and not self.is_closed(stem if contracted else word.lower) and not word.lower.endswith("ly")

    def ends_noun(self, word: Word) -> bool:
        """Return whether a word ends a noun group, so that what follows is no adjective of it."""
        at = self.words.index(word)
        led = at > 0 and (self.is_determiner(self.words[at - 1]) or self.is_adjective(at - 1) or self.in_name(at))
        return self.is_noun(word) and (led or not self.language.is_verb_form(word.lower)) and word.lower != "'s"

    def in_name(self, at: int) -> bool:
        """Return whether a word is part of a term's name: "store" in "feature store" is no verb."""
        return any(hit.kind == "name" and hit.first <= at < hit.last for hit in self.facts.terms)

    def is_compound(self, hit: TermHit, after: Word) -> bool:
        """Return whether the term only describes the noun after it: "recall target", "latency drop"."""
        if not self.is_noun(after) or after.lower in _STANDING:
            return False
        before = self.word(hit.first - 1)
        several = before is not None and (before.lower in _SEVERAL or self.counted(before))
        if several and hit.form == "many" and not self.language.inflection.is_plural(after.lower):
            return False  # "both schedulers side by side"
        if hit.form == "many" and after.lower.endswith("s") and not self._has_verb_before(hit.first):
            return self.language.is_a("changes", after.lower)  # "the work on vector databases ends"
        forms = {h.payloads[0][1] for h in self.language.find("verbs", (after,))} | {
            form for h in self.language.find("verbs", (after,)) for _, form in h.payloads
        }
        if not forms and hit.form == "one" and self._has_object(hit.last):
            return False  # "our inventory lists 12 parts"
        if not forms and hit.form == "many" and self._only_verb(after.lower):
            return False  # "power users complain"
        if not forms:
            return not after.lower.endswith("ed") and not self._is_past(after.lower)
        if "base" in forms and "past" not in forms:
            forms.discard("participle")  # "run time" begins with no participle
        agreeing = {"past", "participle"} | ({"base"} if hit.form == "many" else {"third"})
        then = self.word(hit.last + 1)
        if forms & {"third"} and hit.form == "one" and then is not None and self._acts_in_the_plural(then):
            return True  # "dependency upgrades take a day"
        ends = then is None or then.kind == "mark" or self.is_closed(then.lower)
        if forms & {"third"} and hit.form == "one" and ends and self._has_verb_before(hit.first):
            return True  # "it doubled cost without any gain in eval scores"
        if (
            forms & {"third"}
            and hit.form == "one"
            and self.language.is_a("changes", after.lower)
            and (then is None or then.kind == "mark" or then.lower == "of")
        ):
            return (then is not None and then.lower == "of") or self.verb_before(hit.first)
        return not forms & agreeing

    def _acts_in_the_plural(self, word: Word) -> bool:
        """Return whether a word can only be the verb of several: "take", "were"."""
        forms = {form for h in self.language.find("verbs", (word,)) for _, form in h.payloads}
        if word.lower in ("are", "were", "have", "do"):
            return True
        return "base" in forms and not self.language.is_a("changes", word.lower)

    def may_be_several(self, word: Word) -> bool:
        """Return whether a word may be the plural of an everyday noun: "scores", not "takes"."""
        lists = self.language.data.get("everyday", {})
        return word.lower.endswith("s") and Vocabulary(lists).is_noun(word.lower[:-1])

    def _has_object(self, at: int) -> bool:
        """Return whether a word in -s is an everyday verb with a number or an article behind it."""
        verb, then = self.words[at].lower, self.word(at + 1)
        lists = self.language.data.get("everyday", {})
        object_follows = then is not None and (then.kind == "number" or self.is_determiner(then))
        return object_follows and verb.endswith("s") and Vocabulary(lists).may_be_verb(verb)

    def _only_verb(self, word: str) -> bool:
        """Return whether a word is an everyday verb in its base form and no noun."""
        lists = self.language.data.get("everyday", {})
        return Vocabulary(lists).is_verb(word) and not Vocabulary(lists).is_noun(word)

    def _is_past(self, word: str) -> bool:
        """Return whether a word is the past of a verb with a syllable before it: "overran", "rebuilt"."""
        stems = (word[len(p) :] for p in _BEFORE_VERBS if word.startswith(p) and len(word) - len(p) > 1)
        return any(self.language.is_verb_form(stem) and not self.language.is_a("changes", stem) for stem in stems)

    def agrees(self, after: Word | None) -> bool:
        """Return whether a word is a verb whose form shows the number of its subject."""
        if after is None:
            return False
        forms = {
            form
            for h in self.language.find("verbs", (after,))
            for base, form in h.payloads
            if base not in ("be", "have", "do")
        }
        return after.lower in ("are", "were", "have", "do", "don't", "aren't", "weren't", "haven't") or "base" in forms

    def verb_before(self, at: int) -> bool:
        """Return whether the clause already has its verb before a place."""
        while at and self.words[at - 1].kind != "mark" and not self.language.is_a("breaks", self.words[at - 1].lower):
            at -= 1
            if self.language.is_verb_form(self.words[at].lower):
                return True
        return False

    def _has_verb_before(self, at: int) -> bool:
        """Return whether the clause surely has its verb before a place: no noun of change, no word with an article."""
        while at and self.words[at - 1].kind != "mark" and not self.language.is_a("breaks", self.words[at - 1].lower):
            at -= 1
            word = self.words[at]
            noun = word.lower == "'s" or self.language.is_a("changes", word.lower) or self.in_name(at)
            if at:
                leads = self.words[at - 1]
                noun = noun or self.is_determiner(leads) or self.language.is_a("adjectives", leads.lower)
            if not noun and self.is_finite(word):
                return True
        return False

    def may_stand_before(self, before: Word) -> bool:
        """Return whether a noun group may begin after this word."""
        if before.kind == "mark":
            return before.text not in "-/%@&$€£+"
        if any(q.verb and q.start <= before.start and before.end == q.end for q in self.facts.quantities):
            return True  # "halved latency"
        if before.kind == "number" or before.lower in ("'s", "'"):
            return False
        lower, at = before.lower, self.words.index(before)
        if self.is_determiner(before) or self.is_adjective(at) or lower in ("last", "next"):
            return False
        if self.is_closed(lower):
            return True
        if self.in_name(at):
            return False
        if at > 1 and self.words[at - 1].text == "-" and self.words[at - 2].end == self.words[at - 1].start:
            return False  # "gradient-boosted" describes
        led = at - 1
        while led > 0 and self.words[led].lower.endswith("ly"):  # "a rarely used path"
            led -= 1
        described = at > 0 and (
            self.is_determiner(self.words[led]) or self.language.is_a("adjectives", self.words[led].lower)
        )
        return self.language.is_verb_form(lower) and not described

    def is_adjective_gap(self, before: Word) -> bool:
        """Return whether the word before belongs to the noun group and would be torn from it."""
        return not self.may_stand_before(before) and before.lower not in ("a", "an", "the", "our", "some", "any", "no")

    def object_follows(self, after: Word | None) -> bool:
        """Return whether a word begins the object of a verb."""
        if after is not None and any(q.start <= after.start < q.end for q in self.facts.quantities):
            return any(q.dimension == "count" and q.start <= after.start < q.end for q in self.facts.quantities)
        return (
            after is not None
            and after.kind == "word"
            and not after.lower.endswith("ly")
            and (self.is_determiner(after) or not self.is_closed(after.lower))
        )

    def helper_before(self, at: int) -> str:
        """Return the helping word before a verb, past adverbs."""
        while at and (
            self.words[at - 1].lower.endswith("ly") or self.language.is_a("adverbs", self.words[at - 1].lower)
        ):
            at -= 1
        return self.words[at - 1].lower if at else ""

    def in_brackets(self, hit: TermHit) -> bool:
        """Return whether a term stands inside brackets."""
        depth = 0
        for word in self.words[: hit.first]:
            depth += {"(": 1, ")": -1}.get(word.text, 0)
        return depth > 0

    def counted(self, before: Word | None) -> bool:
        """Return whether a number other than one stands before a noun."""
        return before is not None and any(
            q.dimension == "count"
            and q.value != 1
            and q.value == int(q.value)
            and q.core[0] <= before.start < q.core[1]
            and q.end == before.end
            for q in self.facts.quantities
        )

    def missing_article(self, spot: Spot) -> str:
        """Return the article, "a", "the" or none, that a countable noun needs where the term stood without one."""
        before, after = spot.before, spot.after
        if before is None:
            if after is None or self.is_headline(after):
                return ""
            if after.lower in ("of", "for") and self.is_sentence():
                return "the"
            acts = self.language.is_verb_form(after.lower) or self.language.is_a("auxiliaries", after.lower)
            return "the" if acts else ""
        if before.kind != "word" or not self.may_stand_before(before):
            return ""
        if before.lower in ("per", "via", "as", "by", "to") or self.language.is_a("pronouns", before.lower):
            return ""
        told = self.language.is_a("conjunctions", before.lower) and after is not None and self.is_finite(after)
        return "the" if before.lower in _COMPARING or told else "a"

    def is_sentence(self) -> bool:
        """Return whether the words are a whole sentence, with a full stop and a verb that has a time."""
        if self.words[-1].text not in (".", "!", "?"):
            return False
        return any(
            self.language.is_a("auxiliaries", word.lower)
            or any(form in ("past", "third") for h in self.language.find("verbs", (word,)) for _, form in h.payloads)
            for word in self.words[1:]
        )

    def is_headline(self, verb: Word) -> bool:
        """Return whether a verb may be a bare participle, as in "SLA met", where articles are left out."""
        found = [payload for h in self.language.find("verbs", (verb,)) for payload in h.payloads]
        return {form for _, form in found} == {"past", "participle"} and not any(base in _HAPPENS for base, _ in found)

    def is_numbered(self, hit: TermHit) -> bool:
        """Return whether a number behind the term tells which one it is: "epoch 12"."""
        after, then = self.word(hit.last), self.word(hit.last + 1)
        counted = after is not None and any(
            q.start == after.start and q.dimension != "count" for q in self.facts.quantities
        )
        dated = after is not None and any(m.start <= after.start < m.end for m in self.facts.moments)
        return (
            hit.form == "one"
            and after is not None
            and after.kind == "number"
            and not counted
            and not dated
            and (then is None or then.kind == "mark" or self.is_closed(then.lower))
        )

    def is_of_other_kind(self, hit: TermHit, measured: str) -> bool:
        """Return whether the value given for a term can't be one of that metric: "precision: 0.02 mm" is no share."""
        at = hit.last
        linked = self.word(at)
        if linked and linked.lower in _LINKS:
            at += 1
        value = self.amount_after(at)
        if measured != "share" or value is None:
            return False
        unit = next((w for w in self.words if w.start >= value.end), None)
        if value.dimension == "count" and unit and unit.kind == "word":
            return len(unit.text) <= _UNIT and unit.text.islower() and not self.is_closed(unit.lower)
        return value.dimension not in ("share", "points", "times", "count")

    def amount_before(self, at: int) -> Quantity | None:
        """Return the quantity that ends right before a place."""
        word = self.word(at - 1)
        return next((q for q in self.facts.quantities if word and q.end == word.end), None)

    def amount_after(self, at: int) -> Quantity | None:
        """Return the quantity that begins at a place."""
        return next((q for q in self.facts.quantities if q.start == self.start_of(at)), None)

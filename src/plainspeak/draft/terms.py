"""Exchange a term for its plain words where grammar allows it, or explain it in brackets."""

from __future__ import annotations

from dataclasses import dataclass

from plainspeak.draft.edits import Edit
from plainspeak.draft.neighbours import Neighbours, Spot
from plainspeak.draft.sayings import Wording
from plainspeak.draft.tenses import agreeing
from plainspeak.facts import Facts
from plainspeak.glossary import Term, TermHit
from plainspeak.language import Language
from plainspeak.text import Word

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
_FEW_OR_MANY = frozenset(("the", "many", "few", "all", "several"))
_MAX_MODIFIER = 3
_MIN_BESIDE_FIGURES = 5  # words in a bracket with figures, for it to be an explanation
_MAX_LABEL = 2  # words before a number that tells which one


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
        start, end = self.words[hit.first].start, self.words[hit.last - 1].end
        torn = any(q.start < start < q.end < end for q in self.facts.quantities)  # "5 points minimum ..."
        if spot.glued_before or spot.glued_after or torn:
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
            or self._acts(hit, term, self.beside.spot(hit))
            or self.beside.in_brackets(hit)
            or (self.beside.is_numbered(hit) and not term.measured)
            or self._is_stacked(hit, self.beside.spot(hit))
            or (not term.noun and not term.is_metric and after is not None and self.beside.is_compound(hit, after))
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
        inside = figures = 0
        for word in self.words[hit.last + 1 :]:
            if word.text == ")":
                return inside >= (_MIN_BESIDE_FIGURES if figures else 2)
            inside += word.kind == "word"
            figures += word.kind == "number"
        return False

    # ------------------------------------------------------------ by kind
    def _verb(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        form, _, pronoun = hit.form.partition(" ")
        plain = term.verbs.get(hit.base, "")
        if not plain:  # the reader's own wording of the term lacks this verb
            return None
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
        plain = term.adjectives.get(hit.base, "")
        if not plain:
            return None
        phrase = " " in hit.base and self.language.is_a("prepositions", self.words[hit.first].lower)  # "at build time"
        attributive = not phrase and spot.after is not None and self.beside.is_noun(spot.after)
        if attributive and " " in plain:
            return None
        adverb = hit.last - hit.first == 1 and not attributive and not hit.base.endswith(("ed", "ing"))
        if adverb and spot.before and self.beside.ends_noun(spot.before):
            return None  # "a fix upstream"
        return self._edit(hit, plain if attributive else plain.replace("-", " "), term, spot, article=True)

    def _name(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        owns = spot.after is not None and spot.after.lower in ("'s", "'")
        if self._acts(hit, term, spot):
            return None
        if not term.noun or (owns and (hit.form == "many" or not self._is_short(term.noun) or "{" in term.noun)):
            return None
        if spot.after and not owns and self.beside.is_compound(hit, spot.after):
            return self._before_noun(hit, term, spot)
        if self.beside.is_numbered(hit) and not term.is_metric and len(term.noun.split()) > _MAX_LABEL:
            return None
        if term.noun.startswith("the "):
            return self._agreeing(self._definite(hit, term), hit, term, spot)
        noun = self.wording.fill(term.noun, {"owner": "we"})
        if spot.after and spot.after.lower == "of" and any(link in noun for link in (" of the ", " to the ")):
            return None  # "acceptance of the change of the form", "a return to the previous version of v3.2"
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
        article = self.beside.missing_article(spot)
        if article and not several and not term.mass and not self.beside.is_numbered(hit):
            noun = f"{self.language.inflection.article(noun.split()[0]) if article == 'a' else article} {noun}"
        edit = self._edit(hit, noun, term, spot, article=True)
        return self._agreeing(edit, hit, term, spot) if term.mass and hit.form == "many" else edit

    def _acts(self, hit: TermHit, term: Term, spot: Spot) -> bool:
        """Return whether a name is used as a verb: it has an object and no article, as in "and log every ride"."""
        before, after = spot.before, spot.after
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

    def _before_noun(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        """Exchange a term that stands before another noun: "latency budget", "recall gains"."""
        assert spot.after is not None
        noun = self.wording.fill(term.noun, {"owner": "we"})
        if self.language.is_a("changes", spot.after.lower) and term.is_metric:
            return self._turned(hit, term, noun)
        short = term.modifier or ("" if noun.startswith("the ") or not self._is_short(noun) else noun)
        if " " in short and self._is_stacked(hit, spot):
            return None
        return self._edit(hit, short, term, spot, article=True) if short else None

    def _is_stacked(self, hit: TermHit, spot: Spot) -> bool:
        """Return whether a term stands between nouns on both sides, where more words would make a heap."""
        then = self.beside.word(hit.last + 1)
        before, after = spot.before, spot.after
        return (
            before is not None
            and after is not None
            and then is not None
            and self.beside.is_noun(after)
            and self.beside.is_noun(before)
            and not self.beside.may_stand_before(before)
            and self.beside.is_noun(then)
            and not self.language.is_verb_form(then.lower)
        )

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
        after = self.beside.word(hit.last)
        long = any(self.beside.is_closed(part) for part in term.noun.split()[1:])
        if after and after.lower == "of" and long and self.beside.amount_after(hit.last + 1):
            return None  # "the share of cases of 4%"
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

    def _agreeing(self, edit: Edit | None, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        """Return the edit with the verb behind it made to fit: "latencies are" becomes "the response time is"."""
        if edit is None or not spot.after:
            return edit
        if hit.form == "one":
            return self._in_the_plural(edit, term, spot.after)
        if not self.beside.agrees(spot.after):
            return edit
        if self._head_is_plural(term):
            return edit
        verb = agreeing([spot.after.text], plural=False)[0]
        if verb == spot.after.text:
            verb = self.language.inflection.verb(spot.after.lower, "third")
        return Edit(edit.start, spot.after.end, f"{edit.text} {verb}", edit.terms, edit.how)

    def _in_the_plural(self, edit: Edit, term: Term, after: Word) -> Edit:
        """Return the edit with a verb that showed one thing made to fit many: "the tail is" becomes "the cases are"."""
        verb = agreeing([after.text], plural=True)[0]
        if verb == after.text or not self._head_is_plural(term):
            return edit
        return Edit(edit.start, after.end, f"{edit.text} {verb}", edit.terms, edit.how)

    def _head_is_plural(self, term: Term) -> bool:
        """Return whether the noun that carries the group is a plural: "the many cases", "the checks of the code"."""
        parts = term.noun.split()
        ends = (i for i, p in enumerate(parts) if self.beside.is_closed(p) and p not in _FEW_OR_MANY)
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
        whole = self.words[-1].text in (".", "!", "?")
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

"""Exchange a term for its plain words where grammar allows it, or explain it in brackets."""

from __future__ import annotations

from dataclasses import replace

from plainspeak.draft.edits import Edit
from plainspeak.draft.groups import Groups
from plainspeak.draft.neighbours import Neighbours, Spot
from plainspeak.draft.sayings import Wording
from plainspeak.draft.uses import BE, PARTICLES, Uses
from plainspeak.facts import Facts
from plainspeak.glossary import Term
from plainspeak.language import Language
from plainspeak.termfinder import TermHit
from plainspeak.text import Word

# Verbs whose object is new: "we added a check".
_MAKING = frozenset(
    "add build create introduce launch start have need want write run get ship plan find see use try make do set put "
    "require include consider propose suggest offer give hit cause".split()
)
_NO_BRACKET = frozenset(("-", "/", '"', "”", "'", "’", "'s", "’s", "@", "_", "="))  # right before these
_COUNTING = frozenset(("these", "those", "many", "few", "several"))
_MAX_MODIFIER = 3
_MIN_BESIDE_FIGURES = 5  # words in a bracket with figures, for it to be an explanation
_MAX_LABEL = 2  # words before a number that tells which one


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
        self.uses = Uses(self.beside, language)
        self.groups = Groups(text, facts, wording, language)

    def replaced(self, hit: TermHit, term: Term) -> Edit | None:
        """Return the edit that puts the plain words in the term's place, or None if the sentence would suffer."""
        hit = self.uses.as_used(hit, term)
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
        return self._capitalised(self._with_sign(edit, hit, term))

    def explained(self, hit: TermHit, term: Term) -> Edit | None:
        """Return the edit that explains the term in brackets after it, or None if no bracket can stand there."""
        hit = self.uses.as_used(hit, term)
        end = self.words[hit.last - 1].end
        after = self.beside.word(hit.last)
        if hit.kind != "name":
            return self._glossed(hit, term)
        if (
            not term.plain
            or self.beside.spot(hit).glued_before
            or self.uses.acts(hit, term, self.beside.spot(hit))
            or self.beside.in_brackets(hit)
            or (self.beside.is_numbered(hit) and not term.measured)
            or self._is_stacked(hit, self.beside.spot(hit))
            or (not term.noun and not term.is_metric and after is not None and self.beside.is_compound(hit, after))
            or (after and after.start == end and after.text in _NO_BRACKET)
        ):
            return None
        meaning = self.wording.fill(term.plain, {"owner": "we"})
        if after is not None and after.lower not in ("'s", "'") and self.beside.is_compound(hit, after):
            last = self.beside.compound_end(hit)  # no bracket tears nouns apart
            if not last or (last < len(self.words) and self.words[last].text in ("(", "-", "/")):
                return None
            name, end = self.text[self.words[hit.first].start : end], self.words[last - 1].end
            name = name[0].lower() + name[1:] if hit.first == 0 and name[1:].islower() else name
            meaning = f"{name}: {meaning}"
        return Edit(end, end, f" ({meaning})", (term.id,), "explained")

    def _glossed(self, hit: TermHit, term: Term) -> Edit | None:
        """Return the edit that says a verb or an adjective again in plain words, where they can't take its place.

        "We backtested (tested on past data) the frost model", "900 labelled letters (labelled: marked by people)".
        """
        spot, end = self.beside.spot(hit), self.words[hit.last - 1].end
        name = self.text[self.words[hit.first].start : end]
        if spot.glued_before or spot.glued_after or self.beside.in_brackets(hit):
            return None
        if hit.kind == "verb":
            plain, (form, _, pronoun) = term.verbs.get(hit.base, ""), hit.form.partition(" ")
            if pronoun or not self.uses.ends_apart(plain) or not self.uses.goes_on(plain, spot):
                return None
            return Edit(end, end, f" ({self.wording.inflection.verb(plain, form)})", (term.id,), "explained")
        plain = term.adjectives.get(hit.base, "")
        if " " not in plain or " " in hit.base.replace("A/B ", "") or spot.after is None:
            return None
        if self.uses.is_done(hit, spot):
            return Edit(end, end, f" ({plain})", (term.id,), "explained")
        last = self.beside.compound_end(hit) if self.uses.describes(hit, spot) else 0
        if not last or (last < len(self.words) and self.words[last].text in ("(", "-", "/")):
            return None
        name = name[0].lower() + name[1:] if hit.first == 0 and name[1:].islower() else name
        end = self.words[last - 1].end
        return Edit(end, end, f" ({name}: {plain})", (term.id,), "explained")

    def leads_noun(self, hit: TermHit) -> bool:
        """Return whether a term stands inside a group of nouns: "page views", "the shop's front page"."""
        spot = self.beside.spot(hit)
        after = spot.after
        return (
            after is not None
            and self.beside.is_noun(after)
            and (self.beside.may_be_several(after) or self.beside.is_compound(hit, after))
        )

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
        needs_object = " " in plain and self.language.is_a("prepositions", last) and last not in PARTICLES
        has_object = any(self.language.is_a("determiners", part) for part in plain.split())
        helper = self.beside.helper_before(hit.first)
        passive = form in ("past", "participle") and (helper in BE or helper in ("has been", "have been"))
        attributive = bool(
            spot.before
            and spot.after
            and form in ("past", "participle", "ing")
            and self.beside.is_determiner(spot.before)
            and self.beside.is_noun(spot.after)
        )
        attributive = attributive or self.uses.opens_group(hit, spot)
        if (needs_object or has_object) and passive:
            return None
        if self.uses.ends_apart(plain) and self.uses.goes_on(plain, spot):
            return None
        if attributive and form == "past":
            form = "participle"
        if (" " in plain and attributive) or (
            needs_object and not pronoun and not self.beside.object_follows(spot.after)
        ):
            return None
        if (needs_object and pronoun) or (has_object and self.beside.object_follows(spot.after)):
            return None
        alone = spot.after is None or (spot.after.kind != "number" and not self.beside.object_follows(spot.after))
        if self.language.needs_object(plain) and alone and not pronoun and not passive and form != "ing":
            return None
        if form == "past" and helper in ("has", "have", "had", "been", *BE):
            form = "participle"
        built = self.wording.inflection.verb(plain, form)
        return self._edit(hit, f"{built} {pronoun}".strip(), term, spot, article=attributive)

    def _adjective(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        plain = term.adjectives.get(hit.base, "")
        if not plain:
            return None
        phrase = " " in hit.base and self.language.is_a("prepositions", self.words[hit.first].lower)  # "at build time"
        helper = self.beside.helper_before(hit.first)
        words = self.words[hit.first : hit.last]
        if len(words) > 1 and words[-1].lower in PARTICLES and words[1].text != "-" and helper not in BE:
            return None  # "jobs timed out" is the verb
        attributive = not phrase and self.uses.describes(hit, spot)
        if spot.after and spot.before and self.beside.is_finite(spot.after) and self.beside.ends_noun(spot.before):
            attributive = False  # "a change upstream broke it"
        if (attributive or self.uses.is_done(hit, spot)) and " " in plain:
            return None
        adverb = hit.last - hit.first == 1 and not attributive and not hit.base.endswith(("ed", "ing"))
        if adverb and spot.before and self.beside.ends_noun(spot.before):
            return None  # "a fix upstream"
        return self._edit(hit, plain if attributive else plain.replace("-", " "), term, spot, article=True)

    def _name(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        owns = spot.after is not None and spot.after.lower in ("'s", "'")
        if self.uses.acts(hit, term, spot):
            return None
        if not term.noun or (owns and (hit.form == "many" or not self._is_short(term.noun) or "{" in term.noun)):
            return None
        if spot.after and not owns and self.beside.is_compound(hit, spot.after):
            return self._before_noun(hit, term, spot)
        if self.beside.is_numbered(hit) and not term.is_metric and len(term.noun.split()) > _MAX_LABEL:
            return self._numbered(hit, term)
        if term.noun.startswith("the "):
            return self.groups.agreeing(self.groups.definite(hit, term), hit, term, spot)
        several = hit.form == "many" or self.beside.counted(spot.before)
        noun = self._of_the_same(hit, self.wording.fill(term.noun, {"owner": "we"}), spot)
        if several and not term.mass:
            noun = self.wording.fill(term.nouns, {"owner": "we"}) if term.nouns else self.language.plural_group(noun)
        if not noun or self._clashes(hit, term, spot.before, noun, several=several):
            return None
        article = self.beside.missing_article(spot)
        if article == "a" and spot.before and self._is_known(spot.before, noun):
            article = "the"
        if article and not several and not term.mass and not self.beside.is_numbered(hit):
            noun = f"{self.language.inflection.article(noun.split()[0]) if article == 'a' else article} {noun}"
        edit = self._edit(hit, noun, term, spot, article=True)
        return self.groups.agreeing(edit, hit, term, spot) if term.mass and hit.form == "many" else edit

    def _numbered(self, hit: TermHit, term: Term) -> Edit | None:
        """Exchange a term together with the number that tells which one it is: "pass 12 over the examples"."""
        parts, number = term.noun.split(), self.words[hit.last]
        ends = next((i for i, part in enumerate(parts) if i and self.beside.is_closed(part)), 0)
        if parts[0] == "the" or not 0 < ends <= _MAX_LABEL:
            return None
        built = " ".join([*parts[:ends], number.text, *parts[ends:]])
        return Edit(self.words[hit.first].start, number.end, built, (term.id,), "replaced")

    def _of_the_same(self, hit: TermHit, noun: str, spot: Spot) -> str:
        """Return a noun without what "of" says behind it, or "" if "of" would have two things to belong to."""
        if spot.after is None or spot.after.lower != "of":
            return noun
        kind = noun.rpartition(" of the ")[2]
        group = [w.lower for w in self.words[hit.last + 1 : hit.last + 2 + _MAX_MODIFIER]]
        ends = next((i for i, w in enumerate(group) if i and self.beside.is_closed(w)), len(group))
        if kind in group[:ends]:
            noun = noun.removesuffix(f" of the {kind}")  # "the size of the model of the crop model"
        # two things of one kind: an acceptance of the change of the form, a return to the previous version of v3.2
        return "" if any(link in noun for link in (" of the ", " to the ", " of what ")) else noun

    def _clashes(self, hit: TermHit, term: Term, before: Word | None, noun: str, *, several: bool) -> bool:
        """Return whether a noun can't stand behind the word before it: "0.84 earlier version", "two traffic"."""
        if before is None:
            return False
        owner = self.words[hit.first - 2].lower if before.lower == "'s" and hit.first > 1 else ""
        if owner and owner == noun.partition(" ")[0].casefold():
            return True  # "the forecast's forecast range"
        if not several and before.kind == "number" and "." in before.text and " " in noun:
            return True
        if term.mass and hit.form == "one":
            counted = before.lower in ("a", "an", "each", "every", "another")
        else:
            counted = term.mass and (before.kind == "number" or before.lower in _COUNTING)
        behind_noun = (
            not self._is_short(noun)
            and self.beside.is_noun(before)
            and not self.beside.may_stand_before(before)
            and not self.language.is_a("adjectives", before.lower)
            and not before.lower.endswith("ed")
        )
        return counted or behind_noun

    def _is_known(self, verb: Word, noun: str) -> bool:
        """Return whether a verb acts on what is there already: "we changed the introduction for new users"."""
        bases = {base for h in self.language.find("verbs", (verb,)) for base, _ in h.payloads}
        phrase = any(self.language.is_a("prepositions", part) for part in noun.split()[1:])
        return phrase and bool(bases) and bases.isdisjoint(_MAKING) and not self.beside.is_closed(verb.lower)

    def _before_noun(self, hit: TermHit, term: Term, spot: Spot) -> Edit | None:
        """Exchange a term that stands before another noun: "latency budget", "recall gains"."""
        assert spot.after is not None
        noun = self.wording.fill(term.noun, {"owner": "we"})
        if self.language.is_a("changes", spot.after.lower) and term.is_metric:
            return self._turned(hit, term, noun)
        if (
            self.beside.in_name(hit.first - 1)
            and self.beside.in_name(hit.last)
            and not self.beside.may_stand_before(self.words[hit.first - 1])
        ):
            return None  # the middle one of three terms
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
        before = [w for w in self.words if w.start < edit.start]
        begins = all(w.kind == "mark" for w in before)
        if before and before[-1].text in (".", "!", "?"):
            return replace(edit, text=edit.text[0].upper() + edit.text[1:])
        whole = self.words[-1].text in (".", "!", "?")
        if begins and (old.isupper() or whole):
            return Edit(edit.start, edit.end, edit.text[0].upper() + edit.text[1:], edit.terms, edit.how)
        return edit

    def _with_sign(self, edit: Edit, hit: TermHit, term: Term) -> Edit:
        """Return the edit with a verb for the sign behind a metric: "coverage +5%" becomes "... is up 5%"."""
        moved = next((q for q in self.facts.quantities if q.start == edit.end + 1 and q.sign), None)
        before = self.beside.word(hit.first - 1)
        if moved is None or not term.is_metric or (before is not None and before.kind == "word"):
            return edit
        verb = "are" if self.groups.head_is_plural(term) else "is"
        way = "up" if self.text[moved.start] == "+" else "down"
        return Edit(edit.start, moved.start + 1, f"{edit.text} {verb} {way} ", edit.terms, edit.how)

    def _touches(self, edit: Edit) -> bool:
        return any(a < edit.end and edit.start < b for a, b in self.facts.untouchable)

    def _doubles(self, edit: Edit) -> bool:
        """Return whether the exchange would say one word twice in a row."""
        parts = edit.text.casefold().split()
        before = next((w.lower for w in reversed(self.words) if w.end <= edit.start), "")
        after = next((w.lower for w in self.words if w.start >= edit.end), "")
        return parts[0] == before or parts[-1] == after

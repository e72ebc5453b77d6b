"""Say what a sentence states of a metric in the metric's own words: "recall is 90%", "catches 90% of cases"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from plainspeak.draft.choice import Choice
from plainspeak.draft.clauses import FIRST_PERSON, Clauses
from plainspeak.draft.edits import Edit
from plainspeak.draft.sayings import Saying, Wording
from plainspeak.draft.tenses import Tense, agreeing, tense
from plainspeak.facts import Claim, Facts
from plainspeak.language import Language
from plainspeak.shapes import Piece


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does it, in the sentence that is being built.

    Args:
        text: The words; "" if the statement before it has the same subject.
        plural: Whether the verb is plural.
        frame: Words that go in front of all ("With the new ranking,").
        first: Index of the first word of the sentence that it replaces.
    """

    text: str
    plural: bool
    frame: str
    first: int


_STOPS = frozenset((".", "!", "?"))  # "... by 3%. p95 fell": no new sentence for who reads capitals
Reword = Callable[[int, int], str]


class Statements:
    """Rebuilds the statements of one sentence.

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        wording: Fills sayings.
        language: The English to use.
        given: What the author added claims.
        reword: Returns the words between two places of the text with the terms in them exchanged.
    """

    def __init__(
        self,
        text: str,
        facts: Facts,
        wording: Wording,
        language: Language,
        given: Sequence[Facts] = (),
        reword: Reword | None = None,
    ) -> None:
        self.reword = reword
        self.text, self.facts, self.wording, self.language = text, facts, wording, language
        self.words = facts.words
        self.clauses = Clauses(text, facts, language)
        self.choice = Choice(text, facts, wording, language, given)
        self._again = False

    def _goes_on(self, at: int) -> bool:
        """Return whether another verb with the same subject follows, which would be left without it."""
        for place in range(at, len(self.words) - 1):
            if self.words[place].lower not in ("and", "but", "or", ",", "then"):
                continue
            after = place + 1
            while (
                after < len(self.words) - 1
                and self.clauses.is_helper(after)
                and not self.language.is_verb_form(self.words[after].lower)
            ):
                after += 1
            if any(c.match.kind == "object" and c.match.first in (place + 1, place + 2) for c in self.facts.claims):
                continue
            if self.language.is_verb_form(self.words[after].lower) and not self._said_at(after):
                return True
        return False

    def _said_at(self, at: int) -> bool:
        """Return whether a statement that is rebuilt itself begins at a place."""
        return any(
            c.match.kind == "verb" and c.match.first == at and self.choice.template(c) for c in self.facts.claims
        )

    def _spoken(self, saying: Saying, form: str, *, plural: bool, now: bool, still: bool = False) -> str:
        """Return the saying's verb, with "now" or "still" before it, or after a form of "to be"."""
        spoken = self.wording.conjugate(saying.verb, form, plural=plural)
        adverb = "still" if still else "now" if now else ""
        if not adverb or any(w.lower == adverb for w in self.words):
            return spoken
        return f"{spoken} {adverb}" if saying.verb == "be" else f"{adverb} {spoken}"

    def edits(self) -> tuple[list[Edit], list[Claim]]:
        """Return the edits and the claims that they say, in order."""
        edits: list[Edit] = []
        said: list[Claim] = []
        for claim in self.facts.claims:
            if any(claim.match.first < self._index_after(edit.end) for edit in edits):
                continue
            edit = None if self._is_echoed(claim) else self._say(claim, said[-1] if said else None)
            if edit:
                edits.append(edit)
                said.append(claim)
            elif claim.match.kind == "object":  # the statement before it would leave this one without its verb
                while said and said[-1].match.kind in ("verb", "object"):
                    said.pop()
                    edits.pop()
        return self._joined(edits, said), said

    def _is_echoed(self, claim: Claim) -> bool:
        """Return whether a metric without a verb of its own follows, living on this one's: "x fell by 3, y by 4"."""
        at = claim.match.last
        while at < len(self.words) and self.words[at].lower in (",", "and", "but"):
            at += 1
        if at == claim.match.last:
            return False
        at += at < len(self.words) and self.language.is_a("articles", self.words[at].lower)
        hit = next((h for h in self.facts.terms if h.first == at), None)
        if hit is None or any(c.hit == hit for c in self.facts.claims) or hit.last >= len(self.words):
            return False
        after = self.words[hit.last]
        return after.lower in ("by", "to", "from") or any(q.start == after.start for q in self.facts.quantities)

    def _worded(self, first: int, last: int) -> str:
        """Return words of the sentence that stay, with the terms in them exchanged."""
        if last <= first or self.reword is None:
            return self.clauses.between(first, last)
        return self.reword(self.words[first].start, self.words[last - 1].end)

    def _index_after(self, place: int) -> int:
        return next((i for i, w in enumerate(self.words) if w.start >= place), len(self.words))

    def _say(self, claim: Claim, previous: Claim | None) -> Edit | None:
        """Return the edit that says one claim, or None if no saying fits it."""
        template = self.choice.template(claim)
        if not template or claim.match.kind == "phrase":
            return None
        saying = self.wording.parse(template)
        if not saying.verb:
            return None
        shared = previous is not None and self._joins(previous, claim) and self._leaves_subject(previous)
        self._again = previous is not None and self._follows(previous, claim)
        if claim.match.kind == "object" and (
            previous is None or previous.match.slots.get("verb") != claim.match.slots.get("verb")
        ):
            return None
        if claim.match.kind == "fragment":
            region = self._fragment(claim, saying, shared=shared)
        elif claim.match.kind == "subject":
            region = self._about_metric(claim, saying, shared=shared)
        elif claim.match.kind == "object":
            region = self._further_object(claim, saying)
        else:
            region = self._done_to_metric(claim, saying, shared=shared)
        if region is None:
            return None
        first, last, built = region
        if self._tears(claim, last, built):
            return None
        start, end = self.words[first].start, self.words[last - 1].end
        if any(a < end and start < b for a, b in self.facts.untouchable):
            return None
        return Edit(start, end, built, (claim.term.id,), "said")

    def _tears(self, claim: Claim, last: int, built: str) -> bool:
        """Return whether "of answers" stands behind the value, and the built words put something between the two."""
        value = claim.new or claim.amount
        if value is None or last >= len(self.words) or self.words[last].lower != "of":
            return False
        return value.end == self.words[last - 1].end and not built.endswith(self.text[slice(*value.core)])

    # ------------------------------------------------------------ the three kinds of shape
    def _fragment(self, claim: Claim, saying: Saying, *, shared: bool) -> tuple[int, int, str] | None:
        match = claim.match
        over = self.clauses.is_over(claim) and bool(claim.direction)
        subject, plural = self._own_subject(saying, self.choice.amounts(claim), shared=shared)
        if "owner" in match.slots:
            return None
        now = claim.direction in ("up", "down") and not over and bool(subject)
        still = claim.direction == "same" and claim.form == "to"
        verb = self._spoken(saying, "past" if over else "present", plural=plural, now=now, still=still)
        built = _spaced([subject, verb, self.choice.rest(claim, saying)])
        return match.first, match.last, self._cased(match.first, built)

    def _about_metric(self, claim: Claim, saying: Saying, *, shared: bool) -> tuple[int, int, str] | None:
        match, slots = claim.match, claim.match.slots
        if match.first and not self.clauses.starts_at(match.first):
            return None
        subject, plural = self._own_subject(saying, self.choice.amounts(claim), shared=shared)
        scope = slots.get("scope")
        owner = slots.get("owner")
        if scope and (
            self.words[scope.first].lower == "of"
            or (not saying.subject and self.clauses.is_system(Piece(scope.first + 1, scope.last)))
        ):
            owner, scope = Piece(scope.first + 1, scope.last), None
        if owner:
            if saying.subject or self.clauses.is_people(owner):
                return None
            subject, plural = self._worded(owner.first, owner.last), self.clauses.is_plural(owner)
        frame = ""
        if scope:
            if match.first and not shared:
                return None
            frame = f"{self._worded(scope.first, scope.last)},"
        head = slots.get("verb") or slots.get("be")
        aux = slots.get("aux")
        helpers = [w.text for w in self.words[aux.first : aux.last]] if aux else []
        over = self.clauses.is_over(claim)
        if head is None:  # "recall unchanged": {same} brings its own verb
            found: Tense | None = Tense("past" if over else "present", now=False, helpers=())
        else:
            level = "be" in slots and "up" not in slots and "higher" not in slots
            found = tense(self.language, head, helpers, level=level, over=over)
        if found is None:
            return None
        still = claim.direction == "same" and claim.form == "to"
        spoken = self._spoken(saying, found.form, plural=plural, now=found.now and bool(subject), still=still)
        helpers = agreeing(found.helpers, plural=plural)
        parts = [frame, subject, *helpers, spoken, self.choice.rest(claim, saying)]
        return match.first, match.last, self._cased(match.first, _spaced(parts))

    def _done_to_metric(self, claim: Claim, saying: Saying, *, shared: bool) -> tuple[int, int, str] | None:
        match = claim.match
        if "owner" in match.slots and not saying.subject:
            return None
        aux_first = match.first
        while aux_first and self.clauses.is_helper(aux_first - 1):
            aux_first -= 1
        helpers = [w.text for w in self.words[aux_first : match.first]]
        head = match.slots.get("verb") or match.slots["have"]
        found = tense(self.language, head, helpers, level="have" in match.slots, over=self.clauses.is_over(claim))
        if found is None:
            return None
        helpers = list(found.helpers)
        start = self.clauses.start_of(aux_first)
        if helpers and helpers[-1].casefold() == "to":  # "we expect to improve recall by 5 points"
            if saying.subject or not self.clauses.could_do(start, aux_first):
                return None
            return match.first, match.last, f"{saying.verb} {self.choice.rest(claim, saying)}"
        finite = found.form in ("present", "past")
        subject = self._subject(start, aux_first, saying, self.choice.amounts(claim), shared=shared, finite=finite)
        if subject is None:
            return None
        replaced = subject.first < aux_first and self.clauses.between(subject.first, aux_first) != subject.text
        if (replaced or not subject.text) and self._goes_on(match.last):
            return None
        helpers = agreeing(helpers, plural=subject.plural) if saying.subject else helpers
        spoken = self._spoken(saying, found.form, plural=subject.plural, now=found.now and bool(subject.text))
        parts = [subject.frame, subject.text, *helpers, spoken, self.choice.rest(claim, saying)]
        built = _spaced(parts)
        return subject.first, match.last, self._cased(subject.first, built)

    def _further_object(self, claim: Claim, saying: Saying) -> tuple[int, int, str] | None:
        """Say the second thing that one verb governs, with the verb's own time."""
        head = claim.match.slots.get("verb") or claim.match.slots["have"]
        first = head.first
        while first and self.clauses.is_helper(first - 1):
            first -= 1
        helpers = [w.text for w in self.words[first : head.first]]
        level = "have" in claim.match.slots
        found = tense(self.language, head, helpers, level=level, over=self.clauses.is_over(claim))
        if found is None or (saying.subject and helpers):
            return None
        subject = self.wording.fill(saying.subject, self.choice.amounts(claim)) if saying.subject else ""
        start = self.clauses.start_of(first)
        own = self.words[start:first]
        plural = (
            saying.plural
            if saying.subject
            else bool(own) and own[-1].lower not in FIRST_PERSON and self.clauses.is_plural(Piece(start, first))
        )
        spoken = self._spoken(saying, found.form, plural=plural, now=found.now and bool(subject))
        return claim.match.first, claim.match.last, _spaced([subject, spoken, self.choice.rest(claim, saying)])

    # ------------------------------------------------------------ subjects
    def _own_subject(self, saying: Saying, values: Mapping[str, str], *, shared: bool) -> tuple[str, bool]:
        if saying.subject:
            return self.wording.fill(saying.subject, values), saying.plural
        system = self.wording.slots["system"]
        plural = self.language.inflection.is_plural(system.split()[-1])
        pronoun = "they" if plural else "it"
        return ("" if shared else pronoun if self._again else system), plural

    def _subject(
        self, start: int, end: int, saying: Saying, values: Mapping[str, str], *, shared: bool, finite: bool
    ) -> Subject | None:
        """Return who is said to do it, or None if the statement can't be turned round that way."""
        own = self.words[start:end]
        text, plural = self._own_subject(saying, values, shared=False)
        if not own:
            if shared and finite:
                return Subject("" if not saying.subject else text, plural, "", end)
            if start == 0 and finite:
                return Subject(text, plural, "", end)
            return None
        if own[-1].lower in FIRST_PERSON and len(own) == 1:
            if finite:
                return Subject(text, plural, "", start)
            return None if saying.subject else Subject(self._worded(start, end), plural=True, frame="", first=start)
        if not self.clauses.is_plain_group(start, end):
            return None
        group = Piece(start, end)
        if not saying.subject and self.clauses.is_system(group):
            return Subject(self._worded(start, end), self.clauses.is_plural(group), "", start)
        if saying.subject and finite and start == 0 and self.language.is_a("determiners", own[0].lower):
            group_text = self._worded(start, end)
            return Subject(text, plural, f"With {group_text[0].lower()}{group_text[1:]},", start)
        return None

    def _leaves_subject(self, claim: Claim) -> bool:
        """Return whether a statement, once said, leaves its subject to the next one: the system, not the metric."""
        return not self.wording.parse(self.choice.template(claim)).subject

    def _follows(self, previous: Claim, claim: Claim) -> bool:
        """Return whether a statement about the system stands right before, so that "it" is the system."""
        between = [w.lower for w in self.words[previous.match.last : claim.match.first]]
        plain = previous.match.kind != "verb" and not {"owner", "scope"} & set(previous.match.slots)
        return plain and self._leaves_subject(previous) and between in ([";"], ["while"], [",", "while"])

    def _joins(self, previous: Claim, claim: Claim) -> bool:
        """Return whether only "and", "but" or a comma stand between two statements."""
        between = [w.lower for w in self.words[previous.match.last : claim.match.first]]
        return 0 < len(between) <= 2 and set(between) <= {"and", "but", ",", "yet"}

    def _cased(self, first: int, built: str) -> str:
        """Return the words with a capital where the sentence begins with one."""
        if first == 0 or (first == 1 and self.words[0].kind == "mark") or self.words[first - 1].text in _STOPS:
            return built[0].upper() + built[1:]
        return built

    def _joined(self, edits: list[Edit], said: list[Claim]) -> list[Edit]:
        """Return the edits with the commas that whole statements need between them."""
        out = list(edits)
        places: Mapping[int, int] = {w.end: i for i, w in enumerate(self.words)}
        for left, right, claim in zip(edits, edits[1:], said[1:], strict=False):
            between = self.text[left.end : right.start]
            last_pair = right is edits[-1]
            verbless = claim.match.kind == "subject" and not {"verb", "be"} & set(claim.match.slots)
            fragment = claim.match.kind == "fragment" or verbless
            if (
                between.strip() in ("but", "while", "yet", "and")
                and left.end in places
                and (fragment or between.strip() != "and")
                and not left.text.endswith(",")  # "up from 61%," brings its own
            ):
                out.append(Edit(left.end, left.end, ",", (), "grammar"))
            elif between.strip() == "," and fragment and last_pair:
                out.append(Edit(left.end, left.end + len(between.rstrip()), ", and", (), "grammar"))
            elif between.rstrip().endswith(",") and fragment and last_pair:
                comma = left.end + len(between.rstrip())
                out.append(Edit(comma, comma, " and", (), "grammar"))
        return out


def _spaced(parts: Sequence[str]) -> str:
    """Return words joined by spaces, with none before a comma."""
    return " ".join(" ".join(parts).split()).replace(" ,", ",")

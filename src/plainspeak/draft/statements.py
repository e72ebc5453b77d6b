"""Say what a sentence states of a metric in the metric's own sayings: "recall rose by 5 points" -> "catches 5 more of every 100"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plainspeak.draft.edits import Edit
from plainspeak.draft.sayings import Saying, Wording, shown
from plainspeak.facts import Claim, Facts
from plainspeak.language import Language
from plainspeak.shapes import Match, Piece
from plainspeak.text import Word

_REACHING = frozenset(("reach", "hit", "achieve", "attain", "land at", "come in at"))
_FIRST_PERSON = frozenset(("we", "i"))
_MAX_SUBJECT = 9


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


@dataclass(frozen=True, slots=True)
class _Verb:
    form: str  # "present", "past", or one of FORMS after a helping word
    now: bool  # the result of a change that still holds


class Statements:
    """Rebuilds the statements of one sentence.

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        wording: Fills sayings.
        language: The English to use.
    """

    def __init__(self, text: str, facts: Facts, wording: Wording, language: Language) -> None:
        self.text, self.facts, self.wording, self.language = text, facts, wording, language
        self.words = facts.words

    def _in_closed_window(self, claim: Claim) -> bool:
        """Return whether the clause names a time that is over: "in March", "last week"; not "since March"."""
        first, last = self._clause(claim.match)
        start, end = self.words[first].start, self.words[last - 1].end

        def inside(place: int) -> bool:
            return start <= place < end

        if any(inside(m.start) for m in self.facts.marked("time", "open")):
            return False
        over = [m for m in self.facts.marked("time", "closed") if inside(m.start)]
        return bool(over) or any(inside(m.start) and self._in_window(m.start) for m in self.facts.moments)

    def _clause(self, match: Match) -> tuple[int, int]:
        """Return the indices of the clause around a match, from one comma or conjunction to the next."""
        last = match.last
        while last < len(self.words) and not self._breaks(last):
            last += 1
        first = self._clause_start(match.first)
        if first == match.first and first and self.words[first - 1].text == ",":  # "In March, recall rose"
            first = self._clause_start(first - 1)
        return first, last

    def _breaks(self, at: int) -> bool:
        word = self.words[at]
        return (word.kind == "mark" and word.text not in ("-", "'", "’", "/", "&", "%", "$", "€", "£", "(", ")")) or (
            self.language.is_a("breaks", word.lower) and word.lower != "since"
        )

    def _goes_on(self, at: int) -> bool:
        """Return whether another verb with the same subject follows, which would be left without it."""
        for place in range(at, len(self.words) - 1):
            if self.words[place].lower not in ("and", "but", "or", ",", "then"):
                continue
            after = place + 1
            while after < len(self.words) - 1 and self._is_helper(after) and not self.language.is_verb_form(self.words[after].lower):
                after += 1
            if any(c.match.kind == "object" and c.match.first in (place + 1, place + 2) for c in self.facts.claims):
                continue
            if self.language.is_verb_form(self.words[after].lower) and not self._said_at(after):
                return True
        return False

    def _said_at(self, at: int) -> bool:
        """Return whether a statement that is rebuilt itself begins at a place."""
        return any(c.match.kind == "verb" and c.match.first == at and self._template(c) for c in self.facts.claims)

    def _spoken(self, saying: Saying, verb: _Verb, *, plural: bool, now: bool) -> str:
        """Return the saying's verb, with "now" before it, or after a form of "to be"."""
        spoken = self.wording.conjugate(saying.verb, verb.form, plural=plural)
        if not now or any(w.lower == "now" for w in self.words):
            return spoken
        return f"{spoken} now" if saying.verb == "be" else f"now {spoken}"

    def _in_window(self, start: int) -> bool:
        """Return whether a date is one at which something happened: "in March", not "since March"."""
        before = [w.lower for w in self.words if w.end <= start]
        return bool(before) and before[-1] in ("in", "on", "during", "for", "over") or not before

    def edits(self) -> tuple[list[Edit], list[Claim]]:
        """Return the edits and the claims that they say, in order."""
        edits: list[Edit] = []
        said: list[Claim] = []
        for claim in self.facts.claims:
            if any(claim.match.first < self._index_after(edit.end) for edit in edits):
                continue
            edit = self._say(claim, said[-1] if said else None)
            if edit:
                edits.append(edit)
                said.append(claim)
            elif claim.match.kind == "object":  # the statement before it would leave this one without its verb
                while said and said[-1].match.kind in ("verb", "object"):
                    said.pop()
                    edits.pop()
        return self._joined(edits, said), said

    def _index_after(self, place: int) -> int:
        return next((i for i, w in enumerate(self.words) if w.start >= place), len(self.words))

    def _say(self, claim: Claim, previous: Claim | None) -> Edit | None:
        """Return the edit that says one claim, or None if no saying fits it."""
        template = self._template(claim)
        if not template or claim.match.kind == "phrase":
            return None
        saying = self.wording.parse(template)
        if not saying.verb:
            return None
        shared = previous is not None and self._joins(previous, claim)
        if claim.match.kind == "object" and (previous is None or previous.match.slots.get("verb") != claim.match.slots.get("verb")):
            return None
        if claim.match.kind == "fragment":
            region = self._fragment(claim, saying, shared)
        elif claim.match.kind == "subject":
            region = self._about_metric(claim, saying, shared)
        elif claim.match.kind == "object":
            region = self._further_object(claim, saying)
        else:
            region = self._done_to_metric(claim, saying, shared)
        if region is None:
            return None
        first, last, built = region
        start, end = self.words[first].start, self.words[last - 1].end
        if any(a < end and start < b for a, b in self.facts.untouchable):
            return None
        return Edit(start, end, built, (claim.term.id,), "said")

    # ------------------------------------------------------------ which saying
    def _template(self, claim: Claim) -> str:
        says = claim.term.says
        if claim.form == "relative" and claim.term.measured == "share" and not claim.better and not self._says_relative(claim):
            return ""  # a bare percentage on a share that got worse: the relative reading might play it down
        if claim.form in ("relative", "points", "absolute", "times"):
            return says.get(f"{claim.direction}.{claim.form}", "")
        return says.get(claim.form, "")

    def _says_relative(self, claim: Claim) -> bool:
        return bool(self.facts.marked("percent", "relative"))

    def _amounts(self, claim: Claim) -> dict[str, str]:
        share = claim.term.measured == "share"
        values: dict[str, str] = {}
        if claim.amount:
            values["n"] = shown(claim.amount, self.text, bare=claim.form == "points")
        if claim.new:
            values["new"] = shown(claim.new, self.text, share=share)
            values.setdefault("n", values["new"])
        if claim.old:
            values["old"] = shown(claim.old, self.text, share=share)
            values["from"] = f"{claim.direction if claim.direction in ('up', 'down') else 'changed'} from {values['old']}"
        return values

    def _rest(self, claim: Claim, saying: Saying) -> str:
        values = self._amounts(claim)
        rest = self.wording.fill(saying.rest, values).replace(" ,", ",")
        if claim.amount and claim.old and claim.new:
            return f"{rest} ({values['new']}, {values['from']})"
        if claim.amount and claim.new:
            return f"{rest} (now {values['new']})"
        if values.get("from") and rest.endswith(values["from"]) and claim.match.last < len(self.words) and self.words[claim.match.last].kind == "word":
            rest += ","
        return rest

    def _slice(self, piece: Piece) -> str:
        return self._between(piece.first, piece.last)

    def _between(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last - 1].end] if last > first else ""

    # ------------------------------------------------------------ the three kinds of shape
    def _fragment(self, claim: Claim, saying: Saying, shared: bool) -> tuple[int, int, str] | None:
        match = claim.match
        form = "past" if self._in_closed_window(claim) and claim.direction else "present"
        subject, plural = self._own_subject(saying, self._amounts(claim), shared)
        if "owner" in match.slots:
            return None
        now = claim.direction in ("up", "down") and form == "present" and bool(subject)
        verb = self._spoken(saying, _Verb(form, now), plural=plural, now=now)
        built = _spaced([subject, verb, self._rest(claim, saying)])
        return match.first, match.last, self._cased(match.first, built)

    def _about_metric(self, claim: Claim, saying: Saying, shared: bool) -> tuple[int, int, str] | None:
        match, slots = claim.match, claim.match.slots
        if match.first and not self._at_clause_start(match.first):
            return None
        subject, plural = self._own_subject(saying, self._amounts(claim), shared)
        scope = slots.get("scope")
        owner = slots.get("owner")
        if scope and (self.words[scope.first].lower == "of" or (not saying.subject and self._is_system(Piece(scope.first + 1, scope.last)))):
            owner, scope = Piece(scope.first + 1, scope.last), None
        if owner:
            if saying.subject or self._is_people(owner):
                return None
            subject, plural = self._slice(owner), self._group_is_plural(owner)
        frame = ""
        if scope:
            if match.first and not shared:
                return None
            frame = f"{self._slice(scope)},"
        head = slots.get("verb") or slots.get("be")
        aux = slots.get("aux")
        helpers = [w.text for w in self.words[aux.first : aux.last]] if aux else []
        if head is None:  # "recall unchanged": {same} brings its own verb
            verb = _Verb("past" if self._in_closed_window(claim) else "present", False)
            helpers = []
        else:
            found = self._verb(claim, head, helpers, levels="be" in slots and "up" not in slots and "higher" not in slots)
            if found is None:
                return None
            verb, helpers = found
        helpers = self._agree(helpers, plural)
        spoken = self._spoken(saying, verb, plural=plural, now=verb.now and bool(subject))
        parts = [frame, subject, *helpers, spoken, self._rest(claim, saying)]
        return match.first, match.last, self._cased(match.first, _spaced(parts))

    def _done_to_metric(self, claim: Claim, saying: Saying, shared: bool) -> tuple[int, int, str] | None:
        match = claim.match
        if "owner" in match.slots and not saying.subject:
            return None
        aux_first = match.first
        while aux_first and self._is_helper(aux_first - 1):
            aux_first -= 1
        helpers = [w.text for w in self.words[aux_first : match.first]]
        head = match.slots.get("verb") or match.slots["have"]
        found = self._verb(claim, head, helpers, levels="have" in match.slots)
        if found is None:
            return None
        verb, helpers = found
        finite = verb.form in ("present", "past")
        start = self._clause_start(aux_first)
        if helpers and helpers[-1].casefold() == "to":  # "we expect to improve recall by 5 points"
            if saying.subject or not self._could_do(start, aux_first):
                return None
            return match.first, match.last, f"{saying.verb} {self._rest(claim, saying)}"
        subject = self._subject(start, aux_first, saying, self._amounts(claim), shared, finite)
        if subject is None:
            return None
        replaced = subject.first < aux_first and not self._between(subject.first, aux_first) == subject.text
        if (replaced or not subject.text) and self._goes_on(match.last):
            return None
        helpers = self._agree(helpers, subject.plural) if saying.subject else helpers
        spoken = self._spoken(saying, verb, plural=subject.plural, now=verb.now and bool(subject.text))
        parts = [subject.frame, subject.text, *helpers, spoken, self._rest(claim, saying)]
        built = _spaced(parts)
        return subject.first, match.last, self._cased(subject.first, built)

    def _further_object(self, claim: Claim, saying: Saying) -> tuple[int, int, str] | None:
        """Say the second thing that one verb governs, with the verb's own time."""
        head = claim.match.slots.get("verb") or claim.match.slots["have"]
        first = head.first
        while first and self._is_helper(first - 1):
            first -= 1
        helpers = [w.text for w in self.words[first : head.first]]
        found = self._verb(claim, head, helpers, levels="have" in claim.match.slots)
        if found is None or (saying.subject and helpers):
            return None
        subject = self.wording.fill(saying.subject, self._amounts(claim)) if saying.subject else ""
        start = self._clause_start(first)
        own = self.words[start:first]
        plural = saying.plural if saying.subject else bool(own) and own[-1].lower not in _FIRST_PERSON and self._group_is_plural(Piece(start, first))
        spoken = self._spoken(saying, found[0], plural=plural, now=found[0].now and bool(subject))
        return claim.match.first, claim.match.last, _spaced([subject, spoken, self._rest(claim, saying)])

    # ------------------------------------------------------------ subjects
    def _own_subject(self, saying: Saying, values: Mapping[str, str], shared: bool) -> tuple[str, bool]:
        if saying.subject:
            return self.wording.fill(saying.subject, values), saying.plural
        system = self.wording.slots["system"]
        return ("" if shared else system), self.language.inflection.is_plural(system.split()[-1])

    def _subject(self, start: int, end: int, saying: Saying, values: Mapping[str, str], shared: bool, finite: bool) -> Subject | None:
        """Return who is said to do it, or None if the statement can't be turned round that way."""
        own = self.words[start:end]
        text, plural = self._own_subject(saying, values, shared=False)
        if not own:
            if shared and finite:
                return Subject("" if not saying.subject else text, plural, "", end)
            if start == 0 and finite:
                return Subject(text, plural, "", end)
            return None
        if own[-1].lower in _FIRST_PERSON and len(own) == 1:
            if finite:
                return Subject(text, plural, "", start)
            return None if saying.subject else Subject(self._between(start, end), True, "", start)
        if not self._plain_group(start, end):
            return None
        group = Piece(start, end)
        if not saying.subject and self._is_system(group):
            return Subject(self._between(start, end), self._group_is_plural(group), "", start)
        if saying.subject and finite and start == 0 and self.language.is_a("determiners", own[0].lower):
            group_text = self._between(start, end)
            return Subject(text, plural, f"With {group_text[0].lower()}{group_text[1:]},", start)
        return None

    def _could_do(self, start: int, end: int) -> bool:
        """Return whether the subject of a longer verb group is "we" or a system: "the model is expected to"."""
        at = start
        while at < end and not (self._is_helper(at) or self.language.is_verb_form(self.words[at].lower)):
            at += 1
        return at > start and (self.words[start].lower in _FIRST_PERSON or self._is_system(Piece(start, at)))

    def _plain_group(self, first: int, last: int) -> bool:
        """Return whether words are one short noun group, and not a clause or an activity."""
        group = self.words[first:last]
        if len(group) > _MAX_SUBJECT or any(w.kind == "mark" and w.text not in "-'’/&" for w in group):
            return False
        if group[0].lower.endswith("ing") or self.language.is_a("pronouns", group[-1].lower) and len(group) > 1:
            return False
        return group[0].lower not in ("this", "that", "which", "who", "these", "to") or len(group) > 1

    def _is_system(self, piece: Piece) -> bool:
        return self.language.is_a("systems", self._head(piece).lower)

    def _is_people(self, piece: Piece) -> bool:
        """Return whether a group of words names people, who don't have metrics of a system."""
        return self.language.is_a("people", self._head(piece).lower) or self.language.is_a("pronouns", self.words[piece.first].lower)

    def _head(self, piece: Piece) -> Word:
        for at in range(piece.first + 1, piece.last):
            if self.language.is_a("prepositions", self.words[at].lower):
                return self.words[at - 1]
        return self.words[piece.last - 1]

    def _group_is_plural(self, piece: Piece) -> bool:
        return self.language.inflection.is_plural(self._head(piece).lower) or any(w.lower == "and" for w in self.words[piece.first : piece.last])

    # ------------------------------------------------------------ verbs
    def _verb(self, claim: Claim, head: Piece, helpers: list[str], *, levels: bool) -> tuple[_Verb, list[str]] | None:
        """Return the form that the saying's verb takes, and the helping words that stay before it."""
        base, _, payloads = head.value
        forms = [form for word, form in payloads if word == base]
        lower = [h.casefold() for h in helpers]
        result = (not levels or base in _REACHING) and not self._in_closed_window(claim)
        last = next((h for h in reversed(lower) if not (self.language.is_a("adverbs", h) or h.endswith("ly"))), "")
        if last in ("is", "are", "was", "were", "be", "been", "being", "'s") and "ing" not in forms:  # passive: the "be" goes, its form stays
            at = len(lower) - 1 - lower[::-1].index(last)
            rest = helpers[:at] + helpers[at + 1 :]
            form = {"is": "present", "are": "present", "'s": "present", "was": "past", "were": "past", "been": "participle", "being": "ing"}.get(last, "base")
            return self._settled(form, result, rest)
        if last in ("has", "have") and "participle" in forms and result:
            at = len(lower) - 1 - lower[::-1].index(last)
            return _Verb("present", True), helpers[:at] + helpers[at + 1 :]
        if last in ("has", "have", "had", "having") and "participle" in forms:
            return _Verb("participle", False), helpers
        if last == "" and set(forms) & {"past"}:
            return self._settled("past", result, helpers)
        if last == "":
            if "ing" in forms:
                return None
            return (_Verb("present", False), helpers) if set(forms) & {"third", "base"} else self._settled("past", result, helpers)
        if "ing" in forms:
            return (_Verb("ing", False), helpers) if last in ("is", "are", "was", "were", "be", "been", "'s") else None
        return (_Verb("base", False), helpers) if "base" in forms else None

    def _settled(self, form: str, result: bool, helpers: list[str]) -> tuple[_Verb, list[str]]:
        """A change with no closed window is told as the result that now holds; one with a window stays in the past."""
        if form == "past" and result:
            return _Verb("present", True), helpers
        return _Verb(form, False), helpers

    def _agree(self, helpers: list[str], plural: bool) -> list[str]:
        """Return helping words that agree with a new subject."""
        swap = {"is": "are", "was": "were", "has": "have", "does": "do", "doesn't": "don't", "hasn't": "haven't", "isn't": "aren't", "wasn't": "weren't"}
        if not plural:
            swap = {many: one for one, many in swap.items()}
        return [swap.get(h.casefold(), h) for h in helpers]

    def _is_helper(self, at: int) -> bool:
        word = self.words[at].lower
        return self.language.is_a("auxiliaries", word) or (self.words[at].kind == "word" and (word.endswith("ly") or word in ("now", "also", "already", "further")))

    # ------------------------------------------------------------ places
    def _clause_start(self, at: int) -> int:
        """Return the index of the first word of the clause in which ``at`` stands."""
        while at:
            word = self.words[at - 1]
            if word.kind == "mark" and word.text not in ("-", "'", "’", "/", "&") or self.language.is_a("breaks", word.lower):
                break
            at -= 1
        return at

    def _at_clause_start(self, at: int) -> bool:
        return self._clause_start(at) == at

    def _joins(self, previous: Claim, claim: Claim) -> bool:
        """Return whether only "and", "but" or a comma stand between two statements."""
        between = [w.lower for w in self.words[previous.match.last : claim.match.first]]
        return 0 < len(between) <= 2 and set(between) <= {"and", "but", ",", ";", "while", "yet"}

    def _cased(self, first: int, built: str) -> str:
        """Return the words with a capital where the sentence begins with one."""
        if first == 0 or (first == 1 and self.words[0].kind == "mark"):
            return built[0].upper() + built[1:]
        return built

    def _joined(self, edits: list[Edit], said: list[Claim]) -> list[Edit]:
        """Return the edits with the commas that whole statements need between them."""
        out = list(edits)
        places: Mapping[int, int] = {w.end: i for i, w in enumerate(self.words)}
        for left, right, claim in zip(edits, edits[1:], said[1:], strict=False):
            between = self.text[left.end : right.start]
            last_pair = right is edits[-1]
            fragment = claim.match.kind == "fragment"
            if between.strip() in ("but", "while", "yet", "and") and left.end in places and (fragment or between.strip() != "and"):
                out.append(Edit(left.end, left.end, ",", (), "grammar"))
            elif between.strip() == "," and fragment and last_pair:
                out.append(Edit(left.end, left.end + len(between.rstrip()), ", and", (), "grammar"))
        return out


def _spaced(parts: Sequence[str]) -> str:
    """Return words joined by spaces, with none before a comma."""
    return " ".join(" ".join(parts).split()).replace(" ,", ",")

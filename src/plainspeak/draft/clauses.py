"""Where clauses begin and end in a sentence, what their subjects are, and whether their time is over."""

from __future__ import annotations

from plainspeak.facts import Claim, Facts
from plainspeak.language import Language
from plainspeak.shapes import Match, Piece
from plainspeak.text import Word

FIRST_PERSON = frozenset(("we", "i"))
_MAX_SUBJECT = 9
_JOINING = frozenset(("-", "'", "’", "/", "&"))
_INSIDE = _JOINING | frozenset(("%", "$", "€", "£", "(", ")"))


class Clauses:
    """The clauses of one sentence.

    Args:
        text: The whole source text.
        facts: The sentence's facts.
        language: The English to use.
    """

    def __init__(self, text: str, facts: Facts, language: Language) -> None:
        self.text, self.facts, self.language = text, facts, language
        self.words = facts.words

    def between(self, first: int, last: int) -> str:
        """Return the text from one word up to, but not including, another."""
        return self.text[self.words[first].start : self.words[last - 1].end] if last > first else ""

    def slice(self, piece: Piece) -> str:
        """Return the text of a piece."""
        return self.between(piece.first, piece.last)

    def start_of(self, at: int) -> int:
        """Return the index of the first word of the clause in which ``at`` stands."""
        while at:
            word = self.words[at - 1]
            if (word.kind == "mark" and word.text not in _JOINING) or self.language.is_a("breaks", word.lower):
                break
            at -= 1
        return at

    def starts_at(self, at: int) -> bool:
        """Return whether a clause begins at a word."""
        return self.start_of(at) == at

    def around(self, match: Match) -> tuple[int, int]:
        """Return the indices of the clause around a match, from one comma or conjunction to the next."""
        last = match.last
        while last < len(self.words) and not self._breaks(last):
            last += 1
        first = self.start_of(match.first)
        if first == match.first and first and self.words[first - 1].text == ",":  # "In March, recall rose"
            first = self.start_of(first - 1)
        return first, last

    def _breaks(self, at: int) -> bool:
        word = self.words[at]
        return (word.kind == "mark" and word.text not in _INSIDE) or (
            self.language.is_a("breaks", word.lower) and word.lower != "since"
        )

    def is_over(self, claim: Claim) -> bool:
        """Return whether the clause names a time that is over: "in March", "last week"; not "since March"."""
        first, last = self.around(claim.match)
        start, end = self.words[first].start, self.words[last - 1].end

        def inside(place: int) -> bool:
            return start <= place < end

        if any(inside(m.start) for m in self.facts.marked("time", "open")):
            return False
        over = [m for m in self.facts.marked("time", "closed") if inside(m.start)]
        return bool(over) or any(inside(m.start) and self._in_window(m.start) for m in self.facts.moments)

    def _in_window(self, start: int) -> bool:
        """Return whether a date is one at which something happened: "in March", not "since March"."""
        before = [w.lower for w in self.words if w.end <= start]
        return (bool(before) and before[-1] in ("in", "on", "during", "for", "over")) or not before

    def is_helper(self, at: int) -> bool:
        """Return whether a word helps a verb: "has", "will", "also", "slightly"."""
        word = self.words[at].lower
        return self.language.is_a("auxiliaries", word) or (
            self.words[at].kind == "word" and (word.endswith("ly") or word in ("now", "also", "already", "further"))
        )

    def could_do(self, start: int, end: int) -> bool:
        """Return whether the subject of a longer verb group is "we" or a system: "the model is expected to"."""
        at = start
        while at < end and not (self.is_helper(at) or self.language.is_verb_form(self.words[at].lower)):
            at += 1
        return at > start and (self.words[start].lower in FIRST_PERSON or self.is_system(Piece(start, at)))

    def is_plain_group(self, first: int, last: int) -> bool:
        """Return whether words are one short noun group, and not a clause or an activity."""
        group = self.words[first:last]
        if len(group) > _MAX_SUBJECT or any(w.kind == "mark" and w.text not in "-'’/&" for w in group):
            return False
        if group[0].lower.endswith("ing") or (self.language.is_a("pronouns", group[-1].lower) and len(group) > 1):
            return False
        return group[0].lower not in ("this", "that", "which", "who", "these", "to") or len(group) > 1

    def is_system(self, piece: Piece) -> bool:
        """Return whether a group of words names something that can itself find, flag or answer."""
        return self.language.is_a("systems", self._head(piece).lower)

    def is_people(self, piece: Piece) -> bool:
        """Return whether a group of words names people, who don't have metrics of a system."""
        return self.language.is_a("people", self._head(piece).lower) or self.language.is_a(
            "pronouns", self.words[piece.first].lower
        )

    def _head(self, piece: Piece) -> Word:
        for at in range(piece.first + 1, piece.last):
            if self.language.is_a("prepositions", self.words[at].lower):
                return self.words[at - 1]
        return self.words[piece.last - 1]

    def is_plural(self, piece: Piece) -> bool:
        """Return whether a group of words takes the plural verb form."""
        return self.language.inflection.is_plural(self._head(piece).lower) or any(
            w.lower == "and" for w in self.words[piece.first : piece.last]
        )

"""Cut a draft that is too long for its reader into two sentences, where the joint carries no meaning of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plainspeak.draft.edits import Edit, apply
from plainspeak.facts import Facts
from plainspeak.language import Language
from plainspeak.text import Word, words

_MIN = 5  # words on either side
_LOOK = 7  # so many words behind a joint must hold a verb
_DASHES = frozenset(("-", "--", "–", "—"))
_OPENERS = frozenset(("because", "if", "unless", "since", "as", "while", "when", "once", "although", "though", "after"))
_REPORTING = frozenset(("that", "whether", "which", "who"))
_NO_SUBJECT = frozenset(("which", "who", "that", "whose", "so", "because", "if", "unless", "then", "not", "also", "to"))


class Cutter:
    """Cuts the long drafts of one reader.

    Args:
        language: The English to use.
        max_words: How many words a sentence may have.
    """

    def __init__(self, language: Language, max_words: int) -> None:
        self.language, self.max_words = language, max_words

    def cuts(self, text: str, facts: Facts, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits with the best cut added, or the same ones if the draft is short or has no safe joint.

        Args:
            text: The whole source text.
            facts: The sentence's facts.
            edits: The exchanges of its draft.
        """
        sentence = facts.sentence
        length = _count(apply(text, edits, sentence.start, sentence.end))
        if sentence.kind not in ("prose", "item") or length <= self.max_words:
            return list(edits)
        best = min(self._joints(text, facts, edits), key=lambda found: abs(found[0] - length / 2), default=None)
        return best[1] if best else list(edits)

    def _joints(self, text: str, facts: Facts, edits: Sequence[Edit]) -> Iterator[tuple[int, list[Edit]]]:
        """Yield for each safe joint how many words of the draft stand before it, and the edits with the cut there."""
        depth, listing = 0, False
        own = facts.words
        for at, word in enumerate(own[:-1]):
            depth += {"(": 1, ")": -1}.get(word.text, 0)
            listing = listing or word.text == ":"
            last = self._joint(text, facts, at)
            if depth or listing or not at or not last or not self._is_clause(facts, last):
                continue
            start, end = own[at - 1].end, own[last].start
            taken = [*facts.untouchable, *((e.start, e.end) for e in edits)]
            begun = self._begun(facts, edits, own[last])
            before = _count(apply(text, [e for e in edits if e.end <= start], facts.sentence.start, start))
            if begun and before >= _MIN and not any(a < end and start < b for a, b in taken):
                yield before, sorted([*begun, Edit(start, end, ". ", (), "cut")], key=lambda e: (e.start, e.end))

    def _joint(self, text: str, facts: Facts, at: int) -> int:
        """Return the index after a joint that begins at a place, 0 if there is none."""
        own = facts.words
        word = own[at]
        if word.text == ";":
            return at + 1
        if word.text in _DASHES and text[word.start - 1] == " " and text[word.end : word.end + 1] == " ":
            return at + 1
        if word.text == "," and own[at + 1].lower == "and" and not self._hangs(facts, at):
            return at + 2
        return 0

    def _hangs(self, facts: Facts, at: int) -> bool:
        """Return whether a condition, a cause or a report before the joint may reach beyond it."""
        reaching = _OPENERS | _REPORTING
        return any(
            w.lower in reaching or (w.lower not in ("and", "but") and self.language.is_a("breaks", w.lower))
            for w in facts.words[:at]
        )

    def _is_clause(self, facts: Facts, first: int) -> bool:
        """Return whether the words from a place on have a subject and a verb of their own."""
        behind = facts.words[first:]
        if len(behind) < _MIN or behind[0].kind == "mark" or behind[0].lower in _NO_SUBJECT:
            return False
        if self.language.is_verb_form(behind[0].lower) or self.language.is_a("auxiliaries", behind[0].lower):
            return False
        for word in behind[1:_LOOK]:
            if word.kind == "mark" and word.text not in ("-", "'", "%", "$", "(", ")"):
                return False
            if self.language.is_a("auxiliaries", word.lower) and word.lower not in ("to", "not", "needs", "'s"):
                return True
            forms = {f for h in self.language.find("verbs", (word,)) for _, f in h.payloads}
            if forms & {"past", "third"}:
                return True
        return False

    def _begun(self, facts: Facts, edits: Sequence[Edit], word: Word) -> list[Edit] | None:
        """Return the edits with a capital where a word begins; None if it must not get one."""
        edited = next((e for e in edits if e.start == word.start and e.end > e.start), None)
        if edited:
            capital = edited.text[0].upper() + edited.text[1:]
            return [replace(e, text=capital) if e is edited else e for e in edits]
        if word.kind == "number" or word.text[0].isupper():
            return list(edits)
        if not word.text.islower() or any(a <= word.start < b for a, b in facts.untouchable):
            return None
        return [*edits, Edit(word.start, word.start + 1, word.text[0].upper(), (), "grammar")]


def _count(text: str) -> int:
    return sum(w.kind != "mark" and w.lower != "'s" for w in words(text))

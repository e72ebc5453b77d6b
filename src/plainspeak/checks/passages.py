"""A document read for its rules: every sentence of the author's with its facts and its section."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from plainspeak import facts
from plainspeak.audiences import Audience
from plainspeak.checks.document import Document, Part
from plainspeak.checks.suppression import Switches
from plainspeak.facts import Facts
from plainspeak.findings import Span
from plainspeak.knowledge import Knowledge
from plainspeak.markup import merge
from plainspeak.wordlists import Listed

_VISIBLE = re.compile(r"[^\s]")
SECTIONS = {  # words of a heading -> the section of a status that it opens
    "progress": "progress",
    "done": "progress",
    "achievements": "progress",
    "results": "progress",
    "highlights": "progress",
    "wins": "progress",
    "problems": "problems",
    "issues": "problems",
    "risks": "problems",
    "blockers": "problems",
    "blocked": "problems",
    "lowlights": "problems",
    "plan": "plan",
    "plans": "plan",
    "next": "plan",
    "upcoming": "plan",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, list item, heading or table cell that the author wrote.

    Args:
        part: Number of its part of the document.
        start: Place of its first character in the part's text.
        end: Place after its last character.
        text: Its words.
        kind: "prose", "item", "heading" or "cell".
        section: "progress", "problems" or "plan" if it stands under such a heading, else "".
        facts: What it claims.
    """

    part: int
    start: int
    end: int
    text: str
    kind: str
    section: str
    facts: Facts

    def span(self, first: int, last: int) -> Span:
        """Return the place of the words from index ``first`` up to ``last``, without it, in the part's text."""
        return self.facts.words[first].start, self.facts.words[last - 1].end

    def guarded(self, start: int, end: int) -> bool:
        """Return whether a place touches what must be left alone: code, links, quotations."""
        spans = self.facts.untouchable
        return bool(spans) and any(a < end and start < b for a, b in spans)


class Reading:
    """A document read once, for all rules.

    Args:
        document: What is checked.
        audience: The reader.
        knowledge: The packs.
        ran: The names of the rules that are run.
        acronyms: Capitals that every reader of this document knows.
    """

    def __init__(
        self,
        document: Document,
        audience: Audience,
        knowledge: Knowledge,
        ran: Collection[str] = (),
        acronyms: Collection[str] = frozenset(),
    ) -> None:
        self.document = document
        self.audience = audience
        self.knowledge = knowledge
        self.ran = ran
        self.acronyms = acronyms
        self.chain = knowledge.chain(audience)
        self.switches = [Switches(part) for part in document.parts]
        self._listed: dict[tuple[int, int], dict[str, list[Listed]]] = {}
        self.passages: tuple[Passage, ...] = tuple(
            passage for number, part in enumerate(document.parts) for passage in self._read(number, part)
        )

    def listed(self, passage: Passage, rule: str, *labels: str) -> list[Listed]:
        """Return the phrases of a rule's lists (``data/english/checks.toml``) in a passage, outside of quotations.

        Args:
            passage: Where to look.
            rule: The rule whose lists are meant.
            labels: Which of its lists; none means all. A longer phrase of another list still hides a shorter one.
        """
        key = (passage.part, passage.start)
        if key not in self._listed:
            self._listed[key] = self.knowledge.check_words.find(passage.facts.words)
        return [
            listed
            for listed in self._listed[key].get(rule, ())
            if (not labels or listed.label in labels) and not passage.guarded(*passage.span(listed.first, listed.last))
        ]

    @property
    def body(self) -> list[Passage]:
        """The passages of the body, in order."""
        return [p for p in self.passages if self.document.parts[p.part].kind == "body"]

    def _read(self, number: int, part: Part) -> Iterator[Passage]:
        section = ""
        for found in facts.read(_blanked(part, self.switches[number].spans), self.knowledge, self.chain):
            sentence = found.sentence
            text = part.text[sentence.start : sentence.end]
            opened = [SECTIONS[w.lower] for w in found.words[:4] if w.lower in SECTIONS]
            if sentence.kind == "heading" or (sentence.kind == "prose" and text.endswith(":") and len(text) < 40):
                section = opened[0] if opened else ""
            elif opened and sentence.kind == "prose" and len(found.words) <= 3 and text[-1].isalpha():
                section = opened[0]  # a line with nothing but "Problems"
            yield Passage(number, sentence.start, sentence.end, text, sentence.kind, section, found)


def _blanked(part: Part, switches: Sequence[Span]) -> str:
    """Return the text with spaces where it is not the author's prose, so that all places stay what they are."""
    out, at = [], 0
    for start, end in merge([*part.others, *switches]):
        out += [part.text[at:start], _VISIBLE.sub(" ", part.text[start:end])]
        at = end
    return "".join([*out, part.text[at:]])

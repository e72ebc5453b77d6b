"""Match the sentence shapes of the english files: which words say what of which metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plainspeak.language import Language
from plainspeak.phrases import key
from plainspeak.quantities import Quantity
from plainspeak.termfinder import TermHit
from plainspeak.text import Word

_BREAKS = frozenset(",;:.()!?|")
_OBJECTS = (
    ("{term}", "from", "{old}", "to", "{new}"),
    ("{term}", "by", "{amount}"),
    ("{term}", "of", "{level}"),
    ("{term}", "{amount}"),
)
_MAX_SCOPE = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """What one slot of a shape was filled with: places in the list of words, and what stands there.

    Args:
        first: Index of its first word.
        last: Index after its last word.
        value: A verb's [base, form], a family name, a Quantity or a TermHit, as the slot has it.
    """

    first: int
    last: int
    value: Any = None


@dataclass(frozen=True, slots=True)
class Match:
    """A shape found in a sentence.

    Args:
        kind: "verb", "subject", "fragment" or "phrase".
        first: Index of its first word.
        last: Index after its last word.
        slots: What each slot was filled with; of ``term`` also ``owner`` and ``scope`` where they are there.
        weight: How many elements the shape has; the heavier of two matches in one place wins.
    """

    kind: str
    first: int
    last: int
    slots: Mapping[str, Piece]
    weight: int


def prepare(english: Mapping[str, Any]) -> list[list[Any]]:
    """Return the shapes as lists of elements, longest first, as plain data.

    Args:
        english: The merged content of the english files.
    """
    out: list[list[Any]] = [
        [group["kind"], [part if part.startswith("{") else "".join(key(part) or (part,)) for part in say.split()]]
        for group in english["shapes"]
        for say in group["say"]
    ]
    return sorted(out, key=lambda shape: len(shape[1]), reverse=True)


@dataclass(slots=True)
class Matcher:
    """Finds shapes in the words of one sentence.

    Args:
        language: The English to use.
        words: The sentence's words.
        terms: The metrics found in them.
        quantities: The quantities found in them.
    """

    language: Language
    words: Sequence[Word]
    terms: Sequence[TermHit]
    quantities: Sequence[Quantity]
    _terms_at: dict[int, list[dict[str, Piece]]] = field(default_factory=dict)
    _quantities_at: dict[int, Piece] = field(default_factory=dict)
    _slots_at: dict[str, dict[int, Piece]] = field(default_factory=dict)
    _having: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Note where terms, quantities, verbs and the words of the slots begin."""
        starts = {w.start: i for i, w in enumerate(self.words)}
        ends = {w.end: i + 1 for i, w in enumerate(self.words)}
        for quantity in self.quantities:
            if quantity.start in starts and quantity.end in ends:
                piece = Piece(starts[quantity.start], ends[quantity.end], quantity)
                self._quantities_at[piece.first] = piece
        verbs: dict[int, Piece] = {}
        for hit in self.language.find("verbs", self.words):
            base, form = hit.payloads[0]
            verbs[hit.first] = Piece(hit.first, hit.last, (base, form, tuple(tuple(p) for p in hit.payloads)))
        self._slots_at["verb"] = verbs
        for slot in ("up", "higher", "change", "grade", "same", "arrow"):
            self._slots_at[slot] = {
                h.first: Piece(h.first, h.last, h.payloads[0]) for h in self.language.find(f"slot.{slot}", self.words)
            }
        self._having = frozenset(self.language.data["slots"]["have"]["have"])
        for term in self.terms:
            self._place(term)

    def _place(self, term: TermHit) -> None:
        """Note every place at which a reading of the term may begin: with its article, or with its owner."""
        first = term.first
        options: list[tuple[int, dict[str, Piece]]] = [(first, {})]
        if first and self.words[first - 1].lower in ("the", "our", "its", "their", "your", "this", "a", "an"):
            options.append((first - 1, {}))
        elif first and self.words[first - 1].lower in ("'s", "'"):
            begin = self._group_start(first - 1)
            if begin < first - 1:
                options.append((begin, {"owner": Piece(begin, first - 1)}))
        scope = self._scope(term.last)
        for begin, extra in options:
            slots = {"term": Piece(begin, term.last, term), **extra}
            self._terms_at.setdefault(begin, []).append(slots)
            if scope:
                self._terms_at[begin].append({**slots, "scope": scope})

    def _group_start(self, last: int) -> int:
        """Return where the noun group that ends at ``last`` begins."""
        at = last
        while at and last - at < 6 and self.words[at - 1].kind == "word":
            word = self.words[at - 1].lower
            if self.language.is_a("determiners", word):
                return at - 1
            if any(
                self.language.is_a(kind, word) for kind in ("prepositions", "conjunctions", "auxiliaries", "pronouns")
            ):
                break
            if self.language.is_verb_form(word) and not word.endswith(("ed", "ing")):
                break
            at -= 1
        return at

    def _scope(self, at: int) -> Piece | None:
        """Return the "on the test set" that stands between a metric and its verb."""
        words, language = self.words, self.language
        if at >= len(words) or words[at].lower not in (
            "on",
            "in",
            "for",
            "at",
            "across",
            "of",
            "per",
            "with",
            "from",
            "over",
        ):
            return None
        for end in range(at + 2, min(len(words), at + _MAX_SCOPE) + 1):
            if end >= len(words) or (words[end].kind == "mark" and words[end].text != "-"):
                return None
            if end in self._quantities_at:
                return None
            if language.is_a("auxiliaries", words[end].lower) or (
                end in self._slots_at["verb"]
                and not language.is_a("determiners", words[end - 1].lower)
                and self._tense_is_finite(end)
            ):
                return Piece(at, end)
        return None

    def _tense_is_finite(self, at: int) -> bool:
        return self._slots_at["verb"][at].value[1] in ("past", "third")

    def matches(self) -> list[Match]:
        """Return the best match at each place: heavier before lighter, none overlapping another."""
        shapes = self.language.data["shapes_ready"]
        found: list[Match] = []
        firsts = sorted(
            {
                0,
                *self._terms_at,
                *self._quantities_at,
                *self._slots_at["verb"],
                *self._slots_at["change"],
                *self._slots_at["grade"],
                *self._slots_at["higher"],
            }
        )
        if not self._terms_at:
            return []
        for at in firsts:
            if at >= len(self.words):
                continue
            for kind, elements in shapes:
                if not self._may_start(elements[0], at):
                    continue
                for slots, last in self._walk(elements, at, {}):
                    if kind != "fragment" or self._stands_alone(at, last):
                        found.append(Match(kind, at, last, slots, len(elements)))
                        break
        rank = {"verb": 0, "subject": 0, "fragment": 0, "phrase": 1}
        found.sort(key=lambda m: (rank[m.kind], m.first - m.last, -m.weight))
        taken: set[int] = set()
        kept = []
        for match in found:
            span = range(match.first, match.last)
            if taken.isdisjoint(span):
                taken.update(span)
                kept.append(match)
        for match in [m for m in kept if m.kind == "verb"]:
            for more in self._further_objects(match):
                kept = [m for m in kept if m.last <= more.first or m.first >= more.last] + [more]
        return sorted(kept, key=lambda m: m.first)

    def _further_objects(self, match: Match) -> list[Match]:
        """Return what else the verb of a match governs: "improved recall by 8% and precision by 3%"."""
        out: list[Match] = []
        at = match.last
        head = {name: piece for name, piece in match.slots.items() if name in ("verb", "have")}
        while at < len(self.words) and self.words[at].lower in ("and", ",", "or"):
            at += 1 + (
                at + 1 < len(self.words) and self.words[at].text == "," and self.words[at + 1].lower in ("and", "or")
            )
            found = next((f for elements in _OBJECTS for f in self._walk(elements, at, dict(head))), None)
            if found is None:
                break
            slots, last = found
            out.append(Match("object", at, last, slots, 1))
            at = last
        return out

    def _may_start(self, element: str, at: int) -> bool:
        if element == "{term}":
            return at in self._terms_at
        if element in ("{amount}", "{level}", "{signed}"):
            return at in self._quantities_at
        name = element.strip("{}")
        return at in self._slots_at[name] if name in self._slots_at else True

    def _stands_alone(self, first: int, last: int) -> bool:
        words, language = self.words, self.language
        before = (
            first == 0 or words[first - 1].text in _BREAKS or words[first - 1].lower in ("and", "but", "while", "yet")
        )
        after = last >= len(words) or words[last].text in _BREAKS or language.is_a("conjunctions", words[last].lower)
        return before and (after or language.is_a("prepositions", words[last].lower))

    def _walk(self, elements: Sequence[str], at: int, slots: dict[str, Piece]) -> list[tuple[dict[str, Piece], int]]:
        """Return the first way in which the elements match from ``at`` on, or nothing."""
        if not elements:
            return [(slots, at)]
        for more, end in self._element(elements[0], at):
            found = self._walk(elements[1:], end, {**slots, **more})
            if found:
                return found
        return []

    def _element(self, element: str, at: int) -> list[tuple[dict[str, Piece], int]]:
        """Return the ways in which one element matches at a place: what it fills and where it ends."""
        words = self.words
        if element == "{aux}":
            return [({"aux": Piece(at, end)}, end) for end in self._aux_ends(at)]
        if at >= len(words):
            return []
        if not element.startswith("{"):
            return [({}, at + 1)] if words[at].lower == element else []
        if element == "{term}":
            return [
                (option, option["scope"].last if "scope" in option else option["term"].last)
                for option in self._terms_at.get(at, ())
            ]
        if element in ("{amount}", "{old}", "{new}", "{level}", "{signed}"):
            piece = self._quantities_at.get(at)
            if piece is None or piece.value.verb or (element == "{signed}" and not piece.value.sign):
                return []
            return [({element.strip("{}"): piece}, piece.last)]
        if element == "{be}":
            return self._be(at)
        if element == "{have}":
            piece = self._slots_at["verb"].get(at)
            return [({"have": piece}, piece.last)] if piece and piece.value[0] in self._having else []
        if element == "{verb}":
            piece = self._slots_at["verb"].get(at)
            if (
                piece is None
                or at in self._quantities_at
                or self.language.families.get(piece.value[0], "same") in ("same", "at")
            ):
                return []
            return [({"verb": piece}, piece.last)]
        if (
            element == "{arrow}"
            and words[at].kind == "mark"
            and words[at].text[0] in "-="
            and at + 1 < len(words)
            and words[at + 1].text == ">"
        ):
            return [({}, at + 2)]
        name = element.strip("{}")
        piece = self._slots_at[name].get(at)
        return [({name: piece}, piece.last)] if piece else []

    def _aux_ends(self, at: int) -> list[int]:
        """Return where a run of helping words and adverbs may end, longest first."""
        end = at
        while end < len(self.words) and end - at < 6:
            word = self.words[end].lower
            if not (
                self.language.is_a("auxiliaries", word)
                or self.language.is_a("adverbs", word)
                or (word.endswith("ly") and len(word) > 4)
            ):
                break
            end += 1
        return list(range(end, at - 1, -1))

    def _be(self, at: int) -> list[tuple[dict[str, Piece], int]]:
        """Match a form of "to be" or a verb of reaching, with helping words before and adverbs after."""
        out: list[tuple[dict[str, Piece], int]] = []
        for start in self._aux_ends(at):
            for first in (start - 1, start):
                piece = self._slots_at["verb"].get(first)
                if first < at or piece is None:
                    continue
                base = piece.value[0]
                if base == "be" or self.language.families.get(base) == "at":
                    end = piece.last
                    while end < len(self.words) and self.words[end].lower in (
                        "now",
                        "still",
                        "currently",
                        "only",
                        "just",
                        "already",
                    ):
                        end += 1
                    out.append(({"aux": Piece(at, first), "be": Piece(first, end, piece.value)}, end))
        return out

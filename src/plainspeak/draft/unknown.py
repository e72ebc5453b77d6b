"""Words that are left in a draft, that the glossary does not have, and that its reader may not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plainspeak.audiences import Audience
from plainspeak.draft.edits import Edit
from plainspeak.draft.sayings import Wording
from plainspeak.facts import Facts
from plainspeak.findings import Finding
from plainspeak.knowledge import Knowledge
from plainspeak.text import Word
from plainspeak.vocabulary import Vocabulary

UNLISTED = "unlisted"
"""The domain of all words that the glossary does not have, for what a reader knows: ``"unlisted.*"``."""

_ENDINGS = ("ing", "ed", "tion", "tions", "sion", "ment", "ments", "ity", "ness", "able", "ible", "er", "ers", "ors")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_GLUE = frozenset(("-", "/", "_"))
# How much a sign says that a sentence is a technical one: one clear sign is enough, or a possible and a faint one.
# Two words that are in doubt themselves don't make it technical: a gate has a lock and a key. Three others do.
_CLEAR, _POSSIBLE, _FAINT = 3, 2, 1
_MOST_VAGUE = 2
_PART = 3  # one sentence in so many makes a text a technical one
_MACHINE_UNITS = frozenset(("ms", "us", "ns"))
_BEFORE_VERB = frozenset(
    "we they i you to will would can could may might must shall should cannot not don't didn't".split()
)
_PARTICLES = frozenset(("in", "on", "off", "out", "up", "down"))
_LEADS_NOUN = ("determiners", "adjectives", "prepositions", "conjunctions")
_WHY = {
    False: "it is not in the glossary. If this reader may not know it",
    True: "it seems to be meant in a technical sense. If this reader may not know that",
}


class Unknown:
    """Finds the words of a text that its reader may not know, each once.

    Args:
        knowledge: The packs.
        audience: The reader.
        wording: Fills the slots in what terms mean.
    """

    def __init__(self, knowledge: Knowledge, audience: Audience, wording: Wording) -> None:
        self._wording = wording
        self._vocabulary = Vocabulary(knowledge.language.data.get("everyday", {}))
        self._language = knowledge.language
        self._glossary, self._audience = knowledge.glossary, audience
        self._told: set[str] = set()

    def is_technical(self, sentences: Sequence[Facts]) -> bool:
        """Return whether a good part of the sentences of a text name terms that its reader does not know.

        Args:
            sentences: What the sentences claim.
        """
        technical = sum(any(self._foreign(hit.candidates) for hit in facts.terms) for facts in sentences)
        return technical > 1 and technical * _PART >= len(sentences)

    def find(self, text: str, facts: Facts, edits: Sequence[Edit], *, technical: bool = False) -> Iterator[Finding]:
        """Yield a finding for each such word that is left in a sentence.

        Args:
            text: The whole source text.
            facts: The sentence's facts.
            edits: The exchanges that were made in it.
            technical: Whether the sentences around it are technical ones.
        """
        if sum(w.text.isupper() for w in facts.words) > len(facts.words) / 2:
            return  # all in capitals: none of them tells an abbreviation
        for first, last, meaning, doubt in _joined(self._all(text, facts, edits, technical=technical)):
            start, end = facts.words[first].start, facts.words[last - 1].end
            said = text[start:end]
            if said.casefold() in self._told or any(
                said not in e.text for e in edits if e.start < end and start < e.end
            ):
                continue
            self._told.add(said.casefold())
            why = f"if it means {meaning}" if meaning else _WHY[doubt]
            message = f"{said!r} was left as it is; {why}, say it in your own words."
            yield Finding("jargon-left", "note", message, said, (start, end), None, meaning or None)

    def _all(
        self, text: str, facts: Facts, edits: Sequence[Edit], *, technical: bool
    ) -> Iterator[tuple[int, int, str, bool]]:
        """Yield first and last index, meaning and whether it is in doubt, of the words to report."""
        strange = list(self._strange(facts))
        yield from ((first, last, "", False) for first, last, _ in strange)
        passed = list(self._passed_over(facts))
        taken = [(hit.first, hit.last) for hit in facts.terms] + [
            (first, last) for first, last, _ in (*passed, *strange)
        ]
        doubtful = list(self._doubtful(facts, taken))
        vague = [(first, last, _POSSIBLE) for first, last, _ in passed]
        vague += [(first, last, _FAINT) for first, last in doubtful]
        several = [(a, b, _FAINT) for a, b, _ in vague if not self._is_shared(facts.words[a:b])]
        clear = [(a, b, _POSSIBLE if _may_be_plain(facts.words, a, b) else _CLEAR) for a, b, _ in strange]
        clear += [(hit.first, hit.last, _CLEAR) for hit in facts.terms if self._foreign(hit.candidates)]
        clear += self._other_signs(text, facts)
        found = [*taken, *doubtful]
        told = {term for edit in edits for term in edit.terms}
        explained = {
            (a, b) for a, b, ids in self._glossary.finder.passed_over(facts.words, facts.terms) if told.issuperset(ids)
        }
        for first, last, meaning in (*passed, *((first, last, "") for first, last in doubtful)):
            if (first, last) in explained:
                continue
            alone = not any(b == first or last == a for a, b in found)
            if alone and self._is_shared(facts.words[first:last]) and not self._has_object(facts.words, last):
                continue
            shown = _weight(clear, first, last) + min(_weight(vague, first, last), _MOST_VAGUE)
            shown += _weight(several, first, last) > _MOST_VAGUE
            shown += _POSSIBLE * technical
            if shown >= _CLEAR:
                yield first, last, meaning, True

    def _doubtful(self, facts: Facts, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield everyday words that may be meant in a technical sense, outside of the terms that were found."""
        at = 0
        while at < len(facts.words):
            last = _group(facts.words, at)
            start, end = facts.words[at].start, facts.words[last - 1].end
            free = not any(a < last and at < b for a, b in taken)
            if (
                free
                and not any(a < end and start < b for a, b in facts.untouchable)
                and (self._is_joint(facts.words[at:last]) if last > at + 1 else self._has_two_senses(facts, at))
            ):
                yield at, last
            at = last

    def _is_joint(self, group: Sequence[Word]) -> bool:
        """Return whether one of the words that hyphens join is such a word: "key-value"."""
        parts = [w.lower for w in group if w.kind != "mark"]
        return all(part.isalpha() and not self._vocabulary.is_small(part) for part in parts) and any(
            self._vocabulary.may_be_technical(part, "nouns") for part in parts
        )

    def _has_object(self, words: Sequence[Word], at: int) -> bool:
        """Return whether what stands at a place makes the word before it a verb: "we no longer page anyone"."""
        return at < len(words) and any(self._language.is_a(k, words[at].lower) for k in ("determiners", "pronouns"))

    def _is_shared(self, group: Sequence[Word]) -> bool:
        """Return whether it is a single word of many trades: "store" tells little but in "vector store"."""
        return len(group) == 1 and self._vocabulary.may_be_technical(group[0].lower, "shared")

    def _other_signs(self, text: str, facts: Facts) -> Iterator[tuple[int, int, int]]:
        """Yield code, sizes and times as only machines have them, and words such as "software"."""
        places = [(start, end) for start, end in facts.untouchable if text[start] == "`"]
        places += [(q.start, q.end) for q in facts.quantities if q.unit in _MACHINE_UNITS or q.dimension == "bytes"]
        for start, end in places:
            inside = [i for i, w in enumerate(facts.words) if start <= w.start and w.end <= end]
            if inside:
                yield inside[0], inside[-1] + 1, _CLEAR
        for at, word in enumerate(facts.words):
            if self._vocabulary.may_be_technical(word.lower, "signs"):
                yield at, at + 1, _POSSIBLE

    def _has_two_senses(self, facts: Facts, at: int) -> bool:
        """Return whether an everyday word may be meant in its technical sense, going by what stands before it."""
        word = facts.words[at]
        before = facts.words[at - 1].lower if at else ""
        if word.kind != "word":
            return False
        if word.text[0].isupper() and not word.text.isupper() and at and facts.words[at - 1].kind == "word":
            return False  # a name
        as_verb = before in _BEFORE_VERB or (
            word.lower.endswith("s") and self._vocabulary.may_be_verb(word.lower) and self._is_subject(facts, at - 1)
        )
        after = facts.words[at + 1].lower if at + 1 < len(facts.words) else ""
        if after in _PARTICLES and self._vocabulary.may_be_verb(word.lower):
            return False  # "staff log on"
        if at and facts.words[at - 1].kind == "number" and word.text.isupper():
            return False  # "06:42 UTC"
        if self._is_shared((word,)) and not as_verb:
            return True
        if self._vocabulary.may_be_technical(word.lower, "adjectives"):
            return True
        if self._vocabulary.may_be_technical(word.lower, "nouns") and not as_verb:
            return True
        return self._vocabulary.may_be_technical(word.lower, "verbs") and (
            as_verb or word.lower.endswith(("ed", "ing")) or not self._vocabulary.may_be_technical(word.lower, "nouns")
        )

    def _strange(self, facts: Facts) -> Iterator[tuple[int, int, str]]:
        """Yield the words, joined ones together, that are no everyday words and of which nothing else is known."""
        words = facts.words
        taken = [*facts.untouchable, *((q.start, q.end) for q in facts.quantities)]
        taken += [(m.start, m.end) for m in facts.moments]
        taken += [(n.start, n.end) for n in facts.names if "-" in n.text and n.text[0].isupper()]  # TH-118, GPT-4
        taken += [(words[first].start, words[last - 1].end) for first, last, _ in self._glossary.finder.named(words)]
        free = [not any(a < w.end and w.start < b for a, b in taken) for w in words]
        at = 0
        while at < len(words):
            last = _group(words, at)
            if _is_setting(words, at):
                yield at, at + 3, ""
            elif all(free[at:last]) and any(self._is_strange(facts, i) for i in range(at, last)):
                yield at, last, ""
            at = last

    def _is_subject(self, facts: Facts, at: int) -> bool:
        """Return whether the word before a verb in -s may be its subject: "the export runs at night"."""
        word = facts.words[at] if at >= 0 else None
        return (
            word is not None
            and word.kind == "word"
            and not any(self._language.is_a(k, word.lower) for k in _LEADS_NOUN)
        )

    def _passed_over(self, facts: Facts) -> Iterator[tuple[int, int, str]]:
        """Yield names of terms that were taken as ordinary words, and what they would mean."""
        for first, last, all_ids in self._glossary.finder.passed_over(facts.words, facts.terms):
            ids = [i for i in all_ids if self._glossary.term(i).names or self._glossary.term(i).verbs]  # not "red"
            start, end = facts.words[first].start, facts.words[last - 1].end
            if any(a < end and start < b for a, b in facts.untouchable):
                continue
            small = last - first == 1 and self._vocabulary.is_small(facts.words[first].lower)
            if ids and not small and self._foreign(ids):
                meanings = (self._wording.fill(self._glossary.term(i).plain, {"owner": "we"}) for i in ids)
                yield first, last, " or ".join(meanings)

    def _foreign(self, ids: Iterable[str]) -> bool:
        return not all(self._audience.knows_term(self._glossary.term(i).domain, i) for i in ids)

    def _is_strange(self, facts: Facts, at: int) -> bool:
        """Return whether one word is neither an everyday word nor the name of somebody or something."""
        word = facts.words[at]
        text, plain = word.text, word.lower.removesuffix("'s")
        if word.kind != "word" or len(plain) < 2 or not plain.isascii() or self._vocabulary.has(plain):
            return False
        if plain in _ORDINALS and at and facts.words[at - 1].kind == "number":
            return False
        if text[1:] != text[1:].lower() and not text.startswith(("Mc", "Mac", "O'")):
            return not _spelled_out(facts.words, at)
        if any(char.isdecimal() for char in text):
            return not (text[0] in "vVqQhH" and text[1:].replace(".", "").isdecimal())
        if text[0].isupper():  # a name, unless it is the sentence that gives it its capital
            opens = all(w.kind == "mark" for w in facts.words[:at]) and facts.sentence.kind != "heading"
            return opens and plain.endswith(_ENDINGS)
        return "_" in text or plain.isalpha()


def _may_be_plain(words: Sequence[Word], first: int, last: int) -> bool:
    """Return whether words that the lists lack may be everyday ones for all that: they hold no digits and capitals."""
    group = words[first:last]
    return _is_setting(words, first) or all(w.lower.isalpha() and w.text[1:].islower() for w in group)


def _weight(signs: Iterable[tuple[int, int, int]], first: int, last: int) -> int:
    """Return what the signs outside of some words weigh together."""
    return sum(weight for a, b, weight in signs if b <= first or last <= a)


def _joined(found: Iterable[tuple[int, int, str, bool]]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield what was found, in order; words that follow one another, or that a hyphen joins, become one."""
    run: list[tuple[int, int, str, bool]] = []
    for item in sorted(found):
        if run and item[0] < run[-1][1]:
            continue
        if run and (item[0] > run[-1][1] or item[2] or run[-1][2]):
            yield _one(run)
            run = []
        run.append(item)
    if run:
        yield _one(run)


def _one(run: Sequence[tuple[int, int, str, bool]]) -> tuple[int, int, str, bool]:
    return run[0][0], run[-1][1], run[0][2], all(doubt for *_, doubt in run)


def _is_setting(words: Sequence[Word], at: int) -> bool:
    """Return whether "n = 420" or "threads=8" begins at a place."""
    return (
        at + 2 < len(words)
        and words[at].kind == "word"
        and words[at + 1].text == "="
        and words[at + 2].kind == "number"
        and (len(words[at].text) == 1 or words[at].end == words[at + 1].start)
    )


def _spelled_out(words: Sequence[Word], at: int) -> bool:
    """Return whether an abbreviation stands in brackets behind its words, or its words in brackets behind it."""
    before = words[at - 1].text if at else ""
    after = [w.text for w in words[at + 1 : at + 4]]
    if before == "(" and after[:1] == [")"]:
        initials = "".join(w.text[0] for w in words[:at] if w.kind == "word").casefold()
        return initials.endswith(words[at].lower)
    return after[:1] == ["("] and len(after) == 3 and all(len(w) > 1 for w in after[1:])


def _group(words: Sequence[Word], at: int) -> int:
    """Return the index after the words that hyphens or strokes join to the one at ``at``."""
    last = at + 1
    while (
        last + 1 < len(words)
        and words[last].text in _GLUE
        and words[last - 1].end == words[last].start
        and words[last].end == words[last + 1].start
        and words[last + 1].kind != "mark"
    ):
        last += 2
    return last

"""What a model is told of one sentence: its neighbours, what its terms mean, what must survive, the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plainspeak.draft import Drafter, SentenceDraft
from plainspeak.draft.questions import is_bare
from plainspeak.facts import Facts
from plainspeak.language import Language

# The words that change what a claim is worth, and what to call them. Of the other tables nothing has to be said again.
_TELLING = {
    ("certainty", "certain"): "how sure it is",
    ("certainty", "expected"): "how sure it is",
    ("certainty", "apparent"): "how sure it is",
    ("certainty", "possible"): "how sure it is",
    ("certainty", "unknown"): "how sure it is",
    ("negation", "strong"): "a denial",
    ("negation", "without"): "a denial",
    ("condition", "strong"): "a condition",
    ("condition", "until"): "a condition",
    ("stages.evidence", ""): "how far it has been tried",
    ("stages.repair", ""): "how far it has been mended",
    ("scope", ""): "whom or what it holds for",
}
_BARE = "a share that may be meant in two ways: say it as it stands, never in points"
_LETTERS = "it stays letter by letter"
_WAYS = {"up": "has gone up", "down": "has gone down", "same": "has stayed the same"}


@dataclass(frozen=True, slots=True)
class Brief:
    """What a model is told of one sentence.

    Args:
        sentence: The sentence on one line.
        before: The sentence before it in the same paragraph, or "".
        after: The one after it, or "".
        given: What the author adds.
        draft: The glossary's draft; the sentence itself if there is none.
        terms: For each term its ``name`` in the sentence, its ``meaning``, what it must ``never`` be called, and
            whether the word is ``known`` to the reader.
        facts: For each fact its ``number``, its ``words``, and ``what`` it is.
        keep: What must stand in the rewrite letter by letter.
        unknown: For each word that the draft replaces or explains, because the reader may not know it, what it means.
    """

    sentence: str
    before: str
    after: str
    given: tuple[str, ...]
    draft: str
    terms: tuple[Mapping[str, Any], ...]
    facts: tuple[Mapping[str, Any], ...]
    keep: tuple[str, ...]
    unknown: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Return what the templates ``rewrite`` and ``repair`` may use."""
        return {
            "sentence": self.sentence,
            "before": self.before,
            "after": self.after,
            "given": list(self.given),
            "draft": self.draft,
            "terms": [dict(term) for term in self.terms],
            "facts": [dict(fact) for fact in self.facts],
        }


def brief(text: str, drafts: Sequence[SentenceDraft], at: int, draft: str, drafter: Drafter) -> Brief:
    """Return what to tell a model of one sentence of a text.

    Args:
        text: The whole text.
        drafts: The drafts of its sentences.
        at: Which of them is meant.
        draft: Its draft in words.
        drafter: What made the drafts.
    """
    facts = drafts[at].facts
    start, end = facts.sentence.start, facts.sentence.end
    near = ["", ""]
    for side, other in enumerate((at - 1, at + 1)):
        if 0 <= other < len(drafts) and drafts[other].facts.sentence.block == facts.sentence.block:
            sentence = drafts[other].facts.sentence
            near[side] = on_one_line(text[sentence.start : sentence.end])
    terms = tuple(_terms(text, facts, drafter))
    return Brief(
        sentence=on_one_line(text[start:end]),
        before=near[0],
        after=near[1],
        given=tuple(on_one_line(fact) for fact in drafter.given),
        draft=on_one_line(draft),
        terms=terms,
        facts=tuple(
            {"number": n, "words": w, "what": what}
            for n, (w, what) in enumerate(_facts(text, facts, drafter.knowledge.language), 1)
        ),
        keep=tuple(text[max(a, start) : min(b, end)] for a, b in facts.untouchable if a < end and start < b),
        unknown=_unknown(text, drafts[at], draft, {term["name"]: term["meaning"] for term in terms}),
    )


def on_one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def _terms(text: str, facts: Facts, drafter: Drafter) -> Iterator[dict[str, Any]]:
    """Yield each term of a sentence once, by the name it has there."""
    seen = set()
    for hit in facts.terms:
        name = on_one_line(text[facts.words[hit.first].start : facts.words[hit.last - 1].end])
        if (hit.candidates, name) in seen:
            continue
        seen.add((hit.candidates, name))
        terms = [drafter.knowledge.glossary.term(term, drafter.chain) for term in hit.candidates]
        meanings = [drafter.wording.fill(term.plain, {"owner": "we"}) for term in terms]
        never = list(terms[0].never) if len(terms) == 1 else []
        meaning = (
            meanings[0] if len(terms) == 1 else "unclear here, so leave the word; either " + ", or ".join(meanings)
        )
        known = all(drafter.audience.knows_term(term.domain, term.id) for term in terms)
        yield {"name": name, "meaning": meaning, "never": never, "known": known}


def _unknown(text: str, drafted: SentenceDraft, draft: str, meanings: Mapping[str, str]) -> dict[str, str]:
    """Return the words that the draft replaces or explains, each with its meaning."""
    facts, found = drafted.facts, {}
    for hit in facts.terms:
        start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
        edits = [
            e for e in drafted.edits if (e.start < end and start < e.end) or (e.start == end and hit.term in e.terms)
        ]
        name = on_one_line(text[start:end])
        explained = any(edit.how == "explained" for edit in edits)
        if edits and (explained or name.casefold() not in draft.casefold()):
            found[name] = meanings[name]
    return found


def _facts(text: str, facts: Facts, language: Language) -> list[tuple[str, str]]:
    """Return the words of each fact in the order of the sentence, and what kind of fact it is."""
    bare = {claim.amount for claim in facts.claims if claim.amount and is_bare(facts, claim)}
    terms = [(facts.words[hit.first].start, facts.words[hit.last - 1].end) for hit in facts.terms]
    found = [(q.start, q.end, _BARE if q in bare else "a number") for q in facts.quantities]
    found += [(m.start, m.end, "a date or time") for m in facts.moments]
    # The p99 of "p99 latency" is to be said in plain words, as all of the term is.
    found += [(n.start, n.end, "a name") for n in facts.names if not any(a < n.end and n.start < b for a, b in terms)]
    start, end = facts.sentence.start, facts.sentence.end
    found += [(max(a, start), min(b, end), _LETTERS) for a, b in facts.untouchable if a < end and start < b]
    for marker in facts.markers:
        what = _TELLING.get((marker.table, marker.label)) or _TELLING.get((marker.table, ""))
        word = text[marker.start : marker.end].casefold()
        if what and not (marker.table == "scope" and language.is_a("determiners", word)):  # "any", "all"
            found.append((marker.start, marker.end, what))
    for claim in facts.claims:
        if claim.direction in _WAYS:
            worth = {True: ", for the better", False: ", for the worse", None: ""}[claim.better]
            place = facts.words[claim.hit.first].start, facts.words[claim.hit.last - 1].end
            found.append((*place, f"it {_WAYS[claim.direction]}{worth}"))
    kept: dict[tuple[int, int], str] = {}
    for begin, stop, what in sorted(found):
        kept.setdefault((begin, stop), what)
    return [(on_one_line(text[begin:stop]), what) for (begin, stop), what in kept.items()]

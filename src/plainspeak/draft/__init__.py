"""The rewrite that needs no model: the glossary's own draft, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plainspeak import fidelity
from plainspeak.audiences import Audience
from plainspeak.draft.edits import Edit, apply, echoes
from plainspeak.draft.lengths import Cutter
from plainspeak.draft.neighbours import Neighbours
from plainspeak.draft.sayings import Wording
from plainspeak.draft.shares import as_percent
from plainspeak.draft.statements import Statements
from plainspeak.draft.terms import Exchanger
from plainspeak.draft.unknown import UNLISTED, Unknown
from plainspeak.facts import Claim, Facts, read
from plainspeak.fidelity import Verdict
from plainspeak.findings import Finding
from plainspeak.glossary import Term
from plainspeak.knowledge import Knowledge
from plainspeak.senses import is_mentioned
from plainspeak.termfinder import TermHit
from plainspeak.text import Word
from plainspeak.vocabulary import Vocabulary

_MAX_BRACKETS = 2
_ENDS = ".!?…:;。！？"


@dataclass(frozen=True, slots=True)
class SentenceDraft:
    """One sentence and its draft.

    Args:
        facts: What the sentence claims.
        edits: The exchanges that make the draft; none if the sentence stays.
        verdict: What the verifier says of the draft.
        findings: Words that this reader may not know and that were left, and why no draft was good enough.
    """

    facts: Facts
    edits: tuple[Edit, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]


class Drafter:
    """Writes drafts for one audience.

    Args:
        knowledge: The packs.
        audience: The reader.
        slots: Words for the open slots, over those of the packs.
        given: Facts that the author added.
    """

    def __init__(
        self, knowledge: Knowledge, audience: Audience, slots: Mapping[str, str], given: Sequence[str] = ()
    ) -> None:
        self.knowledge, self.audience, self.given = knowledge, audience, tuple(given)
        self.slots = {**knowledge.slots, **slots}
        self.chain = knowledge.chain(audience)
        self._given_facts = [facts for fact in given for facts in read(fact, knowledge, self.chain)]
        self._vocabulary = Vocabulary(knowledge.language.data.get("everyday", {}))
        self.wording = Wording(knowledge.language.inflection, self.slots)

    def draft(self, text: str) -> list[SentenceDraft]:
        """Return the draft of each sentence of a text, in order.

        Args:
            text: The source text.
        """
        explained: set[str] = set()
        drafts = [self._sentence(text, facts, explained) for facts in read(text, self.knowledge, self.chain)]
        if self.audience.knows_term(UNLISTED, "*"):
            return drafts
        unknown = Unknown(self.knowledge, self.audience, self.wording)
        technical = unknown.is_technical([d.facts for d in drafts])
        found = [tuple(unknown.find(text, d.facts, d.edits, technical=technical)) for d in drafts]
        return [replace(d, findings=(*d.findings, *more)) for d, more in zip(drafts, found, strict=True)]

    def _sentence(self, text: str, facts: Facts, explained: set[str]) -> SentenceDraft:
        """Return the boldest draft that the verifier accepts: rebuilt, exchanged, explained, or the source."""
        source = text[facts.sentence.start : facts.sentence.end]
        beside = Neighbours(facts, self.knowledge.language)
        unknown = [
            hit
            for hit in facts.terms
            if not self._known(hit) and not (hit.term and beside.is_of_other_kind(hit, self._term(hit).measured))
        ]
        settled = [
            hit
            for hit in self.knowledge.glossary.finder.settled(facts.words, facts.terms)
            if not self._known(hit) and not self._is_shared(facts.words[hit.first : hit.last])
        ]
        refused: tuple[Finding, ...] = ()
        for edits in self._versions(text, facts, self._ways(text, facts, unknown, settled, explained)):
            verdict = self._verify(source, apply(text, edits, facts.sentence.start, facts.sentence.end))
            if verdict.outcome == "faithful":
                explained.update(t for e in edits if e.how == "explained" for t in e.terms)
                return SentenceDraft(
                    facts, tuple(edits), verdict, tuple(self._left(text, facts, unknown, edits, explained))
                )
            refused = refused or verdict.findings
        left = list(self._left(text, facts, unknown, (), explained))
        if refused:
            reasons = ", ".join(dict.fromkeys(f.rule for f in refused if f.severity != "note"))
            message = f"No draft of this sentence passed the checks ({reasons}); it was left as it is."
            span = (facts.sentence.start, facts.sentence.end)
            left.insert(0, Finding("draft-refused", "warning", message, source, span, None))
        return SentenceDraft(facts, (), self._verify(source, source), tuple(left))

    def _versions(self, text: str, facts: Facts, ways: Iterable[list[Edit]]) -> Iterator[list[Edit]]:
        """Yield each draft as it reads best, shares in percent and long sentences cut, and then as it is."""
        if self.audience.knows_term("", ""):  # everything: the text stays as it is
            return
        metrics = [self._term(hit) for hit in facts.terms if hit.term]
        metrics = [term for term in metrics if term.is_metric]
        cutter = Cutter(self.knowledge.language, self.audience.max_words)
        drafted = False
        for edits in ways:
            drafted = True
            shares = sorted([*edits, *as_percent(text, facts, edits, metrics)], key=lambda e: (e.start, e.end))
            versions = (cutter.cuts(text, facts, shares), shares, edits)
            yield from (version for at, version in enumerate(versions) if version not in versions[:at])
        if not drafted and (cut := cutter.cuts(text, facts, ())):
            yield cut

    def _verify(self, source: str, draft: str) -> Verdict:
        return fidelity.compare(
            source, draft, self.knowledge, audience=self.audience, given=self.given, slots=self.slots
        )

    def _is_shared(self, group: Sequence[Word]) -> bool:
        """Return whether a name is a single word of many trades."""
        return len(group) == 1 and self._vocabulary.may_be_technical(group[0].lower, "shared")

    def _known(self, hit: TermHit) -> bool:
        return all(self.audience.knows_term(self.knowledge.glossary.term(i).domain, i) for i in hit.candidates)

    def _ways(
        self,
        text: str,
        facts: Facts,
        unknown: Sequence[TermHit],
        settled: Sequence[TermHit],
        explained: set[str],
    ) -> Iterator[list[Edit]]:
        if not unknown and not settled:
            return
        exchanger = Exchanger(text, facts, self.wording, self.knowledge.language)
        wanted = {hit.term for hit in unknown if hit.term}
        language = self.knowledge.language
        exchanges = self._with_terms([], exchanger, unknown, settled, explained, replacing=True)

        def reword(start: int, end: int) -> str:
            inside = [e for e in exchanges if e.how == "replaced" and start <= e.start and e.end <= end]
            return apply(text, inside, start, end)

        said, claims = Statements(text, facts, self.wording, language, self._given_facts, reword).edits()
        if said and {c.term.id for c in claims} <= wanted and not self._is_mixed(facts, said, claims):
            yield self._ended(
                text, facts, self._with_terms(said, exchanger, unknown, settled, explained, replacing=True)
            )
        plain = exchanges
        if plain:
            yield plain
        brackets = self._with_terms([], exchanger, unknown, settled, explained, replacing=False)
        if brackets:
            yield brackets
        for edit in plain:  # one exchange is at fault: the others may still be good
            if len(plain) > 1:
                yield [other for other in plain if other is not edit]

    def _is_mixed(self, facts: Facts, said: Sequence[Edit], claims: Sequence[Claim]) -> bool:
        """Return whether some figures of a list without verbs became statements, and others could not."""
        if any(claim.match.kind != "fragment" for claim in claims):
            return False
        listed = [hit for hit in facts.terms if hit.term and self._term(hit).is_metric and not self._known(hit)]
        ends = [facts.words[hit.last - 1].end for hit in listed]
        left = [end for end in ends if not any(e.start < end <= e.end for e in said)]
        return bool(left) and not any(self.knowledge.language.is_verb_form(w.lower) for w in facts.words)

    def _with_terms(
        self,
        said: list[Edit],
        exchanger: Exchanger,
        unknown: Sequence[TermHit],
        settled: Sequence[TermHit],
        explained: set[str],
        *,
        replacing: bool,
    ) -> list[Edit]:
        """Return the edits of statements together with those for the terms outside of them.

        Args:
            said: The statements that were rebuilt.
            exchanger: Makes the edits.
            unknown: The terms that the reader does not know.
            settled: Those of which only the field that is spoken of shows what they mean: they are explained only.
            explained: Terms that need no second explanation.
            replacing: Whether terms are exchanged.
        """
        edits = list(said)
        brackets, now_explained = 0, set(explained)
        for hit, exchange in [*((h, replacing) for h in unknown), *((h, False) for h in settled)]:
            start, end = exchanger.words[hit.first].start, exchanger.words[hit.last - 1].end
            mentioned = hit.last - hit.first == 1 and is_mentioned(exchanger.words, hit.first)
            if (
                not hit.term
                or mentioned
                or exchanger.by_author(hit)
                or any(e.start < end and start < e.end for e in edits)
            ):
                continue
            term = self._term(hit)
            edit = exchanger.replaced(hit, term) if exchange else None
            beside = exchanger.beside.spot(hit)
            words = (beside.before.lower if beside.before else "", beside.after.lower if beside.after else "")
            if edit is not None and echoes(edit, edits, *words):
                edit = None
            if edit is None and hit.term not in now_explained and brackets < _MAX_BRACKETS:
                edit = exchanger.explained(hit, term) if hit not in settled or not exchanger.leads_noun(hit) else None
                if edit is not None and any(e.how == "explained" and e.end == edit.start for e in edits):
                    edit = None  # no bracket behind a bracket
                brackets += edit is not None
            if edit is not None and not any(e.start < edit.end and edit.start < e.end for e in edits):
                edits.append(edit)
                if edit.how == "explained":
                    now_explained.add(hit.term)
        return sorted(edits, key=lambda e: (e.start, e.end))

    def _term(self, hit: TermHit) -> Term:
        return self.knowledge.glossary.term(hit.term, self.chain)

    def _ended(self, text: str, facts: Facts, edits: list[Edit]) -> list[Edit]:
        """Return the edits with a full stop after a fragment that became a sentence."""
        sentence = facts.sentence
        if sentence.kind != "prose" or text[sentence.end - 1] in _ENDS or text[sentence.end : sentence.end + 1].strip():
            return edits
        return [*edits, Edit(sentence.end, sentence.end, ".", (), "grammar")]

    def _left(
        self, text: str, facts: Facts, unknown: Sequence[TermHit], edits: Sequence[Edit], explained: set[str]
    ) -> Iterator[Finding]:
        """Find the words that this reader may not know and that still stand unexplained."""
        told = {t for e in edits for t in e.terms}
        exchanger = Exchanger(text, facts, self.wording, self.knowledge.language)
        for hit in unknown:
            start, end = facts.words[hit.first].start, facts.words[hit.last - 1].end
            if any(a <= start and end <= b for a, b in facts.untouchable) or any(
                e.start < end and start < e.end and text[start:end] not in e.text for e in edits
            ):
                continue
            if (hit.term and (hit.term in told or hit.term in explained)) or exchanger.by_author(hit):
                continue
            words = text[start:end]
            if not hit.term:
                names = " or ".join(self.knowledge.glossary.term(i).plain for i in hit.candidates)
                message = f"{words!r} may mean {names}; it was left as it is. Say which, in your own words."
            else:
                meaning = self._meaning(hit)
                message = f"{words!r} was left as it is; this reader may not know it. It means {meaning}."
            yield Finding(
                "jargon-left", "note", message, words, (start, end), None, self._meaning(hit) if hit.term else None
            )

    def _meaning(self, hit: TermHit) -> str:
        return self.wording.fill(self._term(hit).plain, {"owner": "we"})

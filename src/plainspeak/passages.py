"""A text on its way to a rewrite: its drafts, what to talk with a model about, and the receipt that comes of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from plainspeak import fidelity
from plainspeak.audiences import Audience
from plainspeak.draft import Drafter, SentenceDraft
from plainspeak.draft.edits import Edit, apply, rewrapped
from plainspeak.draft.questions import questions
from plainspeak.facts import read
from plainspeak.fidelity import Verdict
from plainspeak.findings import Finding
from plainspeak.knowledge import Knowledge
from plainspeak.providers.base import Usage
from plainspeak.receipts import Rewrite, assembled

if TYPE_CHECKING:
    from plainspeak.models.conversation import Conversation, Outcome, Rejected

_FEW = 4  # words: so short a sentence without a term, such as "Thanks all!", is not worth a question


@dataclass(frozen=True, slots=True)
class Manner:
    """How to talk with a model.

    Args:
        provider: Its name, for messages.
        private: Words that must not leave the house.
        accept_unsure: Whether an answer of which the verifier is unsure may be taken.
    """

    provider: str
    private: Sequence[str] = ()
    accept_unsure: bool = False


class Passages:
    """The sentences of one text.

    Args:
        text: The source text.
        knowledge: The packs.
        audience: The reader.
        slots: Words for the open slots, over those of the packs.
        given: Facts that the author adds.
    """

    def __init__(
        self, text: str, knowledge: Knowledge, audience: Audience, slots: Mapping[str, str], given: Sequence[str]
    ) -> None:
        self.text, self.knowledge, self.audience = text, knowledge, audience
        self.drafter = Drafter(knowledge, audience, slots, given)
        self.drafts = self.drafter.draft(text)
        self._asked = [at for at, draft in enumerate(self.drafts) if self._worth_asking(draft)]

    def _worth_asking(self, draft: SentenceDraft) -> bool:
        """Return whether a model may say a sentence better: headings and cells of tables are labels, not sentences."""
        facts = draft.facts
        wordy = len(facts.words) >= _FEW or facts.terms or draft.edits
        return (
            facts.sentence.kind in ("prose", "item") and bool(wordy) and not self._broken(facts.sentence.start, draft)
        )

    def _broken(self, start: int, draft: SentenceDraft) -> bool:
        """Return whether a line ends inside something that must stay as it is: no answer could hold it."""
        end = draft.facts.sentence.end
        kept = (self.text[a:b] for a, b in draft.facts.untouchable if a < end and start < b)
        return any("\n" in words or "\r" in words for words in kept)

    def conversations(self, manner: Manner) -> Iterator[Conversation]:
        """Yield the talk about each sentence that is worth it, in order.

        Args:
            manner: How to talk.
        """
        from plainspeak.models.brief import brief  # with a model only: it takes a while to import
        from plainspeak.models.conversation import Subject, converse
        from plainspeak.models.prompts import audience_data, prompts_of

        prompts, reader = prompts_of(tuple(self.knowledge.prompts)), audience_data(self.audience)
        for at in self._asked:
            draft = self.drafts[at]
            sentence = draft.facts.sentence
            source = self.text[sentence.start : sentence.end]
            drafted = apply(self.text, draft.edits, sentence.start, sentence.end)
            told = brief(self.text, self.drafts, at, drafted, self.drafter)
            subject = Subject(
                brief=told,
                kind=sentence.kind,
                audience=reader,
                prompts=prompts,
                language=self.knowledge.language,
                judge=partial(self._judge, source),
                place=partial(_placed, source, told.keep),
                private=manner.private,
                accept_unsure=manner.accept_unsure,
            )
            yield converse(subject, manner.provider)

    def _judge(self, source: str, answer: str) -> Verdict:
        drafter = self.drafter
        return fidelity.compare(
            source, answer, self.knowledge, audience=self.audience, given=drafter.given, slots=drafter.slots
        )

    def done(self, outcomes: Sequence[Outcome] = ()) -> Rewrite:
        """Return the rewrite: where a talk came to nothing, and where there was none, the glossary's draft.

        Args:
            outcomes: What came of the conversations, in order; none of them without a model.
        """
        parts, asked = list(self.drafts), self._questions()
        usage = Usage()
        rejected: list[Rejected] = []
        for at, outcome in zip(self._asked, outcomes, strict=bool(outcomes)):
            parts[at] = self._part(parts[at], outcome)
            asked += [question for question in outcome.questions if question not in asked]
            usage += outcome.usage
            rejected += outcome.rejected
        rewrite = assembled(self.text, self.audience.name, parts, asked)
        return replace(rewrite, usage=usage, rejected=tuple(rejected))

    def _questions(self) -> list[str]:
        drafter = self.drafter
        given = [f for g in drafter.given for f in read(g, self.knowledge, drafter.chain)]
        return questions(self.text, [draft.facts for draft in self.drafts], given, self.audience)

    def _part(self, draft: SentenceDraft, outcome: Outcome) -> SentenceDraft:
        """Return what becomes of a sentence after its talk."""
        sentence = draft.facts.sentence
        span = sentence.start, sentence.end
        source = self.text[slice(*span)]
        if outcome.text is None or outcome.verdict is None:
            return replace(draft, findings=(*draft.findings, _why(outcome, source, span)))
        if outcome.text == source:
            return replace(draft, edits=(), verdict=outcome.verdict)
        terms = tuple(dict.fromkeys(hit.term for hit in draft.facts.terms if hit.term))
        left = tuple(f for f in draft.findings if f.rule != "draft-refused" and f.text in outcome.text)
        return SentenceDraft(draft.facts, (Edit(*span, outcome.text, terms, "model"),), outcome.verdict, left)


def _placed(source: str, keep: Sequence[str], answer: str) -> str:
    """Return an answer with its lines broken where the sentence's were, unless that is inside what must stay."""
    broken = rewrapped(source, answer)
    return broken if all(words in broken for words in keep) else answer


def _why(outcome: Outcome, source: str, span: tuple[int, int]) -> Finding:
    """Say why a sentence has the glossary's draft although a model was asked."""
    if outcome.failure:
        message = f"{outcome.failure} This sentence has the glossary's draft."
        return Finding("provider-failed", "warning", message, source, span)
    last = outcome.rejected[-1]
    reasons = ", ".join(dict.fromkeys(f.rule for f in last.findings if f.severity != "note"))
    message = f"The model's answer did not pass the checks ({reasons}); this sentence has the glossary's draft."
    return Finding("answer-rejected", "note", message, source, span)

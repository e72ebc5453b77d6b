"""What is said with a model about one sentence, without input or output: ask, judge, ask once more, or give up."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainspeak.errors import ProviderError
from plainspeak.fidelity import Verdict
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.models import answers, form
from plainspeak.models.answers import Answer, UnreadableAnswerError
from plainspeak.models.brief import Brief
from plainspeak.models.prompts import Prompts
from plainspeak.models.redact import Redactor
from plainspeak.providers.base import Reply, Request, Usage

MAX_TOKENS = 1500
"""Room for the longest answer about one sentence."""
_MOST_QUESTIONS = 2
_ASKING = ("how", "why", "what", "who", "which", "when", "where")
_LONGEST_QUESTION = 240  # characters

Conversation = Generator[Request, Reply | ProviderError | None, "Outcome"]
"""Yields requests, is sent what came of each, and returns the outcome."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that was not taken.

    Args:
        text: The rewrite it held, or the model's words if there was none.
        reason: "unfaithful", "unsure", "form", "refused", "truncated", "empty" or "invalid".
        findings: What was wrong with it.
    """

    text: str
    reason: str
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, in the documented shape."""
        return {"text": self.text, "reason": self.reason, "findings": [f.to_dict() for f in self.findings]}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a conversation.

    Args:
        text: The rewrite, ready to stand where the sentence stood; None if the draft has to do.
        verdict: What the verifier says of it.
        questions: What the model would ask the author.
        rejected: The answers that were not taken.
        usage: What all requests used.
        failure: Why there was no answer at all, if there was none.
        model: The model that answered, as its server names it.
    """

    text: str | None
    verdict: Verdict | None
    questions: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    usage: Usage
    failure: ProviderError | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One sentence, and all that the talk about it needs.

    Args:
        brief: What is told of it.
        kind: "prose" or "item".
        audience: The reader, as templates see it.
        prompts: The templates.
        language: The English to read answers with.
        judge: Says of a rewrite whether it means the same; it gets the words that are to stand in the text.
        place: Fits an answer's line breaks into the text.
        private: Words that must not leave the house.
        accept_unsure: Whether a rewrite is good enough of which the verifier is unsure.
    """

    brief: Brief
    kind: str
    audience: Mapping[str, Any]
    prompts: Prompts
    language: Language
    judge: Callable[[str], Verdict]
    place: Callable[[str], str]
    private: Sequence[str] = ()
    accept_unsure: bool = False


def converse(subject: Subject, provider: str) -> Conversation:
    """Talk with a model about a sentence: one question, and if the answer is not good one more with the reasons.

    Args:
        subject: The sentence.
        provider: Who is asked, for messages.
    """
    talk = _Talk(subject)
    usage, rejected = Usage(), list[Rejected]()
    failure: ProviderError | None = None
    request = talk.first()
    for _ in range(2):
        reply = yield request
        assert reply is not None
        if isinstance(reply, ProviderError):
            usage += Usage(requests=reply.requests)
            failure = reply
            break
        usage += reply.usage
        judged = talk.judge(reply)
        if isinstance(judged, Outcome):
            return Outcome(judged.text, judged.verdict, judged.questions, tuple(rejected), usage, None, reply.model)
        rejected.append(judged)
        failure = _no_answer(judged, provider)
        if judged.reason == "refused":
            break
        request = talk.again(judged, longer=judged.reason == "truncated")
    return Outcome(None, None, (), tuple(rejected), usage, failure)


def _no_answer(rejected: Rejected, provider: str) -> ProviderError | None:
    """Return the failure that an answer stands for, if it held no rewrite at all."""
    if rejected.reason in ("unfaithful", "unsure", "form"):
        return None
    return ProviderError(f"{provider}: {rejected.findings[0].message}", rejected.reason)


class _Talk:
    """The requests about one sentence, and the judgement of what comes back; all that is sent is masked alike."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.redactor = Redactor(subject.private)
        for text in _texts(subject.brief.data()):
            self.redactor.avoid(text)
        self.data = _masked(subject.brief.data(), self.redactor)
        self.system = subject.prompts.render("instructions", audience=subject.audience)

    def first(self) -> Request:
        user = self.subject.prompts.render("rewrite", audience=self.subject.audience, **self.data)
        return Request(self.system, user, answers.schema(), MAX_TOKENS)

    def again(self, rejected: Rejected, *, longer: bool) -> Request:
        wrong = [f.message + (f" Say {f.fix!r}." if f.fix else "") for f in rejected.findings if f.severity != "note"]
        user = self.subject.prompts.render(
            "repair",
            audience=self.subject.audience,
            **self.data,
            answer=self.redactor.mask(rejected.text),
            problems=[self.redactor.mask(problem) for problem in wrong],
        )
        return Request(self.system, user, answers.schema(), MAX_TOKENS * (2 if longer else 1))

    def judge(self, reply: Reply) -> Outcome | Rejected:
        """Return the rewrite that a reply holds, or why it is not taken."""
        if reply.status != "ok":
            return _rejected(reply.text, reply.status, reply.detail)
        try:
            answer = answers.read(reply.text)
        except UnreadableAnswerError as error:
            return _rejected(reply.text, "invalid", str(error))
        line = answer.rewrite.strip()
        if not line:
            return _rejected(reply.text, "empty", "")
        subject = self.subject
        strange = self.redactor.strange(line)
        line = form.fitted(self.redactor.restore(line), subject.brief.sentence, subject.kind)
        wrong = form.problems(line, subject.brief, subject.language)
        wrong += [
            Finding(form.RULE, "error", f"The rewrite must not say {mask}, which stands for nothing.", mask)
            for mask in strange
        ]
        if wrong:
            return Rejected(line, "form", tuple(wrong))
        text = subject.place(line)
        verdict = subject.judge(text)
        if verdict.outcome == "unfaithful" or (verdict.outcome == "unsure" and not subject.accept_unsure):
            return Rejected(line, verdict.outcome, verdict.findings)
        return Outcome(text, verdict, self._questions(answer), (), Usage())

    def _questions(self, answer: Answer) -> tuple[str, ...]:
        """Return the questions that are questions; what else a model writes there is none of the author's business."""
        asked = (self.redactor.restore(" ".join(question.split())) for question in answer.questions)
        return tuple(dict.fromkeys(q for q in asked if _is_question(q) and not self._is_answered(q)))[:_MOST_QUESTIONS]

    def _is_answered(self, question: str) -> bool:
        """Return whether a question is about nothing but what the sentence says."""
        language = self.subject.language
        return {*form.stems(question, language)} <= {*_ASKING, *form.stems(self.subject.brief.sentence, language)}


def _is_question(text: str) -> bool:
    return text.endswith("?") and len(text) <= _LONGEST_QUESTION and text.isprintable() and "://" not in text


_SAID = {
    "refused": "The model refused to answer",
    "truncated": "The answer was cut off before its end",
    "empty": "The answer was empty",
    "invalid": "The answer was not in the form asked for",
}


def _rejected(text: str, reason: str, detail: str) -> Rejected:
    message = _SAID.get(reason, f"There was no answer ({reason})")
    if detail:
        message += f": {' '.join(detail.split())[:200]}"
    return Rejected(text, reason, (Finding(f"answer-{reason}", "error", message.rstrip(".") + ".", ""),))


def _texts(data: Any) -> list[str]:
    """Return all texts in plain data."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, Mapping):
        data = data.values()
    return [text for value in data for text in _texts(value)] if not isinstance(data, int) else []


def _masked(data: Any, redactor: Redactor) -> Any:
    """Return plain data with all its texts masked."""
    if isinstance(data, str):
        return redactor.mask(data)
    if isinstance(data, dict):
        return {key: _masked(value, redactor) for key, value in data.items()}
    return [_masked(value, redactor) for value in data] if isinstance(data, list) else data

"""What a rewrite is: the text to send, and the receipt of how it came about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from plainspeak.draft import SentenceDraft
from plainspeak.draft.edits import apply, worded
from plainspeak.fidelity import Fate, Verdict
from plainspeak.findings import Finding, Span
from plainspeak.providers.base import Usage

if TYPE_CHECKING:
    from plainspeak.models.conversation import Rejected

VERSION = 1
_NOTHING = Usage()


@dataclass(frozen=True, slots=True)
class Change:
    """One exchange of words in a rewrite.

    Args:
        before: The words of the source.
        after: What is said instead; for an explanation, what was put behind them.
        terms: The glossary terms that it is about.
        reason: Why, in a few words.
        span: Its place in the source, in characters.
    """

    before: str
    after: str
    terms: tuple[str, ...]
    reason: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A rewrite and its receipt.

    Args:
        text: What to send.
        original: What was given.
        audience: The reader's name.
        source: "model" if a model wrote at least one of its sentences, "glossary" if the glossary's draft was taken,
            "unchanged" if the text stayed as it was.
        verdict: What the verifier says of it.
        changes: Every exchange of words, in order.
        facts: What became of each number.
        findings: The verifier's findings and the words that were left.
        questions: What only the author can answer.
        usage: What was asked of a model, over all attempts.
        rejected: The model's answers that were not taken, for the curious.

    >>> import plainspeak
    >>> rewrite = plainspeak.rewrite("We improved recall by 10%", audience="exec")
    >>> str(rewrite)
    'Our system now captures 10% more known cases.'
    >>> rewrite.verdict.outcome, rewrite.changes[0].terms
    ('faithful', ('recall',))
    """

    text: str
    original: str
    audience: str
    source: str
    verdict: Verdict
    changes: tuple[Change, ...]
    facts: tuple[Fate, ...]
    findings: tuple[Finding, ...]
    questions: tuple[str, ...]
    usage: Usage = _NOTHING
    rejected: tuple[Rejected, ...] = ()

    def __str__(self) -> str:
        """Return the text."""
        return self.text

    @property
    def verified(self) -> bool:
        """Whether no check found a change in meaning, and no sentence came back because its drafts failed."""
        return bool(self.verdict) and all(f.rule != "draft-refused" for f in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the rewrite as plain data, in the documented shape."""
        return {
            "version": VERSION,
            "audience": self.audience,
            "text": self.text,
            "original": self.original,
            "source": self.source,
            "verdict": self.verdict.outcome,
            "changes": [
                {"before": c.before, "after": c.after, "terms": list(c.terms), "reason": c.reason, "span": list(c.span)}
                for c in self.changes
            ],
            "facts": [f.to_dict() for f in self.facts],
            "findings": [f.to_dict() for f in self.findings],
            "questions": list(self.questions),
            "usage": self.usage.to_dict(),
            "rejected": [r.to_dict() for r in self.rejected],
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the rewrite as JSON.

        Args:
            indent: Spaces per level; None puts all on one line.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


_REASONS = {
    "said": "says what it means for this reader",
    "replaced": "plain words for a technical one",
    "explained": "explained where it is first used",
    "cut": "one long sentence becomes two",
    "grammar": "grammar",
    "model": "said by the model, and checked",
}


def assembled(text: str, audience: str, parts: Sequence[SentenceDraft], asked: Sequence[str]) -> Rewrite:
    """Return the rewrite that the sentences of a text make up.

    Args:
        text: The source text.
        audience: The reader's name.
        parts: What became of each sentence, in order.
        asked: What to ask the author.
    """
    edits = [edit for part in parts for edit in part.edits]
    outcomes = {part.verdict.outcome for part in parts}
    outcome = next((o for o in ("unfaithful", "unsure") if o in outcomes), "faithful")
    fates: list[Fate] = []
    findings: list[Finding] = []
    grown = 0  # how much longer the rewrite is than the source, up to this sentence
    for part in parts:
        start = part.facts.sentence.start
        fates += (_placed_fate(fate, start, start + grown) for fate in part.verdict.facts)
        findings += (_placed_finding(finding, start, start + grown) for finding in part.verdict.findings)
        findings += part.findings
        grown += sum(len(worded(text, e)) - (e.end - e.start) for e in part.edits)
    return Rewrite(
        text=apply(text, edits),
        original=text,
        audience=audience,
        source="model" if any(e.how == "model" for e in edits) else "glossary" if edits else "unchanged",
        verdict=Verdict(outcome, tuple(findings), tuple(fates)),
        changes=tuple(
            Change(text[e.start : e.end], e.text.strip(), e.terms, _REASONS[e.how], (e.start, e.end))
            for e in edits
            if e.how != "grammar"
        ),
        facts=tuple(fates),
        findings=tuple(findings),
        questions=tuple(asked),
    )


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


def _placed_fate(fate: Fate, source: int, rewrite: int) -> Fate:
    """Return a fate of a sentence with its places counted in the whole texts."""
    start, end = fate.source
    return replace(fate, source=(start + source, end + source), rewrite=_moved(fate.rewrite, rewrite))


def _placed_finding(finding: Finding, source: int, rewrite: int) -> Finding:
    """Return a finding of a sentence with its places counted in the whole texts."""
    return replace(finding, source=_moved(finding.source, source), rewrite=_moved(finding.rewrite, rewrite))

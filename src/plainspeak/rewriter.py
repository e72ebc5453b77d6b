"""The flow from a text to its rewrite and receipt: facts, draft, verification."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plainspeak import fidelity, knowledge
from plainspeak.draft import Drafter
from plainspeak.draft.edits import apply
from plainspeak.draft.questions import questions
from plainspeak.errors import InputError
from plainspeak.facts import read
from plainspeak.fidelity import Fate, Verdict
from plainspeak.findings import Finding, Span
from plainspeak.settings import Settings
from plainspeak.settings import load as load_settings

VERSION = 1
DEFAULT_AUDIENCE = "exec"


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
        source: "glossary" if the glossary's draft was taken, "unchanged" if the text stayed as it was.
        verdict: What the verifier says of it.
        changes: Every exchange of words, in order.
        facts: What became of each number.
        findings: The verifier's findings and the words that were left.
        questions: What only the author can answer.

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
    "grammar": "grammar",
}


class Rewriter:
    """Rewrites texts for one audience.

    Args:
        audience: The reader: a name or alias ("exec", "ceo"); None takes the configured one, else "exec".
        packs: Pack folders laid over ours, the last one on top; None takes the configured ones.
        slots: Words for the open slots ({"cases": "claims"}), over those of packs and configuration.
        settings: The configuration; None reads it from plainspeak.toml, pyproject.toml and the environment.

    Raises:
        UnknownAudienceError: There is no such audience.
        PackError: A pack's files hold mistakes.
        ConfigError: The configuration holds mistakes.

    >>> rewriter = Rewriter(audience="sales", slots={"cases": "defects"})
    >>> print(rewriter.rewrite("Recall is 89%."))
    Our system catches 89% of known defects.
    """

    def __init__(
        self,
        audience: str | None = None,
        *,
        packs: Sequence[str | Path] | None = None,
        slots: Mapping[str, str] | None = None,
        settings: Settings | None = None,
    ) -> None:
        config = load_settings() if settings is None else settings
        self.knowledge = knowledge.load([Path(p) for p in packs] if packs is not None else config.packs)
        self.audience = self.knowledge.audiences.get(audience or config.audience or DEFAULT_AUDIENCE)
        self.slots = {**config.slots, **(slots or {})}

    def rewrite(self, text: str, *, given: Sequence[str] = ()) -> Rewrite:
        """Say a text for the audience; what can't be said safely stays as it was, with the reasons.

        Args:
            text: A sentence or a whole status, plain or Markdown.
            given: Facts that the author adds ("Recall was 60% before."); they may be told.

        Raises:
            InputError: The text is empty.
        """
        if not text.strip():
            raise InputError("There is no text to rewrite. Give it as an argument, with --file, or on standard input.")
        drafter = Drafter(self.knowledge, self.audience, self.slots, given)
        drafts = drafter.draft(text)
        edits = [edit for draft in drafts for edit in draft.edits]
        changes = tuple(
            Change(text[e.start : e.end], e.text.strip(), e.terms, _REASONS[e.how], (e.start, e.end))
            for e in edits
            if e.how != "grammar"
        )
        outcomes = {draft.verdict.outcome for draft in drafts}
        outcome = next((o for o in ("unfaithful", "unsure") if o in outcomes), "faithful")
        fates: list[Fate] = []
        findings: list[Finding] = []
        grown = 0  # how much longer the rewrite is than the source, up to this sentence
        for draft in drafts:
            start = draft.facts.sentence.start
            fates += (_placed_fate(fate, start, start + grown) for fate in draft.verdict.facts)
            findings += (_placed_finding(finding, start, start + grown) for finding in draft.verdict.findings)
            findings += draft.findings
            grown += sum(len(e.text) - (e.end - e.start) for e in draft.edits)
        asked = questions(
            text,
            [d.facts for d in drafts],
            [f for g in given for f in read(g, self.knowledge, drafter.chain)],
            self.audience,
        )
        return Rewrite(
            text=apply(text, edits),
            original=text,
            audience=self.audience.name,
            source="glossary" if edits else "unchanged",
            verdict=Verdict(outcome, tuple(findings), tuple(fates)),
            changes=changes,
            facts=tuple(fates),
            findings=tuple(findings),
            questions=tuple(asked),
        )

    def verify(self, source: str, rewrite: str, *, given: Sequence[str] = ()) -> Verdict:
        """Check a rewrite that somebody made by hand.

        Args:
            source: The technical text.
            rewrite: What is said instead.
            given: Facts that the author adds; the rewrite may say them.
        """
        return fidelity.compare(source, rewrite, self.knowledge, audience=self.audience, given=given, slots=self.slots)


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


def _placed_fate(fate: Fate, source: int, rewrite: int) -> Fate:
    """Return a fate of a sentence with its places counted in the whole texts."""
    start, end = fate.source
    return replace(fate, source=(start + source, end + source), rewrite=_moved(fate.rewrite, rewrite))


def _placed_finding(finding: Finding, source: int, rewrite: int) -> Finding:
    """Return a finding of a sentence with its places counted in the whole texts."""
    return replace(finding, source=_moved(finding.source, source), rewrite=_moved(finding.rewrite, rewrite))

"""Runs the rules over a document and puts what they find in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from plainspeak import knowledge
from plainspeak.audiences import Audience
from plainspeak.checks import rules
from plainspeak.checks.config import Policy, policy
from plainspeak.checks.document import Document
from plainspeak.checks.passages import Reading
from plainspeak.checks.report import CheckFinding, Report
from plainspeak.checks.rule import Found, Rule
from plainspeak.knowledge import Knowledge
from plainspeak.settings import Settings
from plainspeak.settings import load as load_settings

DEFAULT_AUDIENCE = "exec"


class Checker:
    """Checks documents for one reader.

    Args:
        audience: The reader.
        knowledge: The packs.
        policy: Which rules run, and how severe what they find is; None runs all as they are.
    """

    def __init__(self, audience: Audience, knowledge: Knowledge, policy: Policy | None = None) -> None:
        self.audience = audience
        self.knowledge = knowledge
        self.policy = policy or Policy()

    def check(self, document: Document) -> Report:
        """Return what the rules find in a document, in the order of its text.

        Args:
            document: A file, mail or text that was read.
        """
        severities = self.policy.severities(document.path)
        reading = Reading(document, self.audience, self.knowledge, severities, self.policy.acronyms)
        kept: list[tuple[Rule, Found]] = []
        # The last rule is about the switches that hid nothing of what the others found.
        for name in severities:
            rule = rules.load(name)
            kept += (
                (rule, one)
                for one in rule.find(reading)
                if not reading.switches[one.part].hides(name, one.start, one.end)
            )
        findings = [_placed(document, rule, severities[rule.name], one) for rule, one in _merged(kept)]
        return Report(self.audience.name, tuple(findings), (document,))


def configured(
    audience: str | None = None, *, packs: Sequence[str | Path] | None = None, settings: Settings | None = None
) -> Checker:
    """Return a checker as the configuration wants it.

    Args:
        audience: The reader: a name or alias; None takes the configured one, else "exec".
        packs: Pack folders over ours; None takes the configured ones.
        settings: The configuration; None reads it from the files and the environment.

    Raises:
        UnknownAudienceError: There is no such audience.
        PackError: A pack's files hold mistakes.
        ConfigError: The configuration holds mistakes.
    """
    config = load_settings() if settings is None else settings
    known = knowledge.load([Path(pack) for pack in packs] if packs is not None else config.packs)
    reader = known.audiences.get(audience or config.audience or DEFAULT_AUDIENCE)
    return Checker(reader, known, policy(config))


def _merged(found: Iterable[tuple[Rule, Found]]) -> list[tuple[Rule, Found]]:
    """Sort findings by place, and keep of those of one rule that overlap the first and longest."""
    order = {name: number for number, name in enumerate(rules.names())}
    kept: list[tuple[Rule, Found]] = []
    last: dict[tuple[str, int], int] = {}  # rule and part -> where its findings end so far
    for rule, one in sorted(found, key=lambda f: (f[1].part, f[1].start, -f[1].end, order[f[0].name])):
        if one.start >= last.get((rule.name, one.part), 0):
            kept.append((rule, one))
            last[rule.name, one.part] = one.end
    # A term that is capitals as well is one thing to mend, and as jargon it has the words to mend it with.
    jargon = {(one.part, one.start, one.end) for rule, one in kept if rule.name == "jargon"}
    return [
        (rule, one)
        for rule, one in kept
        if rule.name != "acronym-unexplained" or (one.part, one.start, one.end) not in jargon
    ]


def _placed(document: Document, rule: Rule, severity: str | None, one: Found) -> CheckFinding:
    part = document.parts[one.part]
    line, column = part.position(one.start)
    end_line, end_column = part.position_after(one.end)
    return CheckFinding(
        rule=rule.name,
        severity=severity or rule.severity,
        message=one.message,
        text=part.text[one.start : one.end],
        span=(one.start, one.end),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        fix=one.fix,
        safe=one.safe,
        source=document.path,
        part=part,
    )

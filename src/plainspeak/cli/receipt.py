"""The receipt of a rewrite and the report of a check, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from plainspeak.cli.show import Pen, flat, indented, marked

if TYPE_CHECKING:
    from plainspeak.fidelity.verdict import Fate, Verdict
    from plainspeak.findings import Finding
    from plainspeak.rewriter import Rewrite

LEFT = "jargon-left"
_OUTCOMES = {
    "faithful": "faithful: no check found a change in meaning",
    "unfaithful": "unfaithful: a check found a change in meaning",
    "unsure": "unsure: the checks can't tell; a person should look",
}
_SEVERITY = {"unfaithful": "error", "unsure": "warning"}


def outcome(verdict: Verdict, pen: Pen) -> str:
    """Return the outcome in words that claim no more than the checks do."""
    words = _OUTCOMES[verdict.outcome]
    return pen.good(words) if verdict else pen.bad(words, _SEVERITY[verdict.outcome])


def receipt(rewrite: Rewrite, pen: Pen) -> list[str]:
    """Return all that a rewrite's author may want to know: changes, numbers, verdict, words left, questions.

    Args:
        rewrite: The rewrite.
        pen: How to write.
    """
    lines = [pen.head(f"For {rewrite.audience}"), f"  {outcome(rewrite.verdict, pen)}"]
    if rewrite.source == "unchanged":
        lines.append("  The text stayed as it was.")
    lines += _section("What changed", _changes(rewrite, pen), pen)
    lines += _section("Numbers", numbers(rewrite.facts, pen), pen)
    left = [finding for finding in rewrite.findings if finding.rule == LEFT]
    checks = [finding for finding in rewrite.findings if finding.rule != LEFT]
    lines += _section("Findings", _messages(checks, pen), pen)
    lines += _section("Words left", _messages(left, pen), pen)
    lines += _section("Questions for you", _questions(rewrite.questions, pen), pen)
    return lines


def asides(rewrite: Rewrite, pen: Pen) -> list[str]:
    """Return the notes and questions of a rewrite, one a line, for somebody who reads the text itself on a screen."""
    lines = []
    for finding in rewrite.findings:
        prefix = f"{finding.severity}: "
        lines += indented(finding.message, pen, " " * len(prefix), pen.bad(prefix, finding.severity))
    for question in rewrite.questions:
        lines += indented(f"{question}{_how(question)}", pen, " " * 10, pen.head("question: "))
    return lines


def report(verdict: Verdict, source: str, rewrite: str, pen: Pen) -> list[str]:
    """Return a verdict with each finding shown in both texts.

    Args:
        verdict: The verdict.
        source: The source text.
        rewrite: What is said instead.
        pen: How to write.
    """
    lines = [outcome(verdict, pen)]
    for finding in verdict.findings:
        lines += ["", *indented(finding.message, pen, "  ", f"  {pen.bad(finding.rule, finding.severity)}: ")]
        if finding.source:
            lines += marked(source, finding.source, pen, "    source   ", finding.severity)
        if finding.rewrite:
            lines += marked(rewrite, finding.rewrite, pen, "    rewrite  ", finding.severity)
        if finding.fix:
            lines += indented(finding.fix, pen, " " * 13, "    instead  ")
    lines += _section("Numbers", numbers(verdict.facts, pen), pen)
    return lines


def _section(title: str, lines: Iterator[str], pen: Pen) -> list[str]:
    found = list(lines)
    return ["", f"  {pen.head(title)}", *found] if found else []


def _changes(rewrite: Rewrite, pen: Pen) -> Iterator[str]:
    for change in rewrite.changes:
        if change.before:  # nothing goes where an explanation is only put in
            yield from indented(flat(change.before), pen, "      ", "    - ")
        yield from (pen.good(line) for line in indented(flat(change.after), pen, "      ", "    + "))
        yield pen.dim(f"      {', '.join(change.terms)}: {change.reason}" if change.terms else f"      {change.reason}")


def numbers(facts: Sequence[Fate], pen: Pen) -> Iterator[str]:
    """Return what became of each number, a line for each.

    Args:
        facts: The fates.
        pen: How to write.
    """
    room = min(24, max((len(fact.text) for fact in facts), default=0))
    for fact in facts:
        fate = fact.fate
        if fact.said and (fate != "kept" or fact.said != fact.text):
            fate += f": {fact.said}"
        if fact.working:
            fate += f" ({fact.working})"
        styled = pen.bad(flat(fate)) if fact.fate in ("lost", "changed") else flat(fate)
        yield f"    {flat(fact.text).ljust(room)}  {styled}"


def _messages(findings: Sequence[Finding], pen: Pen) -> Iterator[str]:
    for finding in findings:
        yield f"    {pen.bad(finding.rule, finding.severity)}"
        yield from indented(finding.message, pen, "      ")
        if finding.fix and finding.fix not in finding.message:
            yield from indented(finding.fix, pen, "               ", "      instead: ")


def _questions(questions: Sequence[str], pen: Pen) -> Iterator[str]:
    for question in questions:
        yield from indented(f"{question}{_how(question)}", pen, "      ", "    ? ")


def _how(question: str) -> str:
    return "" if "--given" in question else ' Answer with --given "…".'

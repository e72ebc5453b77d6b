"""Many pairs of texts from a JSON-lines file: a verdict for each, and a table of what was found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plainspeak.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from plainspeak.fidelity.verdict import Verdict

OUTCOMES = ("faithful", "unsure", "unfaithful")
_NEEDED = ("source", "rewrite")


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the file.

    Args:
        line: Its number, from 1.
        source: The technical text.
        rewrite: What is said instead.
        given: Facts that the author adds.
        audience: The reader, if the line names one.
    """

    line: int
    source: str
    rewrite: str
    given: tuple[str, ...]
    audience: str | None


def read(text: str, name: str) -> list[Pair]:
    """Return the pairs of a JSON-lines file; keys that it does not need are left alone.

    Args:
        text: The file's content: an object a line, with "source" and "rewrite", and perhaps "given" and "audience".
        name: The file's name, for messages.

    Raises:
        InputError: A line is no such object; says which line and what it lacks.
    """
    pairs = [_pair(line, number, name) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not pairs:
        raise InputError(f'{name} holds no pairs. Each line is {{"source": "...", "rewrite": "..."}}.')
    return pairs


def _pair(line: str, number: int, name: str) -> Pair:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}:{number}: this line is no JSON ({error}).") from None
    if not isinstance(data, dict):
        raise InputError(
            f'{name}:{number}: this line is no object. It should be {{"source": "...", "rewrite": "..."}}.'
        )
    for key in _NEEDED:
        if not isinstance(data.get(key), str):
            hint = "" if key in data else did_you_mean(key, [str(k) for k in data])
            raise InputError(f"{name}:{number}: {key!r} is missing or no text.{hint}")
    given, audience = data.get("given", ()), data.get("audience")
    if not isinstance(given, (list, tuple)) or not all(isinstance(fact, str) for fact in given):
        raise InputError(f"{name}:{number}: 'given' should be a list of texts.")
    if not isinstance(audience, (str, type(None))):
        raise InputError(f"{name}:{number}: 'audience' should be a name.")
    return Pair(number, data["source"], data["rewrite"], tuple(given), audience)


def table(pairs: Sequence[Pair], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Return the lines of the summary: each pair that is not faithful, then how often each outcome and rule came.

    Args:
        pairs: The pairs.
        verdicts: The verdict of each.
    """
    for pair, verdict in zip(pairs, verdicts, strict=True):
        if not verdict:
            rules = dict.fromkeys(f.rule for f in verdict.findings if f.severity != "note")
            yield f"line {pair.line}: {verdict.outcome}: {', '.join(rules)}"
            yield f"  {pair.rewrite}"
    counts = summary(verdicts)
    yield f"{len(verdicts)} pair" + "s" * (len(verdicts) != 1)
    for outcome in OUTCOMES:
        yield f"  {outcome:<24} {counts['outcomes'][outcome]:>6}"
    if counts["rules"]:
        yield "pairs with a finding of"
        for rule, count in counts["rules"].items():
            yield f"  {rule:<24} {count:>6}"


def summary(verdicts: Sequence[Verdict]) -> Mapping[str, Mapping[str, int]]:
    """Return how many verdicts have each outcome, and how many a finding of each rule, notes left out.

    Args:
        verdicts: The verdicts.
    """
    outcomes = Counter(v.outcome for v in verdicts)
    rules = Counter(rule for v in verdicts for rule in {f.rule for f in v.findings if f.severity != "note"})
    return {"outcomes": {o: outcomes[o] for o in OUTCOMES}, "rules": dict(sorted(rules.items()))}


def to_dict(pairs: Sequence[Pair], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return the verdicts of a file as plain data.

    Args:
        pairs: The pairs.
        verdicts: The verdict of each.
    """
    listed = [{"line": p.line, **v.to_dict()} for p, v in zip(pairs, verdicts, strict=True)]
    return {"version": 1, "pairs": listed, "summary": summary(verdicts)}

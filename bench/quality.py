"""Compares what the verifier says of labelled pairs with what their labels say."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from plainspeak import Verdict
from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

CASES = Path(__file__).parent / "cases"
# Faults that are a matter of meaning. All others can be decided from words and numbers.
SEMANTIC = ("condition-dropped", "scope-widened", "swap", "metric-confused", "stage-raised", "significance-misread")


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair and what the verifier says of it.

    Args:
        id: The pair's id.
        source: The source.
        rewrite: The rewrite.
        fault: The one kind of fault, "" if the rewrite is faithful.
        expected: The outcome that its label asks for.
        verdict: The verifier's answer.
    """

    id: str
    source: str
    rewrite: str
    fault: str
    expected: str
    verdict: Verdict

    @property
    def named(self) -> bool:
        """Whether a finding that is more than a note is of the fault's own kind."""
        return any(f.rule == self.fault and f.severity != "note" for f in self.verdict.findings)


class Verifiers:
    """Verifies for each audience, with nothing but the built-in pack."""

    def __init__(self) -> None:
        self._known: dict[str, Rewriter] = {}

    def judge(self, file: Path) -> list[Case]:
        """Verify every pair of a JSON Lines file.

        Args:
            file: Its objects have id, source, rewrite and audience, and either faithful and fault, or expected.
        """
        cases = []
        for line in file.read_text(encoding="utf-8").splitlines():
            pair = json.loads(line)
            if pair["audience"] not in self._known:
                self._known[pair["audience"]] = Rewriter(pair["audience"], packs=(), settings=Settings())
            verdict = self._known[pair["audience"]].verify(pair["source"], pair["rewrite"])
            expected = pair.get("expected") or ("faithful" if pair["faithful"] else "unfaithful")
            cases.append(Case(pair["id"], pair["source"], pair["rewrite"], pair.get("fault") or "", expected, verdict))
        return cases


def share(part: int, whole: int) -> str:
    """Return a count with its percentage: "163 of 336 (49%)"."""
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "none"


def outcomes(cases: list[Case]) -> Counter[str]:
    """Return how many cases have which outcome."""
    return Counter(case.verdict.outcome for case in cases)


def show_pairs(cases: list[Case]) -> None:
    """Print what happened to the pairs, for each group and for each kind of fault."""
    groups = {
        "faithful": [c for c in cases if not c.fault],
        "decidable faults": [c for c in cases if c.fault and c.fault not in SEMANTIC],
        "semantic faults": [c for c in cases if c.fault in SEMANTIC],
    }
    print(f"{'':<24}{'pairs':>7}{'accepted':>10}{'unsure':>8}{'refused':>9}")
    for name, group in groups.items():
        found = outcomes(group)
        print(f"{name:<24}{len(group):>7}{found['faithful']:>10}{found['unsure']:>8}{found['unfaithful']:>9}")
    refused = [c for c in cases if c.fault and c.verdict.outcome == "unfaithful"]
    print(f"\nfault named right, of the faulty pairs refused: {share(sum(c.named for c in refused), len(refused))}")
    print(f"\n{'kind of fault':<24}{'pairs':>7}{'missed':>10}{'unsure':>8}{'refused':>9}{'named':>7}")
    for kind in dict.fromkeys(c.fault for c in sorted(cases, key=lambda c: (c.fault in SEMANTIC, c.fault)) if c.fault):
        group = [c for c in cases if c.fault == kind]
        found, named = outcomes(group), sum(c.named for c in group)
        counts = f"{found['faithful']:>10}{found['unsure']:>8}{found['unfaithful']:>9}{named:>7}"
        print(f"{kind:<24}{len(group):>7}{counts}")


def show_wrong(cases: list[Case]) -> None:
    """Print every case whose outcome is not the expected one, with what was found."""
    for case in cases:
        if case.verdict.outcome != case.expected:
            print(f"\n{case.id}: {case.verdict.outcome}, not {case.expected} {case.fault}".rstrip())
            print(f"  source   {case.source}\n  rewrite  {case.rewrite}")
            for finding in case.verdict.findings:
                print(f"  {finding.severity}  {finding.rule}: {finding.message}")


def main() -> None:
    """Verify the pairs and the table for bare percentages, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=CASES / "pairs.jsonl", help="JSON Lines (default: our own)")
    parser.add_argument("--wrong", action="store_true", help="print the cases whose outcome is not the expected one")
    arguments = parser.parse_args()
    verifiers = Verifiers()
    pairs = verifiers.judge(arguments.pairs)
    percent = verifiers.judge(CASES / "percent.jsonl")
    print(f"Outcomes on {arguments.pairs.name}")
    show_pairs(pairs)
    right = sum(c.verdict.outcome == c.expected for c in percent)
    print(f"\npercent.jsonl: outcome as expected in {share(right, len(percent))}")
    if arguments.wrong:
        show_wrong([*pairs, *percent])


if __name__ == "__main__":
    main()

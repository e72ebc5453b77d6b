"""Has a local model rewrite the labelled sentences, and counts what the checks make of its answers."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from plainspeak.models.conversation import Outcome
from plainspeak.passages import Manner, Passages
from plainspeak.providers.local import LocalProvider
from plainspeak.providers.retry import Line
from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

SENTENCES = Path(__file__).parent / "cases" / "sentences.jsonl"
FATES = ("accepted", "accepted after a repair", "replaced by the draft", "no answer")
PATIENCE = 900.0  # seconds for a sentence: this measures what comes back, not how soon
WIDTH = 26


def sample(count: int) -> list[dict[str, Any]]:
    """Return the first sentences of an order that is by chance but always the same, so that a longer run goes on.

    Args:
        count: How many.
    """
    cases = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    random.Random(7).shuffle(cases)  # noqa: S311  (a sample, not a secret)
    return cases[:count]


def told(case: dict[str, Any], rewriter: Rewriter, line: Line) -> dict[str, Any]:
    """Have one case rewritten, and return what came of it as plain data.

    Args:
        case: The labelled sentence; a few are two sentences, each of which is a question of its own.
        rewriter: Whose packs and reader count.
        line: Who is asked.
    """
    passages = Passages(case["text"], rewriter.knowledge, rewriter.audience, rewriter.slots, ())
    draft = passages.done().text
    began = time.monotonic()
    outcomes = [line.talk(talk) for talk in passages.conversations(Manner(line.provider.name))]
    seconds = time.monotonic() - began
    rewrite = passages.done(outcomes)
    return {
        "id": case["id"],
        "text": case["text"],
        "rewrite": rewrite.text,
        "draft": draft,
        "fates": dict(Counter(map(fate, outcomes))),
        "rejected": [rejected.to_dict() for rejected in rewrite.rejected],
        "usage": rewrite.usage.to_dict(),
        "seconds": round(seconds, 1),
    }


def fate(outcome: Outcome) -> str:
    """Return what became of a sentence.

    Args:
        outcome: What came of the talk about it.
    """
    if outcome.text is None:
        return "no answer" if outcome.failure else "replaced by the draft"
    return "accepted after a repair" if outcome.rejected else "accepted"


def run(model: str, count: int, audience: str, out: Path, threads: int) -> list[dict[str, Any]]:
    """Rewrite a sample; each result is written at once, and what the file already holds is not asked again.

    Args:
        model: The model's file.
        count: How many sentences.
        audience: The reader.
        out: Where the results go, as JSON Lines.
        threads: How many threads the model may use.
    """
    done = {}
    if out.exists():
        done = {result["id"]: result for result in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    cases = sample(count)
    if any(case["id"] not in done for case in cases):
        provider = LocalProvider(model, threads=threads)
        provider.ready()
        line = Line(provider, deadline=PATIENCE)
        rewriter = Rewriter(audience, packs=[], settings=Settings())
        for number, case in enumerate(cases, 1):
            if case["id"] in done:
                continue
            result = done[case["id"]] = told(case, rewriter, line)
            with out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
            print(f"{number}/{count} {case['id']} {result['seconds']:.0f} s", file=sys.stderr, flush=True)
    return [done[case["id"]] for case in cases]


def table(results: list[dict[str, Any]]) -> str:
    """Return the counts as a table.

    Args:
        results: What ``told`` returned.
    """
    counts = {fate: sum(result["fates"].get(fate, 0) for result in results) for fate in FATES}
    asked = sum(counts.values())
    reasons: dict[str, int] = {}
    for result in results:
        for rejected in result["rejected"]:
            rules = {f["rule"] for f in rejected["findings"] if f["severity"] != "note"}
            for rule in rules:
                reasons[rule] = reasons.get(rule, 0) + 1
    same = sum(r["rewrite"] == r["draft"] and r["fates"] == {"accepted": 1} for r in results)
    tokens = {name: sum(result["usage"][name] for result in results) for name in ("input", "output")}
    rows = [f"{'sentences asked about':{WIDTH}}{asked:>6}"]
    rows += [f"{fate:{WIDTH}}{count:>6}  {count / max(asked, 1):4.0%}" for fate, count in counts.items()]
    rows += ["", f"{'answers rejected':{WIDTH}}{sum(len(r['rejected']) for r in results):>6}"]
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    rows += [f"  {rule:{WIDTH - 2}}{count:>6}" for rule, count in ordered]
    rows += ["", f"{'texts just like the draft':{WIDTH}}{same:>6}"]
    rows += [f"{f'tokens, {name}':{WIDTH}}{count:>6}" for name, count in tokens.items()]
    return "\n".join(rows)


def shown(results: list[dict[str, Any]]) -> str:
    """Return every case with its answers, to be read.

    Args:
        results: What ``told`` returned.
    """
    parts = []
    for result in results:
        fates = ", ".join(f"{count} {fate}" for fate, count in result["fates"].items() if count)
        lines = [f"{result['id']}: {fates or 'not asked'}", f"  source    {result['text']}"]
        for rejected in result["rejected"]:
            rules = ", ".join(dict.fromkeys(f["rule"] for f in rejected["findings"] if f["severity"] != "note"))
            lines.append(f"  rejected  {rejected['text']}  [{rules}]")
        parts.append("\n".join([*lines, f"  rewrite   {result['rewrite']}"]))
    return "\n\n".join(parts)


def main() -> None:
    """Run a sample and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a model's file in GGUF format")
    parser.add_argument("--count", type=int, default=60, help="how many of the sentences")
    parser.add_argument("--audience", default="exec")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("local_model.jsonl"), help="a later run goes on from it")
    parser.add_argument("--show", action="store_true", help="print every case with its answers")
    options = parser.parse_args()
    if not options.model:
        print("local_model.py measures nothing without a model: --model FILE.gguf, and the extra `local`.")
        return
    results = run(options.model, options.count, options.audience, options.out, options.threads)
    print(table(results))
    if options.show:
        print("\n" + shown(results))


if __name__ == "__main__":
    main()

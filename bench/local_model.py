"""Has a local model rewrite the labelled sentences, and counts what the checks make of its answers."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from plainspeak.providers.local import LocalProvider
from plainspeak.rewriter import Rewrite, Rewriter
from plainspeak.settings import ModelSettings, Settings

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


def told(case: dict[str, Any], rewrite: Rewrite, draft: Rewrite, asked: int, seconds: float) -> dict[str, Any]:
    """Return what came of one case, as plain data.

    Args:
        case: The labelled sentence; a few are two sentences, each of which is a question of its own.
        rewrite: What came with the model.
        draft: What the glossary alone says.
        asked: About how many sentences the model was asked.
        seconds: How long it took.
    """
    unanswered = sum(f.rule == "provider-failed" for f in rewrite.findings)
    replaced = sum(f.rule == "answer-rejected" for f in rewrite.findings)
    repaired = len(rewrite.rejected) - 2 * replaced - sum(r.reason in _NO_REWRITE for r in rewrite.rejected)
    fates = (asked - replaced - unanswered - repaired, repaired, replaced, unanswered)
    return {
        "id": case["id"],
        "text": case["text"],
        "rewrite": rewrite.text,
        "draft": draft.text,
        "fates": dict(zip(FATES, fates, strict=True)),
        "rejected": [rejected.to_dict() for rejected in rewrite.rejected],
        "usage": rewrite.usage.to_dict(),
        "seconds": round(seconds, 1),
    }


_NO_REWRITE = ("refused", "truncated", "empty", "invalid")


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
        settings = Settings(models=ModelSettings(deadline=PATIENCE))
        alone = Rewriter(audience, packs=[], settings=settings)
        polished = Rewriter(audience, packs=[], settings=settings, provider=LocalProvider(model, threads=threads))
        line = polished.line()
        for number, case in enumerate(cases, 1):
            if case["id"] in done:
                continue
            began, text = time.monotonic(), case["text"]
            rewrite = polished.rewrite_on(line, text)
            seconds = time.monotonic() - began
            result = told(case, rewrite, alone.rewrite(text), len(polished.requests(text)), seconds)
            done[case["id"]] = result
            with out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
            print(f"{number}/{count} {case['id']} {seconds:.0f} s", file=sys.stderr, flush=True)
    return [done[case["id"]] for case in cases]


def table(results: list[dict[str, Any]]) -> str:
    """Return the counts as a table.

    Args:
        results: What ``told`` returned.
    """
    counts = {fate: sum(result["fates"][fate] for result in results) for fate in FATES}
    asked = sum(counts.values())
    reasons: dict[str, int] = {}
    for result in results:
        for rejected in result["rejected"]:
            rules = {f["rule"] for f in rejected["findings"] if f["severity"] != "note"}
            for rule in rules:
                reasons[rule] = reasons.get(rule, 0) + 1
    same = sum(r["rewrite"] == r["draft"] and not r["fates"]["replaced by the draft"] for r in results)
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

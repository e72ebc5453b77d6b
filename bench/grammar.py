"""Counts what an offline grammar checker remarks on in drafts, as a ratio to what it remarks on in their sources."""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

CASES = Path(__file__).parent / "cases" / "sentences.jsonl"
# A dictionary for everyday English knows few technical words: more of them in a source would flatter the drafts.
NOT_GRAMMAR = ("Spelling", "Style", "Readability", "Formatting")


def remarks(texts: Iterable[str]) -> tuple[Counter[str], list[tuple[str, str, str]]]:
    """Return how many remarks of each kind there are, and each with its text and words."""
    import harper  # noqa: PLC0415  only if it is there

    linter = harper.Linter(harper.Dialect.BRITISH)
    counts: Counter[str] = Counter()
    places = []
    for text in texts:
        for lint in linter.lint(text, language=harper.Language.PLAINTEXT):
            if lint.lint_kind not in NOT_GRAMMAR:
                counts[lint.lint_kind] += 1
                places.append((text, lint.problem_text, lint.message))
    return counts, places


def main() -> None:
    """Check the sources and their drafts, and print what is remarked on in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=CASES, help="JSON Lines (default: our own)")
    parser.add_argument("--audience", default="exec", help="the reader (default: %(default)s)")
    parser.add_argument("--show", action="store_true", help="print each remark that only the draft gets")
    options = parser.parse_args()
    if importlib.util.find_spec("harper") is None:
        print("Grammar of drafts: skipped, the checker is not installed (pip install harper-py)")
        return
    sources = [json.loads(line)["text"] for line in options.sentences.read_text(encoding="utf-8").splitlines()]
    rewriter = Rewriter(options.audience, packs=(), settings=Settings())
    before, known = remarks(sources)
    after, places = remarks(rewriter.rewrite(source).text for source in sources)
    print(
        f"Remarks of a grammar checker (Harper) on {len(sources)} sentences, and on their drafts for {options.audience}"
    )
    print(f"{'':<20}{'sources':>9}{'drafts':>9}")
    for kind in sorted(before | after):
        print(f"{kind:<20}{before[kind]:>9}{after[kind]:>9}")
    ratio = f"{after.total() / before.total():.2f}" if before.total() else "-"
    print(f"{'all':<20}{before.total():>9}{after.total():>9}   ratio {ratio} (aim: at most 1)")
    if options.show:
        old = {(words, message) for _, words, message in known}
        for text, words, message in places:
            if (words, message) not in old:
                print(f"\n{text}\n  {words!r}: {message}")


if __name__ == "__main__":
    main()

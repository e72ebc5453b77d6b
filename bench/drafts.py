"""Compares the drafts of labelled sentences with their labels, and shows them beside what people would write."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plainspeak.rewriter import Rewrite, Rewriter
from plainspeak.settings import Settings

CASES = Path(__file__).parent / "cases" / "sentences.jsonl"
PAGE = Path(__file__).with_name("drafts.html.jinja")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORD_OR_SPACE = re.compile(r"\s+|\w+(?:[.,'’]\w+)*|[^\w\s]")
COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()
PARTS = {"half": 0.5, "halved": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "twice": 2, "doubled": 2}
IN_WORDS: dict[str, float] = {**{word: number for number, word in enumerate(COUNTS)}, **PARTS}
SCALES = (1, 100, 0.01, 1000, 0.001, 1e6, 1e-6)


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence and one text that is said for it.

    Args:
        label: The labelled sentence, as it stands in the file.
        text: What is said for it.
        lost: Quantities of the label that the text does not hold.
        left: Terms of the label that still stand unexplained.
        unreported: Those of them that no finding names.
    """

    label: dict[str, Any]
    text: str
    lost: tuple[str, ...]
    left: tuple[str, ...]
    unreported: tuple[str, ...]


def values(text: str) -> Iterator[float]:
    """Yield the numbers of a text, in digits or words."""
    for match in NUMBER.finditer(text):
        yield float(match.group().replace(",", ""))
    for word in re.findall(r"[a-z]+", text.casefold()):
        if word in IN_WORDS:
            yield IN_WORDS[word]


def holds(text: str, quantity: str) -> bool:
    """Return whether a text holds every number of a quantity, in whatever scale: 0.89 and 89%, 14k and 14,000.

    This is deliberately simpler than the verifier's reading, so that the two do not share their mistakes.
    """
    found = list(values(text))

    def there(wanted: float) -> bool:
        return any(abs(wanted * scale - value) <= 0.006 * abs(value) for value in found for scale in SCALES)

    return quantity.casefold() in text.casefold() or all(there(wanted) for wanted in values(quantity))


def stands(text: str, term: str) -> bool:
    """Return whether a term stands in a text with no explanation in brackets behind it."""
    found = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)
    return found is not None and not re.match(r"[^.;()]{0,14}\([^()]*\s[^()]*\)", text[found.end() :])


def judged(label: dict[str, Any], text: str, reported: Iterable[str]) -> Judged:
    """Compare a text with the label of its sentence.

    Args:
        label: The labelled sentence.
        text: What is said for it.
        reported: The words that its findings name.
    """
    stay = {*label.get("terms_kept_in_gold_exec", ()), *label.get("names", ()), *label.get("known", ())}
    terms = [t for t in label.get("terms", label.get("jargon", ())) if t not in stay]
    numbers = [q["text"] if isinstance(q, dict) else q for q in label["quantities"]]
    left = tuple(t for t in terms if stands(text, t))
    named = [words.casefold() for words in reported if words]
    silent = tuple(t for t in left if not any(t.casefold() in words or words in t.casefold() for words in named))
    return Judged(label, text, tuple(q for q in numbers if not holds(text, q)), left, silent)


def gold(label: dict[str, Any], audience: str) -> str:
    """Return what a person would say to this reader."""
    return (
        str(label["gold"].get(audience) or label["gold"]["exec"]) if "gold" in label else str(label["reference_exec"])
    )


def share(part: float, whole: float) -> str:
    """Return a share for the table."""
    return f"{part / whole:.1%}" if whole else "-"


def table(drafts: list[Judged], people: list[Judged]) -> Iterator[str]:
    """Yield the lines of the table."""
    terms = sum(len(set(d.label.get("terms", d.label.get("jargon", ())))) for d in drafts)
    numbers = sum(len(d.label["quantities"]) for d in drafts)
    figures: dict[str, Callable[[list[Judged]], str]] = {
        "quantities kept": lambda all_: share(numbers - sum(len(j.lost) for j in all_), numbers),
        "terms said or explained": lambda all_: share(terms - sum(len(j.left) for j in all_), terms),
        "... or reported": lambda all_: share(terms - sum(len(j.unreported) for j in all_), terms),
        "sentences free of terms": lambda all_: share(sum(not j.left for j in all_), len(all_)),
        "words, to those of the source": lambda all_: share(
            sum(len(j.text.split()) for j in all_), sum(len(j.label["text"].split()) for j in all_)
        ),
    }
    yield f"{'':<32}{'drafts':>9}{'people':>9}"
    for name, figure in figures.items():
        of_people = "" if name.startswith("...") else figure(people)
        yield f"{name:<32}{figure(drafts):>9}{of_people:>9}"


def marked(source: str, text: str) -> str:
    """Return a text as HTML in which what the source does not have is marked."""
    old, new = WORD_OR_SPACE.findall(source), WORD_OR_SPACE.findall(text)
    parts = []
    for how, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = escape("".join(new[start:end]))
        parts.append(f"<ins>{words}</ins>" if how in ("replace", "insert") and words.strip() else words)
    return "".join(parts)


def page(drafts: list[Judged], rewrites: list[Rewrite], audience: str) -> str:
    """Return the page that shows source, draft and a person's rewrite side by side."""
    environment = Environment(loader=FileSystemLoader(PAGE.parent), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    rows = [
        {
            "id": draft.label["id"],
            "source": draft.label["text"],
            "draft": marked(draft.label["text"], draft.text),
            "gold": marked(draft.label["text"], gold(draft.label, audience)),
            "lost": draft.lost,
            "left": draft.left,
            "unreported": draft.unreported,
            "unchanged": draft.text == draft.label["text"],
            "outcome": rewrite.verdict.outcome,
            "questions": rewrite.questions,
        }
        for draft, rewrite in zip(drafts, rewrites, strict=True)
    ]
    return environment.get_template(PAGE.name).render(rows=rows, audience=audience)


def main() -> None:
    """Rewrite every labelled sentence, print the table, and write the page if one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=CASES, help="JSON Lines (default: our own)")
    parser.add_argument("--audience", default="exec", help="the reader (default: %(default)s)")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a page with source, draft and a person's rewrite"
    )
    parser.add_argument("--wrong", action="store_true", help="print what was lost and which terms are left")
    options = parser.parse_args()
    labels = [json.loads(line) for line in options.sentences.read_text(encoding="utf-8").splitlines()]
    rewriter = Rewriter(options.audience, packs=(), settings=Settings())
    rewrites = [rewriter.rewrite(label["text"]) for label in labels]
    drafts = [
        judged(label, rewrite.text, [finding.text for finding in rewrite.findings])
        for label, rewrite in zip(labels, rewrites, strict=True)
    ]
    people = [judged(label, gold(label, options.audience), ()) for label in labels]
    print(f"Drafts for {options.audience} of {len(labels)} sentences in {options.sentences.name}")
    print("\n".join(table(drafts, people)))
    refused = sum(rewrite.verdict.outcome == "unfaithful" for rewrite in rewrites)
    print(f"{'refused by the verifier':<32}{share(refused, len(rewrites)):>9}")
    plain = [label["text"] for label in labels if label.get("ds_ok_unchanged")]
    if plain:
        expert = Rewriter("ds", packs=(), settings=Settings())
        print(f"{'left alone for ds':<32}{share(sum(expert.rewrite(t).text == t for t in plain), len(plain)):>9}")
    if options.wrong:
        for draft in drafts:
            if draft.lost or draft.left:
                print(f"\n{draft.label['id']}\n  source  {draft.label['text']}\n  draft   {draft.text}")
                print(f"  lost {list(draft.lost)}  left {list(draft.left)}  not reported {list(draft.unreported)}")
    if options.html:
        options.html.write_text(page(drafts, rewrites, options.audience) + "\n", encoding="utf-8")
        print(f"\nwritten: {options.html}")


if __name__ == "__main__":
    main()

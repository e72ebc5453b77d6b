"""Finds test results told as more: "significant" without a size, a p-value as a probability, no proof as no effect.

What it does: Where a text speaks of a test, it looks for three mistakes. A result that is called significant, with
neither a size nor an interval in the sentence or beside it. A p-value told as the chance that the new version is
better, or as how sure one is. "Not significant" told as "no effect", "the same", "proved".

Why: "Significant" says that chance alone would rarely look like this. It does not say that the effect is large, nor
how likely it is to be real; and a test that found nothing may simply have been too small.

Example: "p = 0.03, so we are 97% sure that the shorter form is better."

Instead: "With the shorter form, 2.1 more of every 100 visitors signed up (95% interval 0.2 to 4.0). If the form made
no difference, a gap this large would be rare (p = 0.03)."

Source: American Statistical Association, "Statement on Statistical Significance and P-Values", 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.wordlists import Listed

_NAME = "significance-misused"
_NO_SIZE = frozenset("p p-value value alpha confidence confident sure certain chance probability likely level".split())

FOUND = (
    (
        "pm",
        "p = 0.03, so there is a 97% chance that the shorter form is better.",
        "p = 0.03, so there is a 97% chance that the shorter form is better.",
    ),
    ("exec", "With a p-value of 0.01 we are 99% sure that the new till is faster."),
    ("pm", "The test showed a statistically significant lift in sign-ups."),
    ("exec", "The effect on returns was not significant, so the new box has no effect."),
    ("pm", "The uplift was statistically significant. We can be 95% sure that the red button is better (p = 0.05)."),
    ("pm", "The A/B test was significant. We will roll the shorter form out."),
    ("ds", "p = 0.3, which proves that both tills are equally good."),
    ("pm", "The difference was not statistically significant: the two forms are the same."),
)
SILENT = (
    ("pm", "With the shorter form, 2.1 more of every 100 visitors signed up (p = 0.03)."),
    ("pm", "The lift in sign-ups of 2.1 points is statistically significant (95% CI 0.2 to 4.0)."),
    ("pm", "The test showed a statistically significant lift. Sign-ups rose from 41.0% to 43.1%."),
    ("exec", "The new till needs a significant amount of work."),
    ("exec", "We found no significant difference between the two forms; 4,000 visitors may be too few to see one."),
    ("exec", "There is a 70% chance that the permit arrives by 4 May."),
    ("ds", "The effect was not significant (p = 0.3), so we can't tell whether the box helps."),
    ("pm", "The gap of 0.3 points can easily be chance."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that make too much of a test."""
    body = reading.body
    for at, passage in enumerate(body):
        listed = reading.listed(passage, _NAME)
        if not listed:
            continue
        block = passage.facts.sentence.block
        near = [p for p in body[max(0, at - 1) : at + 2] if p.facts.sentence.block == block]
        message = _message(reading, passage, listed, near)
        if message:
            yield Found(passage.part, passage.start, passage.end, message)


def _message(reading: Reading, passage: Passage, listed: Sequence[Listed], near: Sequence[Passage]) -> str | None:
    labels = {one.label for one in listed}
    before = near[: near.index(passage)]
    told = labels | {one.label for p in before for one in reading.listed(p, _NAME)}
    if "chance" in labels and "p_value" in told and not _denied(reading, passage, "chance", listed):
        return (
            "A p-value is not the chance that something is true. Say how large the difference is and in which range it "
            "may lie, and that chance alone would rarely show one this large."
        )
    if ("nothing" in told and "none" in labels) or ("p_value" in labels and "proof" in labels):
        return (
            "A test that shows no significant difference does not show that there is none. Say how large a difference "
            "it could have missed, or that it settles nothing."
        )
    if "significant" in labels and not labels & {"nothing", "open"} and _is_of_test(reading, passage, near):
        sized = any(_has_size(p) for p in near)
        if not sized:
            return (
                "“Significant” does not say how large. Give the difference with its unit, and the range it may lie in."
            )
    return None


def _denied(reading: Reading, passage: Passage, label: str, listed: Sequence[Listed]) -> bool:
    words = passage.facts.words
    return any(
        reading.knowledge.language.denies(word.lower)
        for one in listed
        if one.label == label
        for word in words[max(0, one.first - 4) : one.first]
    )


def _is_of_test(reading: Reading, passage: Passage, near: Sequence[Passage]) -> bool:
    """Return whether the word speaks of a test: "statistically", or a test beside it and no noun such as "effort"."""
    labels = {one.label for one in reading.listed(passage, _NAME)}
    return "statistically" in labels or any(
        one.label in ("test", "p_value") for p in near for one in reading.listed(p, _NAME)
    )


def _has_size(passage: Passage) -> bool:
    """Return whether a sentence holds a number that can be the size of an effect: no p-value, no count of visitors."""
    words = passage.facts.words
    for quantity in passage.facts.quantities:
        before = [w.lower for w in words if w.end <= quantity.start][-3:]
        after = [w.lower for w in words if w.start >= quantity.end][:2]
        if _NO_SIZE & {*before, *after}:
            continue
        if (
            quantity.dimension != "count"
            or quantity.sign
            or "." in passage.text[quantity.start - passage.start : quantity.end - passage.start]
        ):
            return True
    return False


RULE = Rule(_NAME, "warning", find)

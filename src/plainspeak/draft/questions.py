"""What only the author can answer: the questions whose answers would let the impact be stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plainspeak.audiences import Audience
from plainspeak.draft.given import levels, settle
from plainspeak.draft.sayings import plain
from plainspeak.facts import Claim, Facts

_HUNDRED = Decimal(100)
# Domains whose shares, scores and errors are measured on a sample.
_SAMPLED = frozenset(("classification", "regression", "ranking", "training", "language-models", "experiments"))
_MEASURED = frozenset(("share", "score", "error"))
_LEAST_SAMPLE = 10
_COMPARED = frozenset("vs versus than against baseline baselines compared target goal up down from was".split())


def questions(text: str, facts: Sequence[Facts], given: Sequence[Facts], audience: Audience) -> list[str]:
    """Return what to ask the author about a text, each question once.

    Args:
        text: The source text.
        facts: What its sentences claim.
        given: What the author added claims.
        audience: The reader, for whose concerns is asked.
    """
    asked: dict[str, None] = {}
    for sentence in facts:
        for claim in sentence.claims:
            asked.update(dict.fromkeys(_about(text, sentence, claim, given)))
    if audience.knows_term("", "") and not given:  # who builds and measures it
        asked.update(dict.fromkeys(_for_experts(text, facts)))
    moved = [c for f in facts for c in f.claims if c.direction in ("up", "down")]
    if moved and audience.cares_about and not given and not any(f.marked("benefit") for f in facts):
        name = text_of(moved[0], text, facts)
        concerns = "; ".join(audience.cares_about[:3])
        asked[
            f"What does the change in {name} mean for this reader ({concerns})? If you know, add it with --given."
        ] = None
    return list(asked)


def text_of(claim: Claim, text: str, facts: Sequence[Facts]) -> str:
    """Return the name of a claim's metric as the author wrote it."""
    for sentence in facts:
        if claim in sentence.claims:
            name = text[sentence.words[claim.hit.first].start : sentence.words[claim.hit.last - 1].end]
            ordinary = claim.hit.first == 0 and name[1:].islower()  # its capital is only the sentence's
            return name[0].lower() + name[1:] if ordinary else name
    return claim.term.names[0]


def is_bare(sentence: Facts, claim: Claim) -> bool:
    """Return whether a claim is a bare percentage on a share, which has two readings."""
    known = claim.old is not None and claim.new is not None
    return (
        claim.form == "relative"
        and claim.term.measured == "share"
        and not known
        and not sentence.marked("percent", "relative")
    )


def _about(text: str, sentence: Facts, claim: Claim, given: Sequence[Facts]) -> Iterator[str]:
    name = text_of(claim, text, [sentence])
    old, new = levels(claim.term.id, given)
    if is_bare(sentence, claim) and claim.amount:
        settled = settle(claim, given)
        if not (settled and settled.sure):
            yield _reading(name, text[claim.amount.start : claim.amount.end], claim, old)
    elif claim.form in ("relative", "points", "absolute") and not (claim.old or claim.new or old or new):
        yield f"What was {name} before, and over which period or test was the change measured?"


def _for_experts(text: str, facts: Sequence[Facts]) -> Iterator[str]:
    """Ask once for a baseline and once for the size of the sample, where figures stand without them."""
    sampled = [(f, c) for f in facts for c in f.claims if c.term.domain in _SAMPLED and c.term.measured in _MEASURED]
    levels_only = [(f, c) for f, c in sampled if c.new and not c.old and not c.amount]
    alone = [(f, c) for f, c in levels_only if not any(w.lower in _COMPARED for w in f.words)]
    if alone:
        yield f"What is the {text_of(alone[0][1], text, facts)} to be compared with: a baseline, or the version before?"
    values = {q.start for _, c in sampled for q in (c.old, c.new, c.amount) if q}
    counted = [
        q
        for f in facts
        for q in f.quantities
        if q.dimension == "count" and q.value >= _LEAST_SAMPLE and q.value == int(q.value) and q.start not in values
    ]
    if (sampled or any(f.marked("significance") for f in facts)) and not counted:
        yield "How large was the sample or test set behind these figures?"


def _reading(name: str, amount: str, claim: Claim, base: Decimal | None) -> str:
    """Ask which of the two readings of "by 10%" is meant, with the figures if the level before is known."""
    assert claim.amount is not None
    step = claim.amount.value if claim.direction == "up" else -claim.amount.value
    if base is None:
        relative_to, points_to = plain(60 * (1 + step)), plain(60 + step * 100)
        return f"Is the {amount} change in {name} relative (60% to {relative_to}%) or in points (60% to {points_to}%)?"
    relative, points = base * (1 + step), base + step
    was, by_share, by_points = (plain(v * _HUNDRED) + "%" for v in (base, relative, points))
    if not 0 <= relative <= 1 or not 0 <= points <= 1:
        return f"From {was}, {name} can't have moved by {amount} in both readings; what is it now?"
    return f"Is {name} now {by_share} ({amount} relative to {was}) or {by_points} ({amount} meaning points)?"

"""A technical metric moved, and nothing says what that means for anyone.

What it does: Finds sentences in which a metric that this reader does not know from their own work changed, where the
paragraph names nobody whom it touches: customers, staff, money, time or risk.

Why: The reader wants to know whether to be glad. A metric of the trade does not tell them.

Example: We raised NDCG from 0.58 to 0.63.

Instead: Shoppers now find the right product higher up: 7 of 10 click one of the first three, up from 6.

Source: The question "so what?" in the pyramid principle; outcome-based status reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import IMPACT, Flow, is_ahead, is_costed
from plainspeak.quantities import Quantity
from plainspeak.termfinder import TermHit

_NAME = "missing-impact"
_LONGEST = 24  # words: in a longer sentence the metric is one of several things
_MESSAGE = (
    "A metric moved, but nothing says what that means for anyone. Add whom it touches and how much: customers, staff, "
    "money, time or risk. If that is not known yet, say so."
)

FOUND = (
    ("exec", "We raised NDCG from 0.58 to 0.63.", "We raised NDCG from 0.58 to 0.63."),
    ("exec", "- F1 improved from 0.71 to 0.78.\n- Two customers signed."),
    ("sales", "Recall rose by 12% after we added weather data."),
    ("exec", "Packet loss decreased from 3.1% to 2.2%."),
    ("exec", "MFA coverage improved by 20%."),
    ("pm", "Perplexity went from 14.2 to 12.9."),
)

SILENT = (
    ("exec", "We raised NDCG from 0.58 to 0.63. Shoppers find the right product sooner."),
    ("exec", "Revenue rose by 4%."),
    ("pm", "Conversion rose by 0.3 points."),
    ("ds", "We raised NDCG from 0.58 to 0.63."),
    ("exec", "Recall is 81%."),
    ("exec", "Recall rose by 6 points."),
    ("exec", "Recall rose by 6 points, so 600 more fraud cases a month are caught."),
    ("exec", "We expect recall to rise by 6 points."),
    ("cto", "Packet loss decreased from 3.1% to 2.2%."),
    ("exec", "Visitors rose from 300 to 340."),
    ("exec", "We moved the firewall rules from 3 files to 2."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that tell of a metric alone."""
    flow = Flow(reading)
    for at, passage in enumerate(flow.passages):
        if passage.kind not in ("prose", "item") or is_ahead(reading, passage) or not _moved(reading, passage):
            continue
        if not any(_matters(reading, near) for near in flow.around(at, 1, 2)):
            yield Found(passage.part, passage.start, passage.end, _MESSAGE)


def _moved(reading: Reading, passage: Passage) -> bool:
    """Return whether a metric of the trade changed from a level to another, or by a share of itself."""
    if reading.listed(passage, _NAME, "plain"):
        return False
    facts = passage.facts
    unknown = [hit for hit in facts.terms if hit.kind == "name" and not _is_known(reading, hit)]
    if any(
        claim.direction in ("up", "down")
        and (claim.form in ("relative", "times") or (claim.old and claim.new))
        and not reading.audience.knows_term(claim.term.domain, claim.term.id)
        for claim in facts.claims
    ):
        return True
    figures = [q for q in facts.quantities if q.dimension != "points" and not q.dimension.startswith("money")]
    if not unknown or not figures or len(facts.words) > _LONGEST:
        return False
    moved = facts.marked("moving") or reading.listed(passage, _NAME, "moves")
    by = len(figures) == 1 and figures[0].dimension == "share" and bool(moved)
    return by or (_from_to(passage, figures) and figures[0].dimension == figures[-1].dimension)


def _is_known(reading: Reading, hit: TermHit) -> bool:
    glossary = reading.knowledge.glossary
    return any(reading.audience.knows_term(glossary.term(i).domain, i) for i in hit.candidates)


def _from_to(passage: Passage, figures: list[Quantity]) -> bool:
    """Return whether two figures are the level before and the level now: "from 3.1% to 2.2%"."""
    if len(figures) != 2:
        return False
    words = passage.facts.words
    before = [[w.lower for w in words if w.end <= figure.start][-2:] for figure in figures]
    return "from" in before[0] and "to" in before[1]


def _matters(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence names somebody or something that a metric is there for, besides the metric."""
    named = {at for hit in passage.facts.terms for at in range(hit.first, hit.last)}
    return is_costed(passage) or any(hit.first not in named for hit in reading.listed(passage, IMPACT))


RULE = Rule(_NAME, "note", find)

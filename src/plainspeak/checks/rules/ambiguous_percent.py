"""Finds percentages with two readings: a share that "rose by 10%" went from 60% to 66%, or from 60% to 70%.

What it does: Looks for a change in percent of something that is a share itself (a rate, recall, conversion, uptime
...), where neither "points" nor "relative" is said and no levels before and after settle it, in the sentence or
beside it.

Why: The two readings differ by a factor. Each reader takes the one that they expect, and nobody notices.

Example: "The share of full lorries rose by 10%."

Instead: "The share of full lorries rose from 60% to 66%." Or: "by 6 percentage points", "by 10% (relative)".

Source: the Guardian style guide and the Office for National Statistics' style guide on percentages and percentage
points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.facts import Claim
from plainspeak.quantities import Quantity
from plainspeak.text import Word

FOUND = (
    ("exec", "The conversion rate rose by 4% in May.", "The conversion rate rose by 4%"),
    ("pm", "Retention improved by 3% with the new welcome mail."),
    ("exec", "We improved recall by 12% on scanned forms."),
    ("sales", "The share of full lorries went up by 10%."),
    ("exec", "The no-show rate fell 15% after the reminder."),
    ("ds", "Precision dropped by 5% on the May sample."),
    ("pm", "We cut the churn rate by 8%."),
    ("exec", "In that week, the share of late lorries rose by 12%."),
    ("pm", "Seat coverage improved by 20%."),
)
SILENT = (
    ("exec", "The conversion rate rose from 3.1% to 3.4% in May."),
    ("exec", "The conversion rate rose by 4 percentage points in May."),
    ("exec", "The conversion rate rose by 10% in May, from 3.0% to 3.3%."),
    ("exec", "The conversion rate rose by 10% in May. It is now 3.3%, up from 3.0%."),
    ("pm", "Retention improved by 3% in relative terms."),
    ("exec", "Costs fell by 12% in May."),
    ("exec", "The average basket rose by 4% to EUR 43."),
    ("cto", "p99 latency fell by 30% since May."),
    ("exec", "The number of bookings rose by 10%."),
    ("exec", "The rate of booking is 4% in May."),
    ("exec", "Interest on the loan is charged at a rate of 4%."),
    ("exec", "We gave a 10% discount on the rate."),
    ("exec", "The daily rate for lorries rose by 4%."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the changes in percent of a share that can be read in two ways."""
    body = reading.body
    for at, passage in enumerate(body):
        if "%" not in passage.text and "per" not in passage.text:
            continue  # no percentage, "per cent" or "percent"
        bare = [claim for claim in passage.facts.claims if _is_bare(claim)]
        places = [_place(passage, claim) for claim in bare] or list(_plain_shares(reading, passage))
        if not places:
            continue
        block = passage.facts.sentence.block
        near = [p for p in body[max(0, at - 1) : at + 2] if p.facts.sentence.block == block]
        if any(p.facts.marked("percent", "relative", "points") for p in near):
            continue
        if any(q.dimension == "points" for p in near for q in p.facts.quantities):
            continue
        levels = [q for p in near for q in p.facts.quantities if q.dimension == "share"]
        for start, end, amount in places:
            if not _settled(amount, levels):
                message = _message(reading.document.parts[passage.part].text[amount.core[0] : amount.core[1]], amount)
                yield Found(passage.part, start, end, message)


def _is_bare(claim: Claim) -> bool:
    known = claim.old is not None and claim.new is not None
    return claim.form == "relative" and claim.term.measured == "share" and not known and claim.amount is not None


def _place(passage: Passage, claim: Claim) -> tuple[int, int, Quantity]:
    assert claim.amount is not None
    start, end = passage.span(claim.match.first, claim.match.last)
    return start, max(end, claim.amount.end), claim.amount


def _plain_shares(reading: Reading, passage: Passage) -> Iterator[tuple[int, int, Quantity]]:
    """Yield the changes of shares that are no terms: "the no-show rate fell 15%"."""
    facts = passage.facts
    changes = [q for q in facts.quantities if q.dimension == "share" and q.unit == "percent" and not q.verb]
    if not changes or facts.claims:
        return
    words = facts.words
    moves = [(m.first, m.last) for m in facts.marked("moving")]
    told = reading.listed(passage, "missing-impact", "moves")
    moves += [(m.first, m.last) for m in told if words[m.last - 1].lower not in ("from", "at")]
    for quantity in changes:
        at = next(i for i, word in enumerate(words) if word.start >= quantity.start)
        by = words[at - 1].lower == "by" if at else False
        for first, last in moves:
            if not 0 <= at - last <= (8 if by else 0):
                continue
            inside = words[last : at - 1] if by else ()
            clause = max((i + 1 for i in range(first) if words[i].kind == "mark" and words[i].text != "-"), default=0)
            subject = words[max(clause, first - 6) : first]
            share = _share(reading, inside) if inside else _share(reading, subject)
            if share:
                start = min(share.start, words[first].start)
                yield start, quantity.end, quantity
                break


def _share(reading: Reading, group: Sequence[Word]) -> Word | None:
    """Return the word of a group that makes it a share, unless another word makes it a price or a speed."""
    shares = reading.knowledge.check_words.members("ambiguous-percent", "shares")
    others = reading.knowledge.check_words.members("ambiguous-percent", "others")
    if any(word.kind == "mark" and word.text in ",;:." for word in group) or any(w.lower in others for w in group):
        return None
    return next((word for word in group if word.lower in shares), None)


def _settled(amount: Quantity, levels: Sequence[Quantity]) -> bool:
    """Return whether two levels say which reading is meant: "by 10%, from 60% to 66%"."""
    values = [level.value for level in levels if level is not amount][:12]
    for old in values:
        for new in values:
            gap = abs(new - old)
            if gap and (
                abs(gap - amount.value) <= amount.step or (old and abs(gap / old - amount.value) <= amount.step)
            ):
                return True
    return False


def _message(said: str, amount: Quantity) -> str:
    percent = amount.value * 100
    relative, points = 60 * (1 + amount.value), 60 + percent
    if points > 100:
        return f"“{said}” of a share has two readings. Give the levels before and after, or say “points” or “relative”."
    return (
        f"“{said}” has two readings: from 60%, it leads to {_short(relative)}% or to {_short(points)}%. Give the "
        "levels before and after, or say “points” or “relative”."
    )


def _short(number: Decimal) -> str:
    written = f"{number:.1f}"
    return written.removesuffix(".0")


RULE = Rule("ambiguous-percent", "warning", find)

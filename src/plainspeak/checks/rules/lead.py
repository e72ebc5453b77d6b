"""What matters most does not come first.

What it does: Finds mails whose first lines hold no outcome, number, decision or date although later ones do, and
mails whose bad news comes last.

Why: Many readers see three lines on a phone and decide whether to go on. What stands last is read last, or never.

Example: One more thing: since Tuesday the shop has lost one order in twelve.

Instead: Begin with it: "Since Tuesday the shop loses one order in twelve; we know the cause and repair it tonight."

Source: "Bottom line up front" (US Army Regulation 25-50); the pyramid principle.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import Flow, is_ahead, is_costed, is_measured, is_question

_NAME = "buried-lead"
_FIRST = 3  # sentences
_ENOUGH = 40  # words that the first lines have at least, before they are said to hold nothing
_LONG = 12  # words of an opening that is more than a courtesy
_LATE = "This is the news that matters most, and it comes last. Begin the mail with it."
_EMPTY = (
    "The first lines hold no result, number, decision or date. Begin with what the reader should know if they "
    "read no further."
)

_MAIL = "Subject: Web shop\n\nHi Eva,\n\n{}\n\nBest,\nJo\n"
_SMALL_TALK = (
    "I hope that you had a lovely holiday with the family and that the weather was kind to all of you. "
    "As you may remember from our talk in the canteen, the group has long been thinking about the tills. "
    "There are many views on them, and everybody had something of interest to tell us.\n\n"
)
_LIVE = "The new pages are live since Monday. Visitors like them. We also have new pictures.\n\n"
_LOST = "One more thing: since Tuesday the shop has lost 8% of its orders."

FOUND = (
    ("exec", _MAIL.format(_LIVE + _LOST), _LOST),
    ("exec", _MAIL.format("It was a busy week with many talks. Everyone helped.\n\n" + _LIVE)),
    ("exec", _MAIL.format(_SMALL_TALK + "The tills will be replaced on 4 May. It costs EUR 40,000.")),
)

SILENT = (
    ("exec", _MAIL.format("Orders fell by 8% on Tuesday. We repaired the form.\n\n" + _LIVE)),
    ("exec", _MAIL.format(_LIVE + "One piece of good news: the leak in the cellar is repaired.")),
    ("exec", _MAIL.format(_LIVE + "Please tell me by 4 May whether you like them.")),
    ("exec", _MAIL.format("As you know, orders fell by 8% on Tuesday. We repaired the form.\n\n" + _LIVE)),
    ("exec", _MAIL.format("I hope you are well.\n\nOrders fell by 8% on Tuesday. We repaired the form.\n\n" + _LIVE)),
    ("exec", _MAIL.format("I hope you are well. Orders fell by 8% on Tuesday.\n\n" + _LIVE)),
    ("exec", _LOST),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the first sentence of a mail that begins with nothing, and bad news that stands last."""
    flow = Flow(reading)
    passages = [p for p in flow.passages if p.kind in ("prose", "item")]
    if not reading.document.is_mail:
        return
    opening: list[Passage] = []
    words = 0
    for passage in passages:
        if len(opening) >= _FIRST and words >= _ENOUGH:
            break
        opening.append(passage)
        words += len(passage.facts.words)
    rest = passages[len(opening) :]
    says_nothing = words >= _ENOUGH and not any(_is_news(reading, p) for p in opening)
    if (says_nothing and any(is_measured(p) for p in rest)) or (
        len(passages) > _FIRST and _warms_up(reading, passages)
    ):
        yield Found(opening[0].part, opening[0].start, opening[0].end, _EMPTY)
    late = _late(reading, passages)
    if late:
        yield Found(late.part, late.start, late.end, _LATE)


def _warms_up(reading: Reading, passages: list[Passage]) -> bool:
    """Return whether a mail begins with words before the news, and says nothing else in its first two sentences.

    A long opening in a paragraph of its own is enough; a short "I hope you are well" before the news is mere courtesy.
    """
    first, second = passages[:2]
    if first.kind != "prose" or not any(hit.first <= 1 for hit in reading.listed(first, _NAME, "preamble")):
        return False
    if _is_told(first) or len(reading.listed(first, _NAME, "news")) > 1:
        return False
    alone = second.facts.sentence.block != first.facts.sentence.block and len(first.facts.words) >= _LONG
    return alone or not (_is_told(second) or reading.listed(second, _NAME, "news"))


def _is_told(passage: Passage) -> bool:
    return bool(passage.facts.quantities or passage.facts.moments or passage.facts.claims)


def _is_news(reading: Reading, passage: Passage) -> bool:
    facts = passage.facts
    return bool(facts.quantities or facts.moments or facts.claims or reading.listed(passage, _NAME, "news"))


def _late(reading: Reading, passages: list[Passage]) -> Passage | None:
    """Return the last thing that a mail tells, if it is bad news that nothing before it speaks of."""
    told = [p for p in passages if not is_question(p) and not reading.listed(p, "ask-without-owner-or-date", "polite")]
    if len(told) < _FIRST or told[-1].section:
        return None
    last, earlier = told[-1], told[:-1]
    aside = any(hit.first <= 1 for hit in reading.listed(last, _NAME, "lately"))
    if aside:
        told_aside = is_measured(last) and not is_costed(last) and not reading.listed(last, _NAME, "good")
        return last if told_aside or _is_bad(reading, last) else None
    turned = any(hit.first == 0 for hit in reading.listed(last, _NAME, "turn"))
    if turned:
        return last if _is_bad(reading, last) and not any(_is_bad(reading, p) for p in earlier[:_FIRST]) else None
    worse = any(claim.better is False for claim in last.facts.claims)
    if is_ahead(reading, last) or not worse or not _is_bad(reading, last) or len(earlier) < _FIRST:
        return None
    return None if any(_is_bad(reading, p) for p in earlier) else last


def _is_bad(reading: Reading, passage: Passage) -> bool:
    if reading.listed(passage, _NAME, "good"):
        return False
    if any(claim.better is True for claim in passage.facts.claims):
        return False
    return any(claim.better is False for claim in passage.facts.claims) or bool(reading.listed(passage, _NAME, "bad"))


RULE = Rule(_NAME, "note", find)

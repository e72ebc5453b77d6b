"""Finds amounts without a number where the amount is the news: a lot, much faster, soon, many, significantly.

What it does: Looks for words of size beside a change or an effect ("dropped a lot", "much faster", "a huge saving"),
for "many" and the like before those whom the news is about, and for "soon" and "shortly" where a date belongs. It is
silent if a number or a date stands in the same sentence or in the next one, in questions, and where the words are an
idiom ("as soon as", "how many").

Why: "Much faster" means 5% to the one who measured it and twice as fast to the one who reads it. Both are sure that
they agree.

Example: "The morning queue at the gate is much shorter."

Instead: "In the morning, passengers now wait 4 minutes at the gate, down from 11."

Source: Amazon's writing advice: replace adjectives with data; "weasel words".
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import is_question
from plainspeak.markup import NEWLINE
from plainspeak.wordlists import Listed

_LABELS = ("degrees", "sizes", "numbers", "times", "alone", "heaps", "some", "rather")  # the others say of what
_BE = frozenset(("is", "was", "are", "were", "been"))
_REACH = 3  # words between a word of size and the change that it measures
_ADJECTIVES = 2  # words between "a huge amount of" and its noun at most

FOUND = (
    ("exec", "The morning queue at the gate is much shorter.", "much shorter"),
    ("exec", "Complaints about lost bags dropped a lot.", "dropped a lot"),
    ("pm", "The new seat map made booking significantly faster.", "significantly faster"),
    ("exec", "Many passengers already use the new gate.", "Many passengers"),
    ("sales", "We will open the second gate soon.", "soon"),
    ("exec", "The effect on delays was substantial.", "substantial"),
    ("exec", "There was a considerable improvement in boarding times.", "considerable improvement"),
    ("exec", "Fuel costs went up dramatically.", "went up dramatically"),
    ("exec", "- Delays dropped a lot.\n- We met 12 skippers.", "dropped a lot"),
    ("exec", "The sample of bags was fairly small.", "fairly small"),
    ("pm", "Numerous flights left late.", "Numerous flights"),
    ("exec", "The new belt costs us a huge amount of time.", "a huge amount of time"),
    ("exec", "Bags now arrive in no time.", "in no time"),
    ("pm", "We discussed several ideas with the airport.", "several ideas"),
    ("exec", "Delays are up a lot.", "up a lot"),
    ("cto", "The new scanner is way faster, and lots of bags no longer need a second look.", "way faster"),
)
SILENT = (
    ("exec", "In the morning, passengers now wait 4 minutes at the gate, down from 11."),
    ("exec", "Complaints about lost bags dropped a lot, from 40 to 12 a week."),
    ("exec", "Complaints about lost bags dropped a lot. There were 12 last week, 28 fewer than in May."),
    ("exec", "Please call as soon as the gate is open."),
    ("exec", "How many passengers use the new gate?"),
    ("exec", "We do not know how many passengers use the new gate."),
    ("exec", "Thanks a lot for your help with the gate."),
    ("sales", "We will open the second gate soon, on 4 May."),
    ("exec", "It is too soon to say whether the gate helps."),
    ("exec", "It did not matter much to the passengers."),
    ("exec", "There are not many options."),
    ("exec", "The result was not statistically significant (p = 0.3)."),
    ("exec", 'A passenger wrote: "It is much faster now!"'),
    ("exec", "Several ideas came up: a second belt, longer shifts and free trolleys."),
    ("exec", "The number of passengers is printed on page 3."),
    ("exec", "Some passengers waited outside."),
    ("exec", "The captain was very good at calming people."),
    ("exec", "Numerous flights left late: 41 of 300."),
    ("exec", "More passengers than before use the gate, 310 a day."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the words of size that carry a claim and have no number near."""
    body = reading.body
    for at, passage in enumerate(body):
        if passage.kind == "heading" or is_question(passage):
            continue
        listed = reading.listed(passage, "vague-quantity")
        if all(one.label not in _LABELS for one in listed):
            continue
        after = _goes_on(reading, passage, body[at + 1]) if at + 1 < len(body) else None
        if _has_number(passage) or (after and _has_number(after)):
            continue
        dated = bool(passage.facts.moments or (after and after.facts.moments))
        for one in listed:
            place = _place(reading, passage, one, dated=dated)
            if place:
                yield _found(reading, passage, one, *place)


def _goes_on(reading: Reading, passage: Passage, after: Passage) -> Passage | None:
    """Return the next sentence if it still speaks of the same: not another paragraph, list item or metric."""
    if after.facts.sentence.block != passage.facts.sentence.block:
        return None
    between = reading.document.parts[passage.part].text[passage.end : after.start]
    if passage.kind == "item" and NEWLINE.search(between):
        return None
    own = {term for hit in passage.facts.terms for term in hit.candidates}
    return None if any(claim.term.id not in own for claim in after.facts.claims) else after


def _has_number(passage: Passage) -> bool:
    return any(q.dimension != "count" or q.form != "words" or q.value > 1 for q in passage.facts.quantities)


def _place(reading: Reading, passage: Passage, one: Listed, *, dated: bool) -> tuple[int, int] | None:
    """Return the first word and the one after the last of a claim, or None if the word of size carries none."""
    words = passage.facts.words
    before = words[one.first - 1].lower if one.first else ""
    if one.label == "times":
        return (
            None
            if dated or reading.knowledge.language.is_a("conjunctions", _lower(passage, one.last))
            else (one.first, one.last)
        )
    if reading.knowledge.language.denies(before):
        return None
    if one.label == "alone":
        return one.first, one.last
    if one.label in ("heaps", "some"):
        return _heap(reading, passage, one)
    if one.label == "rather":
        return _rather(reading, passage, one)
    if one.label == "degrees":
        compared = _joined(one, reading.listed(passage, "vague-quantity", "compared"), ahead=True)
        moved = compared or _joined(one, reading.listed(passage, "vague-quantity", "moves"))
        be = moved and any(w.lower in _BE for w in words[moved[0] + 1 : one.first])
        return None if be and not compared else moved
    if one.label == "sizes":
        named = _joined(one, reading.listed(passage, "vague-quantity", "effects"), ahead=True)
        return named or ((one.first, one.last) if _is_said_of_effect(reading, passage, one) else None)
    if one.label == "numbers":
        follows = words[one.last].lower if one.last < len(words) else ""
        opens = one.first == 0 or words[one.first - 1].kind == "mark" or before in ("and", "but", "that", "because")
        people = reading.knowledge.check_words.members("vague-quantity", "people")
        return (one.first, one.last + 1) if opens and follows in people else None
    return None


def _heap(reading: Reading, passage: Passage, one: Listed) -> tuple[int, int] | None:
    """Return the place of an amount with its noun: "a huge amount of time", "several ideas"."""
    words = passage.facts.words
    if one.label == "some":
        nouns = reading.knowledge.check_words.members("vague-quantity", "work")
        told = any(w.text == ":" for w in words[one.last :])  # they are named
        return (one.first, one.last + 1) if not told and _lower(passage, one.last) in nouns else None
    last = one.last
    while last < len(words) and last - one.last < _ADJECTIVES and _qualifies(reading, words[last].lower):
        last += 1
    if last >= len(words) or words[last].kind != "word":
        return None
    return one.first, last + 1


def _qualifies(reading: Reading, word: str) -> bool:
    return reading.knowledge.language.is_a("adjectives", word) or word in ("different", "new", "small", "big", "other")


def _rather(reading: Reading, passage: Passage, one: Listed) -> tuple[int, int] | None:
    """Return the place of a size said of something measured: "the sample was fairly small"."""
    words = passage.facts.words
    size = next((o for o in reading.listed(passage, "vague-quantity", "extents") if o.first == one.last), None)
    if size is None or not one.first or words[one.first - 1].lower not in _BE:
        return None
    ends = size.last >= len(words) or words[size.last].kind == "mark" or _lower(passage, size.last) in ("and", "but")
    measured = reading.knowledge.check_words.members("vague-quantity", "measured")
    said = any(w.lower in measured for w in words[: one.first - 1])
    return (one.first, size.last) if ends and said else None


def _lower(passage: Passage, at: int) -> str:
    return passage.facts.words[at].lower if at < len(passage.facts.words) else ""


def _joined(one: Listed, others: list[Listed], *, ahead: bool = False) -> tuple[int, int] | None:
    """Return the place of a word together with the nearest of some others that stand right beside it."""
    for other in others:
        if 0 <= other.first - one.last < _REACH - 1 and other is not one:
            return one.first, other.last
        if not ahead and 0 <= one.first - other.last < _REACH and other is not one:
            return other.first, one.last
    return None


def _is_said_of_effect(reading: Reading, passage: Passage, one: Listed) -> bool:
    """Return whether a size is said of an effect: "the effect on delays was substantial"."""
    words = passage.facts.words
    be = one.first and words[one.first - 1].lower in _BE
    ends = one.last >= len(words) or words[one.last].kind == "mark" or words[one.last].lower in ("too", "and", "but")
    effects = reading.listed(passage, "vague-quantity", "effects")
    return bool(be) and ends and any(other.last < one.first for other in effects)


def _found(reading: Reading, passage: Passage, one: Listed, first: int, last: int) -> Found:
    start, end = passage.span(first, last)
    said = reading.document.parts[passage.part].text[start:end]
    if one.label == "times":
        message = f"“{said}” is a different day for every reader. Give the date, or say on what it depends."
    elif one.label in ("numbers", "heaps", "some"):
        message = f"“{said}” may be 5 or 5,000. Say how many, and of how many."
    else:
        message = f"“{said}” leaves the size to this reader's guess. Give the number, and the one before it."
    return Found(passage.part, start, end, message)


RULE = Rule("vague-quantity", "note", find)

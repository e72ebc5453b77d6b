"""Something is wanted, but not from whom or by when.

What it does: Finds requests (please send, can we get, somebody needs to, we need approval) that name no day, or that
leave open who is meant.

Why: A request to everybody for some time is answered by nobody. The reader can't see that it is their turn.

Example: Somebody needs to approve the new supplier.

Instead: Olga, could you approve the new supplier by 14 March?

Source: Action items with one owner and one date, as in any guide to minutes of meetings.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import Flow, dated, is_denied, is_question
from plainspeak.wordlists import Listed

_NAME = "ask-without-owner-or-date"
_NO_DATE = "This asks for something without saying by when. Name the person and the day."
_NO_OWNER = "This asks for something of nobody in particular. Name the one person who should do it."
_LACKING = frozenset(
    "needed required pending outstanding missing appreciated helpful welcome requested sought wanted great nice".split()
)
_BEFORE = frozenset("if once when whenever before until after that which who what whether unless".split())
_TO_DO = ("give", "bid")
_ANNOUNCED = 12  # sentences within which an announced request is made
_NEAR = 5  # words between "we need" and what is needed

FOUND = (
    ("exec", "Somebody needs to approve the new supplier.", "Somebody needs to approve the new supplier."),
    ("pm", "Please send us your comments on the draft."),
    ("exec", "We need approval for two more engineers."),
    ("sales", "Can someone get back to the customer?"),
    ("exec", "Can we get a decision?"),
    ("pm", "Awaiting sign-off."),
    ("exec", "Could you please review the contract?"),
    ("exec", "Someone should check the invoices by Friday."),
    ("exec", "We still need your input on the price list."),
    ("exec", "The second crane still has to be approved."),
    ("pm", "The colour of the gate needs a decision."),
    ("sales", "We are looking for customers who want to test it."),
    ("exec", "Your help with the permit would be welcome."),
    ("pm", "Please gather comments from the shops."),
)

SILENT = (
    ("exec", "Olga, please approve the new supplier by 14 March."),
    ("exec", "Could you please review the contract? We sign it on 2 June, so I need your answer by Thursday."),
    ("exec", "Please let me know if you have any questions."),
    ("exec", "Please note that the shop is closed on Monday."),
    ("exec", "Please do not promise a date yet."),
    ("exec", "No decision needed."),
    ("sales", "Customers need help with the form."),
    ("exec", "I need your decision by 3 May."),
    ("exec", "By 3 May: Karl, please choose one of the two offers."),
    ("exec", "We need 12 days to deliver."),
    (
        "exec",
        "Subject: Tills: your decision by 4 July\n\nDear Eva,\n\nThe tills are ready. Please decide between the two.",
    ),
    ("pm", "Users can send us comments."),
    ("exec", "Each order above EUR 900 that needs approval goes to Olga."),
    ("exec", "The second crane has to be approved by 4 May; Olga has the papers."),
    ("exec", "Your help with the permit was welcome."),
    ("sales", "Can customers get a refund? Yes, within 30 days."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the requests that lack a day or a person."""
    flow = Flow(reading)
    announced = any(
        dated(reading, p, now=True) for p in reading.passages if reading.document.parts[p.part].kind == "subject"
    )
    for at, passage in enumerate(flow.passages):
        if passage.kind not in ("prose", "item") or not _asks(reading, passage):
            continue
        has_day = announced or any(dated(reading, near, now=True) for near in flow.around(at, 1, 2))
        later = flow.passages[
            at + 1 : at + 1 + _ANNOUNCED
        ]  # "one point needs your decision": the day comes with the question
        has_day = has_day or any(_asks(reading, other) and dated(reading, other, now=True) for other in later)
        anyone = bool(reading.listed(passage, _NAME, "person"))
        if not has_day or anyone:
            yield Found(passage.part, passage.start, passage.end, _NO_OWNER if has_day else _NO_DATE)


def _asks(reading: Reading, passage: Passage) -> bool:
    """Return whether a sentence asks for something that somebody is to do."""
    hits = reading.listed(passage, _NAME)
    if any(hit.label in ("courtesy", "nobody") for hit in hits):
        return False
    hits = [hit for hit in hits if hit.label != "thing" or not is_denied(reading, passage, hit.first, 2)]
    if not reading.document.is_mail and passage.facts.untouchable:
        return False  # "please open an issue at ..." in a manual is no request to the reader of a status
    asking = is_question(passage)
    for number, hit in enumerate(hits):
        follow = hits[number + 1 :]
        match hit.label:
            case "polite" if _next(follow, hit.last, _TO_DO, 2) or (asking and number):
                return True
            case "question" if asking and _is_request(hit, follow, passage):
                return True
            case "person" if _next(follow, hit.last, _TO_DO, 0) or _next(follow, hit.last, ("must",), 4):
                return True
            case "wish" | "bid" if hit.label == "wish" or not hit.first:
                return True
            case "want" if _is_wanted(follow, hit) and _is_ours(passage, hit):
                return True
            case "must" if _next(follow, hit.last, _TO_DO, 0) and any(
                h.label == "side" and h.last == hit.first for h in hits[:number]
            ):
                return True
            case "thing" if any(_ends_needed(passage, hit, other) for other in follow):
                return True
            case "verdict" if _BEFORE.isdisjoint(w.lower for w in passage.facts.words[: hit.first]):
                return True
    return False


def _next(follow: list[Listed], after: int, labels: tuple[str, ...], most: int) -> bool:
    return any(hit.label in labels and 0 <= hit.first - after <= most for hit in follow)


def _is_request(hit: Listed, follow: list[Listed], passage: Passage) -> bool:
    """Return whether "can you" goes on with something to do; "can we get" is a request by itself."""
    opening = " ".join(w.lower for w in passage.facts.words[hit.first : hit.last])
    return opening.endswith((" get", " have", "go", "ahead", "agree", "possible")) or _next(follow, hit.last, _TO_DO, 2)


def _is_wanted(follow: list[Listed], hit: Listed) -> bool:
    return _next(follow, hit.last, ("thing",), _NEAR) or _next(follow, hit.last, ("person",), 1)


def _is_ours(passage: Passage, hit: Listed) -> bool:
    """Return whether it is the author who wants: "we need", or nobody is named as in "Awaiting sign-off"."""
    words = passage.facts.words
    opening = words[hit.first].lower
    if opening in ("we", "i"):
        return True
    if hit.first == 0 or words[hit.first - 1].kind == "mark":
        return opening not in ("needs", "is", "are")
    return opening in ("awaiting", "waiting", "pending") and any(
        w.lower in ("we", "i", "still", "are") for w in words[: hit.first]
    )


def _ends_needed(passage: Passage, thing: Listed, want: Listed) -> bool:
    """Return whether "needed" follows what is needed: "Decision needed"."""
    words = passage.facts.words
    last = words[want.last - 1].lower
    if want.label != "want" or last not in _LACKING:
        return False
    return want.first == thing.last or (thing.first <= 1 and want.first - thing.last <= _NEAR)


RULE = Rule(_NAME, "error", find)

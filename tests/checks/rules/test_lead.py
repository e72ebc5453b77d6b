"""What a mail begins and ends with."""

from __future__ import annotations

from plainspeak.checks.document import Document, Part
from plainspeak.checks.passages import Reading
from plainspeak.checks.rules import lead
from plainspeak.knowledge import load

GOOD = "Hi Eva,\n\nThe new pages are live. Visitors like them. We have new pictures. The team is happy.\n\n"


def found(body: str, *, is_mail: bool = True) -> list[str]:
    knowledge = load()
    document = Document("-", (Part("subject", "Web shop"), Part("body", body)), is_mail)
    reading = Reading(document, knowledge.audiences.get("exec"), knowledge)
    return [body[one.start : one.end] for one in lead.RULE.find(reading)]


def test_a_metric_that_got_worse_in_the_last_line_is_found_without_any_cue() -> None:
    assert found(f"{GOOD}Conversion fell from 3.4% to 2.9%.\n\nBest,\nJo\n") == ["Conversion fell from 3.4% to 2.9%."]


def test_bad_news_that_was_told_before_may_stand_last_again() -> None:
    told = "Hi Eva,\n\nConversion fell last week. The new pages are live. Visitors like them. We have new pictures.\n\n"
    assert not found(f"{told}Conversion fell from 3.4% to 2.9%.\n\nBest,\nJo\n")


def test_a_text_that_is_no_mail_has_its_own_order() -> None:
    assert not found(f"{GOOD}By the way, the shop lost 8% of its orders.", is_mail=False)


def test_the_signature_is_not_the_last_line() -> None:
    body = f"{GOOD}By the way, the shop lost 8% of its orders.\n\nKind regards,\nJo Miller\n"
    assert found(body) == ["By the way, the shop lost 8% of its orders."]

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plainspeak
from plainspeak import documents
from plainspeak.audiences import Audience
from plainspeak.checks.config import Policy
from plainspeak.checks.document import Part
from plainspeak.checks.engine import Checker
from plainspeak.checks.fixes import Mended, mend
from plainspeak.checks.report import CheckFinding
from plainspeak.knowledge import load


def finding(text: str, words: str, fix: str | None, *, safe: bool = True) -> CheckFinding:
    start = text.index(words)
    part = Part("body", text)
    (line, column), (end_line, end_column) = part.position(start), part.position(start + len(words))
    span = (start, start + len(words))
    return CheckFinding("wordy", "note", "-", words, span, line, column, end_line, end_column, fix, safe, "-", part)


def reader() -> Audience:
    return load().audiences.get("exec")


def mended(text: str, *fixes: tuple[str, str | None], safe: bool = True) -> Mended:
    """Mend a text with exchanges of words that are proposed wherever the words stand."""

    def check(now: str) -> list[CheckFinding]:
        return [finding(now, words, fix, safe=safe) for words, fix in fixes if words in now]

    return mend(text, check, reader(), load())


def test_words_are_exchanged() -> None:
    done = mended("In order to ship, we wait.\nAll is well.\n", ("In order to", "To"))
    assert (done.text, done.made, done.refused) == ("To ship, we wait.\nAll is well.\n", 1, ())


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("This is basically done.", "basically", "This is done."),
        ("Basically, this is done.", "Basically", "This is done."),
        ("It is done, basically.", "basically", "It is done."),
        ("- basically done", "basically", "- done"),
    ],
)
def test_words_are_left_out_with_their_space(text: str, words: str, expected: str) -> None:
    assert mended(text, (words, "")).text == expected


def test_line_ends_and_layout_stay() -> None:
    text = "# A\r\n\r\n- We ship in\r\n  order to learn.\r\n"
    assert mended(text, ("in\r\n  order to", "so as to")).text == "# A\r\n\r\n- We ship so\r\n  as to learn.\r\n"


def test_only_safe_mends_are_made() -> None:
    assert mended("In order to ship, we wait.", ("In order to", "To"), safe=False).made == 0
    assert mended("In order to ship, we wait.", ("In order to", None)).made == 0


def test_a_mend_that_changes_the_meaning_is_refused() -> None:
    done = mended("The release may slip to June.", ("may slip", "slips"))
    assert (done.text, done.made) == ("The release may slip to June.", 0)
    assert [f.text for f in done.refused] == ["may slip"]


def test_a_mend_inside_of_code_is_not_made() -> None:
    assert mended("Run `in order to` today.", ("in order to", "to")).made == 0


def test_mends_that_call_for_each_other_are_none() -> None:
    text = "We use it."
    assert mended(text, ("use it", "have it"), ("have it", "use it")).text == text


def checker() -> Checker:
    return Checker(reader(), load(), Policy())


def all_mended(text: str) -> Mended:
    made = checker()
    return mend(text, lambda now: made.check(documents.of_text(now)).findings, made.audience, made.knowledge)


PIECES = st.sampled_from(
    "in order to|In order to|utilise|basically|at this point in time|due to the fact that|the ranker|recall|81%|78%|"
    "rose|we|may|ship|it|.|,|\n|\n\n- |`x`|make use of|is able to|prior to|a number of|has the ability to|very|really|"
    "conduct an analysis of|and|not|on 3 May|with regard to|for the purpose of|in the event that|\r\n|"
    'It is important to note that|(|)|"|perform a review of|the team'.split("|")
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


@given(TEXTS)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = all_mended(text)
    again = all_mended(once.text)
    assert again.text == once.text
    assert again.made == 0


@given(TEXTS)
def test_no_mend_is_one_that_the_verifier_refuses(text: str) -> None:
    done = all_mended(text)
    if done.made:
        assert plainspeak.verify(text, done.text, audience="exec").outcome != "unfaithful"


def test_what_the_rules_call_safe_is_mended(check: Any) -> None:
    text = "In order to open the shop, we wait for the permit.\n"
    assert [f.safe for f in check(text, "wordy").findings] == [True]
    assert all_mended(text).text == "To open the shop, we wait for the permit.\n"

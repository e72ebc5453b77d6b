from __future__ import annotations

from decimal import Decimal

import pytest

from plainspeak import knowledge
from plainspeak.draft.sayings import Saying, Wording, plain, shown
from plainspeak.text import words


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(knowledge.load().language.inflection, {"boats": "dinghies", "system": "the harbour"})


def parts(saying: Saying) -> tuple[str, bool, str, str]:
    return saying.subject, saying.plural, saying.verb, saying.rest


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("{catch} {n} more {boats}", ("", False, "catch", "{n} more {boats}")),
        ("now {catch} {new} of {boats}", ("", False, "catch", "{new} of {boats}")),
        ("the crossing {takes} {n} longer", ("the crossing", False, "take", "{n} longer")),
        ("{boats} {take} {n} longer", ("{boats}", True, "take", "{n} longer")),
        ("the pier {is} open {n} of the time", ("the pier", False, "be", "open {n} of the time")),
        ("tides {are} {n} higher", ("tides", True, "be", "{n} higher")),
        ("a crew {has} {n} more {boats}", ("a crew", False, "have", "{n} more {boats}")),
        ("no verb at all", ("no verb at all", False, "", "")),
    ],
)
def test_a_saying_is_taken_apart_at_its_verb(
    wording: Wording, template: str, wanted: tuple[str, bool, str, str]
) -> None:
    assert parts(wording.parse(template)) == wanted


@pytest.mark.parametrize(
    ("verb", "form", "plural", "wanted"),
    [
        ("catch", "present", False, "catches"),
        ("catch", "present", True, "catch"),
        ("catch", "past", False, "caught"),
        ("be", "present", True, "are"),
        ("be", "present", False, "is"),
        ("be", "past", True, "were"),
        ("be", "past", False, "was"),
        ("have", "present", False, "has"),
        ("catch", "base", False, "catch"),
        ("catch", "ing", True, "catching"),
    ],
)
def test_the_verb_agrees(wording: Wording, verb: str, form: str, plural: bool, wanted: str) -> None:
    assert wording.conjugate(verb, form, plural=plural) == wanted


def test_slots_are_filled_and_the_verb_agrees_with_the_owner(wording: Wording) -> None:
    template = "the share of {boats} {owner} {catch}"
    assert wording.fill(template, {"owner": "we"}) == "the share of dinghies we catch"
    assert wording.fill(template, {"owner": "the crew"}, plural_owner=False) == "the share of dinghies the crew catches"


@pytest.mark.parametrize(
    ("text", "options", "wanted"),
    [
        ("12%", {}, "12%"),
        ("about 12%", {}, "about 12%"),
        ("+12%", {}, "12%"),
        ("−12%", {}, "12%"),
        ("12 points", {"bare": True}, "12"),
        ("1.5 pp", {"bare": True}, "1.5"),
        ("25 bps", {"bare": True}, "0.25"),
        ("0.89", {"share": True}, "89%"),
        ("0.89", {}, "0.89"),
        ("up to 40 ms", {}, "up to 40 ms"),
        ("half", {}, "50%"),
        ("5 to 7 points", {"bare": True}, "5–7"),
    ],
)
def test_how_a_number_is_shown(text: str, options: dict[str, bool], wanted: str) -> None:
    sentence = f"The tide rose by {text}."
    [quantity] = knowledge.load().numbers.read(sentence, words(sentence))
    assert shown(quantity, sentence, **options) == wanted


@pytest.mark.parametrize(
    ("number", "wanted"), [("5", "5"), ("5.00", "5"), ("0.50", "0.5"), ("1E+3", "1000"), ("100", "100"), ("0", "0")]
)
def test_plain_numbers(number: str, wanted: str) -> None:
    assert plain(Decimal(number)) == wanted

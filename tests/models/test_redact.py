from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.models.redact import Redactor


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to ann.lee+x@corp.example.org, or bob@b.example.", "Write to ADDRESS_1, or ADDRESS_2."),
        ("See https://x.example/a?b=c#d (and www.y.example).", "See LINK_1 (and LINK_2)."),
        ("[page](https://x.example/a), <https://x.example/a>", "[page](LINK_1), <LINK_1>"),
        ("https://user:pw@x.example/ is one link", "LINK_1 is one link"),
        ("The key is sk-proj-abcdefghijkl0123.", "The key is KEY_1."),
        ("ghp_abcdefghijklmnopqrstuvwx0123 and AKIAABCDEFGHIJKLMNOP", "KEY_1 and KEY_2"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3 works", "KEY_1 works"),
        ("password=hunter2hunter and token: abcdef123", "password=KEY_1 and token: KEY_2"),
        ("Authorization: Bearer abc.def.ghi", "Authorization: Bearer KEY_1"),
        ("commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b is out", "commit KEY_1 is out"),
        (
            "Recall rose by 10% to 0.89, p99 is 120 ms (#482), v2.1.",
            "Recall rose by 10% to 0.89, p99 is 120 ms (#482), v2.1.",
        ),
        ("my_very_long_configuration_option_name is set", "my_very_long_configuration_option_name is set"),
        ("the state-of-the-art end-to-end question-answering", "the state-of-the-art end-to-end question-answering"),
        ("a key performance indicator, risk-adjusted", "a key performance indicator, risk-adjusted"),
        ("someone@home is no address", "someone@home is no address"),
    ],
)
def test_what_never_leaves_the_house(text: str, masked: str) -> None:
    redactor = Redactor()
    assert redactor.mask(text) == masked
    assert redactor.restore(masked) == text


def test_a_team_s_own_words() -> None:
    redactor = Redactor(["Heron", "Project Heron", "ACME"])
    text = "project\nheron is Acme's; Heronry and ACME2 are not. Heron!"
    masked = redactor.mask(text)
    assert masked == "NAME_1 is NAME_2's; Heronry and ACME2 are not. NAME_3!"
    assert redactor.restore(masked) == text


def test_the_same_words_get_the_same_mask_in_every_text() -> None:
    redactor = Redactor(["Heron"])
    assert redactor.mask("Heron: a@x.example") == "NAME_1: ADDRESS_1"
    assert redactor.mask("Ask a@x.example about Heron, not b@x.example") == "Ask ADDRESS_1 about NAME_1, not ADDRESS_2"


def test_a_mask_is_never_a_word_of_the_text() -> None:
    redactor = Redactor(["Heron"])
    text = "NAME_1 and NAME_2 belong to Heron."
    redactor.avoid(text)
    masked = redactor.mask(text)
    assert masked == "NAME_1 and NAME_2 belong to NAME_3."
    assert redactor.restore(masked) == text


def test_a_mask_that_a_model_made_up_is_told() -> None:
    redactor = Redactor(["Heron"])
    redactor.avoid("Heron meets NAME_7.")
    redactor.mask("Heron meets NAME_7.")
    assert redactor.strange("NAME_1 meets NAME_7 and NAME_9 at LINK_1.") == ["NAME_9", "LINK_1"]


def test_words_that_look_like_masks_and_are_private_are_masked() -> None:
    redactor = Redactor(["NAME_1"])
    redactor.avoid("NAME_1 is secret")
    masked = redactor.mask("NAME_1 is secret")
    assert "NAME_1" not in masked
    assert redactor.restore(masked) == "NAME_1 is secret"


@given(st.text(), st.lists(st.text(min_size=1, max_size=8), max_size=3))
def test_whatever_is_masked_comes_back(text: str, words: list[str]) -> None:
    redactor = Redactor(words)
    redactor.avoid(text)
    assert redactor.restore(redactor.mask(text)) == text


@pytest.mark.parametrize(
    "unit", ["a@", "a@b.", "http://", "sk-", "eyJ", "a.", "-----BEGIN A-----", "1a", "password=", "A" * 31 + " ", "a-1"]
)
def test_no_text_takes_long(unit: str) -> None:
    began = time.perf_counter()
    Redactor(["one", "two words"]).mask(unit * (200_000 // len(unit)))
    assert time.perf_counter() - began < 3

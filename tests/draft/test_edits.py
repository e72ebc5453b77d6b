from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.draft.edits import Edit, apply, rewrapped


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(start, end, text, (), "replaced")


def test_edits_in_any_order() -> None:
    edits = [edit(8, 11, "sea"), edit(0, 3, "A")]
    assert apply("The big sky", edits) == "A big sea"


def test_a_part_of_a_text() -> None:
    assert apply("One. Two. Three.", [edit(5, 8, "Deux")], 5, 9) == "Deux."


def test_what_is_put_in_between() -> None:
    assert apply("ab", [edit(1, 1, "-")]) == "a-b"


def test_no_edits() -> None:
    assert apply("as it was", []) == "as it was"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("one two", "three four", "three four"),
        ("aaaa\nbbbb", "cccc dddd", "cccc\ndddd"),
        ("aaaa\n  bbbb", "cccc dddd", "cccc\n  dddd"),
        ("aaaa\r\nbbbb", "cccc dddd", "cccc\r\ndddd"),
        ("aaaa\n> bbbb", "cccc dddd", "cccc\n> dddd"),
        ("a\nbbbbbbbb", "cc dddd eeee", "cc\ndddd eeee"),
        ("aa\nbb\ncc", "dd ee ff", "dd\nee\nff"),
    ],
)
def test_line_breaks_stay_near_their_place(old: str, new: str, wanted: str) -> None:
    assert rewrapped(old, new) == wanted


def test_a_break_is_kept_even_where_no_space_is_left() -> None:
    assert rewrapped("aa\nbb", "cc").count("\n") == 1


@given(
    st.lists(st.sampled_from(["low", "tide", "water"]), min_size=2, max_size=12),
    st.lists(st.sampled_from([" ", "\n", "\n  ", "\r\n"]), min_size=11, max_size=11),
    st.lists(st.sampled_from(["the", "sea", "went", "out"]), min_size=12, max_size=20),
)
def test_words_are_the_new_ones_and_breaks_the_old_ones(old: list[str], white: list[str], new: list[str]) -> None:
    before = "".join(word + space for word, space in zip(old, white, strict=False)).rstrip()
    after = rewrapped(before, " ".join(new))
    assert after.split() == new
    assert len(re.findall(r"\r\n|\n", after)) == len(re.findall(r"\r\n|\n", before))

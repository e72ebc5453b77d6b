from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.phrases import find, key, table
from plainspeak.text import words


def found(phrases: list[str], text: str, *, overlapping: bool = False) -> list[str]:
    split = words(text)
    hits = find(table((phrase, phrase) for phrase in phrases), split, overlapping=overlapping)
    return [text[split[hit.first].start : split[hit.last - 1].end] for hit in hits]


@pytest.mark.parametrize(
    ("phrases", "text", "wanted"),
    [
        (["tide table"], "The Tide Table is wet.", ["Tide Table"]),
        (["tide table"], "The tide-table is wet.", ["tide-table"]),
        (["tide-table"], "The tide table is wet.", ["tide table"]),
        (["tide table"], "The tide\n  table is wet.", ["tide\n  table"]),
        (["tide table"], "The tide, table by table", []),
        (["tide table"], "tide tables", []),
        (["tide", "tide table"], "tide table, tide", ["tide table", "tide"]),
        (["tide", "table"], "tide table", ["tide", "table"]),
        (["low tide table"], "low tide", []),
        (["low tide"], "low low tide", ["low tide"]),
        (["tide"], "", []),
    ],
)
def test_the_longest_phrase_at_each_place(phrases: list[str], text: str, wanted: list[str]) -> None:
    assert found(phrases, text) == wanted


def test_phrases_inside_others_only_if_asked_for() -> None:
    phrases = ["low tide", "tide table"]
    assert found(phrases, "low tide table") == ["low tide"]
    assert found(phrases, "low tide table", overlapping=True) == ["low tide", "tide table"]


def test_equal_phrases_keep_all_that_was_stored_each_once() -> None:
    [hit] = find(table([("ebb", 1), ("Ebb", 2), ("ebb", 1)]), words("EBB"))
    assert hit.payloads == (1, 2)


def test_a_phrase_without_words_is_left_out() -> None:
    assert table([("", 1), ("-", 2)]) == {}


def test_key_is_without_case_and_hyphens() -> None:
    assert key("High-Water Mark") == key("high water mark") == ("high", "water", "mark")


@given(st.lists(st.sampled_from(["ebb", "flow", "moon", "-", "of"]), max_size=30).map(" ".join))
def test_hits_are_in_order_and_do_not_overlap(text: str) -> None:
    split = words(text)
    hits = find(table((phrase, phrase) for phrase in ("ebb", "ebb flow", "flow of moon", "moon ebb")), split)
    places = [(hit.first, hit.last) for hit in hits]
    assert all(first < last <= len(split) for first, last in places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))
    for hit in hits:
        assert key(text[split[hit.first].start : split[hit.last - 1].end]) == key(hit.payloads[0])

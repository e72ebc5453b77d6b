"""Requests: from whom, and by when."""

from __future__ import annotations

import pytest
from tests.checks.conftest import Check

NAME = "ask-without-owner-or-date"


def test_it_is_said_which_of_the_two_is_missing(check: Check) -> None:
    [no_date] = check("Olga, please approve the supplier.", NAME).findings
    [no_owner] = check("Somebody should approve the supplier by 3 May.", NAME).findings
    assert "by when" in no_date.message
    assert "nobody" in no_owner.message


@pytest.mark.parametrize("day", ["by Friday", "by the end of the week", "this week", "before 4 May", "within two days"])
def test_a_day_in_any_form_is_one(check: Check, day: str) -> None:
    assert not check(f"Olga, please approve the supplier {day}.", NAME).findings


def test_a_request_to_open_an_issue_in_a_manual_is_none(check: Check) -> None:
    assert not check("Please send us your report at https://example.org/issues.", NAME).findings


def test_a_quoted_request_is_not_the_authors(check: Check) -> None:
    assert not check('The customer wrote: "Please send us the price list."', NAME).findings

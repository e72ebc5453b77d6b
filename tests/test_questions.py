"""What only the author can answer is asked, and what was answered is not asked again."""

from __future__ import annotations

from functools import cache

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings


@cache
def rewriter(audience: str) -> Rewriter:
    return Rewriter(audience, packs=[], settings=Settings())


def asked(text: str, *given: str, audience: str = "exec") -> list[str]:
    return list(rewriter(audience).rewrite(text, given=given).questions)


def test_which_of_the_two_readings_with_an_example() -> None:
    [which, *_] = asked("Recall rose by 20%.")
    assert "20%" in which
    assert "72%" in which  # relative to 60%
    assert "80%" in which  # 20 points over 60%
    assert "relative" in which
    assert "points" in which


def test_downwards_the_example_goes_down() -> None:
    [which, *_] = asked("Recall fell by 20%.")
    assert "48%" in which
    assert "40%" in which


def test_with_a_level_the_authors_own_figures() -> None:
    [which, *_] = asked("Recall rose by 20%.", "Recall was 50% before.")
    assert "60%" in which
    assert "70%" in which
    assert "50%" in which


@pytest.mark.parametrize(
    "text", ["Recall rose by 20 points.", "Recall rose from 50% to 70%.", "Recall is 50%.", "Latency fell by 20%."]
)
def test_only_a_bare_percentage_on_a_share_has_two(text: str) -> None:
    assert not any("points (60%" in question for question in asked(text))


def test_the_words_of_the_author_are_used() -> None:
    assert any("Sensitivity" in q or "sensitivity" in q for q in asked("Sensitivity of the model rose by 20%."))


def test_what_the_change_means_for_the_reader() -> None:
    [impact] = [q for q in asked("Latency fell from 90 ms to 60 ms.") if "mean" in q]
    assert "latency" in impact
    assert "--given" in impact
    cares = rewriter("exec").audience.cares_about
    assert cares[0] in impact


def test_not_if_the_author_has_said_it() -> None:
    assert not [q for q in asked("Latency fell from 90 ms to 60 ms.", "Orders rose by 3%.") if "mean" in q]


@pytest.mark.parametrize("text", ["The bakery opens at six.", "We met on 4 May."])
def test_nothing_to_ask(text: str) -> None:
    assert asked(text) == []


def test_each_question_once() -> None:
    questions = asked("Recall rose by 20%. Precision is 71%. Recall rose by 20%.")
    assert len(questions) == len(set(questions))


def test_who_measures_models_is_asked_for_baseline_and_sample() -> None:
    baseline, sample = asked("The AUC is 0.83.", audience="ds")
    assert "AUC" in baseline
    assert "baseline" in baseline
    assert "sample" in sample


@pytest.mark.parametrize(
    "text",
    ["Recall is 74% on 600 parcels, against a baseline of 61%.", "Uptime was 99.9% in May.", "The AUC test is on."],
)
def test_not_where_the_text_has_them_or_nothing_was_sampled(text: str) -> None:
    assert not [q for q in asked(text, audience="ds") if "baseline" in q or "sample" in q]


def test_who_does_not_measure_models_is_not_asked_for_them() -> None:
    assert not [q for q in asked("The AUC is 0.83.") if "baseline" in q or "sample" in q]


def test_a_result_of_a_test_needs_the_size_of_its_sample() -> None:
    assert any("sample" in q for q in asked("The uplift was not statistically significant.", audience="ds"))

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.models import answers
from plainspeak.models.answers import Answer, CarriedFact, UnreadableAnswerError

GOOD = {
    "rewrite": "We find 10% more.",
    "facts": [{"number": 1, "words": "10% more"}],
    "questions": ["What is a case worth?"],
}
READ = Answer(
    rewrite="We find 10% more.",
    facts=[CarriedFact(number=1, words="10% more")],
    questions=["What is a case worth?"],
)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD),
        json.dumps(GOOD, indent=2),
        f"\ufeff{json.dumps(GOOD)}\n",
        f"```json\n{json.dumps(GOOD)}\n```",
        f"Here is my answer:\n\n{json.dumps(GOOD)}\n\nI hope that it helps.",
        f'<think>Maybe {{this}}? {{"rewrite": "no"}}</think>\n{json.dumps(GOOD)}',
        f"First I thought of {json.dumps(GOOD | {'rewrite': 'Not this one.'})}, but rather: {json.dumps(GOOD)}",
        json.dumps(GOOD | {"more": {"of": "it"}}),
        json.dumps([GOOD]),
        "{ this is not JSON, but the next is } " + json.dumps(GOOD),
    ],
)
def test_an_answer_is_found_wherever_it_stands(text: str) -> None:
    assert answers.read(text) == READ


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ('{"rewrite": "We find more."}', "We find more."),
        ('{"rewrite": "We find more.", "facts": null, "questions": "none"}', "We find more."),
        ('{"rewrite": "We find more.", "facts": ["10%"]}', "We find more."),
        ("We find more.", "We find more."),
        ('"We find more."', "We find more."),
        ("“We find more.”", "We find more."),
        ('We find "more" of "them".', 'We find "more" of "them".'),
        ('"More" is what we "find"', '"More" is what we "find"'),
        ("<think>Hm.</think>We find more.", "We find more."),
        ("Our {cases} are found.", "Our {cases} are found."),
        ("", ""),
        ("   \n", ""),
    ],
)
def test_servers_that_take_no_notice_of_the_schema(text: str, rewrite: str) -> None:
    assert answers.read(text).rewrite == rewrite


@pytest.mark.parametrize(
    "text",
    [
        '{"rewrite": "We find mo',
        '```json\n{"rewrite": "We find mo',
        '{"answer": "We find more."}',
        '{"rewrite": 7}',
        '{"rewrite": null}',
        '{"rewrite": ["We find more."]}',
        "{}",
        "[]",
        'Of course: {"rewrite": "We find mo',
    ],
)
def test_broken_answers_are_no_rewrites(text: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        answers.read(text)


@pytest.mark.parametrize("unit", ["{", "[{", '{"a":', "{}", '{"rewrite":', "<think>", "``", '{"rewrite":"x"}'])
def test_no_text_takes_long_to_read(unit: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(UnreadableAnswerError):
        answers.read(unit * (200_000 // len(unit)))
    assert time.perf_counter() - began < 5


@given(st.text())
def test_any_text_is_an_answer_or_is_not(text: str) -> None:
    try:
        found = answers.read(text).rewrite
    except UnreadableAnswerError as error:
        found = f"none: {error}"
    assert isinstance(found, str)


def test_the_schema_is_as_strict_as_vendors_want_it() -> None:
    schema = answers.schema()
    todo = [schema]
    while todo:
        part = todo.pop()
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
            assert all("description" in inner for inner in part["properties"].values())
        todo += [inner for inner in part.values() if isinstance(inner, dict)]
    assert list(schema["properties"]) == ["rewrite", "facts", "questions"]


def test_the_schema_is_what_the_vendors_own_helpers_make_of_the_model() -> None:
    anthropic = pytest.importorskip("anthropic")
    helped = anthropic.transform_schema(Answer)
    assert set(helped["properties"]) == set(answers.schema()["properties"])
    assert anthropic.transform_schema(answers.schema())["required"] == answers.schema()["required"]

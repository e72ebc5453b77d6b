"""What a model is to answer, and reading what it did answer, also where a server took no notice of the form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_THOUGHTS = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
_TRIES = 50  # braces at which an object may begin; more of them are no answer to a question about one sentence
_STRICT = ConfigDict(
    extra="ignore",  # read with forgiveness, asked for without: a schema in which every key is required, and no other
    json_schema_extra={"additionalProperties": False},
    json_schema_serialization_defaults_required=True,
)
_QUOTES = {'"': '"', "“": "”", "'": "'", "`": "`"}


class CarriedFact(BaseModel):
    """Where one of the numbered facts stands in the rewrite."""

    model_config = _STRICT

    number: int = Field(description="The fact's number in the list.")
    words: str = Field(description="The words of your rewrite that carry it.")


class Answer(BaseModel):
    """A model's answer about one sentence."""

    model_config = _STRICT

    rewrite: str = Field(description="The sentence, rewritten for the reader: plain text on one line.")
    facts: list[CarriedFact] = Field(default=[], description="For each numbered fact, the words that carry it.")
    questions: list[str] = Field(
        default=[], description="At most two questions whose answers would let the author state the business impact."
    )


class UnreadableAnswerError(ValueError):
    """The text holds no answer; the message says why."""


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the strict form that vendors want: every key required, no others.

    >>> schema()["required"]
    ['rewrite', 'facts', 'questions']
    """
    made = Answer.model_json_schema(mode="serialization")
    strict: dict[str, Any] = _without(made, ("title", "default"))
    return strict


def read(text: str) -> Answer:
    """Return the answer in a model's text.

    A server that ignores the schema may wrap the JSON in prose or a code block, leave out the lists, or send the bare
    rewrite; all that is read. The last object wins: what stands before it was thinking aloud.

    Args:
        text: What the model wrote.

    Raises:
        UnreadableAnswerError: There is neither an answer in JSON nor a plain text.

    >>> read('Here you are: {"rewrite": "We find more of the cases."}').rewrite
    'We find more of the cases.'
    >>> read("We find more of the cases.").rewrite
    'We find more of the cases.'
    """
    text = _THOUGHTS.sub("", text.removeprefix("\ufeff")).strip()
    wrong = ""
    found = None
    for data in _objects(text):
        if "rewrite" not in data:
            continue
        try:
            found = _validated(data)
        except ValidationError as error:
            wrong = f"{'.'.join(map(str, error.errors()[0]['loc']))}: {error.errors()[0]['msg']}"
    if found:
        return found
    if wrong or text[:1] in ("{", "[") or text.startswith("```") or '"rewrite"' in text:
        raise UnreadableAnswerError(wrong or "the JSON is broken or has no rewrite")
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1] and text[0] not in text[1:-1]:
        text = text[1:-1].strip()
    return Answer(rewrite=text)


def _validated(data: dict[str, Any]) -> Answer:
    """Return the answer; the lists are not worth losing a rewrite for."""
    try:
        return Answer.model_validate(data)
    except ValidationError:
        return Answer.model_validate({"rewrite": data["rewrite"]})


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects that stand in a text, outermost first, in order."""
    decoder = json.JSONDecoder()
    at = 0
    for _ in range(_TRIES):
        at = text.find("{", at)
        if at < 0:
            return
        try:
            data, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(data, dict):
            yield data


def _without(data: Any, keys: tuple[str, ...]) -> Any:
    """Return a schema without the keys that say nothing to a model; names of properties are left alone."""
    if isinstance(data, dict):
        return {
            key: {name: _without(inner, keys) for name, inner in value.items()}
            if key in ("properties", "$defs")
            else _without(value, keys)
            for key, value in data.items()
            if key not in keys
        }
    return [_without(value, keys) for value in data] if isinstance(data, list) else data

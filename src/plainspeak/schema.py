"""What the files of a pack may hold, as pydantic models: they check the files and describe them to editors."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from plainspeak.errors import did_you_mean
from plainspeak.tomlfile import COMPUTED_SLOTS

Kind = Literal["glossary", "audience", "english", "pack"]
Found = tuple[tuple[str | int, ...], str]
"""A mistake: the way to the value, and what is wrong."""

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_BRACES = re.compile(r"\{[a-z][a-z-]*+\}")


def _trimmed(text: str) -> str:
    if not text:
        raise ValueError("must not be empty. Fill it in, or leave the key out.")
    if text != text.strip():
        raise ValueError("must not begin or end with a space or a line end.")
    return text


def _wording(text: str) -> str:
    if set(_BRACES.sub("", text)) & {"{", "}"}:
        raise ValueError("has braces that don't hold one lower-case word, such as {cases} or {catch}.")
    return text


def _without_braces(text: str) -> str:
    if set(text) & {"{", "}"}:
        raise ValueError("must not contain braces.")
    return text


def _slots(slots: dict[str, str]) -> dict[str, str]:
    for name in slots:
        if name in COMPUTED_SLOTS:
            raise ValueError(f"must not set {name!r}: it is filled from each sentence.")
        if not _BRACES.fullmatch(f"{{{name}}}"):
            raise ValueError(f"has the name {name!r}; a name is one lower-case word.")
    return slots


Text = Annotated[str, AfterValidator(_trimmed)]
Wording = Annotated[Text, AfterValidator(_wording)]
Id = Annotated[str, StringConstraints(pattern=ID)]
Pattern = Annotated[str, StringConstraints(pattern=r"^!?(\*|[a-z0-9-]+\.(\*|[a-z0-9-]+))$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Amounts(_Model):
    """How a change in one direction is said, by the form of its amount."""

    relative: Wording | None = Field(None, description="{n} is a percentage, a fraction …")
    points: Wording | None = Field(None, description="{n} is a number of percentage points")
    absolute: Wording | None = Field(None, description="{n} is an amount with its unit")
    times: Wording | None = Field(None, description="{n} is a multiple, such as 'three times'")
    some: Wording | None = Field(None, description="no amount is given")


class Says(_Model):
    """How a statement about a metric is said: predicates, or clauses with a subject of their own."""

    up: Amounts | None = None
    down: Amounts | None = None
    from_to: Wording | None = Field(None, description="{new} is the new level, {from} 'up from 60%'")
    level: Wording | None = Field(None, description="{n} is the level")
    high: Wording | None = None
    low: Wording | None = None
    same: Wording | None = None


class Voice(_Model):
    """The wording of a term; for one audience, what it words in its own way."""

    plain: Wording | None = Field(None, description="explains the term: at most 14 words, no jargon")
    noun: Wording | None = Field(None, description="replaces the term where it stands as a noun")
    nouns: Wording | None = Field(None, description="plural of noun, if it is irregular")
    mass: bool | None = Field(None, description="noun has no plural and takes no 'a'")
    modifier: Wording | None = Field(None, description="replaces the term before another noun")
    verbs: dict[Text, Wording] = Field({}, description="technical verb -> plain verb phrase, both in the base form")
    adjectives: dict[Text, Wording] = Field({}, description="technical adjective -> plain one")
    says: Says | None = None


class Example(_Model):
    """A sentence and its rewrite; equal if it must stay as it is."""

    say: Text
    get: Text
    audience: Text = "exec"
    note: list[Text] = []


class Term(Voice):
    """A glossary term. A pack that goes over a term of an earlier one gives only what differs."""

    names: list[Text] = Field([], description="what people type; all in capitals matches only in capitals")
    everyday: list[Text] = Field([], description="those of them that also are ordinary words")
    near: list[Text] = Field([], description="words that speak for this meaning")
    unless: list[Text] = Field([], description="phrases in which a name is not this term")
    good: Literal["up", "down", "depends"] | None = None
    measured: Literal["share", "time", "money", "count", "rate", "score", "error", "size"] | None = None
    never: list[Text] = Field([], description="words that would be wrong of this metric")
    entails: list[Text] = Field([], description="phrases that may be said because the term means it")
    source: Text | None = Field(None, description="where the meaning is laid down")
    off: bool | None = Field(None, description="true switches a term of an earlier pack off")
    voices: dict[Id, Voice] = Field({}, alias="for", description="wording of its own for an audience")
    examples: list[Example] = []


class TermFile(RootModel[dict[Id, Term]]):
    """``glossary/<domain>.toml``: one table a term."""


class AudienceFile(_Model):
    """``audiences/<name>.toml``: one reader."""

    title: Text | None = None
    extends: Id | None = Field(None, description="the audience whose keys hold where this has none")
    knows: list[Pattern] = Field([], description="'domain.term', 'domain.*', '*'; with '!' in front: not this one")
    cares_about: list[Text] = []
    max_words: Annotated[int, Field(ge=5, le=200)] | None = None
    voice: Text | None = None
    aliases: list[Id] = []


def _check_lists(name: str, rules: Any) -> None:
    if not isinstance(rules, dict) or not all(isinstance(lists, dict) for lists in rules.values()):
        raise ValueError(f"must hold in {name!r} a table for each rule, such as [{name}.wordy].")
    for rule, lists in rules.items():
        for label, phrases in lists.items():
            values = [*phrases.values()] if isinstance(phrases, dict) and name == "checks" else phrases
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                more = ' or a table phrase = "instead"' if name == "checks" else ""
                raise ValueError(f"must hold in {name}.{rule}.{label} a list of phrases{more}.")


class EnglishFile(RootModel[dict[str, Any]]):
    """``english.toml`` and ``english/*.toml``: the grammar, the words of certainty, change and cause, and of checks."""

    @field_validator("root")
    @classmethod
    def _lists_are_lists(cls, root: dict[str, Any]) -> dict[str, Any]:
        for name in ("checks", "sets"):
            if name in root:
                _check_lists(name, root[name])
        return root


class PackFile(_Model):
    """``pack.toml``: what holds for the whole pack."""

    slots: Annotated[dict[str, Annotated[Text, AfterValidator(_without_braces)]], AfterValidator(_slots)] = {}


_MODELS: dict[Kind, type[BaseModel]] = {
    "glossary": TermFile,
    "audience": AudienceFile,
    "english": EnglishFile,
    "pack": PackFile,
}


class _WithoutNull(GenerateJsonSchema):
    """Leaves out that a key may be null: TOML has no null, a key is there or it is not."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return (
            self.generate_inner(schema["schema"]) if schema.get("default") is None else super().default_schema(schema)
        )


def json_schema(kind: Kind = "glossary") -> dict[str, Any]:
    """Return the JSON Schema of a kind of file, for editors."""
    return _MODELS[kind].model_json_schema(schema_generator=_WithoutNull)


def check(kind: Kind, data: dict[str, Any]) -> list[Found]:
    """Return the mistakes in the data of one file, in the order of the file.

    >>> check("pack", {"slot": {}})
    [(('slot',), "unknown key 'slot'. Did you mean 'slots'?")]
    """
    try:
        _MODELS[kind].model_validate(data)
    except ValidationError as error:
        return [_found(kind, detail) for detail in error.errors(include_url=False, include_context=True)]
    return []


def _found(kind: Kind, detail: Any) -> Found:
    """Turn an error of pydantic's into a place in the file and a sentence for its author."""
    place: tuple[str | int, ...] = detail["loc"]
    context: dict[str, Any] = detail.get("ctx", {})
    key = place[-1] if place else ""
    match detail["type"]:
        case "extra_forbidden":
            known = _keys_at(kind, place[:-1])
            hint = did_you_mean(str(key), known) or f" Keys here: {', '.join(known)}."
            return place, f"unknown key {key!r}.{hint}"
        case "missing":
            return place[:-1], f"needs the key {key!r} as well."
        case "model_type" | "model_attributes_type" | "dict_type" if kind == "glossary" and len(place) == 1:
            return place, f"{key!r} stands outside of a term. A term begins with a line such as [recall]."
        case "string_pattern_mismatch" if key == "[key]":
            return place[:-1], f"{place[-2]!r} must be in lower case, its words joined by hyphens."
        case "string_pattern_mismatch" if "knows" in place:
            return (
                place,
                f"{detail['input']!r} must be 'domain.term', 'domain.*' or '*', or one of them after a '!'.",
            )
        case "string_pattern_mismatch":
            return place, f"{detail['input']!r} must be in lower case, its words joined by hyphens."
        case "literal_error":
            hint = did_you_mean(str(detail["input"]), re.findall(r"'([^']*)'", context["expected"]))
            return place, f"{_named(place)} must be {context['expected']}.{hint}"
        case "value_error":
            return place, f"{_named(place)} {context['error']}"
        case other:
            return place, f"{_named(place)} {_WANTED.get(other) or detail['msg'][0].lower() + detail['msg'][1:] + '.'}"


_WANTED = {
    "string_type": "must be text in quotes.",
    "list_type": 'must be a list, such as ["one", "two"].',
    "dict_type": "must be a table, with keys of its own.",
    "model_type": "must be a table, with keys of its own.",
    "model_attributes_type": "must be a table, with keys of its own.",
    "bool_type": "must be true or false, without quotes.",
    "int_type": "must be a whole number, without quotes.",
}


def _named(place: tuple[str | int, ...]) -> str:
    """Return the nearest key, as a person would point at the value: ``'names' (2nd of its list)`` is too much."""
    keys = [part for part in place if isinstance(part, str) and part != "[key]"]
    return repr(keys[-1]) if keys else "the file"


def _keys_at(kind: Kind, place: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are known at a place, by walking the JSON Schema."""
    schema = json_schema(kind)
    node: dict[str, Any] = schema
    for part in (*place, None):
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        if part is None:
            break
        inner = node.get("properties", {}).get(part) or node.get("items") or node.get("additionalProperties")
        patterns = list(node.get("patternProperties", {}).values())
        node = inner if isinstance(inner, dict) else patterns[0] if patterns else {}
    return list(node.get("properties", {}))

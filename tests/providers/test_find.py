"""Providers are found by name, ours through the same door as a stranger's."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import plainspeak
from plainspeak import providers
from plainspeak.errors import SetupError, UsageError
from plainspeak.providers.base import Provider, Reply, Request
from plainspeak.settings import ModelSettings, Settings

ROOT = Path(__file__).parents[2]


def test_ours_come_in_through_the_same_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][providers.GROUP] == dict(providers.OURS)


@pytest.mark.parametrize(
    ("named", "base_url", "url"),
    [
        ("openai:some-model", None, "https://api.openai.com/v1"),
        ("anthropic:some-model", None, "https://api.anthropic.com"),
        ("compatible:qwen3:8b", "http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
        ("openai:some-model", "https://gateway.example/v1", "https://gateway.example/v1"),
    ],
)
def test_the_model_is_what_stands_behind_the_first_colon(named: str, base_url: str | None, url: str) -> None:
    found = providers.find(named, base_url=base_url)
    assert found.name == named
    assert found.identity == {"provider": named.partition(":")[0], "model": named.partition(":")[2], "base_url": url}


@pytest.mark.parametrize(
    ("named", "base_url", "says"),
    [
        ("opnai:m", None, "Did you mean 'openai'"),
        ("gpt", None, "Providers: openai, anthropic, compatible, local"),
        ("openai", None, "--provider openai:MODEL"),
        ("openai:", None, "--provider openai:MODEL"),
        ("compatible:m", None, "--base-url http://127.0.0.1:11434/v1"),
        ("compatible:m", "localhost:11434", "must begin with http"),
    ],
)
def test_a_mistake_says_what_to_type_and_that_the_glossary_works_without(
    named: str, base_url: str | None, says: str
) -> None:
    with pytest.raises(SetupError, match=says) as caught:
        providers.find(named, base_url=base_url)
    assert "the glossary works without a model" in str(caught.value)
    assert isinstance(caught.value, UsageError)  # so that a command ends with 2


class Stranger(Provider):
    """Another package's provider, as small as it may be."""

    def __init__(self, model: str, *, base_url: str | None = None) -> None:
        del base_url
        self.name = f"stranger:{model}"

    def ask(self, request: Request, timeout: float) -> Reply:
        del request, timeout
        return Reply('{"rewrite": "Our system now finds 10% more of the known cases."}')


def test_a_stranger_s_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    def points(group: str) -> list[Any]:
        if group != "plainspeak.providers":  # another package looks for its own
            return []
        point = EntryPoint("stranger", "somewhere:Stranger", group)
        monkeypatch.setattr(EntryPoint, "load", lambda _: Stranger)
        return [point, EntryPoint("openai", "somewhere:Stranger", group)]

    monkeypatch.setattr("importlib.metadata.entry_points", points)
    assert list(providers.theirs()) == ["stranger"]  # nobody takes over one of our names
    rewriter = plainspeak.Rewriter(audience="exec", packs=[], provider="stranger:m", settings=Settings())
    assert rewriter.rewrite("We improved recall by 10%.").source == "model"


# ---------------------------------------------------------------- which one a rewriter takes
def settings(**models: Any) -> Settings:
    return Settings(models=ModelSettings(**models))


def chosen(config: Settings, provider: str | None = None, base_url: str | None = None) -> Provider | None:
    rewriter = plainspeak.Rewriter(packs=[], settings=config, provider=provider, base_url=base_url)
    return rewriter.provider


def test_the_configured_provider_is_taken_where_none_is_named() -> None:
    assert chosen(settings()) is None
    configured = chosen(settings(provider="openai:a"))
    assert configured is not None
    assert configured.name == "openai:a"
    named = chosen(settings(provider="openai:a"), "anthropic:b")
    assert named is not None
    assert named.name == "anthropic:b"
    assert chosen(settings(provider="openai:a"), "none") is None


def test_a_configured_address_is_for_compatible_servers_only() -> None:
    config = settings(base_url="http://elsewhere.example/v1")
    vendor, own = chosen(config, "openai:a"), chosen(config, "compatible:a")
    assert vendor is not None
    assert own is not None
    assert vendor.identity["base_url"] == "https://api.openai.com/v1"
    assert own.identity["base_url"] == "http://elsewhere.example/v1"
    gateway = chosen(config, "openai:a", "https://gateway.example/v1")
    assert gateway is not None
    assert gateway.identity["base_url"] == "https://gateway.example/v1"


@pytest.mark.parametrize("named", ["openai:a", Stranger("x")])
def test_offline_makes_any_provider_an_error(named: str | Provider) -> None:
    with pytest.raises(SetupError, match="switched off"):
        plainspeak.Rewriter(packs=[], settings=settings(offline=True), provider=named)
    configured = plainspeak.Rewriter(packs=[], settings=settings(offline=True, provider="openai:a"))
    with pytest.raises(SetupError, match="switched off"):
        configured.rewrite("We improved recall by 10%.")
    assert plainspeak.Rewriter(packs=[], settings=settings(offline=True)).rewrite("Recall is 80%.").source == "glossary"
    configured.verify("Recall is 80%.", "Recall is 80%.")  # asks nobody, so it needs nobody


def test_a_configured_mistake_matters_only_to_a_rewrite() -> None:
    rewriter = plainspeak.Rewriter(packs=[], settings=settings(provider="opnai:m"))
    assert rewriter.verify("Recall is 80%.", "Recall is 80%.")
    with pytest.raises(SetupError, match="Did you mean"):
        rewriter.rewrite("Recall is 80%.")
    with pytest.raises(SetupError, match="Did you mean"):
        plainspeak.Rewriter(packs=[], settings=settings(), provider="opnai:m")

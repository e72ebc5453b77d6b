"""``plainspeak providers``: what can be asked, what is missing, what is kept."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from plainspeak import providers
from plainspeak.cli import providers as command


def listed(run: Any) -> dict[str, dict[str, Any]]:
    result = run("providers", "--format", "json")
    assert result.exit_code == 0
    return {standing["name"]: standing for standing in json.loads(result.stdout)["providers"]}


def test_what_is_missing_is_what_to_type(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = listed(run)
    assert list(found)[:4] == list(providers.OURS)
    assert (found["openai"]["installed"], found["openai"]["key"]) == (True, "missing")
    assert found["openai"]["next"] == ["export OPENAI_API_KEY=..."]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    assert listed(run)["openai"]["key"] == "found"
    assert "openai:MODEL" in listed(run)["openai"]["next"][0]
    assert "sk-very-secret" not in run("providers").output


def test_a_missing_extra_is_told(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    found = listed(run)
    assert found["anthropic"]["installed"] is False
    assert found["anthropic"]["next"][0] == "pip install 'plainspeak-business[anthropic]'"
    assert found["compatible"]["next"] == ["pip install 'plainspeak-business[openai]'"]


def test_every_provider_of_ours_is_described() -> None:
    assert command._ABOUT.keys() == providers.OURS.keys()


def test_those_of_others_are_named_and_not_loaded(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("acme", "no_such_module:Acme", "plainspeak.providers")
    monkeypatch.setattr(providers, "theirs", lambda: {"acme": point})
    assert listed(run)["acme"]["installed"] is None
    assert "acme" in run("providers").stdout


def test_what_is_kept_and_how_to_be_rid_of_it(run: Any, server: Any, tmp_path: Path) -> None:
    file = tmp_path / "cache" / "plainspeak" / "answers.sqlite3"
    assert f"Answers kept: 0 in {file}" in run("providers").stdout
    run("rewrite", *server.options, "We improved recall by 10%.")
    run("rewrite", *server.options, "We improved recall by 11%.")
    told = run("providers").stdout
    assert "Answers kept: 2 (" in told
    assert "--empty-cache" in told
    assert "Answers kept: 0 in" in run("providers", "--empty-cache").stdout
    assert not file.exists()
    run("rewrite", *server.options, "We improved recall by 10%.")
    assert server.asked == {"10": 2, "11": 1}

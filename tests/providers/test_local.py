"""A model of one's own: what is said when it can't run; tests/live runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plainspeak import providers
from plainspeak.errors import SetupError
from plainspeak.providers.base import Request
from plainspeak.providers.local import LocalProvider


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the extra installed, as far as one can tell without it."""
    monkeypatch.setattr("plainspeak.providers.local.find_spec", lambda package: package)


def test_without_the_extra_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plainspeak.providers.local.find_spec", lambda _: None)
    with pytest.raises(SetupError, match=r"pip install 'plainspeak-business\[local\]'.*the glossary works without"):
        LocalProvider("model.gguf").ready()


@pytest.mark.usefixtures("engine")
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"no file '.*lost\.gguf'.*local:models/model\.gguf.*works without"):
        LocalProvider(str(tmp_path / "lost.gguf")).ready()
    with pytest.raises(SetupError, match="no file"):
        LocalProvider(str(tmp_path)).ready()


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("content", [b"", b"GG", b"a text"])
def test_a_file_that_is_no_model(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "notes.gguf"
    file.write_bytes(content)
    with pytest.raises(SetupError, match="no model in GGUF format"):
        LocalProvider(str(file)).ready()


def test_it_has_no_address() -> None:
    with pytest.raises(SetupError, match="--provider compatible:MODEL --base-url http://server"):
        providers.find("local:model.gguf", base_url="http://server.test/v1")
    with pytest.raises(SetupError, match="--provider local:MODEL"):
        providers.find("local:")


def test_its_identity_is_the_file_and_not_where_it_lies(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    assert LocalProvider(str(file)).identity == {"provider": "local", "model": "model.gguf", "file": ""}
    file.write_bytes(b"GGUF one")
    first = LocalProvider(str(file)).identity
    assert str(tmp_path) not in repr(first)
    file.write_bytes(b"GGUF another")
    assert LocalProvider(str(file)).identity != first


def test_every_process_makes_up_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINSPEAK_API_KEY", "the-key-of-a-gateway")
    one, other = LocalProvider("model.gguf"), LocalProvider("model.gguf")
    assert len({one.key, other.key, "the-key-of-a-gateway"}) == 3
    assert one.key not in repr(one)


def test_what_would_be_sent_is_shown_without_the_file() -> None:
    shown: dict[str, Any] = LocalProvider("/far/away/model.gguf").shown(Request("system", "user", {}, 100))
    assert shown["model"] == "model"
    assert shown["messages"][1]["content"] == "user"

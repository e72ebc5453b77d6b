"""The guard over recordings bites: tests that do something wrong and swallow the error have to fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("vcr", reason="plays what vcrpy recorded")
pytest.importorskip("openai", reason="needs the extra openai")

HERE = Path(__file__).parent

CASSETTE = """\
about: {kind: synthetic, model: m, base_url: "http://server.test/v1"}
interactions:
- request: {method: POST, uri: "http://server.test/v1/chat/completions", body: BODY}
  response:
    status: 200
    headers: {content-type: application/json}
    body: {id: x, model: m, object: chat.completion, created: 0, choices: [
      {index: 0, finish_reason: stop, message: {role: assistant, content: "We find more."}}]}
"""

TESTS = """
import asyncio
import contextlib
import json
import socket
import urllib.request

import pytest

from plainspeak.providers.base import Request

ASKED = Request("system", "user", {}, 100)
OTHER = Request("system", "another user", {}, 100)
which = pytest.mark.parametrize("recording", ["compatible/synthetic/one"], indirect=True)


@which
def test_good(recording):
    with recording.provider() as provider:
        assert provider.ask(ASKED, 5).text == "We find more."


@which
def test_good_async(recording):
    with recording.provider() as provider:
        assert asyncio.run(provider.aask(ASKED, 5)).text == "We find more."


def test_good_loopback(loopback):
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()


@which
def test_bad_unrecorded(recording):
    with recording.provider() as provider:
        provider.ask(ASKED, 5)
        with contextlib.suppress(Exception):
            provider.ask(ASKED, 5)


@which
def test_bad_other_body(recording):
    with recording.provider() as provider:
        with contextlib.suppress(Exception):
            provider.ask(OTHER, 5)
        provider.ask(ASKED, 5)


@which
def test_bad_other_body_async(recording):
    with recording.provider() as provider:
        with contextlib.suppress(Exception):
            asyncio.run(provider.aask(OTHER, 5))
        provider.ask(ASKED, 5)


@which
def test_bad_other_address(recording):
    with recording.provider() as provider:
        provider.ask(ASKED, 5)
        with contextlib.suppress(Exception):
            urllib.request.urlopen("http://elsewhere.test/v1", timeout=2)


@which
def test_bad_unplayed(recording):
    with recording.provider():
        pass


def test_bad_network():
    with contextlib.suppress(Exception):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_bad_name_lookup():
    with contextlib.suppress(Exception):
        socket.getaddrinfo("api.openai.com", 443)


def test_bad_loopback_without_asking():
    with contextlib.suppress(Exception):
        socket.create_connection(("127.0.0.1", 9), timeout=1)


def test_bad_loopback_async():
    async def connect():
        with contextlib.suppress(Exception):
            await asyncio.open_connection("127.0.0.1", 9)
    asyncio.run(connect())


def test_bad_orphans(orphans):
    assert orphans == []
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the tests above in a tree of their own, and return what came of each."""
    root = tmp_path_factory.mktemp("guarded")
    folder = root / "tests" / "providers"
    folder.mkdir(parents=True)
    shutil.copy(HERE / "conftest.py", folder)
    (folder / "test_them.py").write_text(TESTS, encoding="utf-8")
    (root / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", encoding="utf-8")
    cassettes = root / "cassettes" / "compatible" / "synthetic"
    cassettes.mkdir(parents=True)
    body = """{model: m, max_tokens: 100, temperature: 0, messages: [
      {role: system, content: system}, {role: user, content: user}], response_format: {type: json_schema,
      json_schema: {name: answer, strict: true, schema: {}}}}"""
    for name in ("one", "orphan"):
        (cassettes / f"{name}.yaml").write_text(CASSETTE.replace("BODY", body), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "-q", "--tb=no", "tests"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found: dict[str, str] = {}
    line = re.compile(r"^(PASSED|FAILED|ERROR) tests/providers/test_them.py::(\w+)", re.MULTILINE)
    for outcome, name in line.findall(run.stdout):
        if found.get(name) != "ERROR":  # a test that passed and then failed at its end has both
            found[name] = outcome
    assert found, run.stdout + run.stderr
    return found


NAMES = re.findall(r"^def (test_\w+)", TESTS, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_the_guard_bites_where_it_should(name: str, outcomes: dict[str, str]) -> None:
    assert (outcomes[name] == "PASSED") == name.startswith("test_good")

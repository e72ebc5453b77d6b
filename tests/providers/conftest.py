"""Recorded conversations with model servers, and a guard: what is not recorded, not played or not used fails a test.

``make record`` records anew; CONTRIBUTING.md tells how. The guard looks at what was tried and not at what was raised,
for a retry or a fallback may swallow any exception.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import yaml

CASSETTES = Path(__file__).resolve().parents[2] / "cassettes"
KEY = "a-key-for-tests"
REQUEST_HEADERS = ("content-type",)
RESPONSE_HEADERS = ("content-type", "retry-after", "retry-after-ms", "x-should-retry")
SECRET = re.compile(
    r"\b(?:sk|pk|rk|org|proj|req)[-_][A-Za-z0-9*._-]{4,}|\bBearer\s+[^\s\"']+|/(?:home|root|tmp|work|Users)/[^\s\"']+"
)
STEADY = {"created": 0, "created_at": 0, "completed_at": 0, "id": "id-of-the-recording", "system_fingerprint": "none"}
"""What differs from time to time, and what stands there instead; of "timings" nothing stays."""

# Read before the fixtures for all tests take the user's own settings away.
RECORD = os.environ.get("PLAINSPEAK_RECORD", "")
"""What to record anew: "" is nothing; "synthetic" is the requests to which the answers were written by hand; a
provider's name, such as local:/path/model.gguf, is these and that provider's real conversations (local: all three)."""
PREFIX, _, MODEL = RECORD.partition(":")
BASE_URL = os.environ.get("PLAINSPEAK_BASE_URL") or None
KEYS = {name: os.environ.get(name, "") for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "PLAINSPEAK_API_KEY")}
PORT = 8077
"""Where the local server listens while it is recorded; requests are matched by address too."""

USED = pytest.StashKey[set[str]]()
DONE = pytest.StashKey[set[str]]()


# ---------------------------------------------------------------- what a cassette looks like
class Written:
    """A cassette as it is written: what it is, then requests and responses with their JSON laid open to read."""

    def __init__(self, about: Mapping[str, Any] | None = None) -> None:
        self.about = dict(about or {})

    def deserialize(self, text: str) -> dict[str, Any]:
        """Return a cassette as vcrpy has it."""
        data = yaml.safe_load(text)
        self.about = data["about"]
        return {"version": 1, "interactions": [_as_vcr(entry) for entry in data["interactions"]]}

    def serialize(self, data: Mapping[str, Any]) -> str:
        """Return a cassette of vcrpy as text."""
        return written(self.about, [_as_written(entry) for entry in data["interactions"]])


def written(about: Mapping[str, Any], interactions: Sequence[Mapping[str, Any]]) -> str:
    """Return the text of a cassette."""
    data = {"about": dict(about), "interactions": list(interactions)}
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (PyYAML gives it)
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _as_vcr(entry: Mapping[str, Any]) -> dict[str, Any]:
    request, response = entry["request"], entry["response"]
    return {
        "request": {
            "method": request["method"],
            "uri": request["uri"],
            "headers": {},
            "body": json.dumps(request["body"]),
        },
        "response": {
            "status": {"code": response["status"], "message": ""},
            "headers": {name: [value] for name, value in response["headers"].items()},
            "body": {"string": _raw(response["body"])},
        },
    }


def _as_written(entry: Mapping[str, Any]) -> dict[str, Any]:
    request, response = entry["request"], entry["response"]
    return {
        "request": {"method": request["method"], "uri": request["uri"], "body": _opened(request["body"])},
        "response": {
            "status": response["status"]["code"],
            "headers": {name: values[0] for name, values in response["headers"].items()},
            "body": _steady(_opened(response["body"]["string"])),
        },
    }


def _raw(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body)


def _opened(body: str | bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body if isinstance(body, str) else body.decode()


def _steady(body: Any) -> Any:
    """Return a response without what differs from time to time and from machine to machine."""
    if isinstance(body, dict):
        return {
            key: STEADY[key] if key in STEADY and value else _steady(value)
            for key, value in body.items()
            if key != "timings"
        }
    return [_steady(value) for value in body] if isinstance(body, list) else body


def _scrubbed(text: str) -> str:
    for key in filter(None, (KEY, *KEYS.values())):
        text = text.replace(key, "REDACTED")
    return SECRET.sub("REDACTED", text)


def _scrub_request(request: Any) -> Any:
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in REQUEST_HEADERS}
    if request.body:
        body = request.body if isinstance(request.body, str) else request.body.decode()
        request.body = _scrubbed(body)
    return request


def _scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {k.lower(): v for k, v in response["headers"].items() if k.lower() in RESPONSE_HEADERS}
    body = response["body"]["string"]
    text = body.decode() if isinstance(body, bytes) else body
    return {**response, "headers": kept, "body": {"string": _scrubbed(text).encode()}}


def _same_body(one: Any, other: Any) -> None:
    """Compare bodies as JSON, so that neither spaces nor the order of keys count."""
    from vcr.matchers import _body_diff

    bodies = [_opened(request.body or "") for request in (one, other)]
    assert bodies[0] == bodies[1], _body_diff(*bodies)


# ---------------------------------------------------------------- the guard
@dataclass
class Guard:
    """What was tried in a test and must not have been."""

    loopback: bool = False
    seen: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    """Fail a test that reached for the network or for something unrecorded, whatever became of the exception."""
    watch = Guard(loopback=PREFIX == "local")
    if PREFIX not in ("openai", "anthropic", "compatible"):  # which are recorded from wherever they are
        _no_network(watch, monkeypatch)
    yield watch
    assert not watch.seen, "\n".join(["tried, and neither recorded nor allowed:", *watch.seen])


@pytest.fixture
def loopback(guard: Guard) -> None:
    """Let a test speak to servers on this machine; it has to ask."""
    guard.loopback = True


def _no_network(watch: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any, *rest: Any) -> Any:
            if self.family not in (socket.AF_INET, socket.AF_INET6) or _allowed(watch, address[0]):
                return real(self, address, *rest)
            watch.seen.append(f"connect to {address!r}")
            raise OSError(f"the network is off in tests: {address!r}")

        return connect

    def resolve(host: Any, *rest: Any, **options: Any) -> Any:
        if _allowed(watch, host):
            return real_resolve(host, *rest, **options)
        watch.seen.append(f"look up {host!r}")
        raise OSError(f"the network is off in tests: {host!r}")

    real_resolve = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def _allowed(watch: Guard, host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        near = ip_address(name).is_loopback
    except ValueError:
        near = name == "localhost"
    return near and watch.loopback


# ---------------------------------------------------------------- playing and recording
class Recording:
    """A cassette as a test uses it.

    Its name is its file under cassettes/: the kind of provider, "recorded" or "synthetic", and the case.
    """

    def __init__(self, name: str, request: pytest.FixtureRequest, guard: Guard) -> None:
        self.name, self._request, self._guard = name, request, guard
        self.path = CASSETTES / f"{name}.yaml"
        self.prefix, self.kind, self.case = name.split("/")

    @property
    def data(self) -> dict[str, Any]:
        """All that it holds."""
        return yaml.safe_load(self.path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @contextmanager
    def provider(self, key: str = KEY) -> Iterator[Any]:
        """Give a provider that speaks with the cassette; what it says has to be there, and all that is there be said.

        In a run that records, the first to ask speaks with the server, and the others with what came of that.

        Args:
            key: The key to use.
        """
        done = self._request.config.stash.setdefault(DONE, set())
        first = self.name not in done
        done.add(self.name)
        if RECORD and first and self.kind == "synthetic":
            yield from self._asked_anew(key)
        elif RECORD and first and PREFIX in ("local", self.prefix):
            yield from self._recorded(key)
        else:
            yield from self._played(key)

    def _made(self, model: str, base_url: str | None, key: str, transport: Any = None) -> Any:
        from plainspeak.providers.anthropic import AnthropicProvider
        from plainspeak.providers.compatible import CompatibleProvider
        from plainspeak.providers.openai import OpenAIProvider

        ours = {"openai": OpenAIProvider, "anthropic": AnthropicProvider, "compatible": CompatibleProvider}
        return ours[self.prefix](model, base_url=base_url, api_key=key, transport=transport)

    def _played(self, key: str) -> Iterator[Any]:
        about = self.data["about"]
        with _vcr(Written(), "none").use_cassette(str(self.path)) as cassette:
            with pytest.MonkeyPatch.context() as patch:
                _tell_of_unrecorded(self._guard, patch)
                yield self._made(about["model"], about["base_url"], key)
            if not cassette.all_played:
                self._guard.seen.append(f"{self.name}: only {cassette.play_count} of {len(cassette)} were played")

    def _recorded(self, key: str) -> Iterator[Any]:
        about: Mapping[str, str] = {"model": MODEL, "engine": self.prefix, "base_url": BASE_URL or ""}
        if PREFIX == "local":
            about = self._request.getfixturevalue("model_server")
        elif key == KEY:
            key = KEYS[{"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}.get(PREFIX, "PLAINSPEAK_API_KEY")]
        made = self._made(about["model"], about["base_url"] or None, key)
        label = {
            "kind": "recorded",
            **about,
            "base_url": made.base_url,
            "date": datetime.now(UTC).date().isoformat(),
        }
        self.path.unlink(missing_ok=True)
        with _vcr(Written(label), "all").use_cassette(str(self.path)):
            yield made
        if made._client:
            made._client.close()

    def _asked_anew(self, key: str) -> Iterator[Any]:
        """Keep the answers, which were written by hand, and write down what is asked for them today."""
        import httpx2

        data = self.data
        answers = iter(_as_vcr(entry)["response"] for entry in data["interactions"])
        asked: list[dict[str, Any]] = []

        def answer(request: Any) -> Any:
            body = _opened(_scrubbed(request.content.decode()))
            asked.append({"method": request.method, "uri": str(request.url), "body": body})
            response = next(answers)
            headers = {name: values[0] for name, values in response["headers"].items()}
            return httpx2.Response(response["status"]["code"], headers=headers, content=response["body"]["string"])

        about = data["about"]
        yield self._made(about["model"], about["base_url"], key, httpx2.MockTransport(answer))
        entries = [
            {"request": request, "response": entry["response"]}
            for request, entry in zip(asked, data["interactions"], strict=True)
        ]
        self.path.write_text(written(about, entries), encoding="utf-8")


def _vcr(serializer: Written, mode: str) -> Any:
    import vcr

    made = vcr.VCR(
        record_mode=mode,
        serializer="written",
        match_on=("method", "uri", "same_body"),
        decode_compressed_response=True,
        before_record_request=_scrub_request,
        before_record_response=_scrub_response,
    )
    made.register_serializer("written", serializer)
    made.register_matcher("same_body", _same_body)
    return made


def _tell_of_unrecorded(guard: Guard, patch: pytest.MonkeyPatch) -> None:
    """Notice a missing request at the birth of vcrpy's exception: later it may be wrapped, retried or swallowed."""
    from vcr.errors import CannotOverwriteExistingCassetteException as Unrecorded

    born = Unrecorded.__init__

    def noticed(self: Any, *args: Any, **named: Any) -> None:
        born(self, *args, **named)
        guard.seen.append(f"{self}\nIf the prompts have changed: make record. CONTRIBUTING.md tells more.")

    patch.setattr(Unrecorded, "__init__", noticed)


@pytest.fixture
def recording(request: pytest.FixtureRequest, guard: Guard) -> Recording:
    """Return the cassette that a test names: ``parametrize("recording", ["openai/recorded/good"], indirect=True)``."""
    return Recording(request.param, request, guard)


# ---------------------------------------------------------------- cassettes that nobody plays
def _named(item: pytest.Item) -> Any:
    called = getattr(item, "callspec", None)
    return called.params.get("recording") if called else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Remember which cassettes the tests name, before any of them is left out by -k."""
    config.stash[USED] = {named for item in items if isinstance(named := _named(item), str)}


@pytest.fixture
def orphans(request: pytest.FixtureRequest) -> list[str]:
    """Return the cassettes that no test of this run names."""
    if any("::" in argument for argument in request.config.args):
        pytest.skip("only some of the tests were asked for")
    lying = {path.relative_to(CASSETTES).with_suffix("").as_posix() for path in CASSETTES.rglob("*.yaml")}
    return sorted(lying - request.config.stash[USED])


# ---------------------------------------------------------------- a server to record
@pytest.fixture(scope="session")
def model_server() -> Iterator[Mapping[str, str]]:
    """Start llama.cpp with the model to record, and say what is recorded."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.hostnames, params.port = MODEL, ["127.0.0.1"], PORT
    params.model_alias, params.api_keys = {Path(MODEL).stem}, [KEY]
    params.n_ctx, params.n_parallel = 8192, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.sampling.seed, params.sampling.temp = 42, 0.0
    params.verbosity, params.ui, params.offline, params.use_jinja = 0, False, True, True
    server = xllamacpp.Server(params)
    yield {
        "engine": f"llama.cpp (xllamacpp {xllamacpp.__version__})",
        "model": Path(MODEL).stem,
        "base_url": f"http://127.0.0.1:{PORT}/v1",
    }
    del server

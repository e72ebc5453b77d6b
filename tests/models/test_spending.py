"""Budgets hold, also with many requests under way, and prices are the user's own."""

from __future__ import annotations

import asyncio

import pytest

from plainspeak.errors import ProviderError
from plainspeak.models.spending import Budgeted, cost
from plainspeak.providers.base import Provider, Reply, Request, Usage
from plainspeak.providers.retry import Line
from plainspeak.providers.scripted import ScriptedProvider
from plainspeak.rewriter import Rewriter
from plainspeak.settings import Price, Settings

REQUEST = Request("S" * 350, "U" * 350, {}, 100)  # about 200 tokens
REPLY = Reply("Yes.", usage=Usage(1, input=200, output=150))


class Waiting(Provider):
    """Takes a while, so that many requests are under way."""

    name = "waiting:model"
    asked = 0

    def ask(self, request: Request, timeout: float) -> Reply:
        raise AssertionError(request, timeout)

    async def aask(self, request: Request, timeout: float) -> Reply:  # noqa: ASYNC109  (as every provider)
        del request, timeout
        self.asked += 1
        await asyncio.sleep(0.01)
        return REPLY


def test_at_the_limit_nothing_more_is_sent() -> None:
    inner = ScriptedProvider([REPLY] * 9)
    provider = Budgeted(inner, 1000)
    for _ in range(2):
        provider.ask(REQUEST, 1)
    with pytest.raises(ProviderError, match="budget of 1,000") as caught:
        provider.ask(REQUEST, 1)
    assert (caught.value.kind, caught.value.retryable, caught.value.hopeless) == ("budget", False, False)
    assert (len(inner.requests), provider.used) == (2, 700)


def test_requests_under_way_count() -> None:
    inner = Waiting()
    provider = Budgeted(inner, 2000)

    async def main() -> list[Reply | BaseException]:
        return await asyncio.gather(*(provider.aask(REQUEST, 1) for _ in range(40)), return_exceptions=True)

    failed = [reply for reply in asyncio.run(main()) if isinstance(reply, ProviderError)]
    assert inner.asked == 5
    assert len(failed) == 35
    assert provider.used == 1750


def test_a_request_that_failed_gives_its_share_back() -> None:
    inner = ScriptedProvider([ProviderError("Away.", "busy"), REPLY])
    provider = Budgeted(inner, 400)
    with pytest.raises(ProviderError, match="Away"):
        provider.ask(REQUEST, 1)
    assert provider.ask(REQUEST, 1) == REPLY


def test_what_was_not_sent_is_not_counted() -> None:
    provider = Budgeted(ScriptedProvider([]), 1)
    rewriter = Rewriter("exec", packs=[], settings=Settings(), provider=provider)
    rewrite = rewriter.rewrite_on(Line(provider), "We improved recall by 10%.")
    assert rewrite.source == "glossary"
    assert rewrite.usage == Usage()
    [finding] = [f for f in rewrite.findings if f.rule == "provider-failed"]
    assert "budget of 1 tokens" in finding.message


def test_what_it_costs() -> None:
    usage = Usage(3, input=3_000_000, cached=1_000_000, output=500_000, reasoning=400_000)
    assert cost(usage, Price(input=2, output=10)) == pytest.approx(11)
    assert cost(usage, Price(input=2, output=10, cached=0.5)) == pytest.approx(9.5)
    assert cost(usage, Price(input=0, output=0)) == 0

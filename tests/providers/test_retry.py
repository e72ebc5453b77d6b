"""What is repeated, how long is waited, and when it is over; with a clock that the tests turn."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Generator
from typing import Any

import pytest

from plainspeak.errors import ProviderError
from plainspeak.providers.base import Provider, Reply, Request, Usage
from plainspeak.providers.retry import Line
from plainspeak.providers.scripted import ScriptedProvider

REQUEST = Request("system", "user", {}, 100)


def busy(retry_after: float | None = None) -> ProviderError:
    return ProviderError("busy", "busy", status=429, retryable=True, retry_after=retry_after)


class Sleeps(list[float]):
    """Remembers what it was asked to wait; works for both ways of waiting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)

    async def later(self, seconds: float) -> None:
        self.append(seconds)


def ask(script: list[Any], asynchronous: bool, **options: Any) -> tuple[Reply, Sleeps, ScriptedProvider]:
    provider, sleeps = ScriptedProvider(script), Sleeps()
    line = Line(provider, sleep=sleeps.later if asynchronous else sleeps, **options)
    until = time.monotonic() + line.deadline
    reply = asyncio.run(line.aask(REQUEST, until)) if asynchronous else line.ask(REQUEST, until)
    return reply, sleeps, provider


BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


@BOTH
def test_what_may_pass_is_tried_again(asynchronous: bool) -> None:
    reply, sleeps, provider = ask([busy(), busy(), Reply("fine", usage=Usage(1, 7, 0, 3))], asynchronous)
    assert reply.text == "fine"
    assert reply.usage == Usage(3, 7, 0, 3)  # the two that failed are counted
    assert len(provider.requests) == 3
    assert len(sleeps) == 2
    assert all(0 <= wait <= 0.5 * 2**n for n, wait in enumerate(sleeps, 1))


@BOTH
def test_never_sooner_than_the_server_asks(asynchronous: bool) -> None:
    for asked in (0.0, 0.3, 2.0, 30.0):
        _, sleeps, _ = ask([busy(asked), "fine"], asynchronous)
        assert asked <= sleeps[0] <= asked + 1


@BOTH
def test_it_gives_up_after_so_many_attempts(asynchronous: bool) -> None:
    provider, sleeps = ScriptedProvider([busy()] * 9), Sleeps()
    line = Line(provider, attempts=4, sleep=sleeps.later if asynchronous else sleeps)
    until = time.monotonic() + 60
    with pytest.raises(ProviderError) as caught:
        asyncio.run(line.aask(REQUEST, until)) if asynchronous else line.ask(REQUEST, until)
    assert caught.value.requests == len(provider.requests) == 4


@BOTH
def test_it_does_not_wait_past_the_deadline(asynchronous: bool) -> None:
    provider, sleeps = ScriptedProvider([busy(3600.0)] * 3), Sleeps()
    line = Line(provider, deadline=5, sleep=sleeps.later if asynchronous else sleeps)
    until = time.monotonic() + 5
    with pytest.raises(ProviderError):
        asyncio.run(line.aask(REQUEST, until)) if asynchronous else line.ask(REQUEST, until)
    assert sleeps == []
    assert len(provider.requests) == 1


@BOTH
@pytest.mark.parametrize("kind", ["key", "quota", "request", "invalid"])
def test_what_will_not_pass_is_final_at_once(kind: str, asynchronous: bool) -> None:
    provider = ScriptedProvider([ProviderError("no", kind), "fine"])
    line = Line(provider)
    until = time.monotonic() + 60
    with pytest.raises(ProviderError):
        asyncio.run(line.aask(REQUEST, until)) if asynchronous else line.ask(REQUEST, until)
    assert len(provider.requests) == 1


@pytest.mark.parametrize("error", [ProviderError("no", "key"), ProviderError("no", "request", status=404)])
def test_a_dead_line_sends_nothing_more(error: ProviderError) -> None:
    provider = ScriptedProvider([error, "fine"])
    line = Line(provider)
    for _ in range(3):
        with pytest.raises(ProviderError, match="no"):
            line.ask(REQUEST, time.monotonic() + 60)
    assert len(provider.requests) == 1


def test_a_line_in_trouble_tries_once_until_something_comes_through() -> None:
    provider, sleeps = ScriptedProvider([busy()] * 3 + [busy()] + ["fine"] + [busy(), "fine"]), Sleeps()
    line = Line(provider, attempts=3, sleep=sleeps)
    counts = []
    for _ in range(4):
        before = len(provider.requests)
        with contextlib.suppress(ProviderError):
            line.ask(REQUEST, time.monotonic() + 60)
        counts.append(len(provider.requests) - before)
    assert counts == [3, 1, 1, 2]


class Slow(Provider):
    """Takes its time and ignores every time limit, as a server does that sends a byte now and then."""

    name = "slow:model"

    def __init__(self, seconds: float) -> None:
        self.seconds, self.timeouts = seconds, list[float]()

    def ask(self, request: Request, timeout: float) -> Reply:
        del request
        self.timeouts.append(timeout)
        time.sleep(self.seconds)
        return Reply("at last")

    async def aask(self, request: Request, timeout: float) -> Reply:  # noqa: ASYNC109
        del request
        self.timeouts.append(timeout)
        await asyncio.sleep(self.seconds)
        return Reply("at last")


@BOTH
def test_a_request_in_flight_can_t_outlive_the_deadline(asynchronous: bool) -> None:
    slow = Slow(3)
    line = Line(slow)
    began = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        asyncio.run(line.aask(REQUEST, began + 0.3)) if asynchronous else line.ask(REQUEST, began + 0.3)
    assert time.monotonic() - began < 1.5
    assert caught.value.kind == "timeout"
    assert slow.timeouts == [pytest.approx(0.3, abs=0.1)]


@BOTH
def test_both_questions_of_a_conversation_share_the_deadline(asynchronous: bool) -> None:
    slow = Slow(0.3)
    line = Line(slow, deadline=0.5)

    def conversation() -> Generator[Request, Reply | ProviderError | None, list[Any]]:
        return [(yield REQUEST), (yield REQUEST)]

    began = time.monotonic()
    first, second = asyncio.run(line.atalk(conversation())) if asynchronous else line.talk(conversation())
    assert isinstance(first, Reply)
    assert isinstance(second, ProviderError)
    assert time.monotonic() - began < 1.5


def test_a_provider_without_an_asynchronous_way_waits_in_a_thread() -> None:
    class Plain(Provider):
        name = "plain:model"

        def ask(self, request: Request, timeout: float) -> Reply:
            del request, timeout
            time.sleep(0.2)
            return Reply("fine")

    async def several() -> list[Reply]:
        line = Line(Plain())
        return await asyncio.gather(*(line.aask(REQUEST, time.monotonic() + 9) for _ in range(4)))

    began = time.monotonic()
    assert [reply.text for reply in asyncio.run(several())] == ["fine"] * 4
    assert time.monotonic() - began < 0.75


@BOTH
def test_a_mistake_in_a_provider_is_not_taken_for_a_fault_of_the_line(asynchronous: bool) -> None:
    def wrong(request: Request) -> str:
        raise KeyError("a bug")

    line = Line(ScriptedProvider(wrong))
    until = time.monotonic() + 9
    with pytest.raises(KeyError, match="a bug"):
        asyncio.run(line.aask(REQUEST, until)) if asynchronous else line.ask(REQUEST, until)

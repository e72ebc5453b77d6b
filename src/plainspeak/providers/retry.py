"""The one place that repeats requests: what is worth repeating, how long to wait, and when to stop."""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass, field, replace
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from plainspeak.errors import ProviderError
from plainspeak.providers.base import Provider, Reply, Request, Usage

if TYPE_CHECKING:
    from tenacity import RetryCallState

Result = TypeVar("Result")
Talk = Generator[Request, Reply | ProviderError | None, Result]
DEADLINE = 60.0
"""So many seconds all attempts for one sentence may take together, unless it is set otherwise."""
_FIRST = 0.5  # seconds: the longest first wait; it doubles each time
_LONGEST = 20.0
_LEAST = 0.05  # less time than this is none


@dataclass(slots=True)
class Line:
    """A line to a provider, for one text or for many: it repeats, keeps to deadlines, and learns when it is dead.

    After an error that no other request can escape (a bad key, no credit left) nothing more is sent. After a sentence
    whose every attempt failed, the next ones are tried once only, until one succeeds.

    Args:
        provider: Who is asked.
        deadline: How many seconds all attempts for one sentence may take together.
        attempts: How many attempts one request may take.
        sleep: Waits for some seconds; None means ``time.sleep``, or ``asyncio.sleep`` in ``aask``.
        rng: Where the jitter comes from.
    """

    provider: Provider
    deadline: float = DEADLINE
    attempts: int = 5
    sleep: Callable[[float], Any] | None = None
    rng: random.Random = field(default_factory=random.Random)
    dead: ProviderError | None = None
    troubled: bool = False

    def talk(self, conversation: Talk[Result]) -> Result:
        """Return what comes of a conversation; both ends of it have the deadline in common.

        Args:
            conversation: Yields requests and is sent, for each, the reply or why there is none.
        """
        until = time.monotonic() + self.deadline
        answer: Reply | ProviderError | None = None
        while True:
            try:
                request = conversation.send(answer)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                answer = self.ask(request, until)
            except ProviderError as error:
                answer = error

    async def atalk(self, conversation: Talk[Result]) -> Result:
        """Do the same without blocking."""
        until = time.monotonic() + self.deadline
        answer: Reply | ProviderError | None = None
        while True:
            try:
                request = conversation.send(answer)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                answer = await self.aask(request, until)
            except ProviderError as error:
                answer = error

    def ask(self, request: Request, until: float) -> Reply:
        """Return the reply to a request, after as many attempts as it takes.

        Args:
            request: What is asked.
            until: When to give up, by the monotonic clock.

        Raises:
            ProviderError: There is none; ``requests`` says how many were sent.
        """
        from tenacity import Retrying

        sent = _Sent(self, until)

        def attempt() -> Reply:
            left = sent.left()
            return _within(left, lambda: self.provider.ask(request, left), self.provider.name)

        try:
            reply = Retrying(sleep=time.sleep if self.sleep is None else self.sleep, **sent.policy())(attempt)
        except ProviderError as error:
            raise sent.failed(error) from None
        return sent.done(reply)

    async def aask(self, request: Request, until: float) -> Reply:
        """Do the same without blocking."""
        import asyncio

        from tenacity import AsyncRetrying

        sent = _Sent(self, until)

        async def attempt() -> Reply:
            left = sent.left()
            return await _awithin(left, self.provider.aask(request, left), self.provider.name)

        try:
            reply: Reply = await AsyncRetrying(
                sleep=asyncio.sleep if self.sleep is None else self.sleep, **sent.policy()
            )(attempt)
        except ProviderError as error:
            raise sent.failed(error) from None
        return sent.done(reply)


class _Sent:
    """The attempts at one request."""

    def __init__(self, line: Line, until: float) -> None:
        self.line, self.until, self.requests = line, until, 0
        if line.dead:
            raise ProviderError(str(line.dead), line.dead.kind, status=line.dead.status)

    def left(self) -> float:
        """Count an attempt, and return how many seconds it may take."""
        left = self.until - time.monotonic()
        if left < _LEAST:
            raise ProviderError(f"{self.line.provider.name} did not answer in time.", "timeout")
        self.requests += 1
        return left

    def policy(self) -> dict[str, Any]:
        """Return the policy as tenacity takes it."""
        from tenacity import retry_if_exception

        attempts = 1 if self.line.troubled else self.line.attempts
        return {
            "retry": retry_if_exception(lambda error: isinstance(error, ProviderError) and error.retryable),
            "wait": self._wait,
            "stop": lambda state: (
                state.attempt_number >= attempts or time.monotonic() + state.upcoming_sleep >= self.until
            ),
            "reraise": True,
        }

    def _wait(self, state: RetryCallState) -> float:
        """Return how long to wait: never less than the server asks, else a random time that grows."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, ProviderError) else None
        if asked is not None:
            return asked + self.line.rng.uniform(0, min(1.0, max(0.25, asked / 4)))
        return self.line.rng.uniform(0, min(_LONGEST, _FIRST * 2**state.attempt_number))

    def failed(self, error: ProviderError) -> ProviderError:
        """Return the error with the number of requests, and remember what it says of later ones."""
        error.requests = self.requests - (error.kind == "budget")  # the last one was not sent
        if error.hopeless:
            self.line.dead = ProviderError(str(error), error.kind, status=error.status)
        self.line.troubled = self.line.troubled or error.retryable
        return error

    def done(self, reply: Reply) -> Reply:
        """Return the reply, with the attempts before it counted."""
        self.line.troubled = False
        return replace(reply, usage=reply.usage + Usage(requests=self.requests - 1))


def _within(seconds: float, call: Callable[[], Result], name: str) -> Result:
    """Return what a call returns, if it does so in time.

    The SDKs' time limits are for each read, so that a server that sends a byte now and then can take for ever. So the
    request runs in a thread, which is left to itself when the time is over.
    """
    result: list[Result] = []
    raised: list[BaseException] = []
    done = Event()

    def run() -> None:
        try:
            result.append(call())
        except BaseException as error:  # noqa: BLE001  (raised again below, in the caller's thread)
            raised.append(error)
        finally:
            done.set()

    Thread(target=run, name="plainspeak-request", daemon=True).start()
    if not done.wait(seconds):
        raise ProviderError(f"{name} did not answer in time.", "timeout", retryable=True)
    if raised:
        raise raised[0]
    return result[0]


async def _awithin(seconds: float, reply: Awaitable[Result], name: str) -> Result:
    import asyncio

    try:
        async with asyncio.timeout(seconds):
            return await reply
    except TimeoutError:
        pass
    raise ProviderError(f"{name} did not answer in time.", "timeout", retryable=True)

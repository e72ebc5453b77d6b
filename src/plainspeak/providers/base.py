"""What every provider of model answers is: a request goes in, a reply comes out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model; it knows no vendor.

    Args:
        system: What holds for all sentences: the task, the rules, the reader.
        user: This sentence and what is known of it.
        schema: The JSON Schema of the answer.
        max_tokens: How long the answer may be, in tokens, without what the model thinks to itself.
    """

    system: str
    user: str
    schema: Mapping[str, Any]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used; usages add up.

    Args:
        requests: How many requests were sent, also those that failed.
        input: Tokens read, those from the vendor's cache among them.
        cached: How many of these came from the vendor's cache.
        output: Tokens written, thoughts among them.
        reasoning: How many of these were thoughts.

    >>> Usage(1, input=200, output=30) + Usage(1, input=180, cached=150, output=20)
    Usage(requests=2, input=380, cached=150, output=50, reasoning=0)
    """

    requests: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    reasoning: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Return the sum of both."""
        return Usage(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def tokens(self) -> int:
        """All tokens, read and written."""
        return self.input + self.output

    def to_dict(self) -> dict[str, int]:
        """Return the usage as plain data, in the documented shape."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a request.

    Args:
        text: The answer as the model wrote it.
        status: "ok", "refused", "truncated" or "empty".
        usage: What it used.
        model: The model's name as the server tells it.
        request_id: The vendor's name for this request, for questions to its support.
        detail: Why, for a status other than "ok".
    """

    text: str
    status: str = "ok"
    usage: Usage = Usage()
    model: str = ""
    request_id: str = ""
    detail: str = ""


class Provider(ABC):
    """Answers requests. The smallest one has a name and ``ask``.

    It sends each request once: ``plainspeak.providers.retry`` repeats what is worth repeating. A third party's provider
    is a class with the arguments ``(model, *, base_url=None)``, found by the entry point ``plainspeak.providers``.
    """

    name: str
    """What a user types for it, such as "openai:MODEL"; for messages."""
    at_once: int = 8
    """How many requests to have under way at once, unless it is told otherwise."""

    @property
    def identity(self) -> Mapping[str, str]:
        """Everything about the provider, other than the request, that shapes an answer; never a key."""
        return {"provider": self.name}

    def ready(self) -> None:  # noqa: B027  (most have something to check, but none has to)
        """Make sure that it can be asked, and import what that takes.

        Raises:
            SetupError: Something is missing; the message says what to type.
        """

    @abstractmethod
    def ask(self, request: Request, timeout: float) -> Reply:
        """Send a request once and return the reply.

        Args:
            request: What is asked.
            timeout: How long it may take, in seconds.

        Raises:
            ProviderError: There was no reply.
        """

    async def aask(self, request: Request, timeout: float) -> Reply:  # noqa: ASYNC109  (the SDKs take it)
        """Do the same without blocking; a thread waits, unless a provider has something better."""
        import asyncio

        return await asyncio.to_thread(self.ask, request, timeout)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Keep connections open for several ``aask``, and close them in the loop that opened them."""
        yield

    def shown(self, request: Request) -> dict[str, Any]:
        """Return what would be sent for a request, as plain data; it needs no key and no extra."""
        return {"system": request.system, "user": request.user, "schema": dict(request.schema)}

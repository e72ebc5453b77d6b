"""A provider around another one, which adds something to every request: a cache, a budget."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from plainspeak.providers.base import Provider, Request


class Around(Provider):
    """Passes everything on but ``ask`` and ``aask``, which a subclass writes.

    Args:
        provider: The one that is really asked.
    """

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.name, self.at_once = provider.name, provider.at_once

    @property
    def identity(self) -> Mapping[str, str]:
        """That of the provider inside: what is around it shapes no answer."""
        return self.provider.identity

    def ready(self) -> None:
        """Make the provider inside ready."""
        self.provider.ready()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Keep the connections of the provider inside."""
        async with self.provider.opened():
            yield

    def shown(self, request: Request) -> dict[str, Any]:
        """Return what the provider inside would send."""
        return self.provider.shown(request)

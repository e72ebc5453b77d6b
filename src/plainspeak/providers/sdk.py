"""What the providers over a vendor's SDK share; a subclass says how a request and a response translate."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Lock
from typing import Any, ClassVar

from plainspeak.errors import ProviderError, SetupError
from plainspeak.providers.base import Provider, Reply, Request
from plainspeak.providers.faults import fault

_WITHOUT = "Or leave the provider out: the glossary works without a model."


class SdkProvider(Provider):
    """A provider over an official SDK, which is imported on first use.

    The SDK's own retries are off. Address and key are always told to it, so that nothing in the environment redirects a
    request or adds a credential.

    Args:
        model: The model's name, as the vendor writes it.
        base_url: Another server that speaks the same protocol; None means the vendor's.
        api_key: The key; None takes it from the environment.
        transport: An httpx2 transport to send through; None means the network.
    """

    prefix: ClassVar[str]
    """What a user types before the colon."""
    sdk: ClassVar[str]
    """The module, which is also the name of the extra that installs it."""
    key_variable: ClassVar[str]
    """The variable of the environment that holds the key."""
    key_needed: ClassVar[bool] = True
    default_url: ClassVar[str] = ""
    """The vendor's server; "" if the user has to name one."""

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, transport: Any = None
    ) -> None:
        if not model:
            raise SetupError(f"Say which model: --provider {self.prefix}:MODEL. {_WITHOUT}")
        self.model, self.name = model, f"{self.prefix}:{model}"
        self.base_url = base_url or self.default_url
        if not self.base_url.startswith(("http://", "https://")):
            what = f"has the address {base_url!r}, which" if base_url else "needs the server's address, which"
            example = "--base-url http://127.0.0.1:11434/v1"
            raise SetupError(f"{self.name} {what} must begin with http:// or https://, such as {example}. {_WITHOUT}")
        self._api_key, self._transport = api_key, transport
        self._lock = Lock()
        self._client: Any = None
        self._open: dict[Any, tuple[Any, int]] = {}  # a client and its users for each running event loop

    def __repr__(self) -> str:
        """Return the provider as it was named, without the key."""
        return f"<{type(self).__name__} {self.name} at {self.base_url}>"

    @property
    def identity(self) -> Mapping[str, str]:
        """The kind of provider, the model and the server."""
        return {"provider": self.prefix, "model": self.model, "base_url": self.base_url}

    # ------------------------------------------------------------ what a vendor is about

    @abstractmethod
    def arguments(self, request: Request) -> dict[str, Any]:
        """Return a request as the SDK's call takes it."""

    @abstractmethod
    def reply(self, response: Any) -> Reply:
        """Return the SDK's response as a reply."""

    @abstractmethod
    def make(self, sdk: Any, options: Mapping[str, Any], *, asynchronous: bool) -> Any:
        """Return the SDK's client, made with these options."""

    @abstractmethod
    def call(self, client: Any) -> Any:
        """Return the client's method that takes the arguments."""

    def simpler(self, error: ProviderError) -> bool:
        """Return whether the request is worth sending once more, with fewer arguments, after an error."""
        del error
        return False

    # ------------------------------------------------------------ what they share

    @property
    def key(self) -> str:
        """The key, or "" if there is none."""
        return self._api_key or os.environ.get(self.key_variable, "").strip()

    def installed(self) -> bool:
        """Return whether the SDK is there."""
        from importlib.util import find_spec

        return find_spec(self.sdk) is not None

    def ready(self) -> None:
        """Make sure that the SDK is installed and that there is a key, and import the SDK."""
        if not self.installed():
            install = f"pip install 'plainspeak-business[{self.sdk}]'"
            raise SetupError(f"{self.name} needs the package {self.sdk!r}. Type: {install}. {_WITHOUT}")
        if self.key_needed and not self.key:
            example = f"export {self.key_variable}=..."
            raise SetupError(f"{self.name} needs a key in {self.key_variable}. Type: {example}. {_WITHOUT}")
        self._sync_client()

    def shown(self, request: Request) -> dict[str, Any]:
        """Return the body of the request that would be sent."""
        return {"to": self.base_url, **self.arguments(request)}

    def ask(self, request: Request, timeout: float) -> Reply:
        """Send a request once and return the reply."""
        client = self._sync_client()
        while True:
            try:
                return self.reply(self.call(client)(**self.arguments(request), timeout=timeout))
            except Exception as error:  # noqa: BLE001  (whatever an SDK raises costs one sentence and not the program)
                failed = self._fault(error)
            if not self.simpler(failed):  # raised out here so that the SDK's exception, with its headers, is let go
                raise failed

    async def aask(self, request: Request, timeout: float) -> Reply:  # noqa: ASYNC109  (the SDKs take it)
        """Do the same without blocking."""
        async with self.opened():
            client = self._open[_running_loop()][0]
            while True:
                try:
                    return self.reply(await self.call(client)(**self.arguments(request), timeout=timeout))
                except Exception as error:  # noqa: BLE001  (as above)
                    failed = self._fault(error)
                if not self.simpler(failed):
                    raise failed

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Keep one client for all who ask in this event loop; the last one closes it."""
        loop = _running_loop()
        client, users = self._open.get(loop) or (self._make(asynchronous=True), 0)
        self._open[loop] = client, users + 1
        try:
            yield
        finally:
            client, users = self._open[loop]
            if users > 1:
                self._open[loop] = client, users - 1
            else:
                del self._open[loop]
                await client.close()

    def _fault(self, error: Exception) -> ProviderError:
        if isinstance(error, ProviderError):
            return error
        return fault(error, self.name, self.key, self.key_variable)

    def _sync_client(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._make(asynchronous=False)
        return self._client

    def _make(self, *, asynchronous: bool) -> Any:
        options: dict[str, Any] = {"base_url": self.base_url, "api_key": self.key or "none", "max_retries": 0}
        if self._transport is not None:
            httpx2 = import_module("httpx2")
            client = httpx2.AsyncClient if asynchronous else httpx2.Client
            options["http_client"] = client(transport=self._transport)
        return self.make(import_module(self.sdk), options, asynchronous=asynchronous)


def _running_loop() -> Any:
    import asyncio

    return asyncio.get_running_loop()

"""Answers from a list, for tests of what is built on plainspeak: no key, no network, no surprise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock

from plainspeak.errors import ProviderError
from plainspeak.providers.base import Provider, Reply, Request, Usage

Line = str | Reply | ProviderError
"""An answer's text, a whole reply, or what goes wrong."""


class ScriptedProvider(Provider):
    """Gives the next line of a script for each request, or what a function makes of the request.

    Args:
        script: The lines in order; or a function from a request to a line.

    >>> import plainspeak
    >>> provider = ScriptedProvider(['{"rewrite": "Our system now finds 10% more of the known cases."}'])
    >>> rewriter = plainspeak.Rewriter(audience="exec", provider=provider)
    >>> print(rewriter.rewrite("We improved recall by 10%."))
    Our system now finds 10% more of the known cases.
    >>> len(provider.requests)
    1
    """

    def __init__(self, script: Iterable[Line] | Callable[[Request], Line]) -> None:
        self.name = "scripted:model"
        self.requests: list[Request] = []
        self._lines = None if callable(script) else iter(script)
        self._answer = script if callable(script) else None
        self._lock = Lock()

    def ask(self, request: Request, timeout: float) -> Reply:
        """Give the next line."""
        del timeout
        with self._lock:
            self.requests.append(request)
            line = self._answer(request) if self._answer else next(self._lines or iter(()), None)
        if line is None:
            raise AssertionError(f"The script has no line for request {len(self.requests)}.")
        if isinstance(line, ProviderError):
            raise line
        return Reply(line, usage=Usage(1)) if isinstance(line, str) else line

"""What models cost: a limit on tokens, and the price of what was used where a user has told the prices."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from plainspeak.errors import ProviderError
from plainspeak.providers.around import Around
from plainspeak.providers.base import Provider, Reply, Request, Usage

if TYPE_CHECKING:
    from plainspeak.settings import Price

_CHARACTERS = 3.5  # of a request that make a token, about
_ANSWER = 150  # tokens of an answer, before the first one tells


class Budgeted(Around):
    """Asks a provider until so many tokens are used; after that every request fails and nothing is sent.

    For requests under way it counts what they are likely to use, so that many at once don't run far over the limit.

    Args:
        provider: Who is asked.
        tokens: How many tokens may be used, read and written together.

    >>> from plainspeak.providers.scripted import ScriptedProvider
    >>> provider = Budgeted(ScriptedProvider([Reply("Yes.", usage=Usage(1, input=900, output=100))]), tokens=1000)
    >>> provider.ask(Request("", "Is it?", {}, 10), 1).text, provider.used
    ('Yes.', 1000)
    >>> provider.ask(Request("", "Is it?", {}, 10), 1)
    Traceback (most recent call last):
    plainspeak.errors.ProviderError: The budget of 1,000 tokens is used up (1,000 used).
    """

    def __init__(self, provider: Provider, tokens: int) -> None:
        super().__init__(provider)
        self.tokens, self.used = tokens, 0
        self._under_way = 0
        self._replies, self._written = 0, 0
        self._lock = Lock()

    def ask(self, request: Request, timeout: float) -> Reply:
        """Ask, if there are tokens left."""
        likely = self._begin(request)
        try:
            return self._counted(self.provider.ask(request, timeout))
        finally:
            self._end(likely)

    async def aask(self, request: Request, timeout: float) -> Reply:  # noqa: ASYNC109  (as every provider)
        """Do the same without blocking."""
        likely = self._begin(request)
        try:
            return self._counted(await self.provider.aask(request, timeout))
        finally:
            self._end(likely)

    def _begin(self, request: Request) -> int:
        """Return how many tokens a request is likely to use.

        Raises:
            ProviderError: There are not so many left.
        """
        with self._lock:
            written = self._written // self._replies if self._replies else _ANSWER
            likely = int((len(request.system) + len(request.user)) / _CHARACTERS) + written
            if self.used + self._under_way + likely > self.tokens:
                about = f"{self.used:,} used"
                if self._under_way:
                    about += f", about {self._under_way:,} in requests under way"
                raise ProviderError(f"The budget of {self.tokens:,} tokens is used up ({about}).", "budget")
            self._under_way += likely
        return likely

    def _counted(self, reply: Reply) -> Reply:
        with self._lock:
            self.used += reply.usage.tokens
            self._replies += 1
            self._written += reply.usage.output
        return reply

    def _end(self, likely: int) -> None:
        with self._lock:
            self._under_way -= likely


def cost(usage: Usage, price: Price) -> float:
    """Return what a usage costs, in the price's currency.

    Args:
        usage: What was used.
        price: What a million tokens cost.
    """
    cached = price.input if price.cached is None else price.cached
    return ((usage.input - usage.cached) * price.input + usage.cached * cached + usage.output * price.output) / 1e6

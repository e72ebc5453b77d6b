"""What the subcommands that may ask a model share: their options, the line to it, and what it used."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from plainspeak.cli import common
from plainspeak.errors import UsageError

if TYPE_CHECKING:
    from plainspeak.providers.base import Usage
    from plainspeak.providers.retry import Line
    from plainspeak.rewriter import Rewriter


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask and how, as the options say it.

    Args:
        provider: Whom; None takes the configured one.
        base_url: Another server than the provider's own.
        strict: Whether a sentence without an answer is an error.
        accept_unsure: Whether answers are taken of which the verifier is unsure.
        budget_tokens: How many tokens may be used, if there is a limit.
        no_cache: Whether every question is asked anew.
        dry_run: Whether to show what would be sent instead of sending it.
    """

    provider: str | None
    base_url: str | None
    strict: bool
    accept_unsure: bool
    budget_tokens: int | None
    no_cache: bool
    dry_run: bool

    def manner(self) -> dict[str, Any]:
        """Return what a ``Rewriter`` takes of it."""
        return {
            "provider": self.provider,
            "base_url": self.base_url,
            "strict": self.strict,
            "accept_unsure": self.accept_unsure,
        }


_OPTIONS = (
    click.option(
        "--provider",
        metavar="NAME:MODEL",
        help="Let a model polish the draft: openai:MODEL, anthropic:MODEL, compatible:MODEL, local:FILE; or none. "
        "See: plainspeak providers.",
    ),
    click.option("--base-url", metavar="URL", help="The server to ask, such as http://127.0.0.1:11434/v1."),
    click.option("--strict", is_flag=True, help="Fail where the model gives no answer, instead of taking the draft."),
    click.option("--accept-unsure", is_flag=True, help="Take answers that the verifier can't tell about, too."),
    click.option(
        "--budget-tokens", type=click.IntRange(min=1), metavar="N", help="Stop asking when so many tokens are used."
    ),
    click.option("--no-cache", is_flag=True, help="Ask anew what was answered before, and keep no answer."),
    click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing."),
)


def options(callback: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that ``Asking`` holds."""
    for option in reversed(_OPTIONS):
        callback = option(callback)
    return callback


def line(rewriter: Rewriter, asking: Asking) -> Line | None:
    """Return the line to the model, with cache and budget; None if there is no model.

    Raises:
        SetupError: The model can't be asked.
    """
    made = rewriter.line()
    if made is None:
        return None
    from plainspeak.models.cache import Cached
    from plainspeak.models.spending import Budgeted

    if asking.budget_tokens is not None:
        made.provider = Budgeted(made.provider, asking.budget_tokens)
    if not asking.no_cache:
        made.provider = Cached(made.provider)
    return made


def show_requests(rewriters: Sequence[Rewriter], texts: Iterable[str], given: Sequence[str]) -> int:
    """Write what would be sent first about each sentence, as JSON objects; return the exit status.

    Args:
        rewriters: One for each reader.
        texts: The texts.
        given: Facts that the author adds.

    Raises:
        UsageError: There is no model to send it to.
    """
    for text in texts:
        for rewriter in rewriters:
            provider = rewriter.provider
            if provider is None:
                raise UsageError("Nothing would be sent: there is no model. Name one, such as --provider openai:MODEL.")
            for request in rewriter.requests(text, given=given):
                common.write(json.dumps(provider.shown(request), ensure_ascii=False, indent=2) + "\n")
    return 0


def used(usage: Usage, made: Line | None) -> str:
    """Return what was used, in words; "" if there was no model.

    Args:
        usage: What all requests used.
        made: The line they went over.
    """
    if made is None:
        return ""
    from plainspeak import settings
    from plainspeak.models.cache import Cached
    from plainspeak.models.spending import cost

    parts = [f"{usage.requests:,} request" + "s" * (usage.requests != 1)]
    parts.append(f"{usage.input:,} tokens read" + f" ({usage.cached:,} from the vendor's cache)" * bool(usage.cached))
    parts.append(f"{usage.output:,} written")
    if isinstance(made.provider, Cached) and made.provider.hits:
        hits = made.provider.hits
        parts.append(f"{hits:,} answer" + "s" * (hits != 1) + " kept from before")
    price = settings.load().models.prices.get(made.provider.name)
    if price:
        parts.append(f"{cost(usage, price):,.4f} {price.currency}")
    return ", ".join(parts)

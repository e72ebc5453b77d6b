"""Anthropic, through the Messages API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainspeak.providers.base import Reply, Request, Usage
from plainspeak.providers.sdk import SdkProvider


class AnthropicProvider(SdkProvider):
    """``anthropic:MODEL``: a model of Anthropic, or of a server that speaks its Messages API."""

    prefix = "anthropic"
    sdk = "anthropic"
    key_variable = "ANTHROPIC_API_KEY"
    default_url = "https://api.anthropic.com"

    def arguments(self, request: Request) -> dict[str, Any]:
        """Return the arguments of ``messages.create``; the system's part may be kept in the vendor's cache."""
        return {
            "model": self.model,
            "max_tokens": request.max_tokens,
            "system": [{"type": "text", "text": request.system, "cache_control": {"type": "ephemeral"}}],
            "messages": [{"role": "user", "content": request.user}],
            "output_config": {"format": {"type": "json_schema", "schema": dict(request.schema)}},
        }

    def reply(self, response: Any) -> Reply:
        """Return the text of all parts; what the model thought to itself is left out."""
        text = "".join(part.text for part in response.content if part.type == "text")
        status, detail = "ok" if text.strip() else "empty", ""
        if response.stop_reason == "refusal":
            details = getattr(response, "stop_details", None)
            status, detail = (
                "refused",
                getattr(details, "explanation", None) or getattr(details, "category", None) or "",
            )
        elif response.stop_reason in ("max_tokens", "model_context_window_exceeded"):
            status, detail = "truncated", response.stop_reason
        return Reply(text, status, _usage(response.usage), response.model or "", response._request_id or "", detail)  # noqa: SLF001  (public, says the SDK)

    def make(self, sdk: Any, options: Mapping[str, Any], *, asynchronous: bool) -> Any:
        """Return an Anthropic client, which adds the protocol's /v1 by itself."""
        options = {**options, "base_url": self.base_url.rstrip("/").removesuffix("/v1")}
        return (sdk.AsyncAnthropic if asynchronous else sdk.Anthropic)(**options)

    def call(self, client: Any) -> Any:
        """Return ``messages.create``."""
        return client.messages.create


def _usage(usage: Any) -> Usage:
    if usage is None:
        return Usage(1)
    cached = getattr(usage, "cache_read_input_tokens", 0) or 0
    written = getattr(usage, "cache_creation_input_tokens", 0) or 0
    # Here input_tokens are those beside the cache; everywhere else in plainspeak they are all that was read.
    return Usage(1, input=(usage.input_tokens or 0) + cached + written, cached=cached, output=usage.output_tokens or 0)

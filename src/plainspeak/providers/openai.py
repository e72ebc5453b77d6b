"""OpenAI, through the Responses API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainspeak.providers.base import Reply, Request, Usage
from plainspeak.providers.sdk import SdkProvider

# A reasoning model's thoughts count as output; with no room for them it would be cut off before its first word.
_THOUGHTS = 8000


class OpenAIProvider(SdkProvider):
    """``openai:MODEL``: a model of OpenAI, or of a server that speaks its Responses API."""

    prefix = "openai"
    sdk = "openai"
    key_variable = "OPENAI_API_KEY"
    default_url = "https://api.openai.com/v1"

    def arguments(self, request: Request) -> dict[str, Any]:
        """Return the arguments of ``responses.create``; nothing is to be stored."""
        return {
            "model": self.model,
            "instructions": request.system,
            "input": [{"role": "user", "content": request.user}],
            "max_output_tokens": request.max_tokens + _THOUGHTS,
            "store": False,
            "text": {
                "format": {"type": "json_schema", "name": "answer", "strict": True, "schema": dict(request.schema)}
            },
        }

    def reply(self, response: Any) -> Reply:
        """Return the text, or the refusal, of all messages; what the model thought to itself is left out."""
        parts = [part for item in response.output if item.type == "message" for part in item.content]
        refusals = [part.refusal for part in parts if part.type == "refusal"]
        text = "".join(part.text for part in parts if part.type == "output_text")
        status, detail = "ok" if text.strip() else "empty", ""
        if refusals:
            status, detail = "refused", refusals[0]
        elif response.status == "incomplete":
            detail = (response.incomplete_details.reason if response.incomplete_details else None) or ""
            status = "refused" if detail == "content_filter" else "truncated"
        return Reply(text, status, _usage(response.usage), response.model or "", response._request_id or "", detail)  # noqa: SLF001  (public, says the SDK)

    def make(self, sdk: Any, options: Mapping[str, Any], *, asynchronous: bool) -> Any:
        """Return an OpenAI client."""
        return (sdk.AsyncOpenAI if asynchronous else sdk.OpenAI)(**options)

    def call(self, client: Any) -> Any:
        """Return ``responses.create``."""
        return client.responses.create


def _usage(usage: Any) -> Usage:
    if usage is None:
        return Usage(1)
    read, written = usage.input_tokens_details, usage.output_tokens_details
    return Usage(
        1,
        input=usage.input_tokens or 0,
        cached=getattr(read, "cached_tokens", 0) or 0,
        output=usage.output_tokens or 0,
        reasoning=getattr(written, "reasoning_tokens", 0) or 0,
    )

"""Any server with OpenAI's chat completions: Ollama, vLLM, LM Studio, llama.cpp, gateways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainspeak.errors import ProviderError
from plainspeak.providers.base import Reply, Request, Usage
from plainspeak.providers.sdk import SdkProvider

# Not every server takes these; by what words in its refusal one can tell which it was.
_OPTIONAL = {"response_format": ("response_format", "json_schema", "schema"), "temperature": ("temperature",)}


class CompatibleProvider(SdkProvider):
    """``compatible:MODEL`` with ``--base-url``: a server of one's own, or a gateway.

    The key is that of PLAINSPEAK_API_KEY, if there is one; a vendor's key is never sent to another's server.
    """

    prefix = "compatible"
    sdk = "openai"
    key_variable = "PLAINSPEAK_API_KEY"
    key_needed = False

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, transport: Any = None
    ) -> None:
        super().__init__(model, base_url=base_url, api_key=api_key, transport=transport)
        self._refused: set[str] = set()  # optional arguments that this server does not take

    def arguments(self, request: Request) -> dict[str, Any]:
        """Return the arguments of ``chat.completions.create``."""
        optional = {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": dict(request.schema)},
            },
            "temperature": 0,
        }
        return {
            "model": self.model,
            "messages": [{"role": "system", "content": request.system}, {"role": "user", "content": request.user}],
            "max_tokens": request.max_tokens,
            **{name: value for name, value in optional.items() if name not in self._refused},
        }

    def reply(self, response: Any) -> Reply:
        """Return the text of the first choice."""
        if not response.choices:
            return Reply("", "empty", _usage(response.usage), response.model or "", detail="no choice in the answer")
        choice = response.choices[0]
        text = choice.message.content or ""
        status, detail = "ok" if text.strip() else "empty", ""
        if refusal := getattr(choice.message, "refusal", None):
            status, detail = "refused", refusal
        elif choice.finish_reason == "content_filter":
            status, detail = "refused", "content_filter"
        elif choice.finish_reason == "length":
            status, detail = "truncated", "length"
        return Reply(text, status, _usage(response.usage), response.model or "", response._request_id or "", detail)  # noqa: SLF001  (public, says the SDK)

    def make(self, sdk: Any, options: Mapping[str, Any], *, asynchronous: bool) -> Any:
        """Return an OpenAI client; organisation and project of the environment belong to OpenAI alone."""
        return (sdk.AsyncOpenAI if asynchronous else sdk.OpenAI)(**options, organization="", project="")

    def call(self, client: Any) -> Any:
        """Return ``chat.completions.create``."""
        return client.chat.completions.create

    def simpler(self, error: ProviderError) -> bool:
        """Return whether the server refused an argument that it can do without, and leave it out from now on."""
        if error.status not in (400, 422):
            return False
        said = str(error).casefold()
        refused = {name for name, signs in _OPTIONAL.items() if any(sign in said for sign in signs)} - self._refused
        self._refused |= refused
        return bool(refused)


def _usage(usage: Any) -> Usage:
    if usage is None:
        return Usage(1)
    read, written = getattr(usage, "prompt_tokens_details", None), getattr(usage, "completion_tokens_details", None)
    return Usage(
        1,
        input=usage.prompt_tokens or 0,
        cached=getattr(read, "cached_tokens", 0) or 0,
        output=usage.completion_tokens or 0,
        reasoning=getattr(written, "reasoning_tokens", 0) or 0,
    )

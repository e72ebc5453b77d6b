"""Finds what answers prompts by the name that a user types: "openai:MODEL", "local:/path/model.gguf"."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from plainspeak.errors import SetupError, did_you_mean
from plainspeak.providers.base import Provider

GROUP = "plainspeak.providers"
NONE = "none"
"""What a user types for no model at all, where one is configured."""

# The same as the entry points in pyproject.toml, which a test compares: looking those up takes longer than a rewrite.
OURS = {
    "openai": "plainspeak.providers.openai:OpenAIProvider",
    "anthropic": "plainspeak.providers.anthropic:AnthropicProvider",
    "compatible": "plainspeak.providers.compatible:CompatibleProvider",
    "local": "plainspeak.providers.local:LocalProvider",
}


def find(named: str, *, base_url: str | None = None) -> Provider:
    """Return the provider that a user names; it is neither asked nor checked yet (see ``Provider.ready``).

    Args:
        named: Its name, a colon, and the model.
        base_url: The server to ask, for providers that may have another than their own.

    Raises:
        SetupError: There is no such provider, or it needs something more.

    >>> find("openai:some-model").name
    'openai:some-model'
    """
    name, _, model = named.strip().partition(":")
    home = OURS.get(name)
    if home is None:
        others = theirs()
        if name not in others:
            known = [*OURS, *others]
            example = f"Providers: {', '.join(known)}; write the model behind it, such as openai:MODEL."
            raise SetupError(
                f"There is no provider {name!r}.{did_you_mean(name, known)} {example} "
                "Or leave it out: the glossary works without a model."
            )
        made = others[name].load()(model, base_url=base_url)
    else:
        module, _, cls = home.partition(":")
        made = getattr(import_module(module), cls)(model, base_url=base_url)
    if not isinstance(made, Provider):
        raise SetupError(f"The provider {name!r} is not a plainspeak.providers.base.Provider. Ask its author.")
    return made


def theirs() -> Mapping[str, Any]:
    """Return the entry points of providers that other packages bring, by name; ours win over theirs."""
    from importlib.metadata import entry_points  # only where it is needed: it takes longer than a rewrite

    return {point.name: point for point in entry_points(group=GROUP) if point.name not in OURS}

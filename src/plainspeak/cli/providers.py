"""``plainspeak providers``: which models can be asked, what is missing, and the answers that are kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from plainspeak.cli import common, show

if TYPE_CHECKING:
    from plainspeak.models.cache import Store

VERSION = 1
_LOCAL = "http://127.0.0.1:11434/v1"
_ABOUT = {
    "openai": "OpenAI's models",
    "anthropic": "Anthropic's models",
    "compatible": "any server with OpenAI's chat completions",
    "local": "a GGUF file, by llama.cpp in this process",
}
_TYPED = {"local": "local:model.gguf", "compatible": f"compatible:MODEL --base-url {_LOCAL}"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a provider.

    Args:
        name: What a user types before the colon.
        about: What it is.
        installed: Whether its packages are there; None where only its maker knows.
        key: "found", "missing", "optional" (there is none, and some servers need none) or "none needed".
        next: What to type: what is missing, or how to use it.
    """

    name: str
    about: str
    installed: bool | None
    key: str
    next: tuple[str, ...]


@click.command(context_settings=common.HELP)
@common.format_option
@click.option("--empty-cache", is_flag=True, help="Delete the answers that are kept.")
def command(form: str, empty_cache: bool) -> None:
    """List the models that can be asked, and say what is missing.

    Answers are kept on this machine, so that the same question is asked once. The last lines tell where, and how many.
    """
    from plainspeak.models.cache import Store, default_file

    store = Store(default_file())
    if empty_cache:
        store.empty()
    found = list(standings())
    if form == "json":
        cache = {"file": str(store.file) if store.file else None, "answers": store.count(), "bytes": store.size()}
        common.write_json({"version": VERSION, "providers": [asdict(standing) for standing in found], "cache": cache})
    else:
        common.write("\n".join([*_shown(found, show.Pen(sys.stdout)), "", *_cache(store)]) + "\n")


def standings() -> Iterator[Standing]:
    """Yield how it stands with each provider: ours, then those of other packages, which are not loaded for this."""
    from importlib import import_module

    from plainspeak.providers import OURS, theirs
    from plainspeak.providers.sdk import SdkProvider

    for name, home in OURS.items():
        module, _, cls = home.partition(":")
        kind: type[SdkProvider] = getattr(import_module(module), cls)
        provider = kind("MODEL", base_url=None if kind.default_url or name == "local" else _LOCAL)
        installed = provider.installed()
        key = "none needed"
        if kind.key_variable:
            key = "found" if provider.key else "missing" if kind.key_needed else "optional"
        missing = []
        if not installed:
            extra = name if name == "local" else kind.sdk
            missing.append(f"pip install 'plainspeak-business[{extra}]'")
        if key == "missing":
            missing.append(f"export {kind.key_variable}=...")
        use = f"plainspeak rewrite --provider {_TYPED.get(name, f'{name}:MODEL')} TEXT"
        yield Standing(name, _ABOUT[name], installed, key, tuple(missing or [use]))
    for name, point in theirs().items():
        use = f"plainspeak rewrite --provider {name}:MODEL TEXT"
        yield Standing(name, f"brought by {point.dist.name if point.dist else point.module}", None, "", (use,))


def _shown(found: Sequence[Standing], pen: show.Pen) -> Iterator[str]:
    room = max(len(standing.name) for standing in found)
    for standing in found:
        states = []
        if standing.installed is not None:
            states.append(pen.good("installed") if standing.installed else pen.bad("not installed", "warning"))
        if standing.key:
            words = f"key {standing.key}" if standing.key != "none needed" else "no key needed"
            states.append(pen.bad(words, "warning") if standing.key == "missing" else words)
        yield f"{pen.head(standing.name.ljust(room))}  {standing.about}: {', '.join(states) or 'ask its maker'}"
        for command in standing.next:
            yield f"{' ' * room}    {pen.dim(command)}"
    yield ""
    yield "Without a provider nothing is sent: the glossary works without a model."


def _cache(store: Store) -> Iterator[str]:
    if store.file is None:
        yield "No answers are kept: there is no cache folder (set XDG_CACHE_HOME)."
        return
    count, size = store.count(), store.size()
    yield f"Answers kept: {count:,}" + f" ({_bytes(size)})" * bool(count) + f" in {store.file}"
    yield "Delete them: plainspeak providers --empty-cache. Do without: rewrite --no-cache."


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.0f} kB"

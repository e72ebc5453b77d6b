"""A model of one's own, run by llama.cpp inside the process."""

from __future__ import annotations

import secrets
import weakref
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plainspeak.errors import SetupError
from plainspeak.providers.base import Request
from plainspeak.providers.compatible import CompatibleProvider

_WITHOUT = "Or leave the provider out: the glossary works without a model."
_NEEDED = ("xllamacpp", "openai")  # the engine, and the client that talks to it
_TOKENS = 8192  # room for the longest prompt and its answer; a model made for fewer takes fewer
_NOT_YET = "http://127.0.0.1"


class LocalProvider(CompatibleProvider):
    """``local:FILE``: a model in llama.cpp's own format, GGUF.

    llama.cpp serves it on this machine's own address, under a key that is made up for this process, and is asked like
    any other compatible server. It starts with the first rewrite and ends with the process, or when the provider goes.

    Args:
        model: The file.
        base_url: None; a server that runs elsewhere is ``compatible:MODEL``.
        threads: How many threads may compute; None leaves it to llama.cpp, which takes the processor's cores.
    """

    prefix = "local"
    key_variable = ""
    at_once = 1  # it computes one answer after the other, and waiting counts as time that an answer takes

    def __init__(self, model: str, *, base_url: str | None = None, threads: int | None = None) -> None:
        if base_url is not None:
            raise SetupError(
                f"local:{model} runs inside plainspeak and has no address. For a server of your own, type "
                f"--provider compatible:MODEL --base-url {base_url}. {_WITHOUT}"
            )
        super().__init__(model, base_url=_NOT_YET, api_key=secrets.token_urlsafe(24))
        self.file, self._threads = Path(model).expanduser(), threads
        self._server: Any = None

    @property
    def identity(self) -> Mapping[str, str]:
        """The model's file by name, size and age; where it lies and who serves it make no difference to an answer."""
        about = self.file.stat() if self.file.is_file() else None
        mark = f"{about.st_size}-{about.st_mtime_ns}" if about else ""
        return {"provider": self.prefix, "model": self.file.name, "file": mark}

    def installed(self) -> bool:
        """Return whether the engine and the client are there."""
        return all(find_spec(package) for package in _NEEDED)

    def ready(self) -> None:
        """Make sure that engine and file are there, and start the server."""
        if not self.installed():
            raise SetupError(f"{self.name} needs llama.cpp. Type: pip install 'plainspeak-business[local]'. {_WITHOUT}")
        with self._lock:
            if self._server is None:
                _check(self.file, self.name)
                self._start()
        super().ready()

    def arguments(self, request: Request) -> dict[str, Any]:
        """Return the arguments of ``chat.completions.create``; the server has one model, so its name is for show."""
        return {**super().arguments(request), "model": self.file.stem}

    def _start(self) -> None:
        import xllamacpp  # type: ignore[import-not-found, import-untyped, unused-ignore]  # an extra, without types

        params = xllamacpp.CommonParams()
        params.model.path = str(self.file)
        params.model_alias = {self.file.stem}
        params.hostnames, params.port = ["127.0.0.1"], 0  # 0: whichever is free
        params.api_keys = [self.key]
        params.n_ctx, params.n_parallel = _TOKENS, 1
        params.verbosity, params.ui, params.offline, params.use_jinja = 0, False, True, True
        if self._threads:
            params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads
        try:
            server = xllamacpp.Server(params)
        except Exception as error:
            raise SetupError(f"llama.cpp can't load {self.file}: {error}. {_WITHOUT}") from error
        self.base_url = f"{server.listening_address}/v1"
        # The server goes when its last name does. At the end of the process that has to be before the interpreter goes.
        self._server = holder = [server]
        weakref.finalize(self, holder.clear)


def _check(file: Path, name: str) -> None:
    """Say what is wrong with a file before llama.cpp does, whose own words are for its makers."""
    if not file.is_file():
        raise SetupError(
            f"{name}: there is no file {str(file)!r}. Give the path of a model in GGUF format, such as "
            f"--provider local:models/model.gguf. {_WITHOUT}"
        )
    with file.open("rb") as opened:
        if opened.read(4) != b"GGUF":
            raise SetupError(f"{name}: {str(file)!r} is no model in GGUF format. {_WITHOUT}")

"""Keeps models' answers on disk, so that nobody pays twice for the same question."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from plainspeak import __version__, packs
from plainspeak.providers.around import Around
from plainspeak.providers.base import Provider, Reply, Request

if TYPE_CHECKING:
    import sqlite3

# SQLite itself, which comes with Python and is kept well: diskcache, the library for this, has had no release since
# 2023, and those that are kept well either hand disks over to it or need a server.
Result = TypeVar("Result")
FILE = "answers.sqlite3"
_LIFE = 90 * 24 * 3600  # seconds: an answer that is older goes
_PATIENCE = 1.0  # seconds to wait for another process that writes
_SIDES = ("", "-wal", "-shm")  # a database and what SQLite lays beside it


def default_file() -> Path | None:
    """Return where answers are kept; None where there is no folder for such things."""
    folder = packs.cache_folder()
    return folder / FILE if folder else None


class Store:
    """Answers in one SQLite file, for any number of threads and processes.

    A file that can't be read or written costs the answers in it and nothing else: what is asked is then asked anew.

    Args:
        file: The file; its folder is made when the first answer is kept. None keeps nothing.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._lock = Lock()
        self._open: sqlite3.Connection | None = None

    def get(self, key: str) -> Reply | None:
        """Return the answer kept under a key; it uses nothing."""

        def found(answers: sqlite3.Connection) -> tuple[str] | None:
            row: tuple[str] | None = answers.execute("SELECT reply FROM answers WHERE key = ?", (key,)).fetchone()
            return row

        row = self._do(found)
        return Reply(**json.loads(row[0])) if row else None

    def put(self, key: str, reply: Reply) -> None:
        """Keep an answer; it is on disk when this returns, whatever happens to the process."""
        kept = json.dumps({"text": reply.text, "model": reply.model, "request_id": reply.request_id})

        def keep(answers: sqlite3.Connection) -> None:
            answers.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, int(time.time()), kept))

        self._do(keep)

    def count(self) -> int:
        """Return how many answers are kept."""
        if self.file is None or not self.file.is_file():
            return 0
        return self._do(lambda answers: int(answers.execute("SELECT count(*) FROM answers").fetchone()[0])) or 0

    def size(self) -> int:
        """Return how many bytes they take on disk."""
        return sum(file.stat().st_size for file in self._files() if file.is_file())

    def empty(self) -> None:
        """Delete all answers.

        Raises:
            OSError: The file can't be deleted.
        """
        self.close()
        for file in filter(Path.is_file, self._files()):
            file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file until it is needed again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _files(self) -> list[Path]:
        return [Path(f"{self.file}{side}") for side in _SIDES] if self.file else []

    def _do(self, act: Callable[[sqlite3.Connection], Result]) -> Result | None:
        """Return what an act on the database returns; None if it can't be done."""
        if self.file is None:
            return None
        import sqlite3  # only where answers are kept

        with self._lock:
            for _ in range(2):
                try:
                    self._open = self._open or _opened(self.file)
                    return act(self._open)
                except (sqlite3.OperationalError, OSError):  # locked for long, a full disk, no permission
                    return None
                except sqlite3.DatabaseError:  # no database, or a damaged one: begin a new one
                    if self._open is not None:
                        self._open.close()
                        self._open = None
                    with suppress(OSError):
                        for file in self._files():
                            file.unlink(missing_ok=True)
        return None


def _opened(file: Path) -> sqlite3.Connection:
    import sqlite3

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # answers are nobody else's business
    answers = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        # With a log of its own a write waits for no disk, and an answer is safe from the end of the process.
        answers.execute("PRAGMA journal_mode = WAL")
        answers.execute("PRAGMA synchronous = NORMAL")
        answers.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, at INTEGER, reply TEXT) STRICT")
        answers.execute("DELETE FROM answers WHERE at < ?", (int(time.time()) - _LIFE,))
    except BaseException:
        answers.close()
        raise
    return answers


class Cached(Around):
    """Asks a provider only what it has not answered before.

    Only whole answers are kept, each as soon as it is there. They lie under a hash of everything that shapes them; the
    question itself is not kept, and no key is in either.

    Args:
        provider: Who is asked.
        store: Where answers are kept; None takes the user's cache folder.

    >>> import tempfile
    >>> from plainspeak.providers.scripted import ScriptedProvider
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     provider = Cached(ScriptedProvider(["Yes."]), Store(Path(folder, "answers.sqlite3")))
    ...     request = Request("Be brief.", "Is it?", {}, 10)
    ...     print([provider.ask(request, 1).text for _ in range(3)], provider.hits)
    ...     provider.store.close()
    ['Yes.', 'Yes.', 'Yes.'] 2
    """

    def __init__(self, provider: Provider, store: Store | None = None) -> None:
        super().__init__(provider)
        self.store = Store(default_file()) if store is None else store
        self.hits = 0
        """How many requests were answered from the store."""

    def ask(self, request: Request, timeout: float) -> Reply:
        """Return the answer that is kept, or ask."""
        key = self.key_of(request)
        return self._kept(key) or self._keep(key, self.provider.ask(request, timeout))

    async def aask(self, request: Request, timeout: float) -> Reply:  # noqa: ASYNC109  (as every provider)
        """Do the same without blocking."""
        key = self.key_of(request)
        return self._kept(key) or self._keep(key, await self.provider.aask(request, timeout))

    def key_of(self, request: Request) -> str:
        """Return what an answer is kept under: a hash of provider, model, server, request and our version."""
        asked = [__version__, dict(self.identity), request.system, request.user, request.schema, request.max_tokens]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def _kept(self, key: str) -> Reply | None:
        reply = self.store.get(key)
        self.hits += reply is not None
        return reply

    def _keep(self, key: str, reply: Reply) -> Reply:
        if reply.status == "ok":
            self.store.put(key, reply)
        return reply

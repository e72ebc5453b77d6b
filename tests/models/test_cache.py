"""Answers are kept on disk: whole ones only, under everything that shapes them, and never in the way."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from plainspeak.errors import ProviderError
from plainspeak.models import cache
from plainspeak.models.cache import Cached, Store
from plainspeak.providers.base import Reply, Request, Usage
from plainspeak.providers.scripted import ScriptedProvider
from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

REQUEST = Request("How.", "What.", {"type": "object"}, 100)
REPLY = Reply("Yes.", usage=Usage(1, 5, 0, 2), model="model-1", request_id="req_1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "folder" / "answers.sqlite3")
    yield made
    made.close()


class Named(ScriptedProvider):
    """A scripted provider that says more of itself."""

    def __init__(self, *script: Reply | ProviderError, **identity: str) -> None:
        super().__init__(script)
        self._identity = identity

    @property
    def identity(self) -> Mapping[str, str]:
        return self._identity


def test_an_answer_is_asked_for_once_and_costs_nothing_again(store: Store) -> None:
    provider = Cached(Named(REPLY), store)
    assert provider.ask(REQUEST, 1) == REPLY
    assert provider.ask(REQUEST, 1) == replace(REPLY, usage=Usage())
    assert asyncio.run(provider.aask(REQUEST, 1)) == replace(REPLY, usage=Usage())
    assert provider.hits == 2
    assert asyncio.run(Cached(Named(), store).aask(REQUEST, 1)).text == "Yes."


def test_it_is_there_for_the_next_process(store: Store) -> None:
    assert asyncio.run(Cached(Named(REPLY), store).aask(REQUEST, 1)) == REPLY
    assert store.file
    other = Store(store.file)
    assert other.get(Cached(Named(), other).key_of(REQUEST)) == replace(REPLY, usage=Usage())
    assert (other.count(), other.size() > 0) == (1, True)
    other.close()


def test_whatever_shapes_an_answer_is_in_its_key(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [
        replace(REQUEST, system="Otherwise."),
        replace(REQUEST, user="Other."),
        replace(REQUEST, schema={"type": "string"}),
        replace(REQUEST, max_tokens=101),
        Request("How.What.", "", {"type": "object"}, 100),
    ]
    keys = [Cached(Named(model="a", base_url="x"), store).key_of(request) for request in (REQUEST, *others)]
    identities = ({"model": "b", "base_url": "x"}, {"model": "a", "base_url": "y"}, {"model": "a"})
    keys += [Cached(Named(**identity), store).key_of(REQUEST) for identity in identities]
    monkeypatch.setattr(cache, "__version__", "999")
    keys.append(Cached(Named(model="a", base_url="x"), store).key_of(REQUEST))
    assert len(set(keys)) == len(keys)
    assert Cached(Named(base_url="x", model="a"), store).key_of(REQUEST) == keys[-1]


@pytest.mark.parametrize("status", ["refused", "truncated", "empty"])
def test_only_whole_answers_are_kept(store: Store, status: str) -> None:
    provider = Cached(Named(replace(REPLY, status=status), ProviderError("Away.", "busy"), REPLY), store)
    assert provider.ask(REQUEST, 1).status == status
    with pytest.raises(ProviderError):
        provider.ask(REQUEST, 1)
    assert provider.ask(REQUEST, 1) == REPLY
    assert provider.hits == 0


def test_neither_question_nor_key_is_on_disk(store: Store) -> None:
    from plainspeak.providers.openai import OpenAIProvider

    secret = OpenAIProvider("m", api_key="sk-secret-4711")
    Cached(secret, store)._keep(Cached(secret, store).key_of(replace(REQUEST, user="Project Heron is late.")), REPLY)
    store.close()
    assert store.file
    raw = b"".join(file.read_bytes() for file in store.file.parent.iterdir())
    assert b"Yes." in raw
    assert b"sk-secret" not in raw
    assert b"Heron" not in raw


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_nobody_else_may_read_it(store: Store) -> None:
    store.put("key", REPLY)
    assert store.file
    for path in store.file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_anew(store: Store, damage: bytes) -> None:
    assert store.file
    store.file.parent.mkdir()
    store.file.write_bytes(damage)
    provider = Cached(Named(REPLY, REPLY), store)
    assert provider.ask(REQUEST, 1) == REPLY
    assert provider.ask(REQUEST, 1).text == "Yes."
    assert provider.hits == 1


def test_a_place_that_cannot_be_written_costs_only_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for store in (Store(tmp_path / "file" / "answers.sqlite3"), Store(None)):
        provider = Cached(Named(REPLY, REPLY), store)
        assert [provider.ask(REQUEST, 1), provider.ask(REQUEST, 1)] == [REPLY, REPLY]
        assert (store.count(), store.size()) == (0, 0)
        store.empty()


def test_a_file_that_another_holds_costs_a_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_PATIENCE", 0.01)
    store.put("key", REPLY)
    assert store.file
    other = sqlite3.connect(store.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.close()
    began = time.monotonic()
    store.put("another", REPLY)
    assert time.monotonic() - began < 5
    other.execute("ROLLBACK")
    other.close()
    assert (store.get("key"), store.get("another")) == (replace(REPLY, usage=Usage()), None)


def test_threads_share_it(store: Store) -> None:
    def work(number: int) -> bool:
        store.put(f"key {number}", replace(REPLY, text=str(number)))
        found = store.get(f"key {number}")
        return found is not None and found.text == str(number)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(200)))
    assert store.count() == 200
    store.empty()
    assert (store.count(), store.size()) == (0, 0)


def test_old_answers_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("old", REPLY)
    store.close()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 91 * 24 * 3600)
    assert store.get("old") is None


def test_it_lies_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.default_file() == tmp_path / "plainspeak" / "answers.sqlite3"
    assert not os.listdir(tmp_path)


def test_a_rewriter_asks_once(store: Store) -> None:
    good = '{"rewrite": "Our system now finds 10% more of the known cases.", "facts": [], "questions": []}'
    inner = ScriptedProvider([Reply(good, usage=Usage(1, 100, 0, 10))])
    rewriter = Rewriter("exec", packs=[], settings=Settings(), provider=Cached(inner, store))
    first, second = (rewriter.rewrite("We improved recall by 10%.") for _ in range(2))
    assert first.text == second.text == "Our system now finds 10% more of the known cases."
    assert (first.usage, second.usage) == (Usage(1, 100, 0, 10), Usage())
    assert second.source == "model"

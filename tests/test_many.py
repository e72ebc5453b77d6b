"""Many texts at once: bounded, in order, equal ones once, and no failure sinks the rest."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak import many
from plainspeak.errors import InputError, ProviderError
from plainspeak.many import Done
from plainspeak.providers.base import Provider, Reply, Request, Usage
from plainspeak.rewriter import Rewrite, Rewriter
from plainspeak.settings import Settings


async def collected(items: Sequence[str], concurrency: int, *, ordered: bool, seed: int = 0) -> list[Done[str]]:
    rng = random.Random(seed)  # noqa: S311  the same order every time

    async def work(item: str) -> str:
        for _ in range(rng.randrange(4)):
            await asyncio.sleep(0)
        if "!" in item:
            raise ValueError(item)
        return item.upper()

    results = many.as_done(items, work, concurrency=concurrency)
    return [done async for done in (many.in_order(results) if ordered else results)]


@given(st.lists(st.text("ab!", min_size=1, max_size=3), max_size=12), st.integers(1, 5), st.integers(0, 99))
def test_every_item_has_its_result_in_its_place(items: list[str], concurrency: int, seed: int) -> None:
    done = asyncio.run(collected(items, concurrency, ordered=True, seed=seed))
    assert [d.place for d in done] == list(range(len(items)))
    assert [d.result for d in done] == [None if "!" in item else item.upper() for item in items]
    assert [isinstance(d.error, ValueError) for d in done] == ["!" in item for item in items]
    assert [d.repeated for d in done] == [item in items[:place] for place, item in enumerate(items)]
    unordered = asyncio.run(collected(items, concurrency, ordered=False, seed=seed))
    assert sorted(d.place for d in unordered) == list(range(len(items)))


def test_no_more_at_once_than_asked_for_and_no_fewer() -> None:
    at_work: set[int] = set()
    most = 0

    async def work(item: int) -> None:
        nonlocal most
        at_work.add(item)
        most = max(most, len(at_work))
        await asyncio.sleep(0.001)
        at_work.remove(item)

    async def main() -> None:
        assert len([done async for done in many.as_done(range(30), work, concurrency=7)]) == 30

    asyncio.run(main())
    assert most == 7


def test_when_stopped_what_was_begun_is_finished() -> None:
    begun: list[int] = []

    async def work(item: int) -> int:
        begun.append(item)
        await asyncio.sleep(0.001)
        return item

    async def main() -> list[int | None]:
        results = many.as_done(range(50), work, concurrency=4, stopped=lambda: len(begun) >= 10)
        return [done.result async for done in results]

    assert sorted(n for n in asyncio.run(main()) if n is not None) == begun
    assert 10 <= len(begun) < 14


def test_who_looks_away_ends_the_work() -> None:
    ended: list[int] = []

    async def work(item: int) -> int:
        try:
            await asyncio.sleep(0 if item == 0 else 60)
        finally:
            ended.append(item)
        return item

    async def main() -> None:
        results = many.as_done(range(9), work, concurrency=3)
        async for _ in results:
            break
        await results.aclose()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
    assert {0, 1, 2} <= set(ended) <= {0, 1, 2, 3}


# ---------------------------------------------------------------- texts
class Slow(Provider):
    """Answers the sentence about recall with its own number after a while; fails for 13%."""

    def __init__(self) -> None:
        self.name = "slow:model"
        self.asked: list[str] = []

    def ask(self, request: Request, timeout: float) -> Reply:
        del timeout
        number = re.search(r"recall by (\d+)%", request.user)
        assert number
        self.asked.append(number[1])
        time.sleep(0.002 * (int(number[1]) % 5))
        if number[1] == "13":
            raise ProviderError("slow:model: the server is away.", "request", status=400)
        said = {"rewrite": f"Our system now finds {number[1]}% more of the known cases.", "facts": [], "questions": []}
        return Reply(json.dumps(said), usage=Usage(1, input=100, output=10))


def rewriter(provider: Provider | None, *, strict: bool = False) -> Rewriter:
    return Rewriter("exec", packs=[], settings=Settings(), provider=provider, strict=strict)


TEXTS = [f"We improved recall by {n}%." for n in (10, 11, 12, 13, 10, 14, 15, 10)]


def check(rewrites: list[Rewrite], provider: Slow) -> None:
    assert [rewrite.original for rewrite in rewrites] == TEXTS
    assert [rewrite.source for rewrite in rewrites] == ["model"] * 3 + ["glossary"] + ["model"] * 4
    assert sorted(provider.asked) == ["10", "11", "12", "13", "14", "15"]
    assert sum((rewrite.usage for rewrite in rewrites), Usage()) == Usage(6, 500, 0, 50)
    assert any(f.rule == "provider-failed" for f in rewrites[3].findings)


def test_many_texts_in_order_and_equal_ones_asked_once() -> None:
    provider = Slow()
    check(rewriter(provider).rewrite_many(TEXTS, concurrency=3), provider)


def test_many_texts_in_a_running_loop() -> None:
    provider = Slow()

    async def main() -> list[Rewrite]:
        return [rewrite async for rewrite in rewriter(provider).arewrite_many(iter(TEXTS))]

    check(asyncio.run(main()), provider)

    async def notebook() -> list[Rewrite]:
        return rewriter(again).rewrite_many(TEXTS)

    again = Slow()
    check(asyncio.run(notebook()), again)


def test_many_texts_without_a_model() -> None:
    rewrites = rewriter(None).rewrite_many(TEXTS)
    assert [r.text for r in rewrites] == [rewriter(None).rewrite(text).text for text in TEXTS]
    assert rewriter(None).rewrite_many([]) == []


def test_an_empty_text_is_told_before_anything_is_asked() -> None:
    provider = Slow()
    with pytest.raises(InputError, match="Text 2 of 3"):
        rewriter(provider).rewrite_many(["One recall.", " \n", "Two."])
    assert provider.asked == []


def test_strict_raises_what_went_wrong() -> None:
    with pytest.raises(ProviderError, match="away"):
        rewriter(Slow(), strict=True).rewrite_many(TEXTS)

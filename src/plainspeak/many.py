"""Works on many items at once: so many and no more, equal ones only once, and no failure sinks the rest."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What became of an item.

    Args:
        place: Its place among the items, from 0.
        result: What came of it; None if it failed.
        error: Why it failed, if it did.
        repeated: Whether an equal item was worked on in its stead.
    """

    place: int
    result: Result | None
    error: Exception | None = None
    repeated: bool = False


async def as_done(
    items: Sequence[Item],
    work: Callable[[Item], Awaitable[Result]],
    *,
    concurrency: int,
    stopped: Callable[[], bool] = lambda: False,
) -> AsyncGenerator[Done[Result], None]:
    """Yield what becomes of each item, as soon as it is known.

    Args:
        items: What to work on.
        work: Does it.
        concurrency: How many are worked on at once.
        stopped: Whether to begin no other item; those under way are finished.

    >>> import asyncio
    >>> async def double(word: str) -> str:
    ...     return word * 2
    >>> async def main() -> list[str | None]:
    ...     return [done.result async for done in as_done(["a", "b", "a"], double, concurrency=2)]
    >>> asyncio.run(main())
    ['aa', 'aa', 'bb']
    """
    import asyncio  # with many items only: it takes a while

    places: dict[Item, list[int]] = {}
    for place, item in enumerate(items):
        places.setdefault(item, []).append(place)
    todo = iter(places)
    ready: asyncio.Queue[tuple[Item, Result | None, Exception | None] | None] = asyncio.Queue()

    async def worker() -> None:
        try:
            while not stopped() and (item := next(todo, None)) is not None:
                try:
                    ready.put_nowait((item, await work(item), None))
                except Exception as error:  # noqa: BLE001  (it is told in its place, and the others go on)
                    ready.put_nowait((item, None, error))
                await asyncio.sleep(0)  # so that results are seen also where nothing is waited for
        finally:
            ready.put_nowait(None)

    workers = [asyncio.create_task(worker()) for _ in range(min(concurrency, len(places)))]
    left = len(workers)
    try:
        while left:
            outcome = await ready.get()
            if outcome is None:
                left -= 1
                continue
            item, result, error = outcome
            for place in places[item]:
                yield Done(place, result, error, repeated=place != places[item][0])
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def in_order(results: AsyncIterator[Done[Result]]) -> AsyncIterator[Done[Result]]:
    """Yield results in the order of their items, each as soon as those before it are known.

    Args:
        results: The results as they come.
    """
    waiting: dict[int, Done[Result]] = {}
    place = 0
    async for done in results:
        waiting[done.place] = done
        while place in waiting:
            yield waiting.pop(place)
            place += 1


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end, also where the caller's thread already has an event loop, such as in a notebook.

    Args:
        main: The coroutine.
    """
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(main)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, main).result()

"""Compares many sentences through plainspeak with the ideal and with the vendor's bare SDK, on a server of its own."""

# ruff: noqa: PLC0415  (each part imports only what it needs, because its memory is measured)
from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
DRAFT = re.compile(r'claim no more than it does:\n(".*")\n')
SENTENCE = re.compile(r'"sentence to rewrite": (".*")')
PROVIDER = "compatible:echo"


# ---------------------------------------------------------------- a server that takes its time, always the same
def answer(body: dict[str, Any]) -> bytes:
    """Return the prompt's own draft as a model's answer, so that the verifier takes it."""
    asked = body["messages"][-1]["content"]
    found = DRAFT.search(asked) or SENTENCE.search(asked)
    said = json.dumps({"rewrite": json.loads(found[1]) if found else "?", "facts": [], "questions": []})
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
    usage = {"prompt_tokens": 900, "completion_tokens": 60, "total_tokens": 960}
    reply = {"id": "1", "object": "chat.completion", "created": 1, "model": "echo", "choices": [choice], "usage": usage}
    content = json.dumps(reply).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(content) + content


async def serve(seconds: float) -> None:
    """Answer chat completions, each after so many seconds; print the port first."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(re.search(rb"content-length: (\d+)", head)[1])  # type: ignore[index]
                body = await reader.readexactly(length)
                due = asyncio.get_running_loop().time() + seconds
                reply = answer(json.loads(body))
                await asyncio.sleep(due - asyncio.get_running_loop().time())
                writer.write(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# ---------------------------------------------------------------- the two who ask it
def sentences(count: int) -> list[str]:
    """Return so many different sentences from the labelled cases."""
    found: dict[str, None] = {}
    for file in sorted(CASES.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found |= dict.fromkeys(text for key in ("text", "source") if "\n" not in (text := case.get(key, "\n")))
    return list(found)[:count]


def with_plainspeak(url: str, texts: list[str], concurrency: int, *, cache: bool) -> int:
    """Rewrite the sentences as the command does; return how many requests that took."""
    from plainspeak.models.cache import Cached, Store
    from plainspeak.providers import find
    from plainspeak.rewriter import Rewriter
    from plainspeak.settings import Settings

    provider = find(PROVIDER, base_url=url)
    with tempfile.TemporaryDirectory() as folder:
        if cache:
            provider = Cached(provider, Store(Path(folder, "answers.sqlite3")))
        rewriter = Rewriter("exec", packs=[], settings=Settings(), provider=provider)
        rewrites = rewriter.rewrite_many(texts, concurrency=concurrency)
    return sum(rewrite.usage.requests for rewrite in rewrites)


def with_the_sdk(url: str, texts: list[str], concurrency: int) -> int:
    """Send the same requests with nothing around the SDK; return how many there were."""
    from openai import AsyncOpenAI

    bodies = json.loads(sys.stdin.read())
    del texts

    async def main() -> None:
        turn = asyncio.Semaphore(concurrency)
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:

            async def ask(body: dict[str, Any]) -> None:
                async with turn:
                    await client.chat.completions.create(**body)

            await asyncio.gather(*map(ask, bodies))

    asyncio.run(main())
    return len(bodies)


def bodies(texts: list[str]) -> list[dict[str, Any]]:
    """Return what plainspeak sends about the sentences."""
    from plainspeak.providers import find
    from plainspeak.rewriter import Rewriter
    from plainspeak.settings import Settings

    provider = find(PROVIDER, base_url="http://127.0.0.1")
    rewriter = Rewriter("exec", packs=[], settings=Settings(), provider=provider)
    shown = [provider.shown(request) for text in texts for request in rewriter.requests(text)]
    return [{key: value for key, value in body.items() if key != "to"} for body in shown]


def part(name: str, url: str, count: int, concurrency: int) -> None:
    """Do one part in this process, once to get warm and once with the clock running, and print what it took."""
    texts = sentences(count)
    if name == "sdk":
        text = sys.stdin.read()
        sys.stdin.read = lambda *_: text  # type: ignore[method-assign]

    def work(these: list[str]) -> int:
        if name == "sdk":
            return with_the_sdk(url, these, concurrency)
        return with_plainspeak(url, these, concurrency, cache=name == "cached")

    work(texts[:64])
    began, spent = time.perf_counter(), time.process_time()
    requests = work(texts)
    figures = {
        "requests": requests,
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1024),
    }
    print(json.dumps(figures))


def main() -> None:
    """Start the server, let each part run in a process of its own, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=400, help="how many (default: %(default)s)")
    parser.add_argument("--concurrency", type=int, default=16, help="how many at once (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=0.2, help="how long an answer takes (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is run (default: %(default)s)")
    parser.add_argument("--part", nargs=2, metavar=("NAME", "URL"), help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.seconds))
    if options.part:
        part(*options.part, options.sentences, options.concurrency)
        return
    again = [sys.executable, __file__, "--seconds", str(options.seconds)]
    asked = json.dumps(bodies(sentences(options.sentences)))
    with subprocess.Popen([*again, "--serve"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        sizes = ["--sentences", str(options.sentences), "--concurrency", str(options.concurrency)]
        best: dict[str, dict[str, float]] = {}
        try:
            for _ in range(options.rounds):
                for name in ("sdk", "plainspeak", "cached"):
                    command = [*again, *sizes, "--part", name, url]
                    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True)
                    figures = json.loads(done.stdout)
                    known = best.setdefault(name, figures)
                    best[name] = {key: min(known[key], figures[key]) for key in figures}
        finally:
            server.terminate()
    _show(best, options)


def _show(best: dict[str, dict[str, float]], options: argparse.Namespace) -> None:
    print(f"{options.sentences} sentences, {options.concurrency} at once, {1000 * options.seconds:.0f} ms an answer")
    print(f"best of {options.rounds} rounds; CPU is that of the asking process, beyond the SDK's\n")
    print(f"{'':<18}{'requests':>9}{'seconds':>9}{'to ideal':>10}{'CPU ms/sentence':>17}{'ours':>7}{'MB':>7}")
    labels = {"sdk": "bare SDK", "plainspeak": "plainspeak", "cached": "... and a cache"}
    for name, figures in best.items():
        ideal = math.ceil(figures["requests"] / options.concurrency) * options.seconds
        each = 1000 * figures["cpu"] / options.sentences
        ours = each - 1000 * best["sdk"]["cpu"] / options.sentences
        print(
            f"{labels[name]:<18}{figures['requests']:>9.0f}{figures['seconds']:>9.2f}"
            f"{figures['seconds'] / ideal:>10.2f}{each:>17.1f}{ours:>7.1f}{figures['memory']:>7.0f}"
        )


if __name__ == "__main__":
    main()

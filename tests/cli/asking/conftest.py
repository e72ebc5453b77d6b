"""A model server on this machine for the tests of the command: it answers sentences about recall, and counts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from time import sleep
from typing import Any

import pytest

pytest.importorskip("openai", reason="needs the extra openai")

SENTENCE = re.compile(r'"sentence to rewrite": "We improved recall by (\d+)%\."')


class ModelServer(ThreadingHTTPServer):
    """Answers chat completions.

    Args:
        seconds: How long an answer takes.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seconds = seconds
        self.asked: Counter[str] = Counter()
        """How often each number was asked about."""
        self.answered: Counter[str] = Counter()
        """How often each was answered: what its owner would pay for."""
        self.bodies: list[dict[str, Any]] = []
        self.status: Callable[[str], int] = lambda _: 200
        self.saw: Callable[[], None] = lambda: None
        """Called at each request."""
        self.lock = Lock()
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def options(self) -> tuple[str, ...]:
        """What to type to have it asked."""
        return "--provider", "compatible:some-model", "--base-url", f"http://127.0.0.1:{self.server_port}/v1"

    @staticmethod
    def said(number: str | int) -> str:
        """Return what it makes of a sentence about a number."""
        return f"Our system now finds {number}% more of the known cases."

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that were killed: that is what some tests do."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        found = SENTENCE.search(body["messages"][-1]["content"])
        number = found[1] if found else "?"
        with self.server.lock:
            self.server.asked[number] += 1
            self.server.bodies.append(body)
        self.server.saw()
        sleep(self.server.seconds)
        status = self.server.status(number)
        content = _answer(number) if status == 200 else {"error": {"message": f"status {status}"}}
        raw = json.dumps(content).encode()
        head = f"HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {len(raw)}\r\n\r\n"
        with self.server.lock:
            self.server.answered[number] += status == 200
        self.wfile.write(head.encode() + raw)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (its parent calls it so)
        """Keep the test's output clean."""


def _answer(number: str) -> dict[str, Any]:
    content = json.dumps({"rewrite": ModelServer.said(number), "facts": [], "questions": []})
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "some-model",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 50, "total_tokens": 950},
    }


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server that answers at once, and a cache folder that nobody has used."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = ModelServer()
    yield made
    made.shutdown()
    made.server_close()

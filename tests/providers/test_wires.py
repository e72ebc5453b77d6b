"""Each provider over its SDK, with a stand-in for the network."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from plainspeak.errors import ProviderError, SetupError
from plainspeak.models.answers import schema
from plainspeak.providers.anthropic import AnthropicProvider
from plainspeak.providers.base import Reply, Request, Usage
from plainspeak.providers.compatible import CompatibleProvider
from plainspeak.providers.openai import OpenAIProvider
from plainspeak.providers.sdk import SdkProvider

httpx2 = pytest.importorskip("httpx2", reason="needs one of the extras openai and anthropic")

KEY = "sk-very-secret-0815"
REQUEST = Request("How to write.", "What to write.", schema(), 700)
ANSWER = '{"rewrite": "We find more."}'


def responses(text: str = ANSWER, **changes: Any) -> dict[str, Any]:
    content = [{"type": "output_text", "text": text, "annotations": []}]
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "model": "model-1",
        "status": "completed",
        "output": [
            {"type": "reasoning", "id": "rs_1", "summary": []},
            {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content},
        ],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 50,
            "input_tokens_details": {"cached_tokens": 20},
            "output_tokens": 30,
            "output_tokens_details": {"reasoning_tokens": 10},
            "total_tokens": 80,
        },
    } | changes


def messages(text: str = ANSWER, **changes: Any) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "model-1",
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "content": [{"type": "text", "text": text}],
        "usage": {
            "input_tokens": 25,
            "cache_read_input_tokens": 20,
            "cache_creation_input_tokens": 5,
            "output_tokens": 30,
        },
    } | changes


def chat(text: str | None = ANSWER, finish: str = "stop", **message: Any) -> dict[str, Any]:
    spoken = {"role": "assistant", "content": text, **message}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "model-1",
        "choices": [{"index": 0, "finish_reason": finish, "message": spoken}],
        "usage": {"prompt_tokens": 50, "completion_tokens": 30, "total_tokens": 80},
    }


GOOD: Mapping[type[SdkProvider], dict[str, Any]] = {
    OpenAIProvider: responses(),
    AnthropicProvider: messages(),
    CompatibleProvider: chat(),
}
ALL = pytest.mark.parametrize("cls", GOOD, ids=lambda cls: cls.prefix)
Handler = Callable[[Any], Any]


def provider(cls: type[SdkProvider], handler: Handler, **options: Any) -> SdkProvider:
    return cls(
        "model-1", api_key=KEY, base_url="http://server.test", transport=httpx2.MockTransport(handler), **options
    )


def answering(status: int = 200, body: Any = None, headers: Mapping[str, str] | None = None) -> Handler:
    def handler(request: Any) -> Any:
        del request
        if isinstance(body, bytes):
            return httpx2.Response(status, content=body, headers=headers)
        return httpx2.Response(status, json=body, headers=headers)

    return handler


def failing(error: Exception) -> Handler:
    def handler(request: Any) -> Any:
        del request
        raise error

    return handler


def ask(made: SdkProvider, *, asynchronous: bool) -> Reply:
    return asyncio.run(made.aask(REQUEST, 5)) if asynchronous else made.ask(REQUEST, 5)


BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


# ---------------------------------------------------------------- what is sent and read
@ALL
@BOTH
def test_a_good_answer(cls: type[SdkProvider], asynchronous: bool) -> None:
    ids = {"x-request-id": "abc", "request-id": "abc"}
    reply = ask(provider(cls, answering(body=GOOD[cls], headers=ids)), asynchronous=asynchronous)
    assert (reply.text, reply.status, reply.model, reply.request_id) == (ANSWER, "ok", "model-1", "abc")
    assert (reply.usage.requests, reply.usage.input, reply.usage.output) == (1, 50, 30)
    assert reply.usage.cached == (0 if cls is CompatibleProvider else 20)


@ALL
def test_what_is_shown_is_what_is_sent(cls: type[SdkProvider]) -> None:
    sent = []

    def handler(request: Any) -> Any:
        sent.append(json.loads(request.read()))
        return httpx2.Response(200, json=GOOD[cls])

    made = provider(cls, handler)
    shown = made.shown(REQUEST)
    made.ask(REQUEST, 5)
    assert shown.pop("to") == "http://server.test"
    assert sent == [shown]
    assert REQUEST.system in json.dumps(shown)
    assert REQUEST.user in json.dumps(shown)
    assert json.dumps(dict(REQUEST.schema)) in json.dumps(shown)


@ALL
def test_what_would_be_sent_needs_neither_key_nor_network(
    cls: type[SdkProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(cls.key_variable, raising=False)
    assert cls("m", base_url="http://server.test").shown(REQUEST)["model"] == "m"


def test_anthropic_s_address_may_end_with_the_version() -> None:
    seen = []

    def handler(request: Any) -> Any:
        seen.append(str(request.url))
        return httpx2.Response(200, json=messages())

    for base_url in ("http://server.test", "http://server.test/v1/"):
        made = AnthropicProvider("m", api_key=KEY, base_url=base_url, transport=httpx2.MockTransport(handler))
        made.ask(REQUEST, 5)
    assert seen == ["http://server.test/v1/messages"] * 2


def test_another_s_server_gets_no_vendor_s_key_nor_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-0815")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-0815")
    monkeypatch.delenv("PLAINSPEAK_API_KEY", raising=False)
    seen = []

    def handler(request: Any) -> Any:
        seen.append(str(request.headers))
        return httpx2.Response(200, json=chat())

    CompatibleProvider("m", base_url="http://server.test", transport=httpx2.MockTransport(handler)).ask(REQUEST, 5)
    assert seen
    assert "0815" not in seen[0]


def test_the_environment_does_not_redirect_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://elsewhere.test")
    seen = []

    def handler(request: Any) -> Any:
        seen.append(request.url.host)
        return httpx2.Response(200, json=responses() if "responses" in str(request.url) else messages())

    for cls in (OpenAIProvider, AnthropicProvider):
        cls("m", api_key=KEY, transport=httpx2.MockTransport(handler)).ask(REQUEST, 5)
    assert seen == ["api.openai.com", "api.anthropic.com"]


# ---------------------------------------------------------------- answers that are none
@pytest.mark.parametrize(
    ("cls", "body", "status", "detail"),
    [
        (OpenAIProvider, responses(output=[]), "empty", ""),
        (
            OpenAIProvider,
            responses(status="incomplete", incomplete_details={"reason": "max_output_tokens"}),
            "truncated",
            "max_output_tokens",
        ),
        (
            OpenAIProvider,
            responses(status="incomplete", incomplete_details={"reason": "content_filter"}),
            "refused",
            "content_filter",
        ),
        (
            OpenAIProvider,
            responses(
                output=[
                    {
                        "type": "message",
                        "id": "m",
                        "role": "assistant",
                        "status": "completed",
                        "content": [{"type": "refusal", "refusal": "I won't."}],
                    }
                ]
            ),
            "refused",
            "I won't.",
        ),
        (AnthropicProvider, messages(content=[]), "empty", ""),
        (AnthropicProvider, messages(stop_reason="max_tokens"), "truncated", "max_tokens"),
        (
            AnthropicProvider,
            messages(stop_reason="refusal", content=[], stop_details={"type": "refusal", "category": "cyber"}),
            "refused",
            "cyber",
        ),
        (CompatibleProvider, chat(""), "empty", ""),
        (CompatibleProvider, chat(None), "empty", ""),
        (CompatibleProvider, chat(None, refusal="I won't."), "refused", "I won't."),
        (CompatibleProvider, chat(finish="length"), "truncated", "length"),
        (CompatibleProvider, chat(None, finish="content_filter"), "refused", "content_filter"),
        (CompatibleProvider, chat() | {"choices": []}, "empty", "no choice in the answer"),
    ],
)
def test_answers_that_are_none_are_told_apart(
    cls: type[SdkProvider], body: dict[str, Any], status: str, detail: str
) -> None:
    reply = provider(cls, answering(body=body)).ask(REQUEST, 5)
    assert (reply.status, reply.detail) == (status, detail)
    assert reply.usage.output == 30


@ALL
@pytest.mark.parametrize("body", [b"<html>busy</html>", b"{broken", b"[]", b"", b"null"])
def test_what_is_no_answer_of_the_protocol_is_an_error_or_empty(cls: type[SdkProvider], body: bytes) -> None:
    made = provider(cls, answering(body=body, headers={"content-type": "application/json"}))
    try:
        told = made.ask(REQUEST, 5).status
    except ProviderError as error:
        told = error.kind
    assert told in ("empty", "invalid")


# ---------------------------------------------------------------- errors
def soon(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@ALL
@BOTH
@pytest.mark.parametrize(
    ("status", "body", "headers", "kind", "again"),
    [
        (401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}, {}, "key", False),
        (403, {"error": {"message": "not in your country"}}, {}, "key", False),
        (402, {"error": {"type": "billing_error", "message": "no credit"}}, {}, "quota", False),
        (429, {"error": {"code": "insufficient_quota", "message": "pay"}}, {}, "quota", False),
        (429, {"error": {"message": "slow down"}}, {}, "busy", True),
        (429, {"error": {"message": "slow down"}}, {"x-should-retry": "false"}, "request", False),
        (408, {"error": {"message": "late"}}, {}, "busy", True),
        (409, {"error": {"message": "conflict"}}, {}, "busy", True),
        (500, {"error": {"message": "oops"}}, {}, "busy", True),
        (503, b"<html>down</html>", {}, "busy", True),
        (529, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, {}, "busy", True),
        (400, {"error": {"message": "bad"}}, {}, "request", False),
        (400, {"error": {"message": "bad"}}, {"x-should-retry": "true"}, "busy", True),
        (404, {"error": {"message": "no such model"}}, {}, "request", False),
        (413, {"error": {"message": "too long"}}, {}, "request", False),
    ],
)
def test_what_a_status_means(
    cls: type[SdkProvider],
    asynchronous: bool,
    status: int,
    body: Any,
    headers: dict[str, str],
    kind: str,
    again: bool,
) -> None:
    made = provider(cls, answering(status, body, headers))
    with pytest.raises(ProviderError) as caught:
        ask(made, asynchronous=asynchronous)
    error = caught.value
    assert (error.kind, error.retryable, error.status) == (kind, again, status)
    assert error.hopeless == (kind in ("key", "quota") or status == 404)
    assert KEY not in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-3"}, 0.0),
        ({}, None),
    ],
)
def test_how_long_a_server_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    made = provider(OpenAIProvider, answering(429, {"error": {"message": "slow"}}, headers))
    with pytest.raises(ProviderError) as caught:
        made.ask(REQUEST, 5)
    assert caught.value.retry_after == seconds


def test_a_server_may_ask_to_wait_until_a_date() -> None:
    made = provider(AnthropicProvider, answering(529, {"error": {}}, {"retry-after": soon(30)}))
    with pytest.raises(ProviderError) as caught:
        made.ask(REQUEST, 5)
    assert caught.value.retry_after == pytest.approx(30, abs=3)


@ALL
@BOTH
@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx2.ConnectError("refused"), "connection"),
        (httpx2.ReadError("cut"), "connection"),
        (httpx2.RemoteProtocolError("cut in the middle"), "connection"),
        (httpx2.ConnectTimeout("late"), "timeout"),
        (httpx2.ReadTimeout("late"), "timeout"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value,
)
def test_time_outs_and_cut_connections(cls: type[SdkProvider], asynchronous: bool, error: Exception, kind: str) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(provider(cls, failing(error)), asynchronous=asynchronous)
    assert (caught.value.kind, caught.value.retryable) == (kind, True)


@ALL
def test_the_sdk_s_own_retries_are_off(cls: type[SdkProvider]) -> None:
    sent = []

    def handler(request: Any) -> Any:
        sent.append(request)
        return httpx2.Response(500, json={"error": {"message": "oops"}})

    with pytest.raises(ProviderError):
        provider(cls, handler).ask(REQUEST, 5)
    assert len(sent) == 1


@pytest.mark.parametrize("status", [400, 422])
@BOTH
def test_a_server_that_refuses_an_optional_argument_is_asked_without_it(asynchronous: bool, status: int) -> None:
    sent = []

    def handler(request: Any) -> Any:
        body = json.loads(request.read())
        sent.append(sorted(body))
        for name in ("temperature", "response_format"):
            if name in body:
                return httpx2.Response(status, json={"error": {"message": f"{name} is not supported by this model"}})
        return httpx2.Response(200, json=chat())

    made = provider(CompatibleProvider, handler)
    assert ask(made, asynchronous=asynchronous).status == "ok"
    assert len(sent) == 3
    assert ask(made, asynchronous=asynchronous).status == "ok"
    assert len(sent) == 4  # it has learned
    assert sent[-1] == ["max_tokens", "messages", "model"]


# ---------------------------------------------------------------- keys
@ALL
@BOTH
def test_a_key_is_in_no_message_no_repr_and_no_log(
    cls: type[SdkProvider], asynchronous: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {"error": {"message": f"Bearer {KEY} and {KEY[:9]}**** are wrong", "type": KEY, "code": KEY}}
    for status in (400, 401, 403, 404, 429, 500):
        made = provider(cls, answering(status, echo))
        with pytest.raises(ProviderError) as caught:
            ask(made, asynchronous=asynchronous)
        error: BaseException | None = caught.value
        while error:
            assert "secret" not in repr(error)
            error = error.__cause__ or error.__context__
        assert "secret" not in repr(made) + repr(dict(made.identity)) + repr(made.shown(REQUEST))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("plainspeak")]
    assert "secret" not in "\n".join(ours)
    assert KEY not in caplog.text


@ALL
def test_without_a_key_one_is_told_what_to_type(cls: type[SdkProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cls.key_variable, raising=False)
    made = cls("m", base_url="http://server.test")
    if not cls.key_needed:
        made.ready()
        return
    with pytest.raises(SetupError, match=rf"export {cls.key_variable}=.*the glossary works without"):
        made.ready()


@ALL
def test_without_its_package_one_is_told_what_to_install(
    cls: type[SdkProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SetupError, match=r"pip install 'plainspeak-business\[\w+\]'.*the glossary works without"):
        provider(cls, failing(AssertionError())).ready()


# ---------------------------------------------------------------- asynchronous clients
@ALL
def test_one_client_serves_all_who_ask_at_once_and_is_closed_by_the_last(cls: type[SdkProvider]) -> None:
    made = provider(cls, answering(body=GOOD[cls]))
    clients = set()

    async def one() -> None:
        async with made.opened():
            clients.add(id(next(iter(made._open.values()))[0]))
            await made.aask(REQUEST, 5)

    async def all_of_them() -> None:
        async with made.opened():
            await asyncio.gather(*(one() for _ in range(20)))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(all_of_them())
        assert len(clients) == 1
        assert not made._open
        asyncio.run(all_of_them())  # another loop, another client
        gc.collect()
    assert not made._open


def test_usage_adds_up() -> None:
    total = Usage(1, 10, 4, 5, 2) + Usage(2, 20, 0, 7, 0)
    assert total == Usage(3, 30, 4, 12, 2)
    assert total.tokens == 42
    assert total.to_dict() == {"requests": 3, "input": 30, "cached": 4, "output": 12, "reasoning": 2}

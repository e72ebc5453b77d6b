"""Says what an exception of a vendor's SDK means: what happened, whose fault it is, whether to try again."""

from __future__ import annotations

import email.utils
import math
import re
import time
from collections.abc import Mapping
from typing import Any

from plainspeak.errors import ProviderError

_AGAIN = frozenset((408, 409, 429))  # and all from 500 on: 529 is Anthropic's word for overloaded
_SPENT = frozenset(("insufficient_quota", "billing_hard_limit_reached", "billing_error", "credit_balance_too_low"))
_BUSY = frozenset(("overloaded_error", "api_error", "rate_limit_error"))  # told in a stream that began with status 200
_SECRET = re.compile(r"\b(?:sk|pk|rk|org|proj|req|key)[-_][A-Za-z0-9*._-]{4,}|\bBearer\s+\S+", re.IGNORECASE)
_LONGEST = 240  # characters of a vendor's own message
_WITHOUT = "The glossary works without a model: leave the provider out."


def fault(error: BaseException, name: str, key: str, key_variable: str) -> ProviderError:
    """Return what an SDK's exception means; its own text is kept where it helps, without keys.

    The SDKs are not imported for this: both name and equip their exceptions alike.

    Args:
        error: What the SDK raised.
        name: The provider, as a user types it.
        key: The key, so that it can be taken out of messages.
        key_variable: Where the key comes from.
    """
    status = getattr(error, "status_code", None)
    if not isinstance(status, int):
        return _no_response(error, name, key)
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", {})
    codes = {getattr(error, "code", None), getattr(error, "type", None), *_codes(getattr(error, "body", None))}
    said = _said(error, key)
    if status == 401 or (status == 403 and "key" in said.casefold()):
        message = f"{name} does not accept the key in {key_variable} (status {status}). Check the key. {_WITHOUT}"
        return ProviderError(message, "key", status=status)
    if status == 403:
        return ProviderError(f"{name} does not permit this (status 403): {said}", "key", status=status)
    if status == 402 or codes & _SPENT:
        message = f"{name} says that the account's quota or credit is used up (status {status}). {_WITHOUT}"
        return ProviderError(message, "quota", status=status)
    hint = headers.get("x-should-retry")
    again = status in _AGAIN or status >= 500 or (status < 400 and bool(codes & _BUSY))
    again = hint == "true" if hint in ("true", "false") else again
    kind = "busy" if again else "request"
    return ProviderError(
        f"{name} answered with status {status}: {said}",
        kind,
        status=status,
        retryable=again,
        retry_after=wait_asked(headers),
    )


def wait_asked(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds a server asks to wait, in any form: milliseconds, seconds, or a date.

    >>> wait_asked({"retry-after-ms": "1500"}), wait_asked({"retry-after": "2"}), wait_asked({})
    (1.5, 2.0, None)
    """
    for name, parts in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            seconds = float(value) / parts
        except ValueError:
            date = email.utils.parsedate_tz(value)
            if not date:
                continue
            seconds = email.utils.mktime_tz(date) - time.time()
        if math.isfinite(seconds):
            return max(0.0, seconds)
    return None


def _no_response(error: BaseException, name: str, key: str) -> ProviderError:
    kinds = {cls.__name__ for cls in type(error).__mro__}
    if kinds & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
        return ProviderError(f"{name} did not answer in time.", "timeout", retryable=True)
    if kinds & {"APIConnectionError", "TransportError", "OSError"}:
        said = _clean(str(error.__cause__ or error), key)
        return ProviderError(
            f"{name} can't be reached, or the connection was cut: {said}", "connection", retryable=True
        )
    return ProviderError(f"{name} gave an answer that can't be read ({type(error).__name__}).", "invalid")


def _codes(body: Any) -> set[Any]:
    """Return the codes in the body of an error; vendors put them at different depths."""
    codes = set()
    for _ in range(2):
        if not isinstance(body, Mapping):
            break
        codes |= {value for value in (body.get("code"), body.get("type")) if isinstance(value, str)}
        body = body.get("error")
    return codes


def _said(error: BaseException, key: str) -> str:
    """Return the vendor's own message, from wherever its body holds it."""
    body: Any = getattr(error, "body", None)
    for _ in range(2):
        if not isinstance(body, Mapping):
            break
        if isinstance(message := body.get("message"), str) and message.strip():
            return _clean(message, key)
        inner = body.get("error")
        if isinstance(inner, str):
            return _clean(inner, key)
        body = inner
    return _clean(str(getattr(error, "message", "")), key)


def _clean(message: str, key: str) -> str:
    """Return a message on one line, of bounded length, without anything that looks like a key."""
    line = " ".join(message[: 4 * _LONGEST].split())
    if key:
        line = line.replace(key, "…")
    line = _SECRET.sub("…", line)
    line = line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + " …"
    return line if line.endswith((".", "…", "!", "?")) else f"{line or 'no reason given'}."

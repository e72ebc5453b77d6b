"""The command asks a model: what is sent, what is printed, what it cost, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TEN = "We improved recall by 10%."
DRAFT = "Our system now captures 10% more known cases."


def test_the_models_rewrite_is_printed(run: Any, server: Any) -> None:
    result = run("rewrite", *server.options, TEN)
    assert (result.exit_code, result.stdout, result.stderr) == (0, server.said(10) + "\n", "")
    assert server.answered == {"10": 1}


def test_the_configured_provider_is_asked_unless_told_otherwise(run: Any, server: Any) -> None:
    provider, address = server.options[1], server.options[3]
    Path("plainspeak.toml").write_text(f'provider = "{provider}"\nbase_url = "{address}"\n', encoding="utf-8")
    assert run("rewrite", TEN).stdout == server.said(10) + "\n"
    assert run("rewrite", "--provider", "none", TEN).stdout == DRAFT + "\n"
    assert server.asked == {"10": 1}


def test_the_same_question_is_asked_once_unless_told_otherwise(run: Any, server: Any) -> None:
    for _ in range(3):
        assert run("rewrite", *server.options, TEN).stdout == server.said(10) + "\n"
    assert server.asked == {"10": 1}
    assert run("rewrite", *server.options, "--no-cache", TEN).stdout == server.said(10) + "\n"
    assert server.asked == {"10": 2}


def test_a_dry_run_prints_exactly_what_is_sent(run: Any, server: Any) -> None:
    text = f"{TEN} Ask ann@example.org or see https://example.org/x why the recall rose by 3%."
    result = run("rewrite", *server.options, "--dry-run", "--format", "json", text)
    assert (result.exit_code, server.asked) == (0, {})
    shown, rest = [], result.stdout
    while rest.strip():
        one, end = json.JSONDecoder().raw_decode(rest.lstrip())
        shown.append(one)
        rest = rest.lstrip()[end:]
    assert "example.org" not in result.stdout
    assert "ADDRESS_1" in result.stdout
    run("rewrite", *server.options, text)
    sent = list({json.dumps(body): body for body in server.bodies}.values())
    firsts = [body for body in sent if "did not pass" not in body["messages"][-1]["content"]]
    assert {one.pop("to") for one in shown} == {server.options[3]}
    assert all(one in firsts for one in shown)
    assert len(shown) == 2


def test_a_dry_run_needs_neither_key_nor_network(run: Any) -> None:
    result = run("rewrite", "--provider", "anthropic:some-model", "--dry-run", TEN)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["model"] == "some-model"
    result = run("rewrite", "--dry-run", TEN)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no model" in result.stderr


def test_a_server_that_fails_costs_nobody_the_draft(run: Any, server: Any) -> None:
    server.status = lambda _: 400
    result = run("rewrite", *server.options, TEN)
    assert (result.exit_code, result.stdout) == (0, DRAFT + "\n")
    assert result.stderr.startswith("plainspeak: compatible:some-model")
    assert "glossary's draft" in result.stderr
    strict = run("rewrite", *server.options, "--strict", TEN)
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert strict.stderr.startswith("plainspeak: compatible:some-model")


def test_a_missing_key_is_a_mistake_in_the_call(run: Any) -> None:
    result = run("rewrite", "--provider", "openai:some-model", TEN)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "OPENAI_API_KEY" in result.stderr


def test_a_budget_stops_the_asking(run: Any, server: Any) -> None:
    result = run(
        "rewrite", *server.options, "--budget-tokens", "2000", " ".join([TEN, *(TEN.replace("10", n) for n in "45")])
    )
    assert result.exit_code == 0
    assert 0 < server.answered.total() < 3
    assert "budget of 2,000 tokens is used up" in result.stderr


def test_the_receipt_tells_what_was_used(run: Any, server: Any) -> None:
    prices = '[prices."compatible:some-model"]\ninput = 10\noutput = 20\ncurrency = "EUR"\n'
    Path("plainspeak.toml").write_text(prices, encoding="utf-8")
    told = run("rewrite", *server.options, "--explain", TEN).stderr
    assert "1 request, 900 tokens read, 50 written, 0.0100 EUR." in told
    assert "0 requests, 0 tokens read, 0 written, 1 answer kept from before, 0.0000 EUR." in (
        run("rewrite", *server.options, "--explain", TEN).stderr
    )


def test_several_readers_share_one_line(run: Any, server: Any) -> None:
    result = run("rewrite", *server.options, "-a", "exec", "-a", "sales", "--format", "json", TEN)
    rewrites = json.loads(result.stdout)["rewrites"]
    assert [rewrite["audience"] for rewrite in rewrites] == ["exec", "sales"]
    assert all(rewrite["usage"]["requests"] >= 1 for rewrite in rewrites)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lines", "x", "text"],
        ["--lines", "x", "--file", "y"],
        ["--lines", "x", "--explain"],
        ["--lines", "x", "-a", "exec", "-a", "cto"],
        ["--output", "x", "text"],
        ["--concurrency", "3", "text"],
        ["--resume", "text"],
        ["--lines", "x", "--resume"],
        ["--lines", "x", "--concurrency", "0"],
        ["--budget-tokens", "0", "text"],
    ],
)
def test_options_that_do_not_go_together(run: Any, arguments: list[str]) -> None:
    Path("x").write_text("We improved recall by 10%.\n", encoding="utf-8")
    result = run("rewrite", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")

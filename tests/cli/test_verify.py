"""`plainspeak verify`: the outcome, the places in both texts, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import plainspeak

SOURCE, REWRITE = "Recall fell by 4 points.", "We now catch 4% fewer cases."


@pytest.mark.parametrize(
    ("source", "rewrite", "outcome", "status"),
    [
        (SOURCE, SOURCE, "faithful", 0),
        (SOURCE, REWRITE, "unfaithful", 1),
        ("Recall fell by 12%.", "We now catch 12% fewer of the known cases, relative to before.", "unsure", 3),
    ],
)
def test_the_exit_status_tells_the_outcome(run: Any, source: str, rewrite: str, outcome: str, status: int) -> None:
    verdict = plainspeak.verify(source, rewrite)
    assert verdict.outcome == outcome
    result = run("verify", source, rewrite)
    assert (result.exit_code, result.stderr) == (status, "")
    assert result.stdout.startswith(f"{outcome}: ")


def test_a_finding_is_shown_in_both_texts(run: Any) -> None:
    lines = run("verify", SOURCE, REWRITE).stdout.splitlines()
    for text, words in ((SOURCE, "4 points"), (REWRITE, "4%")):
        at = next(n for n, line in enumerate(lines) if line.endswith(text))
        place = lines[at].index(words)
        assert lines[at + 1] == " " * place + "^" * len(words)


def test_json_is_the_documented_shape(run: Any) -> None:
    result = run("verify", SOURCE, REWRITE, "--format", "json")
    assert json.loads(result.stdout) == plainspeak.verify(SOURCE, REWRITE).to_dict()
    assert result.exit_code == 1


def test_texts_come_from_files_arguments_and_standard_input(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_text(SOURCE)
    (tmp_path / "b").write_text(REWRITE)
    wanted = run("verify", SOURCE, REWRITE).stdout
    assert run("verify", "--source-file", "a", "--rewrite-file", "b").stdout == wanted
    assert run("verify", "--source-file", "a", REWRITE).stdout == wanted
    assert run("verify", SOURCE, "--rewrite-file", "b").stdout == wanted
    assert run("verify", SOURCE, stdin=REWRITE).stdout == wanted
    assert run("verify", "-", REWRITE, stdin=SOURCE).stdout == wanted
    assert run("verify", "--rewrite-file", "b", stdin=SOURCE).stdout == wanted


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Give two texts"),
        (["-", "-"], "Give two texts"),
        (["a", "b", "c"], "Expected 2 texts, got 3"),
        (["a", "b", "--source-file", "x"], "Expected one text, got 2"),
        (["a", "b", "--source-file", "x", "--rewrite-file", "y"], "Expected no text besides the files"),
        (["a", ""], "The rewrite is empty"),
        (["", "a"], "The source is empty"),
        (["a", "--rewrite-file", "gone"], "There is no file 'gone'"),
    ],
)
def test_mistakes(run: Any, arguments: list[str], message: str) -> None:
    result = run("verify", *arguments, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_what_is_given_may_be_said(run: Any) -> None:
    source, rewrite = "Uptime improved.", "Uptime improved; it was 97% before."
    assert run("verify", source, rewrite).exit_code == 1
    assert run("verify", source, rewrite, "--given", "Uptime was 97% before.").exit_code == 0


def test_only_the_line_around_a_place_is_shown(run: Any) -> None:
    long = "The loom is quiet today, and so are the weavers. " * 400
    output = run("verify", long + SOURCE, long + REWRITE).stdout
    assert "4 points" in output
    assert "…" in output
    assert max(map(len, output.splitlines())) <= 82

"""`plainspeak verify --pairs`: many pairs, one table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

GOOD = {"source": "The ferry was late twice.", "rewrite": "Twice the ferry was late.", "note": "ours"}
BAD = {"source": "Recall fell by 4 points.", "rewrite": "We now catch 4% fewer cases.", "audience": "sales"}


def pairs_file(folder: Path, *lines: object) -> str:
    path = folder / "pairs.jsonl"
    path.write_text("".join(json.dumps(line) + "\n\n" for line in lines), encoding="utf-8")
    return str(path)


def test_a_table_tells_what_was_found(run: Any, tmp_path: Path) -> None:
    result = run("verify", "--pairs", pairs_file(tmp_path, GOOD, BAD))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == ["line 3: unfaithful: points-vs-percent", "  We now catch 4% fewer cases."]
    assert [line.split() for line in lines if line.startswith("  ")][1:] == [
        ["faithful", "1"],
        ["unsure", "0"],
        ["unfaithful", "1"],
        ["points-vs-percent", "1"],
    ]


def test_all_faithful_ends_with_status_0(run: Any, tmp_path: Path) -> None:
    result = run("verify", "--pairs", pairs_file(tmp_path, GOOD))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "1 pair")


def test_json_has_a_verdict_for_each_line(run: Any, tmp_path: Path) -> None:
    data = json.loads(run("verify", "--format", "json", "--pairs", pairs_file(tmp_path, GOOD, BAD)).stdout)
    assert data["version"] == 1
    assert [(pair["line"], pair["outcome"]) for pair in data["pairs"]] == [(1, "faithful"), (3, "unfaithful")]
    assert data["summary"]["outcomes"] == {"faithful": 1, "unsure": 0, "unfaithful": 1}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{not json", "pairs.jsonl:1: this line is no JSON"),
        ("[1, 2]", "pairs.jsonl:1: this line is no object"),
        ('{"sourse": "a", "rewrite": "b"}', "pairs.jsonl:1: 'source' is missing or no text. Did you mean 'sourse'?"),
        ('\n{"source": "a", "rewrite": 3}', "pairs.jsonl:2: 'rewrite' is missing or no text."),
        ('{"source": "a", "rewrite": "b", "given": "c"}', "pairs.jsonl:1: 'given' should be a list of texts."),
        ('{"source": "a", "rewrite": "b", "audience": 3}', "pairs.jsonl:1: 'audience' should be a name."),
        ('{"source": "a", "rewrite": "b", "audience": "exce"}', "There is no audience 'exce'. Did you mean 'exec'?"),
    ],
)
def test_a_bad_line_is_named(run: Any, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(content, encoding="utf-8")
    result = run("verify", "--pairs", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_pairs_and_other_texts_do_not_go_together(run: Any, tmp_path: Path) -> None:
    result = run("verify", "a text", "--pairs", pairs_file(tmp_path, GOOD))
    assert result.exit_code == 2
    assert "Leave the other texts and files out." in result.stderr

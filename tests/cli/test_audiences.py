"""`plainspeak audiences`: the list, and one reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_all_readers_are_listed(run: Any) -> None:
    result = run("audiences")
    assert result.exit_code == 0
    for words in ("exec", "Chief technology officer", "ceo", "at most 25 words"):
        assert words in result.stdout


def test_a_reader_is_found_by_alias(run: Any) -> None:
    shown = run("audiences", "Tech Lead").stdout
    assert shown.startswith("cto  Chief technology officer\n")
    assert "extends      exec" in shown
    assert "reliability.*" in shown


def test_json(run: Any) -> None:
    listed = json.loads(run("audiences", "--format", "json").stdout)
    assert listed["version"] == 1
    one = json.loads(run("audiences", "cto", "--format", "json").stdout)
    assert one == {"version": 1, **next(a for a in listed["audiences"] if a["name"] == "cto")}
    assert one["extends"] == "exec"


def test_a_team_reader(run: Any, team: Path) -> None:
    assert "Miller" in run("audiences", "--pack", str(team)).stdout
    assert run("audiences", "grinder", "--pack", str(team)).stdout.startswith("miller  Miller\n")


def test_an_unknown_reader_gets_the_list(run: Any) -> None:
    result = run("audiences", "boss")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Audiences: cto, ds, exec, pm, sales." in result.stderr

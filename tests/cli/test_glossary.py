"""`plainspeak glossary`: terms in words, and the test of a team's examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def test_without_a_name_all_terms_are_listed_by_domain(run: Any) -> None:
    result = run("glossary")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines.index("classification") < next(n for n, line in enumerate(lines) if line.startswith("  recall "))


@pytest.mark.parametrize("name", ["recall", "RECALL", "true positive rate", "true-positive rate", "TPR"])
def test_a_term_is_found_by_any_of_its_names(run: Any, name: str) -> None:
    assert run("glossary", name).stdout.startswith("recall  classification; higher is better")
    assert run("glossary", *name.split()).stdout.startswith("recall  ")


def test_a_term_tells_all_there_is(run: Any) -> None:
    shown = run("glossary", "recall").stdout
    assert "10% more known cases" in shown
    assert "66% of known cases, up from 60%" in shown
    assert "{" not in shown
    assert "never say  accuracy" in shown
    assert "left as it is for ds, who knows it" in shown
    assert "plainspeak/glossary/classification.toml:" in shown


def test_every_term_can_be_shown(run: Any) -> None:
    listed = json.loads(run("glossary", "--format", "json").stdout)["terms"]
    from plainspeak.cli.show import Pen
    from plainspeak.cli.term import as_data, as_lines
    from plainspeak.knowledge import load

    known = load()
    assert len(listed) == len(known.glossary)
    for term in listed:
        shown = "\n".join(as_lines(term["id"], known, Pen(None)))
        assert not {"{", "}"} & set(shown), shown
        assert as_data(term["id"], known)["plain"]


def test_terms_that_share_a_name_are_all_shown(run: Any) -> None:
    found = json.loads(run("glossary", "CI", "--format", "json").stdout)["terms"]
    assert {"continuous-integration", "confidence-interval"} <= {term["id"] for term in found}


def test_search_looks_in_names_and_meanings(run: Any) -> None:
    found = json.loads(run("glossary", "--search", "FALSE alarms", "--format", "json").stdout)["terms"]
    assert found
    assert all("alarm" in json.dumps(term) for term in found)
    assert run("glossary", "--search", "zzzz").exit_code == 2


def test_an_unknown_term_gets_suggestions(run: Any) -> None:
    result = run("glossary", "reccall")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no term 'reccall'. Did you mean 'recall'?" in result.stderr
    assert "It occurs in: " in run("glossary", "alarms").stderr


def test_a_team_pack_is_shown_with_file_and_line(run: Any, team: Path) -> None:
    own = json.loads(run("glossary", "knife gap", "--pack", str(team), "--format", "json").stdout)["terms"][0]
    assert (own["file"], own["line"]) == ("team/glossary/mill.toml", 1)
    assert own["said"]["miller"]["knows"] is True
    changed = run("glossary", "precision", "--pack", str(team)).stdout
    assert "how many of our alerts are right  [team/glossary/mill.toml:11]" in " ".join(changed.split("\n")[1:2])
    assert "plainspeak/glossary/classification.toml:" in changed


def test_the_schema_is_json_schema(run: Any) -> None:
    schema = json.loads(run("glossary", "schema").stdout)
    assert "Term" in schema["$defs"]


def test_examples_that_hold(run: Any, team: Path) -> None:
    result = run("glossary", "test", str(team))
    assert (result.exit_code, result.stdout) == (0, "1 examples: all hold\n")


def test_examples_that_do_not_hold_are_told_with_their_place(run: Any, team: Path) -> None:
    file = team / "glossary" / "mill.toml"
    with file.open("a", encoding="utf-8") as opened:
        opened.write(
            """
[[knife-gap.examples]]
say = "The knife gap is wide."
get = "The blades are far apart."

[[knife-gap.examples]]
say  = "The knife gap closed."
get  = "The knife gap closed."
audience = "miller"
note = ["ambiguous-percent"]
"""
        )
    result = run("glossary", "test", "team")
    assert result.exit_code == 1
    assert "team/glossary/mill.toml:14: knife-gap for exec\n  say   The knife gap is wide.\n" in result.stdout
    assert "  want  The blades are far apart.\n  got   The distance between the blades is wide.\n" in result.stdout
    assert "team/glossary/mill.toml:18: knife-gap for miller" in result.stdout
    assert "note 'ambiguous-percent' did not come" in result.stdout
    assert result.stdout.endswith("3 examples: 2 failed\n")


def test_a_term_called_like_a_command_can_be_shown(run: Any, team: Path) -> None:
    (team / "glossary" / "words.toml").write_text('[test]\nnames = ["test"]\nplain = "a trial"\n')
    assert run("glossary", "show", "test", "--pack", str(team)).stdout.startswith("test  words")

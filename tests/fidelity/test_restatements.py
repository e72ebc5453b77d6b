"""Many ways to say the same: each may stand for each other, and none for what says something else.

Every group of `restatements/*.toml` holds sentences that all say the `same`, and `other` ones that differ from all of
these by one fault. So a few lines of data are tried as hundreds of pairs, in both directions.
"""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from plainspeak.rewriter import Rewriter

FILES = sorted((Path(__file__).parent / "restatements").glob("*.toml"))
GROUPS: list[dict[str, Any]] = [
    {**group, "name": f"{file.stem}: {group['about']}"}
    for file in FILES
    for group in tomllib.loads(file.read_text(encoding="utf-8"))["group"]
]
MEANING = {"condition-dropped", "scope-widened", "swap", "metric-confused", "stage-raised", "significance-misread"}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_each_may_stand_for_each_other(verifier: Rewriter, group: dict[str, Any]) -> None:
    wrong = []
    for source, rewrite in permutations(group["same"], 2):
        verdict = verifier.verify(source, rewrite)
        if verdict.outcome != "faithful":
            wrong.append((source, rewrite, [f"{f.severity} {f.rule}: {f.message}" for f in verdict.findings]))
    assert not wrong


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_none_may_stand_for_what_says_something_else(verifier: Rewriter, group: dict[str, Any]) -> None:
    wrong = []
    for source in group["same"]:
        for other in group["other"]:
            verdict = verifier.verify(source, other["text"])
            caught = ("unfaithful", "unsure") if other["fault"] in MEANING else ("unfaithful",)
            if verdict.outcome not in caught:
                wrong.append((source, other["text"], other["fault"], verdict.outcome))
    assert not wrong

"""The words of the check's rules: forms of verbs, the longest phrase, and what a team's pack may change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak import knowledge
from plainspeak.errors import PackError
from plainspeak.text import words
from plainspeak.wordlists import WordLists, prepare


def lists(checks: dict[str, dict[str, object]]) -> WordLists:
    return WordLists(prepare(checks, {}, {}))


def found(checks: dict[str, dict[str, object]], text: str) -> list[tuple[str, str, str | None]]:
    tokens = words(text)
    return [
        (one.label, " ".join(w.text for w in tokens[one.first : one.last]), one.instead)
        for listed in lists(checks).find(tokens).values()
        for one in listed
    ]


def test_a_verb_stands_for_its_forms_and_brings_the_same_form_of_its_twin() -> None:
    rule = {"wordy": {"long": {"to utilise": "to use"}}}
    assert found(rule, "He utilises what we utilised.") == [("long", "utilises", "uses"), ("long", "utilised", "used")]


def test_the_longest_phrase_hides_those_inside() -> None:
    rule = {"vague": {"sizes": ["a lot", "soon"], "kept": ["thanks a lot"]}}
    assert found(rule, "Thanks a lot, see you soon.") == [("kept", "Thanks a lot", None), ("sizes", "soon", None)]


def test_one_rule_does_not_hide_the_phrases_of_another() -> None:
    assert len(found({"one": {"x": ["as soon as"]}, "two": {"y": ["soon"]}}, "as soon as")) == 2


def test_hyphens_and_case_do_not_matter() -> None:
    assert found({"rule": {"x": ["on a case by case basis"]}}, "On a Case-by-Case basis")[0][0] == "x"


@given(st.text(max_size=80))
def test_every_phrase_found_is_one_of_the_list(text: str) -> None:
    tokens = words(text)
    for one in lists({"rule": {"x": ["a", "a b", "- a"]}}).find(tokens).get("rule", []):
        assert 0 <= one.first < one.last <= len(tokens)
        assert [w.lower for w in tokens[one.first : one.last] if w.text != "-"] in (["a"], ["a", "b"])


def pack(folder: Path, text: str) -> knowledge.Knowledge:
    (folder / "english.toml").write_text(text, encoding="utf-8")
    return knowledge.load([folder])


def test_a_pack_adds_words_and_takes_words_out(tmp_path: Path) -> None:
    known = pack(
        tmp_path,
        """
        [checks.wordy.shorter]
        "in the fullness of time" = "later"
        "!during the course of" = ""
        [sets.acronym-unexplained]
        everyone = ["TKM", "!TBD"]
        """,
    )
    said = known.check_words.find(words("During the course of May, and in the fullness of time."))
    assert [one.instead for one in said["wordy"]] == ["later"]
    assert "TKM" in known.check_words.members("acronym-unexplained", "everyone")
    assert "TBD" not in known.check_words.members("acronym-unexplained", "everyone")
    assert "VAT" in known.check_words.members("acronym-unexplained", "everyone")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[checks]\nwordy = 3", "must hold in 'checks' a table for each rule"),
        ("[checks.wordy]\nfillers = 'so'", "checks.wordy.fillers"),
        ('[sets.jargon]\neveryone = { a = "b" }', "sets.jargon.everyone a list of phrases."),
    ],
)
def test_lists_that_are_none_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        pack(tmp_path, text)


def test_words_for_a_rule_that_there_is_not_are_a_mistake_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"english\.toml:2: .*'wordyy'\. Did you mean 'wordy'\?"):
        pack(tmp_path, '# ours\n[checks.wordyy]\nfillers = ["per se"]\n')

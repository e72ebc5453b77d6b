from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

import plainspeak
from plainspeak.errors import InputError, UnknownAudienceError
from plainspeak.rewriter import Rewrite, Rewriter
from plainspeak.settings import Settings

STATUS = """\
# Week 31

We improved recall by 7% on 4 May, and p99 latency fell from 310 ms to 120 ms.

- Precision: 81%
- the *SLO* was met in **3 of 4** weeks
- `recall = 0.84` in `eval.py`

> Recall fell by 3 points, she wrote.

| metric | now |
| --- | --- |
| recall | 84% |

```
recall, precision = 0.84, 0.81
```

See [the recall page](https://x.example/recall?latency=90) or write to latency@x.example.
He said "the latency is 90 ms" twice.
"""


@cache
def rewriter(audience: str = "exec") -> Rewriter:
    return Rewriter(audience, packs=[], settings=Settings())


def rewrite(text: str, audience: str = "exec") -> Rewrite:
    return rewriter(audience).rewrite(text)


# ---------------------------------------------------------------- the receipt
def test_its_shape_as_json() -> None:
    result = rewrite("We improved recall by 7%.")
    data = json.loads(result.to_json())
    assert list(data) == [
        "version",
        "audience",
        "text",
        "original",
        "source",
        "verdict",
        "changes",
        "facts",
        "findings",
        "questions",
        "usage",
        "rejected",
    ]
    assert data["version"] == 1
    assert data["audience"] == "exec"
    assert data["text"] == str(result) == result.text
    assert data["original"] == "We improved recall by 7%."
    assert data["source"] == "glossary"
    assert data["verdict"] == "faithful"
    assert list(data["changes"][0]) == ["before", "after", "terms", "reason", "span"]
    assert list(data["facts"][0]) == ["text", "source", "fate", "rewrite", "said", "working"]
    assert list(data["findings"][0]) == ["rule", "severity", "message", "text", "source", "rewrite", "fix"]
    assert all(isinstance(question, str) for question in data["questions"])


def test_json_keeps_letters_and_may_be_indented() -> None:
    result = rewrite("Café: recall rose by 7 points.")
    assert "Café" in result.to_json()
    assert "\n" not in result.to_json()
    assert "\n  " in result.to_json(indent=2)


@pytest.mark.parametrize("audience", ["exec", "sales", "cto", "pm"])
def test_changes_tell_what_stood_where(audience: str) -> None:
    result = rewrite(STATUS, audience)
    assert result.changes
    for change in result.changes:
        assert STATUS[slice(*change.span)] == change.before
        assert change.after.split()[0].strip("(") in result.text
        assert change.reason
        assert all(term in rewriter().knowledge.glossary for term in change.terms)
    spans = [change.span for change in result.changes]
    assert spans == sorted(spans)


def test_facts_tell_what_became_of_each_number() -> None:
    result = rewrite(STATUS)
    fates = {fact.text: fact for fact in result.facts}
    assert {"7%", "310 ms", "120 ms", "81%"} <= fates.keys()
    for fact in result.facts:
        assert STATUS[slice(*fact.source)] == fact.text
        assert fact.fate in ("kept", "restated", "derived")
        assert fact.said in result.text


def test_the_place_of_a_number_in_the_rewrite() -> None:
    result = rewrite("We improved recall by 7%. Precision is 81%.")
    assert result.changes
    for fact in result.facts:
        assert fact.rewrite
        assert result.text[slice(*fact.rewrite)] == fact.said


def test_findings_have_their_words_and_place_in_the_whole_text() -> None:
    result = rewrite(STATUS)
    for finding in result.findings:
        if finding.source:
            assert STATUS[slice(*finding.source)] == finding.text


def test_words_that_were_left_are_told_with_their_meaning(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "boats.toml").write_text(
        '[thwart]\nnames = ["thwart"]\nplain = "a seat in a rowing boat"\n', encoding="utf-8"
    )
    text = "He left (by the thwart, it seems)."
    result = Rewriter("exec", packs=[tmp_path], settings=Settings()).rewrite(text)
    assert result.text == text
    assert result.source == "unchanged"
    [finding] = result.findings
    assert (finding.rule, finding.severity, finding.text) == ("jargon-left", "note", "thwart")
    assert finding.fix == "a seat in a rowing boat"
    assert finding.source
    assert text[slice(*finding.source)] == "thwart"


# ---------------------------------------------------------------- what must not be touched
@pytest.mark.parametrize("audience", ["exec", "sales", "cto", "pm", "ds"])
@pytest.mark.parametrize(
    "kept",
    [
        "# Week 31\n",
        "`recall = 0.84` in `eval.py`",
        "> Recall fell by 3 points, she wrote.\n",
        "| --- | --- |\n",
        "```\nrecall, precision = 0.84, 0.81\n```\n",
        "(https://x.example/recall?latency=90)",
        "latency@x.example",
        '"the latency is 90 ms"',
        "**3 of 4**",
    ],
)
def test_markdown_code_quotations_and_addresses_come_back(audience: str, kept: str) -> None:
    assert kept in rewrite(STATUS, audience).text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_stay_lines(newline: str) -> None:
    text = STATUS.replace("\n", newline)
    result = rewrite(text).text
    assert result.count(newline) == text.count(newline)
    assert result.count("\n") == text.count("\n")
    assert len(result.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "  Recall rose by 7 points.  ",
        "Recall rose by 7 points.\n\n\n",
        "\tRecall rose by 7 points.\t\n",
        "\ufeffRecall rose by 7 points.",
    ],
)
def test_white_space_around_stays(text: str) -> None:
    result = rewrite(text).text
    bare = "Recall rose by 7 points."
    before, after = text.split(bare)
    assert result.startswith(before)
    assert result.endswith(after)
    assert bare not in result


# ---------------------------------------------------------------- several sentences
def test_each_sentence_by_itself() -> None:
    result = rewrite("Recall rose by 7 points. The bakery is shut. Precision is 81%.")
    first, middle, last = result.text.split(". ")
    assert "7 more of every 100" in first
    assert middle == "The bakery is shut"
    assert "81%" in last


def test_an_explanation_stands_once_in_a_document(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "boats.toml").write_text(
        '[thwart]\nnames = ["thwart"]\nplain = "a seat in a rowing boat"\n', encoding="utf-8"
    )
    engine = Rewriter("exec", packs=[tmp_path], settings=Settings())
    text = "The thwart is wet.\n\nTwo thwarts are new.\n\n- a thwart\n"
    result = engine.rewrite(text)
    assert result.text.count("(a seat in a rowing boat)") == 1
    assert result.text.startswith("The thwart (a seat in a rowing boat) is wet.")
    assert engine.rewrite(text).text == result.text  # and nothing is remembered from one document to the next


# ---------------------------------------------------------------- readers, slots, given
def test_aliases_and_the_default_reader() -> None:
    text = "We improved recall by 7%."
    assert Rewriter("ceo", packs=[], settings=Settings()).rewrite(text) == rewrite(text)
    assert Rewriter(packs=[], settings=Settings()).audience.name == "exec"
    assert Rewriter(packs=[], settings=Settings(audience="cto")).audience.name == "cto"
    assert Rewriter("pm", packs=[], settings=Settings(audience="cto")).audience.name == "pm"


def test_an_unknown_reader() -> None:
    with pytest.raises(UnknownAudienceError, match="Did you mean 'sales'"):
        Rewriter("sale", packs=[], settings=Settings())


def test_slots_of_the_caller_go_over_those_of_the_settings_and_the_pack() -> None:
    text = "Recall is 84%."
    assert "cases" in rewrite(text).text
    team = Settings(slots={"cases": "leaks", "system": "the sensor"})
    assert Rewriter("exec", packs=[], settings=team).rewrite(text).text == "The sensor catches 84% of known leaks."
    own = Rewriter("exec", packs=[], slots={"cases": "cracks"}, settings=team).rewrite(text)
    assert own.text == "The sensor catches 84% of known cracks."
    assert own.verdict


def test_a_team_pack_says_it_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "ours.toml").write_text(
        '[recall.says]\nlevel = "{spot} {n} of {cases}"\n', encoding="utf-8"
    )
    (tmp_path / "pack.toml").write_text('[slots]\ncases = "leaks"\n', encoding="utf-8")
    result = Rewriter("exec", packs=[tmp_path], settings=Settings()).rewrite("Recall is 84%.")
    assert result.text == "Our system spots 84% of leaks."


def test_what_is_given_settles_what_is_asked() -> None:
    engine = rewriter()
    text = "We improved recall by 7%."
    asked, settled = engine.rewrite(text), engine.rewrite(text, given=["Recall was 60% before."])
    assert settled.verdict
    assert settled.questions != asked.questions
    assert any("60%" in question for question in settled.questions)


def test_what_is_given_may_be_said_in_a_rewrite_by_hand() -> None:
    said = "We catch 7% more known cases; before, we caught 60%."
    source = "We improved recall by 7%."
    assert not rewriter().verify(source, said)
    assert rewriter().verify(source, said, given=["Recall was 60% before."])


# ---------------------------------------------------------------- texts of all kinds
@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u00a0"])
def test_a_text_without_anything_is_the_callers_mistake(text: str) -> None:
    with pytest.raises(InputError):
        rewrite(text)


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3",
        "1.2.3",
        "1e400",
        "NaN%",
        "💥" * 50,
        "שלום 84%",
        "e\u0301t\u0301",
        "(" * 400,
        "- " * 400,
        "> " * 400,
        "\x00recall",
    ],
)
def test_odd_texts_come_back(text: str) -> None:
    result = rewrite(text)
    assert result.text == text or "recall" in text
    assert result.verdict


def test_the_public_door() -> None:
    result = plainspeak.rewrite("We improved recall by 7%.", audience="exec", packs=[])
    assert isinstance(result, Rewrite)
    assert plainspeak.verify(result.original, result.text, audience="exec", packs=[])

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainspeak import packs, schema
from plainspeak.errors import PackError

Write = Callable[[str, str], Path]

OURS = {
    "glossary/metrics.toml": """\
[recall]
names = ["recall", "TPR"]
everyday = ["recall"]
plain = "the share of real cases found"
noun = "the share of {cases} {owner} {catch}"
good = "up"
source = "A handbook"

[recall.says]
up.relative = "{capture} {n} more {cases}"
high = "{find} almost all {cases}"

[recall.for.cto]
noun = "recall"

[[recall.examples]]
say = "Recall is high."
get = "We find almost all cases."

[uptime]
names = ["uptime"]
plain = "the share of time a system can be used"
source = "A handbook"
[[uptime.examples]]
say = "Uptime rose."
get = "The share of time it can be used rose."
""",
    "audiences/exec.toml": """\
title = "Executive"
max_words = 25
voice = "Lead with the result."
aliases = ["ceo"]
knows = ["metrics.uptime"]
""",
    "audiences/cto.toml": """\
title = "Technical leader"
extends = "exec"
max_words = 28
knows = ["metrics.*"]
""",
    "english.toml": "[words]\narticles = ['a', 'the']\n",
    "english/verbs.toml": "[verbs]\nup = ['rise']\n",
    "pack.toml": '[slots]\ncases = "cases"\nsystem = "our system"\n',
}


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "plainspeak"


@pytest.fixture
def ours(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a small pack in the place of the built-in one, so that a test sees all of it."""
    folder = fill(cache.parent.parent / "ours", OURS)
    monkeypatch.setattr(packs, "BUILTIN", folder)
    monkeypatch.chdir(folder.parent)
    return folder


@pytest.fixture
def team(ours: Path) -> Write:
    """Write a file of the pack ``team`` and return the pack's folder."""

    def write(name: str, text: str) -> Path:
        return fill(ours.parent / "team", {name: text})

    return write


def problems(*folders: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        packs.load(folders)
    return [str(problem).replace(os.sep, "/") for problem in caught.value.problems]


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("packs-*"))


# What is loaded


@pytest.mark.usefixtures("ours")
def test_a_term_has_its_keys_its_domain_and_its_place() -> None:
    recall = packs.load()["terms"]["recall"]
    assert recall["noun"] == "the share of {cases} {owner} {catch}"
    assert recall["says"] == {"up": {"relative": "{capture} {n} more {cases}"}, "high": "{find} almost all {cases}"}
    assert (recall["domain"], recall["file"], recall["line"]) == ("metrics", "plainspeak/glossary/metrics.toml", 1)
    assert packs.load()["terms"]["uptime"]["line"] == 20
    assert "from" not in recall


@pytest.mark.usefixtures("ours")
def test_english_slots_and_audiences_are_loaded() -> None:
    data = packs.load()
    assert data["english"] == {"words": {"articles": ["a", "the"]}, "verbs": {"up": ["rise"]}}
    assert data["slots"] == {"cases": "cases", "system": "our system"}
    assert data["audiences"]["exec"]["title"] == "Executive"
    assert data["prompts"] == []


@pytest.mark.usefixtures("ours")
def test_an_audience_adds_to_what_the_one_it_extends_knows_and_replaces_the_rest() -> None:
    cto = packs.load()["audiences"]["cto"]
    assert cto["knows"] == ["metrics.uptime", "metrics.*"]
    assert cto["voice"] == "Lead with the result."
    assert cto["max_words"] == 28
    assert cto["aliases"] == []
    assert cto["chain"] == ["cto", "exec"]


@pytest.mark.usefixtures("team")
def test_hidden_and_other_files_are_not_read(ours: Path) -> None:
    fill(ours, {"glossary/.#metrics.toml": "[", "glossary/notes.txt": "[", "glossary/old/x.toml": "[", "x.toml": "["})
    assert set(packs.load()["terms"]) == {"recall", "uptime"}


def test_a_byte_order_mark_and_windows_line_ends_are_fine(team: Write) -> None:
    folder = team("glossary/x.toml", "")
    (folder / "glossary/x.toml").write_bytes(b"\xef\xbb\xbf[recall]\r\nnoun = 'hits'\r\n")
    recall = packs.load([folder])["terms"]["recall"]
    assert recall["noun"] == "hits"
    assert recall["from"] == {"noun": "team/glossary/x.toml:2"}


# A team's pack over ours


def test_a_team_replaces_only_what_it_gives(team: Write) -> None:
    folder = team(
        "glossary/x.toml", '\n[recall]\nnoun = "hits"\nnames = ["recall"]\nsays.up.relative = "{find} {n} more"\n'
    )
    recall = packs.load([folder])["terms"]["recall"]
    assert recall["noun"] == "hits"
    assert recall["names"] == ["recall"]
    assert recall["says"] == {"up": {"relative": "{find} {n} more"}, "high": "{find} almost all {cases}"}
    assert recall["plain"] == "the share of real cases found"
    assert len(recall["examples"]) == 1
    assert (recall["domain"], recall["file"], recall["line"]) == ("metrics", "plainspeak/glossary/metrics.toml", 1)
    assert recall["from"] == {
        "noun": "team/glossary/x.toml:3",
        "names": "team/glossary/x.toml:4",
        "says.up.relative": "team/glossary/x.toml:5",
    }


def test_the_last_pack_wins(team: Write, tmp_path: Path) -> None:
    first = team("glossary/x.toml", "[recall]\nnoun = 'one'\nmodifier = 'one'\n")
    second = fill(tmp_path / "other", {"glossary/y.toml": "[recall]\nnoun = 'two'\n"})
    recall = packs.load([first, second])["terms"]["recall"]
    assert (recall["noun"], recall["modifier"]) == ("two", "one")
    assert recall["from"] == {"noun": "other/glossary/y.toml:2", "modifier": "team/glossary/x.toml:3"}
    assert packs.load([second, first])["terms"]["recall"]["noun"] == "one"


def test_a_team_adds_terms_audiences_words_and_prompts(team: Write) -> None:
    team("glossary/claims.toml", '[straight-through]\nnames = ["STP"]\nplain = "handled without a person"\n')
    team("audiences/nurse.toml", 'title = "Nurse"\nextends = "exec"\nknows = ["claims.*"]\n')
    team("audiences/exec.toml", "max_words = 18\n")
    team("english/more.toml", '[verbs]\ndown = ["ebb"]\n')
    team("prompts/polish.jinja", "…")
    folder = team("pack.toml", '[slots]\ncases = "claims"\n')
    data = packs.load([folder])
    assert data["terms"]["straight-through"]["domain"] == "claims"
    assert data["audiences"]["nurse"]["knows"] == ["metrics.uptime", "claims.*"]
    assert data["audiences"]["nurse"]["max_words"] == 18
    assert data["audiences"]["exec"]["title"] == "Executive"
    assert data["english"]["verbs"] == {"up": ["rise"], "down": ["ebb"]}
    assert data["slots"] == {"cases": "claims", "system": "our system"}
    assert data["prompts"] == [str(folder / "prompts")]


def test_a_team_switches_a_term_off_and_a_later_one_on_again(team: Write, tmp_path: Path) -> None:
    folder = team("glossary/x.toml", "[recall]\noff = true\n")
    assert set(packs.load([folder])["terms"]) == {"uptime"}
    later = fill(tmp_path / "later", {"glossary/x.toml": "[recall]\noff = false\n"})
    recall = packs.load([folder, later])["terms"]["recall"]
    assert recall["plain"] == "the share of real cases found"
    assert "off" not in recall


def test_a_pack_may_be_given_relative_to_the_working_directory(team: Write) -> None:
    team("glossary/x.toml", "[recall]\nnoun = 'hits'\n")
    assert packs.load(["team"])["terms"]["recall"]["noun"] == "hits"


# Mistakes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[recall]\nnoun = \n", "2: is not valid TOML: Invalid value (column 8)."),
        ("[recall]\n\nplain 'x'\n", "3: is not valid TOML: Expected '=' after a key in a key/value pair (column 7)."),
        ("[recall]\nnames = ['a',", "2: is not valid TOML: Invalid value (at the end of the file)."),
        ("[recall]\nnoun='a'\n[recall]\n", "3: is not valid TOML: Cannot declare ('recall',) twice"),
        ("[recall]\nnuon = 'x'\n", "2: unknown key 'nuon'. Did you mean 'noun'?"),
        ("[recall]\n[recall.says]\nup.relativ = 'x'\n", "3: unknown key 'relativ'. Did you mean 'relative'?"),
        ("[recall]\n[recall.for.cto]\nnames = ['x']\n", "3: unknown key 'names'."),
        ("[recall]\nnames = 'recall'\n", """2: 'names' must be a list, such as ["one", "two"]."""),
        ("[recall]\nnames = ['a', 3]\n", "2: 'names' must be text in quotes."),
        ("[recall]\nnoun = 3\n", "2: 'noun' must be text in quotes."),
        ("[recall]\nnoun = ''\n", "2: 'noun' must not be empty."),
        ("[recall]\nnoun = 'hits '\n", "2: 'noun' must not begin or end with a space or a line end."),
        ("[recall]\nmass = 'yes'\n", "2: 'mass' must be true or false, without quotes."),
        ("[recall]\nverbs = ['a']\n", "2: 'verbs' must be a table, with keys of its own."),
        ("[recall]\nsays = 'a'\n", "2: 'says' must be a table, with keys of its own."),
        ("[recall]\nplain = 2024-05-01\n", "2: is a date or time. Put it in quotes."),
        ("[recall]\ngood = 'upp'\n", "2: 'good' must be 'up', 'down' or 'depends'. Did you mean 'up'?"),
        ("[recall]\nmeasured = 'percent'\n", "2: 'measured' must be 'share', "),
        ("[recall]\nnoun = 'a {Cases'\n", "2: 'noun' has braces that don't hold one lower-case word"),
        ("[recall]\nnoun = 'the {two words}'\n", "2: 'noun' has braces that don't hold one lower-case word"),
        ("[recall]\n[recall.says.up]\nsome = '{}'\n", "3: 'some' has braces that don't hold one lower-case word"),
        ("[recall]\n[[recall.examples]]\nsay='a'\n", "2: needs the key 'get' as well."),
        ("[recall]\n[[recall.examples]]\nsay='a'\nget='a'\naudience='cio'\n", "5: there is no audience 'cio'."),
        ("[recall]\n[recall.for.ctoo]\nnoun='x'\n", "2: there is no audience 'ctoo'. Did you mean 'cto'?"),
        (
            "[recall]\neveryday = ['TPRR']\n",
            "2: everyday has 'TPRR', which is not among names, verbs and adjectives. Did you mean 'TPR'?",
        ),
        ("names = ['x']\n", "1: 'names' stands outside of a term. A term begins with a line such as [recall]."),
        (
            "[reccall]\nnoun = 'x'\n",
            "1: the term 'reccall' lacks names (or verbs or adjectives), plain. Did you mean 'recall'?",
        ),
        ("[reccall]\noff = true\n", "1: no earlier pack has a term 'reccall' to switch off. Did you mean 'recall'?"),
        ("[Recall_Rate]\nnoun = 'x'\n", "1: 'Recall_Rate' must be in lower case, its words joined by hyphens."),
        ("a" + ".a" * 5000 + " = 1", "1: is nested more than 20 levels deep. Make it flatter."),
    ],
)
def test_a_mistake_in_a_glossary_is_reported_with_file_and_line(team: Write, text: str, expected: str) -> None:
    found = problems(team("glossary/x.toml", text))
    assert len(found) == 1, found
    assert found[0].startswith(f"team/glossary/x.toml:{expected}"), found[0]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("audiences/x.toml", "titel = 'X'\n", "1: unknown key 'titel'. Did you mean 'title'?"),
        ("audiences/x.toml", "title = 'X'\n", ": the audience 'x' lacks max_words, voice."),
        ("audiences/exce.toml", "max_words = 9\n", ": the audience 'exce' lacks title, voice. Did you mean 'exec'?"),
        ("audiences/x.toml", "\nextends = 'exce'\n", "2: there is no audience 'exce' to extend. Did you mean 'exec'?"),
        ("audiences/exec.toml", "max_words = '9'\n", "1: 'max_words' must be a whole number, without quotes."),
        ("audiences/exec.toml", "\nknows = ['metrics']\n", "2: 'metrics' must be 'domain.term', 'domain.*' or '*'"),
        ("audiences/cto.toml", "aliases = ['ceo']\n", "1: the alias 'ceo' also is an alias of 'exec'."),
        ("audiences/Head_Nurse.toml", "extends = 'exec'\ntitle = 'N'\n", ": must have a name in lower case"),
        ("glossary/My Claims.toml", "[recall]\nnoun = 'x'\n", ": must have a name in lower case"),
        ("pack.toml", "[slot]\n", "1: unknown key 'slot'. Did you mean 'slots'?"),
        ("pack.toml", "[slots]\nn = 'x'\n", "1: 'slots' must not set 'n': it is filled from each sentence."),
        ("pack.toml", "[slots]\ncases = '{x}'\n", "2: 'cases' must not contain braces."),
        ("english.toml", "[verbs]\nup = 2024-05-01\n", "2: is a date or time. Put it in quotes."),
        ("english/x.toml", "[verbs]\nup = nan\n", "2: must be a finite number."),
    ],
)
def test_a_mistake_in_another_file_is_reported_with_file_and_line(
    team: Write, name: str, text: str, expected: str
) -> None:
    found = problems(team(name, text))
    assert len(found) == 1, found
    assert found[0].startswith((f"team/{name}:{expected}", f"team/{name}{expected}")), found[0]


def test_the_same_term_in_two_files_of_a_pack_names_both_places(team: Write) -> None:
    team("glossary/a.toml", "[uptime]\nnoun = 'x'\n")
    folder = team("glossary/b.toml", "\n\n[uptime]\nnoun = 'y'\n")
    (found,) = problems(folder)
    assert found.startswith("team/glossary/b.toml:3: the term 'uptime' is already defined at team/glossary/a.toml:1.")


def test_the_same_english_key_in_two_files_of_a_pack_names_both_places(team: Write) -> None:
    team("english.toml", "[verbs]\nup = ['x']\n")
    folder = team("english/b.toml", "\nverbs.up = ['y']\n")
    expected = "team/english/b.toml:2: 'verbs.up' is already given at team/english.toml:2. Remove one of the two."
    assert problems(folder) == [expected]


def test_audiences_that_extend_each_other_are_reported_once_each(team: Write) -> None:
    team("audiences/a.toml", "title = 'A'\nextends = 'b'\n")
    team("audiences/b.toml", "extends = 'a'\ntitle = 'B'\n")
    folder = team("audiences/c.toml", "extends = 'a'\ntitle = 'C'\n")
    assert problems(folder) == [
        "team/audiences/a.toml:2: extends goes round in a circle: a → b → a.",
        "team/audiences/b.toml:1: extends goes round in a circle: b → a → b.",
    ]


def test_wording_for_an_audience_that_extends_nobody_known_is_no_second_mistake(team: Write) -> None:
    team("audiences/nurse.toml", "title = 'N'\nextends = 'exce'\n")
    folder = team("glossary/x.toml", "[recall.for.nurse]\nnoun = 'x'\n")
    (found,) = problems(folder)
    assert found.startswith("team/audiences/nurse.toml:2: there is no audience 'exce' to extend.")


def test_all_mistakes_of_all_files_are_reported_together(team: Write) -> None:
    team("audiences/exec.toml", "max_wrods = 3\n")
    team("glossary/a.toml", "[recall]\nnuon = 'x'\ngood = 'x'\n[new]\nplain = 'x'\n")
    found = problems(team("glossary/b.toml", "["))
    assert [line.partition(": ")[0] for line in found] == [
        "team/audiences/exec.toml:1",
        "team/glossary/a.toml:2",
        "team/glossary/a.toml:3",
        "team/glossary/a.toml:4",
        "team/glossary/b.toml:1",
    ]


def test_a_long_list_of_mistakes_is_cut(team: Write) -> None:
    folder = team("glossary/a.toml", "".join(f"[t{n}]\nnuon = 'x'\n" for n in range(30)))
    with pytest.raises(PackError, match=r"\.\.\. and 10 more") as caught:
        packs.load([folder])
    assert len(caught.value.problems) == 30


def test_a_broken_audience_file_does_not_cause_complaints_elsewhere(team: Write) -> None:
    team("audiences/nurse.toml", "title = 3\naliases = ['ward']\n")
    team("audiences/doctor.toml", "title = 'Doctor'\nextends = 'nurse'\n")
    example = "[[recall.examples]]\nsay = 'a'\nget = 'a'\naudience = 'ward'\n"
    folder = team("glossary/a.toml", f"[recall]\n[recall.for.nurse]\nnoun = 'x'\n{example}")
    assert problems(folder) == ["team/audiences/nurse.toml:1: 'title' must be text in quotes."]


def test_a_file_that_is_not_utf8_names_the_line(team: Write) -> None:
    folder = team("glossary/a.toml", "")
    (folder / "glossary/a.toml").write_bytes(b"[recall]\nnoun = 'caf\xe9'\n")
    assert problems(folder) == ["team/glossary/a.toml:2: is not UTF-8 text from here on. Save the file as UTF-8."]


@pytest.mark.usefixtures("ours")
def test_folders_that_are_no_packs_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = problems(tmp_path / "missing", tmp_path / "file", Path("nul\0"))
    assert [line.partition(": ")[0].rpartition("/")[2] for line in found] == ["missing", "file", "nul\0"]
    assert "there is no such folder" in found[0]
    assert "is a file" in found[1]


@pytest.mark.usefixtures("ours")
def test_an_empty_folder_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert problems(tmp_path / "empty")[0].startswith("empty: holds none of glossary/*.toml")


def test_our_own_terms_need_a_source_and_an_example(ours: Path) -> None:
    fill(ours, {"glossary/more.toml": "[lag]\nnames = ['lag']\nplain = 'a wait'\n"})
    assert problems() == ["ours/glossary/more.toml:1: the term 'lag' lacks source, examples."]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text(alphabet="[]{}=\"'.,#\\\n recalnous1-\t", max_size=120).map(str.encode)
    | st.text(alphabet="[]{}=\"'.,#\\\n recalnous1-\t", max_size=60).map(lambda t: f"[recall]\nnoun = {t}".encode())
)
def test_whatever_a_glossary_file_holds_nothing_but_a_pack_error_is_raised(team: Write, raw: bytes) -> None:
    folder = team("glossary/x.toml", "")
    (folder / "glossary/x.toml").write_bytes(raw)
    with suppress(PackError):
        assert packs.load([folder])["terms"]


def test_brackets_without_end_are_a_pack_error(team: Write) -> None:
    assert "nested more than" in problems(team("english.toml", "a = " + "[" * 100_000))[0]


# What is kept


def test_what_is_kept_is_what_was_read(team: Write, cache: Path) -> None:
    folder = team("glossary/x.toml", "[recall]\nnoun = 'hits'\n")
    first = packs.load([folder])
    assert len(kept(cache)) == 1
    assert packs.load([folder]) == first


def test_an_edit_a_new_file_and_a_deleted_file_are_seen(team: Write, cache: Path) -> None:
    folder = team("glossary/x.toml", "[recall]\nnoun = 'hits'\n")
    packs.load([folder])
    team("glossary/x.toml", "[recall]\nnoun = 'strikes'\n")
    assert packs.load([folder])["terms"]["recall"]["noun"] == "strikes"
    team("glossary/y.toml", "[uptime]\nnoun = 'time'\n")
    assert packs.load([folder])["terms"]["uptime"]["noun"] == "time"
    (folder / "glossary/x.toml").unlink()
    assert packs.load([folder])["terms"]["recall"]["noun"] == "the share of {cases} {owner} {catch}"
    assert len(kept(cache)) == 1, "one kept result for each set of packs"


def test_a_change_of_the_same_size_is_seen_by_its_time(team: Write) -> None:
    folder = team("glossary/x.toml", "[recall]\nnoun = 'hits'\n")
    packs.load([folder])
    team("glossary/x.toml", "[recall]\nnoun = 'hats'\n")
    os.utime(folder / "glossary/x.toml", ns=(1, 1))
    assert packs.load([folder])["terms"]["recall"]["noun"] == "hats"


def test_a_prompts_folder_that_comes_later_is_seen(team: Write) -> None:
    folder = team("glossary/x.toml", "[recall]\nnoun = 'hits'\n")
    packs.load([folder])
    team("prompts/a.jinja", "")
    assert packs.load([folder])["prompts"] == [str(folder / "prompts")]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"fingerprint": 1}'])
@pytest.mark.usefixtures("ours")
def test_a_damaged_kept_file_is_made_anew(cache: Path, damage: bytes) -> None:
    data = packs.load()
    (file,) = kept(cache)
    good = file.read_bytes()
    file.write_bytes(damage)
    assert packs.load() == data
    assert file.read_bytes() == good


@pytest.mark.usefixtures("ours")
def test_a_kept_file_of_another_version_is_not_used(cache: Path) -> None:
    packs.load()
    (file,) = kept(cache)
    held = json.loads(file.read_bytes())
    held["data"]["terms"] = {}
    held["fingerprint"]["plainspeak"] = "0.0.0"
    file.write_text(json.dumps(held))
    assert packs.load()["terms"]


@pytest.mark.usefixtures("ours")
def test_a_cache_folder_that_cannot_be_written_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert packs.load() == packs.load()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.usefixtures("ours")
def test_a_read_only_cache_folder_does_not_matter(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o500)
    try:
        assert packs.load()["terms"]
        assert kept(cache) == []
    finally:
        cache.chmod(0o700)


@pytest.mark.usefixtures("ours")
def test_a_kept_file_that_is_a_folder_does_not_matter(cache: Path) -> None:
    data = packs.load()
    (file,) = kept(cache)
    file.unlink()
    file.mkdir()
    assert packs.load() == data
    assert kept(cache) == [file], "no half-written file is left behind"


@pytest.mark.usefixtures("ours")
def test_only_so_many_results_are_kept(cache: Path, tmp_path: Path) -> None:
    for number in range(packs.KEPT + 5):
        packs.load([fill(tmp_path / f"team{number}", {"pack.toml": ""})])
    (cache / "other.json").write_text("not ours")
    packs.load()
    assert len(kept(cache)) == packs.KEPT
    assert (cache / "other.json").exists()


def test_many_can_load_at_once(team: Write, cache: Path) -> None:
    folder = team("glossary/x.toml", "[recall]\nnoun = 'hits'\n")
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: packs.load([folder]), range(24)))
    assert all(data == loaded[0] for data in loaded)
    assert len(kept(cache)) == 1


@pytest.mark.usefixtures("ours")
def test_what_is_prepared_is_kept_and_made_anew_for_another_version() -> None:
    calls = []

    def prepare(data: dict[str, Any]) -> dict[str, Any]:
        calls.append(1)
        return data | {"index": {"pair": ("a", "b"), "ids": sorted(data["terms"])}}

    first = packs.load((), prepare, version="1")
    assert first["index"] == {"pair": ["a", "b"], "ids": ["recall", "uptime"]}
    assert packs.load((), prepare, version="1") == first
    assert len(calls) == 1
    packs.load((), prepare, version="2")
    assert len(calls) == 2
    assert "index" not in packs.load()


# What is compiled into a wheel


def test_the_compiled_pack_is_used_wherever_and_whenever_it_was_unpacked(
    ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packs.load()
    packs.compile_builtin(ours / packs.COMPILED)
    moved = ours.rename(tmp_path / "site-packages")
    monkeypatch.setattr(packs, "BUILTIN", moved)
    for file in moved.rglob("*.toml"):
        os.utime(file, ns=(1, 1))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "unused"))
    assert packs.load() == data
    assert not (tmp_path / "unused").exists()


def test_the_compiled_pack_is_not_used_once_its_files_have_changed(ours: Path) -> None:
    packs.compile_builtin(ours / packs.COMPILED)
    fill(ours, {"pack.toml": '[slots]\ncases = "incidents"\n'})
    assert packs.load()["slots"] == {"cases": "incidents"}


def test_the_compiled_pack_is_not_used_for_another_preparation(ours: Path) -> None:
    def prepare(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"prepared": True}

    packs.compile_builtin(ours / packs.COMPILED)
    assert packs.load((), prepare)["prepared"]
    packs.compile_builtin(ours / packs.COMPILED, prepare)
    assert packs.load((), prepare)["prepared"]
    assert "prepared" not in packs.load()


# The built-in pack


def test_a_second_start_parses_nothing(tmp_path: Path) -> None:
    team = fill(tmp_path / "team", {"glossary/x.toml": "[recall]\nnoun = 'hits'\n"})
    code = (
        "import sys; from plainspeak import packs; "
        "noun = packs.load(sys.argv[1:])['terms']['recall']['noun']; "
        "print(noun, *sorted({'pydantic', 'tomllib', 'tempfile', 'hashlib', 'asyncio'} & set(sys.modules)))"
    )
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run() -> list[str]:
        done = subprocess.run([sys.executable, "-c", code, team], env=env, capture_output=True, text=True, check=True)
        return done.stdout.split()

    assert {"hits", "pydantic", "tomllib"} <= set(run())
    assert run() == ["hits"]


def test_a_team_changes_one_word_of_ours(tmp_path: Path) -> None:
    before = packs.load()["terms"]["recall"]
    team = fill(tmp_path / "team", {"glossary/x.toml": "[recall]\nnoun = 'hits'\n"})
    after = packs.load([team])["terms"]["recall"]
    assert after == before | {"noun": "hits", "from": {"noun": "team/glossary/x.toml:2"}}


def test_every_term_of_ours_says_where_it_stands() -> None:
    for key, term in packs.load()["terms"].items():
        _, folder, name = term["file"].split("/")
        lines = (packs.BUILTIN / folder / name).read_text(encoding="utf-8").splitlines()
        assert lines[term["line"] - 1].split("#")[0].strip() == f"[{key}]"


# The schema for editors


def test_the_json_schema_describes_a_term() -> None:
    described = schema.json_schema()
    term = described["$defs"]["Term"]["properties"]
    assert {"names", "plain", "noun", "for", "says", "examples"} <= set(term)
    assert term["good"]["enum"] == ["up", "down", "depends"]
    assert '"null"' not in json.dumps(described), "TOML has no null"
    json.dumps(described)

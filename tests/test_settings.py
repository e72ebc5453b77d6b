from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plainspeak import settings
from plainspeak.errors import ConfigError
from plainspeak.settings import ModelSettings, Price, Settings


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def load(folder: Path, **environ: str) -> Settings:
    return settings.load(folder, environ)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings(audience=None, packs=(), slots={}, source=None)


def test_plainspeak_toml_is_read(tmp_path: Path) -> None:
    text = 'audience = "cto"\npacks = ["team", "/opt/words"]\nset = { cases = "anomalies" }\n'
    file = write(tmp_path / "plainspeak.toml", text)
    expected = Settings("cto", (tmp_path / "team", Path(os.path.abspath("/opt/words"))), {"cases": "anomalies"}, file)
    assert load(tmp_path) == expected


@pytest.mark.parametrize(
    "text",
    [
        '[tool.plainspeak]\naudience = "pm"\n',
        '[tool.black]\n\n[ tool . "plainspeak" ]\naudience = "pm"\n',
        '[tool]\nplainspeak.audience = "pm"\n',
        '[tool]\nplainspeak = { audience = "pm" }\n',
        'tool.plainspeak.audience = "pm"\n',
    ],
)
def test_pyproject_is_read_however_the_table_is_written(tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "pyproject.toml", text)
    assert load(tmp_path) == Settings(audience="pm", source=file)


def test_the_nearest_file_wins_and_folders_are_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path / "plainspeak.toml", 'audience = "exec"\nset = { cases = "x" }\n')
    file = write(tmp_path / "a/pyproject.toml", '[tool.plainspeak]\npacks = ["words"]\n')
    deep = tmp_path / "a/b/c"
    deep.mkdir(parents=True)
    assert load(deep) == Settings(packs=(tmp_path / "a/words",), source=file)


def test_a_pyproject_of_others_is_passed_by(tmp_path: Path) -> None:
    file = write(tmp_path / "plainspeak.toml", 'audience = "exec"\n')
    write(tmp_path / "a/pyproject.toml", 'dependencies = ["plainspeak-business"]\n[tool.x]\n')
    write(tmp_path / "a/b/pyproject.toml", '[tool.uv.sources]\nplainspeak = { path = "." }\n')
    write(tmp_path / "a/b/c/pyproject.toml", "not TOML at all")
    assert load(tmp_path / "a/b/c").source == file


def test_plainspeak_toml_wins_over_pyproject_in_the_same_folder(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.plainspeak]\naudience = "pm"\n')
    write(tmp_path / "plainspeak.toml", 'audience = "sales"\n')
    assert load(tmp_path).audience == "sales"


def test_the_environment_replaces_what_the_file_says(tmp_path: Path) -> None:
    write(tmp_path / "plainspeak.toml", 'audience = "cto"\npacks = ["team"]\nset = { cases = "x" }\n')
    (tmp_path / "sub").mkdir()
    found = load(tmp_path / "sub", PLAINSPEAK_AUDIENCE="pm", PLAINSPEAK_PACKS=os.pathsep.join(["one", "", "two"]))
    assert found.audience == "pm"
    assert found.packs == (tmp_path / "sub/one", tmp_path / "sub/two")
    assert found.slots == {"cases": "x"}
    empty = load(tmp_path, PLAINSPEAK_AUDIENCE="", PLAINSPEAK_PACKS="")
    assert (empty.audience, empty.packs) == ("cto", (tmp_path / "team",))


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    write(tmp_path / "plainspeak.toml", 'packs = ["~/words"]\n')
    assert load(tmp_path).packs == (tmp_path / "home/words",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\naudiense = "exec"\n', "2: unknown key 'audiense'. Did you mean 'audience'?"),
        ("zzz = 1\n", "1: unknown key 'zzz'. Keys here: audience, packs, set, provider, "),
        ("audience = 3\n", "1: 'audience' must be the name of an audience"),
        ('audience = ""\n', "1: 'audience' must be the name of an audience"),
        ('packs = "team"\n', "1: 'packs' must be a list of folders"),
        ('packs = ["team", 3]\n', "1: 'packs' must be a list of folders"),
        ("set = { cases = 3 }\n", "1: 'set' must be a table of words"),
        ('\n\n[set]\nn = "x"\n', "3: 'set' must not hold 'n'"),
        ('provider = ""\n', "1: 'provider' must be a provider and its model"),
        ("base_url = 1\n", "1: 'base_url' must be the address of a server"),
        ('offline = "yes"\n', "1: 'offline' must be true or false."),
        ('redact = "Heron"\n', "1: 'redact' must be a list of words"),
        ("deadline = 0\n", "1: 'deadline' must be a number of seconds"),
        ("deadline = true\n", "1: 'deadline' must be a number of seconds"),
        ("prices = 3\n", "1: 'prices' must be a table of what a million tokens cost"),
        ("prices = { a = 3 }\n", "1: 'prices' must be a table"),
        ("prices = { a = { input = 3 } }\n", "1: 'prices' must be a table"),
        ("prices = { a = { input = 3, output = -1 } }\n", "1: 'prices' must be a table"),
        ("prices = { a = { input = 3, output = true } }\n", "1: 'prices' must be a table"),
        ("prices = { a = { input = 3, output = 4, thoughts = 2 } }\n", "1: 'prices' must be a table"),
        ('prices = { a = { input = 3, output = 4, currency = "" } }\n', "1: 'prices' must be a table"),
        ("audience = \n", "1: is not valid TOML: Invalid value (column 12)."),
    ],
)
def test_a_mistake_is_reported_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "plainspeak.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(f"plainspeak.toml:{expected}")


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.plainspeak]\na = 1\naudience = 1\n")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert [line.rpartition("pyproject.toml:")[2][0] for line in str(caught.value).splitlines()] == ["2", "3"]


def test_a_value_in_the_place_of_our_table_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[[tool.plainspeak]]\naudience = 'pm'\n")
    with pytest.raises(ConfigError, match="must be a table"):
        load(tmp_path)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\xef\xbb\xbfaudience = 'pm'"])
def test_bytes_that_are_not_utf8_are_a_mistake_and_a_byte_order_mark_is_none(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "plainspeak.toml").write_bytes(raw)
    if raw[0] == 0xFF:
        with pytest.raises(ConfigError, match="is not UTF-8"):
            load(tmp_path)
    else:
        assert load(tmp_path).audience == "pm"


def test_nothing_is_parsed_for_a_project_that_does_not_configure_us(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[project.scripts]\nplainspeak = "plainspeak.cli:main"\n')
    code = (
        "import sys; from plainspeak import settings as s; s.load(); print({'tomllib', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# ---------------------------------------------------------------- models
MODELS = """\
provider = "compatible:some-model"
base_url = "http://127.0.0.1:8080/v1"
redact = ["Project Heron"]
deadline = 20

[prices."compatible:some-model"]
input = 0.4
output = 1
"""


def test_what_is_set_for_models(tmp_path: Path) -> None:
    assert load(tmp_path).models == ModelSettings()
    write(tmp_path / "plainspeak.toml", MODELS)
    address = "http://127.0.0.1:8080/v1"
    expected = ModelSettings(
        "compatible:some-model",
        address,
        offline=False,
        redact=("Project Heron",),
        deadline=20,
        prices={"compatible:some-model": Price(input=0.4, output=1)},
    )
    assert load(tmp_path).models == expected


def test_the_environment_names_another_provider(tmp_path: Path) -> None:
    write(tmp_path / "plainspeak.toml", MODELS)
    models = load(tmp_path, PLAINSPEAK_PROVIDER="openai:other", PLAINSPEAK_BASE_URL="http://other.example").models
    assert (models.provider, models.base_url) == ("openai:other", "http://other.example")


def test_the_environment_switches_models_off_and_not_on(tmp_path: Path) -> None:
    assert load(tmp_path, PLAINSPEAK_OFFLINE="1").models.offline
    write(tmp_path / "plainspeak.toml", "offline = true\n")
    assert load(tmp_path).models.offline
    assert load(tmp_path, PLAINSPEAK_OFFLINE="0").models.offline
    with pytest.raises(ConfigError, match="PLAINSPEAK_OFFLINE"):
        load(tmp_path, PLAINSPEAK_OFFLINE="perhaps")

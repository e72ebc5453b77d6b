"""The wheel, installed with what it declares, away from the sources: `make wheel` runs this."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from importlib.metadata import metadata
from importlib.resources import files
from pathlib import Path

import plainspeak

SENTENCE = "We improved recall by 10%"
COMMAND = str(Path(sysconfig.get_path("scripts")) / "plainspeak")


def run(*arguments: str) -> str:
    """Run the installed command, hand it one sentence, and return what it printed."""
    return subprocess.run(
        [COMMAND, *arguments], input=SENTENCE, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def test_the_package_under_test_is_the_installed_one() -> None:
    assert Path(plainspeak.__file__).is_relative_to(sys.prefix)


def test_data_prompts_and_types_are_shipped() -> None:
    package = files("plainspeak")
    assert (package / "prompts").is_dir()
    assert (package / "py.typed").is_file()
    assert [entry for entry in (package / "data" / "glossary").iterdir() if entry.name.endswith(".toml")]


def test_the_package_introduces_itself_with_the_readme() -> None:
    described = metadata("plainspeak-business")
    assert described["License-Expression"] == "Apache-2.0"
    assert "plainspeak" in str(described.get_payload())


def test_the_pack_is_shipped_compiled() -> None:
    assert json.loads((files("plainspeak") / "data" / "compiled.json").read_text(encoding="utf-8"))


def test_a_rewrite_uses_the_compiled_pack() -> None:
    script = (
        f"import plainspeak, sys; print(plainspeak.rewrite({SENTENCE!r}, audience='exec')); "
        "assert not {'tomllib', 'pydantic'} & set(sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "10%" in answer
    assert "recall" not in answer


def test_the_command_rewrites_and_helps() -> None:
    assert run("rewrite", "--audience", "exec").strip() == str(plainspeak.rewrite(SENTENCE, audience="exec"))
    assert "rewrite" in run("--help")

"""The outermost command: help, errors, streams and exit status."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from typing import Any

import pytest

from plainspeak import __version__
from plainspeak.cli import COMMANDS, plainspeak

RUN = [sys.executable, "-c", "from plainspeak.cli import main; main()"]
SENTENCE = b"We improved recall by 10%\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_every_command_and_imports_none(run: Any, flag: str) -> None:
    result = run(flag)
    assert result.exit_code == 0
    assert all(name in result.stdout for name in COMMANDS)
    probe = "import sys; from plainspeak.cli import plainspeak\ntry: plainspeak.main(['--help'])\nexcept SystemExit: "
    probe += "print([m for m in sys.modules if m.startswith('plainspeak.cli.') or m == 'plainspeak.rewriter'])"
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(run: Any, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: plainspeak {name}")


def test_version(run: Any) -> None:
    assert run("--version").stdout == f"plainspeak {__version__}\n"


def test_without_arguments_help_is_shown_as_a_mistake(run: Any) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


def test_an_unknown_command_gets_a_suggestion(run: Any) -> None:
    result = run("rewrit")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("plainspeak: There is no command 'rewrit'. Did you mean 'rewrite'?")


def test_an_unknown_option_says_how_to_give_a_text_that_begins_with_a_dash(run: Any) -> None:
    result = run("rewrite", "-5 points of recall")
    assert result.exit_code == 2
    assert "put -- before it" in result.stderr
    assert run("rewrite", "--", "- The door is open.").stdout == "- The door is open.\n"


@pytest.mark.parametrize("arguments", [("--help",), ("rewrite",), ("glossary",)])
def test_a_closed_pipe_is_quiet(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        process = subprocess.run(
            [*RUN, *arguments], input=SENTENCE, stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (process.returncode, process.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_a_clear_error() -> None:
    with open("/dev/full", "wb") as full:
        process = subprocess.run([*RUN, "rewrite"], input=SENTENCE, stdout=full, stderr=subprocess.PIPE, check=False)
    assert process.returncode == 2
    assert process.stderr.decode() == f"plainspeak: {os.strerror(errno.ENOSPC)}.\n"


def test_control_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted()))
    with pytest.raises(SystemExit) as ended:
        plainspeak.main(["rewrite"])
    assert ended.value.code == 130


def test_configuration_then_environment_then_flags(run: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "We improved recall by 12%."
    (tmp_path / "plainspeak.toml").write_text('audience = "ds"\nset = { cases = "leaks" }\n')
    assert run("rewrite", text).stdout == text + "\n"
    monkeypatch.setenv("PLAINSPEAK_AUDIENCE", "sales")
    assert "12% more known leaks" in run("rewrite", text).stdout
    assert run("rewrite", text, "-a", "ds").stdout == text + "\n"
    assert "12% more known faults" in run("rewrite", text, "--set", "cases=faults").stdout


def test_a_mistake_in_the_configuration_is_told_with_its_line(run: Any, tmp_path: Any) -> None:
    (tmp_path / "plainspeak.toml").write_text('\naudiense = "ds"\n')
    result = run("rewrite", "Hello there.")
    assert result.exit_code == 2
    assert "plainspeak.toml:2: unknown key 'audiense'. Did you mean 'audience'?" in result.stderr

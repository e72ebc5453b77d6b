"""Input that can't be used gives one clear sentence; input that is only odd or large comes back whole."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest


def complaint(process: Any) -> str:
    assert process.returncode == 2
    assert process.stdout == b""
    message = process.stderr.decode()
    assert message.startswith("plainspeak: ")
    assert "Traceback" not in message
    return str(message)


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", "\ufeff".encode()])
def test_empty_input(start: Any, raw: bytes) -> None:
    assert "Standard input is empty" in complaint(start("rewrite", stdin=raw))


def test_an_empty_argument(run: Any) -> None:
    result = run("rewrite", "")
    assert result.exit_code == 2
    assert "The text is empty" in result.stderr


def test_a_missing_file(start: Any) -> None:
    assert complaint(start("rewrite", "-f", "gone.md")) == "plainspeak: There is no file 'gone.md'. Check the path.\n"


def test_a_folder(start: Any, tmp_path: Path) -> None:
    assert "is a folder" in complaint(start("rewrite", "-f", str(tmp_path)))


def test_a_binary_file(start: Any, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "'logo.png' is not text (byte 8 is null)" in complaint(start("rewrite", "-f", "logo.png"))


def test_binary_standard_input(start: Any) -> None:
    assert "Standard input is not text (byte 4 is null)" in complaint(start("rewrite", stdin=b"\x7fELF\0\0"))


def test_bytes_that_are_not_utf8(start: Any, tmp_path: Path) -> None:
    (tmp_path / "alt.txt").write_bytes("gut\nGrün".encode("latin-1"))
    message = complaint(start("rewrite", "-f", "alt.txt"))
    assert "'alt.txt' is not UTF-8 text: byte 6, in line 2, is 0xfc." in message
    assert "Save it as UTF-8" in message


def test_utf16_is_named(start: Any) -> None:
    assert "is UTF-16" in complaint(start("rewrite", stdin="Hello".encode("utf-16")))


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
@pytest.mark.parametrize("place", [["rewrite"], ["verify", "a text"], ["rewrite", "a text", "--given"]])
def test_an_argument_that_is_not_utf8(start: Any, place: list[str]) -> None:
    assert "is not UTF-8" in complaint(start(*place, b"Gr\xfcn"))


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
@pytest.mark.parametrize(
    "arguments", [["rewrite", "x", "-a"], ["rewrite", "-f"], ["rewrite", "x", "--pack"], ["glossary"]]
)
def test_a_name_that_is_not_utf8_is_no_crash(start: Any, arguments: list[str]) -> None:
    complaint(start(*arguments, b"Gr\xfcn"))


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX")
@pytest.mark.parametrize(("closed", "status"), [("<&-", 2), (">&-", 2), ("2>&-", 0)])
def test_closed_streams_are_no_crash(closed: str, status: int) -> None:
    import subprocess

    text = "" if "<" in closed else "'Hello there.'"
    command = f"{sys.executable} -c 'from plainspeak.cli import main; main()' rewrite {text} {closed}"
    process = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert process.returncode == status
    assert b"Traceback" not in process.stderr


@pytest.mark.parametrize(
    ("command", "name", "content", "message"),
    [
        (["audiences", "--pack"], "glossary/x.toml", "[recall\n", "x.toml:1: is not valid TOML"),
        (
            ["rewrite", "Hello.", "--pack"],
            "glossary/x.toml",
            '[flue]\nname = ["flue"]\n',
            "x.toml:2: unknown key 'name'. Did you mean 'names'?",
        ),
        (
            ["glossary", "test"],
            "audiences/a.toml",
            'title = "A"\nextends = "a"\n',
            "a.toml:2: extends goes round in a circle",
        ),
    ],
)
def test_a_mistake_in_a_pack_is_told_with_file_and_line(
    start: Any, tmp_path: Path, command: list[str], name: str, content: str, message: str
) -> None:
    file = tmp_path / "bad" / name
    file.parent.mkdir(parents=True)
    file.write_text(content)
    assert message in complaint(start(*command, "bad"))


def test_ten_megabytes_of_one_line_come_back_whole(start: Any) -> None:
    text = b"x" * 10_000_000
    began = time.monotonic()
    process = start("rewrite", stdin=text)
    assert time.monotonic() - began < 60
    assert (process.returncode, process.stderr) == (0, b"")
    assert process.stdout == text


@pytest.mark.parametrize("unit", [b"a ", b"(", b"\xcc\x81", b"> ", b"`", b"a. ", b"\xe2\x80\xae"])
def test_odd_text_comes_back_whole(start: Any, unit: bytes) -> None:
    text = unit * (4_000 // len(unit)) + b"z"
    process = start("rewrite", stdin=text)
    assert (process.returncode, process.stdout) == (0, text)

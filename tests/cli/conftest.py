"""What the tests of the command share: a folder without configuration, and two ways to run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainspeak.cli import plainspeak

Run = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run() -> Run:
    """Run the command in this process."""

    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(plainspeak, list(arguments), input=stdin)

    return call


@pytest.fixture
def start() -> Start:
    """Run the command in a process of its own, with bytes in and bytes out."""

    def call(*arguments: str | bytes, stdin: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", "from plainspeak.cli import main; main()", *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60, **more)  # type: ignore[call-overload,no-any-return]

    return call


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A pack of a team: one term of its own, one of ours in other words, and one reader."""
    folder = tmp_path / "team"
    (folder / "glossary").mkdir(parents=True)
    (folder / "audiences").mkdir()
    (folder / "glossary" / "mill.toml").write_text(
        """[knife-gap]
names = ["knife gap"]
plain = "how far the blades stand apart"
noun  = "distance between the blades"

[[knife-gap.examples]]
say = "The knife gap is fine."
get = "The distance between the blades is fine."

[precision]
plain = "how many of our alerts are right"
""",
        encoding="utf-8",
    )
    (folder / "audiences" / "miller.toml").write_text(
        'title = "Miller"\nextends = "exec"\nknows = ["mill.*"]\naliases = ["grinder"]\n', encoding="utf-8"
    )
    return folder

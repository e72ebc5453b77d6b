"""The installed stand-in, and a program in the place of the one that really sends."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest


@pytest.fixture
def stand_in() -> Path:
    """The installed command."""
    path = Path(sysconfig.get_path("scripts")) / "plainspeak-sendmail"
    if not path.exists():
        pytest.skip("plainspeak-sendmail is not installed: pip install -e .")
    return path


@pytest.fixture
def recorder(tmp_path: Path) -> Path:
    """A program in the place of the real sendmail, which keeps arguments and mail and ends with status 3."""
    script = tmp_path / "really-send"
    script.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "here = pathlib.Path(sys.argv[0]).parent\n"
        "(here / 'arguments').write_text('\\n'.join(sys.argv[1:]))\n"
        "(here / 'mail').write_bytes(sys.stdin.buffer.read())\n"
        "sys.exit(3)\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return script

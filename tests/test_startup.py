"""Starting up stays quick: what an offline rewrite doesn't need is not imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "pydantic",
    "jinja2",
    "tenacity",
    "openai",
    "anthropic",
    "httpx2",
    "rich",
    "asyncio",
    "tomllib",
    "importlib.metadata",
)

# The interpreter's own start may load some of these (a .pth file, a debugger), so only what comes afterwards counts.
PROBE = """
import sys
before = set(sys.modules)
try:
    {action}
except SystemExit as end:
    assert not end.code, end.code
loaded = set(sys.modules) - before
print("heavy:", *(name for name in {heavy} if name in loaded), file=sys.stderr)
"""

ACTIONS = {
    "import": "import plainspeak",
    "library": 'import plainspeak; print(plainspeak.rewrite("We improved recall by 10%", audience="exec"))',
    "command": 'from plainspeak.cli import main; sys.argv[1:] = ["rewrite", "--audience", "exec"]; main()',
    "provider": 'import plainspeak; plainspeak.Rewriter(audience="exec", provider="openai:some-model")',
    "check": 'import plainspeak; print(plainspeak.check("Recall is 81%, up from 78%.", audience="exec").to_json())',
    "check command": (
        'from plainspeak.cli import main; sys.argv[1:] = ["check", "--fail-on", "error", "--format", "json"]; main()'
    ),
    "help": 'from plainspeak.cli import main; sys.argv[1:] = ["--help"]; main()',
}


def run(action: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process of its own and return what it printed."""
    return subprocess.run(
        [sys.executable, "-c", PROBE.format(action=ACTIONS[action], heavy=HEAVY)],
        input="We improved recall by 10%\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,  # no configuration file above it
        check=True,
    )


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_heavy_is_imported(action: str, tmp_path: Path) -> None:
    run(action, tmp_path)  # the first run may compile the pack and keep it; users meet that once
    process = run(action, tmp_path)
    assert process.stderr.splitlines()[-1].split() == ["heavy:"]


@pytest.mark.parametrize("action", ["library", "command"])
def test_what_was_measured_is_a_rewrite(action: str, tmp_path: Path) -> None:
    assert "10%" in run(action, tmp_path).stdout

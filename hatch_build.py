"""Puts into a wheel what the source tree has elsewhere or not at all: the prompts and the compiled pack."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``plainspeak/prompts`` and ``plainspeak/data/compiled.json`` to a wheel.

    An editable install gets neither: it finds the prompts in the checkout, and copies would grow stale beside it.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the extra files to the builder; the compiled pack waits in a folder of its own until it is packed."""
        if version == "editable":
            return
        root = Path(self.root)
        self._scratch = Path(tempfile.mkdtemp(prefix="plainspeak-build-"))
        compiled = self._scratch / "compiled.json"
        sys.path.insert(0, str(root / "src"))  # before an installed plainspeak: the pack is compiled by its own code
        try:
            from plainspeak.knowledge import compile_builtin

            compile_builtin(compiled)
        finally:
            sys.path.pop(0)
        build_data["force_include"] |= {
            str(root / "prompts"): "plainspeak/prompts",
            str(compiled): "plainspeak/data/compiled.json",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder of the compiled pack."""
        if version != "editable":
            shutil.rmtree(self._scratch)

"""Writes docs/modules.md, the list of all modules with the first sentence of each: python docs/make_modules.py."""
# ruff: noqa: INP001  a script

from __future__ import annotations

import ast
from pathlib import Path

PAGE = Path(__file__).with_name("modules.md")
PACKAGE = Path(__file__).parents[1] / "src" / "plainspeak"
MADE = "<!-- Made by docs/make_modules.py from the docstrings. Change those, and run it. -->"
TITLES = {
    ".": "The package itself",
    "fidelity": "fidelity/: the verifier, and what its checks share",
    "fidelity/figures": "fidelity/figures/: which number became which",
    "fidelity/denials": "fidelity/denials/: what is denied",
    "fidelity/turned": "fidelity/turned/: directions, and what changed places",
    "fidelity/evidence": "fidelity/evidence/: how sure, how far along, and what measures and tests mean",
    "fidelity/added": "fidelity/added/: causes, benefits and other claims that are new",
    "fidelity/extent": "fidelity/extent/: conditions, scope, times and owners",
    "draft": "draft/: the glossary's own rewrite",
    "models": "models/: what is said to a model, and what becomes of its answer",
    "providers": "providers/: who answers prompts",
    "checks": "checks/: the pre-send check",
    "checks/formats": "checks/formats/: the report in each format",
    "checks/rules": "checks/rules/: one rule each",
    "mail": "mail/: reading mail, and standing in for sendmail",
    "cli": "cli/: the command",
}


def page() -> str:
    """Return the page."""
    lines = [MADE, "", "# Modules", ""]
    lines += ["What each module is for, in the words of its own docstring. [design.md](design.md) tells how they work"]
    lines += ["together; `tests/test_imports.py` holds which may import which."]
    for folder, title in TITLES.items():
        files = sorted((PACKAGE / folder).glob("*.py"))
        lines += ["", f"## {title}", "", "| module | what it is for |", "| --- | --- |"]
        for file in files:
            told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            first = " ".join(told.split("\n\n")[0].split())
            lines.append(f"| `{file.relative_to(PACKAGE)}` | {first.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

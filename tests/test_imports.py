"""Imports run one way. The order below is the design; a new module gets its place in it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

import plainspeak

PACKAGE = Path(plainspeak.__file__).parent

# From the ground up. A module, or a folder of modules, may import from the lines above its own and from no other.
ORDER = (
    ("errors",),
    ("findings", "markup", "tomlfile", "vocabulary", "many", "providers"),
    ("text", "schema"),
    ("packed",),
    ("phrases", "units", "packfiles", "settings"),
    ("language", "audiences", "names", "numerals", "packs", "senses"),
    ("termfinder",),
    ("glossary", "amounts", "moments", "wordlists"),
    ("comparators",),
    ("quantities",),
    ("arithmetic", "shapes"),
    ("knowledge",),
    ("facts",),
    ("fidelity",),
    ("draft",),
    ("models",),
    ("receipts",),
    ("passages",),
    ("rewriter",),
    ("checks",),
    ("mail",),
    ("documents",),
    ("__init__",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}

# Below almost everything, and yet for few: what checks files is heavy, and what configures belongs to the callers.
ONLY_FOR = {"schema": {"packs", "packfiles", "cli"}, "settings": {"models", "rewriter", "checks", "mail", "cli"}}


def module_of(path: Path) -> str:
    """Return the module or folder that a file belongs to; `__init__` for the package's own file."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST, depth: int, parts: Collection[str]) -> Iterator[str]:
    """Yield the parts of plainspeak that a file imports, wherever in the file it does so.

    `depth` is how many folders below the package's own the file is. With one dot more than that a relative import is
    from the package itself, with fewer from a neighbour. A public name taken from the package counts as `__init__`.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            dotted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level in (0, depth + 1):
            base = (["plainspeak"] if node.level else []) + ([node.module] if node.module else [])
            dotted = [".".join([*base, alias.name]) for alias in node.names]
        else:
            continue
        for name in dotted:
            package, _, rest = name.partition(".")
            part = rest.partition(".")[0]
            if package == "plainspeak" and not part.startswith("__"):
                yield part if part in parts else "__init__"


FILES = sorted(PACKAGE.rglob("*.py"))
PARTS = sorted({module_of(path) for path in FILES} - {"__init__"})


def test_the_reader_of_imports_sees_every_way_to_import() -> None:
    source = """
import os, json
import plainspeak.errors
from plainspeak import text, __version__
from plainspeak.packs import load
from .glossary import Glossary
from . import facts, rewrite
def later():
    from plainspeak import language
"""
    found = imported(ast.parse(source), 0, {"errors", "text", "packs", "glossary", "facts", "language"})
    assert list(found) == ["errors", "text", "packs", "glossary", "facts", "__init__", "language"]
    assert list(imported(ast.parse("from . import draft\nfrom .. import facts"), 1, {"draft", "facts"})) == ["facts"]


@pytest.mark.parametrize("part", PARTS)
def test_every_module_has_its_place(part: str) -> None:
    assert part in LEVEL, f"say in ORDER where {part} stands"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    importer = module_of(path)
    depth = len(path.relative_to(PACKAGE).parts) - 1
    for part in imported(ast.parse(path.read_text(encoding="utf-8")), depth, PARTS):
        assert part == importer or LEVEL[part] < LEVEL[importer], f"{importer} must not import {part}"
        assert importer in ONLY_FOR.get(part, {importer}), f"{part} is only for {sorted(ONLY_FOR[part])}"


def test_no_module_has_the_name_of_a_public_function() -> None:
    # A submodule becomes an attribute of its package when it is first imported, and would take the function's place.
    assert not set(PARTS) & {"rewrite", "check", "verify", *plainspeak.__all__}

"""The examples in README.md and docs/ give what the pages say they give."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

import plainspeak
from plainspeak import settings
from plainspeak.cli import plainspeak as plainspeak_command
from plainspeak.models.conversation import Rejected

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
FENCE = re.compile(r"( *)```(.*)")
LINK = re.compile(r"\]\(([^()\s#]+)(?:#[^()\s]*)?\)")
NOT_RUN = {"make", "pip"}  # they set up a whole environment; CI runs them, and a page must not show what they print
STATUS = "\x1e"  # stands in no output of ours

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
needs_shell = pytest.mark.skipif(not shutil.which("sh"), reason="runs the examples in a POSIX shell")


@dataclass
class Block:
    """A fenced block of a page: the word behind its fence, and its lines."""

    kind: str
    line: int
    indent: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass
class Command:
    """A command of a console block and what the page says it prints."""

    typed: str
    line: int
    prints: list[str] = field(default_factory=list)


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    block: Block | None = None
    for number, line in enumerate(page.splitlines(), 1):
        fence = FENCE.fullmatch(line)
        if block is None and fence:
            block = Block(fence[2].strip(), number, fence[1])
        elif block is not None and fence:
            yield block
            block = None
        elif block is not None:
            block.lines.append(line.removeprefix(block.indent))
    if block is not None:
        raise AssertionError(f"the block in line {block.line} has no end")


def commands(block: Block) -> list[Command]:
    """Take a console block apart: `$ ` begins a command, a backslash at its end goes on, all else is output."""
    found: list[Command] = []
    for number, line in enumerate(block.lines, block.line + 1):
        if found and not found[-1].prints and found[-1].typed.endswith("\\"):
            found[-1].typed += "\n" + line
        elif line.startswith("$ "):
            found.append(Command(line[2:], number))
        else:
            assert found, f"line {number}: output without a command"
            found[-1].prints.append(line.rstrip())
    return found


def surroundings() -> dict[str, str]:
    """Return the environment of the examples: our own command first, and no terminal's width or colours."""
    scripts = sysconfig.get_path("scripts")
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR", "NO_COLOR")}
    return {**kept, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "100"}


def wrong(block: Block, folder: Path) -> Iterator[str]:
    """Run a console block in one shell and yield what came out otherwise than the page says.

    A command may end with another status than 0 only if the page shows it: the next one is then `echo $?`.
    """
    todo = [command for command in commands(block) if shlex.split(command.typed)[0] not in NOT_RUN]
    for command in commands(block):
        if command not in todo and any(command.prints):
            yield f"line {command.line}: the output of {command.typed!r} is not tested, so it must not be shown"
    script = "s=0\n" + "".join(f"(exit $s)\n{command.typed}\ns=$?\nprintf '{STATUS}%s\\n' \"$s\"\n" for command in todo)
    process = subprocess.run(
        ["sh", "-c", script],  # noqa: S607  the shell that the reader has
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # a reader sees both
        cwd=folder,
        env=surroundings(),
        check=False,
    )
    answers = re.split(f"{STATUS}([0-9]+)\n", process.stdout.decode())
    for at, command in enumerate(todo):
        printed, status = answers[2 * at : 2 * at + 2]
        lines = [line.rstrip() for line in printed.splitlines()]
        if "\n".join(lines).rstrip("\n") != "\n".join(command.prints).rstrip("\n"):
            yield f"line {command.line}: {command.typed!r} prints\n{printed}"
        told = at + 1 < len(todo) and todo[at + 1].typed == "echo $?"
        if status != "0" and not told:
            yield f"line {command.line}: {command.typed!r} ends with status {status}, which the page does not show"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that has what the examples name, and make it the working directory."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@needs_shell
@each_page
def test_commands_print_what_the_page_shows(page: Path, folder: Path) -> None:
    text = page.read_text(encoding="utf-8")
    failures = [fault for block in blocks(text) if block.kind == "console" for fault in wrong(block, folder)]
    assert not failures, "\n".join(failures)


@needs_shell
@pytest.mark.parametrize(
    "lines",
    [
        ["$ echo two", "three"],
        ["$ echo two"],
        ["$ true", "two"],
        ["$ false"],
        ["$ false", "$ echo $?", "0"],
        ["$ false", "$ echo two", "two"],
        ["$ make help", "two"],
    ],
)
def test_a_wrong_example_is_noticed(lines: list[str], tmp_path: Path) -> None:
    assert list(wrong(Block("console", 1, lines=lines), tmp_path))


@needs_shell
@pytest.mark.parametrize(
    "lines",
    [
        ["$ echo two", "two", "$ echo three", "three"],
        ["$ echo \\", "    two", "two"],
        ["$ false", "$ echo $?", "1"],
        ["$ printf two", "two", "$ echo three >&2", "three"],
        ["$ make help", "$ true"],
    ],
)
def test_a_right_example_passes(lines: list[str], tmp_path: Path) -> None:
    assert not list(wrong(Block("console", 1, lines=lines), tmp_path))


@each_page
def test_python_gives_what_the_page_shows(page: Path, folder: Path) -> None:
    names: dict[str, Any] = {}  # one page is one run: a later block may use what an earlier one made
    failures: list[str] = []
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.kind == "python" and ">>>" in block.text:
            examples = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line)
            doctest.DocTestRunner(verbose=False).run(examples, out=failures.append, clear_globs=False)
            names.update(examples.globs)
        elif block.kind == "python":
            exec(compile(block.text, f"{page.name}:{block.line}", "exec"), names)  # noqa: S102  our own page
    assert not failures, "".join(failures)


@each_page
def test_every_block_is_of_a_kind_that_is_tested(page: Path) -> None:
    kinds = {block.kind for block in blocks(page.read_text(encoding="utf-8"))}
    assert kinds <= {"console", "python", "toml", "text", "yaml"}, "text is for drawings; all else is run or compared"


OURS = re.compile(r"(?:run|entry): (plainspeak .*)")


def test_commands_for_other_programs_are_ones_that_we_have(folder: Path) -> None:
    (folder / "status").mkdir()
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    shown = [b.text for page in PAGES for b in blocks(page.read_text(encoding="utf-8")) if b.kind == "yaml"]
    called = [command for text in (hooks, *shown) for command in OURS.findall(text)]
    assert len(called) >= 3
    for command in called:
        arguments = shlex.split(command)[1:]
        result = CliRunner().invoke(plainspeak_command, [*arguments, "docs/examples/wordy.md"])
        assert result.exit_code in (0, 1), result.output


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "rules").glob("*.md")), ids=lambda page: str(page.name))
def test_links_of_the_pages_on_rules_lead_somewhere(page: Path) -> None:
    assert all((page.parent / target).exists() for target in LINK.findall(page.read_text(encoding="utf-8")))


@each_page
def test_files_shown_are_files_that_work(page: Path, folder: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.kind != "toml":
            continue
        name, shown = block.lines[0].removeprefix("# "), "".join(f"{line}\n" for line in block.lines[1:])
        if name in ("plainspeak.toml", "pyproject.toml"):
            (folder / name).write_text(shown, encoding="utf-8")
            assert settings.load(folder).source == folder / name
            (folder / name).unlink()
        else:
            file = ROOT / "docs" / "examples" / name
            assert file.is_file(), f"line {block.line + 1} must name a file in docs/examples"
            assert shown.strip("\n") in file.read_text(encoding="utf-8"), f"line {block.line}: {name} says otherwise"
        tomllib.loads(shown)


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    gone = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert not gone


# ---------------------------------------------------------------------- pages that list what the code has


def keys_of(section: str) -> set[str]:
    """Return what the first column of a section's table lists."""
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def sections(page: Path) -> dict[str, str]:
    """Return a page's sections by their headings."""
    parts = re.split(r"^##+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_page_on_json_lists_every_key() -> None:
    listed = {name: keys_of(section) for name, section in sections(ROOT / "docs" / "json.md").items()}
    rewrite = plainspeak.rewrite("We improved recall by 10%", audience="exec").to_dict()
    verdict = plainspeak.verify("Recall fell by 3 points.", "We now catch 3% fewer cases.").to_dict()
    assert listed["A rewrite"] == rewrite.keys()
    assert listed["A verdict"] == verdict.keys()
    assert listed["Usage"] == rewrite["usage"].keys()
    assert listed["A rejected answer"] == Rejected("", "form", ()).to_dict().keys()
    assert listed["A change"] == rewrite["changes"][0].keys()
    assert listed["A number's fate"] == rewrite["facts"][0].keys() == verdict["facts"][0].keys()
    assert listed["A finding"] == rewrite["findings"][0].keys() == verdict["findings"][0].keys()


def test_the_page_on_the_check_lists_every_key() -> None:
    report = plainspeak.check("The new forecast will eliminate queues.", audience="exec").to_dict()
    assert keys_of(sections(ROOT / "docs" / "check.md")["JSON"]) == report["findings"][0].keys()


RULE = re.compile(r"^\| `([a-z-]+)` \| [^`|]+ \| ([^`|]+) \| ([^`|]+) \|$", re.MULTILINE)


def rules() -> list[tuple[str, str, str]]:
    """Return the rules of the page on verification, each with a source and a rewrite that breaks it."""
    return RULE.findall(sections(ROOT / "docs" / "verification.md")["Rules"])


def test_every_row_of_the_rules_is_read() -> None:
    listed = keys_of(sections(ROOT / "docs" / "verification.md")["Rules"])
    assert sorted(listed) == sorted(rule for rule, _, _ in rules())


@pytest.mark.parametrize(("rule", "source", "rewrite"), rules(), ids=lambda value: value)
def test_each_rule_finds_its_example(rule: str, source: str, rewrite: str) -> None:
    verdict = plainspeak.verify(source, rewrite, audience="exec")
    assert rule in [finding.rule for finding in verdict.findings]
    assert verdict.outcome != "faithful"


def named_in(tree: ast.AST) -> Iterator[str]:
    """Yield the rules that a module names: where it makes a finding, or chooses what rule it is of."""
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            values = node.args[:1] if called in ("Finding", "lost", "added", "_error", "_error_q") else []
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                values += [value for name, value in pairs if getattr(name, "id", "") == "rule"]
        for value in values:
            parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            yield from (p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str))


def named_by(folder: str) -> set[str]:
    """Return the rules that the modules of a folder of the package name."""
    files = (ROOT / "src" / "plainspeak" / folder).rglob("*.py")
    return {rule for file in files for rule in named_in(ast.parse(file.read_text(encoding="utf-8")))}


def test_the_page_on_verification_lists_every_rule() -> None:
    found = named_by("fidelity")
    assert len(found) > 15
    assert not found - {rule for rule, _, _ in rules()}, "give each an example in docs/verification.md"


def test_the_page_on_json_lists_what_only_a_rewrite_has() -> None:
    assert keys_of(sections(ROOT / "docs" / "json.md")["Rules"]) == named_by("draft")


def test_the_page_on_packs_lists_every_key_of_a_term() -> None:
    from plainspeak.schema import json_schema

    listed = sections(ROOT / "docs" / "packs.md")
    schema = json_schema("glossary")["$defs"]
    assert keys_of(listed["The keys of a term"]) == schema["Term"]["properties"].keys()
    says = schema["Says"]["properties"].keys() - {"up", "down"}
    amounts = schema["Amounts"]["properties"].keys()
    assert keys_of(listed["How a statement is said"]) == says | {f"up.{a}, down.{a}" for a in amounts}
    assert keys_of(listed["A reader of your own"]) == json_schema("audience")["properties"].keys()


def made_by(name: str) -> ModuleType:
    """Import a script of docs/, which is no part of the package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def test_the_list_of_modules_is_current() -> None:
    made = made_by("make_modules").page()
    assert (ROOT / "docs" / "modules.md").read_text(encoding="utf-8") == made, "make it anew: docs/make_modules.py"


def test_the_page_of_the_glossary_is_current() -> None:
    page = (ROOT / "docs" / "glossary.html").read_text(encoding="utf-8")
    current = page == made_by("make_glossary").drawn() + "\n"  # a comparison of a megabyte is nothing to print
    assert current, "make it anew: docs/make_glossary.py"


# ---------------------------------------------------------------------- the picture


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_picture_shows_what_the_command_prints_now() -> None:
    maker = made_by("make_picture")
    printed = maker.printed()
    assert "\x1b[" in printed, "a terminal gets colours"
    file = ROOT / "docs" / "explain.svg"
    shown = ["".join(line.itertext()) for line in ET.parse(file).iter() if line.get("class") == "line"]  # noqa: S314  our own file
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines()
    assert [line.rstrip() for line in shown] == [line.rstrip() for line in plain], "make it anew: docs/make_picture.py"
    assert file.read_text(encoding="utf-8") == maker.drawn(printed), "make it anew: docs/make_picture.py"

"""Writes docs/rules/ from the docstrings and examples of the rules: python docs/make_rules.py."""
# ruff: noqa: INP001  a script

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from plainspeak.checks import rules
from plainspeak.checks.about import about, flowing

FOLDER = Path(__file__).with_name("rules")
SHOWN = 4
MADE = "<!-- Made by docs/make_rules.py from the rule's docstring and examples. Change those, and run it. -->"


def pages() -> dict[str, str]:
    """Return the pages by the names of their files: one for each rule, and one that lists them."""
    return {"README.md": listing(), **{f"{name}.md": page(name) for name in rules.names()}}


def listing() -> str:
    """Return the page that lists the rules."""
    lines = [MADE, "", "# Rules", "", "| rule | severity | what it finds |", "| --- | --- | --- |"]
    for name in rules.names():
        summary = flowing(about(name).summary).replace("|", "\\|")
        lines.append(f"| [{name}]({name}.md) | {rules.load(name).severity} | {summary} |")
    return "\n".join(lines) + "\n"


def page(name: str) -> str:
    """Return the page of a rule.

    Args:
        name: The rule's name.
    """
    told, module = about(name), import_module(rules.module_name(name))
    lines = [MADE, "", f"# {name}", "", flowing(told.summary), "", f"Severity: {rules.load(name).severity}.", ""]
    for heading, text in told.sections:
        lines += [f"## {heading}", ""]
        quoted = heading in ("Example", "Instead")
        lines += [f"> {line}".rstrip() for line in flowing(text).splitlines()] if quoted else [flowing(text)]
        lines.append("")
    for heading, examples in (("Found", module.FOUND), ("Not found", module.SILENT)):
        lines += [f"## {heading}", ""]
        for audience, text, *_ in examples[:SHOWN]:
            lines += [f"For {audience}:", "", "```text", text.strip("\n"), "```", ""]
    lines += [
        "## How to switch it off",
        "",
        f"`<!-- plainspeak: off {name} -->` in the same line or in a line before it, `--ignore {name}` for one run, or",
        f'`ignore = ["{name}"]` in the [configuration](../check.md#configuration).',
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all pages, and remove those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for file in FOLDER.iterdir():
        if file.name not in made:
            file.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Reports for other programs; each format has a module with ``render(report, level)``."""

from __future__ import annotations

from importlib import import_module

from plainspeak.checks.report import Report

_MODULES = {
    "json": "plain_json",
    "github": "github",
    "sarif": "sarif",
    "junit": "junit",
    "rdjson": "rdjson",
    "html": "page",
}
NAMES = tuple(_MODULES)
"""The formats, besides the text for people in a terminal."""


def render(name: str, report: Report, level: str) -> str:
    """Return a report in a format.

    Args:
        name: One of ``NAMES``.
        report: What was found.
        level: The severity from which on the check fails.
    """
    rendered = import_module(f"{__name__}.{_MODULES[name]}").render(report, level)
    assert isinstance(rendered, str)
    return rendered

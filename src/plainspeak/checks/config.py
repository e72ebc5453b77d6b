"""Which rules run on which file, and how severe what they find is: from options and configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from plainspeak.checks import rules
from plainspeak.errors import ConfigError, UsageError, did_you_mean
from plainspeak.settings import RuleSettings, Settings, table_of

DEFAULT_LEVEL = "warning"
"""The severity from which on the command fails."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that were asked for.

    Args:
        base: What holds for all files.
        paths: What holds for some files: a pattern for their path, and the rules for them.
        folder: From where those paths count; None for the working directory.
        acronyms: Capitals that every reader of these files knows.
    """

    base: RuleSettings = field(default_factory=RuleSettings)
    paths: tuple[tuple[str, RuleSettings], ...] = ()
    folder: Path | None = None
    acronyms: frozenset[str] = frozenset()

    def severities(self, path: str | None = None) -> dict[str, str | None]:
        """Return the rules that run on a file, each with its severity; None is the rule's own.

        Args:
            path: The file's path, as it was given; None asks what holds for all files.
        """
        names = self.base.select or rules.names()
        severity, ignored = dict(self.base.severity), set(self.base.ignore)
        for pattern, its in self.paths:
            if path is not None and self._fits(path, pattern):
                names = its.select or names
                ignored.update(its.ignore)
                severity.update(its.severity)
        return {name: severity.get(name) for name in rules.names() if name in names and name not in ignored}

    def _fits(self, path: str, pattern: str) -> bool:
        """Tell whether a path is meant; a pattern without a slash means the file's name in any folder."""
        from_here = os.path.relpath(path, self.folder or ".").replace(os.sep, "/")
        name = from_here if "/" in pattern else from_here.rpartition("/")[2]
        return fnmatchcase(name, pattern)


def policy(settings: Settings, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Policy:
    """Return the rules that configuration and options ask for.

    Args:
        settings: The configuration.
        select: Rules to run instead of the configured ones, if there are any.
        ignore: Rules not to run.

    Raises:
        UsageError: An option names a rule that there is not.
        ConfigError: The configuration does.
    """
    known_rules("--select", select)
    known_rules("--ignore", ignore)
    _known_in(settings)
    configured = settings.check.rules
    base = RuleSettings(
        select=tuple(select) or configured.select,
        ignore=(*ignore, *(() if select else configured.ignore)),
        severity=configured.severity,
    )
    folder = settings.source.parent if settings.source else None
    return Policy(base, settings.check.paths, folder, frozenset(settings.check.acronyms))


def known_rules(label: str, names: Iterable[str]) -> None:
    """Refuse what is no rule.

    Args:
        label: Where the names stand, for the message.
        names: Names of rules.

    Raises:
        UsageError: One of them is none.
    """
    for name in names:
        if name not in rules.names():
            raise UsageError(f"{label}: {unknown(name)}")


def unknown(name: str) -> str:
    """Return a sentence that says that there is no such rule, with the nearest one."""
    hint = did_you_mean(name, rules.names()) or " List them: plainspeak rules."
    return f"there is no rule {name!r}.{hint}"


def _known_in(settings: Settings) -> None:
    """Refuse names in the configuration that are no rules, each with its line."""
    check = settings.check
    tables: list[tuple[tuple[str, ...], RuleSettings]] = [((), check.rules)]
    tables += [(("paths", pattern), its) for pattern, its in check.paths]
    wrong = [
        ((*where, key), name)
        for where, its in tables
        for key, names in _named(its).items()
        for name in names
        if name not in rules.names()
    ]
    if not wrong or settings.source is None:
        return
    from plainspeak import tomlfile  # only to tell the line of a mistake

    file = tomlfile.read(settings.source)
    assert isinstance(file, tomlfile.TomlFile)
    place = (*table_of(settings.source), "check")
    raise ConfigError("\n".join(str(file.problem((*place, *where), unknown(name))) for where, name in wrong))


def _named(its: RuleSettings) -> Mapping[str, Iterable[str]]:
    return {"select": its.select or (), "ignore": its.ignore, "severity": its.severity}

"""Settings from plainspeak.toml or pyproject.toml, and over them those from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plainspeak.errors import ConfigError, Problem, did_you_mean
from plainspeak.findings import SEVERITIES

if TYPE_CHECKING:
    from plainspeak.tomlfile import Place, TomlFile

# Our table in pyproject.toml, in any way of writing it. Most such files are not about us, and are not parsed.
_OUR_TABLE = (
    r"""^[ \t]*+(?:\[{1,2}[ \t]*+)?(?:["']?tool["']?[ \t]*+\.[ \t]*+)?"""
    r"""["']?plainspeak["']?[ \t]*+(?:[.\]]|=[ \t]*+\{)"""
)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Which rules of the check run, and how severe what they find is.

    Args:
        select: The rules to run; None means all.
        ignore: Rules not to run.
        severity: Severities other than the rules' own, by rule.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a user has set for the check, in the table ``check``.

    Args:
        rules: What holds for all files.
        fail_on: The severity from which on the command fails, if set.
        acronyms: Capitals that every reader of these files knows.
        paths: What holds for some files: a pattern for their path from the settings file, and the rules for them.
    """

    rules: RuleSettings = field(default_factory=RuleSettings)
    fail_on: str | None = None
    acronyms: tuple[str, ...] = ()
    paths: tuple[tuple[str, RuleSettings], ...] = ()


@dataclass(frozen=True, slots=True)
class SendmailSettings:
    """What a user has set for the stand-in for sendmail, in the table ``sendmail``.

    Args:
        program: The program that sends, if set.
        mode: "stop" a mail with findings, or only "warn".
        fail_on: The severity from which on a mail is stopped.
        audiences: Patterns for the addresses of recipients, in order, each with its audience.
    """

    program: str | None = None
    mode: str = "stop"
    fail_on: str = "error"
    audiences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost.

    Args:
        input: Tokens read.
        output: Tokens written.
        cached: Tokens read from the vendor's cache; None if they cost the same.
        currency: What the prices are in.
    """

    input: float
    output: float
    cached: float | None = None
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What a user has set for models.

    Args:
        provider: Who is asked, such as "openai:MODEL", if set.
        base_url: The server of a provider ``compatible``. No other takes it from a file: a folder that one
            happens to work in must not decide where a vendor's key is sent.
        offline: Whether no model may be asked at all.
        redact: Words that must not leave the house.
        deadline: How many seconds a sentence may take, if set.
        prices: What models cost, by the name of the provider with its model.
    """

    provider: str | None = None
    base_url: str | None = None
    offline: bool = False
    redact: tuple[str, ...] = ()
    deadline: float | None = None
    prices: Mapping[str, Price] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user has set.

    Args:
        audience: Name of the reader to write for, if set.
        packs: Folders of a team's own packs, in order; absolute paths.
        slots: The team's own words for slots such as ``cases``.
        source: The file that was read, if there is one.
        check: What is set for the check.
        sendmail: What is set for the stand-in for sendmail.
        models: What is set for models.
    """

    audience: str | None = None
    packs: tuple[Path, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    source: Path | None = None
    check: CheckSettings = field(default_factory=CheckSettings)
    sendmail: SendmailSettings = field(default_factory=SendmailSettings)
    models: ModelSettings = field(default_factory=ModelSettings)


def load(start: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings that hold in a folder.

    The nearest ``plainspeak.toml``, or ``pyproject.toml`` with a table ``[tool.plainspeak]``, from the folder upwards
    is read, and no other. ``PLAINSPEAK_AUDIENCE``, ``PLAINSPEAK_PACKS``, ``PLAINSPEAK_PROVIDER`` and
    ``PLAINSPEAK_BASE_URL`` in the environment replace what it says; ``PLAINSPEAK_OFFLINE`` can only switch models off.

    Args:
        start: The folder; the working directory if not given.
        environ: The environment; the process's own if not given.

    Raises:
        ConfigError: With every mistake in the file, each with its line.
    """
    folder = Path(os.path.abspath(start or "."))
    environ = os.environ if environ is None else environ
    settings = _from_files(folder)
    audience = environ.get("PLAINSPEAK_AUDIENCE", "").strip()
    packs = [part for part in environ.get("PLAINSPEAK_PACKS", "").split(os.pathsep) if part.strip()]
    return replace(
        settings,
        audience=audience or settings.audience,
        packs=_folders(packs, folder) if packs else settings.packs,
        models=_models(settings.models, environ),
    )


def _models(models: ModelSettings, environ: Mapping[str, str]) -> ModelSettings:
    offline = environ.get("PLAINSPEAK_OFFLINE", "").strip().casefold()
    if offline not in ("", "0", "1", "false", "true", "no", "yes"):
        raise ConfigError(f"PLAINSPEAK_OFFLINE is {offline!r}; write 1 or 0.")
    return replace(
        models,
        provider=environ.get("PLAINSPEAK_PROVIDER", "").strip() or models.provider,
        base_url=environ.get("PLAINSPEAK_BASE_URL", "").strip() or models.base_url,
        offline=models.offline or offline in ("1", "true", "yes"),
    )


def _from_files(folder: Path) -> Settings:
    for here in (folder, *folder.parents):
        for name in ("plainspeak.toml", "pyproject.toml"):
            file = here / name
            if name == "plainspeak.toml":
                if file.is_file():
                    return _parse(file)
            elif _mentions_us(file):
                settings = _parse(file)
                if settings.source:
                    return settings
    return Settings()


def _mentions_us(file: Path) -> bool:
    try:
        raw = file.read_bytes()
    except OSError:  # not there, a folder, or not ours to read: nothing in it can be meant for us
        return False
    return b"plainspeak" in raw and bool(re.search(_OUR_TABLE, raw.decode("utf-8", "replace"), re.MULTILINE))


def table_of(source: Path) -> Place:
    """Return the way to our table in a settings file."""
    return ("tool", "plainspeak") if source.name == "pyproject.toml" else ()


def _parse(path: Path) -> Settings:
    """Read our table of a file; settings without a source if it has none."""
    from plainspeak import tomlfile  # only when there is a file to parse

    file = tomlfile.read(path)
    if isinstance(file, Problem):
        raise ConfigError(str(file))
    table = table_of(path)
    data: Any = file.data
    for key in table:
        data = data.get(key) if isinstance(data, dict) else None
    if data is None:
        return Settings()
    if problems := list(_problems(file, table, data, _TOP)):
        raise ConfigError("\n".join(str(problem) for problem in problems))
    check, sendmail = data.get("check", {}), data.get("sendmail", {})
    return Settings(
        audience=data.get("audience"),
        packs=_folders(data.get("packs", []), path.parent),
        slots=data.get("set", {}),
        source=path,
        check=CheckSettings(
            rules=_rules(check),
            fail_on=check.get("fail_on"),
            acronyms=tuple(check.get("acronyms", ())),
            paths=tuple((pattern, _rules(table)) for pattern, table in check.get("paths", {}).items()),
        ),
        sendmail=SendmailSettings(**sendmail),
        models=ModelSettings(
            provider=data.get("provider"),
            base_url=data.get("base_url"),
            offline=data.get("offline", False),
            redact=tuple(data.get("redact", ())),
            deadline=data.get("deadline"),
            prices={name: Price(**price) for name, price in data.get("prices", {}).items()},
        ),
    )


def _rules(table: Mapping[str, Any]) -> RuleSettings:
    select = table.get("select")
    return RuleSettings(
        select=None if select is None else tuple(select),
        ignore=tuple(table.get("ignore", ())),
        severity=table.get("severity", {}),
    )


# ---------------------------------------------------------------------- what the tables may hold


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_positive(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _are_prices(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(price, dict) and _is_price(price) for price in value.values())


def _is_price(price: Mapping[str, Any]) -> bool:
    numbers = {name: value for name, value in price.items() if name != "currency"}
    return (
        {"input", "output"} <= numbers.keys() <= {"input", "output", "cached"}
        and all(value == 0 or _is_positive(value) for value in numbers.values())
        and _is_text(price.get("currency", "USD"))
    )


def _is_severity(value: Any) -> bool:
    return value in SEVERITIES


def _are_severities(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_severity, value.values()))


def _are_words(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key may hold: a test, and how a message goes on after the key's name; or the keys of a table."""

    fits: Callable[[Any], bool] | None = None
    wanted: str = ""
    keys: Mapping[str, _Key] = field(default_factory=dict)
    each: bool = False  # whether the table holds tables by free names, each with these keys


_SEVERITY = _Key(_is_severity, 'must be "error", "warning" or "note".')
_RULES = {
    "select": _Key(_are_texts, 'must be a list of rules, such as ["jargon", "overcertain"].'),
    "ignore": _Key(_are_texts, 'must be a list of rules, such as ["wordy"].'),
    "severity": _Key(
        _are_severities, 'must be a table, such as { jargon = "error" }; severities are error, warning, note.'
    ),
}
_TOP = {
    "audience": _Key(_is_text, 'must be the name of an audience, such as "exec".'),
    "packs": _Key(_are_texts, 'must be a list of folders, such as ["team"].'),
    "set": _Key(_are_words, 'must be a table of words, such as { cases = "anomalies" }.'),
    "provider": _Key(_is_text, 'must be a provider and its model, such as "openai:MODEL", or "none".'),
    "base_url": _Key(_is_text, 'must be the address of a server, such as "http://127.0.0.1:11434/v1".'),
    "offline": _Key(lambda value: isinstance(value, bool), "must be true or false."),
    "redact": _Key(_are_texts, 'must be a list of words that are not to be sent, such as ["Project Heron"].'),
    "deadline": _Key(_is_positive, "must be a number of seconds, such as 60."),
    "prices": _Key(
        _are_prices,
        'must be a table of what a million tokens cost, such as { "openai:MODEL" = { input = 1.5, output = 6 } }; '
        "cached and currency may be added.",
    ),
    "check": _Key(
        keys={
            **_RULES,
            "fail_on": _SEVERITY,
            "acronyms": _Key(_are_texts, 'must be a list of words, such as ["ACME"].'),
            "paths": _Key(keys=_RULES, each=True),
        }
    ),
    "sendmail": _Key(
        keys={
            "program": _Key(_is_text, 'must be a program, such as "/usr/sbin/sendmail".'),
            "mode": _Key(lambda value: value in ("stop", "warn"), 'must be "stop" or "warn".'),
            "fail_on": _SEVERITY,
            "audiences": _Key(_are_words, 'must be a table of audiences, such as { "*@board.example.com" = "exec" }.'),
        }
    ),
}


def _problems(file: TomlFile, place: Place, data: Any, keys: Mapping[str, _Key]) -> Iterator[Problem]:
    """Yield the mistakes in a table."""
    if not isinstance(data, dict):
        yield file.problem(place, f"must be a table: [{'.'.join(map(str, place))}].")
        return
    for name, value in data.items():
        here, key = (*place, name), keys.get(name)
        if key is None:
            hint = did_you_mean(name, list(keys)) or f" Keys here: {', '.join(keys)}."
            yield file.problem(here, f"unknown key {name!r}.{hint}")
        elif key.fits is None:
            yield from _inner_problems(file, here, value, key)
        elif not key.fits(value):
            yield file.problem(here, f"{name!r} {key.wanted}")
        elif name == "set" and (computed := sorted(_computed_slots() & value.keys())):
            yield file.problem(here, f"'set' must not hold {computed[0]!r}: it is filled from each sentence.")


def _inner_problems(file: TomlFile, place: Place, value: Any, key: _Key) -> Iterator[Problem]:
    if not key.each or not isinstance(value, dict):
        yield from _problems(file, place, value, key.keys)
        return
    for name, inner in value.items():
        yield from _problems(file, (*place, name), inner, key.keys)


def _computed_slots() -> frozenset[str]:
    from plainspeak.tomlfile import COMPUTED_SLOTS

    return COMPUTED_SLOTS


def _folders(names: list[str], base: Path) -> tuple[Path, ...]:
    return tuple(Path(os.path.abspath(base / os.path.expanduser(name.strip()))) for name in names)

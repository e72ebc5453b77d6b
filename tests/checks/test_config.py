from __future__ import annotations

from pathlib import Path

import pytest

from plainspeak import settings
from plainspeak.checks import rules
from plainspeak.checks.config import Policy, policy
from plainspeak.errors import ConfigError, UsageError
from plainspeak.settings import CheckSettings, RuleSettings, SendmailSettings, Settings


def load(folder: Path, text: str, name: str = "plainspeak.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return settings.load(folder, {})


def test_nothing_set_runs_all_rules_as_they_are() -> None:
    assert policy(Settings()).severities("x.md") == dict.fromkeys(rules.names())


def test_the_table_is_read(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        '[tool.plainspeak.check]\nselect = ["jargon", "wordy"]\nignore = ["wordy"]\nseverity = { jargon = "error" }\n'
        'fail_on = "note"\nacronyms = ["ACME"]\n'
        '[tool.plainspeak.check.paths."docs/**"]\nselect = ["blame-or-drama"]\n'
        '[tool.plainspeak.sendmail]\nprogram = "/usr/bin/msmtp"\nmode = "warn"\nfail_on = "warning"\n'
        'audiences = { "*@board.example.com" = "exec" }\n',
        "pyproject.toml",
    )
    assert found.check == CheckSettings(
        RuleSettings(("jargon", "wordy"), ("wordy",), {"jargon": "error"}),
        "note",
        ("ACME",),
        (("docs/**", RuleSettings(("blame-or-drama",))),),
    )
    assert found.sendmail == SendmailSettings("/usr/bin/msmtp", "warn", "warning", {"*@board.example.com": "exec"})
    assert policy(found).severities() == {"jargon": "error"}
    assert policy(found).acronyms == {"ACME"}


def test_options_go_over_the_configuration(tmp_path: Path) -> None:
    found = load(tmp_path, '[check]\nselect = ["jargon"]\nignore = ["wordy"]\n')
    assert list(policy(found, select=["wordy", "overcertain"], ignore=["overcertain"]).severities()) == ["wordy"]
    assert list(policy(found, ignore=["jargon"]).severities()) == []


def test_rules_for_some_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    found = load(
        tmp_path,
        '[check]\nselect = ["jargon", "wordy"]\n[check.paths."sub/deep/**"]\nignore = ["wordy"]\n'
        '[check.paths."*.eml"]\nseverity = { wordy = "error" }\n',
    )
    asked = policy(found)
    assert asked.severities("a.md") == {"jargon": None, "wordy": None}
    assert asked.severities("deep/x/a.md") == {"jargon": None}
    assert asked.severities("deep/a.eml") == {"jargon": None}
    assert asked.severities("./a.eml") == {"jargon": None, "wordy": "error"}
    assert asked.severities(str(tmp_path / "sub" / "deep" / "a.md")) == {"jargon": None}


def test_an_unknown_rule_in_an_option() -> None:
    with pytest.raises(UsageError, match=r"--select: there is no rule 'jargn'\. Did you mean 'jargon'"):
        policy(Settings(), select=["jargn"])
    with pytest.raises(UsageError, match=r"--ignore: there is no rule 'zzz'\. List them: plainspeak rules"):
        policy(Settings(), ignore=["zzz"])


def test_unknown_rules_in_the_configuration_come_with_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = load(
        tmp_path,
        '[tool.plainspeak.check]\nignore = ["wordi"]\n'
        '[tool.plainspeak.check.paths."*.md"]\nseverity = { zzz = "note" }\n',
        "pyproject.toml",
    )
    with pytest.raises(ConfigError) as caught:
        policy(found)
    first, second = str(caught.value).splitlines()
    assert first == "pyproject.toml:2: there is no rule 'wordi'. Did you mean 'wordy'?"
    assert second.startswith("pyproject.toml:4: there is no rule 'zzz'.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("check = 1\n", "1: must be a table: [check]."),
        ('[check]\nselct = ["jargon"]\n', "2: unknown key 'selct'. Did you mean 'select'?"),
        ('[check]\nselect = "jargon"\n', "2: 'select' must be a list of rules"),
        ('[check]\nfail_on = "high"\n', '2: \'fail_on\' must be "error", "warning" or "note".'),
        ('[check]\nseverity = { jargon = "off" }\n', "2: 'severity' must be a table"),
        ('[check]\npaths = ["docs"]\n', "2: must be a table: [check.paths]."),
        ('[check.paths]\n"docs/**" = 3\n', "2: must be a table: [check.paths.docs/**]."),
        ('[check.paths."docs/**"]\nfail_on = "note"\n', "2: unknown key 'fail_on'."),
        ('[sendmail]\nmode = "off"\n', '2: \'mode\' must be "stop" or "warn".'),
        ("[sendmail]\naudiences = { a = 1 }\n", "2: 'audiences' must be a table of audiences"),
    ],
)
def test_a_mistake_is_reported_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"plainspeak.toml:{expected}")


def test_a_pattern_without_a_folder_means_the_name() -> None:
    asked = Policy(paths=(("*.txt", RuleSettings(select=("wordy",))),))
    assert list(asked.severities("a/b/c.txt")) == ["wordy"]
    assert len(asked.severities("a/b.txt/c.md")) == len(rules.names())

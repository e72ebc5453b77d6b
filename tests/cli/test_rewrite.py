"""`plainspeak rewrite`: what stands where, and the exit status."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import plainspeak

RECALL = "We improved recall by 12%"


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n"])
def test_the_text_alone_is_on_standard_output(run: Any, ending: str) -> None:
    said = str(plainspeak.rewrite(RECALL + ending, audience="exec"))
    result = run("rewrite", "-a", "exec", stdin=(RECALL + ending).encode())
    assert result.stdout_bytes.decode() == said
    assert said.endswith(ending)
    assert (result.exit_code, result.stderr) == (0, "")


def test_an_argument_gets_one_line_end(run: Any) -> None:
    result = run("rewrite", RECALL, "--audience", "ceo")
    assert result.stdout == str(plainspeak.rewrite(RECALL, audience="exec")) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "The door opens at nine.\n",
        "\ufeffThe door opens at nine.\n",
        "שלום עולם. مرحبا بالعالم.\n",
        "Cafe\u0301 au lait, n\u0303, \u200f\u202bxy\u202c, 👩‍👩‍👧.\n",
        "\x1b[31mred\x1b[0m\ttab\r\nnext\x0bline\u2028end",
        "- one\n  - two\n    > three `four`\n\n```\ncode  \n```\n",
        "1,2,3 and 1.2.3 and 1e400 and NaN%.\n",
    ],
)
def test_text_without_jargon_comes_back_byte_for_byte(start: Any, text: str) -> None:
    process = start("rewrite", stdin=text.encode())
    assert process.stdout == text.encode()
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "de_DE.ISO-8859-1"])
def test_output_is_utf8_whatever_the_locale(start: Any, locale: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    text = "Żółw → 数字.\n".encode()
    process = start("rewrite", stdin=text, env=environment)
    assert (process.returncode, process.stdout) == (0, text)


def test_a_file_is_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(b"# News\r\n\r\nWe improved recall by 12%.\r\n")
    result = run("rewrite", "-f", "notes.md")
    assert result.stdout_bytes.startswith(b"# News\r\n\r\n")
    assert result.stdout_bytes.endswith(b".\r\n")
    assert "12% more known cases" in result.stdout


def test_a_dash_means_standard_input(run: Any) -> None:
    assert run("rewrite", "-", stdin="Hello.").stdout == "Hello."
    assert run("rewrite", "--file", "-", stdin="Hello.").stdout == "Hello."


def test_several_readers_get_a_block_each(run: Any) -> None:
    result = run("rewrite", RECALL, "-a", "exec", "-a", "data-scientist", "-a", "ceo")
    said = str(plainspeak.rewrite(RECALL, audience="exec"))
    assert result.stdout == f"exec:\n{said}\n\nds:\n{RECALL}\n"


def test_json_is_the_documented_shape(run: Any) -> None:
    one = json.loads(run("rewrite", RECALL, "-a", "exec", "--format", "json").stdout)
    assert one == plainspeak.rewrite(RECALL, audience="exec").to_dict()
    several = json.loads(run("rewrite", RECALL, "-a", "exec", "-a", "ds", "--format", "json").stdout)
    assert several["version"] == 1
    assert [r["audience"] for r in several["rewrites"]] == ["exec", "ds"]
    assert several["rewrites"][0] == one


def test_explain_writes_the_receipt_to_standard_error(run: Any) -> None:
    plain = run("rewrite", RECALL)
    result = run("rewrite", RECALL, "--explain")
    assert result.stdout == plain.stdout
    receipt = result.stderr
    assert "faithful: no check found a change in meaning" in receipt
    assert "proven" not in receipt
    assert f"- {RECALL}" in receipt
    assert "recall: says what it means for this reader" in receipt
    assert "12%  kept" in receipt
    assert "ambiguous-percent" in receipt
    assert "? Is the 12% change in recall relative" in receipt
    assert "--given" in receipt


def test_explain_names_the_words_left(run: Any) -> None:
    receipt = run("rewrite", "The ZQT team reads 700 claim letters a day.", "--explain").stderr
    assert "Words left\n    jargon-left\n      'ZQT' was left as it is" in receipt
    assert "The text stayed as it was." in receipt


def test_what_is_given_settles_a_question(run: Any) -> None:
    without = json.loads(run("rewrite", RECALL, "--format", "json").stdout)["questions"]
    given = json.loads(run("rewrite", RECALL, "--given", "Recall was 60% before.", "--format", "json").stdout)
    assert given["questions"] != without


def test_a_pack_and_a_slot(run: Any, team: Path) -> None:
    assert run("rewrite", "The knife gap is fine.", "--pack", str(team)).stdout == (
        "The distance between the blades is fine.\n"
    )
    assert run("rewrite", "The knife gap is fine.", "--pack", str(team), "-a", "grinder").stdout == (
        "The knife gap is fine.\n"
    )
    assert "12% more known leaks" in run("rewrite", RECALL, "--set", "cases=leaks").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-a", "exce"], "There is no audience 'exce'. Did you mean 'exec'?"),
        (["--set", "cases"], "--set 'cases': write it as NAME=WORDS"),
        (["--set", "=x"], "write it as NAME=WORDS"),
        (["--set", "caes=x"], "there is no slot 'caes'. Did you mean 'cases'?"),
        (["--pack", "nowhere"], "nowhere: there is no such folder"),
        (["--given", " "], "--given is empty"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["--file", "x"], "given twice"),
        (["more"], "Put each text in quotation marks"),
    ],
)
def test_mistakes_say_what_to_type(run: Any, arguments: list[str], message: str) -> None:
    result = run("rewrite", "Hello.", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("plainspeak: ")
    assert message in result.stderr


def test_a_rewrite_that_is_not_verified_is_told_and_ends_with_1(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library keeps such texts from existing, so one is made here by hand."""
    from dataclasses import replace

    from plainspeak.fidelity.verdict import Verdict
    from plainspeak.rewriter import Rewriter

    honest = Rewriter.rewrite_on

    def doubtful(self: Rewriter, line: None, text: str, **more: Any) -> plainspeak.Rewrite:
        return replace(honest(self, line, text, **more), verdict=Verdict("unsure", (), ()))

    monkeypatch.setattr(Rewriter, "rewrite_on", doubtful)
    result = run("rewrite", RECALL)
    assert result.exit_code == 1
    assert result.stdout
    assert result.stderr == "plainspeak: not verified for exec; --explain shows why.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
class TestOnATerminal:
    """Both streams are a terminal: tables, colour and notes."""

    def on_terminal(self, *arguments: str, **environment: str) -> str:
        import pty
        import subprocess

        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", "from plainspeak.cli import main; main()", *arguments]
        variables = {**os.environ, "COLUMNS": "100", "TERM": "xterm", **environment}
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables):
            os.close(theirs)
            seen = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # Linux tells the end of a terminal so
                    break
                if not piece:
                    break
                seen += piece
        os.close(ours)
        return seen.decode().replace("\r\n", "\n")

    def test_several_readers_stand_side_by_side(self) -> None:
        seen = self.on_terminal("rewrite", RECALL, "-a", "exec", "-a", "ds")
        rows = [line for line in seen.splitlines() if "│" in line]
        assert "exec" in rows[0]
        assert "ds" in rows[0]
        assert "captures 12%" in rows[1]
        assert RECALL in rows[1]

    def test_a_narrow_screen_gets_blocks(self) -> None:
        seen = self.on_terminal("rewrite", RECALL, "-a", "exec", "-a", "ds", COLUMNS="45")
        assert "│" not in seen
        assert "\n\x1b[1mds" in seen

    def test_notes_and_questions_follow_in_colour(self) -> None:
        seen = self.on_terminal("rewrite", RECALL)
        assert "\x1b[" in seen
        assert "12% of a share" in seen
        assert "Is the 12% change" in seen

    def test_no_color_is_honoured(self) -> None:
        seen = self.on_terminal("rewrite", RECALL, "--explain", NO_COLOR="1")
        assert "\x1b[" not in seen
        assert "What changed" in seen
        assert "\x1b[" in self.on_terminal("rewrite", RECALL, "--explain", NO_COLOR="")

    def test_without_a_text_a_terminal_gets_an_error(self) -> None:
        assert "plainspeak: There is no text." in self.on_terminal("rewrite")

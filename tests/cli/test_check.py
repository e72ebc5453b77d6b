from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

BAD = "Recall is 81%, up from 78% in May, so we stop 30 more wrong invoices a day.\n"
GOOD = "All 40 shops open on 3 May, as planned.\n"
WORDY = "In order to open the shop on 3 May, we need 40 chairs from Ana by 2 May.\n"
MAIL = "Subject: Invoices\nTo: Ana <ana@example.com>\n\n" + BAD


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def found(result: Any) -> list[tuple[str, str, str]]:
    return [(f["source"], f["rule"], f["text"]) for f in json.loads(result.stdout)["findings"]]


def test_a_finding_is_shown_with_its_line(run: Any) -> None:
    result = run("check", write("week.md", BAD))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "week.md:1:1: warning jargon"
    assert "Recall" in lines[1]
    marked = next(at for at, line in enumerate(lines) if line.startswith("    1 | Recall is 81%"))
    assert lines[marked + 1].strip() == "^^^^^^"
    assert lines[marked + 2].startswith("  instead  ")
    assert lines[-1] == "1 warning."
    assert result.stderr == ""


def test_nothing_to_say_is_said_with_nothing(run: Any) -> None:
    result = run("check", write("week.md", GOOD))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_standard_input(run: Any) -> None:
    for arguments in ([], ["-"]):
        result = run("check", *arguments, "--format", "json", stdin=BAD)
        assert result.exit_code == 1
        assert found(result) == [("-", "jargon", "Recall")]
    named = run("check", "-", "--stdin-filename", "draft.md", "--format", "json", stdin=BAD)
    assert found(named) == [("draft.md", "jargon", "Recall")]


def test_a_mail_on_standard_input_is_read_as_one(run: Any) -> None:
    listed = json.loads(run("check", "--format", "json", stdin=MAIL).stdout)["findings"]
    assert [(f["text"], f["line"], f["part"]) for f in listed if f["rule"] == "jargon"] == [("Recall", 4, "body")]


def test_several_files_and_a_folder(run: Any) -> None:
    for name in ("d/b.txt", "d/a.md", "d/sub/c.eml", "d/.git/x.md", "d/node_modules/x.md", "d/code.py", "d/e.html"):
        write(name, MAIL if name.endswith(".eml") else BAD)
    write("z.md", BAD)
    result = run("check", "z.md", "d", "--select", "jargon", "--format", "json")
    names = [source for source, _, _ in found(result)]
    assert names == [
        "z.md",
        *(os.path.join("d", name) for name in ("a.md", "b.txt", "e.html")),
        os.path.join("d", "sub", "c.eml"),
    ]


def test_a_folder_without_texts_is_told(run: Any) -> None:
    write("d/code.py", "x")
    result = run("check", "d")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "d: holds no .eml" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 1),
        ([], 1),
        (["--ignore", "jargon"], 0),
        (["--select", "wordy,overcertain"], 0),
        (["--audience", "ds"], 0),
    ],
)
def test_the_exit_status(run: Any, arguments: list[str], status: int) -> None:
    assert run("check", write("week.md", BAD), *arguments).exit_code == status


def test_notes_fail_only_when_asked(run: Any) -> None:
    write("week.md", WORDY)
    assert run("check", "week.md").exit_code == 0
    assert run("check", "week.md", "--fail-on", "note").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone.md"], "There is no file 'gone.md'"),
        (["--select", "jargn"], "--select: there is no rule 'jargn'. Did you mean 'jargon'?"),
        (["--ignore", "wordi"], "--ignore: there is no rule 'wordi'. Did you mean 'wordy'?"),
        (["--audience", "exce"], "There is no audience 'exce'. Did you mean 'exec'?"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--fix", "--diff"], "--fix writes and --diff does not"),
        (["--fix", "-"], "--fix writes into files"),
        (["--fail-on", "high"], "'high' is not one of"),
    ],
)
def test_mistakes_of_the_caller(run: Any, arguments: list[str], message: str) -> None:
    write("week.md", BAD)
    result = run("check", *(arguments if "gone.md" in arguments or "-" in arguments else ["week.md", *arguments]))
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_a_missing_file_among_others_is_a_mistake(run: Any) -> None:
    assert run("check", write("week.md", GOOD), "gone.md").exit_code == 2


def test_what_can_not_be_read_is_named(run: Any) -> None:
    result = run("check", write("x.txt", b"\x89PNG\0"), "--format", "json")
    assert json.loads(result.stdout)["not_checked"] == [{"source": "x.txt", "reason": "It is not text."}]
    assert "x.txt: not checked: It is not text." in result.stderr


def test_the_configuration_counts(run: Any) -> None:
    write("plainspeak.toml", '[check]\nignore = ["jargon"]\n[check.paths."*.eml"]\nselect = ["jargon"]\nfail_on = 1\n')
    assert run("check", write("week.md", BAD)).exit_code == 2
    write(
        "plainspeak.toml",
        '[check]\nfail_on = "error"\nseverity = { jargon = "error" }\n[check.paths."*.md"]\nignore = ["jargon"]\n',
    )
    assert run("check", "week.md").exit_code == 0
    assert run("check", write("m.eml", MAIL)).exit_code == 1


def test_every_format_is_printed(run: Any) -> None:
    write("week.md", BAD)
    for form in ("json", "github", "sarif", "junit", "rdjson", "html"):
        result = run("check", "week.md", "--format", form)
        assert result.exit_code == 1
        assert "Recall" in result.stdout


def test_a_place_in_a_decoded_mail_says_so(run: Any) -> None:
    from base64 import b64encode

    head = b"Subject: Invoices\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    result = run("check", write("m.eml", head + b64encode(BAD.encode())), "--select", "jargon")
    assert result.stdout.startswith("m.eml: body line 1, column 1: warning jargon\n")


# ---------------------------------------------------------------------- --fix and --diff


def test_diff_shows_and_fix_writes(run: Any) -> None:
    write("a.md", WORDY)
    shown = run("check", "a.md", "--diff")
    assert shown.exit_code == 1
    assert "-In order to open" in shown.stdout
    assert "+To open" in shown.stdout
    assert Path("a.md").read_text() == WORDY
    fixed = run("check", "a.md", "--fix")
    assert fixed.exit_code == 0
    assert "a.md: 1 mended" in fixed.stderr
    assert Path("a.md").read_text() == WORDY.replace("In order to", "To")
    again = run("check", "a.md", "--diff")
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_fix_keeps_encoding_and_line_ends(run: Any, encoding: str) -> None:
    before = "# Café\r\n\r\n" + WORDY.replace("\n", "\r\n")
    write("a.txt", before.encode(encoding))
    run("check", "a.txt", "--fix")
    assert Path("a.txt").read_bytes() == before.replace("In order to", "To").encode(encoding)


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_fix_keeps_permissions_and_links(run: Any) -> None:
    write("real/a.md", WORDY)
    Path("real/a.md").chmod(0o640)
    Path("link.md").symlink_to("real/a.md")
    run("check", "link.md", "--fix")
    assert Path("link.md").is_symlink()
    assert Path("real/a.md").read_text().startswith("To open")
    assert stat.S_IMODE(Path("real/a.md").stat().st_mode) == 0o640
    assert os.listdir("real") == ["a.md"]


@pytest.mark.parametrize("damaged", [b"\xef\xbb\xbfA \xff gate.\n", "A gate.\n".encode("utf-16") + b"a"])
def test_fix_leaves_a_damaged_file_as_it_is(run: Any, damaged: bytes) -> None:
    encoding = "utf-16-le" if damaged.startswith(b"\xff") else "utf-8"
    raw = damaged[: 2 + (encoding == "utf-8")] + WORDY.encode(encoding) + damaged[2 + (encoding == "utf-8") :]
    result = run("check", write("a.txt", raw), "--fix")
    assert Path("a.txt").read_bytes() == raw
    assert f"a.txt: left as it is; parts of it are not valid {encoding}" in result.stderr


def test_fix_does_not_write_what_is_read_only(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", WORDY)
    # The tests may run as root, who may write everything.
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK and str(path).endswith("a.md")))
    result = run("check", "a.md", "--fix")
    assert (result.exit_code, Path("a.md").read_text()) == (2, WORDY)
    assert "it is read-only" in result.stderr


def test_a_difference_has_the_lines_that_patch_sees(run: Any) -> None:
    result = run("check", write("a.txt", "A page.\x0cOne\u2028\n" + WORDY), "--diff")
    assert "\n A page.\x0cOne\u2028\n-In order to" in result.stdout
    assert "No newline" not in result.stdout


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_what_is_no_file_in_a_folder_is_named(run: Any) -> None:
    write("notes/a.md", GOOD)
    Path("notes/gone.md").symlink_to("nowhere")
    os.mkfifo("notes/pipe.txt")
    result = run("check", "notes")
    assert result.exit_code == 0
    assert "gone.md: not checked: It is no file." in result.stderr
    assert "pipe.txt: not checked: It is no file." in result.stderr


def test_mails_and_pages_are_never_written(run: Any) -> None:
    for name, text in (
        ("m.eml", "Subject: x\n\n" + WORDY),
        ("draft.txt", "Subject: x\n\n" + WORDY),
        ("p.html", f"<p>{WORDY}</p>"),
    ):
        result = run("check", write(name, text), "--fix")
        assert Path(name).read_text() == text
        assert f"{name}: left as it is" in result.stderr


def test_fix_tells_what_is_left(run: Any) -> None:
    result = run("check", write("a.md", WORDY + "\n" + BAD), "--fix")
    assert result.exit_code == 1
    assert "a.md:3:1: warning jargon" in result.stdout


def test_diff_of_standard_input(run: Any) -> None:
    result = run("check", "-", "--diff", stdin=WORDY)
    assert result.exit_code == 1
    assert result.stdout.startswith("--- stdin (as it is)\n+++ stdin (mended)\n")


# ---------------------------------------------------------------------- explain and rules


def test_explain_tells_all_of_a_rule(run: Any) -> None:
    result = run("explain", "jargon")
    assert result.exit_code == 0
    for heading in ("What it does", "Why", "Example", "Instead", "Source", "How to switch it off"):
        assert f"\n{heading}\n" in result.stdout
    data = json.loads(run("explain", "jargon", "--format", "json").stdout)
    assert (data["name"], data["severity"]) == ("jargon", "warning")
    assert all(data[key] for key in ("summary", "what_it_does", "why", "example", "instead", "source"))


def test_explain_of_an_unknown_rule(run: Any) -> None:
    result = run("explain", "jargn")
    assert result.exit_code == 2
    assert "There is no rule 'jargn'. Did you mean 'jargon'?" in result.stderr


def test_rules_are_listed_with_what_is_configured(run: Any) -> None:
    write("plainspeak.toml", '[check]\nignore = ["wordy"]\nseverity = { jargon = "error" }\n')
    listed = json.loads(run("rules", "--format", "json").stdout)["rules"]
    told = {row["name"]: (row["default"], row["severity"]) for row in listed}
    assert told["jargon"] == ("warning", "error")
    assert told["wordy"] == ("note", "off")
    assert told["overcertain"] == ("error", "error")
    assert "error (is warning)" in run("rules").stdout

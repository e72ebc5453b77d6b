"""Many lines: written as they come, gone on with after any interrupt, and nothing that was paid for is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

Row = dict[str, Any]
unix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


def sentence(number: int | str) -> str:
    return f"We improved recall by {number}%."


def write_lines(numbers: list[int]) -> Path:
    file = Path("lines.txt")
    file.write_text("".join(sentence(number) + "\n" for number in numbers), encoding="utf-8")
    return file


def rows(file: str = "out.jsonl") -> list[Row]:
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]


def check(numbers: list[int], server: Any) -> None:
    """Assert that each line has its row, and one only."""
    found = {row["line"]: row for row in rows()}
    assert len(found) == len(rows())
    assert sorted(found) == list(range(1, len(numbers) + 1))
    for line, number in enumerate(numbers, 1):
        assert (found[line]["original"], found[line]["text"]) == (sentence(number), server.said(number))
        assert found[line]["verified"]


def test_texts_come_out_line_by_line(run: Any, server: Any) -> None:
    text = f"{sentence(10)}\n\n{sentence(11)}\r\n   \n{sentence(10)}"
    result = run("rewrite", *server.options, "--lines", "-", stdin=text)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [server.said(10), "", server.said(11), "", server.said(10)]
    assert "3 of 3 lines: 3 by the model." in result.stderr
    assert "2 requests, 1,800 tokens read, 100 written." in result.stderr
    assert server.asked == {"10": 1, "11": 1}


def test_json_lines_on_standard_output_are_in_order(run: Any, server: Any) -> None:
    file = write_lines([10, 11, 12, 10])
    result = run("rewrite", *server.options, "--lines", str(file), "--format", "json", "--concurrency", "3")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["line"] for row in found] == [1, 2, 3, 4]
    assert [row["usage"]["requests"] for row in found] == [1, 1, 1, 0]


def test_without_a_model_the_glossary_does_it(run: Any) -> None:
    file = write_lines([10, 12])
    result = run("rewrite", "--lines", str(file))
    assert result.stdout.splitlines() == [f"Our system now captures {n}% more known cases." for n in (10, 12)]
    assert result.stderr == "2 of 2 lines: 2 by the glossary.\n"


def test_rows_are_written_as_they_come(run: Any, server: Any) -> None:
    numbers = [10, 11, 12, 13, 10]
    result = run("rewrite", *server.options, "--lines", str(write_lines(numbers)), "--output", "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    check(numbers, server)
    assert rows()[0]["provider"]["model"] == "some-model"


def test_a_finished_file_is_never_written_over(run: Any, server: Any) -> None:
    command = ["rewrite", *server.options, "--lines", str(write_lines([10])), "--output", "out.jsonl"]
    assert run(*command).exit_code == 0
    before = Path("out.jsonl").read_bytes()
    again = run(*command)
    assert again.exit_code == 2
    assert "--resume" in again.stderr
    assert run(*command, "--resume", "--no-cache").exit_code == 0
    assert Path("out.jsonl").read_bytes() == before
    assert server.asked == {"10": 1}


def test_what_is_missing_is_done_and_what_was_cut_off_is_done_again(run: Any, server: Any) -> None:
    numbers = [10, 11, 12, 13]
    command = ["rewrite", *server.options, "--lines", str(write_lines(numbers)), "--output", "out.jsonl", "--no-cache"]
    run(*command)
    whole = Path("out.jsonl").read_bytes()
    ends = [at for at, byte in enumerate(whole) if byte == 10]
    for cut in (0, 5, ends[0], ends[0] + 1, ends[1] + 40, ends[3]):
        server.asked.clear()
        Path("out.jsonl").write_bytes(whole[:cut])
        kept = whole[:cut].count(b"\n")
        assert run(*command, "--resume").exit_code == 0
        check(numbers, server)
        assert server.asked.total() == 4 - kept


def test_lines_may_be_added_at_the_end(run: Any, server: Any) -> None:
    options = [*server.options, "--output", "out.jsonl", "--resume", "--no-cache"]
    run("rewrite", *options, "--lines", str(write_lines([10, 11])))
    assert run("rewrite", *options, "--lines", str(write_lines([10, 11, 12]))).exit_code == 0
    check([10, 11, 12], server)
    assert server.asked == {"10": 1, "11": 1, "12": 1}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (["--lines", "other.txt"], "out.jsonl:1 is for another text than line 1"),
        (["-a", "sales"], "made with another audience"),
        (["--given", "Recall was 60% before."], "made with another given"),
        (["--provider", "compatible:other-model"], "made with another provider"),
        (["--provider", "none"], "made with another provider"),
    ],
)
def test_rows_of_another_run_are_not_mixed_in(run: Any, server: Any, change: list[str], told: str) -> None:
    Path("other.txt").write_text(sentence(20) + "\n", encoding="utf-8")
    command = ["rewrite", *server.options, "--lines", str(write_lines([10])), "--output", "out.jsonl", "--resume"]
    run(*command)
    before = Path("out.jsonl").read_bytes()
    result = run(*command, *change)
    assert result.exit_code == 2
    assert told in result.stderr
    assert Path("out.jsonl").read_bytes() == before


def test_a_file_of_somebody_else_is_left_alone(run: Any, server: Any) -> None:
    Path("out.jsonl").write_text("dear diary\n", encoding="utf-8")
    result = run("rewrite", *server.options, "--lines", str(write_lines([10])), "--output", "out.jsonl", "--resume")
    assert result.exit_code == 2
    assert "out.jsonl:1 is no row" in result.stderr
    assert Path("out.jsonl").read_text(encoding="utf-8") == "dear diary\n"


def test_failures_sink_nobody_else_and_are_asked_again(run: Any, server: Any) -> None:
    numbers = [10, 11, 12, 13]
    server.status = lambda number: 400 if number == "11" else 200
    command = ["rewrite", *server.options, "--lines", str(write_lines(numbers)), "--output", "out.jsonl", "--resume"]
    result = run(*command)
    assert result.exit_code == 0  # the draft is verified
    assert {row["line"]: row["source"] for row in rows()} == {1: "model", 2: "glossary", 3: "model", 4: "model"}
    assert "1 line: compatible:some-model" in result.stderr
    assert "3 by the model, 1 by the glossary" in result.stderr
    strict = run(*command, "--strict")
    assert strict.exit_code == 1
    assert [row["line"] for row in rows() if "error" in row] == [2]
    assert "1 failed" in strict.stderr
    server.status = lambda _: 200
    assert run(*command).exit_code == 0
    check(numbers, server)
    assert server.answered == {"10": 1, "11": 1, "12": 1, "13": 1}


def test_a_budget_holds_and_the_rest_can_be_done_later(run: Any, server: Any) -> None:
    numbers = list(range(10, 22))
    command = ["rewrite", *server.options, "--lines", str(write_lines(numbers)), "--output", "out.jsonl"]
    result = run(*command, "--budget-tokens", "6000")
    paid = server.answered.total()
    assert 3 <= paid <= 7
    assert f"{paid} by the model, {12 - paid} by the glossary" in result.stderr
    assert "budget of 6,000 tokens" in result.stderr
    assert run(*command, "--resume").exit_code == 0
    check(numbers, server)
    assert set(server.answered.values()) == {1}


def test_a_mistake_in_a_template_is_told_once(run: Any, server: Any, team: Path) -> None:
    (team / "prompts").mkdir()
    (team / "prompts" / "rewrite.jinja").write_text("{{ nothing }}", encoding="utf-8")
    command = ["rewrite", *server.options, "--pack", str(team), "--output", "out.jsonl"]
    result = run(*command, "--lines", str(write_lines([10, 11, 12])))
    assert result.exit_code == 2
    assert result.stderr.count("rewrite.jinja") == 1
    assert rows() == []
    assert not server.asked


def test_a_dry_run_of_lines(run: Any, server: Any) -> None:
    result = run("rewrite", *server.options, "--lines", str(write_lines([10, 11])), "--dry-run", "--output", "o")
    assert result.stdout.count('"model": "some-model"') == 2
    assert not Path("o").exists()
    assert not server.asked


@unix
def test_a_bar_is_for_a_terminal_only(server: Any) -> None:
    import pty

    command = [*server.options, "--lines", str(write_lines([10, 11, 12])), "--output"]
    program = [sys.executable, "-c", "from plainspeak.cli import main; main()", "rewrite", *command]
    ours, theirs = pty.openpty()
    with subprocess.Popen([*program, "a.jsonl"], stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
    os.close(ours)
    assert process.returncode == 0
    assert b"3/3" in shown
    script = (
        "import sys\nfrom plainspeak.cli import main\ntry: main()\n"
        "finally: print('rich loaded:', 'rich' in sys.modules, file=sys.stderr)"
    )
    piped = subprocess.run(
        [sys.executable, "-c", script, "rewrite", *command, "b.jsonl"], stderr=subprocess.PIPE, check=True
    )
    assert b"3/3" not in piped.stderr
    assert b"rich loaded: False" in piped.stderr


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


# ---------------------------------------------------------------- interrupts
def started(server: Any, file: Path, *more: str) -> subprocess.Popen[bytes]:
    options = [*server.options, "--lines", str(file), "--output", "out.jsonl", "--concurrency", "4", *more]
    command = [sys.executable, "-c", "from plainspeak.cli import main; main()", "rewrite", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def when_asked(server: Any, count: int) -> Event:
    """Return an event that comes with the request of this number, from now on."""
    reached, until = Event(), server.asked.total() + count

    def saw() -> None:
        if server.asked.total() >= until:
            reached.set()

    server.saw = saw
    return reached


@unix
@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment_nothing_paid_for_is_lost(server: Any, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  the same moments every time
    numbers = list(range(10, 40))
    file, kills = write_lines(numbers), 0
    server.seconds = 0.01
    kept: dict[int, Row] = {}
    for _ in range(4):
        reached = when_asked(server, rng.randint(1, 8))
        process = started(server, file, "--resume")
        assert reached.wait(60)
        Event().wait(rng.uniform(0, 0.02))
        process.kill()
        process.communicate()
        kills += 1
        whole = Path("out.jsonl").read_bytes().split(b"\n")[:-1]
        now = {row["line"]: row for row in map(json.loads, whole)}
        assert kept.items() <= now.items()  # what was there stays, as it was
        kept = now
    server.saw = lambda: None
    process = started(server, file, "--resume")
    process.communicate()
    assert process.returncode == 0
    check(numbers, server)
    # Only what was under way when the process was killed is asked twice: at most four requests each time.
    assert server.asked.total() <= len(numbers) + 4 * kills


@unix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupt_waits_for_what_is_under_way(server: Any, name: str) -> None:
    numbers = list(range(10, 50))
    server.seconds = 0.3
    reached = when_asked(server, 6)
    process = started(server, write_lines(numbers), "--no-cache")
    assert reached.wait(60)
    process.send_signal(getattr(signal, name))
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Stopping" in told
    assert b"--resume goes on from here" in told
    assert len(rows()) == server.answered.total() < len(numbers)
    server.seconds = 0
    server.saw = lambda: None
    process = started(server, Path("lines.txt"), "--no-cache", "--resume")
    process.communicate()
    check(numbers, server)
    assert set(server.answered.values()) == {1}


@unix
def test_a_second_interrupt_ends_it_at_once(server: Any) -> None:
    server.seconds = 30
    reached = when_asked(server, 4)
    process = started(server, write_lines([10, 11, 12, 13, 14]))
    assert reached.wait(60)
    process.send_signal(signal.SIGINT)
    assert process.stderr
    while b"Stopping" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert os.path.getsize("out.jsonl") == 0

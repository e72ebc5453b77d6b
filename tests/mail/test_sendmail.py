"""The stand-in for sendmail: what it lets through, what it stops, and what it says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = b"Subject: 410 damaged cars found in May\n\nIn May the gate found 410 damaged cars, up from 350 in April.\n"
BAD = b"""\
Subject: Gate
To: ann@board.example

Hello,

The new gate will definitely eliminate \xe2\x80\x9cdamage\xe2\x80\x9d by 2028.
"""
ENCRYPTED = b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nsecret\n--x--\n"

Send = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def send(tmp_path: Path, stand_in: Path, recorder: Path) -> Send:
    def run(mail: bytes, *arguments: str, settings: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
        if settings:
            (tmp_path / "plainspeak.toml").write_text(settings, encoding="utf-8")
        return subprocess.run(
            [stand_in, *arguments],
            input=mail,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path / "home"),
                "PLAINSPEAK_SENDMAIL": str(recorder),
                **environment,
            },
        )

    return run


def test_a_good_mail_is_passed_on_as_it_is_and_the_status_is_that_of_the_real_program(
    send: Send, recorder: Path
) -> None:
    for mail in (GOOD, GOOD.replace(b"\n", b"\r\n"), GOOD + b"\n.\n\xff\0 ", b""):
        done = send(mail, "-oi", "-f", "bo@ferries.example", "--", "ann@board.example")
        assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")
        assert (recorder.parent / "mail").read_bytes() == mail
        arguments = (recorder.parent / "arguments").read_text(encoding="utf-8").split("\n")
        assert arguments == ["-oi", "-f", "bo@ferries.example", "--", "ann@board.example"]


def test_a_bad_mail_is_stopped_with_the_place_and_the_reason(send: Send, recorder: Path) -> None:
    done = send(BAD, "-t")
    assert done.returncode == 65
    first, second, *message, last = done.stderr.decode("ascii").splitlines()
    assert first == "plainspeak: not sent: 1 reason, for exec."
    assert second.startswith('body:3:1: error overcertain: "The new gate will definitely eliminate "damage" by 2028."')
    assert message
    assert all(line.startswith("  ") and len(line) < 80 for line in message)
    assert last == "plainspeak: to send it as it is: PLAINSPEAK_SEND_ANYWAY=1"
    assert not (recorder.parent / "mail").exists()


def test_who_has_decided_can_send(send: Send, recorder: Path) -> None:
    done = send(BAD, "-t", PLAINSPEAK_SEND_ANYWAY="1")
    assert done.returncode == 3
    assert done.stderr == b"plainspeak: sent without a check, because of PLAINSPEAK_SEND_ANYWAY.\n"
    assert (recorder.parent / "mail").read_bytes() == BAD
    assert send(BAD, "-t", PLAINSPEAK_SEND_ANYWAY="0").returncode == 65


def test_it_can_be_told_only_to_warn(send: Send, recorder: Path) -> None:
    done = send(BAD, "-t", settings='[sendmail]\nmode = "warn"\n')
    assert done.returncode == 3
    assert done.stderr.startswith(b"plainspeak: sent, but look at it again: 1 reason, for exec.\nbody:3:1: ")
    assert (recorder.parent / "mail").read_bytes() == BAD


def test_the_recipients_say_for_whom_it_is_checked(send: Send) -> None:
    settings = '[sendmail.audiences]\n"*@BOARD.example" = "exec"\n"sales*" = "sales"\n'
    assert send(BAD, "-t", settings=settings).returncode == 65
    assert send(BAD, "ann@board.example", settings=settings).returncode == 65
    assert send(BAD, "friend@elsewhere.example", settings=settings).returncode == 3
    both = send(BAD, "-i", "sales-team@ferries.example", "ann@board.example", settings=settings)
    assert b"for sales, exec." in both.stderr
    assert both.stderr.count(b"overcertain") == 1


def test_how_severe_a_reason_must_be_is_configured(send: Send) -> None:
    doubtful = GOOD.replace(b"In May", b"The hyperparameters were fine. In May")
    assert send(doubtful).returncode == 3
    assert send(doubtful, settings='[sendmail]\nfail_on = "warning"\n').returncode == 65


def test_what_cannot_be_read_is_never_sent_in_silence(send: Send) -> None:
    done = send(ENCRYPTED)
    assert done.returncode == 75
    assert done.stderr.startswith(b"plainspeak: not checked: The mail is encrypted")
    mixed = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nAt noon?\n--x\nContent-Type: text/calendar\n\nC\n--x--\n"
    )
    done = send(mixed)
    assert done.returncode == 3
    assert done.stderr == b"plainspeak: not checked: An invitation (text/calendar) was not read.\n"


@pytest.mark.parametrize(
    ("settings", "environment", "words"),
    [
        ("[sendmail]\nmod = 1\n", {}, b"plainspeak.toml:2: unknown key 'mod'"),
        ('[sendmail.audiences]\n"*" = "exce"\n', {}, b"exec"),
        ('audience = "nobody"\n', {}, b"nobody"),
        ("", {"PLAINSPEAK_SENDMAIL": "/no/such/program"}, b"no program to send with"),
        ("", {"PLAINSPEAK_SENDMAIL": "plainspeak-sendmail"}, b"is plainspeak-sendmail itself"),
        ("", {"PLAINSPEAK_SENDMAIL": "'msmtp"}, b"a quotation mark is missing"),
        ("", {"PLAINSPEAK_SENDMAIL_INSIDE": "1"}, b"called plainspeak-sendmail again"),
    ],
)
def test_with_a_mistake_in_the_configuration_nothing_is_sent(
    send: Send, recorder: Path, settings: str, environment: dict[str, str], words: bytes
) -> None:
    done = send(GOOD, "ann@board.example", settings=settings, **environment)
    assert done.returncode == 75
    assert done.stderr.startswith(b"plainspeak: not sent, it could not be checked: ")
    assert words in done.stderr
    assert b"Traceback" not in done.stderr
    assert not (recorder.parent / "mail").exists()


def test_the_program_may_be_configured_with_options(send: Send, recorder: Path) -> None:
    done = send(GOOD, "-t", settings=f"[sendmail]\nprogram = \"'{recorder}' -a work\"\n", PLAINSPEAK_SENDMAIL="")
    assert done.returncode == 3
    assert (recorder.parent / "arguments").read_text(encoding="utf-8").split("\n") == ["-a", "work", "-t"]


def test_the_settings_of_the_user_count_where_the_folder_says_nothing_of_mail(
    send: Send, tmp_path: Path, recorder: Path
) -> None:
    own = tmp_path / "home" / ".config" / "plainspeak" / "plainspeak.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[sendmail]\nmode = "warn"\n', encoding="utf-8")
    assert send(BAD, settings='audience = "sales"\n').returncode == 3
    assert send(BAD, settings='[sendmail]\nfail_on = "error"\nprogram = "x"\n').returncode == 65
    elsewhere = tmp_path / "elsewhere" / "plainspeak" / "plainspeak.toml"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text("[sendmail]\nprogram = 'x'\n", encoding="utf-8")
    (tmp_path / "plainspeak.toml").unlink()
    assert send(BAD, XDG_CONFIG_HOME=str(tmp_path / "elsewhere")).returncode == 65


def test_queues_and_the_like_are_the_real_programs_business(send: Send, recorder: Path) -> None:
    for arguments in (["-bp"], ["-q"], ["-q15m"], ["-bi"], ["--version"]):
        assert send(BAD, *arguments).returncode == 3
        assert (recorder.parent / "arguments").read_text(encoding="utf-8").split("\n") == arguments
    done = send(BAD, "-bs")
    assert done.returncode == 75
    assert b"-bs" in done.stderr
    assert send(BAD, "-bs", PLAINSPEAK_SEND_ANYWAY="1").returncode == 3


def test_help_says_how_to_use_it(send: Send) -> None:
    done = send(b"", "--help")
    assert done.returncode == 0
    assert b"PLAINSPEAK_SEND_ANYWAY=1" in done.stdout

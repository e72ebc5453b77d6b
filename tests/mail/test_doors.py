"""Real mail programs send through the stand-in to a server on the loopback: refused, or passed on as it was."""

from __future__ import annotations

import os
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

GOOD = b"""From: Bo Lindqvist <bo@ferries.example>
To: Ann Ode <ann@board.example>
Subject: 60 more damaged cars found in May
Date: Mon, 01 Jun 2026 09:00:00 +0200
Message-ID: <good@ferries.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Hello Ann,

In May the gate found 410 damaged cars, up from 350 in April.
That saves the caf\xc3\xa9 about 12 complaints a month.

. A line that begins with a full stop, and trailing blanks:  \t

Bo
"""
BAD = GOOD.replace(
    b"That saves the caf\xc3\xa9 about 12 complaints a month.",
    b"The new gate will definitely eliminate all damage by 2028.",
)
REASON = b"error overcertain: "

Run = subprocess.CompletedProcess[bytes]


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if not _there(program)]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def _there(program: str) -> bool:
    if program == "git send-email":
        git = shutil.which("git")
        where = subprocess.run([git, "--exec-path"], capture_output=True, text=True, check=False) if git else None
        return where is not None and Path(where.stdout.strip(), "git-send-email").exists()
    return shutil.which(program) is not None


class Sink(socketserver.ThreadingTCPServer):
    """As much of an SMTP server as senders need."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: list[bytes] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            command = line[:4].upper().strip()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 8BITMIME\r\n")
            if command == b"QUIT":
                return

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        self.server.mails.append(b"".join(lines))  # type: ignore[attr-defined]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


class Door:
    """A home with a mail program's configuration in it, and msmtp as what really sends."""

    def __init__(self, home: Path, sink: Sink, stand_in: Path) -> None:
        self.home = home
        self.sink = sink
        self.handed_over = home / "handed-over"
        rc = home / "msmtprc"
        rc.write_text(
            f"account default\nhost 127.0.0.1\nport {sink.port}\nfrom bo@ferries.example\ntls off\nauth off\n"
            "set_date_header off\nset_msgid_header off\n",
            encoding="utf-8",
        )
        # What the mail program hands over is kept, to be compared with what arrives.
        self.sendmail = home / "sendmail"
        self.sendmail.write_text(
            f'#!/bin/sh\ncat > "{self.handed_over}"\nexec "{stand_in}" "$@" < "{self.handed_over}"\n', encoding="utf-8"
        )
        self.sendmail.chmod(0o755)
        self.environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "PLAINSPEAK_SENDMAIL": f"msmtp -C '{rc}'",
        }

    def run(self, *command: str | Path, text: bytes = b"", **more: str) -> Run:
        return subprocess.run(
            [str(word) for word in command],
            input=text,
            capture_output=True,
            check=False,
            cwd=self.home,
            env=self.environment | more,
            timeout=60,
        )

    def refused(self, done: Run, status: int) -> None:
        assert done.returncode == status, done
        assert REASON in done.stderr + done.stdout
        assert not self.sink.mails

    def passed_on(self, done: Run) -> None:
        assert done.returncode == 0, done
        lines = self.handed_over.read_bytes().split(b"\n")
        assert self.sink.mails == [b"\r\n".join(lines)]


@pytest.fixture
def door(tmp_path: Path, sink: Sink, stand_in: Path) -> Door:
    return Door(tmp_path, sink, stand_in)


def body(mail: bytes) -> bytes:
    return mail.partition(b"\n\n")[2]


@needs("msmtp")
def test_msmtp(door: Door) -> None:
    door.passed_on(door.run(door.sendmail, "-oi", "ann@board.example", text=GOOD))
    assert door.handed_over.read_bytes() == GOOD
    door.sink.mails.clear()
    door.refused(door.run(door.sendmail, "-oi", "-t", text=BAD), 65)
    door.passed_on(door.run(door.sendmail, "-oi", "-t", text=BAD, PLAINSPEAK_SEND_ANYWAY="1"))


@needs("msmtp", "s-nail")
def test_s_nail(door: Door) -> None:
    saved = door.home / "dead.letter"
    settings = [f"mta={door.sendmail}", "from=bo@ferries.example", "sendwait", "save", f"DEAD={saved}"]

    def send(text: bytes) -> Run:
        options = [word for setting in settings for word in ("-S", setting)]
        return door.run("s-nail", "-n", *options, "-s", "In May", "ann@board.example", text=text)

    door.refused(send(body(BAD)), 4)
    assert b"eliminate" in saved.read_bytes()
    door.passed_on(send(body(GOOD)))


@needs("msmtp", "neomutt")
def test_neomutt(door: Door) -> None:
    muttrc = door.home / "muttrc"
    muttrc.write_text(
        f'set sendmail="{door.sendmail}"\nset sendmail_wait=0\nset from=bo@ferries.example\nset copy=no\n',
        encoding="utf-8",
    )

    def send(text: bytes) -> Run:
        return door.run("neomutt", "-n", "-F", muttrc, "-s", "In May", "ann@board.example", text=text)

    door.refused(send(body(BAD)), 1)
    door.passed_on(send(body(GOOD)))


@pytest.fixture
def repository(door: Door) -> Callable[..., Run]:
    """A repository to send from; gives a function that calls git in it."""

    def git(*words: str | Path) -> Run:
        return door.run("git", "-c", "user.name=Bo", "-c", "user.email=bo@ferries.example", *words)

    assert git("init", "-q", ".").returncode == 0
    return git


@needs("msmtp", "git", "git send-email")
def test_git_send_email(door: Door, repository: Callable[..., Run]) -> None:
    def send(mail: bytes) -> Run:
        (door.home / "status.eml").write_bytes(mail)
        return repository(
            *("send-email", "--quiet", "--confirm=never", "--suppress-cc=all", "--to=ann@board.example"),
            *(f"--sendmail-cmd={door.sendmail}", "status.eml"),
        )

    door.refused(send(BAD), 65)
    door.passed_on(send(GOOD))


@needs("msmtp", "git", "git send-email")
def test_the_validate_hook_of_git_stops_a_whole_series(
    door: Door, repository: Callable[..., Run], stand_in: Path
) -> None:
    hook = door.home / ".git" / "hooks" / "sendemail-validate"
    check = stand_in.with_name("plainspeak")
    hook.write_text(f'#!/bin/sh\nexec "{check}" check --fail-on error --audience exec "$1"\n', encoding="utf-8")
    hook.chmod(0o755)
    (door.home / "1-good.eml").write_bytes(GOOD)
    (door.home / "2-bad.eml").write_bytes(BAD)

    def send(*files: str) -> Run:
        return repository(
            *("send-email", "--quiet", "--confirm=never", "--suppress-cc=all", "--to=ann@board.example"),
            *(f"--sendmail-cmd=msmtp -C {door.home / 'msmtprc'}", *files),
        )

    done = send("1-good.eml", "2-bad.eml")
    assert done.returncode != 0
    assert b"error overcertain" in done.stdout + done.stderr
    assert not door.sink.mails
    assert send("1-good.eml").returncode == 0
    assert len(door.sink.mails) == 1

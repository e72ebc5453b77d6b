"""Draws docs/explain.svg from what `plainspeak rewrite --explain` prints on a terminal: python docs/make_picture.py."""
# ruff: noqa: INP001, S603  a script, which runs our own command

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sysconfig
import tempfile
import termios
from collections.abc import Iterator
from html import escape
from pathlib import Path

PICTURE = Path(__file__).with_name("explain.svg")
COMMAND = ["plainspeak", "rewrite", "--explain"]
TEXT = "We improved recall by 10%, but inference latency may rise by 40 ms."
COLUMNS = 88

# In pixels. The width of a character is that of most monospaced fonts at this size; textLength holds others to it.
SIZE, WIDTH, HEIGHT, MARGIN, BAR = 14, 8.4, 21, 24, 36
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
STYLE = f"""
    text {{ font-family: {FONTS}; font-size: {SIZE}px; fill: #dfe5ee; white-space: pre }}
    .b {{ font-weight: bold }} .d {{ fill: #8d99ab }} .i {{ font-style: italic }}
    .u {{ text-decoration: underline }} .s {{ text-decoration: line-through }}
    .black {{ fill: #8d99ab }} .red {{ fill: #ff8a80 }} .green {{ fill: #7fdb93 }} .yellow {{ fill: #f0cf6b }}
    .blue {{ fill: #7fb8ff }} .magenta {{ fill: #cfa7ff }} .cyan {{ fill: #74d9de }} .white {{ fill: #ffffff }}
""".rstrip()
COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
SWITCHES = {1: "b", 2: "d", 3: "i", 4: "u", 9: "s"}
STYLED = r"\x1b\[([0-9;]*)m"
OFF = {22: ("b", "d"), 23: ("i",), 24: ("u",), 29: ("s",), 39: COLOURS}


def printed() -> str:
    """Return what the command prints on a terminal, with its colours."""
    ours, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    dropped = ("NO_COLOR", "COLUMNS", "LINES")
    kept = {k: v for k, v in os.environ.items() if k not in dropped and not k.startswith("PLAINSPEAK_")}
    command = [str(Path(sysconfig.get_path("scripts"), COMMAND[0])), *COMMAND[1:], TEXT]
    with tempfile.TemporaryDirectory() as folder:  # where no configuration is found
        process = subprocess.Popen(
            command,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=folder,
            env={**kept, "TERM": "xterm-256color"},
        )
        os.close(terminal)
        output = b"".join(_read(ours))
        status = process.wait()
    os.close(ours)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}:\n{output.decode()}")
    return output.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> Iterator[bytes]:
    """Yield what comes from a pseudo-terminal until its other side is closed, which Linux reports as an error."""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:
            return
        if not part:
            return
        yield part


def drawn(text: str) -> str:
    """Return a picture of a terminal that shows the command and what it printed.

    Args:
        text: The output, with ANSI colours.
    """
    lines = text.rstrip("\n").split("\n")
    if any(len(re.sub(STYLED, "", line)) > COLUMNS for line in lines):
        raise SystemExit(f"A line is wider than the {COLUMNS} columns of the picture; a terminal would break it.")
    width = 2 * MARGIN + COLUMNS * WIDTH
    height = BAR + MARGIN / 2 + HEIGHT * (len(lines) + 3) + MARGIN
    typed = " ".join(COMMAND)
    size, name = f'width="{width:g}" height="{height:g}"', 'role="img" aria-labelledby="title"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" {size} {name}>',
        f'  <title id="title">{typed} on a terminal: the rewrite of a sentence and its receipt</title>',
        f"  <style>{STYLE}\n  </style>",
        '  <rect width="100%" height="100%" rx="10" fill="#141922"/>',
        *(f'  <circle cx="{MARGIN + 20 * n}" cy="{BAR / 2 + 2:g}" r="6" fill="#3a4352"/>' for n in range(3)),
    ]
    y = BAR + MARGIN / 2 + SIZE
    out.append(_line([("d", "$ "), ("b", typed + " \\")], y, "prompt"))
    out.append(_line([("b", f'      "{TEXT}"')], y + HEIGHT, "prompt"))
    classes: set[str] = set()
    for number, line in enumerate(lines, 3):
        out.append(_line(_runs(line, classes), y + number * HEIGHT, "line"))
    return "\n".join([*out, "</svg>"]) + "\n"


def _runs(line: str, classes: set[str]) -> list[tuple[str, str]]:
    """Take a line apart where its style changes; what is still switched on at its end stays so for the next."""
    parts = re.split(STYLED, line)
    runs = [(" ".join(sorted(classes)), parts[0])]
    for codes, words in zip(parts[1::2], parts[2::2], strict=True):
        for code in (int(part or 0) for part in codes.split(";")):
            if code == 0:
                classes.clear()
            elif code in SWITCHES:
                classes.add(SWITCHES[code])
            elif code in OFF:
                classes.difference_update(OFF[code])
            elif code // 10 in (3, 9) and code % 10 < len(COLOURS):
                classes.difference_update(COLOURS)
                classes.add(COLOURS[code % 10])
            else:
                raise ValueError(f"the style {code} is not known")
        runs.append((" ".join(sorted(classes)), words))
    return [run for run in runs if run[1]]


def _line(runs: list[tuple[str, str]], y: float, kind: str) -> str:
    """Return one line of the terminal, each run of one style at its own column."""
    at, spans = 0, []
    for classes, words in runs:
        named = f' class="{classes}"' if classes else ""
        length = f'textLength="{len(words) * WIDTH:g}"'
        spans.append(f'<tspan x="{MARGIN + at * WIDTH:g}" {length}{named}>{escape(words, quote=False)}</tspan>')
        at += len(words)
    return f'  <text class="{kind}" y="{y:g}" xml:space="preserve">{"".join(spans)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(drawn(printed()), encoding="utf-8")

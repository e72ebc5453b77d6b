"""Compares the check with two prose linters on the same texts: processor time and memory of whole processes."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PROSELINT = "proselint==0.16.0"
WRITE_GOOD = "write-good@1.0.8"
SIZES = {"2 KB": 2_000, "1 MB": 1_000_000}
ROUNDS = {"2 KB": 11, "1 MB": 3}
SOURCES = ("*.dist-info/METADATA", "**/*.md", "**/*.rst", "**/LICENSE*", "**/COPYING*", "**/NOTICE*")


def prose() -> Iterator[str]:
    """Yield paragraphs of prose from what is installed: descriptions, licences, documentation, docstrings."""
    folders = [Path(sysconfig.get_path("purelib")), Path("/usr/share/common-licenses"), Path("/usr/share/doc")]
    seen: set[str] = set()
    for folder in folders:
        for pattern in SOURCES if folder.is_dir() else ():
            for file in sorted(folder.glob(pattern)):
                yield from _paragraphs(file, seen)
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        yield from _paragraphs(file, seen)


def _paragraphs(file: Path, seen: set[str]) -> Iterator[str]:
    """Yield those paragraphs of a file that are mostly words, each only once."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for paragraph in text.replace("\r", "").split("\n\n"):
        words = paragraph.split()
        plain = sum(word.strip(".,;:()").isalpha() for word in words)
        if len(words) > 15 and plain > 0.75 * len(words) and words[0][0].isupper():
            line = " ".join(words)
            if line not in seen and not set("<>`{}|") & set(line):  # no markup: we would pass over it, others not
                seen.add(line)
                yield line


def corpus(size: int) -> str:
    """Return prose of about so many characters, repeated if the machine has too little."""
    parts: list[str] = []
    length = 0
    for paragraph in prose():
        parts.append(paragraph)
        length += len(paragraph) + 2
        if length >= size:
            break
    if not parts:
        raise SystemExit("There is no documentation here to make a text of.")
    text = "\n\n".join(parts)
    return (text * (1 + size // len(text)))[:size] + "\n"


def peers(scratch: Path) -> Iterator[tuple[str, list[str]]]:
    """Install what we compare with into a scratch folder, and yield each with its command; say what can't be had."""
    folder = scratch / "proselint"
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    if _done([str(scripts / "python"), "-m", "pip", "--quiet", "install", PROSELINT]):
        yield "proselint", [str(scripts / "proselint"), "check"]
    else:
        print(f"skipped: {PROSELINT} could not be installed")
    npm = shutil.which("npm")
    if npm and _done([npm, "install", "--silent", "--prefix", str(scratch / "npm"), WRITE_GOOD]):
        yield "write-good", [str(scratch / "npm" / "node_modules" / ".bin" / "write-good")]
    else:
        print(f"skipped: {WRITE_GOOD} {'could not be installed' if npm else 'needs npm'}")


def _done(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def spent(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return processor time in milliseconds, user and system together, and the largest memory in MiB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) and "plainspeak" in command[0]:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / unit


def main() -> None:
    """Run all programs in turn, again and again, and print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, help="how often each is run (default: 11 for 2 KB, 3 for 1 MB)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        ours = [str(Path(sys.executable).with_name("plainspeak")), "check", "--audience", "exec"]
        programs = {"plainspeak check": ours, **dict(peers(scratch))}
        # All start from compiled modules, as an installed program does, wherever they may write them.
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
        environment |= {"XDG_CACHE_HOME": str(scratch / "cache"), "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
        for size, length in SIZES.items():
            text = scratch / f"{length}.md"
            text.write_text(corpus(length), encoding="utf-8")
            measured = _measured(programs, text, rounds or ROUNDS[size], environment)
            _table(size, measured)


def _measured(
    programs: dict[str, list[str]], text: Path, rounds: int, environment: dict[str, str]
) -> dict[str, list[tuple[float, float]]]:
    measured: dict[str, list[tuple[float, float]]] = {program: [] for program in programs}
    for turn in range(rounds + 1):
        for program, command in programs.items():
            once = spent([*command, str(text)], environment)
            if turn:  # the first turn fills the caches
                measured[program].append(once)
    return measured


def _table(size: str, measured: dict[str, list[tuple[float, float]]]) -> None:
    own = median(time for time, _ in measured["plainspeak check"])
    print(f"\n{size} of prose: processor time and memory of the whole process")
    print(f"{'':<18}{'min ms':>9}{'median ms':>11}{'MiB':>7}{'ours is':>10}")
    for program, runs in measured.items():
        times = [time for time, _ in runs]
        ratio = "" if program == "plainspeak check" else f"{own / median(times):.2f} of it"
        print(f"{program:<18}{min(times):>9.0f}{median(times):>11.0f}{max(m for _, m in runs):>7.0f}{ratio:>14}")


if __name__ == "__main__":
    main()

"""Compares the cost of starting: Python alone, the command's help, one offline rewrite, and importing pydantic."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

COMMAND = str(Path(sys.executable).with_name("plainspeak"))
CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "plainspeak --help": [COMMAND, "--help"],
    "plainspeak rewrite": [COMMAND, "rewrite", "--audience", "exec"],
    "import pydantic": [sys.executable, "-c", "import pydantic"],
}
SENTENCE = b"We improved recall by 10%\n"


def cpu_ms(command: list[str], environment: dict[str, str]) -> float:
    """Return the CPU time of the whole process in milliseconds, user and system together."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) as process:
        assert process.stdin is not None
        process.stdin.write(SENTENCE)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return 1000 * (usage.ru_utime + usage.ru_stime)


def main() -> None:
    """Run all cases in turn, again and again, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each is run (default: %(default)s)")
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        for turn in range(rounds + 1):
            for name, command in CASES.items():
                spent = cpu_ms(command, environment)
                if turn:  # the first turn fills the caches
                    times[name].append(spent)
    bare = median(times["python -c pass"])
    print(f"CPU time of the whole process, {rounds} rounds")
    print(f"{'':<20}{'min ms':>8}{'median ms':>11}{'ratio':>8}")
    for name, spent_ms in times.items():
        print(f"{name:<20}{min(spent_ms):>8.1f}{median(spent_ms):>11.1f}{median(spent_ms) / bare:>8.2f}")


if __name__ == "__main__":
    main()

"""``plainspeak check --fix`` and ``--diff``: writes mends into text files, or shows what would be written."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Sequence

from plainspeak import documents
from plainspeak.checks.engine import Checker
from plainspeak.checks.fixes import Mended, mend
from plainspeak.checks.report import CheckFinding
from plainspeak.cli import common, findings
from plainspeak.errors import InputError, UsageError

_SUFFIXES = (".md", ".markdown", ".txt")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # what programs that read a difference take for a line


def run(checker: Checker, paths: Sequence[str], *, write: bool) -> bool:
    """Mend files, or show the difference; return whether there was anything to mend.

    Args:
        checker: What finds.
        paths: The files.
        write: Whether to write; else the difference is printed.

    Raises:
        UsageError: Standard input was to be mended.
        InputError: A file can't be written.
    """
    if write and "-" in paths:
        raise UsageError("--fix writes into files, and standard input is none. Name a file, or use --diff.")
    changed = False
    for path in paths:
        raw = common.stdin_bytes() if path == "-" else common.bytes_of(path)
        document = documents.read(raw, path)
        if document.is_mail or (path != "-" and not path.casefold().endswith(_SUFFIXES)):
            common.aside(f"plainspeak: {path}: left as it is; --fix and --diff are for {', '.join(_SUFFIXES)} files\n")
            continue
        encoded = documents.encoding(raw)
        if encoded is None:
            continue
        if encoded.bytes_of(encoded.text) != raw:  # damaged: what can't be read would be lost in writing
            common.aside(f"plainspeak: {path}: left as it is; parts of it are not valid {encoded.name}\n")
            continue
        mended = _mended(checker, encoded.text, path)
        for finding in mended.refused:
            common.aside(f"{findings.place(finding)}: not mended: the verifier is not sure that the meaning stays\n")
        if mended.text == encoded.text:
            continue
        new = encoded.bytes_of(mended.text)
        if new is None:
            common.aside(f"plainspeak: {path}: left as it is; the mends can't be written in {encoded.name}\n")
            continue
        changed = True
        if write:
            _replace(path, new)
            common.aside(f"plainspeak: {path}: {mended.made} mended\n")
        else:
            common.write(_difference(encoded.text, mended.text, path))
    return changed


def _mended(checker: Checker, text: str, path: str) -> Mended:
    def check(now: str) -> Iterable[CheckFinding]:
        return checker.check(documents.of_text(now, path)).findings

    return mend(text, check, checker.audience, checker.knowledge)


def _difference(before: str, after: str, path: str) -> str:
    from difflib import unified_diff  # takes milliseconds to import

    name = "stdin" if path == "-" else path
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), f"{name} (as it is)", f"{name} (mended)")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _replace(path: str, raw: bytes) -> None:
    """Put new content in the place of the old at once; who may read and write the file stays the same."""
    real = os.path.realpath(path)  # a link stays a link
    if not os.access(real, os.W_OK):  # what may not be written into is not replaced either
        raise InputError(f"{path!r} can't be written: it is read-only. It is as it was.")
    try:
        before = os.stat(real)
        handle, scratch = tempfile.mkstemp(dir=os.path.dirname(real), prefix=".plainspeak-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(OSError, AttributeError):  # only the owner may give a file away
                os.chown(scratch, before.st_uid, before.st_gid)
            os.chmod(scratch, before.st_mode & 0o7777)
            os.replace(scratch, real)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(scratch)
            raise
    except OSError as error:
        raise InputError(f"{path!r} can't be written: {error.strerror or error}. It is as it was.") from None

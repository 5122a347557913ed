"""The log on the disk: a few files of limited size, written by a thread of their own."""

from __future__ import annotations

import faulthandler
import io
import logging
import os
import queue
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import TracebackException
from typing import cast

from bfl_studio import redaction

FILE_BYTES = 512_000
OLDER_FILES = 4
LINE_CHARACTERS = 8000
_ENTRY_LINES = 400
_CRASH_BYTES = 1_000_000
_MARGIN = "    "
"""Before every line but the first of an entry: no text can pass for an entry of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to write. `trace` holds no frame and no local value."""

    seconds: float
    level: str
    source: str
    message: str
    trace: TracebackException | None = None


Inbox = queue.SimpleQueue[Entry | None]
"""None ends it. Unlike a Queue it can be put to from a destructor, in the middle of a put."""


def keep(folder: Path, inbox: Inbox) -> None:
    """Write what comes until the end comes. What the disk does not take is lost."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        crashes = _open_crash_log(folder / "crash.log")
        file = _LogFile(folder / "bfl-studio.log")
    except OSError as error:
        _say(f"No log is kept: {error.strerror or type(error).__name__}.")
        while inbox.get() is not None:
            pass
        return
    with crashes:
        while (entry := inbox.get()) is not None:
            file.emit(logging.makeLogRecord({"msg": render(entry)}))
        crashes_to_stderr()
    file.close()


def render(entry: Entry) -> str:
    """The text of an entry, redacted as a whole and only then cut."""
    when = datetime.fromtimestamp(entry.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    head = f"{when}Z {entry.level:<8}{entry.source}: {redaction.one_line(entry.message)}"
    lines = [_capped(head)]
    if entry.trace is not None:
        lines += shortened(trace_text(entry.trace), _ENTRY_LINES)
    return f"\n{_MARGIN}".join(lines)


def trace_text(trace: TracebackException) -> str:
    """A traceback with everything private taken out."""
    return redaction.redact("".join(trace.format())).rstrip("\n")


def shortened(text: str, most: int) -> list[str]:
    """The lines of a traceback, at most about `most`: where it began and where it ended."""
    lines = [_capped(line) for line in text.splitlines()]
    if len(lines) <= most:
        return lines
    half = most // 2
    return [*lines[:half], f"… {len(lines) - 2 * half} lines …", *lines[-half:]]


def _capped(line: str) -> str:
    return line if len(line) <= LINE_CHARACTERS else f"{line[:LINE_CHARACTERS]}…"


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")


class _LogFile(RotatingFileHandler):
    """For its owner's eyes; a disk that refuses is mentioned once and asked again."""

    def __init__(self, path: Path) -> None:
        self._complained = False
        super().__init__(
            path,
            maxBytes=FILE_BYTES,
            backupCount=OLDER_FILES,
            encoding="utf-8",
        )

    def _open(self) -> io.TextIOWrapper:
        return _open_private(self.baseFilename, self.mode)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        # The inherited one would print the record as it came.
        if not self._complained:
            self._complained = True
            _say("The log cannot be written.")


def _open_private(path: str | Path, mode: str) -> io.TextIOWrapper:
    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, 0o600)

    return cast(
        io.TextIOWrapper,
        open(path, mode, encoding="utf-8", errors="backslashreplace", opener=opener),
    )


def _open_crash_log(path: Path) -> io.TextIOWrapper:
    """Where a crash below Python leaves the names of the functions it was in."""
    full = path.exists() and path.stat().st_size > _CRASH_BYTES
    file = _open_private(path, "w" if full else "a")
    faulthandler.enable(file)
    return file


def crashes_to_stderr() -> None:
    """Where there is no file for crashes; nowhere, if there is no stderr either."""
    faulthandler.disable()
    with suppress(OSError, RuntimeError, AttributeError):
        faulthandler.enable()

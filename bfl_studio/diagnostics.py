"""What is written down when something goes wrong: never a key, a prompt or a picture."""

from __future__ import annotations

import atexit
import logging
import os
import platform
import queue
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from traceback import TracebackException
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, Unpack

from bfl_studio import __version__, log_writer, redaction
from bfl_studio.log_writer import Entry, Inbox

if TYPE_CHECKING:
    import asyncio

OnFault = Callable[[str], None]

_OURS = "bfl_studio"
_TALKATIVE = ("asyncio", "httpcore", "httpx", "keyring", "PIL", "qasync")
_WAITING_ENTRIES = 10_000
_END_SECONDS = 5.0
_DETAILS_LINES = 200
_NAME = re.compile(r"[\w.:+-]{1,64}")
_JOB_CHARACTERS = 8

_log = logging.getLogger(_OURS)


class Facts(TypedDict, total=False):
    """Everything a note may hold. No fact has room for a sentence, an address or a path."""

    job: str
    request: str
    state: Enum
    failure: Enum | None
    place: Enum
    source: Enum | None
    trouble: Enum | None
    flaw: Enum | None
    hint: Enum | None
    status: int
    count: int
    seconds: float


def note(event: str, **facts: Unpack[Facts]) -> None:
    """Write a line: `event` in our own words, and facts about it; None is no fact.

    Costs nothing without a log.
    """
    if _log.isEnabledFor(logging.INFO):
        told = {name: value for name, value in facts.items() if value is not None}
        words = " ".join(f"{name}={_shown(name, value)}" for name, value in told.items())
        _log.info("%s", f"{event} {words}".rstrip())


def _shown(name: str, value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:.1f}"
    text = str(value)
    if not _NAME.fullmatch(text):
        return f"<{len(text)} characters>"
    return text[:_JOB_CHARACTERS] if name == "job" else text


def fault(error: BaseException) -> str:
    """Write our own mistake into the log; the details for the copy button."""
    return _told(TracebackException.from_exception(error, lookup_lines=False))


def program() -> str:
    """The studio and what it stands on, in one line."""
    qt = getattr(sys.modules.get("PySide6"), "__version__", "not loaded")
    kind = "installed" if getattr(sys, "frozen", False) else "from source"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python = platform.python_version()
    return f"BFL Studio {__version__} ({kind}), Python {python}, Qt {qt}, {system}"


def install(on_fault: OnFault) -> None:
    """Bring every uncaught exception of every thread to `on_fault`, with its details.

    They also come to stderr and the log, all of them without what is private.
    """
    log_writer.crashes_to_stderr()
    redaction.add_secret(os.environ.get("BFL_API_KEY", ""))

    def caught(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        told = TracebackException(kind, error or kind(), trace, lookup_lines=False)
        _say(log_writer.trace_text(told))
        if not issubclass(kind, KeyboardInterrupt):
            # Whoever would hear of it may be gone already; then it is in the log.
            with suppress(Exception):
                on_fault(_told(told))

    sys.excepthook = caught
    threading.excepthook = _thread_hook
    sys.unraisablehook = _unraisable
    # What speaks while no log is kept.
    logging.lastResort = _Stderr(logging.WARNING)


def _thread_hook(args: threading.ExceptHookArgs) -> None:
    """No thread of ours ends by SystemExit: who raises that there has found no way on."""
    error = args.exc_value or args.exc_type()
    sys.excepthook(args.exc_type, error, args.exc_traceback)


class _Unraisable(Protocol):
    exc_type: type[BaseException]
    exc_value: BaseException | None
    exc_traceback: TracebackType | None
    err_msg: str | None
    object: Any


def _unraisable(args: _Unraisable) -> None:
    """Nobody can catch it, and nothing was lost by it: it is written down and no more."""
    error = args.exc_value or args.exc_type()
    told = TracebackException(args.exc_type, error, args.exc_traceback, lookup_lines=False)
    message = args.err_msg or "Exception ignored in"
    where = getattr(args.object, "__qualname__", type(args.object).__name__)
    _say(redaction.redact(f"{message} {where}\n") + log_writer.trace_text(told))
    _log.error("%s %s", message, where, extra={"told": told})


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Bring what nobody awaits on this loop to the same place as every uncaught exception."""
    loop.set_exception_handler(_loop_hook)


def _loop_hook(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error, message = context.get("exception"), context.get("message", "")
    line_broke = isinstance(error, OSError) and not context.keys().isdisjoint(
        {"transport", "protocol", "socket"}
    )
    if error is None or line_broke:
        _log.warning("%s %s", message, type(error).__name__ if error is not None else "")
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def _told(trace: TracebackException) -> str:
    _log.error("a fault", extra={"told": trace})
    lines = log_writer.shortened(log_writer.trace_text(trace), _DETAILS_LINES)
    return "\n".join([program(), "", *lines])


def _say(text: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{text}\n")


def begin(folder: Path) -> Log:
    """Keep a log below `folder` from now on; where that cannot be, go on without one."""
    log = Log(folder)
    atexit.register(log.close)
    note("begins")
    _log.info("%s", program())
    return log


class Log:
    """Takes records on any thread without touching the disk; one thread writes them."""

    def __init__(self, folder: Path) -> None:
        self._inbox: Inbox = queue.SimpleQueue()
        self._handler = _Handoff(self._inbox)
        self._levels = {name: logging.getLogger(name).level for name in ("", _OURS, *_TALKATIVE)}
        self._thread = threading.Thread(
            target=log_writer.keep, args=(folder, self._inbox), name="log", daemon=True
        )
        for name in self._levels:
            logging.getLogger(name).setLevel(logging.WARNING)
        _log.setLevel(logging.INFO)
        logging.getLogger().addHandler(self._handler)
        self._thread.start()

    def close(self) -> None:
        """Write what is waiting and end; a second time it does nothing."""
        atexit.unregister(self.close)
        root = logging.getLogger()
        if self._handler not in root.handlers:
            return
        root.removeHandler(self._handler)
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)
        self._inbox.put(None)
        self._thread.join(_END_SECONDS)


class _Stderr(logging.Handler):
    """In place of the one that prints a record as it came."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(Exception):
            _say(log_writer.render(_entry(record)))


class _Handoff(logging.Handler):
    """Takes from a record what is to be written, and nothing that could be alive."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox

    def emit(self, record: logging.LogRecord) -> None:
        ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
        # Also if somebody turned their own loggers up.
        wanted = record.levelno >= (logging.INFO if ours else logging.WARNING)
        # When thousands wait already, the disk is worse off than the log.
        if wanted and self._inbox.qsize() < _WAITING_ENTRIES:
            with suppress(Exception):
                self._inbox.put(_entry(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Say nothing: the inherited one prints the record as it came."""


def _entry(record: logging.LogRecord) -> Entry:
    told: TracebackException | None = getattr(record, "told", None)
    if told is None and record.exc_info and record.exc_info[1] is not None:
        # Without frames, so that nothing of the window is let go of on the log's thread.
        told = TracebackException.from_exception(record.exc_info[1], lookup_lines=False)
    return Entry(record.created, record.levelname, record.name, record.getMessage(), told)

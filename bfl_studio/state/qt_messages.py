"""What Qt itself has to say goes where everything else goes, without what is private."""

from __future__ import annotations

import atexit
import logging
import sys
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from bfl_studio import redaction

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
"""The rest is dropped: Qt's debug output repeats what was typed."""

_log = logging.getLogger("qt")


def install() -> None:
    """Hear Qt's messages from now on, until `remove` or the end of the interpreter."""
    atexit.register(remove)
    qInstallMessageHandler(_hear)


def remove() -> None:
    """Leave them to Qt again: nobody in Python can be called once the interpreter ends."""
    atexit.unregister(remove)
    qInstallMessageHandler(None)


def _hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind)
    if level is None:
        return
    line = f"{context.category}: {message}" if context.category else message
    _log.log(level, "%s", line)
    if sys.stderr is not None and _log.hasHandlers():
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{redaction.one_line(line)}\n")

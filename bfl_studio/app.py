"""Composition root: builds everything, owns the order of start and end."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QImageReader
from PySide6.QtWidgets import QApplication

from bfl_studio import environment, options, resources
from bfl_studio.parts import StudioProcess
from bfl_studio.services.premises import Premises
from bfl_studio.storage import settings
from bfl_studio.storage.lock import DataFolderLock, take_lock
from bfl_studio.ui import theme

if TYPE_CHECKING:
    from bfl_studio.diagnostics import Log

LAZY = (
    "encodings.ascii",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.utf_16_le",
    "encodings.utf_8_sig",
    "PySide6.QtNetwork",
    "PySide6.QtSvg",
    "secretstorage",
)
"""What else is loaded from a file of its own when it is first wanted."""


class _Application(QApplication):
    """macOS says by events, not by arguments, what is to be opened: `file_opened(Path)`."""

    file_opened = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


def premises_for(chosen: options.Options) -> Premises:
    """Everything below one folder if asked for, else the system's own places."""
    if chosen.data is not None:
        return Premises(chosen.data, chosen.data / "library")
    # Qt is loaded already; platformdirs says the same and costs a twentieth of the start.
    local = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Premises(Path(local) / "bfl-studio", Path(pictures) / "BFL Studio")


def main(arguments: Sequence[str]) -> int:
    """Run the studio until its window closes; the process's exit code."""
    chosen = options.parse(arguments)
    premises = premises_for(chosen)
    if chosen.self_test:
        from bfl_studio import self_test

        return self_test.run(premises)
    try:
        lock = take_lock(premises.data) or _raise_first(premises.data, chosen.pictures)
    except OSError as error:
        return _refuse(error, premises.data)
    if lock is None:
        return 0
    try:
        application, process, log = _open(chosen, premises)
    except Exception as error:
        return _fail(error)
    # All that is alive by now lives as long as the studio.
    gc.freeze()
    _run(application, process, premises.data)
    # The next studio may begin its log once the folder is free.
    log.close()
    lock.release()
    return 0


def _open(chosen: options.Options, premises: Premises) -> tuple[_Application, StudioProcess, Log]:
    QCoreApplication.setApplicationName("BFL Studio")
    environment.prepare_for_qt()
    application = _Application([sys.argv[0]])
    environment.give_back()
    application.setDesktopFileName(resources.DESKTOP_ENTRY)
    application.setQuitOnLastWindowClosed(False)
    # An idle window paints no frame: the caret stands still, too.
    application.setCursorFlashTime(0)
    kept = settings.load(premises.settings)
    theme.apply(application, theme.Scheme[kept.scheme.upper()], kept.scale)
    process = StudioProcess(chosen, premises, kept=kept)
    application.file_opened.connect(lambda path: process.opened_files.bring([path]))
    process.window.show()
    _hear(application)
    log = _watch_over(application, process, premises)
    for _ in process.opening():
        _hear(application)
    return application, process, log


def _watch_over(application: QApplication, process: StudioProcess, premises: Premises) -> Log:
    """What no first paint needs: the focus ring, the log, and the last resort for faults."""
    from bfl_studio import diagnostics, redaction
    from bfl_studio.state import qt_messages
    from bfl_studio.ui.app_icon import app_icon
    from bfl_studio.ui.focus_ring import FocusRings

    redaction.hide_folder(premises.library, "library")
    redaction.hide_folder(premises.outgoing, "outgoing")
    diagnostics.install(process.fault)
    qt_messages.install()
    log = diagnostics.begin(premises.logs)
    FocusRings(application)
    application.setWindowIcon(app_icon())
    return log


def _hear(application: QApplication) -> None:
    """Paint what is due and take what was typed, before anything else is loaded."""
    application.processEvents()


class _Ending(QObject):
    """Brings the system's wish to the window's thread."""

    asked = Signal()


def _run(application: QApplication, process: StudioProcess, data: Path) -> None:
    import asyncio

    import qasync

    from bfl_studio import diagnostics, ending
    from bfl_studio.collector import Collector
    from bfl_studio.single_instance import Doorbell

    async def life() -> None:
        diagnostics.watch_loop(asyncio.get_running_loop())
        wish = _Ending()
        wish.asked.connect(process.window.close, Qt.ConnectionType.QueuedConnection)
        ending.listen(wish.asked.emit)
        bell = Doorbell(data)
        bell.rung.connect(process.window.come_forward)
        bell.handed.connect(process.opened_files.bring)
        process.window.close_requested.connect(bell.leave)
        QTimer.singleShot(0, bell.listen)
        collector = Collector()
        if getattr(sys, "frozen", False):
            _load_the_rest()
        try:
            await process.live()
        finally:
            collector.close()
            bell.close()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(life())


def _load_the_rest() -> None:
    """Whoever installs another version changes the files of the program that runs.

    Its own modules stay with it; these are parts it else loads when they are first wanted.
    """
    import importlib
    import threading

    def load() -> None:
        for name in LAZY:
            with suppress(ImportError):
                importlib.import_module(name)
        QImageReader.supportedImageFormats()

    threading.Thread(target=load, name="parts", daemon=True).start()


def _raise_first(data: Path, pictures: Sequence[Path]) -> DataFolderLock | None:
    from bfl_studio.single_instance import take_or_ring

    return take_or_ring(data, pictures)


def _refuse(error: OSError, data: Path) -> int:
    """Why the data folder is not this studio's, told where it can be read; the exit code."""
    from bfl_studio.ui.start_failure import Trouble, tell

    if isinstance(error, TimeoutError):
        line = "Another BFL Studio is using this data folder."
        return tell(Trouble.ANOTHER, line, f"{line}\n{data}")
    line = f"The data folder cannot be used: {error.strerror}."
    return tell(Trouble.FOLDER, line, f"{line}\n{data}")


def _fail(error: Exception) -> int:
    """Our own mistake before there is a window to tell of it; the exit code."""
    from bfl_studio import diagnostics
    from bfl_studio.ui.start_failure import Trouble, tell

    details = diagnostics.fault(error)
    return tell(Trouble.FAULT, details, details)

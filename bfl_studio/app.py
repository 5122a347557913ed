"""Composition root: builds everything, owns the order of start and end."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from bfl_studio import options, resources
from bfl_studio.parts import StudioProcess
from bfl_studio.services.premises import Premises
from bfl_studio.storage import settings
from bfl_studio.storage.lock import DataFolderLock, take_lock
from bfl_studio.ui import theme

if TYPE_CHECKING:
    from bfl_studio.diagnostics import Log

_HANDOVER_SECONDS = 35.0
"""Longer than a studio that ends waits for what it is still sending."""

_KNOCK_SECONDS = 0.1


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
    except TimeoutError:
        sys.stderr.write("Another BFL Studio is using this data folder.\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"The data folder cannot be used: {error.strerror}.\n")
        return 1
    if lock is None:
        return 0
    QCoreApplication.setApplicationName("BFL Studio")
    application = _Application([sys.argv[0]])
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
    gc.enable()
    gc.freeze()
    _run(application, process, premises.data)
    # The next studio may begin its log once the folder is free.
    log.close()
    lock.release()
    return 0


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


def _run(application: QApplication, process: StudioProcess, data: Path) -> None:
    import asyncio
    import signal

    import qasync

    from bfl_studio import diagnostics
    from bfl_studio.single_instance import Doorbell

    async def life() -> None:
        loop = asyncio.get_running_loop()
        diagnostics.watch_loop(loop)
        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, process.window.close)
        bell = Doorbell(data)
        bell.rung.connect(process.window.come_forward)
        bell.handed.connect(process.opened_files.bring)
        process.window.close_requested.connect(bell.close)
        QTimer.singleShot(0, bell.listen)
        try:
            await process.live()
        finally:
            bell.close()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(life())


def _raise_first(data: Path, pictures: Sequence[Path]) -> DataFolderLock | None:
    """Another studio owns this folder: bring its window to the front, with the pictures that were
    to be opened; None once it has heard.

    One that is just ending no longer hears, and one that is just beginning not yet: wait for
    either. Raises TimeoutError when nothing comes of it.
    """
    from bfl_studio.single_instance import ring

    deadline = time.monotonic() + _HANDOVER_SECONDS
    while time.monotonic() < deadline:
        if ring(data, pictures):
            return None
        time.sleep(_KNOCK_SECONDS)
        if (lock := take_lock(data)) is not None:
            return lock
    raise TimeoutError

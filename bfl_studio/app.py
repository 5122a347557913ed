"""Composition root: builds everything, owns the order of start and end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from bfl_studio import diagnostics, options
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import Job
from bfl_studio.services.engine_thread import EngineThread
from bfl_studio.services.events import Event
from bfl_studio.services.premises import Premises
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_fetcher import LibraryFetcher
from bfl_studio.state.library_model import LibraryModel
from bfl_studio.state.reports import Reports
from bfl_studio.state.studio import EngineGateway, Studio
from bfl_studio.storage.lock import take_lock
from bfl_studio.ui import job_words, picture_words, theme
from bfl_studio.ui.focus_ring import FocusRings
from bfl_studio.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bfl_studio.services.engine import Engine

_CACHE_BYTES = 192 * 1024 * 1024
_SANDBOX_FLAGS = ("--credits", "100000")
"""$1,000 of pretend money: enough that nobody trying things out runs dry."""


class _Crossing(QObject):
    """Carries frozen values from the engine's thread to the window's."""

    arrived = Signal(object)


def premises_for(chosen: options.Options) -> Premises:
    """Everything below one folder if asked for, else the system's own places."""
    if chosen.data is not None:
        return Premises(chosen.data, chosen.data / "library")
    import platformdirs

    data = platformdirs.user_data_path("bfl-studio", appauthor=False)
    return Premises(data, platformdirs.user_pictures_path() / "BFL Studio")


class StudioParts:
    """Everything of the window's side: what it shows, and the window itself."""

    def __init__(
        self,
        engine: EngineGateway,
        premises: Premises,
        place: Place,
        custom_origin: str | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.studio = Studio(engine, self._describe, place, premises.library, clock)
        self.library = LibraryModel(picture_words.describe_generation, picture_words.day_of)
        self.reports = Reports(self.studio, self.library)
        self.cache = ImageCache(_CACHE_BYTES)
        self.window = MainWindow(self.studio, self.library, self.reports, self.cache, custom_origin)

    def _describe(self, job: Job) -> str:
        """A job's spoken sentence, with its place among the others."""
        return job_words.describe_job(job, self.window.panes.standings.of(job))


class StudioProcess(StudioParts):
    """The parts of one running studio, in the order they start and end."""

    def __init__(
        self,
        chosen: options.Options,
        premises: Premises,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.crossing = _Crossing()
        self.engine = EngineThread(lambda: _make_engine(chosen, premises, self.crossing))
        place = Place.CUSTOM if chosen.endpoint else Place.SANDBOX
        super().__init__(self.engine, premises, place, chosen.endpoint, clock)
        self.fetcher = LibraryFetcher(premises, self.library)
        self.crossing.arrived.connect(self.reports.apply, Qt.ConnectionType.QueuedConnection)
        self._close_asked = False
        self.window.close_requested.connect(self._note_close)

    def _note_close(self) -> None:
        """A window closed before its life began is closed all the same."""
        self._close_asked = True

    def start(self) -> None:
        """After the first paint: the engine's imports and the disk come now."""
        self.engine.start()
        self.studio.open()
        self.fetcher.start()

    async def live(self) -> None:
        """Until the window is asked to close; then end everything in order."""
        import asyncio

        closing = asyncio.Event()
        self.window.close_requested.connect(closing.set)
        self.start()
        if not self._close_asked:
            await closing.wait()
        self.window.leave()
        await self.studio.tasks.close()
        self.engine.stop()
        await asyncio.to_thread(self.engine.join)
        self.fetcher.close()
        self.cache.close()

    def fault(self, details: str) -> None:
        self.studio.say_failure("bug", Failure(FailureKind.STUDIO_BUG, details=details))


def _make_engine(chosen: options.Options, premises: Premises, crossing: _Crossing) -> Engine:
    """Runs on the engine's thread, and imports there what no first paint needs."""
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.timing import Timing
    from bfl_studio.storage.credentials import key_for

    def report(event: Event) -> None:
        crossing.arrived.emit(event)

    return Engine(premises, report, key_for, Timing(), chosen.endpoint, _SANDBOX_FLAGS)


def main(arguments: Sequence[str]) -> int:
    """Run the studio until its window closes; the process's exit code."""
    chosen = options.parse(arguments)
    premises = premises_for(chosen)
    try:
        lock = take_lock(premises.data)
    except OSError as error:
        sys.stderr.write(f"The data folder cannot be used: {error.strerror}.\n")
        return 1
    if lock is None:
        return _raise_first(premises.data)
    QCoreApplication.setApplicationName("BFL Studio")
    application = QApplication([sys.argv[0]])
    application.setDesktopFileName("bfl-studio")
    application.setQuitOnLastWindowClosed(False)
    theme.apply(application)
    FocusRings(application)
    process = StudioProcess(chosen, premises)
    diagnostics.install(process.fault)
    process.window.show()
    _paint_once(application)
    _run(application, process, premises.data)
    lock.release()
    return 0


def _paint_once(application: QApplication) -> None:
    """Bring the window to the screen before anything else is loaded."""
    application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _run(application: QApplication, process: StudioProcess, data: Path) -> None:
    import asyncio
    import signal

    import qasync

    from bfl_studio.single_instance import Doorbell

    async def life() -> None:
        loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, process.window.close)
        bell = Doorbell(data)
        bell.rung.connect(process.window.come_forward)
        QTimer.singleShot(0, bell.listen)
        try:
            await process.live()
        finally:
            bell.close()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(life())


def _raise_first(data: Path) -> int:
    """Another studio owns this folder: bring its window to the front instead."""
    from bfl_studio.single_instance import ring

    application = QCoreApplication([])
    rung = ring(data)
    application.quit()
    if not rung:
        sys.stderr.write("Another BFL Studio is using this data folder.\n")
        return 1
    return 0

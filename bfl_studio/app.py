"""Composition root: builds everything, owns the order of start and end."""

from __future__ import annotations

import gc
import importlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from bfl_studio import options
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import StudioError
from bfl_studio.services.premises import Premises
from bfl_studio.state.front import Front
from bfl_studio.storage.lock import DataFolderLock, take_lock
from bfl_studio.ui import theme
from bfl_studio.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bfl_studio.domain.job import Job
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.engine_thread import EngineThread
    from bfl_studio.services.events import Event
    from bfl_studio.state.errands import EngineGateway
    from bfl_studio.state.image_cache import ImageCache
    from bfl_studio.state.library_fetcher import LibraryFetcher
    from bfl_studio.state.library_model import LibraryModel
    from bfl_studio.state.reports import Reports
    from bfl_studio.state.studio import Studio

_LATER = (
    "asyncio",
    "bfl_studio.state.studio",
    "bfl_studio.state.reports",
    "bfl_studio.state.image_cache",
    "bfl_studio.ui.batch_strip",
    "bfl_studio.ui.job_list",
    "bfl_studio.ui.library_view",
    "bfl_studio.ui.viewer",
    "bfl_studio.ui.viewer_bar",
    "bfl_studio.ui.notice_area",
    "bfl_studio.ui.commands",
    "qasync",
)
"""Loaded one by one after the first paint: together they take longer than everything before."""

_CACHE_BYTES = 192 * 1024 * 1024
_HANDOVER_SECONDS = 35.0
"""Longer than a studio that ends waits for what it is still sending."""

_KNOCK_SECONDS = 0.1
_SANDBOX_FLAGS = ("--credits", "100000")
"""$1,000 of pretend money: enough that nobody trying things out runs dry."""


class _Crossing(QObject):
    """Carries frozen values from other threads to the window's."""

    arrived = Signal(object)
    faulted = Signal(str)


def premises_for(chosen: options.Options) -> Premises:
    """Everything below one folder if asked for, else the system's own places."""
    if chosen.data is not None:
        return Premises(chosen.data, chosen.data / "library")
    # Qt is loaded already; platformdirs says the same and costs a twentieth of the start.
    local = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Premises(Path(local) / "bfl-studio", Path(pictures) / "BFL Studio")


class StudioParts:
    """Everything of the window's side. What the first paint needs is there when this is made;
    `furnish` brings the rest.
    """

    studio: Studio
    library: LibraryModel
    reports: Reports
    cache: ImageCache

    def __init__(
        self,
        premises: Premises,
        place: Place,
        custom_origin: str | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._premises = premises
        self.front = Front(place, premises.library, clock)
        self.window = MainWindow(self.front, custom_origin)

    def furnish(self, engine: EngineGateway) -> None:
        """The panes, models and actions the first paint could do without."""
        for _ in self.furnishing(engine):
            pass

    def furnishing(self, engine: EngineGateway) -> Iterator[None]:
        """The same in short steps, so that keys are heard in between."""
        self.window.panes.compose.furnish()
        yield
        for name in _LATER:
            importlib.import_module(name)
            yield
        from bfl_studio.state.image_cache import ImageCache
        from bfl_studio.state.library_model import LibraryModel
        from bfl_studio.state.reports import Reports
        from bfl_studio.state.studio import Studio
        from bfl_studio.ui import picture_words

        self.studio = Studio(engine, self._describe, self.front)
        self.library = LibraryModel(picture_words.describe_generation, picture_words.day_of)
        self.reports = Reports(self.studio, self.library)
        self.cache = ImageCache(_CACHE_BYTES)
        yield
        self.window.furnish(self.studio, self.library, self.reports, self.cache)

    def _describe(self, job: Job) -> str:
        """A job's spoken sentence, with its place among the others."""
        from bfl_studio.ui import job_words

        return job_words.describe_job(job, self.window.panes.standings.of(job))


class StudioProcess(StudioParts):
    """The parts of one running studio, in the order they start and end."""

    engine: EngineThread
    fetcher: LibraryFetcher

    def __init__(
        self,
        chosen: options.Options,
        premises: Premises,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._chosen = chosen
        place = Place.CUSTOM if chosen.endpoint else Place.SANDBOX
        super().__init__(premises, place, chosen.endpoint, clock)
        self.crossing = _Crossing()
        self.crossing.faulted.connect(self.front.say_fault, Qt.ConnectionType.QueuedConnection)
        self._close_asked = False
        self.window.close_requested.connect(self._note_close)

    def _note_close(self) -> None:
        """A window closed before its life began is closed all the same."""
        self._close_asked = True

    def opening(self) -> Iterator[None]:
        """After the first paint, in short steps: the other panes, then the engine and the disk."""
        from bfl_studio.services.engine_thread import EngineThread

        yield
        self.engine = EngineThread(
            lambda: _make_engine(self._chosen, self._premises, self.crossing)
        )
        yield from self.furnishing(self.engine)
        yield
        from bfl_studio.state.library_fetcher import LibraryFetcher

        self.fetcher = LibraryFetcher(self._premises, self.library)
        self.crossing.arrived.connect(self.reports.apply, Qt.ConnectionType.QueuedConnection)

    async def live(self) -> None:
        """Until the window is asked to close; then end everything in order."""
        import asyncio

        closing = asyncio.Event()
        self.window.close_requested.connect(closing.set)
        self.engine.start()
        self.studio.open()
        self.fetcher.start()
        if not self._close_asked:
            await closing.wait()
        self.window.leave()
        with suppress(StudioError):
            await self.studio.draft_keeper.flush()
        await self.studio.tasks.close()
        self.engine.stop()
        await asyncio.to_thread(self.engine.join)
        self.fetcher.close()
        self.cache.close()

    def fault(self, details: str) -> None:
        """Our own mistake, from any thread's last resort: it becomes a notice."""
        self.crossing.faulted.emit(details)


def _make_engine(chosen: options.Options, premises: Premises, crossing: _Crossing) -> Engine:
    """Runs on the engine's thread, and imports there what no first paint needs."""
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.keys import Keys
    from bfl_studio.services.timing import Timing

    def report(event: Event) -> None:
        crossing.arrived.emit(event)

    return Engine(premises, report, Keys(), Timing(), chosen.endpoint, _SANDBOX_FLAGS)


def main(arguments: Sequence[str]) -> int:
    """Run the studio until its window closes; the process's exit code."""
    chosen = options.parse(arguments)
    premises = premises_for(chosen)
    try:
        lock = take_lock(premises.data) or _raise_first(premises.data)
    except TimeoutError:
        sys.stderr.write("Another BFL Studio is using this data folder.\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"The data folder cannot be used: {error.strerror}.\n")
        return 1
    if lock is None:
        return 0
    QCoreApplication.setApplicationName("BFL Studio")
    application = QApplication([sys.argv[0]])
    application.setDesktopFileName("bfl-studio")
    application.setQuitOnLastWindowClosed(False)
    # An idle window paints no frame: the caret stands still, too.
    application.setCursorFlashTime(0)
    theme.apply(application)
    process = StudioProcess(chosen, premises)
    process.window.show()
    _hear(application)
    _watch_over(application, process)
    for _ in process.opening():
        _hear(application)
    gc.enable()
    gc.freeze()
    _run(application, process, premises.data)
    lock.release()
    return 0


def _watch_over(application: QApplication, process: StudioProcess) -> None:
    """What no first paint needs: the focus ring, and the last resort for faults."""
    from bfl_studio import diagnostics
    from bfl_studio.ui.focus_ring import FocusRings

    FocusRings(application)
    diagnostics.install(process.fault)


def _hear(application: QApplication) -> None:
    """Paint what is due and take what was typed, before anything else is loaded."""
    application.processEvents()


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
        process.window.close_requested.connect(bell.close)
        QTimer.singleShot(0, bell.listen)
        try:
            await process.live()
        finally:
            bell.close()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(life())


def _raise_first(data: Path) -> DataFolderLock | None:
    """Another studio owns this folder: bring its window to the front; None once it has heard.

    One that is just ending no longer hears, and one that is just beginning not yet: wait for
    either. Raises TimeoutError when nothing comes of it.
    """
    from bfl_studio.single_instance import ring

    deadline = time.monotonic() + _HANDOVER_SECONDS
    while time.monotonic() < deadline:
        if ring(data):
            return None
        time.sleep(_KNOCK_SECONDS)
        if (lock := take_lock(data)) is not None:
            return lock
    raise TimeoutError

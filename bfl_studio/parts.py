"""The parts of a studio, and the order in which they start and end."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from bfl_studio import options
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import StudioError
from bfl_studio.domain.settings import Settings
from bfl_studio.services.premises import Premises
from bfl_studio.state.front import Front
from bfl_studio.state.opened_files import OpenedFiles
from bfl_studio.state.settings_state import SettingsState
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
    from bfl_studio.state.outgoing import Outgoing
    from bfl_studio.state.reports import Reports
    from bfl_studio.state.studio import Studio
    from bfl_studio.ui.desktop_notice import DesktopNotice

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
    "bfl_studio.ui.references_panel",
    "bfl_studio.ui.prompt_lookups",
    "bfl_studio.ui.commands",
    "qasync",
)
"""Loaded one by one after the first paint: together they take longer than everything before."""

_CACHE_BYTES = 192 * 1024 * 1024
_SANDBOX_FLAGS = ("--credits", "100000")
"""$1,000 of pretend money: enough that nobody trying things out runs dry."""


class _Crossing(QObject):
    """Carries frozen values from other threads to the window's."""

    arrived = Signal(object)
    faulted = Signal(str)


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
        kept: Settings | None = None,
    ) -> None:
        self._premises = premises
        self.front = Front(place, premises.library, clock)
        self.settings = SettingsState(kept or Settings(), self.front)
        self.window = MainWindow(self.front, custom_origin, self.settings)

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
        self._advise()
        self.window.furnish(self.studio, self.library, self.reports, self.cache)
        self.studio.places.chosen.connect(self._remember_place)

    def _advise(self) -> None:
        """What Generate knows beyond the recipe: pictures that are kept, jobs that run."""
        from bfl_studio.state.known_pictures import KnownPictures
        from bfl_studio.state.place_load import PlaceLoad

        generate = self.front.generate_state
        KnownPictures(self.library, generate, self.studio)
        PlaceLoad(self.studio.jobs, self.front.situation, generate, self.studio)

    def _remember_place(self, place: Place) -> None:
        """A start flag is for one run."""
        if place is not Place.CUSTOM:
            self.settings.set_value("place", place.value)

    def _describe(self, job: Job) -> str:
        """A job's spoken sentence, with its place among the others."""
        from bfl_studio.ui import job_words

        return job_words.describe_job(job, self.window.panes.standings.of(job))


class StudioProcess(StudioParts):
    """The parts of one running studio, in the order they start and end."""

    engine: EngineThread
    fetcher: LibraryFetcher
    outgoing: Outgoing
    desk: DesktopNotice

    def __init__(
        self,
        chosen: options.Options,
        premises: Premises,
        clock: Callable[[], float] = time.monotonic,
        kept: Settings | None = None,
    ) -> None:
        self._chosen = chosen
        kept = kept or Settings()
        # Where the designer was last; the first time, where no money moves.
        place = Place.CUSTOM if chosen.endpoint else kept.place
        super().__init__(premises, place, chosen.endpoint, clock, kept)
        self.crossing = _Crossing()
        self.crossing.faulted.connect(self.front.say_fault, Qt.ConnectionType.QueuedConnection)
        self.opened_files = OpenedFiles(self.front.situation, self.crossing)
        self.opened_files.bring(chosen.pictures)
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
        from bfl_studio.state.outgoing import Outgoing
        from bfl_studio.state.settings_writer import SettingsWriter

        self.outgoing = Outgoing(self._premises.outgoing)
        self.window.commands.pictures.hand_out(self.outgoing)
        self.window.commands.references.hand_out(self.outgoing)
        self.opened_files.opened.connect(self.window.commands.references.open_files)
        self.fetcher = LibraryFetcher(self._premises, self.library)
        self._writer = SettingsWriter(self._premises.settings)
        self.settings.persist(self._writer.save)
        self.crossing.arrived.connect(self.reports.apply, Qt.ConnectionType.QueuedConnection)
        yield
        self.desk = self._look_out()

    def _look_out(self) -> DesktopNotice:
        """For whoever works elsewhere meanwhile."""
        from bfl_studio.state.desk_notices import DeskNotices
        from bfl_studio.ui.desktop_notice import DesktopNotice, looked_at

        def wanted() -> bool:
            return self.settings.settings.desktop_notices

        jobs, window = self.studio.jobs, self.window
        news = DeskNotices(jobs, self.reports, looked_at, wanted, parent=window)
        desk = DesktopNotice(window, news)
        desk.clicked.connect(window.come_forward)
        return desk

    async def live(self) -> None:
        """Until the window is asked to close; then end everything in order."""
        import asyncio

        closing = asyncio.Event()
        self.window.close_requested.connect(closing.set)
        self.engine.start()
        self.studio.open()
        self.fetcher.start()
        self.outgoing.start()
        if not self._close_asked:
            await closing.wait()
        self.window.leave()
        self.desk.close()
        with suppress(StudioError):
            await self.studio.draft_keeper.flush()
        await self.studio.prompt_history.flush()
        await self.studio.own_starters.flush()
        await self.studio.tasks.close()
        self.engine.stop()
        await asyncio.to_thread(self.engine.join)
        self.fetcher.close()
        self.cache.close()
        await asyncio.to_thread(self.outgoing.close)
        self.settings.flush()
        await asyncio.to_thread(self._writer.close)

    def fault(self, details: str) -> None:
        """Our own mistake, from any thread's last resort: it becomes a notice."""
        self.crossing.faulted.emit(details)


def _make_engine(chosen: options.Options, premises: Premises, crossing: _Crossing) -> Engine:
    """Runs on the engine's thread, and imports there what no first paint needs."""
    import asyncio

    from bfl_studio import diagnostics
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.events import KeyFound
    from bfl_studio.services.keys import Keys
    from bfl_studio.services.timing import Timing
    from bfl_studio.storage.credentials import found

    def report(event: Event) -> None:
        crossing.arrived.emit(event)

    diagnostics.watch_loop(asyncio.get_running_loop())
    timing = Timing()
    outside = found(os.environ, Path.cwd())
    keys = Keys(outside, timing.key_store, on_change=lambda name: report(KeyFound()))
    return Engine(premises, report, keys, timing, chosen.endpoint, _SANDBOX_FLAGS)

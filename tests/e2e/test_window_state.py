"""The window comes back as it was left, and never where nobody can reach it."""

from __future__ import annotations

from pathlib import Path

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.settings import Settings, WindowLayout
from bfl_studio.services.premises import Premises
from bfl_studio.storage import settings
from tests.e2e.window import live_studio
from tests.loop import Run


def _path(folder: Path) -> Path:
    return Premises(folder, folder / "library").settings


def test_size_folding_and_place_are_there_again(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            live.window.resize(1300, 760)
            live.window.panes.fold_library(False)
            live.window.panes.fold_compose(True)
            live.process.studio.places.choose(Place.EU)
        async with live_studio(tmp_path) as live:
            assert (live.window.width(), live.window.height()) == (1300, 760)
            assert not live.window.panes.library_folded
            assert live.window.panes.compose.isHidden()
            assert live.process.studio.situation.place is Place.EU

    run(scenario())


def test_a_crash_takes_no_more_than_half_a_second_of_it(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            live.window.resize(1290, 750)
            await live.until(lambda: settings.load(_path(tmp_path)).window.width == 1290, 5)

    run(scenario())


def test_a_place_on_a_screen_that_is_gone_is_forgotten(run: Run, tmp_path: Path) -> None:
    left = WindowLayout(x=90_000, y=90_000, width=1200, height=700)
    settings.save(_path(tmp_path), Settings().with_value("window", left))

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            assert live.window.screen().geometry().intersects(live.window.geometry())

    run(scenario())


def test_full_screen_is_for_the_moment(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            live.window.resize(1300, 760)
            live.window.showFullScreen()
        async with live_studio(tmp_path) as live:
            assert not live.window.isFullScreen()
            assert (live.window.width(), live.window.height()) == (1300, 760)

    run(scenario())

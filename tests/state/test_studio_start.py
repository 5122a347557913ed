"""How a studio begins and ends, also when it cannot."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.options import Options
from bfl_studio.parts import StudioProcess
from bfl_studio.services.premises import Premises
from bfl_studio.state.generate_state import GenerateKind
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import SandboxProcess
from tests.state.studio_stage import jobs, notice_keys, states

pytestmark = pytest.mark.usefixtures("a_key")


@pytest.mark.parametrize("furnished", [False, True])
def test_a_press_during_the_start_is_not_lost(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, furnished: bool
) -> None:
    """By a click before there is an engine, or before there is even a loop to ask it on."""

    def early() -> StudioProcess:
        premises = Premises(tmp_path, tmp_path / "library")
        process = StudioProcess(Options(tmp_path, sandbox.base_url), premises)
        process.front.recipe_state.set_prompt("a harbour")
        if furnished:
            assert list(process.opening())
        process.window.panes.foot.button.click()
        if not furnished:
            assert list(process.opening())
        return process

    async def scenario() -> None:
        living = asyncio.create_task(process.live())
        live = LiveStudio(process)
        await live.until(lambda: states(live) == [JobState.SAVED])
        process.window.close()
        await living

    process = early()
    assert process.front.generate_state.face.kind is GenerateKind.SENDING
    run(scenario())
    _put_away(process)


def _put_away(process: StudioProcess) -> None:
    for part in (process.window, process.studio, process.front):
        part.deleteLater()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")


@pytest.mark.parametrize(
    ("spoil", "name", "kind", "said"),
    [
        (Path.mkdir, "journal.db", FailureKind.JOURNAL_CLOSED, "can't be written"),
        (_newer, "journal.db", FailureKind.NEWER_VERSION, "A newer studio kept"),
        (_newer, "library.db", FailureKind.NEWER_VERSION, "A newer studio kept"),
    ],
    ids=["a folder", "a newer journal", "a newer library"],
)
def test_an_engine_that_cannot_open_turns_generate_off_and_says_why(
    run: Run, tmp_path: Path, spoil: Callable[[Path], None], name: str, kind: str, said: str
) -> None:
    spoil(tmp_path / name)

    async def scenario() -> None:
        async with live_studio(tmp_path, ready=False) as live:
            studio = live.process.studio
            studio.recipe_state.set_prompt("a harbour")
            studio.generate()
            await live.until(lambda: studio.situation.start_failure is not None)
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.OFF)
            reason = studio.generate_state.face.reason
            assert reason is not None
            assert reason.kind is kind
            assert said in live.texts()
            assert notice_keys(live) == ["start"]
            assert not jobs(live)

    run(scenario())


def test_trouble_with_the_library_folder_comes_and_goes(
    run: Run, tmp_path: Path, sandbox: SandboxProcess
) -> None:
    in_the_way = tmp_path / "Autumn"
    in_the_way.write_text("not a folder")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data", sandbox.base_url, in_the_way) as live:
            studio = live.process.studio
            studio.recipe_state.set_prompt("a harbour")
            assert studio.generate_state.face.kind is GenerateKind.OFF
            assert notice_keys(live) == ["folder"]
            in_the_way.unlink()
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.READY)
            assert notice_keys(live) == []

    run(scenario())


@pytest.mark.parametrize("turns", [0, 1, 3, 30])
def test_a_studio_closed_right_at_the_start_ends(run: Run, tmp_path: Path, turns: int) -> None:
    async def scenario() -> None:
        living = asyncio.create_task(process.live())
        for _ in range(turns):
            await asyncio.sleep(0.005)
        process.window.close()
        async with asyncio.timeout(10):
            await living

    process = StudioProcess(Options(tmp_path, None), Premises(tmp_path, tmp_path / "library"))
    assert list(process.opening())
    process.window.show()
    if not turns:
        process.window.close()
    run(scenario())
    assert not process.window.isVisible()
    _put_away(process)

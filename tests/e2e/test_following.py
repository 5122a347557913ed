"""The viewer follows the newest picture until somebody chooses one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bfl_studio.domain.job import JobState
from bfl_studio.state.library_model import PictureRole
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import running_sandbox


async def _make(studio: LiveStudio, pictures: int) -> None:
    before = len(studio.process.studio.jobs.jobs)
    studio.process.studio.recipe_state.set_pictures(pictures)
    studio.press_generate()
    jobs = studio.process.studio.jobs
    await studio.until(
        lambda: (
            len(jobs.jobs) == before + pictures
            and all(job.state is JobState.SAVED for job in jobs.jobs)
        )
    )
    library = studio.process.library
    await studio.until(lambda: library.rowCount() == before + pictures)


def test_new_pictures_are_followed_until_one_is_chosen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_following")
    shown: list[str] = []

    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as studio:
            viewer = studio.window.panes.viewer
            viewer.picture_changed.connect(lambda picture: shown.append(picture.generation.id))
            studio.type_prompt("a harbour")
            await _make(studio, 3)
            assert viewer.follows_newest
            assert len(shown) == 3
            first = studio.process.library.picture(shown[0])
            viewer.show_picture(first)
            await _make(studio, 1)
            assert viewer.picture == first

    with running_sandbox(None, "--seconds-per-image", "0.2") as sandbox:
        run(scenario(sandbox.base_url))


def test_after_a_restart_the_newest_picture_is_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_following")

    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as studio:
            assert studio.window.panes.viewer.picture is None
            studio.type_prompt("a harbour")
            await _make(studio, 2)
        async with live_studio(tmp_path, origin) as studio:
            viewer = studio.window.panes.viewer
            await studio.until(lambda: viewer.picture is not None)
            newest = studio.process.library.index(0, 0).data(PictureRole.PICTURE)
            assert viewer.picture == newest
            assert viewer.follows_newest

    with running_sandbox(None, "--seconds-per-image", "0.2") as sandbox:
        run(scenario(sandbox.base_url))

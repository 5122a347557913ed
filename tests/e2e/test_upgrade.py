"""A newer studio over an older one: what was kept is there, in the window, and goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bfl_studio.domain.job import JobState
from bfl_studio.services.premises import Premises
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.storage import journal
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.staging import a_job
from tests.storage.earlier import PROMPT, old_journal, old_library
from tests.storage.test_library import a_generation

JOBS = tuple(
    replace(a_job(number, state, "batch"), position=number - 1)
    for number, state in enumerate((JobState.SAVED, JobState.CANCELLED, JobState.MODERATED), 1)
)


@pytest.mark.parametrize("version", range(1, len(journal.MIGRATIONS)))
def test_draft_jobs_and_pictures_of_an_older_version_are_there(
    run: Run, tmp_path: Path, version: int
) -> None:
    premises = Premises(tmp_path, tmp_path / "library")
    old_journal(premises.journal, version, JOBS)
    old_library(premises.library_index, 1, [a_generation(1, PROMPT)])

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            await live.until(lambda: studio.recipe_state.draft.recipe.prompt == PROMPT)
            assert studio.recipe_state.draft.pictures == 4
            assert [job.state for job in studio.jobs.jobs] == [job.state for job in JOBS]
            await live.until(lambda: live.process.library.rowCount() > 0)
            live.type_prompt("and it goes on")
        async with live_studio(tmp_path) as live:
            state = live.process.studio.recipe_state
            await live.until(lambda: state.draft.recipe.prompt == "and it goes on")

    run(scenario())


def test_an_older_studio_over_a_newer_one_says_so_and_changes_nothing(
    run: Run, tmp_path: Path
) -> None:
    premises = Premises(tmp_path, tmp_path / "library")
    old_journal(premises.journal, len(journal.MIGRATIONS), JOBS)
    old_library(premises.library_index, 1, [a_generation(1, PROMPT)])
    kept = (premises.journal, premises.library_index)
    for path in kept:
        with closing(sqlite3.connect(path, isolation_level=None)) as later:
            later.execute("PRAGMA user_version=99")
    before = [path.read_bytes() for path in kept]

    async def scenario() -> None:
        async with live_studio(tmp_path, ready=False) as live:
            studio = live.process.studio
            await live.until(lambda: "A newer studio kept" in live.texts())
            assert "Install the newer one" in live.texts()
            live.type_prompt("typed all the same")
            live.press_generate()
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.OFF)
            assert len(studio.jobs.jobs) == 0

    run(scenario())
    assert [path.read_bytes() for path in kept] == before

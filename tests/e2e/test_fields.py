"""Every field of a model is set in the window and taken by the service; WebP comes back as WebP."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.job import Job, JobState
from bfl_studio.ui import motion
from bfl_studio.ui.combo import Combo
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import running_sandbox


@pytest.fixture(autouse=True)
def _a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_fields")


def _type(live: LiveStudio, name: str, text: str) -> None:
    field = live.named(name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


async def _made(live: LiveStudio, state: JobState = JobState.SAVED) -> Job:
    jobs = live.process.studio.jobs
    before = len(jobs.jobs)
    live.press_generate()
    await live.until(lambda: len(jobs.jobs) > before and all(job.ended for job in jobs.jobs))
    newest = max(jobs.jobs, key=lambda job: job.number)
    assert newest.state is state, newest.failure
    return newest


def test_all_fields_are_taken_as_they_were_set(run: Run, tmp_path: Path) -> None:
    async def scenario(origin: str) -> None:
        async with live_studio(tmp_path, origin) as live:
            recipe_state = live.process.studio.recipe_state
            live.type_prompt("a harbour")
            chosen = live.named("Output format")
            assert isinstance(chosen, Combo)
            chosen.step(1)
            chosen.step(1)
            recipe_state.set_model("flux-2-flex")
            QTest.keyClick(live.named("More"), Qt.Key.Key_Return)
            _type(live, "Safety tolerance", "4")
            _type(live, "Steps", "30")
            _type(live, "Guidance", "7.5")
            QTest.keyClick(live.named("Prompt rewriting"), Qt.Key.Key_Space)
            job = await _made(live)
            values = dict(job.recipe.values)
            assert values[Role.SAFETY_TOLERANCE] == 4
            assert (values[Role.STEPS], values[Role.GUIDANCE]) == (30, 7.5)
            assert values[Role.REWRITING] is True
            await live.until(lambda: live.process.library.rowCount() == 1)
            picture = live.process.library.picture(job.id)
            assert picture is not None
            assert (picture.path.suffix, picture.generation.media_type) == (".webp", "image/webp")
            head = picture.path.read_bytes()[:12]
            assert (head[:4], head[8:]) == (b"RIFF", b"WEBP")
            recipe_state.set_model("flux-2-pro")
            job = await _made(live)
            assert not {Role.STEPS, Role.GUIDANCE} & job.recipe.values.keys()

    flags = ("--seconds-per-image", "0.2", "--credits", "1000", "--paint", "flat")
    motion.reduce(True)
    try:
        with running_sandbox(None, *flags) as sandbox:
            run(scenario(sandbox.base_url))
    finally:
        motion.reduce(False)

"""A reference whose kept copy is gone: the job says so, the slot shows it, nothing is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.job import JobState
from bfl_studio.domain.rules import IssueKind
from bfl_studio.state.generate_state import GenerateKind
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.ui.bad_input_stage import Stage, bad_input_stage
from tests.ui.drop_stage import picture

pytestmark = pytest.mark.usefixtures("dark")

SENTENCE = "“kept.png” isn't there any more. Choose it again, or take it out."


async def _send(stage: Stage) -> None:
    stage.live.type_prompt("a harbour")
    stage.live.press_generate()
    jobs = stage.studio.jobs
    await stage.live.until(lambda: bool(jobs.jobs) and all(job.ended for job in jobs.jobs), 60)


def _references(stage: Stage) -> list[Path]:
    return sorted((stage.folder / "library" / ".bfl-studio" / "references").iterdir())


@pytest.mark.parametrize("harm", ["deleted", "cut short"])
def test_a_kept_copy_that_is_gone_is_told_shown_and_made_good(
    run: Run, tmp_path: Path, harm: str
) -> None:
    sentence = SENTENCE if harm == "deleted" else "“kept.png” isn't a picture that can be opened."

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            live, studio = stage.live, stage.studio
            (kept,) = _references(stage)
            if harm == "deleted":
                kept.unlink()
            else:
                kept.write_bytes(kept.read_bytes()[:100])
            await _send(stage)
            (job,) = studio.jobs.jobs
            assert (job.state, job.hidden) == (JobState.CANCELLED, False)
            # In Jobs, chosen by itself, and in the foot nothing else needs to be found.
            assert studio.job_list.rowCount() == 1
            await live.until(lambda: sentence in live.texts())
            # The job may be through before the order that made it has come back.
            await live.until(lambda: studio.batch.rowCount() == 1)
            spoken = str(studio.batch.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
            assert spoken.startswith("Not sent, File ")
            assert sentence.rstrip(".") in spoken
            assert "not charged" in spoken
            assert _tip(stage).startswith(sentence)

            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.OFF)
            face = studio.generate_state.face
            assert getattr(face.reason, "kind", None) is IssueKind.IMAGE_LOST
            tile = live.window.panes.references.tile_of(Role.REFERENCE, 1)
            assert _is_lost(stage)
            live.press_generate()
            assert len(studio.jobs.jobs) == 1
            assert QApplication.focusWidget() is tile

            # The same picture once more, in the slot itself.
            await stage.drop(picture(tmp_path, "kept.png", "olive"), slot=1)
            await live.until(lambda: studio.generate_state.face.kind is GenerateKind.READY)
            assert not _is_lost(stage)
            live.press_generate()
            await live.until(lambda: studio.jobs.jobs[-1].state is JobState.SAVED, 60)

    run(scenario())


def test_one_that_is_gone_at_the_start_is_known_before_anything_is_pressed(
    run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            stage.live.type_prompt("a harbour")
            for kept in _references(stage):
                kept.unlink()
        async with live_studio(tmp_path / "data") as again:
            state = again.process.studio.generate_state
            await again.until(lambda: state.face.kind is GenerateKind.OFF)
            assert getattr(state.face.reason, "kind", None) is IssueKind.IMAGE_LOST
            again.process.studio.slots.clear()
            assert state.face.kind is GenerateKind.READY

    run(scenario())


def _is_lost(stage: Stage) -> bool:
    """As the first slot shows it."""
    return stage.live.window.panes.references.tile_of(Role.REFERENCE, 1).lost


def _tip(stage: Stage) -> str:
    """What pointing at the first tile of the strip says."""
    tiles = stage.live.window.panes.strip.list
    point = tiles.visualRect(tiles.model().index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, point, tiles.viewport().mapToGlobal(QPoint(point)))
    QApplication.sendEvent(tiles.viewport(), event)
    shown = QToolTip.text()
    QToolTip.hideText()
    return shown.partition(">")[2].removesuffix("</div>").replace("&#x27;", "'")

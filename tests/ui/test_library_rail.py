"""The rail counts what runs and what needs you, and leads back to the library."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from bfl_studio.domain.job import JobState
from bfl_studio.state.job_model import JobModel
from bfl_studio.ui.library_rail import LibraryRail
from bfl_studio.ui.text import Label
from tests.state.makers import a_job

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


def test_counts_what_runs_and_what_needs_you(qtbot: QtBot) -> None:
    jobs = JobModel(lambda job: job.id)
    rail = LibraryRail(jobs)
    qtbot.addWidget(rail)
    rail.show()
    assert said(rail) == []
    jobs.put(a_job(1, state=JobState.ACCEPTED))
    jobs.put(a_job(2, state=JobState.FAILED))
    jobs.put(a_job(3, state=JobState.GONE))
    jobs.put(a_job(4, state=JobState.GONE, hidden=True))
    assert said(rail) == ["1", "2"]


def test_unfolds(qtbot: QtBot) -> None:
    rail = LibraryRail(JobModel(lambda job: job.id))
    qtbot.addWidget(rail)
    rail.show()
    button = rail.findChild(QToolButton)
    assert button is not None
    with qtbot.waitSignal(rail.unfold):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(rail: LibraryRail) -> list[str]:
    return [each.text() for each in rail.findChildren(Label) if each.isVisible()]

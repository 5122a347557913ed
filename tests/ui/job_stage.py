"""The Jobs list by itself, with a clock that is set by hand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bfl_studio.domain.job import Job
from bfl_studio.state.job_model import JobListModel, JobModel
from bfl_studio.ui.job_list import JobList
from bfl_studio.ui.job_row import RowAction, action_rect
from bfl_studio.ui.job_words import describe_job
from bfl_studio.ui.standings import Standings
from bfl_studio.ui.text import Label
from tests.state.makers import NOON

OF_ONE = ("cancel", "reuse")
OF_ALL = ("again", "discard", "put_away")


class Stage:
    """A list that is shown, a clock that is set by hand, and what was asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now = 100.0
        self.jobs = JobModel(describe_job)
        standings = Standings(self.jobs, lambda: NOON)
        listed = JobListModel(self.jobs)
        self.panel = JobList(listed, standings, lambda: self.now)
        qtbot.addWidget(self.panel)
        self.list = self.panel.list
        self.asked: list[tuple[str, Job]] = []
        for name in OF_ONE:
            signal = getattr(self.panel, name)
            signal.connect(lambda job, name=name: self.asked.append((name, job)))
        for name in OF_ALL:
            signal = getattr(self.panel, name)
            signal.connect(lambda jobs, name=name: self._note(name, jobs))
        self.panel.resize(220, 600)

    def put(self, *jobs: Job) -> None:
        for job in jobs:
            self.jobs.put(job)
        self.panel.activateWindow()
        QApplication.processEvents()
        self.now += 10

    def _note(self, name: str, jobs: tuple[Job, ...]) -> None:
        self.asked.extend((name, job) for job in jobs)

    def buttons(self) -> dict[str, QPushButton]:
        """The actions that can be seen, by their words."""
        QApplication.processEvents()
        found = self.panel.details.findChildren(QPushButton)
        return {button.text(): button for button in found if button.isVisible()}

    def words(self) -> str:
        """All that is said of the chosen job."""
        labels = self.panel.details.findChildren(Label)
        return " | ".join(label.text() for label in labels if label.isVisible())

    def press(self, words: str) -> None:
        QTest.mouseClick(self.buttons()[words], Qt.MouseButton.LeftButton)

    def action_place(self, row: int) -> QPoint:
        """Where the action of a row is clicked; its lower right corner."""
        rect = self.list.visualRect(self.list.model().index(row, 0))
        return action_rect(QRect(rect.topLeft(), rect.size()), RowAction("m")).center() - QPoint(
            self.list.verticalScrollBar().sizeHint().width(), 0
        )

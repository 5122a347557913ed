"""The strip shows the last batch; a tile becomes its picture in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import Job, JobState
from bfl_studio.state.job_model import BatchModel, JobModel
from bfl_studio.state.library_model import Picture
from bfl_studio.ui.batch_strip import BatchStrip
from bfl_studio.ui.picture_keys import PictureCommand, Step
from bfl_studio.ui.standings import Standings
from bfl_studio.ui.thumbnails import Marks, Thumbnails
from tests.state.makers import NOON, a_job
from tests.ui.pictures import a_cache, a_saved_picture
from tests.ui.stage import shows

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


class Stage:
    """A strip of four queued jobs, and what it told."""

    def __init__(self, qtbot: QtBot, thumbnails: Thumbnails) -> None:
        self.jobs = JobModel(lambda job: job.id)
        self.pictures: dict[str, Picture] = {}
        self.marks = Marks()
        batch = BatchModel(self.jobs)
        standings = Standings(self.jobs, lambda: NOON)
        self.strip = BatchStrip(batch, standings, thumbnails, self.marks, self.pictures.get)
        qtbot.addWidget(self.strip)
        self.empty_at_first = self.strip.isHidden()
        for number in range(1, 5):
            self.jobs.put(a_job(number))
        batch.show_batch("batch-1")
        self.strip.resize(460, 104)
        self.strip.show()
        self.chosen: list[Job] = []
        self.strip.chosen.connect(self.chosen.append)

    def click(self, number: int) -> None:
        place = self.strip.list.visualRect(self.strip.list.model().index(number, 0)).center()
        QTest.mouseClick(
            self.strip.list.viewport(), Qt.MouseButton.LeftButton, pos=place - QPoint(4, 0)
        )


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with a_cache() as cache:
        yield Stage(qtbot, Thumbnails(cache))


def test_takes_no_room_while_there_is_no_batch(stage: Stage) -> None:
    assert stage.empty_at_first
    assert stage.strip.isVisible()
    batch = stage.strip.list.model()
    assert isinstance(batch, BatchModel)
    batch.show_batch("another")
    assert not stage.strip.isVisible()


def test_is_known_by_its_name(stage: Stage) -> None:
    assert stage.strip.list.accessibleName() == "Batch"


def test_tells_which_job_a_click_or_an_arrow_chose(stage: Stage) -> None:
    stage.click(1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(stage.strip.list, key)
    assert [job.number for job in stage.chosen] == [2, 3, 2, 4, 1]


def test_can_be_led_from_outside(stage: Stage) -> None:
    stage.strip.choose("job-3")
    assert stage.chosen == []
    stage.strip.step(Step.NEXT)
    stage.strip.step(Step.NEXT)
    assert [job.number for job in stage.chosen] == [4]


def test_single_keys_are_commands(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.strip.commanded) as told:
        QTest.keyClick(stage.strip.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == [PictureCommand.DOUBLE_SIZE]


def test_enter_opens_and_the_menu_key_asks_for_the_menu(stage: Stage, qtbot: QtBot) -> None:
    stage.click(2)
    with qtbot.waitSignal(stage.strip.opened) as opened:
        QTest.keyClick(stage.strip.list, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].number == 3
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(stage.strip.menu_asked) as asked:
        QApplication.sendEvent(stage.strip.list.viewport(), event)
    assert asked.args is not None
    assert asked.args[0].number == 3


def test_a_tile_becomes_its_picture_in_place(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    picture = a_saved_picture(tmp_path, 2, size=(64, 64), color="#00ff00")
    place = stage.strip.list.visualRect(stage.strip.list.model().index(1, 0))
    stage.pictures["job-2"] = picture
    stage.jobs.put(a_job(2, state=JobState.SAVED))

    def is_there() -> bool:
        shown = stage.strip.list.viewport().grab().toImage()
        color = shown.pixelColor(place.center() - QPoint(4, 0))
        return color.green() > 200 > color.red() + color.blue()

    qtbot.waitUntil(is_there)


@pytest.mark.parametrize("place", [Place.GLOBAL, Place.SANDBOX])
def test_a_picture_of_the_sandbox_says_so(stage: Stage, tmp_path: Path, place: Place) -> None:
    stage.pictures["job-2"] = a_saved_picture(tmp_path, 2, color="black", place=place)
    stage.jobs.put(a_job(2, state=JobState.SAVED))
    assert shows(stage.strip, "on-scrim") == (place is Place.SANDBOX)


def test_a_fresh_picture_wears_the_ring_for_a_moment(stage: Stage, qtbot: QtBot) -> None:
    stage.strip.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    stage.strip.list.clearFocus()
    assert not shows(stage.strip, "focus")
    with qtbot.waitSignal(stage.marks.changed):
        stage.marks.arrive("job-2")
    assert shows(stage.strip, "focus")
    stage.marks.show("job-2")
    stage.marks.show("")
    qtbot.waitUntil(lambda: not stage.marks.is_fresh("job-2"))
    assert not shows(stage.strip, "focus")


@pytest.mark.parametrize("width", [900, 300])
def test_tiles_are_whole_with_and_without_a_scroll_bar(stage: Stage, width: int) -> None:
    stage.strip.resize(width, 104)
    QApplication.processEvents()
    place = stage.strip.list.visualRect(stage.strip.list.model().index(0, 0))
    assert stage.strip.list.horizontalScrollBar().isVisible() == (width < 400)
    assert stage.strip.list.viewport().rect().contains(place.adjusted(0, 0, -8, 0))

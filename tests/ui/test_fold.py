"""A fold hides its content from eye and keyboard until it is opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.ui import motion
from bfl_studio.ui.controls import LineField, column
from bfl_studio.ui.fold import Fold
from tests.ui.stage import Show, focused

pytestmark = pytest.mark.usefixtures("dark")


class Stage:
    """A fold with one field in it and one below it."""

    def __init__(self, show: Show) -> None:
        self.inside, self.below = LineField("Inside"), LineField("Below")
        content = QWidget()
        content.setLayout(column(self.inside))
        self.fold = Fold("More", content)
        self.window = show(self.fold, self.below)
        self.window.resize(240, 240)
        self.title = self.fold.title
        self.title.setFocus()


@pytest.fixture
def stage(show: Show) -> Stage:
    return Stage(show)


@pytest.fixture
def still() -> Iterator[None]:
    motion.reduce(True)
    yield
    motion.reduce(False)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.usefixtures("still")
def test_keys_open_and_close_it(stage: Stage, key: Qt.Key) -> None:
    for opened in (True, False):
        QTest.keyClick(stage.title, key)
        assert stage.fold.is_open is opened
        assert stage.inside.isVisible() is opened
        QTest.keyClick(stage.title, Qt.Key.Key_Tab)
        assert focused() is (stage.inside if opened else stage.below)
        stage.title.setFocus()


@pytest.mark.usefixtures("still")
def test_nothing_moves_when_motion_is_reduced(stage: Stage) -> None:
    closed = stage.fold.sizeHint().height()
    stage.title.click()
    QApplication.processEvents()
    assert stage.inside.visibleRegion().boundingRect().size() == stage.inside.size()
    stage.title.click()
    assert stage.fold.sizeHint().height() == closed


def test_it_unfolds_step_by_step_and_shows_all_at_the_end(stage: Stage, qtbot: QtBot) -> None:
    heights: list[int] = []
    stage.fold.unfolding.connect(lambda: heights.append(stage.fold.sizeHint().height()))
    stage.title.click()
    full = stage.title.sizeHint().height() + stage.inside.sizeHint().height()
    qtbot.waitUntil(lambda: bool(heights) and heights[-1] == full)
    QApplication.processEvents()
    assert stage.inside.visibleRegion().boundingRect().size() == stage.inside.size()
    assert heights == sorted(heights)
    stage.title.click()
    qtbot.waitUntil(lambda: not stage.inside.isVisible())
    assert stage.fold.sizeHint().height() == stage.title.sizeHint().height()


def test_it_can_be_opened_at_once(stage: Stage) -> None:
    stage.fold.open()
    QApplication.processEvents()
    assert stage.inside.isVisible()
    assert stage.inside.visibleRegion().boundingRect().size() == stage.inside.size()


@pytest.mark.usefixtures("still")
def test_it_grows_and_shrinks_with_its_content(stage: Stage) -> None:
    stage.title.click()
    before = stage.fold.sizeHint().height()
    stage.inside.setVisible(False)
    QApplication.processEvents()
    assert stage.fold.sizeHint().height() < before
    stage.inside.setVisible(True)
    QApplication.processEvents()
    assert stage.fold.sizeHint().height() == before


@pytest.mark.usefixtures("still")
def test_screen_readers_hear_its_name_and_whether_it_is_open(stage: Stage) -> None:
    spoken = QAccessible.queryAccessibleInterface(stage.title)
    seen = []
    for _ in range(2):
        seen.append((spoken.text(QAccessible.Text.Name), stage.title.accessibleDescription()))
        stage.title.click()
    assert seen == [("More", "Collapsed"), ("More", "Expanded")]
    stage.fold.set_summary("safety 4")
    assert stage.title.accessibleDescription() == "Collapsed. safety 4"


def test_the_summary_stands_in_the_title(stage: Stage) -> None:
    bare = stage.title.grab().toImage()
    stage.fold.set_summary("safety 4")
    assert stage.title.grab().toImage() != bare


def test_a_long_summary_stands_below_the_name_whole(stage: Stage) -> None:
    low = stage.title.height()
    stage.fold.set_summary("safety 4 · rewriting on · steps 30 · guidance 7.5")
    QApplication.processEvents()
    assert stage.title.height() > low
    stage.window.resize(480, 240)
    QApplication.processEvents()
    assert stage.title.height() == low

"""The Library shows every kept picture whole, by day, and tells which one was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bfl_studio.state.library_model import LibraryModel, PictureRole
from bfl_studio.ui.library_view import LibraryView
from bfl_studio.ui.picture_keys import PictureCommand, Step
from bfl_studio.ui.picture_words import day_of, describe_generation
from bfl_studio.ui.text import Label
from bfl_studio.ui.thumbnails import Marks, Thumbnails
from bfl_studio.ui.tiles import Loss
from tests.state.makers import a_picture
from tests.ui.pictures import a_cache, a_saved_picture

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


def a_library() -> LibraryModel:
    return LibraryModel(describe_generation, day_of)


class Stage:
    """A library of six pictures on two days, 220 pixels wide."""

    def __init__(self, qtbot: QtBot, folder: Path, thumbnails: Thumbnails) -> None:
        self.library = a_library()
        self.marks = Marks()
        self.view = LibraryView(self.library, thumbnails, self.marks)
        self.list = self.view.list
        qtbot.addWidget(self.view)
        self.pictures = [
            a_saved_picture(folder, number, days=number < 4) for number in range(6, 0, -1)
        ]
        self.library.append(self.pictures, None)
        self.chosen: list[int] = []
        self.view.chosen.connect(lambda picture: self.chosen.append(picture.generation.number))
        self.view.resize(220, 500)
        self.view.show()
        self.view.activateWindow()
        QApplication.processEvents()

    def place(self, number: int) -> QRect:
        rows = self.list.model()
        found = (rows.index(row, 0) for row in range(rows.rowCount()))
        pictures = ((index, index.data(PictureRole.PICTURE)) for index in found)
        index = next(i for i, p in pictures if p and p.generation.number == number)
        return self.list.visualRect(index)

    def click(self, number: int) -> None:
        place = self.place(number).center()
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with a_cache() as cache:
        yield Stage(qtbot, tmp_path, Thumbnails(cache))


@pytest.mark.parametrize(("width", "columns"), [(220, 2), (280, 2), (340, 3)])
def test_tiles_fill_the_pane_at_96_pixels_or_more(width: int, columns: int, stage: Stage) -> None:
    stage.view.resize(width, 700)
    QApplication.processEvents()
    tops = [stage.place(number).top() for number in (6, 5, 4)]
    assert tops.count(tops[0]) == columns
    assert 96 <= stage.list.cell - 3 <= 256
    assert stage.place(6).left() + stage.list.viewport().x() < 12


def test_arrows_go_from_picture_to_picture_past_the_headings(stage: Stage) -> None:
    stage.click(6)
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_End]
    for key in (*keys, Qt.Key.Key_Home):
        QTest.keyClick(stage.list, key)
    # Two in a row: 6 5 | 4 _ | day before: 3 2 | 1 _
    assert stage.chosen[:2] == [6, 5]
    assert stage.chosen[2] in (4, 2)
    assert stage.chosen[-2:] == [1, 6]


def test_down_and_up_cross_a_heading(stage: Stage) -> None:
    stage.click(4)
    QTest.keyClick(stage.list, Qt.Key.Key_Down)
    QTest.keyClick(stage.list, Qt.Key.Key_Up)
    assert stage.chosen == [4, 3, 4]


def test_no_letter_jumps_to_a_picture(stage: Stage, qtbot: QtBot) -> None:
    stage.click(3)
    QTest.keyClick(stage.list, Qt.Key.Key_P)
    assert stage.chosen == [3]
    with qtbot.waitSignal(stage.view.commanded) as told:
        QTest.keyClick(stage.list, Qt.Key.Key_R)
    assert told.args == [PictureCommand.REUSE]


def test_enter_and_a_double_click_open(stage: Stage) -> None:
    opened: list[int] = []
    stage.view.opened.connect(lambda picture: opened.append(picture.generation.number))
    stage.click(5)
    QTest.keyClick(stage.list, Qt.Key.Key_Return)
    view, place = stage.list.viewport(), stage.place(2).center()
    stage.click(2)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert opened[0] == 5
    assert opened[-1] == 2


def test_can_be_led_from_outside(stage: Stage) -> None:
    stage.view.choose("job-4")
    assert stage.chosen == []
    stage.view.step(Step.NEXT)
    stage.view.step(Step.LAST)
    stage.view.step(Step.NEXT)
    assert stage.chosen == [3, 1]


def test_what_was_chosen_stays_chosen_when_a_new_picture_comes(
    stage: Stage, tmp_path: Path
) -> None:
    stage.click(3)
    stage.library.prepend(a_saved_picture(tmp_path, 7))
    (index,) = stage.list.selectionModel().selectedIndexes()
    assert index.data(PictureRole.PICTURE).generation.number == 3


def test_shows_its_pictures_once_they_are_read(stage: Stage, qtbot: QtBot) -> None:
    def is_teal() -> bool:
        color = stage.list.viewport().grab().toImage().pixelColor(stage.place(6).center())
        return color.red() < 20 and color.green() > 110

    qtbot.waitUntil(is_teal)


def test_says_that_a_file_was_moved_and_shows_it_when_it_is_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with a_cache() as cache:
        thumbnails = Thumbnails(cache)
        picture = a_saved_picture(tmp_path, 1)
        picture.path.unlink()
        picture.thumbnail.unlink()
        with qtbot.waitSignal(thumbnails.changed):
            thumbnails.pixmap(picture, 96)
        with qtbot.waitSignal(thumbnails.changed):
            thumbnails.pixmap(picture, 96)
        assert thumbnails.loss(picture) is Loss.MOVED
        a_saved_picture(tmp_path, 1)
        cache.forget(picture.path)
        with qtbot.waitSignal(thumbnails.changed):
            cache.pixmap(picture.path)
        assert thumbnails.loss(picture) is None


def test_a_file_that_is_there_and_cannot_be_read_is_damaged(qtbot: QtBot, tmp_path: Path) -> None:
    with a_cache() as cache:
        thumbnails = Thumbnails(cache)
        picture = a_saved_picture(tmp_path, 1)
        picture.path.write_bytes(b"half a pict")
        picture.thumbnail.unlink(missing_ok=True)
        with qtbot.waitSignal(thumbnails.changed):
            cache.pixmap(picture.path)
        assert thumbnails.loss(picture) is Loss.DAMAGED


def test_a_lost_thumbnail_is_made_up_for_by_the_original(qtbot: QtBot, tmp_path: Path) -> None:
    with a_cache() as cache:
        thumbnails = Thumbnails(cache)
        picture = a_saved_picture(tmp_path, 1)
        picture.thumbnail.unlink()
        qtbot.waitUntil(lambda: thumbnails.pixmap(picture, 96) is not None)
        assert thumbnails.loss(picture) is None


def test_pages_are_asked_for_as_the_end_comes_near(stage: Stage) -> None:
    asked: list[int | None] = []
    stage.library.read_with(asked.append)
    stage.library.append([], 3)
    for _ in range(20):
        stage.library.append([a_picture(100 + len(asked))], len(asked) + 1)
    stage.view.resize(220, 300)
    QApplication.processEvents()
    stage.list.scrollToBottom()
    QApplication.processEvents()
    assert len(asked) >= 2


class TestEmpty:
    @pytest.fixture
    def library(self, qapp: QApplication) -> LibraryModel:
        return a_library()

    @pytest.fixture
    def view(self, library: LibraryModel, qtbot: QtBot) -> Iterator[LibraryView]:
        with a_cache() as cache:
            view = LibraryView(library, Thumbnails(cache), Marks())
            qtbot.addWidget(view)
            view.resize(220, 300)
            view.show()
            yield view

    def _said(self, view: LibraryView) -> str:
        return " ".join(each.text() for each in view.findChildren(Label) if each.isVisible())

    def test_says_so_only_when_it_is_known(self, view: LibraryView, library: LibraryModel) -> None:
        assert "Nothing here yet" not in self._said(view)
        library.append([], None)
        assert "Nothing here yet" in self._said(view)
        library.append([a_picture(1)], None)
        assert "Nothing here yet" not in self._said(view)

    def test_the_folder_can_be_opened(self, view: LibraryView, qtbot: QtBot) -> None:
        buttons = view.findChildren(QPushButton)
        button = next(each for each in buttons if each.accessibleName() == "Open folder")
        with qtbot.waitSignal(view.open_folder):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_page_that_was_read_tells_the_newest_picture(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.view.newest_read) as told:
        stage.library.append((), None)
    assert told.args == [stage.pictures[0]]


def test_an_empty_library_tells_none(qtbot: QtBot, stage: Stage) -> None:
    library = a_library()
    with a_cache() as cache:
        view = LibraryView(library, Thumbnails(cache), stage.marks)
        qtbot.addWidget(view)
        with qtbot.assertNotEmitted(view.newest_read):
            library.append((), None)

"""The Viewer shows a picture at once, sharp, and never gives way to a newer one unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bfl_studio.ui import theme
from bfl_studio.ui.picture_canvas import SURROUNDS
from bfl_studio.ui.picture_keys import PictureCommand, Step
from bfl_studio.ui.starters import Starter
from tests.ui.pictures import a_saved_picture, turn_wheel_at
from tests.ui.viewer_stage import Stage, a_viewer

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with a_viewer(qtbot, tmp_path) as stage:
        yield stage


class TestEmpty:
    def test_offers_three_prompts_that_only_fill_the_prompt(self, stage: Stage) -> None:
        told: list[str] = []
        stage.viewer.starter.connect(told.append)
        starters = [each for each in stage.viewer.findChildren(Starter) if each.isVisible()]
        assert len(starters) == 3
        assert "Your pictures appear here." in stage.said()
        for starter in starters:
            QTest.mouseClick(starter, Qt.MouseButton.LeftButton)
        assert told == [starter.prompt for starter in starters]
        assert "“OPEN LATE”" in told[1]

    @pytest.mark.parametrize("width", [300, 420, 900])
    def test_its_words_are_whole_at_any_width(self, width: int, stage: Stage) -> None:
        stage.viewer.resize(width, 700)
        QApplication.processEvents()
        for starter in stage.viewer.findChildren(Starter):
            assert starter.height() >= starter.heightForWidth(starter.width())
            assert starter.geometry().right() < width

    def test_gives_way_to_the_first_picture(self, stage: Stage) -> None:
        stage.viewer.offer(stage.picture(1, (64, 64)))
        assert "Your pictures" not in stage.said()


class TestFollowingTheNewest:
    def test_is_on_until_somebody_chooses(self, stage: Stage) -> None:
        one, two, three = (stage.picture(number, (64, 64)) for number in (1, 2, 3))
        stage.viewer.offer(one)
        stage.viewer.offer(two)
        assert stage.viewer.picture == two
        stage.viewer.show_picture(one)
        stage.viewer.offer(three)
        assert stage.viewer.picture == one
        assert stage.marks.is_new("job-3")
        assert not stage.marks.is_new("job-2")

    def test_f_goes_to_the_newest_and_follows_again(self, stage: Stage) -> None:
        one, two, three = (stage.picture(number, (64, 64)) for number in (1, 2, 3))
        stage.viewer.show_picture(one)
        stage.viewer.offer(two)
        QTest.keyClick(stage.viewer, Qt.Key.Key_F)
        assert stage.viewer.picture == two
        assert not stage.marks.is_new("job-2")
        stage.viewer.offer(three)
        assert stage.viewer.picture == three


class TestWhatIsSeen:
    def test_the_thumbnail_comes_first_and_then_every_pixel(self, stage: Stage) -> None:
        picture = stage.picture(1, (1200, 900))
        a_saved_picture(stage.folder, 2, size=(400, 300), color="#ff0000")
        (stage.folder / "2.jpg").replace(picture.thumbnail)
        stage.viewer.show_picture(picture)
        seen: list[bool] = []

        def is_teal() -> bool:
            color = QColor(stage.color(300, 200))
            seen.append(color.red() > 200)
            return color.name() == QColor("teal").name()

        stage.qtbot.waitUntil(is_teal)
        assert any(seen)

    def test_it_speaks_its_sentence(self, stage: Stage) -> None:
        stage.viewer.show_picture(stage.picture(1, (832, 1216)))
        assert stage.viewer.accessibleName() == "Viewer"
        assert "832 by 1216" in stage.viewer.accessibleDescription()
        stage.viewer.show_picture(None)
        assert stage.viewer.accessibleDescription() == ""

    def test_pixels_are_hard_when_they_are_large(self, stage: Stage) -> None:
        picture = stage.picture(1, (8, 8), "#000000")
        from PIL import Image

        with Image.open(picture.path) as image:
            image.putpixel((4, 4), (255, 255, 255))
            image.save(picture.path)
        stage.viewer.show_picture(picture)
        stage.canvas.zoom_by(lambda placement: placement.zoomed(16))
        # The white pixel lies from the middle to the lower right, 16 pixels wide.
        stage.until_middle_is("#ffffff")
        row = [stage.color(x, 208) for x in range(236, 364)]
        assert set(row) == {"#000000", "#ffffff"}
        assert row.count("#ffffff") == 16

    def test_w_changes_what_is_around_it(self, stage: Stage) -> None:
        stage.viewer.show_picture(stage.picture(1, (64, 64)))
        around = []
        for _ in SURROUNDS:
            around.append(stage.color(5, 5))
            QTest.keyClick(stage.viewer, Qt.Key.Key_W)
        tokens = [QColor(theme.current().color(name)).name() for name in SURROUNDS]
        assert around == tokens
        assert stage.color(5, 5) == tokens[0]

    def test_a_file_that_was_moved_is_missed_and_found_again(self, stage: Stage) -> None:
        picture = stage.picture(1, (64, 64))
        away = stage.folder / "away.png"
        picture.path.rename(away)
        stage.viewer.show_picture(picture)
        stage.qtbot.waitUntil(lambda: "was moved or deleted" in stage.said())
        away.rename(picture.path)
        buttons = stage.viewer.findChildren(QPushButton)
        button = next(each for each in buttons if each.text() == "Look again")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        stage.until_middle_is(QColor("teal").name())

    def test_a_file_that_is_no_picture_says_so(self, stage: Stage) -> None:
        picture = stage.picture(1, (64, 64))
        picture.path.write_text("no picture")
        stage.viewer.show_picture(picture)
        stage.qtbot.waitUntil(lambda: "can't be read" in stage.said())


class TestZoom:
    @pytest.fixture(autouse=True)
    def large(self, stage: Stage) -> None:
        stage.viewer.show_picture(stage.picture(1, (1200, 900)))

    def test_begins_fitted_with_a_margin(self, stage: Stage) -> None:
        assert stage.viewer.zoom == pytest.approx((400 - 32) / 900)

    def test_fit_follows_the_window(self, stage: Stage) -> None:
        before = stage.viewer.zoom
        stage.viewer.resize(900, 700)
        assert stage.viewer.zoom > before

    def test_z_goes_to_100_percent_and_back(self, stage: Stage) -> None:
        fitted = stage.viewer.zoom
        told: list[float] = []
        stage.viewer.zoom_changed.connect(told.append)
        QTest.keyClick(stage.viewer, Qt.Key.Key_Z)
        QTest.keyClick(stage.viewer, Qt.Key.Key_Z)
        QTest.keyClick(stage.viewer, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
        assert told == [1.0, fitted, 2.0]

    def test_a_double_click_goes_to_100_percent_and_back(self, stage: Stage) -> None:
        fitted = stage.viewer.zoom
        QTest.mouseDClick(stage.canvas, Qt.MouseButton.LeftButton)
        assert stage.viewer.zoom == 1.0
        QTest.mouseDClick(stage.canvas, Qt.MouseButton.LeftButton)
        assert stage.viewer.zoom == fitted

    def test_the_window_can_zoom_as_well(self, stage: Stage) -> None:
        stage.viewer.actual_size()
        stage.viewer.zoom_in()
        assert stage.viewer.zoom == 1.5
        stage.viewer.zoom_out()
        assert stage.viewer.zoom == 1.0
        stage.viewer.fit()
        assert stage.canvas.fits

    def test_the_wheel_zooms_even_without_the_focus(self, stage: Stage) -> None:
        stage.viewer.clearFocus()
        before = stage.viewer.zoom
        turn_wheel_at(stage.canvas, QPointF(300, 200), 1)
        assert stage.viewer.zoom > before
        turn_wheel_at(stage.canvas, QPointF(300, 200), -1)
        assert stage.viewer.zoom == pytest.approx(before)

    def test_a_picture_of_the_same_size_keeps_the_zoom(self, stage: Stage) -> None:
        stage.viewer.actual_size()
        stage.viewer.show_picture(stage.picture(2, (1200, 900)))
        assert stage.viewer.zoom == 1.0
        stage.viewer.show_picture(stage.picture(3, (900, 1200)))
        assert stage.canvas.fits

    def test_dragging_moves_the_picture_with_the_hand(self, stage: Stage) -> None:
        stage.viewer.actual_size()
        stage.until_middle_is(QColor("teal").name())
        start = QPoint(300, 200)
        QTest.mousePress(stage.canvas, Qt.MouseButton.LeftButton, pos=start)
        assert stage.canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
        for step in range(1, 6):
            QTest.mouseMove(stage.canvas, start + QPoint(90 * step, 0))
        QTest.mouseRelease(stage.canvas, Qt.MouseButton.LeftButton, pos=start)
        # Its left edge came into view, and stopped at the margin.
        surround = QColor(theme.current().color("canvas")).name()
        assert [stage.color(x, 200) for x in (15, 16)] == [surround, QColor("teal").name()]

    def test_space_shows_the_hand_while_it_is_held(self, stage: Stage) -> None:
        QTest.keyPress(stage.viewer, Qt.Key.Key_Space)
        assert stage.canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
        QTest.keyRelease(stage.viewer, Qt.Key.Key_Space)
        assert stage.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


class TestKeys:
    def test_arrows_ask_for_a_neighbour_and_enter_for_the_library(self, stage: Stage) -> None:
        steps: list[Step] = []
        left: list[bool] = []
        stage.viewer.stepped.connect(steps.append)
        stage.viewer.left.connect(lambda: left.append(True))
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            QTest.keyClick(stage.viewer, key)
        QTest.keyClick(stage.viewer, Qt.Key.Key_Return)
        assert steps == [Step.BEFORE, Step.NEXT, Step.FIRST, Step.LAST]
        assert left == [True]

    def test_what_is_not_its_own_is_handed_on(self, stage: Stage) -> None:
        told: list[PictureCommand] = []
        stage.viewer.commanded.connect(told.append)
        QTest.keyClick(stage.viewer, Qt.Key.Key_R)
        QTest.keyClick(stage.viewer, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(stage.viewer, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        assert told == [PictureCommand.REUSE, PictureCommand.REUSE_EXACTLY]

    def test_a_click_brings_the_keyboard(self, stage: Stage) -> None:
        stage.viewer.show_picture(stage.picture(1, (64, 64)))
        stage.viewer.clearFocus()
        QTest.mouseClick(stage.canvas, Qt.MouseButton.LeftButton)
        assert stage.viewer.hasFocus()

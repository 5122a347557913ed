"""Numbers are always ones the caller can use, however they get there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from tests.ui.stage import SIZES, Show, row_host, turn_wheel, width_field

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


class TestNumberField:
    def test_takes_other_bounds_without_telling(self, show: Show) -> None:
        field = width_field()
        told: list[int] = []
        field.valueChanged.connect(told.append)
        show(field)
        field.set_bounds(256, 800, step=32, normalise=lambda number: number // 32 * 32)
        assert (field.value(), told) == (800, [])
        field.selectAll()
        QTest.keyClicks(field, "500")
        assert told == [480]

    def test_the_same_bounds_once_more_leave_what_is_typed(self, show: Show) -> None:
        field = width_field()
        show(field)
        field.selectAll()
        QTest.keyClicks(field, "1000")
        field.set_bounds(64, 4096, step=16)
        assert field.text().startswith("1000")

    @pytest.mark.parametrize(("shown", "kept"), [(10**12, 4096), (-5, 64)])
    def test_a_number_from_elsewhere_stays_within_the_bounds(self, shown: int, kept: int) -> None:
        field = width_field()
        field.show_value(shown)
        assert field.value() == kept

    def test_tells_what_a_typed_number_will_become(self, show: Show) -> None:
        field = width_field()
        told: list[int] = []
        field.valueChanged.connect(told.append)
        show(field)
        field.selectAll()
        QTest.keyClicks(field, "1000")
        assert told[-1] == 1008
        assert field.cleanText() == "1000"
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.cleanText() == "1008"
        assert field.value() == 1008

    def test_its_frame_is_round_at_every_corner(self, qapp: QApplication, show: Show) -> None:
        theme.apply(qapp, theme.Scheme.DARK, scale=2.0)
        field = width_field()
        show(field)
        face = field.grab().toImage()
        far = face.height() - 4
        corners = {face.pixelColor(3, y).name() for y in (3, far)}
        assert theme.current().color("control").name() not in corners

    def test_does_not_tell_numbers_still_too_small(self, show: Show) -> None:
        field = width_field()
        told: list[int] = []
        field.valueChanged.connect(told.append)
        show(field)
        field.selectAll()
        QTest.keyClicks(field, "10")
        assert told == []

    @pytest.mark.parametrize(
        ("typed", "kept"), [("9", 64), ("5000", 4096), ("", 1024), ("70", 64), ("abc-2", 64)]
    )
    def test_always_ends_with_a_number_it_allows(self, typed: str, kept: int, show: Show) -> None:
        field = width_field()
        show(field)
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.value() == kept
        assert field.cleanText() == str(kept)

    def test_leaving_it_shows_what_it_told(self, show: Show) -> None:
        field, other = width_field(), LineField("Other")
        show(field, other)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "1001")
        told = field.value()
        other.setFocus()
        assert field.value() == told == 1008
        assert field.cleanText() == "1008"

    def test_steps_by_keys(self, show: Show) -> None:
        field = width_field()
        show(field)
        QTest.keyClick(field, Qt.Key.Key_Up)
        assert field.value() == 1040
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Down)
        assert field.value() == 1008

    def test_does_not_tell_back_what_it_is_shown(self, show: Show) -> None:
        field = width_field()
        told: list[int] = []
        field.valueChanged.connect(told.append)
        field.show_value(512)
        assert (field.value(), told) == (512, [])

    def test_leaves_a_number_alone_while_it_is_typed(self, show: Show) -> None:
        field = width_field()
        field.valueChanged.connect(field.show_value)
        show(field)
        field.selectAll()
        QTest.keyClicks(field, "1000")
        assert field.cleanText() == "1000"

    def test_dragging_its_label_steps_it(self, show: Show) -> None:
        field = width_field()
        label = ScrubLabel("Width", field)
        show(label, field)
        start = QPoint(4, 4)
        QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(label, start + QPoint(13, 0))
        assert field.value() == 1024 + 3 * 16
        QTest.mouseMove(label, start - QPoint(4, 0))
        QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=start)
        assert field.value() == 1024 - 16

    def test_shows_its_whole_number_and_unit(self, show: Show) -> None:
        field = width_field()
        show(row_host(field))
        edit = field.lineEdit()
        words = edit.fontMetrics().horizontalAdvance(f"{field.maximum()}{field.suffix()}")
        assert edit.width() - edit.textMargins().left() - edit.textMargins().right() >= words


class TestWheel:
    @pytest.mark.parametrize("make", [width_field, lambda: Combo("Size preset", SIZES)])
    def test_changes_nothing_without_focus(
        self, make: Callable[[], Combo | NumberField], show: Show
    ) -> None:
        control, other = make(), LineField("Other")
        show(other, control)
        other.setFocus()
        if isinstance(control, Combo):
            control.choose((1536, 1024))
        before = control.property("value"), control.property("text")
        assert not turn_wheel(control)
        assert (control.property("value"), control.property("text")) == before
        control.setFocus()
        turn_wheel(control)
        assert (control.property("value"), control.property("text")) != before

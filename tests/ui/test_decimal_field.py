"""A number with decimals behaves as a whole one does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bfl_studio.ui.controls import LineField
from bfl_studio.ui.decimal_field import DecimalField
from bfl_studio.ui.number_field import ScrubLabel
from tests.ui.stage import Show, row_host, turn_wheel

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def field() -> DecimalField:
    made = DecimalField("Guidance", 1.5, 10, step=0.5)
    made.setValue(5.0)
    return made


@pytest.fixture
def stage(field: DecimalField, show: Show) -> QWidget:
    return show(field)


def _retype(field: DecimalField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("7", 7.0, "7.0"),
        ("7.3", 7.3, "7.3"),
        ("7,3", 7.3, "7.3"),
        ("7.35", 7.3, "7.3"),
        (".", 5.0, "5.0"),
        ("", 5.0, "5.0"),
        ("1", 1.5, "1.5"),
        ("99", 10.0, "10.0"),
        ("-3e1x", 10.0, "10.0"),
        ("2..5", 2.5, "2.5"),
    ],
)
def test_it_always_ends_with_a_number_it_allows(
    field: DecimalField, stage: QWidget, typed: str, kept: float, shown: str
) -> None:
    _retype(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.value(), field.text()) == (kept, shown)


def test_it_tells_a_number_while_it_is_typed_and_leaves_the_text_alone(
    field: DecimalField, stage: QWidget
) -> None:
    told: list[float] = []
    field.valueChanged.connect(told.append)
    field.valueChanged.connect(field.show_value)
    field.selectAll()
    QTest.keyClicks(field, "7.5")
    assert told == [7.0, 7.5]
    assert field.text() == "7.5"


def test_it_does_not_tell_back_what_it_is_shown(field: DecimalField, stage: QWidget) -> None:
    told: list[float] = []
    field.valueChanged.connect(told.append)
    field.show_value(7.0)
    assert (field.text(), told) == ("7.0", [])


def test_arrows_step_it(field: DecimalField, stage: QWidget) -> None:
    _retype(field, "5.3")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 5.8
    for _ in range(30):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 10.0


def test_the_wheel_changes_nothing_without_focus(field: DecimalField, show: Show) -> None:
    other = LineField("Other")
    show(other, field)
    other.setFocus()
    assert not turn_wheel(field)
    assert field.value() == 5.0
    field.setFocus()
    turn_wheel(field)
    assert field.value() == 5.5


def test_its_label_can_be_dragged(field: DecimalField, show: Show) -> None:
    label = ScrubLabel("Guidance", field)
    show(label, field)
    start = QPoint(4, 4)
    QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(label, start + QPoint(9, 0))
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=start)
    assert field.value() == 6.0


def test_numbers_look_alike_in_every_language(stage: QWidget, field: DecimalField) -> None:
    field.setLocale(QLocale(QLocale.Language.German))
    field.setValue(7.5)
    assert field.text() == "7.5"
    _retype(field, "8,5")
    assert field.value() == 8.5


def test_it_shows_its_longest_number(show: Show, field: DecimalField) -> None:
    show(row_host(field))
    edit = field.lineEdit()
    words = edit.fontMetrics().horizontalAdvance("10.0")
    assert edit.width() - edit.textMargins().left() - edit.textMargins().right() >= words


def test_it_takes_other_bounds_without_telling(field: DecimalField, stage: QWidget) -> None:
    told: list[float] = []
    field.valueChanged.connect(told.append)
    field.set_bounds(0, 1, step=0.05)
    assert (field.value(), field.text(), told) == (1.0, "1.00", [])
    field.selectAll()
    QTest.keyClicks(field, "0.35")
    field.set_bounds(0, 1, step=0.05)
    assert (field.text(), told[-1]) == ("0.35", 0.35)

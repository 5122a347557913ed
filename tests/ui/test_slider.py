"""A slider tells whole steps while it is dragged, and nothing by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from bfl_studio.ui.slider import Slider
from tests.ui.stage import Show, shows, turn_wheel

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def slider(show: Show) -> Slider:
    made = Slider()
    made.set_bounds(1.5, 10.0, 0.5, 5.0)
    made.show_value(5.0)
    show(made)
    return made


def _at(slider: Slider, part: float) -> QPoint:
    return QPoint(round(7 + part * (slider.width() - 14)), slider.height() // 2)


def test_it_goes_where_it_is_pressed_and_dragged_on_whole_steps(slider: Slider) -> None:
    told: list[float] = []
    slider.moved.connect(told.append)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.5))
    QTest.mouseMove(slider, _at(slider, 1.0))
    QTest.mouseMove(slider, _at(slider, 5.0))
    QTest.mouseMove(slider, _at(slider, -5.0))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.0))
    QTest.mouseMove(slider, _at(slider, 0.5))
    assert told[0] in (5.5, 6.0)
    assert told[1:] == [10.0, 10.0, 1.5]


def test_a_double_click_asks_for_the_default(slider: Slider) -> None:
    asked: list[None] = []
    slider.reset.connect(lambda: asked.append(None))
    QTest.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.5))
    assert len(asked) == 1


def test_only_what_differs_from_the_default_is_coloured(slider: Slider) -> None:
    assert not shows(slider, "accent")
    slider.show_value(7.0)
    assert shows(slider, "accent")
    slider.setEnabled(False)
    assert not shows(slider, "accent")


def test_it_is_for_the_hand_alone(slider: Slider) -> None:
    assert slider.focusPolicy() == Qt.FocusPolicy.NoFocus
    told: list[float] = []
    slider.moved.connect(told.append)
    slider.show_value(99.0)
    assert not turn_wheel(slider)
    assert told == []


def test_steps_are_multiples_and_both_ends_are_reached(slider: Slider) -> None:
    slider.set_bounds(1.5, 100.0, 1.0, 60.0)
    told: list[float] = []
    slider.moved.connect(told.append)
    for part in (0.0, 0.3, 0.7, 1.0):
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=_at(slider, part))
    assert (told[0], told[-1]) == (1.5, 100.0)
    assert all(value == round(value) for value in told[1:])

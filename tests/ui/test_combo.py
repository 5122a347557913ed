"""The list a combo opens: what stands in it, and what keys do there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.choice_list import ChoiceList
from bfl_studio.ui.combo import Combo
from tests.ui.stage import Show, shows

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")

TIERS: list[tuple[str, object]] = [
    ("Billed as 1 MP", None),
    ("Square", 1),
    ("Wide", 2),
    ("Billed as 2 MP", None),
    ("Large", 3),
]


class Opened:
    """A combo in a window, its list open."""

    def __init__(self, show: Show, choices: list[tuple[str, object]] = TIERS) -> None:
        self.combo = Combo("Size preset", choices)
        self.chosen: list[object] = []
        self.combo.chosen.connect(self.chosen.append)
        show(self.combo)
        self.combo.setFocus()
        self.combo.click()
        QApplication.processEvents()
        (self.list,) = self.combo.findChildren(ChoiceList)

    @property
    def popover(self) -> QWidget:
        return self.list.window()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.list, key)

    def heights(self) -> list[int]:
        rows = range(self.list.model().rowCount())
        return [self.list.visualRect(self.list.model().index(row, 0)).height() for row in rows]


@pytest.fixture
def opened(show: Show) -> Opened:
    return Opened(show)


def test_rows_have_their_full_height_at_the_first_opening(opened: Opened) -> None:
    assert opened.heights() == [24, 28, 28, 24, 28]
    assert opened.list.viewport().height() == sum(opened.heights())


def test_rows_grow_with_the_text(qapp: QApplication, show: Show) -> None:
    theme.apply(qapp, theme.Scheme.DARK, scale=2.0)
    assert Opened(show).heights() == [48, 56, 56, 48, 56]


def test_arrows_pass_over_headings(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert opened.chosen == [3]


def test_the_ends_are_choices_too(opened: Opened) -> None:
    opened.press(Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert opened.chosen == [1]


def test_letters_jump_to_a_choice(opened: Opened) -> None:
    opened.press(Qt.Key.Key_L, Qt.Key.Key_Return)
    assert opened.chosen == [3]


def test_a_click_on_a_heading_chooses_nothing(opened: Opened) -> None:
    heading = opened.list.visualRect(opened.list.model().index(3, 0))
    QTest.mouseClick(opened.list.viewport(), Qt.MouseButton.LeftButton, pos=heading.center())
    assert opened.chosen == []
    assert opened.popover.isVisible()


def test_escape_closes_and_keeps_the_choice(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert not opened.popover.isVisible()
    assert opened.chosen == []
    assert opened.combo.choice() == 1
    assert opened.combo.hasFocus()


def test_the_present_choice_is_ticked(opened: Opened) -> None:
    with_tick = opened.list.viewport().grab().toImage()
    opened.press(Qt.Key.Key_Escape)
    opened.combo.choose(3)
    opened.combo.click()
    opened.press(Qt.Key.Key_Home)
    QApplication.processEvents()
    assert opened.list.viewport().grab().toImage() != with_tick


def test_a_list_longer_than_the_screen_scrolls(show: Show) -> None:
    opened = Opened(show, [(f"Size {number}", number) for number in range(1, 200)])
    room = opened.popover.screen().availableGeometry()
    assert room.contains(opened.popover.geometry())
    assert opened.list.verticalScrollBar().maximum() > 0


def test_a_popover_has_a_ground_and_an_edge_of_its_own(opened: Opened) -> None:
    assert shows(opened.popover, "raised")
    assert shows(opened.popover, "edge")

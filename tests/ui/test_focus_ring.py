"""A ring shows where the keyboard is, and only the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.ui.controls import LineField, QuietButton, column, scroll_area
from bfl_studio.ui.focus_ring import FocusRings, Ring, focus_by_key
from tests.ui.stage import Show

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


def rings(window: QWidget) -> list[Ring]:
    """The rings in sight."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [ring for ring in window.findChildren(Ring) if ring.isVisible()]


class TestFocusRing:
    @pytest.fixture(autouse=True)
    def watch(self, qapp: QApplication) -> Iterator[None]:
        watcher = FocusRings(qapp)
        yield
        watcher.deleteLater()

    def test_shows_for_the_keyboard_and_not_for_the_mouse(self, show: Show) -> None:
        one, two = QuietButton("One"), QuietButton("Two")
        window = show(one, two)
        QTest.mouseClick(two, Qt.MouseButton.LeftButton)
        assert rings(window) == []
        QTest.keyClick(two, Qt.Key.Key_Tab)
        assert len(rings(window)) == 1
        QTest.mouseClick(two, Qt.MouseButton.LeftButton)
        assert rings(window) == []

    def test_shows_where_a_shortcut_leads(self, show: Show) -> None:
        one, two = QuietButton("One"), QuietButton("Two")
        window = show(one, two)
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        focus_by_key(two)
        assert two.hasFocus()
        assert len(rings(window)) == 1

    def test_lies_around_the_control_with_a_gap(self, show: Show) -> None:
        before, button = LineField("Before"), QuietButton("One")
        window = show(before, button)
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        (ring,) = rings(window)
        assert ring.geometry() == button.geometry().adjusted(-3, -3, 3, 3)
        layout = window.layout()
        assert layout is not None
        layout.setContentsMargins(40, 40, 40, 40)
        layout.activate()
        assert ring.geometry() == button.geometry().adjusted(-3, -3, 3, 3)

    def test_scrolls_with_its_control(self, show: Show) -> None:
        content = QWidget()
        buttons = [QuietButton(f"Button {number}") for number in range(20)]
        content.setLayout(column(*buttons, padding=8))
        area = scroll_area("Buttons", content)
        area.setFixedHeight(120)
        show(area)
        buttons[0].setFocus()
        QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
        (ring,) = rings(area.viewport())
        before = ring.geometry()
        area.verticalScrollBar().setValue(10)
        assert ring.geometry() == before.translated(0, -10)

    def test_goes_when_its_control_goes(self, show: Show) -> None:
        before, button = LineField("Before"), QuietButton("One")
        window = show(before, button)
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        button.hide()
        assert all(ring.geometry() != button.geometry() for ring in rings(window))

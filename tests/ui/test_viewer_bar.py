"""The bar below the viewer says what is shown and what it cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import Place
from bfl_studio.ui.text import Label
from bfl_studio.ui.viewer_bar import ViewerBar
from tests.ui.pictures import a_saved_picture

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def bar(qtbot: QtBot) -> ViewerBar:
    bar = ViewerBar()
    qtbot.addWidget(bar)
    bar.resize(800, 32)
    return bar


def button(bar: ViewerBar, name: str) -> QPushButton:
    buttons = bar.findChildren(QPushButton)
    return next(each for each in buttons if each.accessibleName() == name)


def said(bar: ViewerBar) -> list[str]:
    return [each.text() for each in bar.findChildren(Label) if each.isVisibleTo(bar)]


def test_is_absent_without_a_picture(bar: ViewerBar, tmp_path: Path) -> None:
    assert not bar.isVisible()
    bar.show_picture(a_saved_picture(tmp_path))
    assert bar.isVisible()
    bar.show_picture(None)
    assert not bar.isVisible()


@pytest.mark.parametrize(
    ("place", "cost"),
    [(Place.GLOBAL, "charged $0.03"), (Place.SANDBOX, "charged $0.03 in the Sandbox")],
)
def test_says_size_format_and_cost(place: Place, cost: str, bar: ViewerBar, tmp_path: Path) -> None:
    bar.show_picture(a_saved_picture(tmp_path, place=place))
    assert said(bar) == ["96\u00a0×\u00a064", "PNG", cost]


def test_zoom_says_itself_and_keeps_its_name(bar: ViewerBar, tmp_path: Path) -> None:
    bar.show_picture(a_saved_picture(tmp_path))
    bar.show_zoom(0.36)
    zoom = button(bar, "Zoom")
    assert zoom.text() == "36\u00a0%"
    assert zoom.accessibleDescription() == "36\u00a0%"


def test_its_buttons_speak_of_the_picture_shown(
    bar: ViewerBar, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = a_saved_picture(tmp_path)
    bar.show_picture(picture)
    for name, signal in (("Reuse", bar.reuse), ("Show in folder", bar.show_in_folder)):
        with qtbot.waitSignal(signal) as told:
            QTest.mouseClick(button(bar, name), Qt.MouseButton.LeftButton)
        assert told.args == [picture]


def test_where_room_is_short_words_go_before_facts_and_icons_stay(
    bar: ViewerBar, tmp_path: Path
) -> None:
    bar.show_picture(a_saved_picture(tmp_path, place=Place.SANDBOX))
    assert button(bar, "Reuse").text() == "Reuse"
    bar.resize(bar.minimumSizeHint().width() + 60, 32)
    assert [button(bar, name).text() for name in ("Reuse", "Show in folder")] == ["", ""]
    assert "Reuse" in button(bar, "Reuse").toolTip()
    bar.resize(800, 32)
    assert button(bar, "Show in folder").text() == "Show in folder"

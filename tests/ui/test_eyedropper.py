"""The eyedropper takes the colour of any picture of the window, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.services.picture_desk import Taken
from bfl_studio.ui.eyedropper import Eyedropper, colour_at
from tests.ui.pictures import a_saved_picture
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
COLOUR = "#2C3E50"
KEY = "a" * 64
WORDS = "#2C3E50 (dark blue-grey)"


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path, typed="walls in ") as made:
        viewer = made.window.panes.viewer
        viewer.show_picture(a_saved_picture(tmp_path, 1, size=(400, 300), color=COLOUR))
        middle = viewer.canvas.rect().center()
        qtbot.waitUntil(lambda: colour_at(viewer.canvas, middle) == COLOUR)
        yield made
        made.window.commands.lookups.eyedropper.stop()


def dropper(parts: StudioParts) -> Eyedropper:
    return parts.window.commands.lookups.eyedropper


def click(widget: QWidget, place: QPoint | None = None) -> None:
    spot = widget.rect().center() if place is None else place
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot)


def written(parts: StudioParts) -> str:
    return parts.studio.recipe_state.recipe.prompt


def test_i_in_the_viewer_takes_a_colour_to_the_palette(parts: StudioParts) -> None:
    panes = parts.window.panes
    panes.toolbar.menu_button.setFocus()
    panes.viewer.setFocus()
    QTest.keyClick(panes.viewer, Qt.Key.Key_I)
    assert dropper(parts).active
    hand = QApplication.overrideCursor()
    assert hand is not None and hand.shape() == Qt.CursorShape.CrossCursor
    click(panes.viewer.canvas)
    assert parts.settings.settings.palette == (COLOUR,)
    assert written(parts) == "walls in "
    assert not dropper(parts).active
    assert QApplication.overrideCursor() is None


def test_from_the_prompt_it_is_written_there_too(parts: StudioParts) -> None:
    panes = parts.window.panes
    panes.compose.prompt.setFocus()
    QTest.keyClick(panes.compose.prompt, Qt.Key.Key_Escape)
    QTest.keyClick(panes.viewer, Qt.Key.Key_I)
    click(panes.viewer.canvas)
    assert written(parts) == f"walls in {WORDS}"


def test_the_palette_asks_for_one_in_place_of_its_sign(parts: StudioParts) -> None:
    panes = parts.window.panes
    QTest.keyClicks(panes.compose.prompt, "#")
    parts.window.commands.lookups.palette_choice.pick.click()
    assert not parts.window.commands.lookups.colours.is_open
    click(panes.viewer.canvas)
    assert written(parts) == f"walls in {WORDS}"
    assert parts.settings.settings.palette == (COLOUR,)


@pytest.mark.parametrize("way", ["escape", "beside", "other button", "nothing there"])
def test_it_ends_without_a_colour(parts: StudioParts, way: str) -> None:
    panes = parts.window.panes
    followed = panes.viewer.follows_newest
    parts.window.commands.table["pick_colour"]()
    if way == "escape":
        QTest.keyClick(panes.viewer, Qt.Key.Key_Escape)
    elif way == "beside":
        click(panes.viewer.canvas, QPoint(2, 2))
    elif way == "other button":
        QTest.mouseClick(panes.viewer.canvas, Qt.MouseButton.RightButton)
    else:
        click(panes.toolbar.menu_button)
        assert QApplication.activePopupWidget() is None
    assert not dropper(parts).active
    assert QApplication.overrideCursor() is None
    assert parts.settings.settings.palette == ()
    assert panes.viewer.follows_newest is followed


def test_a_slot_gives_its_picture_and_not_what_lies_over_it(
    parts: StudioParts, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_saved_picture(tmp_path, 3, size=(300, 300), color=COLOUR).path
    size = Size(300, 300)
    parts.studio.slots.thumbnails.know(Taken(KEY, size, "a.png", path))
    parts.studio.recipe_state.set_images((RecipeImage(Role.REFERENCE, KEY, "a.png", size),))
    first = parts.window.panes.references.tile_of(Role.REFERENCE, 1)
    second = parts.window.panes.references.tile_of(Role.REFERENCE, 2)
    badge = first.ring_rect().topLeft() + QPoint(5, 5)
    qtbot.waitUntil(lambda: colour_at(first, badge) == COLOUR)
    assert colour_at(first, first.ring_rect().bottomRight() + QPoint(1, 1)) is None
    assert colour_at(second, second.ring_rect().center()) is None


def test_a_picture_of_the_library_is_one(parts: StudioParts, qtbot: QtBot, tmp_path: Path) -> None:
    parts.window.panes.fold_library(False)
    parts.library.prepend(a_saved_picture(tmp_path, 2, size=(300, 300), color="#808080"))
    listed = parts.window.panes.library.list
    tile = listed.model().index(1, 0)
    settle()
    qtbot.waitUntil(
        lambda: colour_at(listed.viewport(), listed.visualRect(tile).center()) == "#808080"
    )
    place = listed.visualRect(tile).center()
    parts.window.commands.table["pick_colour"]()
    click(listed.viewport(), place)
    assert parts.settings.settings.palette == ("#808080",)
    assert colour_at(listed.viewport(), listed.viewport().rect().bottomRight()) is None

"""What a slot held before is one key away, seen, and put back by a key or a click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.parts import StudioParts
from bfl_studio.state.notices import Topic
from bfl_studio.ui.earlier_list import EarlierList
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.ui.drop_stage import names, picture
from tests.ui.slot_stage import key_of
from tests.ui.stage import focused, shows
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
ADDRESS = "https://pictures.example.org/a.jpg"


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _held(parts: StudioParts, *origins: str) -> None:
    """One after another in slot 1."""
    for origin in origins:
        crop = Box(0, 0, 300, 200) if "part" in origin else None
        sha256 = origin.encode().hex()
        image = RecipeImage(Role.REFERENCE, sha256, origin, Size(1200, 900), crop=crop)
        parts.studio.recipe_state.set_images((image,))
    settle()


def _press_h(tile: ReferenceTile) -> EarlierList | None:
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_H)
    popover = QApplication.activePopupWidget()
    if popover is None:
        return None
    (found,) = popover.findChildren(EarlierList)
    return found


def _open(parts: StudioParts) -> EarlierList:
    rows = _press_h(control(parts, ReferenceTile, "Reference 1"))
    assert rows is not None
    return rows


def _spoken(rows: EarlierList) -> list[str]:
    model = rows.model()
    said = (
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    )
    return [str(each).replace("\u00a0", " ") for each in said]


def test_h_lists_what_was_there_newest_first(parts: StudioParts) -> None:
    _held(parts, "first.png", "part.png", "now.png")
    rows = _open(parts)
    assert focused() is rows
    assert rows.accessibleName() == "Earlier here"
    assert _spoken(rows) == ["part.png, 300 × 200 of 1200 × 900", "first.png, 1200 × 900"]


def test_arrows_and_enter_put_one_back_and_that_can_be_undone(parts: StudioParts) -> None:
    _held(parts, "first.png", "second.png", "now.png")
    rows = _open(parts)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    settle()
    assert QApplication.activePopupWidget() is None
    assert names(parts) == ["first.png"]
    assert _spoken(_open(parts))[0] == "now.png, 1200 × 900"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    parts.studio.recipe_state.undo_stack.undo()
    assert names(parts) == ["now.png"]


def test_a_click_puts_it_back_crop_and_all(parts: StudioParts) -> None:
    _held(parts, "part.png", "now.png")
    rows = _open(parts)
    place = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert names(parts) == ["part.png"]
    assert parts.studio.recipe_state.recipe.images[0].crop == Box(0, 0, 300, 200)


def test_esc_changes_nothing(parts: StudioParts) -> None:
    _held(parts, "first.png", "now.png")
    QTest.keyClick(_open(parts), Qt.Key.Key_Escape)
    settle()
    assert QApplication.activePopupWidget() is None
    assert names(parts) == ["now.png"]


def test_into_an_empty_slot(parts: StudioParts) -> None:
    _held(parts, "first.png")
    parts.studio.slots.remove(key_of(parts, 1))
    settle()
    QTest.keyClick(_open(parts), Qt.Key.Key_Space)
    assert names(parts) == ["first.png"]


def test_a_slot_that_held_nothing_says_so(parts: StudioParts) -> None:
    _held(parts, "now.png")
    assert _press_h(control(parts, ReferenceTile, "Reference 1")) is None
    assert [each.topic for each in parts.studio.notices.notices] == [Topic.NOTHING_EARLIER]


def _menu(parts: StudioParts) -> QMenu:
    panel = parts.window.panes.references
    panel.menu_wanted.emit(Role.REFERENCE, 1, parts.window.mapToGlobal(QPoint(100, 100)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_offers_it_only_where_there_is_something(parts: StudioParts) -> None:
    _held(parts, "first.png")
    menu = _menu(parts)
    assert not any("Earlier" in action.text() for action in menu.actions())
    menu.close()
    _held(parts, "now.png")
    menu = _menu(parts)
    (action,) = (each for each in menu.actions() if "Earlier" in each.text())
    assert action.text() == "Earlier here…\tH"
    menu.close()
    action.trigger()
    settle()
    popover = QApplication.activePopupWidget()
    assert popover is not None
    assert popover.findChildren(EarlierList)


def test_of_the_web_only_its_host_is_told(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_images((RecipeImage(Role.REFERENCE, "", ADDRESS),))
    _held(parts, "now.png")
    rows = _open(parts)
    assert _spoken(rows) == ["pictures.example.org, from the web, fetched by BFL"]
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert names(parts) == [ADDRESS]


def _reddish(rows: EarlierList) -> bool:
    """Whether the middle of the second row's picture is nearly red."""
    place = rows.visualRect(rows.model().index(1, 0))
    colour = rows.viewport().grab().toImage().pixelColor(30, place.center().y())
    return colour.red() > 240 and colour.green() < 15


async def _bring(live: LiveStudio, *paths: Path) -> None:
    slots = live.process.studio.slots
    for path in paths:
        slots.add(Role.REFERENCE, [path], slots.key_at(Spot(Role.REFERENCE, 1)))
        await live.until(lambda: not slots.reading)


def test_the_pictures_are_shown_and_one_whose_file_is_gone_is_not_put_back(
    run: Run, tmp_path: Path
) -> None:
    red, green, blue = (
        picture(tmp_path, f"{color}.png", color) for color in ("red", "lime", "blue")
    )

    async def scenario() -> None:
        async with live_studio(tmp_path / "data", library=tmp_path / "library") as live:
            await _bring(live, red, green, blue)
            history, spot = live.process.studio.slot_history, Spot(Role.REFERENCE, 1)
            newest = history.of(spot)[0].sha256
            for path in tmp_path.rglob(f"*{newest}*"):
                path.unlink()
            tile = live.window.panes.references.tile_of(Role.REFERENCE, 1)
            rows = _press_h(tile)
            assert rows is not None
            await live.until(lambda: "gone" in _spoken(rows)[0])
            await live.until(lambda: _reddish(rows))
            assert _spoken(rows) == [
                "lime.png, Its file is gone or damaged.",
                "red.png, 320 × 200",
            ]
            assert shows(rows, "error-tint")
            QTest.keyClick(rows, Qt.Key.Key_Return)
            assert names(live.process) == ["blue.png"]
            QTest.keyClick(rows, Qt.Key.Key_Down)
            QTest.keyClick(rows, Qt.Key.Key_Return)
            assert names(live.process) == ["red.png"]
            assert history.of(spot)[0].origin == "blue.png"

    run(scenario())

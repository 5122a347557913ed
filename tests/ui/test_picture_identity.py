"""What waits acts on the picture it was opened on, wherever that is by then; twins are two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.parts import Part
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.parts import StudioParts
from bfl_studio.ui.drop_contents import slot_data
from bfl_studio.ui.tile_buttons import place_of
from bfl_studio.ui.tile_commands import TileCommand
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.ui.drop_stage import ADDRESS, NONE, SHIFT, Hand, names, picture
from tests.ui.slot_stage import fill, images, key_of, menu_of, offered, texts, tile
from tests.ui.stage import focused
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
NEW = RecipeImage(Role.REFERENCE, "f" * 64, "new.jpg", Size(900, 900))
Change = Callable[[RecipeImage], object]


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        Hand(made).leave()


def arrives_before(parts: StudioParts) -> None:
    """As a picture that was inserted lands while a menu is open."""
    state = parts.studio.recipe_state
    state.set_images((NEW, *state.recipe.images))
    settle()


def shown_menu(parts: StudioParts, number: int) -> QMenu:
    return menu_of(parts, tile(parts, number))


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("Switched on", lambda image: image.off),
        ("Lock for the next recipe", lambda image: image.locked),
        ("Keep full detail", lambda image: image.full_detail),
        ("Send at most ▸ 1 MP", lambda image: image.at_most == 1),
        ("Use as ▸ style", lambda image: image.part == Part.STYLE),
    ],
)
def test_a_menu_changes_the_picture_it_was_opened_on(
    parts: StudioParts, words: str, changed: Change
) -> None:
    fill(parts, 1)
    menu = shown_menu(parts, 1)
    rows = offered(menu)
    (wanted,) = [name for name in rows if name.startswith(words)]
    arrives_before(parts)
    rows[wanted].trigger()
    menu.close()
    assert [bool(changed(image)) for image in images(parts)] == [False, True]


def test_a_menu_removes_and_moves_the_picture_it_was_opened_on(parts: StudioParts) -> None:
    fill(parts, 2)
    menu = shown_menu(parts, 1)
    arrives_before(parts)
    offered(menu)["Move on"].trigger()
    assert names(parts) == ["new.jpg", "photo 2.jpg", "photo 1.jpg"]
    offered(menu)["Remove"].trigger()
    assert names(parts) == ["new.jpg", "photo 2.jpg"]
    for again in ("Remove", "Move on", "Switched on", "Lock for the next recipe"):
        offered(menu)[again].trigger()
    menu.close()
    assert [image.origin for image in images(parts)] == ["new.jpg", "photo 2.jpg"]
    assert not any(image.off or image.locked for image in images(parts))


def test_a_button_that_is_let_go_over_another_picture_does_nothing(parts: StudioParts) -> None:
    fill(parts, 1)
    one = tile(parts, 1)
    one.setFocus()
    settle()
    at = place_of(TileCommand.REMOVE, one.ring_rect()).center()
    QTest.mousePress(one, Qt.MouseButton.LeftButton, pos=at)
    arrives_before(parts)
    QTest.mouseRelease(one, Qt.MouseButton.LeftButton, pos=at)
    assert names(parts) == ["new.jpg", "photo 1.jpg"]


def test_a_drag_carries_its_picture_wherever_that_is_by_then(parts: StudioParts) -> None:
    fill(parts, 2)
    hand, data = Hand(parts), slot_data(key_of(parts, 1))
    hand.hover(data, hand.point(2, 0.9))
    arrives_before(parts)
    hand.drop(data, hand.point(1, 0.1))
    assert names(parts) == ["photo 1.jpg", "new.jpg", "photo 2.jpg"]
    parts.studio.slots.remove(key_of(parts, 1))
    settle()
    assert not hand.hover(data, hand.point(1)).accepted


def test_an_address_replaces_the_picture_it_was_asked_for(parts: StudioParts) -> None:
    fill(parts, 2)
    parts.window.commands.references.menu.ask_address(Role.REFERENCE, key_of(parts, 1))
    popover = QApplication.activePopupWidget()
    assert popover is not None
    arrives_before(parts)
    (line,) = popover.findChildren(QLineEdit)
    line.setText(ADDRESS)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert names(parts) == ["new.jpg", ADDRESS, "photo 2.jpg"]


@pytest.mark.parametrize("gone", [False, True])
def test_a_chosen_file_replaces_the_picture_it_was_chosen_for(
    run: Run, tmp_path: Path, gone: bool
) -> None:
    """Or comes as the next when that is gone: it takes no other's place."""
    path = picture(tmp_path, "chosen.png")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            state = live.process.studio.recipe_state
            first, second = (
                replace(NEW, sha256=name * 64, origin=f"photo {name}.jpg") for name in "12"
            )
            state.set_images((first, second))
            tile(live.process, 1).click()
            (dialog,) = live.window.findChildren(QFileDialog)
            state.set_images((NEW, second) if gone else (NEW, first, second))
            dialog.filesSelected.emit([str(path)])
            dialog.reject()
            await live.until(lambda: not live.process.studio.slots.reading)
            replaced = ["new.jpg", "chosen.png", "photo 2.jpg"]
            assert names(live.process) == (
                ["new.jpg", "photo 2.jpg", "chosen.png"] if gone else replaced
            )

    run(scenario())


def test_a_photo_in_two_slots_is_two_pictures_to_the_prompt(parts: StudioParts) -> None:
    face = RecipeImage(
        Role.REFERENCE, "a" * 64, "anna.jpg", Size(2000, 2000), crop=Box(0, 0, 500, 500)
    )
    outfit = replace(face, crop=Box(500, 500, 900, 900))
    state = parts.studio.recipe_state
    state.set_images((face, outfit))
    settle()
    prompt = parts.window.panes.compose.prompt
    prompt.setFocus()
    QTest.keyClicks(prompt, "@2 and @1")
    assert state.recipe.prompt == "image 2 and image 1"
    hand = Hand(parts)
    hand.drop(slot_data(key_of(parts, 2)), hand.point(1, 0.1))
    assert [image.crop for image in images(parts)] == [outfit.crop, face.crop]
    assert state.recipe.prompt == "image 1 and image 2"
    QTest.keyClicks(prompt, " image 3")
    assert "There is no image 3: only 2 pictures go along." in texts(parts)
    parts.studio.slots.remove(key_of(parts, 1))
    assert prompt.chips.shown == ("anna.jpg gone", "image 1")


@pytest.mark.parametrize(
    ("number", "at", "part", "held", "now"),
    [(1, 4, 0.2, NONE, 3), (4, 1, 0.2, NONE, 1), (1, 4, 0.5, SHIFT, 4)],
)
def test_after_a_drag_the_keyboard_is_on_the_picture_that_was_moved(
    parts: StudioParts, number: int, at: int, part: float, held: Qt.KeyboardModifier, now: int
) -> None:
    fill(parts, 4)
    tile(parts, number).setFocus()
    hand, moved = Hand(parts), images(parts)[number - 1]
    hand.drop(slot_data(moved.key), hand.point(at, part), held)
    assert focused() is tile(parts, now)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert moved not in images(parts)
    assert len(images(parts)) == 3


def test_a_picture_in_the_hand_has_no_buttons_and_leaves_none_behind(
    parts: StudioParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(parts, 2)
    one = tile(parts, 1)
    one.setFocus()
    settle()
    at_rest = one.buttons.shown
    during: list[tuple[bool, QPixmap]] = []

    def look(drag: QDrag, _actions: Qt.DropAction) -> None:
        during.append((one.buttons.shown, drag.pixmap()))

    monkeypatch.setattr(QDrag, "exec", look)
    start = QPoint(30, 30)
    QTest.mousePress(one, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(one, start + QPoint(30, 0))
    QTest.mouseRelease(one, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 0))
    [(shown, carried)] = during
    assert at_rest
    assert not shown
    tile(parts, 2).setFocus()
    settle()
    assert not one.buttons.shown
    smooth = Qt.TransformationMode.SmoothTransformation
    bare = one.grab(one.ring_rect()).scaledToWidth(carried.width(), smooth)
    assert carried.toImage() == bare.toImage()


def test_at_on_a_slot_names_its_picture(parts: StudioParts) -> None:
    fill(parts, 2)
    for held in (SHIFT, Qt.KeyboardModifier.GroupSwitchModifier):
        tile(parts, 2).setFocus()
        QTest.keyClick(tile(parts, 2), Qt.Key.Key_At, held)
        assert parts.studio.recipe_state.recipe.prompt.endswith("image 2")
    tile(parts, 2).setFocus()
    before = parts.studio.recipe_state.recipe.prompt
    QTest.keyClick(tile(parts, 2), Qt.Key.Key_At, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(tile(parts, 3), Qt.Key.Key_At, SHIFT)
    assert parts.studio.recipe_state.recipe.prompt == before


def test_a_spot_beyond_the_pictures_has_no_key(parts: StudioParts) -> None:
    fill(parts, 2)
    keys = [parts.studio.slots.key_at(Spot(Role.REFERENCE, number)) for number in (0, 1, 2, 3)]
    assert [key is None for key in keys] == [True, False, False, True]

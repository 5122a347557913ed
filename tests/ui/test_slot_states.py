"""A picture in its slot: off, locked, there for something; by keys, buttons and menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from bfl_studio.domain import mentions
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui import tile_commands
from bfl_studio.ui.controls import LinkButton
from bfl_studio.ui.key_rows import key_groups
from bfl_studio.ui.reference_words import number_text
from bfl_studio.ui.tile_buttons import place_of
from bfl_studio.ui.tile_commands import TileCommand
from tests.ui.drop_stage import Hand
from tests.ui.slot_stage import (
    choose,
    fill,
    images,
    menu_of,
    offered,
    press,
    said,
    tile,
)
from tests.ui.studio_window import settle, standing_window, visible

pytestmark = pytest.mark.usefixtures("dark")
KEYS = {
    TileCommand.SWITCH: Qt.Key.Key_Space,
    TileCommand.LOCK: Qt.Key.Key_L,
    TileCommand.REMOVE: Qt.Key.Key_Delete,
}


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        Hand(made).leave()


def click(parts: StudioParts, number: int, command: TileCommand) -> None:
    """On a button, which is there while the tile has the keyboard."""
    one = tile(parts, number)
    one.setFocus()
    settle()
    spot = place_of(command, one.ring_rect()).center()
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=spot)
    settle()


def use(parts: StudioParts, number: int, command: TileCommand, way: str) -> None:
    words = {
        TileCommand.SWITCH: "Switched on",
        TileCommand.LOCK: "Lock for the next recipe",
        TileCommand.REMOVE: "Remove",
    }
    if way == "key":
        press(parts, number, KEYS[command])
    elif way == "button":
        click(parts, number, command)
    else:
        choose(parts, tile(parts, number), words[command])


WAYS = pytest.mark.parametrize("way", ["key", "button", "menu"])


@WAYS
def test_an_off_picture_stays_and_is_neither_sent_nor_billed(parts: StudioParts, way: str) -> None:
    fill(parts, 3)
    state = parts.studio.recipe_state
    assert state.estimate == Exact(credits("7.5"))
    use(parts, 2, TileCommand.SWITCH, way)
    assert [image.off for image in images(parts)] == [False, True, False]
    assert state.estimate == Exact(credits("6"))
    assert said(parts, 2) == "photo 2.jpg, 3000 by 2000, off"
    state.undo_stack.undo()
    assert not any(image.off for image in images(parts))
    state.undo_stack.redo()
    use(parts, 2, TileCommand.SWITCH, way)
    assert state.estimate == Exact(credits("7.5"))


def test_tile_prompt_and_request_call_a_picture_by_one_number(parts: StudioParts) -> None:
    fill(parts, 3)
    state = parts.studio.recipe_state
    third = images(parts)[2]
    state.set_prompt("like image 3", (Mention(5, 7, third.key),))
    press(parts, 1, Qt.Key.Key_Space)
    slots = parts.studio.slots.of(Role.REFERENCE)
    assert [slot.sent_as for slot in slots] == [None, 1, 2, None]
    assert [number_text(slot) for slot in slots[:3]] == ["–", "1", "2"]
    assert state.recipe.prompt == "like image 2"
    assert mentions.numbers(state.model, state.recipe)[third.key] == 2
    assert "sent as image 2" in said(parts, 3)


@WAYS
def test_what_is_locked_outlives_clear_and_the_next_recipe(parts: StudioParts, way: str) -> None:
    fill(parts, 3)
    state = parts.studio.recipe_state
    use(parts, 2, TileCommand.LOCK, way)
    assert said(parts, 2).endswith("locked for the next recipe")
    assert "locked" in tile(parts, 2).toolTip()
    parts.window.commands.table["clear_references"]()
    settle()
    assert [image.origin for image in images(parts)] == ["photo 2.jpg"]
    assert not visible(parts, LinkButton, "Clear references")
    parts.window.commands.table["new_recipe"]()
    assert [image.origin for image in images(parts)] == ["photo 2.jpg"]
    other = replace(state.recipe, images=(RecipeImage(Role.REFERENCE, "f" * 64, "other.png"),))
    parts.studio.reuse(other)
    assert [image.origin for image in images(parts)] == ["photo 2.jpg", "other.png"]
    use(parts, 1, TileCommand.LOCK, way)
    parts.window.commands.table["clear_references"]()
    assert images(parts) == ()


def test_typing_shows_no_slot_again_and_all_that_changes_one_does(parts: StudioParts) -> None:
    fill(parts, 2)
    state = parts.studio.recipe_state
    shown: list[str] = []
    parts.studio.slots.changed.connect(lambda: shown.append(state.recipe.prompt))
    state.set_prompt("one")
    state.set_pictures(3)
    press(parts, 1, Qt.Key.Key_Space)
    state.set_prompt("two")
    state.set_model("flux-2-klein-4b")
    state.undo_stack.undo()
    assert shown == ["one", "two", "two"]


def test_a_picture_nobody_knows_anything_of_stands_in_its_slot(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_images((RecipeImage(Role.REFERENCE, "a" * 64),))
    settle()
    assert tile(parts, 1).picture == "a" * 64
    assert "adds" in tile(parts, 1).toolTip()


@WAYS
def test_it_is_taken_out(parts: StudioParts, way: str) -> None:
    fill(parts, 2)
    use(parts, 1, TileCommand.REMOVE, way)
    assert [image.origin for image in images(parts)] == ["photo 2.jpg"]


@pytest.mark.parametrize("model", ["flux-2-pro", "flux-3-image"])
def test_buttons_are_large_enough_and_lie_beside_each_other(parts: StudioParts, model: str) -> None:
    fill(parts, 3)
    parts.studio.recipe_state.set_model(model)
    settle()
    one = tile(parts, 1)
    one.setFocus()
    one.repaint()
    places = [place_of(each, one.ring_rect()) for each in one.buttons.commands]
    assert len(places) == 4
    assert all(each.width() >= 24 and each.height() >= 24 for each in places)
    assert all(one.ring_rect().contains(each) for each in places)
    assert not any(a.intersects(b) for a, b in combinations(places, 2))


def test_each_button_says_what_it_does(parts: StudioParts) -> None:
    fill(parts, 1)
    one = tile(parts, 1)
    one.setFocus()
    one.repaint()
    heard = []
    for command in one.buttons.commands:
        spot = place_of(command, one.ring_rect()).center()
        event = QHelpEvent(QEvent.Type.ToolTip, spot, one.mapToGlobal(spot))
        QApplication.sendEvent(one, event)
        heard.append(QToolTip.text())
    QToolTip.hideText()
    assert len(set(heard)) == 4
    for words in ("Remove\u2003Del", "not billed\u2003Space", "next recipe\u2003L", "Crop\u2003C"):
        assert any(words in each for each in heard), words


def test_a_press_that_leaves_its_button_does_nothing(parts: StudioParts) -> None:
    fill(parts, 1)
    one = tile(parts, 1)
    one.setFocus()
    one.repaint()
    there = place_of(TileCommand.REMOVE, one.ring_rect()).center()
    QTest.mousePress(one, Qt.MouseButton.LeftButton, pos=there)
    away = place_of(TileCommand.SWITCH, one.ring_rect()).center()
    QTest.mouseRelease(one, Qt.MouseButton.LeftButton, pos=away)
    assert images(parts)[0].off is False


def test_a_picture_is_there_for_something(parts: StudioParts) -> None:
    fill(parts, 2)
    choose(parts, tile(parts, 2), "Use as ▸ style")
    assert [image.part for image in images(parts)] == ["", "style"]
    assert said(parts, 2).endswith("used as style")
    menu = menu_of(parts, tile(parts, 2))
    assert offered(menu)["Use as ▸ style"].isChecked()
    menu.close()
    parts.studio.recipe_state.undo_stack.undo()
    assert images(parts)[1].part == ""
    parts.studio.recipe_state.undo_stack.redo()
    choose(parts, tile(parts, 2), "Use as ▸ Nothing in particular")
    assert images(parts)[1].part == ""


def test_its_word_takes_a_second_line_in_its_row_only(parts: StudioParts) -> None:
    fill(parts, 5)
    before = [tile(parts, number).height() for number in (1, 5)]
    choose(parts, tile(parts, 2), "Use as ▸ outfit")
    # A scrolled pane learns of new heights one layout after another.
    settle()
    after = [tile(parts, number).height() for number in (1, 5)]
    assert after[0] > before[0]
    assert after[1] == before[1]


def test_every_key_of_a_slot_is_listed_with_what_it_does() -> None:
    (group,) = (each for each in key_groups() if each.title == "On a slot")
    caps = {row.words: row.caps for row in group.rows}
    assert set(tile_commands.WORDS) == set(TileCommand)
    for command, words in tile_commands.WORDS.items():
        keys = {
            (key, held)
            for cap in caps[words]
            for key, held in [_pressed(cap)]
            if tile_commands.command_of(key, held) is command
        }
        assert keys and len(keys) == len(caps[words])
    assert caps["Move the picture on"] == ("Alt+→",)
    assert caps["Choose a file"] == ("Enter",)


def _pressed(cap: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    for drawn, name in {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}.items():
        cap = cap.replace(drawn, name)
    combination = QKeySequence(cap)[0]  # type: ignore[index]
    return combination.key(), combination.keyboardModifiers()

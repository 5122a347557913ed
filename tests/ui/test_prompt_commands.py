"""Around the prompt: history by keys and by search, starters, quotes; all can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.popups import Menu
from tests.ui.command_stage import do, type_prompt
from tests.ui.prompt_popover_stage import link, popup, rows_list, shown, titles
from tests.ui.stage import focused
from tests.ui.studio_window import settle, standing_window

pytestmark = [
    pytest.mark.usefixtures("dark"),
    pytest.mark.qt_log_ignore("This plugin does not support.*"),
]

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_IMAGE = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(512, 512))


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[StudioParts]:
    # A second goes by between two looks at the clock: no press is another's double click.
    with standing_window(tmp_path, clock=count(0.0, 1.0).__next__) as made:
        yield made


def _send(parts: StudioParts, *prompts: str) -> None:
    for each in prompts:
        parts.studio.recipe_state.set_prompt(each)
        parts.studio.generate()
        parts.studio.generate_state.committed(0)


def _press(parts: StudioParts, key: Qt.Key, keys: Qt.KeyboardModifier = _ALT) -> None:
    QTest.keyClick(parts.window.panes.compose.prompt, key, keys)
    settle()


def test_alt_up_walks_back_and_alt_down_brings_the_draft_with_its_chips(parts: StudioParts) -> None:
    _send(parts, "first", "second")
    state = parts.studio.recipe_state
    state.set_images((_IMAGE,))
    state.set_prompt("image 1 on a {red|blue} wall", (Mention(0, 7, _IMAGE.key),))
    draft = state.recipe
    _press(parts, Qt.Key.Key_Up)
    assert shown(parts) == "second"
    _press(parts, Qt.Key.Key_Up)
    _press(parts, Qt.Key.Key_Up)
    assert shown(parts) == "first"
    _press(parts, Qt.Key.Key_Down)
    _press(parts, Qt.Key.Key_Down)
    assert (state.recipe.prompt, state.recipe.mentions) == (draft.prompt, draft.mentions)
    assert parts.window.panes.compose.prompt.textCursor().atEnd()


def test_every_step_of_the_walk_can_be_taken_back(parts: StudioParts) -> None:
    _send(parts, "first", "second", "third")
    do(parts, "new_recipe")
    type_prompt(parts, "draft")
    for _ in range(3):
        _press(parts, Qt.Key.Key_Up)
    assert shown(parts) == "first"
    for expected in ("second", "third", "draft"):
        do(parts, "undo")
        assert shown(parts) == expected
    do(parts, "redo")
    assert shown(parts) == "third"


def test_typing_into_a_fetched_prompt_keeps_the_draft(parts: StudioParts) -> None:
    _send(parts, "first")
    do(parts, "new_recipe")
    type_prompt(parts, "my draft")
    _press(parts, Qt.Key.Key_Up)
    type_prompt(parts, ", again")
    assert shown(parts) == "first, again"
    _press(parts, Qt.Key.Key_Up)
    assert shown(parts) == "my draft"


def test_the_keys_lead_to_the_prompt_even_when_it_is_folded_away(parts: StudioParts) -> None:
    _send(parts, "first")
    parts.studio.recipe_state.set_prompt("draft")
    do(parts, "fold_compose")
    do(parts, "older_prompt")
    assert shown(parts) == "first"
    assert focused() is parts.window.panes.compose.prompt


def test_the_history_is_searched_and_enter_puts_one_in_place(parts: StudioParts) -> None:
    _send(parts, "a red barn", "a blue harbour", "a red harbour")
    parts.studio.recipe_state.set_prompt("draft")
    QTest.keyClick(
        parts.window.panes.compose.prompt, Qt.Key.Key_F, _CTRL | Qt.KeyboardModifier.ShiftModifier
    )
    settle()
    assert titles() == ["a red harbour", "a blue harbour", "a red barn"]
    QTest.keyClicks(rows_list(), "harbour")
    (field,) = popup().findChildren(LineField)
    assert field.text() == "harbour"
    assert titles() == ["a red harbour", "a blue harbour"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(rows_list(), Qt.Key.Key_Return)
    settle()
    assert QApplication.activePopupWidget() is None
    assert shown(parts) == "a blue harbour"
    assert focused() is parts.window.panes.compose.prompt
    do(parts, "undo")
    assert shown(parts) == "draft"


def test_one_is_removed_by_key_all_by_a_click_and_both_come_back(parts: StudioParts) -> None:
    _send(parts, "a", "b", "c")
    do(parts, "prompt_history")
    QTest.keyClick(rows_list(), Qt.Key.Key_Delete)
    assert titles() == ["b", "a"]
    link("Put back").click()
    assert titles() == ["c", "b", "a"]
    link("Clear all prompts").click()
    assert titles() == []
    assert not link("Clear all prompts").isVisible()
    link("Put back").click()
    assert titles() == ["c", "b", "a"]


def test_the_button_beside_the_heading_opens_it_and_escape_closes_it(parts: StudioParts) -> None:
    parts.window.panes.compose.prompt_tools.history.click()
    assert popup().accessibleName() == "Prompt history"
    QTest.keyClick(rows_list(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_what_is_selected_goes_into_quotes(parts: StudioParts) -> None:
    type_prompt(parts, "a sign OPEN")
    prompt = parts.window.panes.compose.prompt
    prompt.moveCursor(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    do(parts, "put_into_quotes")
    QTest.keyClicks(prompt, ", red")
    assert shown(parts) == "a sign “OPEN”, red"
    do(parts, "undo")
    do(parts, "undo")
    assert shown(parts) == "a sign OPEN"


@pytest.mark.parametrize("words", ["“OPEN”", '"OPEN"', "»OPEN»"])
def test_what_is_in_quotes_already_stays_as_it_is(parts: StudioParts, words: str) -> None:
    parts.studio.recipe_state.set_prompt(words)
    parts.window.panes.compose.prompt.selectAll()
    do(parts, "put_into_quotes")
    assert shown(parts) == words


def test_without_a_selection_the_caret_stands_between_quotes(parts: StudioParts) -> None:
    type_prompt(parts, "a sign ")
    do(parts, "put_into_quotes")
    type_prompt(parts, "OPEN")
    assert shown(parts) == "a sign “OPEN”"


def test_quotes_leave_chips_as_they_are(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_images((_IMAGE,))
    state.set_prompt("image 1", (Mention(0, 7, _IMAGE.key),))
    parts.window.panes.compose.prompt.selectAll()
    do(parts, "put_into_quotes")
    assert state.recipe.prompt == "“image 1”"
    assert state.recipe.mentions == (Mention(1, 7, _IMAGE.key),)


def test_what_stands_beside_the_heading_moves_nothing(tmp_path: Path) -> None:
    with standing_window(tmp_path, (1280, 720)) as parts:
        compose = parts.window.panes.compose
        model, prompt = compose.model, compose.prompt
        gap = prompt.mapTo(compose, prompt.rect().topLeft()).y() - (
            model.mapTo(compose, model.rect().topLeft()).y() + model.height()
        )
        # 12 between groups, 16 of the heading, 4 to its control.
        assert gap == 32
        images = tuple(
            RecipeImage(Role.REFERENCE, f"{n:064x}", f"{n}.png", Size(512, 512)) for n in range(8)
        )
        parts.studio.recipe_state.set_images(images)
        settle()
        (area,) = compose.findChildren(QScrollArea)
        assert area.verticalScrollBar().maximum() == 0


def _offered(parts: StudioParts) -> dict[str, QAction]:
    menu = parts.window.commands.prompts.menu.build()
    return {each.text().partition("\t")[0]: each for each in menu.actions() if each.text()}


def test_a_right_click_offers_what_can_be_done_with_the_words(parts: StudioParts) -> None:
    type_prompt(parts, "OPEN")
    assert not _offered(parts)["Copy"].isEnabled()
    _offered(parts)["Select all"].trigger()
    assert _offered(parts)["Copy"].isEnabled()
    _offered(parts)["Put into quotes"].trigger()
    assert shown(parts) == "“OPEN”"


def test_the_menu_opens_where_the_hand_is(parts: StudioParts) -> None:
    parts.window.panes.compose.prompt.customContextMenuRequested.emit(QPoint(5, 5))
    assert isinstance(QApplication.activePopupWidget(), Menu)

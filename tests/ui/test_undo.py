"""Undo takes back whatever came last, typing or recipe edit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_panel import PromptPanel
from bfl_studio.ui.undo import UndoOrder


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[tuple[RecipeState, PromptPanel, UndoOrder]]:
    window = QWidget()
    qtbot.addWidget(window)
    state = RecipeState(window)
    prompt = PromptPanel(state)
    prompt.setParent(window)
    yield state, prompt, UndoOrder(prompt.document(), state.undo_stack, window)


def test_the_later_of_typing_and_editing_is_undone_first(
    parts: tuple[RecipeState, PromptPanel, UndoOrder],
) -> None:
    state, prompt, order = parts
    QTest.keyClicks(prompt, "red")
    state.set_pictures(4)
    QTest.keyClicks(prompt, " barn")
    state.set_seed(7)
    order.undo()
    assert (state.recipe.seed, state.draft.pictures, state.recipe.prompt) == (None, 4, "red barn")
    order.undo()
    assert (state.draft.pictures, state.recipe.prompt) == (4, "red")
    order.undo()
    assert (state.draft.pictures, state.recipe.prompt) == (1, "red")
    order.undo()
    assert state.recipe.prompt == ""


def test_redo_goes_the_same_way_back(parts: tuple[RecipeState, PromptPanel, UndoOrder]) -> None:
    state, prompt, order = parts
    QTest.keyClicks(prompt, "red")
    state.set_pictures(4)
    for _ in range(5):
        order.undo()
    for _ in range(5):
        order.redo()
    assert (state.draft.pictures, state.recipe.prompt) == (4, "red")


def test_something_new_ends_the_way_back(
    parts: tuple[RecipeState, PromptPanel, UndoOrder],
) -> None:
    state, prompt, order = parts
    state.set_pictures(4)
    order.undo()
    QTest.keyClicks(prompt, "red")
    order.redo()
    assert state.draft.pictures == 1

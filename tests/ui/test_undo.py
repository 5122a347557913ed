"""Undo takes back whatever came last, typing or recipe edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import Mention, RecipeImage
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


@pytest.mark.parametrize("deed", ["reuse", "start_anew"])
def test_an_edit_that_replaces_the_prompt_is_one_step_there_and_back(
    parts: tuple[RecipeState, PromptPanel, UndoOrder], deed: str
) -> None:
    state, prompt, order = parts
    QTest.keyClicks(prompt, "red")
    state.set_pictures(4)
    seen = [state.draft]
    if deed == "reuse":
        state.reuse(replace(state.recipe, prompt="a harbour"), keep_seed=False)
    else:
        state.start_anew()
    seen.append(state.draft)
    prompt.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(prompt, "!")
    seen.append(state.draft)
    for _ in range(2):
        for draft in (seen[1], seen[0]):
            order.undo()
            assert (state.draft, prompt.toPlainText()) == (draft, draft.recipe.prompt)
        for draft in (seen[1], seen[2]):
            order.redo()
            assert (state.draft, prompt.toPlainText()) == (draft, draft.recipe.prompt)
    for _ in range(4):
        order.undo()
    assert (state.draft.pictures, prompt.toPlainText()) == (1, "")


def test_an_edit_after_typing_is_not_joined_to_the_one_before_it(
    parts: tuple[RecipeState, PromptPanel, UndoOrder],
) -> None:
    state, prompt, order = parts
    state.set_pictures(2)
    QTest.keyClicks(prompt, "red")
    state.set_pictures(4)
    order.undo()
    assert (state.draft.pictures, state.recipe.prompt) == (2, "red")


@pytest.mark.parametrize("early", [True, False])
def test_nobody_gets_behind_the_draft_of_the_last_run(
    parts: tuple[RecipeState, PromptPanel, UndoOrder], early: bool
) -> None:
    """What was typed before it was there is one step on top of it, and typing goes on."""
    state, prompt, order = parts
    picture = RecipeImage(Role.REFERENCE, "a" * 64)
    kept = replace(
        state.draft,
        pictures=3,
        recipe=replace(
            state.recipe,
            prompt="the coat of image 1",
            mentions=(Mention(12, 7, picture.key),),
            images=(picture,),
        ),
    )
    expected = [kept]
    if early:
        QTest.keyClicks(prompt, "at")
        state.set_seed(7)
    state.restore(kept)
    if early:
        expected.append(state.draft)
        assert (state.recipe.prompt, state.recipe.seed) == ("the coat of image 1 at", 7)
    QTest.keyClicks(prompt, " dusk")
    assert state.recipe.prompt == prompt.toPlainText()
    assert state.recipe.prompt.endswith(("image 1 at dusk", "image 1 dusk"))
    typed = state.draft
    for each in [*reversed(expected), kept, kept]:
        order.undo()
        assert state.draft == each
        assert prompt.toPlainText() == each.recipe.prompt
    for each in [*expected[1:], typed, typed]:
        order.redo()
        assert state.draft == each

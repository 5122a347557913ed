"""A prompt with three pictures, and its undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.prompt_pieces import Chip
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_panel import PromptPanel
from bfl_studio.ui.undo import UndoOrder

A, B, C = "a" * 64, "b" * 64, "c" * 64
Parts = tuple[RecipeState, PromptPanel, UndoOrder]


@contextmanager
def chip_parts() -> Iterator[Parts]:
    """Shown, and with the keyboard in the prompt."""
    window = QWidget()
    state = RecipeState(window)
    state.set_images(references(A, B, C))
    prompt = PromptPanel(state)
    prompt.setParent(window)
    prompt.resize(300, 100)
    window.show()
    window.activateWindow()
    prompt.setFocus()
    yield state, prompt, UndoOrder(prompt.document(), state.undo_stack, window)
    window.hide()
    window.deleteLater()


def references(*keys: str) -> tuple[RecipeImage, ...]:
    """Files called by the first letter of their keys."""
    return tuple(RecipeImage(Role.REFERENCE, key, f"{key[0]}.png") for key in keys)


def chip(key: str) -> Chip:
    """As it is inserted: what it says is the prompt's business."""
    return Chip("image 0", key)


def named(state: RecipeState) -> list[tuple[str, str]]:
    """The words of each mention, and the picture it names."""
    recipe = state.recipe
    return [
        (recipe.prompt[each.start : each.start + each.length], each.picture)
        for each in recipe.mentions
    ]


def press(prompt: PromptPanel, key: Qt.Key, count: int = 1) -> None:
    for _ in range(count):
        QTest.keyClick(prompt, key)

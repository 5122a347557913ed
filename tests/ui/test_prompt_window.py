"""Chips, signs and warnings in the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.parts import StudioParts
from bfl_studio.ui.text import Label
from tests.ui.slot_stage import key_of
from tests.ui.stage import focused
from tests.ui.studio_window import standing_window

pytestmark = pytest.mark.usefixtures("dark")
A, B, C = "a" * 64, "b" * 64, "c" * 64


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        images = tuple(RecipeImage(Role.REFERENCE, key, f"{key[0]}.png") for key in (A, B, C))
        made.studio.recipe_state.set_images(images)
        made.window.panes.compose.prompt.setFocus()
        yield made


def type_words(parts: StudioParts, words: str) -> None:
    QTest.keyClicks(parts.window.panes.compose.prompt, words)


def said(parts: StudioParts) -> str:
    labels = parts.window.panes.compose.findChildren(Label)
    return "\n".join(each.text() for each in labels if each.isVisible())


def test_a_typed_number_that_no_picture_has_is_said_and_keeps_nobody(parts: StudioParts) -> None:
    type_words(parts, "the coat of image 3")
    assert "There is no image" not in said(parts)
    type_words(parts, "5")
    assert "There is no image 35: only 3 pictures go along." in said(parts)
    assert parts.studio.recipe_state.issues == ()
    QTest.keyClick(parts.window.panes.compose.prompt, Qt.Key.Key_Backspace)
    assert "There is no image" not in said(parts)
    assert parts.window.panes.compose.prompt.property("issue") == ""


def test_a_chip_is_no_number_that_was_typed(parts: StudioParts) -> None:
    type_words(parts, "@3")
    parts.studio.recipe_state.set_images(parts.studio.recipe_state.recipe.images[:2])
    assert "There is no image" not in said(parts)


def test_a_chip_without_its_picture_turns_generate_off_and_leads_back(parts: StudioParts) -> None:
    type_words(parts, "@3")
    parts.studio.slots.remove(key_of(parts, 3))
    [issue] = parts.studio.recipe_state.issues
    assert issue.kind is IssueKind.MENTION_GONE
    parts.window.panes.references.tile_of(Role.REFERENCE).setFocus()
    parts.window.commands.go_to_cause(Issue(issue.kind, issue.role, named=issue.named))
    assert focused() is parts.window.panes.compose.prompt
    parts.window.commands.table["undo"]()
    assert parts.studio.recipe_state.issues == ()


def test_moving_a_tile_renumbers_what_is_sent(parts: StudioParts) -> None:
    type_words(parts, "@1 and @3")
    parts.window.panes.references.move_picture(key_of(parts, 1), 1)
    assert parts.studio.recipe_state.recipe.prompt == "image 2 and image 3"
    parts.studio.slots.remove(key_of(parts, 1))
    assert parts.studio.recipe_state.recipe.prompt == "image 1 and image 2"
    parts.window.commands.table["undo"]()
    parts.window.commands.table["undo"]()
    assert parts.studio.recipe_state.recipe.prompt == "image 1 and image 3"
    parts.window.commands.table["undo"]()
    assert parts.studio.recipe_state.recipe.prompt.endswith(" and @")


def test_a_picture_can_be_named_from_elsewhere(parts: StudioParts) -> None:
    type_words(parts, "on ")
    menu = parts.window.commands.references.menu
    parts.window.panes.references.tile_of(Role.REFERENCE, 2).setFocus()
    menu.open(Role.REFERENCE, 2, QPoint(10, 10))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    [insert] = [each for each in shown.actions() if each.text().startswith("Insert into")]
    insert.trigger()
    shown.close()
    assert parts.studio.recipe_state.recipe.prompt == "on image 2"
    assert [each.picture for each in parts.studio.recipe_state.recipe.mentions] == [B]
    assert focused() is parts.window.panes.compose.prompt

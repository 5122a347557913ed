"""Starters: tasks that fill the prompt and buy nothing, and those of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.prompts import Prompt
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.controls import LineField, QuietButton
from bfl_studio.ui.starters_table import STARTER_TASKS
from bfl_studio.ui.text import Label
from tests.ui.command_stage import do, type_prompt
from tests.ui.prompt_popover_stage import link, popup, rows_list, shown, titles
from tests.ui.stage import focused
from tests.ui.studio_window import settle, standing_window

pytestmark = [
    pytest.mark.usefixtures("dark"),
    pytest.mark.qt_log_ignore("This plugin does not support.*"),
]

_IMAGE = RecipeImage(Role.REFERENCE, "1" * 64, "jacket.png", Size(512, 512))
_OTHER = RecipeImage(Role.REFERENCE, "2" * 64, "hat.png", Size(512, 512))


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _choose_starter(parts: StudioParts, name: str) -> None:
    do(parts, "starters")
    offered = rows_list()
    model = offered.model()
    place = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == name)
    offered.setCurrentIndex(model.index(place, 0))
    QTest.keyClick(offered, Qt.Key.Key_Return)
    settle()


def test_a_starter_takes_what_is_written_and_buys_nothing(parts: StudioParts) -> None:
    type_prompt(parts, "the lamp post")
    _choose_starter(parts, "Remove an object")
    assert shown(parts).startswith("Remove the lamp post from the image")
    assert parts.studio.jobs.jobs == ()
    do(parts, "undo")
    assert shown(parts) == "the lamp post"


def test_where_nothing_is_written_typing_replaces_its_blank(parts: StudioParts) -> None:
    _choose_starter(parts, "Relight")
    QTest.keyClicks(focused(), "neon")
    assert shown(parts).startswith("Change the light to neon. Keep")


def test_one_starter_after_another_takes_the_same_words(parts: StudioParts) -> None:
    type_prompt(parts, "snow")
    _choose_starter(parts, "Change the background")
    _choose_starter(parts, "Relight")
    assert shown(parts).startswith("Change the light to snow. Keep")


def test_a_starter_keeps_the_pictures_that_are_named(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_images((_IMAGE,))
    state.set_prompt("the jacket of image 1", (Mention(14, 7, _IMAGE.key),))
    _choose_starter(parts, "Change the outfit")
    (mention,) = state.recipe.mentions
    assert state.recipe.prompt[mention.start : mention.start + mention.length] == "image 1"


def test_every_task_is_offered_and_says_what_stays(parts: StudioParts) -> None:
    do(parts, "starters")
    assert titles() == [each.name for each in STARTER_TASKS]
    for each in STARTER_TASKS:
        assert each.template.count("{prompt}") == 1
        assert "Keep" in each.template or not each.needs_picture


def test_what_is_written_becomes_a_starter_of_ones_own(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("{prompt}, two inks")
    do(parts, "save_starter")
    (name,) = popup().findChildren(LineField)
    QTest.keyClicks(name, "House style")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert titles()[0] == "House style"
    parts.studio.recipe_state.set_prompt("a whale")
    _choose_starter(parts, "House style")
    assert shown(parts) == "a whale, two inks"


def test_a_starter_stays_bound_to_the_pictures_it_names(parts: StudioParts) -> None:
    """They have the numbers of today; one that is in no slot is missed, not taken for another."""
    state, prompt = parts.studio.recipe_state, parts.window.panes.compose.prompt
    state.set_images((_IMAGE,))
    state.set_prompt("{red|blue} cup like image 1", (Mention(20, 7, _IMAGE.key),))
    do(parts, "save_starter")
    (said,) = (each for each in popup().findChildren(Label) if "slot" in each.text())
    assert said.isVisible()
    (name,) = popup().findChildren(LineField)
    QTest.keyClicks(name, "Cup")
    QTest.keyClick(name, Qt.Key.Key_Return)
    state.set_prompt("")
    state.set_images((_OTHER, _IMAGE))
    _choose_starter(parts, "Cup")
    assert shown(parts) == "{red|blue} cup like image 2"
    assert prompt.chips.shown == ("image 2",)
    assert state.issues == ()
    state.set_prompt("")
    state.set_images((_OTHER,))
    _choose_starter(parts, "Cup")
    (missed,) = prompt.chips.shown
    assert missed.endswith(" gone")
    assert not parts.window.panes.foot.button.isEnabled()


def test_nothing_is_said_of_pictures_where_none_is_named(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("two inks")
    do(parts, "save_starter")
    labels = popup().findChildren(Label)
    assert not [each for each in labels if each.isVisible() and "slot" in each.text()]


def test_own_starters_are_renamed_deleted_and_put_back(parts: StudioParts) -> None:
    for name in ("One", "Two"):
        parts.studio.own_starters.add(name, Prompt("x"))
    do(parts, "starters")
    QTest.keyClick(rows_list(), Qt.Key.Key_F2)
    (field,) = popup().findChildren(LineField)
    QTest.keyClicks(field, "Uno")
    next(each for each in popup().findChildren(QuietButton) if each.isVisible()).click()
    assert titles()[:2] == ["Uno", "Two"]
    link("Delete starter").click()
    assert titles()[0] == "Two"
    link("Put back").click()
    assert titles()[:2] == ["Uno", "Two"]
    QTest.keyClick(rows_list(), Qt.Key.Key_Delete)
    assert titles()[0] == "Two"


def test_a_name_that_is_not_wanted_after_all(parts: StudioParts) -> None:
    parts.studio.recipe_state.set_prompt("x")
    do(parts, "save_starter")
    (name,) = popup().findChildren(LineField)
    QTest.keyClicks(name, "No")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is not None
    assert parts.studio.own_starters.starters == ()
    assert not name.isVisible()


def test_the_studios_tasks_cannot_be_renamed_or_deleted(parts: StudioParts) -> None:
    do(parts, "starters")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
        QTest.keyClick(rows_list(), key)
    assert titles() == [each.name for each in STARTER_TASKS]
    assert not link("Delete starter").isVisible()

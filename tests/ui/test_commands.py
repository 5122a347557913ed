"""Every action of the window does its thing, by its keys, from wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.state.generate_state import GenerateKind
from bfl_studio.ui.actions import ACTIONS
from bfl_studio.ui.number_field import NumberField
from tests.scenes import a_job, a_picture
from tests.ui.command_stage import Desktop, do, listening_desktop, type_prompt
from tests.ui.stage import focused
from tests.ui.studio_window import control, standing_window

pytestmark = pytest.mark.usefixtures("dark")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with listening_desktop() as made:
        yield made


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path, desktop: Desktop) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _kind(parts: StudioParts) -> GenerateKind:
    return parts.studio.generate_state.face.kind


def _chord(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    combination = QKeySequence(keys)[0]  # type: ignore[index]
    return combination.key(), combination.keyboardModifiers()


def test_there_is_one_command_for_each_action(parts: StudioParts) -> None:
    assert set(parts.window.commands.table) == {spec.id for spec in ACTIONS}


@pytest.mark.parametrize("box", ["Prompt", "Width", "Seed"])
def test_every_chord_is_heard_from_inside_a_text_box(parts: StudioParts, box: str) -> None:
    built = {each.text(): each for each in parts.window.findChildren(QAction) if each.shortcuts()}
    heard: list[str] = []
    for text, action in built.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _, text=text: heard.append(text))
    control(parts, QWidget, box).setFocus()
    for spec in ACTIONS:
        for keys in spec.keys:
            heard.clear()
            QTest.keyClick(focused(), *_chord(keys))
            assert heard == [spec.text], keys
    assert parts.studio.recipe_state.recipe.prompt == ""
    assert parts.studio.recipe_state.recipe.size == Size(1024, 1024)


def test_ctrl_enter_in_the_prompt_generates_and_adds_no_line(parts: StudioParts) -> None:
    type_prompt(parts, "a harbour")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        assert _kind(parts) is GenerateKind.READY
        QTest.keyClick(parts.window.panes.compose.prompt, key, CONTROL)
        assert _kind(parts) is GenerateKind.SENDING
        assert parts.window.panes.compose.prompt.toPlainText() == "a harbour"
        parts.studio.generate_state.committed(0)
        QTest.qWait(450)


def test_ctrl_enter_with_nothing_to_send_goes_to_the_cause(parts: StudioParts) -> None:
    do(parts, "fold_compose")
    parts.window.panes.viewer.setFocus()
    do(parts, "generate")
    assert focused() is parts.window.panes.compose.prompt
    type_prompt(parts, "a harbour")
    parts.studio.recipe_state.set_size(Size(2624, 1968))
    do(parts, "generate")
    assert focused().accessibleName() == "Width"
    parts.studio.recipe_state.set_size(Size(1024, 1024))
    parts.studio.situation.set_folder_failure(Failure(FailureKind.FOLDER_CLOSED))
    do(parts, "generate")
    assert parts.window.panes.notices.isAncestorOf(focused())


def test_ctrl_z_in_the_prompt_takes_back_whatever_came_last(parts: StudioParts) -> None:
    state, prompt = parts.studio.recipe_state, parts.window.panes.compose.prompt
    type_prompt(parts, "red")
    state.set_size(Size(1344, 768))
    type_prompt(parts, " barn")
    for expected in (("red", Size(1344, 768)), ("red", Size(1024, 1024)), ("", Size(1024, 1024))):
        QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL)
        assert (state.recipe.prompt, state.recipe.size) == expected
    QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL | SHIFT)
    QTest.keyClick(prompt, Qt.Key.Key_Y, CONTROL)
    assert (state.recipe.prompt, state.recipe.size) == ("red", Size(1344, 768))
    assert prompt.toPlainText() == "red"


def test_ctrl_z_in_a_field_takes_back_the_edit_it_made(parts: StudioParts) -> None:
    width, seed = control(parts, NumberField, "Width"), control(parts, QLineEdit, "Seed")
    type_prompt(parts, "red")
    width.setFocus()
    width.selectAll()
    QTest.keyClicks(width, "1536")
    seed.setFocus()
    QTest.keyClicks(seed, "42")
    assert seed.text() == "42"
    QTest.keyClick(seed, Qt.Key.Key_Z, CONTROL)
    assert (parts.studio.recipe_state.recipe.seed, seed.text()) == (None, "")
    QTest.keyClick(seed, Qt.Key.Key_Z, CONTROL)
    assert (parts.studio.recipe_state.recipe.size.width, width.value()) == (1024, 1024)
    assert parts.studio.recipe_state.recipe.prompt == "red"


def test_what_was_typed_before_the_rest_of_the_window_came_can_be_taken_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with standing_window(tmp_path, typed="red") as parts:
        assert parts.studio.recipe_state.recipe.prompt == "red"
        do(parts, "undo")
        assert parts.studio.recipe_state.recipe.prompt == ""


def test_the_recipe_by_keys(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    for action, expected in (("one_more", 2), ("one_more", 3), ("one_fewer", 2)):
        do(parts, action)
        assert state.draft.pictures == expected
    state.set_size(Size(1344, 768))
    do(parts, "swap_sides")
    assert state.recipe.size == Size(768, 1344)
    do(parts, "random_seed")
    assert state.recipe.seed is not None
    do(parts, "random_seed")
    assert state.recipe.seed is None


def test_reuse_takes_the_recipe_of_the_picture_and_its_seed_only_exactly(
    parts: StudioParts, tmp_path: Path
) -> None:
    picture = a_picture(tmp_path, a_job(1, JobState.SAVED))
    do(parts, "reuse")
    assert parts.studio.recipe_state.recipe.prompt == ""
    parts.window.panes.viewer.show_picture(picture)
    for action, seed in (("reuse", None), ("reuse_exactly", picture.generation.recipe.seed)):
        do(parts, action)
        assert parts.studio.recipe_state.recipe == picture.generation.recipe.with_seed(seed)


def test_folders_are_opened_by_the_desktop(
    parts: StudioParts, desktop: Desktop, tmp_path: Path
) -> None:
    do(parts, "open_folder")
    do(parts, "show_in_folder")
    below = tmp_path / "pictures"
    below.mkdir()
    parts.window.panes.viewer.show_picture(a_picture(below, a_job(1, JobState.SAVED)))
    do(parts, "show_in_folder")
    assert desktop.opened == [tmp_path / "library", tmp_path / "library", below]

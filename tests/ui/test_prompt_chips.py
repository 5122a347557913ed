"""Chips stand for pictures, not for numbers; they are one character to the hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain import mentions
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.state import draft
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.chips import MIME, OBJECT
from bfl_studio.ui.prompt_panel import PromptPanel
from tests.ui.chip_stage import A, B, C, Parts, chip, chip_parts, named, press, references

pytestmark = [
    pytest.mark.usefixtures("dark"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


@pytest.fixture
def parts(qapp: object) -> Iterator[Parts]:
    with chip_parts() as made:
        yield made


def test_a_chip_is_sent_as_its_number_and_bound_to_its_picture(parts: Parts) -> None:
    state, prompt, _ = parts
    QTest.keyClicks(prompt, "the jacket from ")
    prompt.insert((chip(B),))
    QTest.keyClicks(prompt, " on a bridge")
    assert state.recipe.prompt == "the jacket from image 2 on a bridge"
    assert named(state) == [("image 2", B)]
    assert prompt.toPlainText() == state.recipe.prompt


def test_characters_that_take_two_places_in_qt_count_as_one(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert(("😀 🙂", chip(C), "🚀", chip(A)))
    assert state.recipe.prompt == "😀 🙂image 3🚀image 1"
    assert named(state) == [("image 3", C), ("image 1", A)]


def test_other_numbers_change_what_is_sent_but_not_the_document(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert((chip(B), " and ", chip(C)))
    steps, revision = prompt.document().availableUndoSteps(), prompt.document().revision()
    state.set_images(references(C, A, B))
    assert state.recipe.prompt == "image 3 and image 1"
    assert prompt.chips.shown == ("image 3", "image 1")
    assert prompt.toPlainText() == "image 3 and image 1"
    assert (prompt.document().availableUndoSteps(), prompt.document().revision()) == (
        steps,
        revision,
    )


@pytest.mark.parametrize("way", ["removed", "off", "beyond the model's most", "no references"])
def test_a_chip_whose_picture_is_not_sent_says_that_it_is_gone(parts: Parts, way: str) -> None:
    state, prompt, _ = parts
    prompt.insert((chip(C), " on ", chip(A)))
    if way == "removed":
        state.set_images(references(A, B))
    elif way == "off":
        state.set_images((*references(A, B), RecipeImage(Role.REFERENCE, C, off=True)))
    elif way == "no references":
        state.set_model("flux-dev")
    else:
        state.set_images(references(A, B, *"defgh", C))
        assert prompt.chips.shown == ("image 8", "image 1")
        state.set_model("flux-2-klein-9b")
    last = "image 8" if way.startswith("beyond") else "image 3"
    assert prompt.chips.shown[0] == f"{last} gone"
    assert state.recipe.prompt.startswith(f"{last} on image 1")
    assert mentions.gone(state.model, state.recipe)


def test_a_chip_is_back_when_its_picture_is(parts: Parts) -> None:
    state, prompt, undo = parts
    prompt.insert((chip(B),))
    state.set_images(references(A, C))
    assert prompt.chips.shown == ("image 2 gone",)
    undo.undo()
    assert prompt.chips.shown == ("image 2",)
    state.set_images(references(B, A))
    assert prompt.chips.shown == ("image 1",)


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_one_key_takes_a_chip_away_and_undo_brings_it_back(parts: Parts, key: Qt.Key) -> None:
    state, prompt, undo = parts
    QTest.keyClicks(prompt, "on ")
    prompt.insert((chip(B),))
    if key == Qt.Key.Key_Delete:
        press(prompt, Qt.Key.Key_Left)
    press(prompt, key)
    assert (state.recipe.prompt, state.recipe.mentions) == ("on ", ())
    undo.undo()
    assert state.recipe.prompt == "on image 2"
    assert named(state) == [("image 2", B)]


def test_the_caret_passes_a_chip_in_one_step(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert(("a", chip(B), "b"))
    press(prompt, Qt.Key.Key_Left, 2)
    QTest.keyClicks(prompt, "x")
    assert state.recipe.prompt == "aximage 2b"


def test_words_typed_beside_a_chip_are_words(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert((chip(B),))
    QTest.keyClicks(prompt, "s")
    press(prompt, Qt.Key.Key_Home)
    QTest.keyClicks(prompt, "x")
    assert state.recipe.prompt == "ximage 2s"
    assert named(state) == [("image 2", B)]


def test_copied_text_keeps_its_chips_here_and_is_words_elsewhere(parts: Parts) -> None:
    state, prompt, undo = parts
    prompt.insert(("from ", chip(B), "\non ", chip(A)))
    prompt.selectAll()
    QTest.keyClick(prompt, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "from image 2\non image 1"
    press(prompt, Qt.Key.Key_End)
    QTest.keyClick(prompt, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [key for _, key in named(state)] == [B, A, B, A]
    undo.undo()
    assert [key for _, key in named(state)] == [B, A]
    prompt.selectAll()
    QTest.keyClick(prompt, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    state.set_images(references(B, A))
    QTest.keyClick(prompt, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert named(state) == [("image 1", B), ("image 2", A)]


def test_text_that_is_dragged_keeps_its_chips(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert((chip(B), " and "))
    prompt.selectAll()
    carried = prompt.createMimeDataFromSelection()
    place = QPointF(prompt.cursorRect().center())
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    ways = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(place.toPoint(), ways, carried, button, none)
    QApplication.sendEvent(prompt.viewport(), enter)
    assert enter.isAccepted()
    drop = QDropEvent(place, Qt.DropAction.CopyAction, carried, button, none)
    QApplication.sendEvent(prompt.viewport(), drop)
    assert state.recipe.prompt == "image 2 and image 2 and "
    assert [key for _, key in named(state)] == [B, B]


def test_a_part_of_a_line_is_copied_as_it_reads(parts: Parts) -> None:
    _, prompt, _ = parts
    prompt.insert(("😀 from ", chip(B), " and ", chip(A)))
    cursor = prompt.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(13, QTextCursor.MoveMode.KeepAnchor)
    prompt.setTextCursor(cursor)
    assert prompt.createMimeDataFromSelection().text() == "from image 2 and"


@pytest.mark.parametrize(
    "stored",
    [b"", b"{}", b"[[1]]", b"[" * 5000, b'["x", 5]', b'[["\\ufffc", "k"]]', b"\xff", b"null"],
)
def test_what_nobody_can_read_counts_as_words(parts: Parts, stored: bytes) -> None:
    state, prompt, _ = parts
    source = QMimeData()
    source.setText("words")
    source.setData(MIME, stored)
    prompt.insertFromMimeData(source)
    assert (state.recipe.prompt, state.recipe.mentions) == ("words", ())


def test_a_key_hidden_in_pieces_does_not_get_in(parts: Parts) -> None:
    state, prompt, _ = parts
    source = QMimeData()
    source.setText("words")
    source.setData(MIME, b'["use bfl_q7Xv2mZ9kR4", ["tW8pLaaaa", "k"]]')
    prompt.insertFromMimeData(source)
    assert state.recipe.prompt == ""


def test_the_sign_of_an_object_never_comes_from_outside(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert((chip(B),))
    source = QMimeData()
    source.setText(f"a{OBJECT}b")
    prompt.insertFromMimeData(source)
    prompt.insert((f"{OBJECT}c",))
    assert state.recipe.prompt == "image 2abc"
    assert prompt.document().characterCount() == len("?abc") + 1


def test_a_prompt_from_elsewhere_comes_with_its_chips(parts: Parts) -> None:
    state, prompt, undo = parts
    QTest.keyClicks(prompt, "mine")
    prompt.replace_all("on image 2, please", (Mention(3, 7, B),))
    assert named(state) == [("image 2", B)]
    undo.undo()
    assert (state.recipe.prompt, state.recipe.mentions) == ("mine", ())
    undo.redo()
    assert named(state) == [("image 2", B)]


def test_reuse_brings_chips_and_can_be_taken_back(parts: Parts) -> None:
    state, prompt, undo = parts
    QTest.keyClicks(prompt, "mine")
    before = state.draft
    used = replace(
        state.recipe,
        prompt="image 1 at night",
        mentions=(Mention(0, 7, C),),
        images=references(C),
    )
    state.reuse(used, keep_seed=False)
    assert prompt.chips.shown == ("image 1",)
    after = state.draft
    undo.undo()
    assert (state.draft, prompt.toPlainText()) == (before, "mine")
    undo.redo()
    assert (state.draft, prompt.toPlainText()) == (after, "image 1 at night")
    assert prompt.chips.shown == ("image 1",)


def test_colours_are_chips_by_how_they_are_written(parts: Parts) -> None:
    state, prompt, undo = parts
    prompt.replace_all("walls #2C3E50 (dark blue-grey), door #abc")
    assert state.recipe.prompt == "walls #2C3E50 (dark blue-grey), door #abc"
    assert prompt.document().characterCount() == len("walls ?, door #abc") + 1
    press(prompt, Qt.Key.Key_Home)
    press(prompt, Qt.Key.Key_Right, 7)
    press(prompt, Qt.Key.Key_Backspace)
    assert state.recipe.prompt == "walls , door #abc"
    undo.undo()
    assert state.recipe.prompt == "walls #2C3E50 (dark blue-grey), door #abc"


def test_the_draft_survives_with_its_chips(parts: Parts, qtbot: QtBot) -> None:
    state, prompt, _ = parts
    prompt.insert(("🙂 ", chip(B), " #2C3E50 (dark blue-grey)"))
    kept = draft.to_json(state.draft)
    again = RecipeState()
    shown = PromptPanel(again)
    qtbot.addWidget(shown)
    again.restore(draft.from_json(kept))
    assert shown.toPlainText() == "🙂 image 2 #2C3E50 (dark blue-grey)"
    assert shown.chips.shown == ("image 2", "#2C3E50")
    assert again.draft == state.draft


def test_every_line_keeps_its_height_and_its_place(parts: Parts) -> None:
    _, prompt, _ = parts
    prompt.insert(("one\n", chip(B), " two\nthree"))
    document = prompt.document()
    assert document.size().height() == 60
    lines = [document.findBlockByNumber(number).layout().lineAt(0) for number in range(3)]
    assert len({(line.height(), line.ascent()) for line in lines}) == 1

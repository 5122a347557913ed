"""Chips that are copied, dragged and pasted; what comes from outside is words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.ui.chips import MIME
from bfl_studio.ui.pasted_words import OBJECT
from bfl_studio.ui.prompt_panel import LONGEST_PASTE
from tests.ui.chip_stage import A, B, Parts, chip, named, press, references

pytestmark = pytest.mark.usefixtures("dark")


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


def test_a_long_prompt_in_any_script_keeps_its_chips_when_it_is_cut(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert(("在夜晚的街道上。" * 10_000, chip(B), "と" * 10_000))
    before = state.recipe
    prompt.selectAll()
    QTest.keyClick(prompt, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert state.recipe.prompt == ""
    QTest.keyClick(prompt, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert named(state) == [("image 2", B)]
    assert state.recipe.prompt == before.prompt


def test_a_paste_that_is_cut_short_keeps_the_chips_before_the_cut(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert(("on ", chip(B), " and ", "x " * 49_000, chip(A)))
    prompt.selectAll()
    QTest.keyClick(prompt, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cut: list[bool] = []
    prompt.cut_short.connect(lambda: cut.append(True))
    prompt.replace_all("y" * 10_000)
    press(prompt, Qt.Key.Key_End)
    QTest.keyClick(prompt, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cut == [True]
    assert named(state) == [("image 2", B)]
    assert len(state.recipe.prompt) <= LONGEST_PASTE


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
    assert state.recipe.prompt == "image 2 abc"
    assert prompt.document().characterCount() == len("?abc") + 1

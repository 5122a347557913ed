"""Chips stand for pictures, not for numbers; they are one character to the hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bfl_studio.domain import mentions
from bfl_studio.domain.recipe import Mention
from bfl_studio.state import draft
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_panel import PromptPanel
from tests.ui.chip_stage import A, B, C, Parts, chip, named, press, references

pytestmark = pytest.mark.usefixtures("dark")


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


def test_a_chip_says_by_its_file_why_its_picture_is_not_sent(parts: Parts) -> None:
    """Its number may be another's by now."""
    state, prompt, _ = parts
    prompt.insert((chip(C), " on ", chip(A)))
    off = replace(references(C)[0], off=True)
    many = references(A, B, *"defgh", C)
    for images, said in (
        (references(A, B), ("c.png gone", "image 1")),
        ((*references(A, B), off), ("c.png off", "image 1")),
        (references(B, "d"), ("c.png gone", "a.png gone")),
        (many, ("image 8", "image 1")),
    ):
        state.set_images(images)
        assert prompt.chips.shown == said
        assert bool(mentions.gone(state.model, state.recipe)) is ("image 8" not in said)
    state.set_model("flux-2-klein-9b")
    assert prompt.chips.shown == ("c.png not used", "image 1")
    assert state.recipe.prompt == "image 8 on image 1"


def test_every_changed_chip_gets_the_room_its_words_take(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.resize(900, 100)
    prompt.insert(
        (chip(C), " on ", chip(A), chip(C), "\n", chip(A), "\n", chip(C), " 😀 ", chip(C))
    )
    before = _widths(prompt)
    state.set_images((*references(A, B), replace(references(C)[0], off=True)))
    after = _widths(prompt)
    assert prompt.chips.shown.count("c.png off") == 4
    assert (after[0] > before[0], after[1] == before[1], after[2] > before[2]) == (True,) * 3
    prompt.document().markContentsDirty(0, prompt.document().characterCount())
    assert _widths(prompt) == after


def _widths(prompt: PromptPanel) -> list[float]:
    blocks = [prompt.document().findBlockByNumber(number) for number in range(3)]
    return [each.layout().lineAt(0).naturalTextWidth() for each in blocks]


def test_a_chip_of_a_picture_nobody_saw_is_gone(parts: Parts) -> None:
    _, prompt, _ = parts
    prompt.insert((chip("f" * 64),))
    assert prompt.chips.shown == ("picture gone",)


def test_a_chip_is_back_when_its_picture_is(parts: Parts) -> None:
    state, prompt, undo = parts
    prompt.insert((chip(B),))
    state.set_images(references(A, C))
    assert prompt.chips.shown == ("b.png gone",)
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
    assert state.recipe.prompt == "ax image 2 b"


def test_words_typed_beside_a_chip_are_words(parts: Parts) -> None:
    state, prompt, _ = parts
    prompt.insert((chip(B),))
    QTest.keyClicks(prompt, "s")
    press(prompt, Qt.Key.Key_Home)
    QTest.keyClicks(prompt, "x")
    assert state.recipe.prompt == "x image 2 s"
    assert named(state) == [("image 2", B)]


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

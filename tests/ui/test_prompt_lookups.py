"""`@` names a picture, `#` a colour; neither takes the keyboard, and Esc leaves what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from bfl_studio.domain import settings
from bfl_studio.domain.catalog import Role
from bfl_studio.ui.swatches import Swatches
from tests.ui.prompt_stage import A, B, C, PromptStage, prompt_stage

pytestmark = [
    pytest.mark.usefixtures("dark"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
LEFT, RIGHT, BACK = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[PromptStage]:
    with prompt_stage() as made:
        yield made


class TestPictures:
    def test_a_digit_names_a_picture_at_once(self, stage: PromptStage) -> None:
        stage.type("on @3 at night")
        assert stage.written == "on image 3 at night"
        assert stage.named == [C]
        assert stage.open == ""

    @pytest.mark.parametrize("digit", ["4", "9", "0"])
    def test_a_digit_without_a_picture_is_a_digit(self, stage: PromptStage, digit: str) -> None:
        stage.type(f"@{digit}")
        assert stage.written == f"@{digit}"

    def test_a_part_is_said_in_the_words_of_bfl(self, stage: PromptStage) -> None:
        stage.type("@1, @2")
        assert stage.written == "the person from image 1, wearing the outfit from image 2"
        assert stage.named == [A, B]

    def test_arrows_and_enter_choose_and_go_round(self, stage: PromptStage) -> None:
        stage.type("@")
        assert stage.open == "@"
        stage.press(DOWN, DOWN, DOWN, UP)
        assert stage.heard[-1].startswith("image 3, harbour at dusk.webp")
        stage.press(ENTER)
        assert (stage.written, stage.named, stage.open) == ("image 3", [C], "")

    @pytest.mark.parametrize("words", ["harb", "DUSK", "image 3", "at d"])
    def test_letters_narrow_by_name(self, stage: PromptStage, words: str) -> None:
        stage.type(f"@{words}")
        stage.press(ENTER)
        assert (stage.written, stage.named) == ("image 3", [C])

    def test_letters_narrow_by_part(self, stage: PromptStage) -> None:
        stage.type("@outf")
        stage.press(ENTER)
        assert stage.named == [B]

    @pytest.mark.parametrize("words", ["@nobody", "@ home", "@\t"])
    def test_what_nothing_answers_to_is_text(self, stage: PromptStage, words: str) -> None:
        stage.type(words)
        assert stage.open == ""
        assert stage.named == []

    @pytest.mark.parametrize("before", ["anna", "a.", "1", "_", "é", "@"])
    def test_an_address_opens_nothing(self, stage: PromptStage, before: str) -> None:
        stage.prompt.insert((before,))
        stage.type("@")
        assert stage.open == ""

    @pytest.mark.parametrize("before", ["", "on ", "(", "“", "🙂", "\n"])
    def test_the_beginning_of_a_word_opens_it(self, stage: PromptStage, before: str) -> None:
        stage.prompt.insert((before,))
        stage.type("@3")
        assert stage.written == f"{before}image 3"

    def test_it_opens_right_after_a_chip(self, stage: PromptStage) -> None:
        stage.type("@3@3")
        assert stage.named == [C, C]

    def test_an_input_method_may_type_it(self, stage: PromptStage) -> None:
        event = QInputMethodEvent()
        event.setCommitString("@")
        QApplication.sendEvent(stage.prompt, event)
        assert stage.open == "@"

    def test_escape_closes_the_list_and_only_then_leaves(self, stage: PromptStage) -> None:
        left: list[bool] = []
        stage.prompt.left.connect(lambda: left.append(True))
        stage.type("@ja")
        stage.press(ESC)
        assert (stage.open, stage.written, left) == ("", "@ja", [])
        stage.type("c")
        assert stage.open == ""
        stage.press(ESC)
        assert left == [True]

    def test_the_keyboard_never_leaves_the_prompt(self, stage: PromptStage) -> None:
        stage.type("@")
        assert QApplication.focusWidget() is stage.prompt
        found = stage.slots.findChild(QListView)
        assert found is not None
        place = found.visualRect(found.model().index(1, 0)).center()
        QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert stage.named == [B]
        assert QApplication.focusWidget() is stage.prompt

    def test_it_closes_when_the_caret_or_the_keyboard_goes(self, stage: PromptStage) -> None:
        stage.type("one @")
        stage.press(LEFT, LEFT)
        assert stage.open == ""
        stage.press(Qt.Key.Key_End, BACK)
        stage.type("@")
        assert stage.open == "@"
        stage.press(BACK)
        assert stage.open == ""
        stage.type("@")
        stage.after.setFocus()
        assert stage.open == ""

    def test_one_step_takes_a_choice_back(self, stage: PromptStage) -> None:
        stage.type("on @2")
        stage.undo.undo()
        assert (stage.written, stage.named) == ("on @", [])
        stage.undo.redo()
        assert stage.named == [B]

    def test_a_picture_that_is_off_is_not_offered(self, stage: PromptStage) -> None:
        first, *others = stage.state.recipe.images
        stage.state.set_images((replace(first, off=True), *others))
        stage.type("@1")
        assert stage.named == [B]
        stage.type(" @anna")
        assert stage.open == ""

    def test_without_pictures_it_says_how_to_get_one(self, stage: PromptStage) -> None:
        stage.state.set_images(())
        stage.type("@")
        assert stage.open == "@"
        assert stage.heard[-1] == "Add a picture first: drop it on a slot, or Ctrl+O."
        stage.press(ENTER)
        assert (stage.open, stage.written) == ("", "@\n")

    def test_a_model_without_references_has_no_list(self, stage: PromptStage) -> None:
        stage.state.set_model("flux-dev")
        stage.type("@")
        assert stage.open == ""

    def test_chords_are_the_windows(self, stage: PromptStage) -> None:
        stage.type("@")
        QTest.keyClick(stage.prompt, ENTER, Qt.KeyboardModifier.ControlModifier)
        assert stage.named == []


class TestColours:
    @pytest.mark.parametrize("typed", ["2C3E50", "2c3e50"])
    def test_six_digits_and_enter_are_a_colour_with_its_name(
        self, stage: PromptStage, typed: str
    ) -> None:
        stage.type(f"walls in #{typed}")
        stage.press(ENTER)
        assert stage.written == "walls in #2C3E50 (dark blue-grey)"
        assert stage.open == ""
        stage.press(BACK)
        assert stage.written == "walls in "

    def test_three_digits_stand_for_six(self, stage: PromptStage) -> None:
        stage.type("#f00")
        stage.press(ENTER)
        assert stage.written.startswith("#FF0000 (")

    @pytest.mark.parametrize("typed", ["2", "2C3E", "2C3E5"])
    def test_half_a_colour_is_not_taken(self, stage: PromptStage, typed: str) -> None:
        stage.type(f"#{typed}")
        stage.press(ENTER)
        assert (stage.written, stage.open) == (f"#{typed}", "#")

    @pytest.mark.parametrize("words", ["#summer", "# one", "#2C3E50f", "C#", "&#", "##"])
    def test_other_words_are_words(self, stage: PromptStage, words: str) -> None:
        stage.type(words)
        assert stage.open == ""
        stage.press(ENTER)
        assert stage.written == f"{words}\n"

    def test_escape_leaves_the_sign(self, stage: PromptStage) -> None:
        stage.type("#")
        assert stage.open == "#"
        stage.press(ESC)
        assert (stage.open, stage.written) == ("", "#")

    def test_used_colours_come_first_and_are_kept(self, stage: PromptStage) -> None:
        for colour in ("#111111", "#222222", "#111111"):
            stage.palette.use(colour)
        assert stage.palette.used == ("#111111", "#222222")
        kept = settings.from_json(settings.to_json(stage.settings.settings))
        assert kept.palette == ("#111111", "#222222")
        stage.type("#")
        stage.press(RIGHT, ENTER)
        assert stage.written.startswith("#222222 (")
        assert stage.palette.used == ("#222222", "#111111")

    def test_the_palette_stays_small(self, stage: PromptStage) -> None:
        for number in range(100):
            stage.palette.use(f"#0000{number:02X}")
        assert len(stage.palette.used) <= 64
        assert stage.palette.used[0] == "#000063"

    def test_colours_of_the_pictures_are_offered(
        self, stage: PromptStage, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = tmp_path / "two.png"
        shown = Image.new("RGB", (64, 64), "#2C3E50")
        shown.paste("#F5F5DC", (0, 0, 64, 20))
        shown.save(path)
        stage.paths.append(path)
        stage.type("#")
        qtbot.waitUntil(lambda: bool(stage.palette.of_pictures([path])))
        assert stage.palette.of_pictures([path])[0] == "#2C3E50"
        stage.press(ENTER)
        assert stage.written == "#2C3E50 (dark blue-grey)"

    def test_a_click_takes_a_swatch(self, stage: PromptStage) -> None:
        stage.palette.use("#2C3E50")
        stage.palette.use("#F5F5DC")
        stage.type("#")
        used = stage.colours.findChild(Swatches)
        assert used is not None
        place = used.square(1).center().toPoint()
        QTest.mouseClick(used, Qt.MouseButton.LeftButton, pos=place)
        assert stage.written.startswith("#2C3E50")
        assert QApplication.focusWidget() is stage.prompt

    def test_the_arrows_lead_to_the_eyedropper_at_last(self, stage: PromptStage) -> None:
        asked: list[bool] = []
        stage.colours.picking.connect(lambda: asked.append(True))
        stage.palette.use("#2C3E50")
        stage.type("#")
        stage.press(DOWN, ENTER)
        assert asked == [True]
        assert stage.written == "#"

    @pytest.mark.parametrize("rewriting", [True, False])
    def test_rewriting_is_named_where_it_is_on(self, stage: PromptStage, rewriting: bool) -> None:
        stage.state.set_value(Role.REWRITING, rewriting)
        stage.type("#")
        said = [
            str(part.property("text"))
            for part in stage.colours.children()
            if part.isWidgetType() and part.property("visible")
        ]
        assert ("Colours are met best with rewriting off." in said) is rewriting

    def test_a_colour_is_read_again_where_a_prompt_is_shown(self, stage: PromptStage) -> None:
        stage.type("#2C3E50")
        stage.press(ENTER)
        kept = stage.written
        stage.prompt.set_text("")
        stage.prompt.set_text(kept)
        stage.press(Qt.Key.Key_End, BACK)
        assert stage.written == ""


def test_a_point_between_swatches_is_none(qapp: QApplication) -> None:
    grid = Swatches("Used")
    grid.resize(100, 60)
    grid.show_colours(("#111111", "#222222"))
    assert grid.place_at(QPoint(1, 1)) == 0
    assert grid.place_at(QPoint(25, 1)) == -1
    assert grid.place_at(QPoint(30, 1)) == 1
    assert grid.place_at(QPoint(60, 1)) == -1

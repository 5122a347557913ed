"""`@` names a picture, `#` a colour; neither takes the keyboard, and Esc leaves what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from tests.ui.prompt_stage import A, B, C, PromptStage

pytestmark = pytest.mark.usefixtures("dark")
ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
_NONE = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT, BACK = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace


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

    @pytest.mark.parametrize("before", ["街", "ソファ", "거리에서", "ถนน", "שלום", "上。", "、"])
    @pytest.mark.parametrize("sign", ["@", "＠"])
    def test_it_opens_where_words_stand_without_blanks(
        self, stage: PromptStage, before: str, sign: str
    ) -> None:
        stage.commit(before)
        stage.commit(sign)
        assert stage.open == "@"
        stage.press(DOWN, DOWN, ENTER)
        assert stage.named == [C]
        assert stage.written.endswith("image 3")

    @pytest.mark.parametrize("before", ["anna", "3", "ａｎｎａ"])
    def test_a_wide_sign_in_an_address_opens_nothing(self, stage: PromptStage, before: str) -> None:
        stage.commit(before)
        stage.commit("＠")
        assert stage.open == ""

    def test_a_wide_digit_narrows(self, stage: PromptStage) -> None:
        stage.commit("＠")
        stage.commit("３")
        stage.press(ENTER)
        assert stage.named == [C]

    def test_it_opens_right_after_a_chip(self, stage: PromptStage) -> None:
        stage.type("@3@3")
        assert stage.named == [C, C]
        assert stage.written == "image 3 image 3"

    @pytest.mark.parametrize("words", ["@3D render", "@1x", "@10", "@3é"])
    def test_a_digit_that_begins_a_word_names_nothing(self, stage: PromptStage, words: str) -> None:
        for each in words:
            if each.isascii():
                stage.type(each)
            else:
                QTest.sendKeyEvent(
                    QTest.KeyAction.Click, stage.prompt, Qt.Key.Key_unknown, each, _NONE
                )
        assert (stage.written, stage.named, stage.open) == (words, [], "")
        stage.undo.undo()
        stage.undo.undo()
        assert stage.named == []

    @pytest.mark.parametrize("after", [" D", ", D", "\t", "(", ".", "-"])
    def test_a_digit_that_ends_a_word_names_its_picture(
        self, stage: PromptStage, after: str
    ) -> None:
        stage.type(f"@3{after}")
        assert stage.named == [C]

    def test_a_word_beside_a_chip_that_stood_already_leaves_it(self, stage: PromptStage) -> None:
        stage.type("@3")
        stage.press(LEFT, RIGHT)
        stage.type("D")
        assert (stage.written, stage.named) == ("image 3 D", [C])

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("the person from @1", "the person from image 1"),
            ("wearing the outfit from @2", "wearing the outfit from image 2"),
            ("the person @1", "the person from image 1"),
            ("The @1", "The person from image 1"),
            ("wearing @2", "wearing the outfit from image 2"),
            ("the jacket from @2", "the jacket from image 2"),
            ("her @2", "her image 2"),
            ("a portrait of @1", "a portrait of the person from image 1"),
            ("Anna, @2", "Anna, wearing the outfit from image 2"),
            ("@1, @1 again", "the person from image 1, image 1 again"),
            ("the person\n@1", "the person\nthe person from image 1"),
        ],
    )
    def test_what_is_said_already_is_not_said_again(
        self, stage: PromptStage, typed: str, written: str
    ) -> None:
        for line in typed.split("\n"):
            if stage.written:
                stage.press(ENTER)
            stage.type(line)
        assert stage.written == written

    def test_shift_and_enter_name_the_picture_alone(self, stage: PromptStage) -> None:
        stage.type("@")
        assert stage.heard[-1].endswith("Shift+Enter: without “the person from”")
        QTest.keyClick(stage.prompt, ENTER, Qt.KeyboardModifier.ShiftModifier)
        assert (stage.written, stage.named) == ("image 1", [A])
        stage.type(" @")
        assert "Shift+Enter" not in stage.heard[-1]

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

"""The prompt holds plain text, grows with it and keeps the rhythm of its lines."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.ui.controls import LineField
from bfl_studio.ui.prompt_editor import PromptEditor
from tests.ui.stage import Show

# The offscreen platform says so of every window that is shown.
pytestmark = [
    pytest.mark.usefixtures("dark"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class TestPromptEditor:
    def test_grows_with_its_lines_and_then_scrolls(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        heights = []
        for lines in (1, 5, 6, 14, 40):
            prompt.set_text("\n".join("word" for _ in range(lines)))
            QApplication.processEvents()
            heights.append(prompt.height())
        assert heights[0] == heights[1]
        assert heights[2] == heights[1] + 20
        assert heights[3] == heights[1] + 9 * 20
        assert heights[4] == heights[3]
        assert prompt.verticalScrollBar().maximum() > 0

    def test_takes_nothing_but_plain_text(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        rich = QMimeData()
        rich.setHtml("<h1>Big</h1>")
        rich.setText("<b>words</b>")
        prompt.insertFromMimeData(rich)
        assert prompt.toPlainText() == "<b>words</b>"
        prompt.set_text("<i>other</i>")
        assert prompt.toPlainText() == "<i>other</i>"

    def test_text_from_elsewhere_can_be_undone(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        QTest.keyClicks(prompt, "mine")
        prompt.set_text("yours")
        prompt.undo()
        assert prompt.toPlainText() == "mine"

    def test_every_line_has_the_height_of_the_scale(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        prompt.setPlainText("one")
        QTest.keyClick(prompt, Qt.Key.Key_Return)
        QTest.keyClicks(prompt, "two")
        document: QTextDocument = prompt.document()
        assert document.size().height() == 40

    def test_lines_keep_their_height_through_typing(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace):
            QTest.keyClick(prompt, key)
        prompt.set_text("one")
        prompt.set_text("")
        QTest.keyClicks(prompt, "two")
        prompt.undo()
        prompt.setPlainText("three")
        QTest.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert prompt.toPlainText() == "\nthree"
        assert prompt.document().size().height() == 40

    def test_enter_is_a_new_line_and_a_chord_is_the_windows(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        QTest.keyClick(prompt, Qt.Key.Key_Return)
        assert prompt.toPlainText() == "\n"
        QTest.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert prompt.toPlainText() == "\n"

    def test_tab_leaves_it(self, show: Show) -> None:
        prompt, after = PromptEditor("Prompt"), LineField("After")
        show(prompt, after)
        prompt.setFocus()
        QTest.keyClick(prompt, Qt.Key.Key_Tab)
        assert after.hasFocus()
        assert prompt.toPlainText() == ""

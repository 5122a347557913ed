"""The prompt holds plain text, grows with it and keeps the rhythm of its lines."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.prompt_editor import PromptEditor
from bfl_studio.ui.prompt_panel import LONGEST_PASTE, PromptPanel
from tests.ui.stage import Show

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def panel(show: Show) -> PromptPanel:
    made = PromptPanel(RecipeState())
    show(made)
    made.setFocus()
    return made


class TestPromptEditor:
    def test_grows_with_its_lines_and_then_scrolls(self, panel: PromptPanel) -> None:
        heights = []
        for lines in (1, 5, 6, 14, 40):
            panel.set_text("\n".join("word" for _ in range(lines)))
            QApplication.processEvents()
            heights.append(panel.height())
        assert heights[0] == heights[1]
        assert heights[2] == heights[1] + 20
        assert heights[3] == heights[1] + 9 * 20
        assert heights[4] == heights[3]
        assert panel.verticalScrollBar().maximum() > 0

    def test_takes_nothing_but_plain_text(self, panel: PromptPanel) -> None:
        rich = QMimeData()
        rich.setHtml("<h1>Big</h1>")
        rich.setText("<b>words</b>")
        panel.insertFromMimeData(rich)
        assert panel.toPlainText() == "<b>words</b>"
        panel.set_text("<i>other</i>")
        assert panel.toPlainText() == "<i>other</i>"

    def test_text_from_elsewhere_can_be_undone(self, panel: PromptPanel) -> None:
        QTest.keyClicks(panel, "mine")
        panel.set_text("yours")
        panel.undo()
        assert panel.toPlainText() == "mine"

    def test_every_line_has_the_height_of_the_scale(self, show: Show) -> None:
        prompt = PromptEditor("Prompt")
        show(prompt)
        prompt.setPlainText("one")
        QTest.keyClick(prompt, Qt.Key.Key_Return)
        QTest.keyClicks(prompt, "two")
        document: QTextDocument = prompt.document()
        assert document.size().height() == 40

    def test_lines_keep_their_height_through_typing(self, panel: PromptPanel) -> None:
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace):
            QTest.keyClick(panel, key)
        panel.set_text("one")
        panel.set_text("")
        QTest.keyClicks(panel, "two")
        panel.undo()
        panel.setPlainText("three")
        QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert panel.toPlainText() == "\nthree"
        assert panel.document().size().height() == 40

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


KEY = "bfl_q7Xv2mZ9kR4tW8pL"
KEYS = {
    "alone": KEY,
    "newline": f"{KEY}\n",
    "quotes": f'"{KEY}"',
    "zero-width": f"\u200b{KEY}\ufeff",
    "line of a file": f"export BFL_API_KEY={KEY}",
    "older kind": "0B7BF29C-60D1-4B5A-8C5A-6F3F2E1F9D11",
    "among words": f"here is the key: {KEY}, use it well",
}


class TestKeyInThePrompt:
    @pytest.mark.parametrize("text", KEYS.values(), ids=KEYS)
    def test_a_pasted_key_never_enters_it(self, panel: PromptPanel, text: str) -> None:
        heard: list[str] = []
        panel.key_pasted.connect(heard.append)
        panel.set_text("a harbour")
        QApplication.clipboard().setText(text)
        QTest.keyClick(panel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert panel.toPlainText() == "a harbour"
        assert heard == [KEY if KEY in text else text]

    @pytest.mark.parametrize(
        "text", ["a harbour", "bfl_", "bfl_short", "the letters abfl_q7Xv2mZ9kR4tW8pL", ""]
    )
    def test_other_words_do(self, panel: PromptPanel, text: str) -> None:
        heard: list[str] = []
        panel.key_pasted.connect(heard.append)
        dropped = QMimeData()
        dropped.setText(text)
        panel.insertFromMimeData(dropped)
        assert panel.toPlainText() == text
        assert not heard

    def test_a_dropped_key_is_none_either(self, panel: PromptPanel) -> None:
        dropped = QMimeData()
        dropped.setText(KEY)
        panel.insertFromMimeData(dropped)
        assert panel.toPlainText() == ""
        panel.undo()
        panel.redo()
        assert panel.toPlainText() == ""


def test_more_words_than_any_model_reads_are_not_all_taken_from_the_clipboard(
    panel: PromptPanel,
) -> None:
    endless = QMimeData()
    endless.setText("a barn " * 100_000)
    panel.insertFromMimeData(endless)
    assert len(panel.toPlainText()) == LONGEST_PASTE


@pytest.mark.parametrize("written", ["data:image/png;base64,AAAA", "data:image/svg+xml,<svg/>"])
def test_a_picture_written_as_text_is_no_prompt(panel: PromptPanel, written: str) -> None:
    picture = QMimeData()
    picture.setText(written)
    panel.insertFromMimeData(picture)
    assert panel.toPlainText() == ""


def test_files_are_no_words(panel: PromptPanel) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/somewhere/a.png")])
    files.setText("file:///somewhere/a.png")
    assert not panel.canInsertFromMimeData(files)
    panel.insertFromMimeData(files)
    assert panel.toPlainText() == ""

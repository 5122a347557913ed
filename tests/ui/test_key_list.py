"""The list of keys in its window: two columns, found by words and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.ui import theme
from bfl_studio.ui.key_list import KeyList
from bfl_studio.ui.key_rows import KeyGroup, key_groups
from bfl_studio.ui.text import Label
from tests.ui.stage import focused
from tests.ui.studio_window import settle

pytestmark = pytest.mark.usefixtures("dark")


class Stage:
    """The list, open and in front."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = KeyList()
        qtbot.addWidget(self.window)
        self.window.come_forward()
        QApplication.processEvents()
        self.bar = self.window.findChildren(QScrollArea)[0].verticalScrollBar()

    @property
    def labels(self) -> list[Label]:
        return [each for each in self.window.findChildren(Label) if each.isVisible()]

    @property
    def said(self) -> list[str]:
        return [each.text() for each in self.labels]

    def left(self, words: str) -> int:
        """How far from the left words stand."""
        label = next(each for each in self.labels if each.text() == words)
        return label.mapTo(self.window, QPoint(0, 0)).x()


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_it_is_a_window_of_its_own_and_lists_everything(stage: Stage) -> None:
    assert stage.window.isWindow()
    assert not stage.window.isModal()
    assert stage.window.windowTitle() == "All keys"
    assert stage.window.width() == 720
    every = [words for each in key_groups() for words in (each.title, *_words(each))]
    assert sorted(stage.said) == sorted(every)


def _words(listed: KeyGroup) -> list[str]:
    return [row.words for row in listed.rows]


def test_it_stands_in_two_columns_of_like_height(stage: Stage) -> None:
    lefts = {stage.left(words) for words in stage.said}
    assert len(lefts) == 2
    assert min(lefts) == 24
    bottoms = {
        left: max(
            each.mapTo(stage.window, each.rect().bottomLeft()).y()
            for each in stage.labels
            if stage.left(each.text()) == left
        )
        for left in lefts
    }
    assert abs(bottoms[min(lefts)] - bottoms[max(lefts)]) < 300


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zoom", {"View", "Zoom in", "Zoom out", "Mouse", "Zoom to the pointer"}),
        ("ctrl+r", {"Picture", "Reuse recipe, new seed"}),
        ("jobs del", {"Jobs", "Cancel, or stop waiting"}),
    ],
)
def test_a_search_finds_words_keys_and_places(stage: Stage, text: str, words: set[str]) -> None:
    QTest.keyClicks(stage.window.search, text)
    assert words <= set(stage.said)
    for row in (row for each in key_groups() for row in each.rows):
        if row.words in stage.said and row.words not in words:
            assert text in row.words.casefold() or "zoomed" in row.words


def test_what_a_search_leaves_begins_at_the_left(stage: Stage) -> None:
    stage.window.search_for("double-click")
    QApplication.processEvents()
    assert stage.left("Mouse") == 24
    stage.window.search_for("")
    QApplication.processEvents()
    assert stage.left("Mouse") > 300


def test_a_search_that_finds_nothing_says_so(stage: Stage) -> None:
    stage.window.search_for("teapot")
    assert stage.said == ["No key matches “teapot”."]


def test_arrows_scroll_while_the_search_has_the_keyboard(stage: Stage) -> None:
    assert focused() is stage.window.search
    QTest.keyClick(stage.window.search, Qt.Key.Key_Down)
    one = stage.bar.value()
    QTest.keyClick(stage.window.search, Qt.Key.Key_PageDown)
    assert 0 < one < stage.bar.value()
    QTest.keyClick(stage.window.search, Qt.Key.Key_PageUp)
    QTest.keyClick(stage.window.search, Qt.Key.Key_Up)
    assert stage.bar.value() == 0


def test_escape_empties_the_search_then_closes(stage: Stage) -> None:
    stage.window.search_for("fold")
    QTest.keyClick(stage.window.search, Qt.Key.Key_Escape)
    assert stage.window.search.text() == ""
    assert stage.window.isVisible()
    QTest.keyClick(stage.window.search, Qt.Key.Key_Escape)
    assert not stage.window.isVisible()


def test_a_row_speaks_its_keys(stage: Stage) -> None:
    spoken = {
        QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
        for each in stage.labels
    }
    assert {"Redo: Ctrl+Shift+Z, Ctrl+Y", "Open the library folder: no key"} <= spoken


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT, scale)
    stage = Stage(qtbot)
    stage.window.resize(round(720 * scale), round(560 * scale))
    settle()
    for each in stage.labels:
        line = theme.current().line("body")
        assert each.mapTo(stage.window, each.rect().topRight()).x() < stage.window.width()
        assert each.height() >= min(line, each.heightForWidth(each.width()) or line)
        assert not any(line.endswith("…") for line in each.shown)


class _Opened(QObject):
    """The windows that open while it listens."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_no_other_window_flashes_while_it_opens(qapp: QApplication, qtbot: QtBot) -> None:
    opened = _Opened()
    qapp.installEventFilter(opened)
    stage = Stage(qtbot)
    stage.window.search.setText("copy")
    qapp.removeEventFilter(opened)
    assert opened.kinds == ["KeyList"]

"""A viewer that is shown, for its tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import Picture
from bfl_studio.ui.text import Label
from bfl_studio.ui.thumbnails import Marks
from bfl_studio.ui.viewer import Viewer
from tests.ui.pictures import a_cache, a_saved_picture

SIZE = (600, 400)


class Stage:
    """A viewer of 600 × 400 that is shown and has the keyboard."""

    def __init__(self, qtbot: QtBot, cache: ImageCache, folder: Path) -> None:
        self.folder = folder
        self.qtbot = qtbot
        self.marks = Marks()
        self.viewer = Viewer(cache, self.marks)
        self.canvas = self.viewer.canvas
        qtbot.addWidget(self.viewer)
        self.viewer.resize(*SIZE)
        self.viewer.show()
        self.viewer.activateWindow()
        self.viewer.setFocus()
        QApplication.processEvents()

    def picture(self, number: int, size: tuple[int, int], color: str = "teal") -> Picture:
        return a_saved_picture(self.folder, number, size=size, color=color)

    def color(self, x: int, y: int) -> str:
        return QColor(self.viewer.grab().toImage().pixelColor(x, y)).name()

    def until_middle_is(self, color: str) -> None:
        self.qtbot.waitUntil(lambda: self.color(SIZE[0] // 2, SIZE[1] // 2) == color)

    def said(self) -> str:
        return " ".join(
            label.text() for label in self.viewer.findChildren(Label) if label.isVisible()
        )


@contextmanager
def a_viewer(qtbot: QtBot, folder: Path) -> Iterator[Stage]:
    """One that has shown nothing yet; its pictures are kept in the folder."""
    with a_cache() as cache:
        stage = Stage(qtbot, cache, folder)
        yield stage
        stage.marks.deleteLater()

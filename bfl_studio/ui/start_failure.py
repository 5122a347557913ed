"""A start that came to nothing is told: in the terminal if there is one, and on the screen."""

from __future__ import annotations

import os
import sys
from enum import Enum

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.app_icon import app_icon
from bfl_studio.ui.controls import QuietButton, Surface, column, divider, row
from bfl_studio.ui.focus_ring import FocusRings
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.reading_text import ReadingText
from bfl_studio.ui.text import wrapped
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_SIZE = QSize(480, 260)
_CONTEXT = "start"
_WITHOUT_A_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb")


class Trouble(Enum):
    """What keeps the studio from opening; the value is what is said of it."""

    FOLDER = QT_TRANSLATE_NOOP("start", "BFL Studio can't open: its data folder can't be used.")
    ANOTHER = QT_TRANSLATE_NOOP(
        "start",
        "BFL Studio is open already, but does not answer. End it, then start it again.",
    )
    FAULT = QT_TRANSLATE_NOOP(
        "start", "BFL Studio can't open: something in it went wrong. Nothing was changed."
    )


class StartFailure(Surface):
    """A window with a sentence and details to copy; Esc and Enter close it."""

    closed = Signal()

    def __init__(self, trouble: Trouble, details: str) -> None:
        super().__init__("pane")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle("BFL Studio")
        self.setWindowIcon(app_icon())
        sentence = QCoreApplication.translate(_CONTEXT, trouble.value)
        self.setAccessibleName(sentence)
        self.setAccessibleIdentifier("Start failure")
        self._details = ReadingText(self.tr("Details"))
        self._details.show_text(details)
        layout = column(self._said(sentence), divider(), self._details, divider(), self._ways())
        layout.setSpacing(0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        look = theme.current()
        self.resize(look.px(_SIZE.width()), look.px(_SIZE.height()))

    def _said(self, sentence: str) -> QWidget:
        said = QWidget()
        said.setLayout(column(wrapped(sentence, "strong"), padding=16))
        return said

    def _ways(self) -> QWidget:
        copy = QuietButton(self.tr("Copy details"), self.tr("Copy details"))
        copy.clicked.connect(self._copy)
        close = QuietButton(self.tr("Close"), self.tr("Close"))
        close.clicked.connect(self.close)
        close.setFocus()
        line = row(copy, close, gap=8, padding=8)
        line.insertStretch(0, 1)
        ways = QWidget()
        ways.setLayout(line)
        return ways

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER | {Qt.Key.Key_Escape}:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def tell(trouble: Trouble, line: str, details: str) -> int:
    """Say `line` on stderr, and show what is the trouble until it was read; the exit code."""
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
    if _has_screen():
        existing = QApplication.instance()
        application = existing if isinstance(existing, QApplication) else QApplication(["studio"])
        theme.apply(application)
        FocusRings(application)
        # A window that was only half made can do nothing.
        for other in QApplication.topLevelWidgets():
            other.hide()
        window = StartFailure(trouble, details)
        window.closed.connect(application.quit)
        window.show()
        application.exec()
    return 1


def _has_screen() -> bool:
    """Qt ends the process where it finds none, without a word that could be read."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _WITHOUT_A_SCREEN:
        return False
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(named)

"""Lines under the prompt take the room of lines in it that are empty: nothing below moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.prompt_editor import PromptEditor

_USUAL, _LEAST = 5, 3
_FACE = "prompt"
_CHANGES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize)


class UnderPrompt(QObject):
    """Watches lines that come and go in the layout of a prompt."""

    def __init__(self, prompt: PromptEditor, layout: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._layout = layout
        self._lines: list[QWidget] = []

    def add(self, line: QWidget) -> None:
        self._lines.append(line)
        self._layout.addWidget(line)
        line.installEventFilter(self)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self._make_room()
        return False

    def _make_room(self) -> None:
        shown = [each for each in self._lines if not each.isHidden()]
        width, gap = self._prompt.width(), self._layout.spacing()
        taken = sum(
            max(each.sizeHint().height(), each.heightForWidth(width)) + gap for each in shown
        )
        lines = round(taken / theme.current().line(_FACE))
        self._prompt.set_least(max(_LEAST, _USUAL - lines))

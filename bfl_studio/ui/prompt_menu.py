"""What a right click into the prompt offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence

from bfl_studio.ui import actions
from bfl_studio.ui.popups import Menu
from bfl_studio.ui.prompt_actions import PROMPT_ACTIONS
from bfl_studio.ui.prompt_editor import PromptEditor


class PromptMenu(QObject):
    """In place of Qt's own, whose icons are the system's and whose Undo knows of typing alone."""

    def __init__(
        self, prompt: PromptEditor, table: Mapping[str, Callable[[], None]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._table = table
        prompt.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        prompt.customContextMenuRequested.connect(self._open)

    def build(self) -> Menu:
        """The menu for the prompt as it is now."""
        menu = Menu(self.tr("Prompt"), self._prompt)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cursor = self._prompt.textCursor()
        selected = cursor.hasSelection()
        self._add(menu, self.tr("Cut"), "Ctrl+X", self._prompt.cut, able=selected)
        self._add(menu, self.tr("Copy"), "Ctrl+C", self._prompt.copy, able=selected)
        able = self._prompt.canPaste()
        self._add(menu, self.tr("Paste"), "Ctrl+V", self._prompt.paste, able=able)
        self._add(menu, self.tr("Select all"), "Ctrl+A", self._prompt.selectAll)
        group = -1
        for spec in PROMPT_ACTIONS:
            if spec.group != group:
                menu.addSeparator()
                group = spec.group
            key = next(iter(actions.keys_of(spec)), "")
            self._add(menu, actions.words(spec.text), key, self._table[spec.id])
        return menu

    def _add(
        self, menu: Menu, words: str, key: str, command: Callable[[], None], able: bool = True
    ) -> None:
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        # After a tab it is only shown: the window's own action has the key.
        action = menu.addAction(f"{words}\t{shown}" if shown else words)
        action.setEnabled(able)
        action.triggered.connect(lambda _=False: command())

    def _open(self, place: QPoint) -> None:
        cursor = self._prompt.cursorForPosition(place)
        present = self._prompt.textCursor()
        if not present.selectionStart() <= cursor.position() <= present.selectionEnd():
            self._prompt.setTextCursor(cursor)
        self.build().popup(self._prompt.viewport().mapToGlobal(place))

"""The field a key is pasted into. It never shows, speaks, copies or drags out what it holds."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit

from bfl_studio.domain.api_key import KeyFlaw, read
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.popups import Menu

_KEPT_IN = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)
_DOT = "\N{BULLET}"
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class KeyField(LineField):
    """`pasted(str)` comes with the whole text of a paste or a drop, `entered` with Enter.

    The line of Qt holds as many dots as there are characters: of a password's text it hides only
    what is painted, and tells assistive technology the rest. It is typed and taken back at its
    end, or replaced as a whole.
    """

    pasted = Signal(str)
    entered = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name, placeholder, "key-round")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setDragEnabled(False)
        self._held = ""
        self.textChanged.connect(self._written)

    def text(self) -> str:
        """The key."""
        return self._held

    def take(self, text: str) -> None:
        """As if it were pasted."""
        # What can't be a key is not held either: a part of it might be tried by Enter.
        key = read(text)
        self._hold("" if isinstance(key, KeyFlaw) else key)
        self.pasted.emit(text)

    def empty(self) -> None:
        """Forget it, so that Undo does not bring it back."""
        self._hold("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().text())
        elif any(event.matches(each) for each in _KEPT_IN):
            event.accept()
        elif event.key() in ENTER and not event.modifiers():
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._edit("", back=event.key() == Qt.Key.Key_Backspace)
        elif event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
            self._edit(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self._edit(event.commitString())
        event.accept()

    def _edit(self, added: str, *, back: bool = False) -> None:
        """What is typed, or one character back; of what is chosen nothing stays."""
        kept = "" if self.hasSelectedText() else self._held[: -1 if back else None]
        self._hold(kept + added)
        self.textEdited.emit(self.displayText())

    def _hold(self, key: str) -> None:
        self._held = key
        self.setText(_DOT * len(key))

    def _written(self, line: str) -> None:
        """Assistive technology writes past the keys."""
        if line.strip(_DOT):
            self.take(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            # A selection that is pasted by the mouse is a paste like any other.
            text = QGuiApplication.clipboard().text(QGuiApplication.clipboard().Mode.Selection)
            if text:
                self.take(text)
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self.tr("API key"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction(self.tr("Paste"))
        paste.triggered.connect(lambda: self.take(QGuiApplication.clipboard().text()))
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data: QMimeData = event.mimeData()
        event.acceptProposedAction()
        self.take(data.text())

"""The field a key is pasted into. It never shows, copies or drags out what it holds."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit

from bfl_studio.domain.api_key import KeyFlaw, read
from bfl_studio.ui.controls import LineField
from bfl_studio.ui.popups import Menu

_KEPT_IN = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class KeyField(LineField):
    """`pasted(str)` comes with the whole text of a paste or a drop, `entered` with Enter."""

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

    def take(self, text: str) -> None:
        """As if it were pasted."""
        # What can't be a key is not held either: a part of it might be tried by Enter.
        key = read(text)
        self.setText("" if isinstance(key, KeyFlaw) else key)
        self.pasted.emit(text)

    def empty(self) -> None:
        """Forget it, so that Undo does not bring it back."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().text())
        elif any(event.matches(each) for each in _KEPT_IN):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

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

"""The menu of whatever has the keyboard: a key of its own where the system makes none of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication


def open_context_menu() -> None:
    """Ask what has the keyboard for its menu, as the Menu key does."""
    focused = QApplication.focusWidget()
    if focused is None:
        return
    caret = QRectF(focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
    place = caret.center().toPoint()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(focused, QContextMenuEvent(reason, place, focused.mapToGlobal(place)))

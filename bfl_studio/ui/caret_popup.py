"""What opens beside the caret while one types on: it never takes the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.popups import paint_panel, round_off


class CaretPopup(QFrame):
    """A panel under a place of a text, above it where there is more room."""

    def __init__(self, name: str, content: QWidget, parent: QWidget) -> None:
        # A tooltip's window is the one kind that no desktop hands the keyboard.
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        round_off(self)
        self._content = content
        layout = QVBoxLayout(self)
        inset = theme.current().metrics.space_4
        layout.setContentsMargins(inset, inset, inset, inset)
        layout.addWidget(content)

    def open_under(self, editor: QTextEdit, place: QRect, width: int) -> None:
        """Show at a place of the editor's viewport; width in logical pixels."""
        self.ensurePolished()
        self.setFixedWidth(width)
        # Parts that came or went tell their own layout only.
        self._content.updateGeometry()
        if (layout := self.layout()) is not None:
            layout.activate()
        tall = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(_under(editor, place, QSize(width, tall)))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_panel(self)


def _under(editor: QTextEdit, place: QRect, wanted: QSize) -> QRect:
    gap = theme.current().metrics.space_4
    room = editor.screen().availableGeometry().adjusted(gap, gap, -gap, -gap)
    corner = editor.viewport().mapToGlobal(place.topLeft())
    below, above = corner.y() + place.height() + gap, corner.y() - gap
    left = max(room.left(), min(corner.x(), room.right() + 1 - wanted.width()))
    if wanted.height() <= room.bottom() + 1 - below or above - room.top() < wanted.height():
        return QRect(QPoint(left, below), wanted)
    return QRect(QPoint(left, above - wanted.height()), wanted)

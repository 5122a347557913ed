"""A window beside the main one: never modal, closed by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, Surface

_WIDTH = 720
_LEAST_HEIGHT = 480
_HEIGHT = 560
_FRAME = QSize(8, 40)
"""What a desktop puts around a window, about."""


class SideWindow(Surface):
    """Opens in the middle of its parent, closes with it, and keeps what it showed while closed.

    `search` filters what it shows; Esc empties that first.
    """

    def __init__(self, name: str, search: LineField, parent: QWidget | None) -> None:
        super().__init__("pane")
        self.setParent(parent, Qt.WindowType.Window)
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.setAccessibleIdentifier(name)
        self.search = search
        self._placed = False
        if parent is not None:
            parent.window().installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._to_search)

    def come_forward(self) -> None:
        """Show the window before all others, with the keyboard in it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def search_for(self, text: str) -> None:
        """Show only what matches a text; nothing is everything."""
        self.search.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A minimized window is hidden, too, but by the system.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def setVisible(self, visible: bool) -> None:
        if visible and not self._placed:
            self._take_first_place()
        super().setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        else:
            self.close()

    def _take_first_place(self) -> None:
        look, around = theme.current(), self.parentWidget()
        room = (around or self).screen().availableGeometry().size() - _FRAME
        self.setMinimumSize(QSize(look.px(_WIDTH), look.px(_LEAST_HEIGHT)).boundedTo(room))
        self.resize(QSize(look.px(_WIDTH), look.px(_HEIGHT)).boundedTo(room))
        if around is not None:
            place = QRect(self.rect())
            place.moveCenter(around.window().geometry().center())
            self.move(place.topLeft())

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

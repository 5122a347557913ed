"""What the lists of tiles and rows have in common."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from bfl_studio.ui import theme
from bfl_studio.ui.drag_out import DragOut
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.plain_list import PlainList

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class TileList(PlainList):
    """One item at a time is chosen; no letter jumps to a name.

    `menu_asked(index, position)` asks for the context menu of an item at a point of the screen.
    With `drag_out`, an item that can be taken out of the window is chosen when the button comes
    up: dragging it leaves the choice alone.
    """

    menu_asked = Signal(QModelIndex, QPoint)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.drag_out: DragOut | None = None
        self._changed = QRegion()
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        set_ring(self, "inside", 0)
        theme.signals().changed.connect(self._look_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list would take every letter for a search; here they are commands of the window.
        letters = event.text().strip() and not event.modifiers() & _COMMANDS
        if letters and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        middle = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.menu_asked.emit(index, middle if by_key else event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.drag_out is None or not self.drag_out.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag_out is not None and self.drag_out.active:
            self.drag_out.move(event)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.drag_out is not None and self.drag_out.active:
            press = self.drag_out.release()
            if press is None:
                return
            super().mousePressEvent(press)
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt has every item painted between the first and the last that changed.
        self._changed = event.region()
        super().paintEvent(event)

    def has_changed(self, place: QRect) -> bool:
        """Whether what is painted there will be seen."""
        return self._changed.intersects(place)

    def select_quietly(self, index: QModelIndex) -> None:
        """Choose an item and bring it into sight, without telling anybody."""
        model = self.selectionModel()
        if index == self.currentIndex() and model.isSelected(index):
            return
        model.blockSignals(True)
        self.clearSelection()
        self.setCurrentIndex(index)
        model.blockSignals(False)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def _look_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def hand(option: QStyleOptionViewItem) -> tuple[bool, bool]:
    """Whether an item is pointed at, and whether it is chosen or the keyboard is on it."""
    state: QStyle.StateFlag = option.state
    chosen = state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
    return bool(state & QStyle.StateFlag.State_MouseOver), bool(chosen)


def place_of(option: QStyleOptionViewItem) -> QRect:
    """Where an item is painted; the binding's stubs do not know it."""
    place: QRect = option.rect
    return place

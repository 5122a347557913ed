"""A layout that puts its parts side by side and goes on below where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from bfl_studio.ui import theme


class Flow(QLayout):
    """Rows of parts, each as wide as it asks; gaps in pixels at 100 %."""

    def __init__(self, gap: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rects = self._placed(QRect(0, 0, width, 0))
        return max((rect.bottom() + 1 for rect in rects), default=0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._shown(), self._placed(rect), strict=True):
            item.setGeometry(place)

    def widgets(self) -> list[QWidget]:
        """The parts in their order."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, room: QRect) -> list[QRect]:
        gap = theme.current().px(self._gap)
        left, top, height = room.left(), room.top(), 0
        rects = []
        for item in self._shown():
            size = item.sizeHint()
            if left > room.left() and left + size.width() > room.right() + 1:
                left, top, height = room.left(), top + height + gap, 0
            rects.append(QRect(left, top, min(size.width(), room.width()), size.height()))
            left += size.width() + gap
            height = max(height, size.height())
        return rects

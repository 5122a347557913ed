"""Taking the picture of a slot by the hand: the drag that reorders."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication

from bfl_studio.ui import theme
from bfl_studio.ui.drag_out import ASIDE
from bfl_studio.ui.drop_contents import slot_data
from bfl_studio.ui.reference_tile import ReferenceTile

_SIDE = 48
"""Pixels at 100 %: small enough to see the tiles around it."""

_LEFT = Qt.MouseButton.LeftButton


class SlotDrag(QObject):
    """Watches one tile; a press that does not move stays the tile's own."""

    def __init__(self, tile: ReferenceTile) -> None:
        super().__init__(tile)
        self._tile = tile
        self._pressed: QPoint | None = None
        self._picture: str | None = None
        self._dragged = False
        tile.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() is QEvent.Type.MouseButtonPress:
            held = event.button() == _LEFT and self._tile.picture is not None
            self._pressed = event.position().toPoint() if held else None
            self._picture = self._tile.picture
            self._dragged = False
        elif event.type() is QEvent.Type.MouseMove:
            self._move(event)
        # The rest of the press belongs to the drag: no click may come of it.
        return self._dragged

    def _move(self, event: QMouseEvent) -> None:
        pressed = self._pressed
        if pressed is None or not event.buttons() & _LEFT:
            return
        if self._picture != self._tile.picture:
            # Another took its place under the hand.
            self._pressed = None
            return
        way = (event.position().toPoint() - pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self._dragged = True
            self._tile.setDown(False)
            self._carry(self._picture or "")

    def _carry(self, picture: str) -> None:
        """The drag itself, until it is dropped or called off."""
        buttons = self._tile.buttons
        buttons.carry(True)
        try:
            self._drag(picture)
        finally:
            buttons.carry(False)

    def _drag(self, picture: str) -> None:
        drag = QDrag(self._tile)
        drag.setMimeData(slot_data(picture))
        whole = self._tile.grab(self._tile.ring_rect())
        side = round(theme.current().px(_SIDE) * whole.devicePixelRatio())
        drag.setPixmap(whole.scaledToWidth(side, Qt.TransformationMode.SmoothTransformation))
        drag.setHotSpot(QPoint(-ASIDE, -ASIDE))
        drag.exec(Qt.DropAction.MoveAction)

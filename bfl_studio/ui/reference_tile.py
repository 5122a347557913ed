"""A place for a picture that goes to the model: empty, being read, or filled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.slots import Slot
from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.reference_painting import (
    Filling,
    Place,
    paint_empty,
    paint_filled,
    paint_reading,
    paint_verb,
)
from bfl_studio.ui.reference_words import spoken_text
from bfl_studio.ui.text import set_tooltip

SIDE = 68
LEAST = 48
_LINE = 16
_REMOVE = 24
_REMOVE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ALT = Qt.KeyboardModifier.AltModifier


class ReferenceTile(QAbstractButton):
    """`clicked` asks for a file; `removed` for the picture to go; `stepped(int, int)` for the
    neighbour so many tiles to the right and so many rows down; `moved(int)` for its picture to go
    one slot on or back; `menu_wanted(QPoint)` for all that can be done, at a place of the screen.
    """

    removed = Signal()
    stepped = Signal(int, int)
    moved = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, cache: ImageCache, *, numbered: bool = True) -> None:
        super().__init__()
        self._cache = cache
        self._numbered = numbered
        self._slot: Slot | None = None
        self._first_free = False
        self._side = theme.current().px(SIDE)
        self._footed = False
        self.verb = ""
        """What a drop would do here; whoever changes it has the tile painted."""
        dress(self, name, "tile")
        set_ring(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        cache.loaded.connect(self.update)
        cache.failed.connect(self.update)

    def show_slot(self, slot: Slot, *, first_free: bool = False) -> None:
        """`first_free`: it is where the next picture goes."""
        self._slot = slot
        self._first_free = first_free
        self.setAccessibleDescription(spoken_text(slot))
        set_tooltip(self, spoken_text(slot) if slot.image is not None else "")
        self.update()

    def set_room(self, side: int, *, footed: bool = False) -> None:
        """The side of its square in pixels; `footed`: a line of words has room below it."""
        if (side, footed) != (self._side, self._footed):
            self._side, self._footed = side, footed
            self.updateGeometry()
            self.update()

    @property
    def lost(self) -> bool:
        """Whether nobody can show its picture."""
        if self._slot is None or self._slot.thumbnail is None:
            return self._slot is not None and self._slot.lost
        return self._cache.unreadable(self._slot.thumbnail, self._pixels)

    @property
    def filled(self) -> bool:
        return self._slot is not None and self._slot.image is not None

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side + self._foot)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._side, theme.current().px(LEAST)), self._side + self._foot)

    def ring_rect(self) -> QRect:
        """The ring stands around the picture, not around its price."""
        return self._square

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and not event.modifiers() and not event.isAutoRepeat():
            self.click()
        elif key in _REMOVE_KEYS and self.filled:
            self.removed.emit()
        elif key in _MOVES and event.modifiers() & ~_KEYPAD == _ALT:
            self.moved.emit(_MOVES[key])
        elif key in _STEPS and not event.modifiers() & ~_KEYPAD:
            self.stepped.emit(*_STEPS[key])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._shows_remove and self._remove_place.contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        slot = self._slot
        if slot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if slot.reading:
            paint_reading(painter, self._square, self.tr("Reading…"))
        elif slot.image is not None:
            thumbnail = None if self.lost else slot.thumbnail
            paint_filled(painter, self._place, slot, self._filling(thumbnail))
        else:
            paint_empty(painter, self._place, slot.number, first_free=self._first_free)
        if self.verb:
            paint_verb(painter, self._square, self.verb)

    def _filling(self, thumbnail: Path | None) -> Filling:
        return Filling(
            self._cache.pixmap(thumbnail, self._pixels) if thumbnail is not None else None,
            lost=self.lost,
            numbered=self._numbered,
            remove=self._remove_place if self._shows_remove else None,
        )

    @property
    def _place(self) -> Place:
        return Place(self._square, self._foot, hovered=self.underMouse(), pressed=self.isDown())

    @property
    def _foot(self) -> int:
        return theme.current().px(_LINE) if self._footed else 0

    @property
    def _square(self) -> QRect:
        side = min(self.width(), self.height() - self._foot)
        return QRect(0, 0, side, side)

    @property
    def _pixels(self) -> int:
        """Of the thumbnail: its middle fills the square, however wide the rest is."""
        return round(self._side * self.devicePixelRatioF() * 2)

    @property
    def _remove_place(self) -> QRect:
        side = theme.current().px(_REMOVE)
        return QRect(self._square.right() - side + 1, 0, side, side)

    @property
    def _shows_remove(self) -> bool:
        return self.filled and (self.underMouse() or self.hasFocus())

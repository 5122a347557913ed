"""A place for a picture that goes to the model: empty, being read, or filled."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.slots import Slot
from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.reference_words import (
    badge_text,
    is_address,
    price_text,
    shrinks,
    spoken_text,
    state_text,
)
from bfl_studio.ui.text import natural_width, set_tooltip
from bfl_studio.ui.tile_painting import (
    CENTRE,
    RIGHT,
    SMALL_GLYPH,
    paint_fill,
    paint_outline,
    write,
)

SIDE = 68
LEAST = 48
_LINE = 16
_BADGE = 16
_REMOVE = 24
_PLUS = 20
_UNUSED = 0.4
_BADGE_PADDING = 4
_REMOVE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReferenceTile(QAbstractButton):
    """`clicked` asks for a file; `removed` for the picture to go; `stepped(int, int)` for the
    neighbour so many tiles to the right and so many rows down; `menu_wanted(QPoint)` for all that
    can be done, at a place of the screen.
    """

    removed = Signal()
    stepped = Signal(int, int)
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, cache: ImageCache, *, numbered: bool = True) -> None:
        super().__init__()
        self._cache = cache
        self._numbered = numbered
        self._slot: Slot | None = None
        self._first_free = False
        self._side = theme.current().px(SIDE)
        self._footed = False
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
            return False
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
        elif key in _STEPS and not event.modifiers():
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
        if self._slot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._slot.image is not None:
            self._paint_filled(painter, self._slot)
        elif self._slot.reading:
            paint_fill(painter, self._square, "well", "line")
            write(painter, self._square, self.tr("Reading…"), "caption", "text-2", CENTRE)
        else:
            self._paint_empty(painter, self._slot)

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

    def _paint_empty(self, painter: QPainter, slot: Slot) -> None:
        look = theme.current()
        if self.isDown() or self.underMouse():
            paint_fill(painter, self._square, "pressed" if self.isDown() else "hover")
        dashed = QPen(look.color("edge"), look.metrics.border, Qt.PenStyle.DashLine)
        paint_outline(painter, self._square, dashed)
        if self._first_free:
            icons.paint(painter, _middle(self._square, look.px(_PLUS)), "plus", "text-2")
        else:
            write(painter, self._square, str(slot.number), "caption", "text-3", CENTRE)

    def _paint_filled(self, painter: QPainter, slot: Slot) -> None:
        look = theme.current()
        self._paint_picture(painter, slot)
        if self.underMouse():
            paint_outline(painter, self._square, QPen(look.color("edge"), look.metrics.border))
        if self._numbered:
            self._paint_badge(painter, str(slot.number), QPoint(0, 0))
        if badge := badge_text(slot):
            top = self._square.bottom() + 1 - look.px(_BADGE)
            self._paint_badge(painter, badge, QPoint(0, top), "scaling" if shrinks(slot) else "")
        if self._shows_remove:
            paint_fill(painter, self._remove_place, "scrim", radius=look.metrics.radius_badge)
            spot = _middle(self._remove_place, look.metrics.icon)
            icons.paint(painter, spot, "x", "on-scrim")
        if self._footed:
            foot = QRect(0, self._square.bottom() + 1, self._square.width(), self._foot)
            words, ink = (price_text(slot), "text") if slot.used else (state_text(slot), "text-2")
            write(painter, foot, words, "caption", ink, RIGHT)

    def _paint_picture(self, painter: QPainter, slot: Slot) -> None:
        look = theme.current()
        if self.lost:
            paint_fill(painter, self._square, "error-tint")
            spot = _middle(self._square, look.metrics.icon)
            icons.paint(painter, spot, "file-exclamation-point", "error-text")
            return
        paint_fill(painter, self._square, "well")
        if slot.image is not None and is_address(slot.image):
            icons.paint(painter, _middle(self._square, look.px(_PLUS)), "globe", "text-2")
            return
        pixmap = self._cache.pixmap(slot.thumbnail, self._pixels) if slot.thumbnail else None
        if pixmap is not None:
            painter.save()
            painter.setOpacity(1.0 if slot.used else _UNUSED)
            self._paint_cover(painter, pixmap)
            painter.restore()

    def _paint_cover(self, painter: QPainter, pixmap: QPixmap) -> None:
        """Fill the square with the middle of the picture."""
        place = QRectF(self._square)
        clip = QPainterPath()
        radius = theme.current().metrics.radius_control
        clip.addRoundedRect(place, radius, radius)
        painter.setClipPath(clip)
        side = min(pixmap.width(), pixmap.height())
        left, top = (pixmap.width() - side) / 2, (pixmap.height() - side) / 2
        painter.drawPixmap(place, pixmap, QRectF(left, top, side, side))

    def _paint_badge(self, painter: QPainter, words: str, corner: QPoint, glyph: str = "") -> None:
        look = theme.current()
        padding, side = look.px(_BADGE_PADDING), look.px(SMALL_GLYPH)
        before = side + padding // 2 if glyph else 0
        width = before + natural_width(words, "caption") + 2 * padding
        place = QRect(corner, QSize(max(width, look.px(_BADGE)), look.px(_BADGE)))
        paint_fill(painter, place, "scrim", radius=look.metrics.radius_badge)
        if glyph:
            spot = QRect(corner.x() + padding, corner.y(), side, place.height())
            icons.paint(painter, spot, glyph, "on-scrim")
        write(painter, place.adjusted(before, 0, 0, 0), words, "caption", "on-scrim", CENTRE)


def _middle(place: QRect, side: int) -> QRect:
    spot = QRect(0, 0, side, side)
    spot.moveCenter(place.center())
    return spot

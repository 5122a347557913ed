"""How a reference's tile is painted, in each of its states."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from bfl_studio.state.slots import Slot
from bfl_studio.ui import icons, theme
from bfl_studio.ui.focus_ring import paint_ring
from bfl_studio.ui.reference_words import badge_text, is_address, price_text, shrinks, state_text
from bfl_studio.ui.text import lay_out, natural_width
from bfl_studio.ui.tile_painting import (
    CENTRE,
    RIGHT,
    SMALL_GLYPH,
    paint_fill,
    paint_outline,
    write,
)

_BADGE = 16
_PLUS = 20
_UNUSED = 0.4
_BADGE_PADDING = 4
_VERB_LINES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The square of a picture, the height of the line of words below it, the hand over it."""

    square: QRect
    foot: int
    hovered: bool = False
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a filled tile; `remove` is where its cross is."""

    pixmap: QPixmap | None
    lost: bool = False
    numbered: bool = True
    remove: QRect | None = None


def paint_reading(painter: QPainter, square: QRect, words: str) -> None:
    """A file is on its way in."""
    paint_fill(painter, square, "well", "line")
    write(painter, square, words, "caption", "text-2", CENTRE)


def paint_verb(painter: QPainter, square: QRect, words: str) -> None:
    """What a drop would do here: a ring, and the words on their dark ground."""
    look = theme.current()
    padding, line = look.px(_BADGE_PADDING), look.line("caption")
    lines = lay_out(words, "caption", square.width() - 2 * padding, _VERB_LINES)
    ground = QRect(square.left(), 0, square.width(), len(lines) * line + padding)
    ground.moveCenter(square.center())
    paint_fill(painter, ground, "scrim", radius=look.metrics.radius_badge)
    for number, words_of_line in enumerate(lines):
        place = QRect(ground.left(), ground.top() + padding // 2 + number * line, 0, line)
        place.setWidth(ground.width())
        write(painter, place, words_of_line, "caption", "on-scrim", CENTRE)
    paint_ring(painter, QRectF(square), look.metrics.radius_control)


def paint_empty(painter: QPainter, place: Place, number: int, *, first_free: bool) -> None:
    """A dashed square with its number, or a plus where the next picture goes."""
    look = theme.current()
    if place.pressed or place.hovered:
        paint_fill(painter, place.square, "pressed" if place.pressed else "hover")
    dashed = QPen(look.color("edge"), look.metrics.border, Qt.PenStyle.DashLine)
    paint_outline(painter, place.square, dashed)
    if first_free:
        icons.paint(painter, _middle(place.square, look.px(_PLUS)), "plus", "text-2")
    else:
        write(painter, place.square, str(number), "caption", "text-3", CENTRE)


def paint_filled(painter: QPainter, place: Place, slot: Slot, filling: Filling) -> None:
    """The picture with its badges, its cross and what it adds."""
    look = theme.current()
    _paint_picture(painter, place.square, slot, filling)
    if place.hovered:
        paint_outline(painter, place.square, QPen(look.color("edge"), look.metrics.border))
    if filling.numbered:
        _paint_badge(painter, str(slot.number), place.square.topLeft())
    if badge := badge_text(slot):
        corner = QPoint(place.square.left(), place.square.bottom() + 1 - look.px(_BADGE))
        _paint_badge(painter, badge, corner, "scaling" if shrinks(slot) else "")
    if filling.remove is not None:
        paint_fill(painter, filling.remove, "scrim", radius=look.metrics.radius_badge)
        icons.paint(painter, _middle(filling.remove, look.metrics.icon), "x", "on-scrim")
    if place.foot:
        square = place.square
        foot = QRect(square.left(), square.bottom() + 1, square.width(), place.foot)
        words, ink = (price_text(slot), "text") if slot.used else (state_text(slot), "text-2")
        write(painter, foot, words, "caption", ink, RIGHT)


def _paint_picture(painter: QPainter, square: QRect, slot: Slot, filling: Filling) -> None:
    look = theme.current()
    if filling.lost:
        paint_fill(painter, square, "error-tint")
        spot = _middle(square, look.metrics.icon)
        icons.paint(painter, spot, "file-exclamation-point", "error-text")
        return
    paint_fill(painter, square, "well")
    if slot.image is not None and is_address(slot.image):
        icons.paint(painter, _middle(square, look.px(_PLUS)), "globe", "text-2")
    elif filling.pixmap is not None:
        painter.save()
        painter.setOpacity(1.0 if slot.used else _UNUSED)
        _paint_cover(painter, square, filling.pixmap)
        painter.restore()


def _paint_cover(painter: QPainter, square: QRect, pixmap: QPixmap) -> None:
    """Fill the square with the middle of the picture."""
    place = QRectF(square)
    clip = QPainterPath()
    radius = theme.current().metrics.radius_control
    clip.addRoundedRect(place, radius, radius)
    painter.setClipPath(clip)
    side = min(pixmap.width(), pixmap.height())
    left, top = (pixmap.width() - side) / 2, (pixmap.height() - side) / 2
    painter.drawPixmap(place, pixmap, QRectF(left, top, side, side))


def _paint_badge(painter: QPainter, words: str, corner: QPoint, glyph: str = "") -> None:
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

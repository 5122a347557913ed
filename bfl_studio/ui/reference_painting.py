"""How a reference's tile is painted, in each of its states."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from bfl_studio.state.slots import Slot
from bfl_studio.ui import icons, theme
from bfl_studio.ui.cover_painting import paint_cover
from bfl_studio.ui.focus_ring import paint_ring
from bfl_studio.ui.reference_words import (
    badge_text,
    is_address,
    number_text,
    price_text,
    shrinks,
    state_text,
)
from bfl_studio.ui.text import lay_out, natural_width
from bfl_studio.ui.tile_painting import (
    CENTRE,
    LEFT,
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
_GAP = 4
_DOT, _DOT_GROUND, _DOT_INSET = 8, 12, 2
LINE = 16
"""Pixels of a line of words below a picture at 100 %."""


@dataclass(frozen=True, slots=True)
class Place:
    """The square of a picture, how many lines of words have room below it, the hand over it."""

    square: QRect
    lines: int
    hovered: bool = False
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a filled tile; `caption` is its second line of words."""

    pixmap: QPixmap | None
    lost: bool = False
    numbered: bool = True
    caption: str = ""


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
    """The picture with its badges and what it adds."""
    look = theme.current()
    square = place.square
    _paint_picture(painter, square, slot, filling)
    if place.hovered:
        paint_outline(painter, square, QPen(look.color("edge"), look.metrics.border))
    lock = "lock" if slot.image is not None and slot.image.locked else ""
    number = number_text(slot) if filling.numbered else ""
    if number or lock:
        _paint_badge(painter, square.topLeft(), number, behind=lock)
    if badge := badge_text(slot):
        corner = QPoint(square.left(), square.bottom() + 1 - look.px(_BADGE))
        _paint_badge(painter, corner, badge, "scaling" if shrinks(slot) else "")
    if slot.saving is not None:
        _paint_dot(painter, square)
    if place.lines:
        _write_foot(painter, place, slot, filling.caption)


def _write_foot(painter: QPainter, place: Place, slot: Slot, caption: str) -> None:
    """What it adds, or why it adds nothing; and what it is there for."""
    square, height = place.square, theme.current().px(LINE)
    line = QRect(square.left(), square.bottom() + 1, square.width(), height)
    write(painter, line, price_text(slot), "caption", "text", RIGHT)
    room = square.width() - natural_width(price_text(slot), "caption") - theme.current().px(_GAP)
    write(
        painter,
        QRect(line.left(), line.top(), room, height),
        state_text(slot),
        "caption",
        "text-2",
        LEFT,
    )
    if price_text(slot) or state_text(slot):
        line.translate(0, height)
    write(painter, line, caption, "caption", "text-2", LEFT)


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
    elif filling.pixmap is not None and slot.image is not None:
        painter.save()
        painter.setOpacity(1.0 if slot.used else _UNUSED)
        paint_cover(painter, square, filling.pixmap, slot.image)
        painter.restore()


def _paint_badge(
    painter: QPainter, corner: QPoint, words: str, glyph: str = "", *, behind: str = ""
) -> None:
    """Words on the dark, with a glyph before them or behind."""
    look = theme.current()
    padding, side = look.px(_BADGE_PADDING), look.px(SMALL_GLYPH)
    width = natural_width(words, "caption") if words else 0
    beside = side + (padding // 2 if words else 0) if glyph or behind else 0
    height = look.px(_BADGE)
    place = QRect(corner, QSize(max(width + beside + 2 * padding, height), height))
    paint_fill(painter, place, "scrim", radius=look.metrics.radius_badge)
    spot = QRect(corner.x() + padding, corner.y(), side, height)
    if behind:
        spot.moveRight(place.right() - padding)
    if glyph or behind:
        icons.paint(painter, spot, glyph or behind, "on-scrim")
    words_at = place.adjusted(beside if glyph else 0, 0, -beside if behind else 0, 0)
    write(painter, words_at, words, "caption", "on-scrim", CENTRE)


def _paint_dot(painter: QPainter, square: QRect) -> None:
    """Amber: it could go for less."""
    look = theme.current()
    side, around = look.px(_DOT), look.px(_DOT_GROUND)
    ground = QRect(0, 0, around, around)
    inset = look.px(_DOT_INSET)
    ground.moveBottomRight(square.bottomRight() - QPoint(inset, inset))
    painter.setPen(Qt.PenStyle.NoPen)
    for place, token in ((ground, "scrim"), (_middle(ground, side), "warn-fill")):
        painter.setBrush(look.color(token))
        painter.drawEllipse(QRectF(place))


def _middle(place: QRect, side: int) -> QRect:
    spot = QRect(0, 0, side, side)
    spot.moveCenter(place.center())
    return spot

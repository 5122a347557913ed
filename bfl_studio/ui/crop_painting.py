"""How a picture with a frame over it is painted: what is cut away lies in the dark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from bfl_studio.domain.cropping import Edge
from bfl_studio.ui import theme

HANDLE = 9
"""Pixels at 100 % of the square at a corner or in the middle of an edge."""

_THIRDS = 3
_FAINT = 0.4

HANDLES: tuple[tuple[Edge, float, float], ...] = (
    (Edge.LEFT | Edge.TOP, 0, 0),
    (Edge.RIGHT | Edge.TOP, 1, 0),
    (Edge.LEFT | Edge.BOTTOM, 0, 1),
    (Edge.RIGHT | Edge.BOTTOM, 1, 1),
    (Edge.LEFT, 0, 0.5),
    (Edge.RIGHT, 1, 0.5),
    (Edge.TOP, 0.5, 0),
    (Edge.BOTTOM, 0.5, 1),
)
"""What each handle pulls, and where it is: parts of the frame's width and height."""


def handle_places(frame: QRectF) -> tuple[tuple[Edge, QPointF], ...]:
    """The middle of each handle, corners first."""
    return tuple(
        (edge, QPointF(frame.left() + across * frame.width(), frame.top() + down * frame.height()))
        for edge, across, down in HANDLES
    )


def paint_picture(painter: QPainter, place: QRectF, pixmap: QPixmap | None) -> None:
    """The whole picture, or the ground it will stand on."""
    if pixmap is None:
        painter.fillRect(place, theme.current().color("well"))
    else:
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))


def paint_frame(painter: QPainter, place: QRectF, frame: QRectF, *, held: bool) -> None:
    """The frame over its picture; `held`: thirds help the eye while the hand moves it."""
    look = theme.current()
    outside = QPainterPath()
    outside.addRect(place)
    inside = QPainterPath()
    inside.addRect(frame)
    painter.fillPath(outside.subtracted(inside), look.color("scrim"))
    light, dark = look.color("on-scrim"), look.color("scrim")
    if held:
        _paint_thirds(painter, frame, light)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # White beside dark: seen on every picture.
    for ink, wide in ((dark, 3), (light, 1)):
        painter.setPen(QPen(ink, look.px(wide)))
        painter.drawRect(frame)
    side = look.px(HANDLE)
    painter.setPen(QPen(dark, look.metrics.border))
    painter.setBrush(light)
    for _, middle in handle_places(frame):
        painter.drawRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))


def _paint_thirds(painter: QPainter, frame: QRectF, ink: QColor) -> None:
    painter.save()
    painter.setOpacity(_FAINT)
    painter.setPen(QPen(ink, theme.current().metrics.border))
    for part in range(1, _THIRDS):
        across = frame.left() + frame.width() * part / _THIRDS
        down = frame.top() + frame.height() * part / _THIRDS
        painter.drawLine(QPointF(across, frame.top()), QPointF(across, frame.bottom()))
        painter.drawLine(QPointF(frame.left(), down), QPointF(frame.right(), down))
    painter.restore()

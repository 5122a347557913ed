"""A picture that fills a square: the middle of it, or of the part that is sent."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.ui import theme


def paint_cover(painter: QPainter, square: QRect, pixmap: QPixmap, image: RecipeImage) -> None:
    """Fill a square, its corners round, with what is sent of a picture."""
    place = QRectF(square)
    clip = QPainterPath()
    radius = theme.current().metrics.radius_control
    clip.addRoundedRect(place, radius, radius)
    painter.setClipPath(clip)
    painter.drawPixmap(place, pixmap, _middle(_part(QRectF(pixmap.rect()), image)))


def _part(whole: QRectF, image: RecipeImage) -> QRectF:
    """Where the part that is sent lies in a picture shown smaller than it is."""
    crop, size = image.crop, image.size
    if crop is None or size is None:
        return whole
    across, down = whole.width() / size.width, whole.height() / size.height
    return QRectF(crop.left * across, crop.top * down, crop.width * across, crop.height * down)


def _middle(part: QRectF) -> QRectF:
    side = min(part.width(), part.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(part.center())
    return square

"""Draws the part of a picture that is in view: smooth when small, hard pixels when large."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from bfl_studio.ui.placement import Placement

_HARD_PIXELS_FROM = 2.0


def draw_visible(painter: QPainter, placement: Placement, pixmap: QPixmap) -> None:
    """Draw what is in view; the painter counts device pixels.

    Only whole pixels of the pixmap are taken, a little beyond the edge of the view: at 16 × the
    whole picture would be larger than painters can count.
    """
    whole = placement.rect
    across = whole.width() / pixmap.width()
    down = whole.height() / pixmap.height()
    seen = whole.intersected(QRectF(0, 0, placement.view.width(), placement.view.height()))
    if seen.isEmpty():
        return
    left = max(0, floor((seen.left() - whole.left()) / across) - 1)
    top = max(0, floor((seen.top() - whole.top()) / down) - 1)
    right = min(pixmap.width(), ceil((seen.right() - whole.left()) / across) + 1)
    bottom = min(pixmap.height(), ceil((seen.bottom() - whole.top()) / down) + 1)
    source = QRectF(left, top, right - left, bottom - top)
    target = QRectF(
        whole.left() + left * across,
        whole.top() + top * down,
        source.width() * across,
        source.height() * down,
    )
    hard = placement.zoom >= _HARD_PIXELS_FROM and across >= _HARD_PIXELS_FROM
    full = pixmap.size() == placement.image
    smooth = across != 1.0 and not (hard and full)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawPixmap(target, pixmap, source)

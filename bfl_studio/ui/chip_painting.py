"""How a chip looks: a rounded ground on the line, a picture or a colour, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from bfl_studio.ui import theme
from bfl_studio.ui.text import natural_width

_FACE = "body"
_LINE_FACE = "prompt"
_HEIGHT = 20
_SIDE = 16
_INSET = 2
_GAP = 4
_END = 6
_BESIDE = 1


@dataclass(frozen=True, slots=True)
class ChipFace:
    """What a chip shows: words, and the picture of a key or a colour "#RRGGBB" before them.

    `file` is what the picture is called where it is not sent; it is `gone` then.
    """

    words: str
    picture: str = ""
    colour: str = ""
    file: str = ""
    gone: bool = False


FaceOf = Callable[[QTextFormat], ChipFace]
"""The face of the chip that a format stands for."""

ThumbnailOf = Callable[[str, int], QPixmap | None]
"""A picture by its key, of so many device pixels."""


class ChipPainter(QPyTextObject):
    """Takes a line's place and paints on it."""

    def __init__(self, face_of: FaceOf, parent: QObject) -> None:
        super().__init__(parent)
        self._face_of = face_of
        self.thumbnail_of: ThumbnailOf = _no_thumbnail

    def intrinsicSize(self, document: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        # No taller than the words around it: Qt would move the whole line down.
        look = theme.current()
        height = QFontMetricsF(look.font(_LINE_FACE)).ascent()
        width = look.px(2 * _BESIDE + _INSET + _SIDE + _GAP + _END)
        return QSizeF(width + natural_width(self._face_of(form).words, _FACE), height)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        _at: int,
        form: QTextFormat,
    ) -> None:
        look = theme.current()
        face = self._face_of(form)
        ground = _ground(QRectF(rect))
        radius = look.metrics.radius_badge
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("error-tint" if face.gone else "accent-tint"))
        painter.drawRoundedRect(ground, radius, radius)
        side, inset = look.px(_SIDE), look.px(_INSET)
        sample = QRectF(ground.left() + inset, ground.top() + inset, side, side)
        self._paint_sample(painter, sample, face)
        words = ground.adjusted(inset + side + look.px(_GAP), 0, 0, 0)
        painter.setFont(look.font(_FACE))
        painter.setPen(look.color("error-text" if face.gone else "text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, face.words)
        painter.restore()

    def _paint_sample(self, painter: QPainter, place: QRectF, face: ChipFace) -> None:
        if face.colour:
            paint_swatch(painter, place, face.colour)
        else:
            paint_thumbnail(painter, place, face.picture, self.thumbnail_of)


def paint_swatch(painter: QPainter, place: QRectF, colour: str) -> None:
    """A colour ("#RRGGBB") in a small rounded square, whose border tells it from its ground."""
    look = theme.current()
    half = look.metrics.border / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(QPen(look.color("edge"), look.metrics.border))
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), _radius(), _radius())


def paint_thumbnail(
    painter: QPainter, place: QRectF, picture: str, thumbnail_of: ThumbnailOf
) -> None:
    """The middle of a picture in a small rounded square; its ground until it can be shown."""
    shape = QPainterPath()
    shape.addRoundedRect(place, _radius(), _radius())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    ratio = painter.device().devicePixelRatioF()
    pixmap = thumbnail_of(picture, round(place.width() * ratio))
    if pixmap is None:
        painter.fillRect(place, theme.current().color("well"))
    else:
        side = min(pixmap.width(), pixmap.height())
        left, top = (pixmap.width() - side) / 2, (pixmap.height() - side) / 2
        painter.drawPixmap(place, pixmap, QRectF(left, top, side, side))
    painter.restore()


def _ground(rect: QRectF) -> QRectF:
    """The whole line around a place that is as high as its words."""
    look = theme.current()
    metrics = QFontMetricsF(look.font(_LINE_FACE))
    beside, height = look.px(_BESIDE), look.px(_HEIGHT)
    middle = rect.bottom() - (metrics.ascent() - metrics.descent()) / 2
    top = round(middle - height / 2)
    return QRectF(rect.left() + beside, top, rect.width() - 2 * beside, height)


def _radius() -> float:
    return theme.current().metrics.radius_badge - theme.current().px(_INSET) / 2


def _no_thumbnail(_picture: str, _side: int) -> QPixmap | None:
    return None

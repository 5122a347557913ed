"""Paints the tiles of pictures and jobs, sharp at any pixel ratio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from bfl_studio.ui import icons, theme
from bfl_studio.ui.glyphs import MEANINGS
from bfl_studio.ui.job_words import JobWords
from bfl_studio.ui.text import lay_out, natural_width
from bfl_studio.ui.tile_painting import (
    CENTRE,
    INSET,
    LEFT,
    SMALL_GLYPH,
    line_at,
    paint_card,
    paint_fill,
    paint_outline,
    paint_rings,
    write,
    write_sum,
)
from bfl_studio.ui.tile_painting import TileState as TileState
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

JOB_TILE = 88
"""Pixels at 100 %."""

_DOT = 8
_CROWDED = 4


class Loss(StrEnum):
    """Why the file of a picture cannot be shown."""

    MOVED = "moved"
    DAMAGED = "damaged"


_LOST: Mapping[Loss, tuple[str, str]] = {
    Loss.MOVED: ("file-x", QT_TRANSLATE_NOOP("tiles", "File moved")),
    Loss.DAMAGED: (MEANINGS["damaged"], QT_TRANSLATE_NOOP("tiles", "Damaged")),
}
"""A glyph and a word each."""


@dataclass(frozen=True, slots=True)
class PictureFace:
    """What a picture's tile shows: nothing yet, the picture, or what became of its file."""

    pixmap: QPixmap | None = None
    loss: Loss | None = None
    pretend: bool = False


def paint_job_tile(painter: QPainter, place: QRect, words: JobWords, state: TileState) -> None:
    """A job in the strip: glyph, word, caption, and a bar at the foot.

    Word and caption take a line each, and a second one where a language needs it.
    """
    look = theme.current()
    paint_card(painter, place, words, state, bar=look.px(4))
    inside = place.adjusted(look.px(2), 0, -look.px(2), 0)
    word = lay_out(words.word, "section", inside.width(), 2)
    caption = words.caption
    below = lay_out(caption.shown, "caption", inside.width(), 1 if caption.pretend else 2)
    glyph, line = look.metrics.icon, look.line("caption")
    lines = len(word) + len(below)
    gap = look.px(6) if lines < _CROWDED else look.px(2)
    top = place.top() + (place.height() - glyph - gap - lines * line) // 2
    icons.paint(painter, QRect(place.left(), top, place.width(), glyph), words.glyph, words.ink)
    top += glyph + gap
    for each in word:
        write(painter, line_at(inside, top, line), each, "section", "text", CENTRE)
        top += line
    for each in below:
        write_sum(painter, line_at(inside, top, line), each, "text-2", caption.pretend, CENTRE)
        top += line
    paint_rings(painter, place, state)


def paint_picture_tile(
    painter: QPainter, place: QRect, face: PictureFace, state: TileState
) -> None:
    """A kept picture, whole, on `well`; nothing lies over it but its badges."""
    look = theme.current()
    if face.loss is not None:
        _paint_lost(painter, place, face.loss)
    else:
        paint_fill(painter, place, "pressed" if state.pressed else "well")
        if face.pixmap is not None:
            _paint_whole(painter, _picture_place(place), face.pixmap)
    if face.pretend:
        _paint_sandbox_badge(painter, place)
    if state.new:
        _paint_dot(painter, place)
    if state.hovered and not (state.selected or state.shown):
        paint_outline(painter, place, QPen(look.color("edge"), look.metrics.border))
    paint_rings(painter, place, state)


def paint_heading(painter: QPainter, place: QRect, words: str) -> None:
    """The heading of a day, at the foot of its place."""
    line = theme.current().line("section")
    foot = line_at(place, place.bottom() - line, line)
    write(painter, foot, words, "section", "text-2", LEFT)


def fitted(image: QSize, place: QRectF, ratio: float) -> QRectF:
    """The largest place for an image inside another, never enlarged, on whole device pixels."""
    scale = min(place.width() * ratio / image.width(), place.height() * ratio / image.height(), 1.0)
    width, height = max(1, round(image.width() * scale)), max(1, round(image.height() * scale))
    left = round(place.left() * ratio) + (round(place.width() * ratio) - width) // 2
    top = round(place.top() * ratio) + (round(place.height() * ratio) - height) // 2
    return QRectF(left / ratio, top / ratio, width / ratio, height / ratio)


def _paint_lost(painter: QPainter, place: QRect, loss: Loss) -> None:
    look, (shape, words) = theme.current(), _LOST[loss]
    pen = QPen(look.color("edge"), look.metrics.border, Qt.PenStyle.DashLine)
    paint_outline(painter, place, pen)
    glyph, line = look.metrics.icon, look.line("caption")
    top = place.top() + (place.height() - glyph - look.px(6) - line) // 2
    icons.paint(painter, QRect(place.left(), top, place.width(), glyph), shape, "text-2")
    below = line_at(place, top + glyph + look.px(6), line)
    translated = QCoreApplication.translate("tiles", words)
    write(painter, below, translated, "caption", "text-2", CENTRE)


def _paint_sandbox_badge(painter: QPainter, place: QRect) -> None:
    look = theme.current()
    words = QCoreApplication.translate("tiles", "Sandbox")
    glyph, gap = look.px(SMALL_GLYPH), look.px(INSET)
    badge = QRect(
        place.left() + gap,
        place.top() + gap,
        glyph + 3 * gap + natural_width(words, "caption"),
        look.px(18),
    )
    paint_fill(painter, badge, "scrim", radius=look.metrics.radius_badge)
    spot = QRect(badge.left() + gap, badge.top(), glyph, badge.height())
    icons.paint(painter, spot, "flask-conical", "on-scrim")
    badge.setLeft(spot.right() + 1 + gap)
    write(painter, badge, words, "caption", "on-scrim", LEFT)


def _paint_dot(painter: QPainter, place: QRect) -> None:
    look = theme.current()
    size = look.px(_DOT)
    dot = QRectF(0, 0, size, size)
    dot.moveTopRight(QPointF(place.right() + 1 - look.px(6), place.top() + look.px(6)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("on-scrim"), 2 * look.metrics.border))
    painter.setBrush(look.color("focus"))
    painter.drawEllipse(dot)


def _picture_place(place: QRect) -> QRectF:
    inset = theme.current().px(INSET)
    return QRectF(place).adjusted(inset, inset, -inset, -inset)


def _paint_whole(painter: QPainter, place: QRectF, pixmap: QPixmap) -> None:
    target = fitted(pixmap.size(), place, painter.device().devicePixelRatioF())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))

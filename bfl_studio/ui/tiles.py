"""Paints the tiles of pictures and jobs, sharp at any pixel ratio."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from bfl_studio.ui import icons, theme
from bfl_studio.ui.focus_ring import paint_ring
from bfl_studio.ui.job_words import JobWords
from bfl_studio.ui.text import lay_out, natural_width

JOB_TILE = 88
JOB_ROW = 44
"""Pixels at 100 %; a row includes the gap to the next one."""

_INSET = 4
_SMALL_GLYPH = 12
_DOT = 8
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TileState:
    """What the hand and the viewer do with a tile."""

    hovered: bool = False
    pressed: bool = False
    selected: bool = False
    shown: bool = False
    fresh: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class RowAction:
    """The words pressed in a row; `pretend` puts the flask before a price of the Sandbox."""

    words: str
    pretend: bool = False


@dataclass(frozen=True, slots=True)
class PictureFace:
    """What a picture's tile shows: nothing yet, the picture, or that its file is gone."""

    pixmap: QPixmap | None = None
    missing: bool = False
    pretend: bool = False


def paint_job_tile(painter: QPainter, place: QRect, words: JobWords, state: TileState) -> None:
    """A job in the strip: glyph, word, caption, and a bar at the foot."""
    look = theme.current()
    _paint_card(painter, place, words, state, bar=look.px(4))
    glyph = look.metrics.icon
    line = look.line("caption")
    top = place.top() + (place.height() - glyph - look.px(6) - 2 * line) // 2
    icons.paint(painter, QRect(place.left(), top, place.width(), glyph), words.glyph, words.ink)
    top += glyph + look.px(6)
    inside = place.adjusted(look.px(2), 0, -look.px(2), 0)
    _write(painter, _line(inside, top, line), words.word, "section", "text", _CENTRE)
    caption, below = words.caption, _line(inside, top + line, line)
    _write_sum(painter, below, caption.shown, "text-2", caption.pretend, _CENTRE)
    _paint_rings(painter, place, state)


def paint_job_row(
    painter: QPainter,
    place: QRect,
    words: JobWords,
    prompt: str,
    action: RowAction | None,
    state: TileState,
) -> None:
    """A job in the list: glyph, word and caption; below them its prompt and one action."""
    look = theme.current()
    card = row_card(place)
    _paint_card(painter, card, words, state, bar=look.px(2))
    glyph = look.metrics.icon
    left = card.left() + look.metrics.space_8
    icons.paint(painter, QRect(left, card.top(), glyph, card.height()), words.glyph, words.ink)
    left += glyph + look.metrics.space_8
    text = QRect(left, 0, card.right() - look.metrics.space_8 - left + 1, 0)
    line = look.line("caption")
    top = card.top() + (card.height() - 2 * line) // 2
    upper, lower = _line(text, top, line), _line(text, top + line, line)
    caption = words.caption
    used = _write_sum(painter, upper, caption.shown, "text-2", caption.pretend, _RIGHT)
    upper.setRight(upper.right() - used - look.px(4))
    _write(painter, upper, words.word, "section", "text", _LEFT)
    if action is not None:
        spot = action_rect(place, action)
        end = _line(spot, top + line, line)
        _write_sum(painter, end, action.words, "accent-text", action.pretend, _RIGHT)
        lower.setRight(spot.left() - look.px(4))
    _write(painter, lower, prompt, "caption", "text-2", _LEFT)
    _paint_rings(painter, card, state)


def row_card(place: QRect) -> QRect:
    """The part of a row that is filled: the rest is the gap to the next one."""
    return place.adjusted(0, 0, 0, -theme.current().px(_INSET))


def action_rect(place: QRect, action: RowAction) -> QRect:
    """Where a row's action is pressed: the lower right of its card."""
    look = theme.current()
    card = row_card(place)
    flask = look.px(_SMALL_GLYPH) + look.px(_INSET) if action.pretend else 0
    width = natural_width(action.words, "caption") + flask + look.px(1)
    right = card.right() - look.metrics.space_8
    half = card.height() // 2
    return QRect(right - width + 1, card.bottom() - half + 1, width, half)


def paint_picture_tile(
    painter: QPainter, place: QRect, face: PictureFace, state: TileState
) -> None:
    """A kept picture, whole, on `well`; nothing lies over it but its badges."""
    look = theme.current()
    if face.missing:
        _paint_missing(painter, place)
    else:
        _fill(painter, place, "pressed" if state.pressed else "well", "")
        if face.pixmap is not None:
            _paint_whole(painter, _picture_place(place), face.pixmap)
    if face.pretend:
        _paint_sandbox_badge(painter, place)
    if state.new:
        _paint_dot(painter, place)
    if state.hovered and not (state.selected or state.shown):
        _outline(painter, place, QPen(look.color("edge"), look.metrics.border))
    _paint_rings(painter, place, state)


def paint_heading(painter: QPainter, place: QRect, words: str) -> None:
    """The heading of a day, at the foot of its place."""
    line = theme.current().line("section")
    foot = _line(place, place.bottom() - line, line)
    _write(painter, foot, words, "section", "text-2", _LEFT)


def fitted(image: QSize, place: QRectF, ratio: float) -> QRectF:
    """The largest place for an image inside another, never enlarged, on whole device pixels."""
    scale = min(place.width() * ratio / image.width(), place.height() * ratio / image.height(), 1.0)
    width, height = max(1, round(image.width() * scale)), max(1, round(image.height() * scale))
    left = round(place.left() * ratio) + (round(place.width() * ratio) - width) // 2
    top = round(place.top() * ratio) + (round(place.height() * ratio) - height) // 2
    return QRectF(left / ratio, top / ratio, width / ratio, height / ratio)


def _paint_card(
    painter: QPainter, place: QRect, words: JobWords, state: TileState, bar: int
) -> None:
    look = theme.current()
    fill = "pressed" if state.pressed else words.tint or "control"
    border = "edge" if state.hovered else "" if words.tint else "line"
    _fill(painter, place, fill, border)
    if words.part is None:
        return
    inside = QRectF(place).adjusted(1, 1, -1, -1)
    foot = QRectF(inside.left(), inside.bottom() - bar, inside.width(), bar)
    painter.save()
    clip = QPainterPath()
    radius = look.metrics.radius_control - 1
    clip.addRoundedRect(inside, radius, radius)
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.fillRect(foot, look.color("line"))
    foot.setWidth(foot.width() * words.part)
    painter.fillRect(foot, look.color("focus"))
    painter.restore()


def _paint_rings(painter: QPainter, place: QRect, state: TileState) -> None:
    look = theme.current()
    if state.selected or state.shown or state.fresh:
        paint_ring(painter, QRectF(place), look.metrics.radius_control)
    if state.shown:
        foot = QRectF(place).adjusted(look.px(6), 0, -look.px(6), -2 * look.metrics.ring)
        foot.setTop(foot.bottom() - look.px(2))
        painter.fillRect(foot, look.color("focus"))


def _paint_missing(painter: QPainter, place: QRect) -> None:
    look = theme.current()
    pen = QPen(look.color("edge"), look.metrics.border, Qt.PenStyle.DashLine)
    _outline(painter, place, pen)
    glyph, line = look.metrics.icon, look.line("caption")
    top = place.top() + (place.height() - glyph - look.px(6) - line) // 2
    icons.paint(painter, QRect(place.left(), top, place.width(), glyph), "file-x", "text-2")
    words = QCoreApplication.translate("tiles", "File moved")
    below = _line(place, top + glyph + look.px(6), line)
    _write(painter, below, words, "caption", "text-2", _CENTRE)


def _paint_sandbox_badge(painter: QPainter, place: QRect) -> None:
    look = theme.current()
    words = QCoreApplication.translate("tiles", "Sandbox")
    glyph, gap = look.px(_SMALL_GLYPH), look.px(_INSET)
    badge = QRect(
        place.left() + gap,
        place.top() + gap,
        glyph + 3 * gap + natural_width(words, "caption"),
        look.px(18),
    )
    _fill(painter, badge, "scrim", "", look.metrics.radius_badge)
    spot = QRect(badge.left() + gap, badge.top(), glyph, badge.height())
    icons.paint(painter, spot, "flask-conical", "on-scrim")
    badge.setLeft(spot.right() + 1 + gap)
    _write(painter, badge, words, "caption", "on-scrim", _LEFT)


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
    inset = theme.current().px(_INSET)
    return QRectF(place).adjusted(inset, inset, -inset, -inset)


def _paint_whole(painter: QPainter, place: QRectF, pixmap: QPixmap) -> None:
    target = fitted(pixmap.size(), place, painter.device().devicePixelRatioF())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))


def _fill(painter: QPainter, place: QRect, fill: str, border: str, radius: int = 0) -> None:
    look = theme.current()
    radius = radius or look.metrics.radius_control
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.color(fill))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(place), radius, radius)
    if border:
        _outline(painter, place, QPen(look.color(border), look.metrics.border))


def _outline(painter: QPainter, place: QRect, pen: QPen) -> None:
    half = pen.widthF() / 2
    radius = theme.current().metrics.radius_control - half
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawRoundedRect(QRectF(place).adjusted(half, half, -half, -half), radius, radius)


def _write_sum(
    painter: QPainter,
    place: QRect,
    words: str,
    ink: str,
    pretend: bool,
    align: Qt.AlignmentFlag,
) -> int:
    """Write a caption, with the flask before a sum of the Sandbox; the width it took, in pixels."""
    if not pretend:
        return _write(painter, place, words, "caption", ink, align)
    look = theme.current()
    glyph, gap = look.px(_SMALL_GLYPH), look.px(_INSET)
    width = glyph + gap + natural_width(words, "caption")
    spare = place.width() - width
    left = place.left() + (spare if align == _RIGHT else spare // 2)
    spot = QRect(left, place.top(), glyph, place.height())
    icons.paint(painter, spot, "flask-conical", "sandbox-text")
    beside = QRect(spot.right() + 1 + gap, place.top(), width - glyph - gap, place.height())
    _write(painter, beside, words, "caption", "sandbox-text", _LEFT)
    return width


def _write(
    painter: QPainter, place: QRect, words: str, face: str, ink: str, align: Qt.AlignmentFlag
) -> int:
    look = theme.current()
    shown, *_ = lay_out(words, face, max(0, place.width()), 1)
    painter.setFont(look.font(face))
    painter.setPen(look.color(ink))
    painter.drawText(place, align, shown)
    return natural_width(shown, face)


def _line(place: QRect, top: int, height: int) -> QRect:
    return QRect(place.left(), top, place.width(), height)

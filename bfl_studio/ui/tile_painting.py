"""What tiles and rows are painted with: cards, rings, lines of words, sums of the Sandbox."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from bfl_studio.ui import icons, theme
from bfl_studio.ui.focus_ring import paint_ring
from bfl_studio.ui.job_words import JobWords
from bfl_studio.ui.text import lay_out, natural_width

INSET = 4
SMALL_GLYPH = 12
"""Pixels at 100 %."""

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TileState:
    """What the hand and the viewer do with a tile."""

    hovered: bool = False
    pressed: bool = False
    selected: bool = False
    shown: bool = False
    fresh: bool = False
    new: bool = False


def paint_card(
    painter: QPainter, place: QRect, words: JobWords, state: TileState, bar: int
) -> None:
    """What a job's words stand on; a bar of `bar` pixels at its foot shows how far it has come."""
    look = theme.current()
    fill = "pressed" if state.pressed else words.tint or "control"
    border = "edge" if state.hovered else "" if words.tint else "line"
    paint_fill(painter, place, fill, border)
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


def paint_rings(painter: QPainter, place: QRect, state: TileState) -> None:
    """The ring of what is chosen, and the foot of what the viewer shows."""
    look = theme.current()
    if state.selected or state.shown or state.fresh:
        paint_ring(painter, QRectF(place), look.metrics.radius_control)
    if state.shown:
        foot = QRectF(place).adjusted(look.px(6), 0, -look.px(6), -2 * look.metrics.ring)
        foot.setTop(foot.bottom() - look.px(2))
        painter.fillRect(foot, look.color("focus"))


def paint_fill(
    painter: QPainter, place: QRect, fill: str, border: str = "", radius: int = 0
) -> None:
    """Fill a rounded place with a token's colour; its border is another's, or none."""
    look = theme.current()
    radius = radius or look.metrics.radius_control
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.color(fill))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(place), radius, radius)
    if border:
        paint_outline(painter, place, QPen(look.color(border), look.metrics.border))


def paint_outline(painter: QPainter, place: QRect, pen: QPen) -> None:
    """Draw a border inside a rounded place."""
    half = pen.widthF() / 2
    radius = theme.current().metrics.radius_control - half
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawRoundedRect(QRectF(place).adjusted(half, half, -half, -half), radius, radius)


def write_sum(
    painter: QPainter,
    place: QRect,
    words: str,
    ink: str,
    pretend: bool,
    align: Qt.AlignmentFlag,
) -> int:
    """Write a caption, with the flask before a sum of the Sandbox; the width it took, in pixels."""
    if not pretend:
        return write(painter, place, words, "caption", ink, align)
    look = theme.current()
    glyph, gap = look.px(SMALL_GLYPH), look.px(INSET)
    width = sum_width(words, pretend=True)
    spare = place.width() - width
    left = place.left() + (spare if align == RIGHT else 0 if align == LEFT else spare // 2)
    spot = QRect(left, place.top(), glyph, place.height())
    icons.paint(painter, spot, "flask-conical", "sandbox-text")
    beside = QRect(spot.right() + 1 + gap, place.top(), width - glyph - gap, place.height())
    write(painter, beside, words, "caption", "sandbox-text", LEFT)
    return width


def sum_width(words: str, pretend: bool) -> int:
    """The width of a caption, with the flask before it if there is one."""
    look = theme.current()
    flask = look.px(SMALL_GLYPH) + look.px(INSET) if pretend else 0
    return natural_width(words, "caption") + flask


def write(
    painter: QPainter, place: QRect, words: str, face: str, ink: str, align: Qt.AlignmentFlag
) -> int:
    """Write a line of words, shortened if it must be; the width it took, in pixels."""
    look = theme.current()
    shown, *_ = lay_out(words, face, max(0, place.width()), 1)
    painter.setFont(look.font(face))
    painter.setPen(look.color(ink))
    painter.drawText(place, align, shown)
    return natural_width(shown, face)


def line_at(place: QRect, top: int, height: int) -> QRect:
    """A line as wide as a place."""
    return QRect(place.left(), top, place.width(), height)

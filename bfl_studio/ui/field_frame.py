"""The frame of a field that draws itself, in every state."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from bfl_studio.ui import theme

_MARKS = {"error": "error-text", "warning": "warn-text"}


def paint_frame(painter: QPainter, field: QWidget, active: bool) -> None:
    """Draw fill and border; `active` is a field that is open or typed in."""
    look = theme.current()
    half = look.metrics.border / 2
    radius = look.metrics.radius_control - half
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color(_border(field, active)), look.metrics.border))
    painter.setBrush(look.color("control" if field.isEnabled() else "pane"))
    frame = QRectF(field.rect()).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(frame, radius, radius)


def _border(field: QWidget, active: bool) -> str:
    if not field.isEnabled():
        return "line"
    if mark := _MARKS.get(field.property("issue")):
        return mark
    if active:
        return "focus"
    return "text-2" if field.underMouse() else "edge"

"""A track to drag along: the quick way to a number that stands in the field beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bfl_studio.ui import theme

_KNOB = 14
_TRACK = 4
_MARK = 10


class Slider(QWidget):
    """Emits `moved(float)` while dragged, on multiples of a step and at the ends, and `reset` on
    a double click.

    The keyboard and screen readers have the number field beside it; the wheel scrolls the pane.
    """

    moved = Signal(float)
    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._least, self._most, self._step = 0.0, 1.0, 1.0
        self._usual = self._value = 0.0
        self._dragged = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bounds(self, least: float, most: float, step: float, usual: float) -> None:
        """Both ends, what one step is, and the default that is marked on the track."""
        self._least, self._most, self._step, self._usual = least, most, step, usual
        self.update()

    def show_value(self, value: float) -> None:
        """Put the knob at a value, without telling it back."""
        self._value = min(max(value, self._least), self._most)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(80), look.metrics.height_control)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = True
            self._tell(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._tell(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = False
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, half = self.height() / 2, look.px(_TRACK) / 2
        ends = self._place(self._least), self._place(self._most)
        painter.setBrush(look.color("edge" if self.isEnabled() else "line"))
        track = QRectF(ends[0], middle - half, ends[1] - ends[0], 2 * half)
        painter.drawRoundedRect(track, half, half)
        usual, here = self._place(self._usual), self._place(self._value)
        tall = look.px(_MARK) / 2
        painter.drawRect(QRectF(round(usual) - 1, middle - tall, 2, 2 * tall))
        # From the default to what was chosen instead.
        painter.setBrush(look.color("accent" if self.isEnabled() else "line"))
        painter.drawRect(QRectF(min(usual, here), middle - half, abs(here - usual), 2 * half))
        self._paint_knob(painter, here, middle)

    def _paint_knob(self, painter: QPainter, left: float, top: float) -> None:
        look = theme.current()
        border = look.px(1.5)
        radius = (look.px(_KNOB) - border) / 2
        painter.setPen(QPen(look.color(self._rim()), border))
        painter.setBrush(look.color("control" if self.isEnabled() else "pane"))
        painter.drawEllipse(QRectF(left - radius, top - radius, 2 * radius, 2 * radius))

    def _rim(self) -> str:
        if not self.isEnabled():
            return "line"
        if self._dragged:
            return "focus"
        return "text" if self.underMouse() else "text-2"

    def _place(self, value: float) -> float:
        inset = theme.current().px(_KNOB) / 2
        part = (value - self._least) / (self._most - self._least)
        return inset + part * (self.width() - 2 * inset)

    def _tell(self, event: QMouseEvent) -> None:
        inset = theme.current().px(_KNOB) / 2
        room = max(1.0, self.width() - 2 * inset)
        part = min(max((event.position().x() - inset) / room, 0.0), 1.0)
        here = self._least + part * (self._most - self._least)
        if 0.0 < part < 1.0:
            here = round(here / self._step) * self._step
        self.show_value(here)
        self.moved.emit(self._value)

"""On or off."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.text import natural_width

_TRACK = QSize(28, 16)
_GAP = 8


class Switch(QCheckBox):
    """A switch with its words at its right; `toggled(bool)` as any check box."""

    def __init__(self, name: str, words: str = "") -> None:
        super().__init__()
        dress(self, name, "switch")
        self.setText(words.replace("&", "&&"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_ring(self, radius=_TRACK.height() // 2)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = look.px(_TRACK.width())
        if words := self._words():
            width += look.px(_GAP) + natural_width(words, "body")
        return QSize(width, look.metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def ring_rect(self) -> QRect:
        """The track: the words beside it are not ringed."""
        return self._track()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        self._paint_track(painter, track)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text" if self.isEnabled() else "text-off"))
        beside = self.rect().adjusted(track.right() + 1 + look.px(_GAP), 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self._words())

    def _paint_track(self, painter: QPainter, track: QRect) -> None:
        look = theme.current()
        on, fill, border, knob = self.isChecked(), *self._tokens()
        half = look.metrics.border / 2
        frame = QRectF(track).adjusted(half, half, -half, -half)
        painter.setPen(QPen(look.color(border), look.metrics.border))
        painter.setBrush(look.color(fill))
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        size = track.height() - look.px(6)
        inset = (track.height() - size) / 2
        left = track.right() + 1 - inset - size if on else track.left() + inset
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(knob))
        painter.drawEllipse(QRectF(left, track.top() + inset, size, size))

    def _tokens(self) -> tuple[str, str, str]:
        """The tokens of track, border and knob."""
        on, under_hand = self.isChecked(), self.underMouse()
        if not self.isEnabled():
            return ("hover", "line", "text-off") if on else ("pane", "line", "text-off")
        if on:
            return (
                ("accent-hover", "accent-hover", "on-accent")
                if under_hand
                else ("accent", "accent", "on-accent")
            )
        return ("control", "text-2" if under_hand else "edge", "text-2")

    def _track(self) -> QRect:
        look = theme.current()
        width, height = look.px(_TRACK.width()), look.px(_TRACK.height())
        return QRect(0, (self.height() - height) // 2, width, height)

    def _words(self) -> str:
        return self.text().replace("&&", "&")

"""What the viewer shows while there is no picture: a word, and three prompts to begin with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from bfl_studio.ui import icons, theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.text import lay_out, natural_width, wrapped

_WIDEST = 520
_FACE = "body"


class Starter(QAbstractButton):
    """A prompt on a card; its words wrap where room is short."""

    def __init__(self, prompt: str) -> None:
        super().__init__()
        dress(self, prompt, "starter")
        self.prompt = prompt
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = min(look.px(_WIDEST), natural_width(self.prompt, _FACE) + self._beside)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        lines = len(lay_out(self.prompt, _FACE, width - self._beside))
        return lines * look.line(_FACE) + 2 * look.metrics.space_8

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = look.metrics.border / 2
        fill = "pressed" if self.isDown() else "hover" if self.underMouse() else "pane"
        painter.setPen(QPen(look.color("line"), look.metrics.border))
        painter.setBrush(look.color(fill))
        radius = look.metrics.radius_control
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, radius - half, radius - half)
        line, side, edge = look.line(_FACE), look.metrics.icon, look.metrics.space_12
        top = look.metrics.space_8
        spot = self.rect().adjusted(edge, top + (line - side) // 2, 0, 0)
        spot.setSize(QSize(side, side))
        icons.paint(painter, spot, "pencil", "text-2")
        painter.setFont(look.font(_FACE))
        painter.setPen(look.color("text"))
        place = self.rect().adjusted(edge + side + look.metrics.space_8, top, -edge, 0)
        for words in lay_out(self.prompt, _FACE, self.width() - self._beside):
            place.setHeight(line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            place.translate(0, line)

    @property
    def _beside(self) -> int:
        """The room that the words do not have."""
        metrics = theme.current().metrics
        return 2 * metrics.space_12 + metrics.icon + metrics.space_8


class Starters(QWidget):
    """`starter(prompt)` fills the prompt and generates nothing."""

    starter = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        prompts = (
            self.tr("Ceramic teapot on a linen cloth, soft window light, product photograph"),
            self.tr("Poster with the words “OPEN LATE”, heavy grotesque type, two colours"),
            self.tr("Alpine hut at blue hour, lit windows, fresh snow, wide view"),
        )
        title = wrapped(self.tr("Your pictures appear here."), "title", "text")
        hint = wrapped(
            self.tr("Write a prompt, or take one of these to begin with."), "body", "text"
        )
        column = QVBoxLayout(self)
        column.setSpacing(look.px(8))
        column.setContentsMargins(look.px(24), look.px(24), look.px(24), look.px(24))
        column.addStretch(1)
        for words in (title, hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addSpacing(look.px(8))
        for prompt in prompts:
            button = Starter(prompt)
            button.setMaximumWidth(look.px(_WIDEST))
            button.clicked.connect(lambda _=False, prompt=prompt: self.starter.emit(prompt))
            column.addWidget(button)
        column.addStretch(1)
        self.setMaximumWidth(look.px(_WIDEST + 2 * 24))

"""The one filled button of the window."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.text import natural_width


@dataclass(frozen=True, slots=True)
class _Fill:
    rest: str
    hover: str
    pressed: str
    words: str
    border: str = ""


class Face(Enum):
    """How the button looks, as tokens."""

    LIVE = _Fill("accent", "accent-hover", "accent-pressed", "on-accent")
    SANDBOX = _Fill("sandbox", "sandbox-hover", "sandbox", "on-accent", "sandbox-text")
    CONFIRM = _Fill("warn-fill", "warn-fill", "warn-fill", "on-warn", "warn-text")
    OFF = _Fill("control", "control", "control", "text-off", "line")


class PrimaryButton(QPushButton):
    """Keeps its accessible name while its words change; Enter never presses it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        dress(self, name, "primary")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_ring(self, radius=8)
        self._face = Face.LIVE
        self.setText(name)

    @property
    def face(self) -> Face:
        """How the button looks now."""
        return self._face

    def show_face(self, face: Face, words: str) -> None:
        """Change look and words at once; OFF cannot be pressed."""
        self._face = face
        self.setText(words.replace("&", "&&"))
        self.setEnabled(face is not Face.OFF)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        words = natural_width(self._words(), "generate")
        return QSize(words + look.px(32), look.metrics.height_generate)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in ENTER
        if enter or event.isAutoRepeat():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        fill = self._face.value
        border = look.metrics.border if fill.border else 0
        inset = border / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.color(self._ground(fill)))
        painter.setPen(QPen(look.color(fill.border), border) if border else QPen(Qt.PenStyle.NoPen))
        radius = look.metrics.radius_large
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, radius - inset, radius - inset)
        painter.setFont(look.font("generate"))
        painter.setPen(look.color(fill.words))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())

    def _ground(self, fill: _Fill) -> str:
        if self.isDown():
            return fill.pressed
        return fill.hover if self.underMouse() else fill.rest

    def _words(self) -> str:
        return self.text().replace("&&", "&")

"""Small pictures that stand beside words: a glyph, a ring of progress."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bfl_studio.ui import glyphs, icons, theme

_TURN = 16 * 360


class _Small(QWidget):
    """A square that keeps its size; the words beside it speak for it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side).grownBy(self.contentsMargins())


class Glyph(_Small):
    """One glyph of `size` pixels at 100 %."""

    def __init__(self, name: str, ink: str = "text-2", size: int = 16) -> None:
        super().__init__(size)
        self.set_glyph(name, ink)

    def set_glyph(self, name: str, ink: str = "text-2") -> None:
        """Show another glyph; KeyError for one that is not in the tables."""
        glyphs.require(name)
        self._name = name
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self._ink if self.isEnabled() else "text-off"
        icons.paint(QPainter(self), self.contentsRect(), self._name, ink)


class ProgressRing(_Small):
    """A ring of 12 pixels that fills; while nothing is known it shows a third of it.

    It never moves by itself, so that an idle window paints no frame.
    """

    def __init__(self, size: int = 12) -> None:
        super().__init__(size)
        self._part: float | None = None

    def show_part(self, part: float | None) -> None:
        """Fill a part between 0 and 1; None while nothing is known."""
        if part != self._part:
            self._part = part
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        width = look.px(2)
        half = width / 2
        circle = QRectF(self.contentsRect()).adjusted(half, half, -half, -half)
        part = 1 / 3 if self._part is None else min(max(self._part, 0.0), 1.0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), width))
        painter.drawEllipse(circle)
        painter.setPen(
            QPen(look.color("focus"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawArc(circle, _TURN // 4, -round(_TURN * part))

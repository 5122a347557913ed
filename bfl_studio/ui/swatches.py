"""Colours to choose from, in a grid of small squares."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bfl_studio.domain.colour_names import written
from bfl_studio.ui import theme
from bfl_studio.ui.chip_painting import paint_swatch
from bfl_studio.ui.focus_ring import paint_ring
from bfl_studio.ui.text import tooltip

_SIDE, _GAP = 24, 4


class Swatches(QWidget):
    """`picked(int)` by a click; whoever holds the keyboard moves `current`."""

    picked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.colours: tuple[str, ...] = ()
        self.current = -1
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_colours(self, colours: tuple[str, ...]) -> None:
        """Offer colours ("#RRGGBB")."""
        if colours != self.colours:
            self.colours = colours
            self._fit()
            self.update()

    def choose(self, place: int) -> None:
        """Put the ring around a colour, or around none (-1)."""
        if place != self.current:
            self.current = place
            self.update()

    @property
    def in_a_row(self) -> int:
        pitch = theme.current().px(_SIDE + _GAP)
        return max(1, (self.width() + theme.current().px(_GAP)) // pitch)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(10 * _SIDE), self.heightForWidth(look.px(10 * (_SIDE + _GAP))))

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        side, gap = look.px(_SIDE), look.px(_GAP)
        in_a_row = max(1, (width + gap) // (side + gap))
        rows = -(-len(self.colours) // in_a_row)
        return rows * (side + gap) - gap if rows else 0

    def place_at(self, point: QPoint) -> int:
        """Which colour is at a point; -1 for none."""
        found = (place for place in range(len(self.colours)) if self.square(place).contains(point))
        return next(found, -1)

    def square(self, place: int) -> QRectF:
        """Where a colour is painted."""
        look = theme.current()
        pitch, side = look.px(_SIDE + _GAP), look.px(_SIDE)
        line, column = divmod(place, self.in_a_row)
        return QRectF(column * pitch, line * pitch, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, colour in enumerate(self.colours):
            square = self.square(place)
            if place == self.current:
                inner = square.adjusted(3, 3, -3, -3)
                paint_swatch(painter, inner, colour)
                paint_ring(painter, inner, theme.current().metrics.radius_badge)
            else:
                paint_swatch(painter, square, colour)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            words = tooltip(written(self.colours[place])) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))


class Sample(QWidget):
    """One colour, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = ""
        side = theme.current().px(_SIDE)
        self.setFixedSize(side, side)

    def show_colour(self, colour: str) -> None:
        """ "#RRGGBB", or empty."""
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._colour:
            paint_swatch(QPainter(self), QRectF(self.rect()), self._colour)

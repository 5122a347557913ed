"""Where a drag would land among the slots, and the mark that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.slots import Spot
from bfl_studio.ui import theme

_EDGE = 0.18
"""Part of a tile at either side that belongs to the gap beside it."""

_BAR = 2
_BESIDE = 4
_RADIUS = 8
_MARGIN = 6


class Way(StrEnum):
    """What a drop does: into the next free slots, onto a picture, between two, in exchange."""

    ADD = "add"
    REPLACE = "replace"
    INSERT = "insert"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Target:
    """`spot` is the slot it happens at; INSERT puts before it, and `bar` is where that shows."""

    way: Way
    spot: Spot
    bar: QRect | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A slot's square in the panel; `alone`: nothing stands beside it in its role."""

    spot: Spot
    square: QRect
    filled: bool
    alone: bool = False


def over(places: Sequence[Place], point: QPoint) -> Place | None:
    """The slot at a point."""
    return next((each for each in places if each.square.contains(point)), None)


def gap_at(places: Sequence[Place], point: QPoint, *, halves: bool = False) -> Target | None:
    """The gap between two pictures at a point; with `halves` all of a picture belongs to the
    nearer gap, and all that lies beside the last one to the end.
    """
    row = [
        each
        for each in places
        if each.filled and not each.alone and each.square.top() <= point.y() <= each.square.bottom()
    ]
    beside = theme.current().px(_BESIDE)
    for place in row:
        square = place.square
        edge = square.width() / 2 if halves else square.width() * _EDGE
        if point.x() < square.left() + edge:
            return _gap(place.spot, square, square.left() - beside)
        if point.x() <= square.right() - edge:
            return None
        if point.x() <= square.right() + beside or (halves and place is row[-1]):
            behind = Spot(place.spot.role, place.spot.number + 1)
            return _gap(behind, square, square.right() + 1 + beside)
    return None


def _gap(spot: Spot, square: QRect, middle: int) -> Target:
    width = theme.current().px(_BAR)
    bar = QRect(middle - width // 2, square.top(), width, square.height())
    return Target(Way.INSERT, spot, bar)


class DropMark(QWidget):
    """Lies over the slots while a drag is in the window: a border around them all, and a bar
    where pictures would go between two.
    """

    def __init__(self, around: QWidget) -> None:
        super().__init__(around.parentWidget())
        self._around = around
        self.bar: QRect | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_bar(self, bar: QRect | None) -> None:
        """The border, and a bar at a place of what it lies over, or none."""
        self.bar = bar
        margin = theme.current().px(_MARGIN)
        self.setGeometry(self._around.geometry().adjusted(-margin, -margin, margin, margin))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("focus"), look.metrics.border))
        half = look.metrics.border / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, look.px(_RADIUS), look.px(_RADIUS))
        if self.bar is not None:
            bar = self.bar.translated(look.px(_MARGIN), look.px(_MARGIN))
            painter.fillRect(bar, look.color("focus"))

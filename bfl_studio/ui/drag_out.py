"""Dragging a picture out of the window: what leaves is a clean copy, and its thumbnail says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QMimeData,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QUrl,
)
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.state.library_model import Picture
from bfl_studio.ui import theme
from bfl_studio.ui.text import natural_width

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Outgoing

DRAGGED_SIDE = 96
"""Pixels at 100 % of the longer side of what goes with the pointer."""

_BADGE_PADDING = 4
_BADGE_RADIUS = 3
ASIDE = 12
"""How far below and beside the pointer what goes with it hangs: what a drop would do is written
where the pointer is.
"""

_INTENT = 2
"""Pixels after which a press looks like a drag: a click makes no copy."""


@dataclass(frozen=True, slots=True)
class Grab:
    """What lies under the hand, and how it looks if that is known."""

    picture: Picture
    pixmap: QPixmap | None


Grabbed = Callable[[QPoint], Grab | None]


class DragOut(QObject):
    """One widget's drags. The widget tells press, move and release of the left button, and asks
    `active` whether a press is still open: neither a drag yet nor a click.

    The copy is begun as soon as the hand moves. A hand that is faster than the copy sees the busy
    pointer, and the drag begins the moment the copy is there; never from a coroutine.
    """

    def __init__(self, source: QWidget, outgoing: Outgoing, grabbed: Grabbed) -> None:
        super().__init__(source)
        self._source = source
        self._outgoing = outgoing
        self._grabbed = grabbed
        self._grab: Grab | None = None
        self._press: QMouseEvent | None = None
        self._asked = False
        self._waiting = False
        self._busy = False
        outgoing.prepared.connect(self._go_on)
        outgoing.refused.connect(self._give_up)

    @property
    def active(self) -> bool:
        return self._press is not None

    def press(self, event: QMouseEvent) -> bool:
        """Whether there is a picture under the hand: then the press is kept here."""
        self._let_go()
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = self._grabbed(event.position().toPoint())
        self._press = event.clone() if self._grab is not None else None
        return self.active

    def move(self, event: QMouseEvent) -> None:
        """The hand moves with the button down; returns after the drop if a drag began."""
        if self._press is None or self._grab is None:
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_go()
            return
        way = (event.position() - self._press.position()).toPoint().manhattanLength()
        if not self._asked and way >= _INTENT:
            self._asked = True
            self._outgoing.prepare(self._grab.picture)
        if way >= QApplication.startDragDistance() and not self._waiting:
            self._waiting = True
            self._go_on(self._grab.picture)
            self._show_busy()

    def release(self) -> QMouseEvent | None:
        """The press, if it was a click after all; a drag that had no time to begin is none."""
        press = None if self._waiting else self._press
        self._let_go()
        return press

    def _show_busy(self) -> None:
        if self._waiting:
            self._busy = True
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    def _go_on(self, picture: Picture) -> None:
        grab = self._grab
        if grab is None or not self._waiting or picture != grab.picture:
            return
        path = self._outgoing.ready(picture)
        if path is not None:
            self._let_go()
            self._carry(path, drag_pixmap(grab, self._source.devicePixelRatioF()))

    def _carry(self, path: Path, pixmap: QPixmap) -> None:
        """The drag itself, until it is dropped or called off; Qt hears everything meanwhile."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        drag = QDrag(self._source)
        drag.setMimeData(data)
        drag.setPixmap(pixmap)
        drag.setHotSpot(QPoint(-ASIDE, -ASIDE))
        drag.exec(Qt.DropAction.CopyAction)

    def _give_up(self, picture: Picture) -> None:
        if self._grab is not None and picture == self._grab.picture:
            self._let_go()

    def _let_go(self) -> None:
        if self._busy:
            QGuiApplication.restoreOverrideCursor()
        self._grab = self._press = None
        self._asked = self._waiting = self._busy = False


def drag_pixmap(grab: Grab, ratio: float) -> QPixmap:
    """The thumbnail that goes with the pointer, with what it carries written on it."""
    look = theme.current()
    size = grab.picture.generation.size
    whole = QSize(size.width, size.height).scaled(
        QSize(look.px(DRAGGED_SIDE), look.px(DRAGGED_SIDE)), Qt.AspectRatioMode.KeepAspectRatio
    )
    # Room for the word, however narrow the picture.
    frame = 2 * look.px(_BADGE_PADDING)
    whole = whole.expandedTo(_badge().size() + QSize(frame, frame))
    pixmap = QPixmap(whole * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(look.color("well"))
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
    )
    if grab.pixmap is not None:
        shown = grab.pixmap.size().scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), shown)
        place.moveCenter(QRect(QPoint(), whole).center())
        painter.drawPixmap(place, grab.pixmap)
    painter.setPen(QPen(look.color("edge"), look.metrics.border))
    half = look.metrics.border / 2
    painter.drawRect(QRectF(QRect(QPoint(), whole)).adjusted(half, half, -half, -half))
    _write_badge(painter, whole)
    painter.end()
    return pixmap


def _badge() -> QRect:
    look = theme.current()
    width = natural_width(_word(), "caption") + 2 * look.px(_BADGE_PADDING)
    return QRect(0, 0, width, look.line("caption"))


def _write_badge(painter: QPainter, whole: QSize) -> None:
    look, badge = theme.current(), _badge()
    inset = look.px(_BADGE_PADDING)
    badge.moveBottomLeft(QPoint(inset, whole.height() - 1 - inset))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("scrim"))
    painter.drawRoundedRect(QRectF(badge), look.px(_BADGE_RADIUS), look.px(_BADGE_RADIUS))
    painter.setFont(look.font("caption"))
    painter.setPen(look.color("on-scrim"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, _word())


def _word() -> str:
    return QCoreApplication.translate("DragOut", "clean")

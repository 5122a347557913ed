"""One ring that shows which control the keyboard is in."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from bfl_studio.ui import theme

_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.EnabledChange,
}


@runtime_checkable
class Ringed(Protocol):
    """A control that wants the ring around a part of itself."""

    def ring_rect(self) -> QRect:
        """That part, in the control's own coordinates."""


def set_ring(widget: QWidget, place: str = "outside", radius: int = 6, gap: int = 1) -> None:
    """Say where the ring of a widget goes: `outside`, `inside`, or `none` if it draws its own.

    The radius of the widget's own corners and the gap are given in pixels at 100 %.
    """
    widget.setProperty("ring", place)
    widget.setProperty("ringRadius", radius)
    widget.setProperty("ringGap", gap)


@runtime_checkable
class Holder(Protocol):
    """A part of the window whose keyboard is one of its controls.

    No focus proxy: Tab would stop at the part itself, and leave out what stands between.
    """

    first_stop: QWidget


def focus_by_key(widget: QWidget) -> None:
    """Move the focus where a key such as Ctrl+L sends it, ring and all."""
    if isinstance(widget, Holder):
        widget = widget.first_stop
    # Qt takes only Tab for the keyboard; a click takes the mark away again.
    widget.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def paint_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Draw a ring just inside a rectangle, for delegates and own-painted controls."""
    look = theme.current()
    half = look.metrics.ring / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("focus"), look.metrics.ring))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


class FocusRings(QObject):
    """Keeps the ring around whatever control the keyboard moved to.

    The ring lies over the window, so a control needs no room of its own for it.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._ring: Ring | None = None
        self._last: QWidget | None = None
        application.focusChanged.connect(self._move)

    def _move(self, old: QWidget | None, new: QWidget | None) -> None:
        returning = old is None and new is not None and new is self._last
        self._remove(forget=new is not None and not returning)
        if new is None or new.property("ring") == "none":
            return
        by_keyboard = new.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if by_keyboard or returning:
            self._ring = Ring(new, _host(new))
            self._last = new

    def _remove(self, forget: bool) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.release()
        self._ring = None
        if forget:
            self._last = None


class Ring(QWidget):
    """The ring around one widget, laid over the part of the window that scrolls with it."""

    def __init__(self, target: QWidget, host: QWidget) -> None:
        super().__init__(host)
        self._target = target
        self._host = host
        self._followed = _chain(target, host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._followed:
            widget.installEventFilter(self)
        self._follow()

    def release(self) -> None:
        """Stop following and vanish."""
        for widget in self._followed:
            if isValid(widget):
                widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and isValid(self._target):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not isValid(self._target):
            return
        look = theme.current()
        radius = look.px(self._target.property("ringRadius") or 6)
        grown = 0 if self._is_inside() else look.metrics.ring / 2 + self._gap()
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()), radius + grown)

    def _follow(self) -> None:
        look = theme.current()
        reach = 0 if self._is_inside() else look.metrics.ring + self._gap()
        target = self._target
        part = target.ring_rect() if isinstance(target, Ringed) else target.rect()
        place = part.translated(target.mapTo(self._host, QPoint(0, 0)))
        self.setGeometry(place.adjusted(-reach, -reach, reach, reach))
        self.setVisible(self._target.isVisible())
        self.raise_()

    def _gap(self) -> int:
        return theme.current().px(self._target.property("ringGap") or 1)

    def _is_inside(self) -> bool:
        return bool(self._target.property("ring") == "inside")


def _host(widget: QWidget) -> QWidget:
    """The nearest part around a widget that clips it: a scrolled view, or the window."""
    step = widget.parentWidget()
    while step is not None and not step.isWindow():
        around = step.parentWidget()
        if isinstance(around, QAbstractScrollArea) and around.viewport() is step:
            return step
        step = around
    return widget.window()


def _chain(widget: QWidget, host: QWidget) -> list[QWidget]:
    chain = [widget]
    while (step := chain[-1].parentWidget()) is not None and step is not host:
        chain.append(step)
    return chain

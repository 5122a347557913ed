"""The picture under the hand: zoom to the cursor, pan, every pixel where it belongs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.ui import theme
from bfl_studio.ui.drag_out import DragOut
from bfl_studio.ui.picture_levels import FULL, PictureLevels
from bfl_studio.ui.picture_painting import draw_visible
from bfl_studio.ui.placement import Placement, fitted

_MARGIN = 16
_NOTCH = 120
SURROUNDS = ("canvas", "canvas-black", "canvas-grey", "canvas-white")
_PANS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


class PictureCanvas(QWidget):
    """Shows what its levels hold. Zoom 1.0 is one pixel of the screen for one of the picture.

    While the whole picture is in view, dragging it takes a copy out of the window. Where there is
    more of it than the view shows, dragging pans, and so it does while Space is held.
    """

    zoom_changed = Signal(float)

    def __init__(self, levels: PictureLevels) -> None:
        super().__init__()
        self._levels = levels
        self._image: QSize | None = None
        self.placement: Placement | None = None
        self._fits = True
        self._surround = 0
        self._grabbed: QPointF | None = None
        self._space = False
        self.drag_out: DragOut | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        levels.changed.connect(self.update)

    @property
    def zoom(self) -> float:
        """1.0 is 100 %; 0.0 while there is no picture."""
        return self.placement.zoom if self.placement else 0.0

    @property
    def fits(self) -> bool:
        """Whether the whole picture is kept in view."""
        return self._fits

    def show_image(self, image: QSize | None) -> None:
        """Another picture of so many pixels; one of the same size keeps zoom and place."""
        same = image == self._image
        self._image = image
        if self.placement is None or not same or self._fits:
            self.fit()
        else:
            self._put(self.placement)

    def fit(self) -> None:
        self._fits = True
        self._put(_fitted(self, self._image))

    def zoom_by(self, change: Callable[[Placement], Placement]) -> None:
        """Another zoom or place; from now on the picture is not fitted."""
        if self.placement is not None:
            self._fits = False
            self._put(change(self.placement))

    def toggle_zoom(self, zoom: float = 1.0, at: QPointF | None = None) -> None:
        """That zoom around a point in device pixels, or fit if it was that zoom already."""
        if self.zoom == zoom and not self._fits:
            self.fit()
        else:
            self.zoom_by(lambda placement: placement.zoomed(zoom, at))

    def next_surround(self) -> None:
        """The next colour around the picture."""
        self._surround = (self._surround + 1) % len(SURROUNDS)
        self.update()

    def hold_space(self, held: bool) -> None:
        """While Space is held the hand shows that it pans."""
        self._space = held
        self._show_hand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_view()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            at = event.position() * self.devicePixelRatioF()
            self.zoom_by(lambda placement: placement.turned(notches, at))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.drag_out is not None and not self._space and self.drag_out.press(event):
            return
        if event.button() in _PANS and self.placement is not None:
            self._grabbed = event.position()
            self._show_hand()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag_out is not None and self.drag_out.active:
            self.drag_out.move(event)
        elif self._grabbed is not None and self.placement is not None:
            by = (event.position() - self._grabbed) * self.devicePixelRatioF()
            self._grabbed = event.position()
            self._put(self.placement.moved(by))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.drag_out is not None:
            self.drag_out.release()
        self._grabbed = None
        self._show_hand()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle_zoom(at=event.position() * self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(event.rect(), look.color(SURROUNDS[self._surround]))
        self._follow_view()
        if self.placement is None or self._levels.unreadable:
            return
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        pixmap = self._levels.best(self.placement.rect.width())
        if pixmap is None:
            painter.fillRect(self.placement.rect, look.color("well"))
        else:
            draw_visible(painter, self.placement, pixmap)

    def _put(self, placement: Placement | None) -> None:
        before = self.zoom
        self.placement = placement
        if placement is not None:
            shown = placement.longest_shown if self._fits else placement.longest_halved
            longest = max(placement.image.width(), placement.image.height())
            self._levels.want(shown if shown < longest else FULL)
        self._show_hand()
        self.update()
        if self.zoom != before:
            self.zoom_changed.emit(self.zoom)

    def _follow_view(self) -> None:
        """The widget has another size, or came to a screen of another density."""
        if self.placement is None or self.placement.view == _view(self):
            return
        if self._fits:
            self.fit()
        else:
            self._put(self.placement.in_view(_view(self)))

    def _show_hand(self) -> None:
        pans = self.placement is not None and (self.placement.overflows or self._space)
        resting = Qt.CursorShape.OpenHandCursor if pans else Qt.CursorShape.ArrowCursor
        self.setCursor(
            Qt.CursorShape.ClosedHandCursor if self._grabbed is not None and pans else resting
        )


def lies_at(canvas: PictureCanvas, point: QPoint) -> bool:
    """Whether the whole picture is in view, and a point of the canvas is on it."""
    placement = canvas.placement
    if placement is None or placement.overflows:
        return False
    return placement.rect.contains(QPointF(point) * canvas.devicePixelRatioF())


def _fitted(widget: QWidget, image: QSize | None) -> Placement | None:
    if image is None or image.isEmpty():
        return None
    ratio = widget.devicePixelRatioF()
    return fitted(image, _view(widget), theme.current().px(_MARGIN) * ratio, ratio)


def _view(widget: QWidget) -> QSize:
    ratio = widget.devicePixelRatioF()
    return QSize(round(widget.width() * ratio), round(widget.height() * ratio))

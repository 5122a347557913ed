"""The eyedropper: a click on any picture of the window takes its colour."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from bfl_studio.domain.colour_names import as_text, written
from bfl_studio.ui import theme
from bfl_studio.ui.controls import row
from bfl_studio.ui.picture_canvas import PictureCanvas
from bfl_studio.ui.popups import paint_panel, round_off
from bfl_studio.ui.reference_tile import ReferenceTile
from bfl_studio.ui.swatches import Sample
from bfl_studio.ui.text import label
from bfl_studio.ui.tile_list import TileList

_BESIDE = 16
_ENDS = (QEvent.Type.ApplicationDeactivate, QEvent.Type.WindowDeactivate)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)

Taken = Callable[[str], None]


class Eyedropper(QObject):
    """Between `start` and the next click it has the mouse; Esc and a click beside a picture end
    it. `ended` follows either way.
    """

    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lens = _Lens(parent)
        self._taken: Taken | None = None

    @property
    def active(self) -> bool:
        return self._taken is not None

    def start(self, taken: Taken) -> None:
        """Call `taken` with the colour ("#RRGGBB") of the next click on a picture."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        if self._taken is None:
            application.installEventFilter(self)
            QApplication.setOverrideCursor(Qt.CursorShape.CrossCursor)
        self._taken = taken

    def stop(self) -> None:
        """Give the mouse back."""
        application = QApplication.instance()
        if self._taken is None or not isinstance(application, QApplication):
            return
        self._taken = None
        application.removeEventFilter(self)
        QApplication.restoreOverrideCursor()
        self._lens.hide()
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ENDS:
            self.stop()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._escape(event)
        elif isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseMove and isinstance(watched, QWindow):
                self._look(event.globalPosition().toPoint())
            elif kind in _PRESSES:
                return self._press(watched, event)
        return False

    def _escape(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self.stop()
        return True

    def _press(self, watched: QObject, event: QMouseEvent) -> bool:
        """At the window, before it gives the keyboard to what is clicked."""
        place = event.globalPosition().toPoint()
        widget = watched if isinstance(watched, QWidget) else QApplication.widgetAt(place)
        colour = None
        if widget is not None and event.button() == Qt.MouseButton.LeftButton:
            colour = colour_at(widget, widget.mapFromGlobal(place))
        taken = self._taken
        self.stop()
        if colour is not None and taken is not None:
            taken(colour)
        return True

    def _look(self, place: QPoint) -> None:
        under = QApplication.widgetAt(place)
        colour = colour_at(under, under.mapFromGlobal(place)) if under is not None else None
        self._lens.show_colour(place, colour)


class _Lens(QFrame):
    """The colour under the hand, beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Eyedropper"))
        round_off(self)
        self._sample = Sample()
        self._words = label("", "body", "text")
        self.setLayout(row(self._sample, self._words, padding=8))

    def show_colour(self, place: QPoint, colour: str | None) -> None:
        """At a place of the screen; away where there is no picture."""
        if colour is None:
            self.hide()
            return
        self._sample.show_colour(colour)
        self._words.setText(written(colour))
        self.adjustSize()
        beside = theme.current().px(_BESIDE)
        room = self.screen().availableGeometry()
        spot = QRect(place + QPoint(beside, beside), self.size())
        if spot.right() > room.right():
            spot.moveRight(place.x() - beside)
        if spot.bottom() > room.bottom():
            spot.moveBottom(place.y() - beside)
        self.move(spot.topLeft())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_panel(self)


def colour_at(widget: QWidget, point: QPoint) -> str | None:
    """The colour ("#RRGGBB") of a picture at a point of a widget, as it is shown; None where
    there is no picture.
    """
    if isinstance(widget, ReferenceTile):
        # Its buttons lie over it as soon as the hand does.
        return _pixel(widget.picture_alone(), point - widget.ring_rect().topLeft())
    if not _on_a_picture(widget, point):
        return None
    return _pixel(widget.grab(QRect(point, QSize(1, 1))).toImage(), QPoint())


def _pixel(image: QImage | None, point: QPoint) -> str | None:
    if image is None or not image.rect().contains(point):
        return None
    shown = image.pixelColor(point)
    return as_text(shown.red(), shown.green(), shown.blue()) if shown.alpha() else None


def _on_a_picture(widget: QWidget, point: QPoint) -> bool:
    if isinstance(widget, PictureCanvas):
        placement = widget.placement
        at = QPointF(point) * widget.devicePixelRatioF()
        return placement is not None and placement.rect.contains(at)
    above = widget.parentWidget()
    return isinstance(above, TileList) and above.indexAt(point).isValid()

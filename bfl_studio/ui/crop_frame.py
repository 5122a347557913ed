"""A whole picture with a frame over the part that is to be sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bfl_studio.domain import cropping
from bfl_studio.domain.cropping import Edge
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.kept_thumbnails import KeptThumbnails
from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.crop_layout import CropLayout
from bfl_studio.ui.crop_painting import paint_frame, paint_picture
from bfl_studio.ui.focus_ring import set_ring
from bfl_studio.ui.keyboard import KEYPAD
from bfl_studio.ui.tile_painting import CENTRE, write

_WIDTH, _HEIGHT = 480, 360
_NOTCH = 120
_ZOOM = 1.1
_PERCENT, _FAST = 100, 10
_WHOLE = 0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS = {
    Qt.Key.Key_Plus: _ZOOM,
    Qt.Key.Key_Equal: _ZOOM,
    Qt.Key.Key_Minus: 1 / _ZOOM,
    Qt.Key.Key_Underscore: 1 / _ZOOM,
}
_CURSORS = {
    Edge.LEFT: Qt.CursorShape.SizeHorCursor,
    Edge.RIGHT: Qt.CursorShape.SizeHorCursor,
    Edge.TOP: Qt.CursorShape.SizeVerCursor,
    Edge.BOTTOM: Qt.CursorShape.SizeVerCursor,
    Edge.LEFT | Edge.TOP: Qt.CursorShape.SizeFDiagCursor,
    Edge.RIGHT | Edge.BOTTOM: Qt.CursorShape.SizeFDiagCursor,
    Edge.RIGHT | Edge.TOP: Qt.CursorShape.SizeBDiagCursor,
    Edge.LEFT | Edge.BOTTOM: Qt.CursorShape.SizeBDiagCursor,
}
_MOVES = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class CropFrame(QWidget):
    """Arrows move the frame by a hundredth of the picture, with Ctrl they make it wider, higher
    or less, Shift makes either ten times as fast; + and - and the wheel make it larger or
    smaller. `changed` comes with every step.
    """

    changed = Signal()

    def __init__(
        self,
        sha256: str,
        picture: Size,
        box: Box,
        least: int,
        kept: KeptThumbnails,
        cache: ImageCache,
    ) -> None:
        super().__init__()
        self._sha256 = sha256
        self._picture = picture
        self._least = least
        self._kept = kept
        self._cache = cache
        self._ratio: Size | None = None
        self._box = self._drawn = box
        self._grabbed: tuple[Edge, QPointF, Box] | None = None
        dress(self, self.tr("Crop frame"), "frame")
        set_ring(self, radius=0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for signal in (kept.changed, cache.loaded, cache.failed):
            signal.connect(self.update)
        self._tell()

    @property
    def box(self) -> Box:
        """The part in the frame, in pixels of the upright original."""
        return self._box

    def keep_shape(self, ratio: Size | None) -> None:
        """From now on the frame has this shape; None: any."""
        self._ratio = ratio
        if ratio is not None:
            # Of the frame as it was drawn: leafing through the shapes wears nothing away.
            self._show(cropping.shaped(self._drawn, ratio, self._picture, self._least))

    @property
    def placed(self) -> CropLayout:
        """Where everything stands now."""
        return CropLayout(self.size(), self._picture, self._box)

    def put(self, box: Box) -> None:
        """Another frame."""
        self._drawn = box
        self._show(box)

    def _show(self, box: Box) -> None:
        if box != self._box:
            self._box = box
            self._tell()
            self.changed.emit()
            self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(_WIDTH), look.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~KEYPAD
        way = _ARROWS.get(key)
        if way is not None and not held & ~_MOVES:
            self._step(*way, held)
        elif key in _ZOOMS and not held & ~Qt.KeyboardModifier.ShiftModifier:
            self._zoom(_ZOOMS[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if notches := event.angleDelta().y() / _NOTCH:
            self._zoom(_ZOOM**notches)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        edge = self.placed.edge_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and edge is not None:
            self._grabbed = (edge, event.position(), self._box)
            self._show_hand(edge)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            self._show_hand(self.placed.edge_at(event.position()))
            return
        edge, start, box = self._grabbed
        way = (event.position() - start) / self.placed.scale
        across, down = round(way.x()), round(way.y())
        if edge is Edge.NONE:
            self.put(cropping.moved(box, across, down, self._picture))
        else:
            self.put(
                cropping.dragged(box, edge, across, down, self._picture, self._least, self._ratio)
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self._show_hand(self.placed.edge_at(event.position()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.current().color("well"))
        placed, path = self.placed, self._kept.of(self._sha256)
        pixmap = self._cache.pixmap(path, _WHOLE) if path is not None else None
        paint_picture(painter, placed.place, pixmap)
        if self._lost(path):
            words = self.tr("This picture can't be shown.")
            write(painter, placed.place.toRect(), words, "small", "text-2", CENTRE)
        paint_frame(painter, placed.place, placed.frame, held=self._grabbed is not None)

    def _lost(self, path: Path | None) -> bool:
        if path is None:
            return self._kept.lost(self._sha256)
        return self._cache.unreadable(path, _WHOLE)

    def _step(self, across: int, down: int, held: Qt.KeyboardModifier) -> None:
        pace = _FAST if held & Qt.KeyboardModifier.ShiftModifier else 1
        across *= max(1, round(self._picture.width * pace / _PERCENT))
        down *= max(1, round(self._picture.height * pace / _PERCENT))
        if held & Qt.KeyboardModifier.ControlModifier:
            box, picture = self._box, self._picture
            self.put(cropping.stretched(box, across, down, picture, self._least, self._ratio))
        else:
            self.put(cropping.moved(self._box, across, down, self._picture))

    def _zoom(self, factor: float) -> None:
        self.put(cropping.zoomed(self._box, factor, self._picture, self._least, self._ratio))

    def _tell(self) -> None:
        words = self.tr("{width} by {height} pixels, {left} from the left, {top} from the top")
        box = self._box
        self.setAccessibleDescription(
            words.format(width=box.width, height=box.height, left=box.left, top=box.top)
        )

    def _show_hand(self, edge: Edge | None) -> None:
        resting = Qt.CursorShape.ArrowCursor if edge is None else Qt.CursorShape.SizeAllCursor
        self.setCursor(_CURSORS.get(edge, resting) if edge is not None else resting)

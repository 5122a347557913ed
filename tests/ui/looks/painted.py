"""What a widget really paints: every run of text and every small picture, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPen,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

_LARGEST_GLYPH = 32
_FLAG = QPaintEngine.DirtyFlag
_METRIC = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of text; `box` holds its ink, in the widget's own coordinates."""

    words: str
    box: QRectF
    ink: QColor


@dataclass(slots=True)
class Painted:
    """What one widget painted, without its children."""

    runs: list[Run] = field(default_factory=list)
    glyphs: list[QRectF] = field(default_factory=list)


Look = Callable[[QWidget], Painted]
"""As `painted`, which several checks may ask at one and the same moment."""


def painted(widget: QWidget) -> Painted:
    """Let a widget paint itself once more, and write down what it painted."""
    recorder = _Recorder(widget.size())
    widget.render(recorder, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return recorder.engine.found


class _Engine(QPaintEngine):
    """Draws nothing; text and small pictures are written down."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found = Painted()
        self._transform = QTransform()
        self._pen = QPen()

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        if state.state() & _FLAG.DirtyTransform:
            self._transform = QTransform(state.transform())
        if state.state() & _FLAG.DirtyPen:
            self._pen = QPen(state.pen())

    def drawTextItem(self, place: Any, item: QTextItem) -> None:
        words = item.text()
        if words.strip():
            # The box of the letters themselves: room above them that is cut off loses nothing.
            box = (
                QFontMetricsF(QFont(item.font()))
                .tightBoundingRect(words)
                .translated(QPointF(place))
            )
            self._note(Run(words, self._transform.mapRect(box), self._pen.color()))

    def _note(self, run: Run) -> None:
        """Chosen words come first; then the line comes whole, and they are left out of it."""
        if (run.words, run.box) not in [(each.words, each.box) for each in self.found.runs]:
            self.found.runs.append(run)

    def drawPixmap(self, place: QRectF | QRect, pixmap: object, source: object) -> None:
        self._note_picture(place)

    def drawImage(
        self, place: QRectF | QRect, image: object, source: object, flags: object = None
    ) -> None:
        self._note_picture(place)

    def _note_picture(self, place: QRectF | QRect) -> None:
        if max(place.width(), place.height()) <= _LARGEST_GLYPH:
            self.found.glyphs.append(self._transform.mapRect(QRectF(place)))

    def drawPath(self, path: object) -> None:
        """Shapes are looked at in the picture itself."""

    def drawPolygon(self, *shape: object) -> None:
        """The same."""

    def drawRects(self, *shape: object) -> None:
        """The same."""

    def drawLines(self, *shape: object) -> None:
        """The same."""

    def drawEllipse(self, *shape: object) -> None:
        """The same."""

    def drawPoints(self, *shape: object) -> None:
        """The same."""

    def drawTiledPixmap(self, *shape: object) -> None:
        """The same."""


class _Recorder(QPaintDevice):
    """Sheets of paper that keep nothing but notes."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._size = size

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return {
            _METRIC.PdmWidth: self._size.width(),
            _METRIC.PdmHeight: self._size.height(),
            _METRIC.PdmWidthMM: self._size.width() // 4,
            _METRIC.PdmHeightMM: self._size.height() // 4,
            _METRIC.PdmDpiX: 96,
            _METRIC.PdmDpiY: 96,
            _METRIC.PdmPhysicalDpiX: 96,
            _METRIC.PdmPhysicalDpiY: 96,
            _METRIC.PdmDepth: 32,
            _METRIC.PdmDevicePixelRatio: 1,
            _METRIC.PdmDevicePixelRatioScaled: 0x10000,
        }.get(metric, 0)

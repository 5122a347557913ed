"""How a field for numbers looks, and what it does with wheel and keys, whole or with decimals."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.field_frame import paint_frame
from bfl_studio.ui.text import natural_width

_PADDING = 4
_INSIDE = 3

if TYPE_CHECKING:
    _SpinBox = QAbstractSpinBox
else:
    # Qt's own two kinds come after it in a field's bases; the binding takes only one of them.
    _SpinBox = object


class SpinFace(_SpinBox):
    """Stands before one of Qt's spin boxes in the bases of a field."""

    def longest(self) -> str:
        """The text that takes the most room."""
        raise NotImplementedError

    def put_on(self, name: str) -> None:
        """To be called once, when the field is made."""
        dress(self, name, "number")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        # Drawn below and not by the style sheet, for which Qt gives a bordered field without
        # buttons no room for its text.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = natural_width(self.longest(), "body") + look.px(24)
        return QSize(width, look.metrics.height_control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_off_corners()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._keep_off_corners()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(QPainter(self), self, active=self.hasFocus())

    def _keep_off_corners(self) -> None:
        """The line edit has a fill of its own, which would lie over the frame's round corners."""
        inset = theme.current().px(_PADDING) + _INSIDE
        self.lineEdit().setGeometry(self.rect().adjusted(inset, _INSIDE, -inset, -_INSIDE))

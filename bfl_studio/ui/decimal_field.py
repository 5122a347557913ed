"""A number with decimals, in the look and with the manners of a whole one."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox

from bfl_studio.ui import theme
from bfl_studio.ui.controls import dress
from bfl_studio.ui.field_frame import paint_frame
from bfl_studio.ui.text import natural_width

_PADDING = 4
_INSIDE = 3


class DecimalField(QDoubleSpinBox):
    """A number between two bounds, with as many decimals as its step has.

    While a number is typed, `valueChanged(float)` tells it once it is within the bounds; one too
    large counts as the largest. Point and comma both part the decimals.
    """

    def __init__(self, name: str, minimum: float, maximum: float, *, step: float) -> None:
        super().__init__()
        dress(self, name, "number")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_bounds(minimum, maximum, step=step)

    def set_bounds(self, minimum: float, maximum: float, *, step: float) -> None:
        """Take other numbers from now on; one that no longer fits moves without being told."""
        if (minimum, maximum, step) == (self.minimum(), self.maximum(), self.singleStep()):
            # Qt would write out what is being typed.
            return
        blocked = self.blockSignals(True)
        self.setDecimals(_decimals(step))
        self.setRange(minimum, maximum)
        self.setSingleStep(step)
        self.blockSignals(blocked)
        self.updateGeometry()

    def show_value(self, value: float) -> None:
        """Show a number that came from elsewhere, without telling it back.

        A number that is being typed stays as typed if it already means this value.
        """
        if value != self.value():
            blocked = self.blockSignals(True)
            self.setValue(value)
            self.blockSignals(blocked)

    def textFromValue(self, value: float) -> str:
        return f"{value:.{self.decimals()}f}"

    def valueFromText(self, text: str) -> float:
        number = _number(text)
        wanted = self.value() if number is None else float(number)
        return round(min(max(wanted, self.minimum()), self.maximum()), self.decimals())

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if not re.fullmatch(rf"\s*[0-9]*([.,][0-9]{{0,{self.decimals()}}})?\s*", text):
            return QValidator.State.Invalid, text, position
        number = _number(text)
        unfinished = number is None or number < self.minimum()
        state = QValidator.State.Intermediate if unfinished else QValidator.State.Acceptable
        return state, text, position

    def fixup(self, text: str) -> str:
        return self.textFromValue(self.valueFromText(text))

    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        look = theme.current()
        longest = self.textFromValue(self.maximum())
        return QSize(natural_width(longest, "body") + look.px(24), look.metrics.height_control)

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


def _decimals(step: float) -> int:
    exponent = Decimal(str(step)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(text: str) -> Decimal | None:
    """What was typed, or None while it is no number yet."""
    typed = text.strip().replace(",", ".")
    return Decimal(typed) if any(sign.isdigit() for sign in typed) else None

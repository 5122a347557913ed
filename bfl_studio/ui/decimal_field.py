"""A number with decimals, in the look and with the manners of a whole one."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

from bfl_studio.ui.spin_face import SpinFace


class DecimalField(SpinFace, QDoubleSpinBox):
    """A number between two bounds, with as many decimals as its step has.

    While a number is typed, `valueChanged(float)` tells it once it is within the bounds; one too
    large counts as the largest. Point and comma both part the decimals.
    """

    def __init__(self, name: str, minimum: float, maximum: float, *, step: float) -> None:
        super().__init__()
        self.put_on(name)
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

    def longest(self) -> str:
        return self.textFromValue(self.maximum())


def _decimals(step: float) -> int:
    exponent = Decimal(str(step)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(text: str) -> Decimal | None:
    """What was typed, or None while it is no number yet."""
    typed = text.strip().replace(",", ".")
    return Decimal(typed) if any(sign.isdigit() for sign in typed) else None

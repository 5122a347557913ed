"""A whole number, typed, stepped by keys or wheel, or dragged by its label."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox

from bfl_studio.ui import theme
from bfl_studio.ui.spin_face import SpinFace
from bfl_studio.ui.text import Fit, Label

_PIXELS_PER_STEP = 4


class NumberField(SpinFace, QSpinBox):
    """A number between two bounds that is always one the caller can use.

    While a number is typed, `valueChanged(int)` tells what it will become; a number still too
    small is not told, and one too large counts as the largest. When the field is left or Enter
    is pressed, it shows what it told. `normalise` maps a number within the bounds to the
    nearest one allowed.
    """

    def __init__(
        self,
        name: str,
        minimum: int,
        maximum: int,
        *,
        step: int = 1,
        unit: str = "",
        normalise: Callable[[int], int] | None = None,
    ) -> None:
        super().__init__()
        self.put_on(name)
        self.set_bounds(minimum, maximum, step=step, normalise=normalise)
        if unit:
            self.setSuffix(f"\u00a0{unit}")

    def set_bounds(
        self,
        minimum: int,
        maximum: int,
        *,
        step: int = 1,
        normalise: Callable[[int], int] | None = None,
    ) -> None:
        """Take other numbers from now on; one that no longer fits moves without being told."""
        self._normalise = normalise
        if (minimum, maximum, step) == (self.minimum(), self.maximum(), self.singleStep()):
            # Qt would write out what is being typed.
            return
        blocked = self.blockSignals(True)
        self.setRange(minimum, maximum)
        self.setSingleStep(step)
        self.blockSignals(blocked)
        self.updateGeometry()

    def show_value(self, value: int) -> None:
        """Show a number that came from elsewhere, without telling it back.

        A number that is being typed stays as typed if it already means this value.
        """
        # Qt takes no number of more than 32 bits, and a recipe made elsewhere may hold any.
        value = min(max(value, self.minimum()), self.maximum())
        if value != self.value():
            blocked = self.blockSignals(True)
            self.setValue(value)
            self.blockSignals(blocked)

    def valueFromText(self, text: str) -> int:
        digits = self._digits(text)
        number = min(max(int(digits), self.minimum()), self.maximum()) if digits else self.value()
        return self._allowed(number)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        digits = self._digits(text)
        if digits is None:
            return QValidator.State.Invalid, text, position
        unfinished = not digits or int(digits) < self.minimum()
        state = QValidator.State.Intermediate if unfinished else QValidator.State.Acceptable
        return state, text, position

    def fixup(self, text: str) -> str:
        return self.textFromValue(self.valueFromText(text)) + self.suffix()

    def stepBy(self, steps: int) -> None:
        target = self.value() + steps * self.singleStep()
        self.setValue(self._allowed(min(max(target, self.minimum()), self.maximum())))
        self.selectAll()

    def longest(self) -> str:
        return self.textFromValue(self.maximum()) + self.suffix()

    def _allowed(self, number: int) -> int:
        return self._normalise(number) if self._normalise else number

    def _digits(self, text: str) -> str | None:
        """The digits typed, none of them for an empty field; None for anything but digits."""
        typed = text.removesuffix(self.suffix()).strip()
        return typed if typed.isascii() and (typed.isdigit() or not typed) else None


class ScrubLabel(Label):
    """The label of a number field; dragging it sideways steps the number, Shift by tens."""

    def __init__(self, text: str, field: QAbstractSpinBox) -> None:
        super().__init__(text, "caption", "text-2", Fit.WHOLE, 1)
        self.setAccessibleName(f"{text}:")
        self._field = field
        self._from: QPointF | None = None
        self._stepped = 0
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._field.isEnabled():
            self._field.setFocus(Qt.FocusReason.MouseFocusReason)
            self._from, self._stepped = event.position(), 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        way = event.position().x() - self._from.x()
        steps = int(way / theme.current().px(_PIXELS_PER_STEP))
        pace = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if steps != self._stepped:
            self._field.stepBy((steps - self._stepped) * pace)
            self._stepped = steps

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None

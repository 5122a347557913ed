"""A place in pixels, before or behind an edge, or empty for the centre."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator

from bfl_studio.ui.controls import LineField

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_FAST = 10


class OffsetField(LineField):
    """`offset_changed(object)` tells the pixels typed, None when the field was emptied.

    The arrow keys step the number, Shift by tens, from the centre if the field is empty.
    """

    offset_changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._least, self._most = 0, 0
        self._centre = 0
        self.setPlaceholderText(self.tr("Centre"))
        digits = QRegularExpression(r"[-−]?\d{0,6}")
        self.setValidator(QRegularExpressionValidator(digits, self))
        self.textEdited.connect(self._tell)
        self.editingFinished.connect(self._settle)

    def set_bounds(self, least: int, most: int) -> None:
        """The least and the most that can be told."""
        self._least, self._most = least, most

    def show_offset(self, offset: int | None, centre: int) -> None:
        """Show pixels that came from elsewhere, and where the centre is; what is being typed
        stays as typed.
        """
        self._centre = centre
        if offset != self._offset():
            self.setText("" if offset is None else str(offset))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        pace = _FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        offset = self._offset()
        stepped = self._within((self._centre if offset is None else offset) + step * pace)
        self.setText(str(stepped))
        self.offset_changed.emit(stepped)

    def _offset(self) -> int | None:
        digits = self.text().replace("−", "-")
        return self._within(int(digits)) if digits.strip("-") else None

    def _within(self, offset: int) -> int:
        return min(max(offset, self._least), self._most)

    def _tell(self) -> None:
        self.offset_changed.emit(self._offset())

    def _settle(self) -> None:
        offset = self._offset()
        self.setText("" if offset is None else str(offset))

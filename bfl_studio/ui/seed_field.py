"""The seed: digits, or empty for a random one."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator

from bfl_studio.domain.recipe import LARGEST_SEED
from bfl_studio.ui.controls import LineField

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class SeedField(LineField):
    """`seed_changed(object)` tells the seed typed, None when it was emptied.

    A line and no NumberField: seeds are unsigned numbers of 32 bits, and a spin box ends at 31.
    """

    seed_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Seed")
        self.setAccessibleName(self.tr("Seed"))
        self.setPlaceholderText(self.tr("Random"))
        digits = QRegularExpression(r"\d{0,20}")
        self.setValidator(QRegularExpressionValidator(digits, self))
        self.textEdited.connect(self._tell)
        self.editingFinished.connect(self._settle)

    def show_seed(self, seed: int | None) -> None:
        """Show a seed that came from elsewhere; one that is being typed stays as typed."""
        if seed != self._seed():
            self.setText("" if seed is None else str(seed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        seed = self._seed()
        if step is None or seed is None:
            super().keyPressEvent(event)
            return
        stepped = min(max(seed + step, 0), LARGEST_SEED)
        self.setText(str(stepped))
        self.seed_changed.emit(stepped)

    def _seed(self) -> int | None:
        text = self.text()
        return min(int(text), LARGEST_SEED) if text.isascii() and text.isdigit() else None

    def _tell(self) -> None:
        self.seed_changed.emit(self._seed())

    def _settle(self) -> None:
        seed = self._seed()
        self.setText("" if seed is None else str(seed))

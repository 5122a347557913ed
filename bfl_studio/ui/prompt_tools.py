"""What stands beside the heading of the prompt: its history, and starters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bfl_studio.ui.controls import IconButton, LinkButton, row


class PromptTools(QWidget):
    """`history_wanted` and `starters_wanted` by a click or a key."""

    history_wanted = Signal()
    starters_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.history = IconButton(self.tr("Search prompt history"), "clock", "Ctrl+Shift+F")
        self.history.setProperty("low", True)
        self.starters = LinkButton(self.tr("Starters"))
        self.setLayout(row(self.history, self.starters, gap=8))
        self.history.clicked.connect(self.history_wanted)
        self.starters.clicked.connect(self.starters_wanted)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.history, self.starters

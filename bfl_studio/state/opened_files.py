"""OpenedFiles: pictures the desktop opens with the studio, kept until they can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from bfl_studio.state.situation import Situation


class OpenedFiles(QObject):
    """`opened(tuple[Path, ...])` brings them, not before the engine has opened."""

    opened = Signal(object)

    def __init__(self, situation: Situation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._waiting: list[Path] = []
        # Files that come one by one are one drop, and the draft of last time comes before them.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        situation.changed.connect(self._mind)

    def bring(self, paths: Sequence[Path]) -> None:
        """Open these as soon as that can be."""
        self._waiting += paths
        self._mind()

    def _mind(self) -> None:
        if self._waiting and self._situation.ready:
            self._soon.start()

    def _tell(self) -> None:
        paths, self._waiting = tuple(self._waiting), []
        if paths:
            self.opened.emit(paths)

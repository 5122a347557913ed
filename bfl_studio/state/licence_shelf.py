"""LicenceShelf: the parts the studio ships and their licences, read beside the window."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal

from bfl_studio import diagnostics, licences
from bfl_studio.licences import Part
from bfl_studio.state.errands import Errands


class LicenceShelf(QObject):
    """`changed` comes when they are there, or cannot be read."""

    changed = Signal()

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.parts: tuple[Part, ...] = ()
        self.unreadable = False

    def open(self) -> None:
        """Read them, once."""
        if not self.parts:
            self._errands.spawn("licences", self._read)

    async def _read(self) -> None:
        try:
            self.parts = await asyncio.to_thread(licences.shipped)
            self.unreadable = False
        except (OSError, LookupError, ValueError) as error:
            diagnostics.fault(error)
            self.unreadable = True
        self.changed.emit()

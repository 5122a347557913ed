"""The pictures of the recipe, small, by their keys: for chips and for the list of `@`."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from bfl_studio.domain.catalog import Role
from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.slots import Slots

_STEP = 64


class ChipThumbnails(QObject):
    """`changed` when another one can be shown."""

    changed = Signal()

    def __init__(self, slots: Slots, cache: ImageCache, parent: QObject) -> None:
        super().__init__(parent)
        self._slots = slots
        self._cache = cache
        self._paths: dict[str, Path] = {}
        slots.changed.connect(self._look)
        cache.loaded.connect(self._tell)
        self._look()

    def pixmap(self, picture: str, side: int) -> QPixmap | None:
        """A picture at so many device pixels or a little more; None while it is on its way."""
        path = self._paths.get(picture)
        return self._cache.pixmap(path, ceil(side / _STEP) * _STEP) if path is not None else None

    @property
    def present(self) -> tuple[Path, ...]:
        """The thumbnails of the pictures that are there now."""
        slots = self._slots.of(Role.REFERENCE)
        return tuple(slot.thumbnail for slot in slots if slot.thumbnail is not None)

    def _look(self) -> None:
        # A picture that was taken out is still shown by the chip that names it.
        known = self._paths | {
            slot.image.key: slot.thumbnail
            for slot in self._slots.of(Role.REFERENCE)
            if slot.image is not None and slot.thumbnail is not None
        }
        if known != self._paths:
            self._paths = known
            self.changed.emit()

    def _tell(self, path: Path, _side: int) -> None:
        if path in self._paths.values():
            self.changed.emit()

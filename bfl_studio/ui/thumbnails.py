"""Small pictures for tiles, loaded as they come into sight, and what is marked on them."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import Picture
from bfl_studio.ui.tiles import Loss, PictureFace

_FRESH_MS = 600
_STEP = 64


class Thumbnails(QObject):
    """Reads thumbnails off the GUI thread; `changed` when another one can be shown.

    A lost thumbnail is made up for by the original; of a lost original it is told whether its
    file was moved or is damaged.
    """

    changed = Signal()

    def __init__(self, cache: ImageCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._asked: set[tuple[Path, int]] = set()
        self._lost: dict[Path, Loss] = {}
        cache.loaded.connect(self._loaded)
        cache.failed.connect(self._failed)

    def pixmap(self, picture: Picture, side: float) -> QPixmap | None:
        """The picture at `side` device pixels or a little more; None while it is on its way."""
        wanted = ceil(side / _STEP) * _STEP
        if not self._cache.unreadable(picture.thumbnail, wanted):
            return self._ask(picture.thumbnail, wanted)
        return self._ask(picture.path, wanted)

    def face(self, picture: Picture, side: float) -> PictureFace:
        """What a tile shows of a picture at `side` device pixels."""
        loss = self.loss(picture)
        pixmap = self.pixmap(picture, side) if loss is None else None
        return PictureFace(pixmap, loss, picture.generation.pretend_money)

    def loss(self, picture: Picture) -> Loss | None:
        """Why the original could not be read where it was kept; None while nothing is amiss."""
        return self._lost.get(picture.path)

    def _ask(self, path: Path, side: int) -> QPixmap | None:
        self._asked.add((path, side))
        return self._cache.pixmap(path, side)

    def _loaded(self, path: Path, side: int) -> None:
        found_again = self._lost.pop(path, None) is not None
        if found_again or (path, side) in self._asked:
            self.changed.emit()

    def _failed(self, path: Path, side: int) -> None:
        # A thumbnail that fails leads to its original at the next paint.
        self._lost[path] = Loss.MOVED if self._cache.gone(path) else Loss.DAMAGED
        self.changed.emit()


class Marks(QObject):
    """Which picture the viewer shows, which are new, which came this very moment."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = ""
        self._new: set[str] = set()
        self._fresh: set[str] = set()
        self._until = QTimer(self, singleShot=True, interval=_FRESH_MS)
        self._until.timeout.connect(self._settle)

    def show(self, generation_id: str) -> None:
        """The viewer shows this picture now, or none."""
        if generation_id != self.shown or generation_id in self._new:
            self.shown = generation_id
            self._new.discard(generation_id)
            self.changed.emit()

    def arrive(self, generation_id: str) -> None:
        """A picture was just saved: its tile wears the ring for a moment, and a dot till seen."""
        self._fresh.add(generation_id)
        if generation_id != self.shown:
            self._new.add(generation_id)
        self._until.start()
        self.changed.emit()

    def is_new(self, generation_id: str) -> bool:
        return generation_id in self._new

    def is_fresh(self, generation_id: str) -> bool:
        return generation_id in self._fresh

    def _settle(self) -> None:
        self._fresh.clear()
        self.changed.emit()

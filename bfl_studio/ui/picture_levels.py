"""The picture in view at the sizes it is needed in, decoded off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import Picture

FULL = 0
_SETTLE_MS = 60


class PictureLevels(QObject):
    """First the thumbnail, then exactly the size that is shown, then every pixel.

    Larger ones are read only when the view rests, so that leafing through costs little.
    """

    changed = Signal()

    def __init__(self, cache: ImageCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._picture: Picture | None = None
        self._thumbnail: QPixmap | None = None
        self._levels: dict[int, QPixmap] = {}
        self._wanted: tuple[int, ...] = ()
        self.unreadable = False
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._rest.timeout.connect(self._ask)
        cache.loaded.connect(self._loaded)
        cache.failed.connect(self._failed)

    def show(self, picture: Picture | None) -> None:
        """Another picture, or none."""
        self._picture = picture
        self._levels, self._wanted = {}, ()
        self._thumbnail = None
        self.unreadable = False
        self._rest.stop()
        if picture is not None:
            self._thumbnail = self._cache.pixmap(picture.thumbnail, FULL)
        self.changed.emit()

    def want(self, longest: int) -> None:
        """What will be shown: the longer side in device pixels, or FULL; read once it rests."""
        wanted = (longest, FULL) if longest else (FULL,)
        if wanted != self._wanted:
            self._wanted = wanted
            self._rest.start()

    def best(self, width: float) -> QPixmap | None:
        """The smallest level at least `width` pixels wide, else the widest there is."""
        levels = sorted(self._levels.values(), key=QPixmap.width)
        if not levels:
            return self._thumbnail
        return next((each for each in levels if each.width() >= width), levels[-1])

    def look_again(self) -> None:
        """The file may have come back."""
        if self._picture is not None:
            self._cache.forget(self._picture.path)
            wanted = self._wanted
            self.show(self._picture)
            self.want(wanted[0] if wanted else FULL)

    def _ask(self) -> None:
        if self._picture is None:
            return
        kept = {side: self._levels[side] for side in self._wanted if side in self._levels}
        for side in self._wanted:
            if side in kept:
                continue
            found = self._cache.pixmap(self._picture.path, side)
            if found is not None:
                kept[side] = found
            elif self._cache.unreadable(self._picture.path, side):
                self.unreadable = True
        # What is shown meanwhile stays until the level that was asked for is here.
        if len(kept) == len(self._wanted):
            self._levels = kept
        else:
            self._levels |= kept
        self.changed.emit()

    def _loaded(self, path: Path, side: int) -> None:
        if self._picture is None:
            return
        if path == self._picture.thumbnail and side == FULL:
            self._thumbnail = self._cache.pixmap(path, FULL)
            self.changed.emit()
        if path == self._picture.path and side in self._wanted:
            self._ask()

    def _failed(self, path: Path, side: int) -> None:
        if self._picture is not None and path == self._picture.path and side in self._wanted:
            self.unreadable = True
            self.changed.emit()

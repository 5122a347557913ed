"""Outgoing: clean copies of pictures for drags and the clipboard, made on a worker of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from bfl_studio.imaging.clean_copy import LARGEST_BYTES, clean
from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import Topic
from bfl_studio.storage.outgoing import clear_old, put, read_original

NATIVE_IMAGES = sys.platform in ("win32", "darwin")
"""There other programs paste pixels of the system's own kind; elsewhere they take the PNG."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What the clipboard gets: the clean copy as a file, as a PNG, as pixels where those count."""

    path: Path
    png: bytes
    image: QImage | None


@dataclass(frozen=True, slots=True)
class _Done:
    picture: Picture
    result: Path | Clip | Exception


class _Refused(Exception):
    def __init__(self, topic: Topic) -> None:
        super().__init__(topic.value)
        self.topic = topic


class Outgoing(QObject):
    """`prepared(Picture)` tells that `ready` has its file, `copied(Clip)` answers `copy`.

    `refused(Picture, Topic)` says why there is nothing to hand out; nothing left the studio then.
    """

    prepared = Signal(object)
    copied = Signal(object)
    refused = Signal(object, Topic)
    _done = Signal(object)

    def __init__(
        self, folder: Path, parent: QObject | None = None, native_images: bool = NATIVE_IMAGES
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._native_images = native_images
        self._ready: dict[str, Path] = {}
        self._originals: dict[Path, Path] = {}
        self._under_way: set[str] = set()
        self._last_copy = ""
        self._closed = False
        self._worker = ThreadPoolExecutor(1, "outgoing")
        self._done.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Clear away copies of earlier days."""
        self._worker.submit(clear_old, self._folder)

    def close(self) -> None:
        """Wait for the copy that is being made; nothing is delivered any more."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._closed = True

    def prepare(self, picture: Picture) -> None:
        """Make its clean copy, anew each time: the file, or the copy, may have changed."""
        key = picture.generation.id
        if key not in self._under_way:
            self._ready.pop(key, None)
            self._under_way.add(key)
            self._submit(picture, _copy_of)

    def ready(self, picture: Picture) -> Path | None:
        """The clean copy that was last prepared; None while it is on its way, or refused."""
        return self._ready.get(picture.generation.id)

    def original(self, path: Path) -> Path:
        """The kept file a copy was made of in this run; any other file as it is."""
        return self._originals.get(path, path)

    def copy(self, picture: Picture) -> None:
        """Make what the clipboard needs; of several only the last one asked for is told."""
        self._last_copy = picture.generation.id
        native = self._native_images
        self._submit(picture, lambda folder, each: _clip_of(folder, each, native))

    def _submit(self, picture: Picture, make: Callable[[Path, Picture], Path | Clip]) -> None:
        def tell(made: Future[Path | Clip]) -> None:
            if not made.cancelled():
                error = made.exception()
                failed = error if isinstance(error, Exception) else None
                self._done.emit(_Done(picture, failed or made.result()))

        self._worker.submit(make, self._folder, picture).add_done_callback(tell)

    def _settle(self, done: _Done) -> None:
        if self._closed:
            return
        key, result = done.picture.generation.id, done.result
        if isinstance(result, Clip):
            self._originals[result.path] = done.picture.path
            if key == self._last_copy:
                self.copied.emit(result)
            return
        self._under_way.discard(key)
        if isinstance(result, Path):
            self._ready[key] = result
            self._originals[result] = done.picture.path
            self.prepared.emit(done.picture)
        elif isinstance(result, _Refused):
            self.refused.emit(done.picture, result.topic)
        else:
            # Our own mistake: the last resort of the process says so.
            raise result


def _copy_of(folder: Path, picture: Picture) -> Path:
    return _put(folder, picture, _cleaned(picture))


def _clip_of(folder: Path, picture: Picture, native_image: bool) -> Clip:
    # Pillow takes its time to load: here, and only for who copies.
    from bfl_studio.imaging.lossless import as_png

    data = _cleaned(picture)
    try:
        png = as_png(data, picture.generation.media_type)
    except ValueError:
        raise _Refused(Topic.PICTURE_UNREADABLE) from None
    return Clip(_put(folder, picture, data), png, _decoded(png) if native_image else None)


def _cleaned(picture: Picture) -> bytes:
    try:
        return clean(read_original(picture.path, LARGEST_BYTES), picture.generation.media_type)
    except FileNotFoundError:
        raise _Refused(Topic.PICTURE_MOVED) from None
    except (OSError, ValueError):
        raise _Refused(Topic.PICTURE_UNREADABLE) from None


def _put(folder: Path, picture: Picture, data: bytes) -> Path:
    try:
        path = put(folder, picture.path.name, data)
    except OSError:
        raise _Refused(Topic.COPY_NOT_WRITTEN) from None
    with suppress(OSError):
        clear_old(folder)
    return path


def _decoded(png: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(png))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer).read()

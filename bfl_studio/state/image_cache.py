"""Pictures for the eye, decoded on workers by QImageReader, kept by bytes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

_ALLOCATION_MB = 512
_MOST_DECODES = 2


@dataclass(frozen=True, slots=True)
class Request:
    """A picture to fit into `side` device pixels; 0 means its full size."""

    path: Path
    side: int


class _Answers(QObject):
    decoded = Signal(object, QImage, bool)


class _Decode(QRunnable):
    def __init__(self, request: Request, answers: _Answers) -> None:
        super().__init__()
        self._request = request
        self._answers = answers

    def run(self) -> None:
        reader = QImageReader(str(self._request.path))
        reader.setAutoTransform(True)
        reader.setDecideFormatFromContent(True)
        size = reader.size()
        if self._request.side and size.isValid():
            bounds = QSize(self._request.side, self._request.side)
            fitted = size.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio)
            if fitted.width() < size.width():
                reader.setScaledSize(fitted)
        image = reader.read()
        if not image.isNull():
            # The format the screen wants, made here so that the GUI thread copies nothing.
            alpha = image.hasAlphaChannel()
            image = image.convertToFormat(
                QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
            )
        there = not image.isNull() or self._request.path.exists()
        self._answers.decoded.emit(self._request, image, there)


class ImageCache(QObject):
    """`loaded(path, side)` tells that `pixmap` has it now; `failed` that nobody can show it."""

    loaded = Signal(object, int)
    failed = Signal(object, int)

    def __init__(self, most_bytes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(_ALLOCATION_MB)
        self._most_bytes = most_bytes
        self._bytes = 0
        self._pixmaps: OrderedDict[Request, QPixmap] = OrderedDict()
        self._pending: set[Request] = set()
        self._unreadable: set[Request] = set()
        self._gone: set[Path] = set()
        self._answers = _Answers()
        self._answers.decoded.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_MOST_DECODES)

    def pixmap(self, path: Path, side: int = 0) -> QPixmap | None:
        """The picture fitted into `side` device pixels, or None: then it is on its way."""
        request = Request(path, side)
        found = self._pixmaps.get(request)
        if found is not None:
            self._pixmaps.move_to_end(request)
            return found
        if request not in self._pending and request not in self._unreadable:
            self._pending.add(request)
            self._pool.start(_Decode(request, self._answers))
        return None

    def unreadable(self, path: Path, side: int = 0) -> bool:
        return Request(path, side) in self._unreadable

    def gone(self, path: Path) -> bool:
        """Whether there was no file when it was last looked for."""
        return path in self._gone

    def forget(self, path: Path) -> None:
        """The file changed or came back: look again."""
        self._unreadable = {each for each in self._unreadable if each.path != path}

    def close(self) -> None:
        """Wait for decodes under way; nothing is delivered any more."""
        self._pool.clear()
        self._pool.waitForDone()
        self._answers.decoded.disconnect(self._keep)

    def _keep(self, request: Request, image: QImage, there: bool) -> None:
        self._pending.discard(request)
        (self._gone.discard if there else self._gone.add)(request.path)
        if image.isNull():
            self._unreadable.add(request)
            self.failed.emit(request.path, request.side)
            return
        pixmap = QPixmap.fromImage(image)
        self._pixmaps[request] = pixmap
        self._bytes += _size_of(pixmap)
        while self._bytes > self._most_bytes and len(self._pixmaps) > 1:
            _, oldest = self._pixmaps.popitem(last=False)
            self._bytes -= _size_of(oldest)
        self.loaded.emit(request.path, request.side)


def _size_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4

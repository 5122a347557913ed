"""Reads pages of the library on a worker of its own, with its own read-only connection."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from bfl_studio.services.premises import Premises
from bfl_studio.state.library_model import LibraryModel, Picture
from bfl_studio.storage.files import thumbnail_path
from bfl_studio.storage.library import LibraryReader, Page


class LibraryFetcher(QObject):
    """Feeds a LibraryModel; an unreadable index reads as empty, `failed` says so."""

    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(
        self, premises: Premises, model: LibraryModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._premises = premises
        self._model = model
        self._reader = LibraryReader(premises.library_index)
        self._worker = ThreadPoolExecutor(1, "library-reader")
        self._arrived.connect(self._append, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._model.read_with(self._fetch)

    def close(self) -> None:
        self._worker.submit(self._reader.close)
        self._worker.shutdown(wait=True)

    def _fetch(self, before: int | None) -> None:
        self._worker.submit(self._reader.page, before).add_done_callback(self._done)

    def _done(self, page: Future[Page]) -> None:
        error = page.exception()
        self._arrived.emit(page.result() if error is None else error)

    def _append(self, page: Page | BaseException) -> None:
        if isinstance(page, BaseException):
            self._model.append((), None)
            self.failed.emit(type(page).__name__)
            return
        root, thumbnails = self._premises.library, self._premises.thumbnails
        pictures = [
            Picture(each, root / each.file_name, thumbnail_path(thumbnails, each.sha256))
            for each in page.generations
        ]
        self._model.append(pictures, page.before)

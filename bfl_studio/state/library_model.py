"""LibraryModel: kept pictures, newest first, read page by page on a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from bfl_studio.domain.generation import Generation

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Picture:
    """A generation and where its bytes and its thumbnail lie."""

    generation: Generation
    path: Path
    thumbnail: Path


class PictureRole(IntEnum):
    """`PICTURE` gives the frozen Picture; `DAY` the local day of its making, ISO."""

    PICTURE = Qt.ItemDataRole.UserRole
    DAY = Qt.ItemDataRole.UserRole + 1


class LibraryModel(QAbstractListModel):
    """`describe` makes the spoken sentence; `fetch` asks for the page after a number.

    Pages come back through `append`, whenever the worker has them; `page_read` follows each,
    also an empty one.
    """

    page_read = Signal()

    def __init__(
        self,
        describe: Callable[[Generation], str],
        day_of: Callable[[Generation], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._day_of = day_of
        self._pictures: list[Picture] = []
        self._ids: set[str] = set()
        self._before: int | None = None
        self._fetching = False
        self._fetch: Callable[[int | None], None] | None = None

    def read_with(self, fetch: Callable[[int | None], None]) -> None:
        """From now on `fetch(before)` is asked for pages; the first one at once."""
        self._fetch = fetch
        self._fetching = True
        fetch(None)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._pictures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._pictures):
            return None
        picture = self._pictures[index.row()]
        if role == PictureRole.PICTURE:
            return picture
        if role == PictureRole.DAY:
            return self._day_of(picture.generation)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._describe(picture.generation)
        return None

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:
        return not parent.isValid() and self._before is not None and not self._fetching

    def fetchMore(self, parent: Index = _NO_PARENT) -> None:
        if self._fetch is not None and self.canFetchMore(parent):
            self._fetching = True
            self._fetch(self._before)

    def append(self, pictures: Sequence[Picture], before: int | None) -> None:
        """A page from the worker; pictures that came in by themselves meanwhile are left out."""
        self._fetching = False
        self._before = before
        fresh = [picture for picture in pictures if picture.generation.id not in self._ids]
        if fresh:
            row = len(self._pictures)
            self.beginInsertRows(QModelIndex(), row, row + len(fresh) - 1)
            self._pictures += fresh
            self._ids |= {picture.generation.id for picture in fresh}
            self.endInsertRows()
        self.page_read.emit()

    def prepend(self, picture: Picture) -> None:
        """A picture that was just saved, kept in order of asking."""
        if picture.generation.id in self._ids:
            return
        row = 0
        while (
            row < len(self._pictures)
            and self._pictures[row].generation.number > picture.generation.number
        ):
            row += 1
        self.beginInsertRows(QModelIndex(), row, row)
        self._pictures.insert(row, picture)
        self._ids.add(picture.generation.id)
        self.endInsertRows()

    def picture(self, generation_id: str) -> Picture | None:
        return next((each for each in self._pictures if each.generation.id == generation_id), None)

    def row_of(self, generation_id: str) -> int:
        """The row, or -1."""
        ids = (each.generation.id for each in self._pictures)
        return next((row for row, each in enumerate(ids) if each == generation_id), -1)

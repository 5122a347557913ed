"""The library's pictures with a heading before each day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from bfl_studio.state.library_model import LibraryModel, Picture, PictureRole
from bfl_studio.ui.picture_words import day_words

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Row:
    """A picture of the library, or the heading of its day."""

    day: str
    picture: Picture | None = None


class DayRows(QAbstractListModel):
    """Follows a LibraryModel, which only ever gains pictures."""

    def __init__(self, library: LibraryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._rows: list[_Row] = []
        # Where the headings stand: from them follow the rows of pictures.
        self._headings: list[int] = []
        if library.rowCount():
            self._follow(QModelIndex(), 0, library.rowCount() - 1)
        library.rowsInserted.connect(self._follow)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == PictureRole.DAY:
            return row.day
        if role == PictureRole.PICTURE:
            return row.picture
        if row.picture is None:
            return day_words(row.day) if role == Qt.ItemDataRole.DisplayRole else None
        source = index.row() - bisect_right(self._headings, index.row())
        return self._library.index(source, 0).data(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.picture_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:
        return not parent.isValid() and self._library.canFetchMore()

    def fetchMore(self, parent: Index = _NO_PARENT) -> None:
        self._library.fetchMore()

    def picture_at(self, row: int) -> Picture | None:
        """The picture of a row; None for a heading or no row."""
        return self._rows[row].picture if 0 <= row < len(self._rows) else None

    def index_of(self, generation_id: str) -> QModelIndex:
        """Where a picture stands; no valid index if it is not here."""
        for row, each in enumerate(self._rows):
            if each.picture is not None and each.picture.generation.id == generation_id:
                return self.index(row, 0)
        return QModelIndex()

    def _follow(self, parent: QModelIndex, first: int, last: int) -> None:
        """Put new pictures where they belong, so that what was chosen stays chosen."""
        fresh = [_picture_row(self._library, row) for row in range(first, last + 1)]
        at = self._row_of_source(first)
        after = self._rows[at] if at < len(self._rows) else None
        joining: list[_Row] = []
        if after is not None and after.picture is None:
            # The last of them belong under the heading that stands here already.
            while fresh and fresh[-1].day == after.day:
                joining.insert(0, fresh.pop())
        rows = _with_headings(fresh, self._rows[at - 1].day if at else "")
        if rows and after is not None and after.picture is not None and rows[-1].day != after.day:
            rows.append(_Row(after.day))
        self._insert(at, rows)
        self._insert(at + len(rows) + 1, joining)

    def _row_of_source(self, source: int) -> int:
        """Where the picture after the first `source` ones belongs: before the next heading."""
        before = bisect_left([row - place for place, row in enumerate(self._headings)], source)
        return source + before

    def _insert(self, at: int, rows: list[_Row]) -> None:
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        fresh = [at + place for place, row in enumerate(rows) if row.picture is None]
        split = bisect_left(self._headings, at)
        moved = [row + len(rows) for row in self._headings[split:]]
        self._headings = [*self._headings[:split], *fresh, *moved]
        self.endInsertRows()


def _picture_row(library: LibraryModel, row: int) -> _Row:
    index = library.index(row, 0)
    return _Row(str(index.data(PictureRole.DAY)), index.data(PictureRole.PICTURE))


def _with_headings(rows: list[_Row], day: str) -> list[_Row]:
    """The rows, each run of another day than the one before under a heading."""
    found: list[_Row] = []
    for row in rows:
        if row.day != day:
            day = row.day
            found.append(_Row(day))
        found.append(row)
    return found

"""A list of rows with two lines each, under headings, as popovers show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bfl_studio.ui import theme
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.text import lay_out, natural_width, plain, tooltip
from bfl_studio.ui.tile_painting import LEFT, RIGHT, write

_NO_PARENT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole
_HEADING_HEIGHT = 24
_INSET = 8
_MOST_ROWS = 10
_MOST_SHOWN = 400
"""Characters that two lines can need at most."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """`aside` stands at the right of the second line. A title that `flows` goes on there where
    there is no detail. A heading has no value.
    """

    title: str
    detail: str = ""
    aside: str = ""
    value: object = None
    flows: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What may be longer than its line."""
        return tuple(part for part in (self.title, self.detail) if part)

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.detail, self.aside) if part)


class _Rows(QAbstractListModel):
    """Makes each row when it is first looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._make: Callable[[int], ListRow] | None = None
        self._made: dict[int, ListRow] = {}
        self._count = 0

    def show_rows(self, count: int, make: Callable[[int], ListRow]) -> None:
        self.beginResetModel()
        self._count, self._make, self._made = count, make, {}
        self.endResetModel()

    def row(self, place: int) -> ListRow:
        if place not in self._made and self._make is not None:
            self._made[place] = self._make(place)
        return self._made[place]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(plain(each, _MOST_SHOWN) for each in row.words))
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row(index.row()).value is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class TwoLineList(PlainList):
    """Arrows move; Enter or a click picks, Del and F2 ask for more; `typed` hands on what
    belongs to a field above. `looked_at` follows the row the keyboard is at.
    """

    picked = Signal(object)
    removed = Signal(object)
    renamed = Signal(object)
    typed = Signal(QKeyEvent)
    looked_at = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.clicked.connect(self._pick)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[ListRow], place: int = 0) -> None:
        """Show these, with the keyboard at the first that can be chosen from a place on."""
        able = [n for n, row in enumerate(rows) if row.value is not None]
        at = next((n for n in able if n >= place), able[-1] if able else -1)
        self.setUniformItemSizes(False)
        self._rows.show_rows(len(rows), lambda number: rows[number])
        # The heading of the first comes into sight with it.
        self._go_to(at, at_top=at in able[:1])

    def show_many(self, count: int, make: Callable[[int], ListRow], place: int = 0) -> None:
        """The same for very many rows without headings, each made when it comes into sight."""
        self.setUniformItemSizes(True)
        self._rows.show_rows(count, make)
        at = min(max(place, 0), count - 1)
        self._go_to(at, at_top=at <= 0)

    def _go_to(self, place: int, *, at_top: bool) -> None:
        self.setCurrentIndex(self._rows.index(place, 0) if place >= 0 else QModelIndex())
        if at_top:
            self.scrollToTop()
        self.updateGeometry()
        self.looked_at.emit()

    @property
    def current(self) -> object:
        """The value of the row the keyboard is at; None without one."""
        row = self.currentIndex().data(_ROW)
        return row.value if isinstance(row, ListRow) else None

    @property
    def place(self) -> int:
        return self.currentIndex().row()

    def sizeHint(self) -> QSize:
        shown = range(min(self._rows.rowCount(), _MOST_ROWS))
        return QSize(theme.current().px(240), sum(map(self.sizeHintForRow, shown)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.current().metrics.height_picker)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTER:
            if not event.isAutoRepeat():
                self._pick(self.currentIndex())
        elif key == Qt.Key.Key_Delete and self.current is not None:
            self.removed.emit(self.current)
        elif key == Qt.Key.Key_F2 and self.current is not None:
            self.renamed.emit(self.current)
        elif (event.text().isprintable() and event.text()) or key == Qt.Key.Key_Backspace:
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        row = index.data(_ROW)
        if isinstance(row, ListRow) and row.value is not None:
            self.picked.emit(row.value)

    def _tell(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.looked_at.emit()


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        heading = index.data(_ROW).value is None
        return QSize(0, look.px(_HEADING_HEIGHT) if heading else look.metrics.height_picker)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        row: ListRow = index.data(_ROW)
        area: QRect = option.rect
        inset = look.px(_INSET)
        place = area.adjusted(inset, 0, -inset, 0)
        painter.save()
        if row.value is None:
            write(painter, place, row.title, "section", "text-2", LEFT)
        else:
            paint_ground(painter, area, option)
            _paint_row(painter, place, row)
        painter.restore()


def _paint_row(painter: QPainter, place: QRect, row: ListRow) -> None:
    look = theme.current()
    first, second = look.line("body"), look.line("small")
    top = place.top() + (place.height() - first - second) // 2
    title, detail = _lines(row, place.width())
    upper = QRect(place.left(), top, place.width(), first)
    write(painter, upper, title, "body", "text", LEFT)
    lower = QRect(place.left(), top + first, place.width(), second)
    if row.aside:
        write(painter, lower, row.aside, "caption", "text-2", RIGHT)
        lower.setWidth(place.width() - natural_width(row.aside, "caption") - look.px(_INSET))
    write(painter, lower, detail, "small", "text-2", LEFT)


def _lines(row: ListRow, width: int) -> tuple[str, str]:
    """What stands on the first line and on the second."""
    title = plain(row.title, _MOST_SHOWN)
    if not row.flows:
        return title, plain(row.detail, _MOST_SHOWN)
    first, *rest = lay_out(title, "body", width)
    return (first, title[len(first) :].strip()) if rest else (first, "")

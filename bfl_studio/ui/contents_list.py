"""The list beside a page: what is looked at in it is what the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bfl_studio.ui import theme
from bfl_studio.ui.focus_ring import paint_ring
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.text import lay_out

_ENTRY = Qt.ItemDataRole.UserRole
_TWO_LINES = 44


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look at. `detail` is a second line, None where there is only one; `spoken` is
    what is said of it, other than its title.
    """

    title: str
    value: object
    detail: str | None = None
    spoken: str | None = None

    @property
    def height(self) -> int:
        look = theme.current()
        return look.metrics.height_row if self.detail is None else look.px(_TWO_LINES)


class ContentsList(PlainList):
    """`chosen(object)` is the value of the entry that is looked at; `look_at` does not tell it."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setUniformItemSizes(True)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List others; the first is looked at."""
        self._rows.clear()
        for entry in entries:
            item = QStandardItem(entry.title)
            item.setData(entry, _ENTRY)
            item.setData(entry.spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._rows.appendRow(item)
        self.setCurrentIndex(self._rows.index(0, 0))

    @property
    def names(self) -> tuple[str, ...]:
        """What is listed now."""
        return tuple(entry.title for entry in self._entries())

    def look_at(self, value: object) -> None:
        """Show which value is looked at, if any of these."""
        values = [entry.value for entry in self._entries()]
        place = values.index(value) if value in values else -1
        model = self.selectionModel()
        blocked = model.blockSignals(True)
        self.clearSelection()
        self.setCurrentIndex(self._rows.index(place, 0))
        model.blockSignals(blocked)
        self.viewport().update()

    def _entries(self) -> tuple[Entry, ...]:
        rows = range(self._rows.rowCount())
        return tuple(self._rows.index(row, 0).data(_ENTRY) for row in rows)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_ENTRY).value)


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, index.data(_ENTRY).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        paint_ground(painter, area, option)
        inset = look.metrics.space_8
        _write(painter, area.adjusted(inset, 0, -inset, 0), index.data(_ENTRY), state)
        if state & QStyle.StateFlag.State_HasFocus and _by_keyboard(self.parent()):
            paint_ring(painter, QRectF(area), look.metrics.radius_badge)
        painter.restore()


def _write(painter: QPainter, place: QRect, entry: Entry, state: QStyle.StateFlag) -> None:
    look = theme.current()
    painter.setFont(look.font("strong" if state & QStyle.StateFlag.State_Selected else "body"))
    painter.setPen(look.color("text"))
    title, *_ = lay_out(entry.title, "strong", place.width(), 1)
    if entry.detail is None:
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)
        return
    place = place.adjusted(0, look.px(4), 0, -look.px(4))
    painter.drawText(place, Qt.AlignmentFlag.AlignTop, title)
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text-2"))
    detail = lay_out(entry.detail, "small", place.width(), 1) if entry.detail else ()
    painter.drawText(place, Qt.AlignmentFlag.AlignBottom, "".join(detail))


def _by_keyboard(view: object) -> bool:
    attribute = Qt.WidgetAttribute.WA_KeyboardFocusChange
    return isinstance(view, QListView) and view.window().testAttribute(attribute)

"""The list a combo opens: rows under headings, the present choice ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bfl_studio.ui import icons, theme
from bfl_studio.ui.keyboard import OPENING
from bfl_studio.ui.plain_list import Index, PlainList, paint_ground
from bfl_studio.ui.text import natural_width

VALUE = Qt.ItemDataRole.UserRole
_HEADING = 24
_INSET = 8
_FRAME = 10
"""Pixels at 100 %: the popover's edges and its padding, both sides."""


def choice_row(words: str, value: object) -> QStandardItem:
    """A row to choose; a heading, which cannot be chosen, if the value is None."""
    item = QStandardItem(words)
    item.setData(value, VALUE)
    if value is None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def widest_row(words: Iterable[str]) -> int:
    """How wide a popover must be to show these rows whole, tick and all."""
    look = theme.current()
    widest = max((natural_width(each, "body") for each in words), default=0)
    return widest + look.metrics.icon + look.px(3 * _INSET + _FRAME)


class ChoiceList(PlainList):
    """Arrows and letters move, past headings; a click, Enter or Space picks, Esc closes."""

    picked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self._painter = _RowPainter(self)
        self.setItemDelegate(self._painter)
        self.clicked.connect(self._pick)

    def show_rows(self, choices: Iterable[tuple[str, object]], row: int) -> None:
        """Offer choices; tick the present one, and let the keyboard begin there."""
        self._rows.clear()
        for words, value in choices:
            self._rows.appendRow(choice_row(words, value))
        self._painter.present = row
        self.scheduleDelayedItemsLayout()
        self.setCurrentIndex(self.model().index(row, 0))

    def sizeHint(self) -> QSize:
        rows = range(self.model().rowCount())
        return QSize(super().sizeHint().width(), sum(self.sizeHintForRow(row) for row in rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.current().metrics.height_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*OPENING, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self._pick(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.window().close()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(first=event.key() == Qt.Key.Key_Home)
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, first: bool) -> None:
        count = self.model().rowCount()
        rows = range(count) if first else range(count - 1, -1, -1)
        indexes = (self.model().index(row, 0) for row in rows)
        able = (each for each in indexes if each.data(VALUE) is not None)
        self.setCurrentIndex(next(able, QModelIndex()))

    def _pick(self, index: QModelIndex) -> None:
        if index.data(VALUE) is not None:
            self.picked.emit(index.row())


class _RowPainter(QStyledItemDelegate):
    present = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        heading = index.data(VALUE) is None
        return QSize(0, look.px(_HEADING) if heading else look.metrics.height_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        heading = index.data(VALUE) is None
        inset = look.px(_INSET)
        place = area.adjusted(inset, 0, -inset, 0)
        painter.save()
        if not heading:
            paint_ground(painter, area, option)
        if index.row() == self.present:
            side = look.metrics.icon
            tick = QRect(place.right() - side + 1, place.top(), side, place.height())
            icons.paint(painter, tick, "check", "accent-text")
        painter.setFont(look.font("section" if heading else "body"))
        painter.setPen(look.color("text-2" if heading else "text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

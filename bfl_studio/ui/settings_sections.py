"""The list of sections at the left of the settings window."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bfl_studio.domain.settings import Section
from bfl_studio.ui import theme
from bfl_studio.ui.choice_list import paint_ground
from bfl_studio.ui.focus_ring import paint_ring, set_ring
from bfl_studio.ui.settings_words import SECTION_WORDS, translated
from bfl_studio.ui.text import lay_out

Index = QModelIndex | QPersistentModelIndex
_SECTION = Qt.ItemDataRole.UserRole


class SectionList(QListView):
    """`chosen(Section)` comes when the user chooses; `choose` does not emit it."""

    chosen = Signal(Section)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sections"))
        self.setAccessibleIdentifier(self.tr("Sections"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        set_ring(self, "none")
        self._rows = QStandardItemModel(self)
        for section, words in SECTION_WORDS.items():
            item = QStandardItem(translated(words))
            item.setData(section.value, _SECTION)
            self._rows.appendRow(item)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.selectionModel().currentChanged.connect(self._tell)

    def choose(self, section: Section | None) -> None:
        """Show which section is looked at; None for all of them."""
        model = self.selectionModel()
        blocked = model.blockSignals(True)
        self.clearSelection()
        self.setCurrentIndex(self._index(section))
        model.blockSignals(blocked)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._rows.rowCount() * theme.current().metrics.height_row)

    def _index(self, section: Section | None) -> QModelIndex:
        for row in range(self._rows.rowCount()):
            index = self._rows.index(row, 0)
            if index.data(_SECTION) == section:
                return index
        return QModelIndex()

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(Section(index.data(_SECTION)))


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().metrics.height_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        paint_ground(painter, area, option)
        place = area.adjusted(look.metrics.space_8, 0, -look.metrics.space_8, 0)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setFont(look.font("strong" if chosen else "body"))
        painter.setPen(look.color("text"))
        words, *_ = lay_out(index.data(), "strong", place.width(), 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        if state & QStyle.StateFlag.State_HasFocus and _by_keyboard(self.parent()):
            paint_ring(painter, QRectF(area), look.metrics.radius_badge)
        painter.restore()


def _by_keyboard(view: object) -> bool:
    attribute = Qt.WidgetAttribute.WA_KeyboardFocusChange
    return isinstance(view, QListView) and view.window().testAttribute(attribute)

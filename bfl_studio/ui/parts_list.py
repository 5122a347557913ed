"""The list of what the studio is made of: a name, and under it the version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bfl_studio.licences import Part
from bfl_studio.ui import theme
from bfl_studio.ui.choice_list import paint_ground
from bfl_studio.ui.focus_ring import paint_ring, set_ring
from bfl_studio.ui.text import lay_out

Index = QModelIndex | QPersistentModelIndex
_PART = Qt.ItemDataRole.UserRole
_ROW = 44


class PartsList(QListView):
    """`chosen(Part)` follows whatever is looked at."""

    chosen = Signal(Part)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Parts"))
        self.setAccessibleIdentifier(self.tr("Parts"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        set_ring(self, "none")
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """List these; the first is chosen."""
        self._rows.clear()
        for part in parts:
            item = QStandardItem(part.name)
            item.setData(part, _PART)
            spoken = ", ".join(each for each in (part.name, part.version, part.licence) if each)
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._rows.appendRow(item)
        self.setCurrentIndex(self._rows.index(0, 0))

    @property
    def names(self) -> tuple[str, ...]:
        """What is listed now."""
        return tuple(self._rows.item(row).text() for row in range(self._rows.rowCount()))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_PART))


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        paint_ground(painter, area, option)
        place = area.adjusted(look.metrics.space_8, look.px(4), -look.metrics.space_8, -look.px(4))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        name, *_ = lay_out(index.data(), "strong", place.width(), 1)
        painter.setFont(look.font("strong" if chosen else "body"))
        painter.setPen(look.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text-2"))
        version = index.data(_PART).version
        if version:
            (version,) = lay_out(version, "small", place.width(), 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom, version)
        if state & QStyle.StateFlag.State_HasFocus and _by_keyboard(self.parent()):
            paint_ring(painter, QRectF(area), look.metrics.radius_badge)
        painter.restore()


def _by_keyboard(view: object) -> bool:
    attribute = Qt.WidgetAttribute.WA_KeyboardFocusChange
    return isinstance(view, QListView) and view.window().testAttribute(attribute)

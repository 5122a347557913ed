"""The Library: kept pictures by day, and the rail it folds to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bfl_studio.state.library_model import LibraryModel, Picture, PictureRole
from bfl_studio.ui import theme
from bfl_studio.ui.controls import IconButton, QuietButton, Surface, column, section
from bfl_studio.ui.day_rows import DayRows
from bfl_studio.ui.drag_out import DRAGGED_SIDE, DragOut, Grab
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.picture_keys import PictureCommand, Step, command_of
from bfl_studio.ui.plain_list import Index
from bfl_studio.ui.text import wrapped
from bfl_studio.ui.thumbnails import Marks, Thumbnails
from bfl_studio.ui.tile_list import TileList, hand, place_of
from bfl_studio.ui.tiles import TileState, paint_heading, paint_picture_tile

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Outgoing

_LEAST_CELL, _LARGEST_CELL = 98, 259
_GAP = 3
_EDGE = 12
_HEADING = 28


class LibraryView(Surface):
    """`chosen(picture)` by hand or arrow keys, `opened(picture)` by Enter or a double click.

    `menu_asked(picture, position)` asks for the context menu, `commanded(PictureCommand)` is a
    single key among pictures. `newest_read(picture)` follows each page read from the disk.
    """

    chosen = Signal(object)
    opened = Signal(object)
    open_folder = Signal()
    fold = Signal()
    menu_asked = Signal(object, QPoint)
    commanded = Signal(PictureCommand)
    newest_read = Signal(object)

    def __init__(self, library: LibraryModel, thumbnails: Thumbnails, marks: Marks) -> None:
        super().__init__("pane")
        self._library = library
        self._thumbnails = thumbnails
        self._rows = DayRows(library, self)
        self.list = _Tiles(self.tr("Library"))
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_TilePainter(self.list, thumbnails, marks))
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.list.opened_index.connect(self._open)
        self.list.commanded.connect(self.commanded)
        self.list.menu_asked.connect(self._ask_menu)
        empty = self.tr("Nothing here yet. Every picture you make is saved here and on disk.")
        self._empty = wrapped(empty, "body", "text-2")
        self._empty.hide()
        look = theme.current()
        words = column(self._empty)
        words.setContentsMargins(look.px(_EDGE), 0, look.px(_EDGE), 0)
        self.setLayout(column(self._head(), words, self.list, gap=0))
        self.first_stop = self.list
        library.page_read.connect(self._page_read)
        library.rowsInserted.connect(self._show_empty)
        for change in (thumbnails.changed, marks.changed):
            change.connect(self.list.viewport().update)

    def picture_of(self, generation_id: str) -> Picture | None:
        """The picture of a job, if it is kept and was read."""
        return self._library.picture(generation_id)

    def hand_out(self, outgoing: Outgoing) -> None:
        """From now on tiles can be dragged out of the window."""
        self.list.drag_out = DragOut(self.list.viewport(), outgoing, self._grabbed)

    def choose(self, generation_id: str) -> None:
        """Mark a picture as chosen, silently, and bring it into sight."""
        self.list.select_quietly(self._rows.index_of(generation_id))

    def step(self, step: Step) -> None:
        """Choose a neighbour, as an arrow key does."""
        self.list.step(step)

    def _head(self) -> QHBoxLayout:
        look = theme.current()
        folder = QuietButton(self.tr("Open folder"))
        folder.clicked.connect(self.open_folder)
        fold = IconButton(self.tr("Fold library"), "panel-right", "F8")
        fold.clicked.connect(self.fold)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(_EDGE), look.px(4), look.px(4), 0)
        head.setSpacing(0)
        head.addWidget(section(self.tr("Library")))
        head.addStretch()
        head.addWidget(folder)
        head.addWidget(fold)
        return head

    def _choose(self) -> None:
        selected = self.list.selectionModel().selectedIndexes()
        picture = self._rows.picture_at(selected[0].row()) if selected else None
        if picture is not None:
            self.chosen.emit(picture)

    def _open(self, index: QModelIndex) -> None:
        picture = self._rows.picture_at(index.row())
        if picture is not None:
            self.opened.emit(picture)

    def _ask_menu(self, index: QModelIndex, position: QPoint) -> None:
        self.menu_asked.emit(self._rows.picture_at(index.row()), position)

    def _grabbed(self, point: QPoint) -> Grab | None:
        picture = self._rows.picture_at(self.list.indexAt(point).row())
        if picture is None:
            return None
        wanted = DRAGGED_SIDE * self.devicePixelRatioF()
        return Grab(picture, self._thumbnails.pixmap(picture, wanted))

    def _page_read(self) -> None:
        self._show_empty()
        newest = self._library.index(0, 0).data(PictureRole.PICTURE)
        if newest is not None:
            self.newest_read.emit(newest)

    def _show_empty(self) -> None:
        self._empty.setVisible(self._library.rowCount() == 0)


class _Tiles(TileList):
    opened_index = Signal(QModelIndex)
    commanded = Signal(PictureCommand)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self.opened_index)
        self.setViewportMargins(self._edge, 0, 0, 0)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._fetch_if_near_end)
        bar.rangeChanged.connect(self._fetch_if_near_end)

    @property
    def _edge(self) -> int:
        look = theme.current()
        return look.px(_EDGE) - look.px(_GAP) // 2

    @property
    def cells_in_row(self) -> int:
        return max(1, self._room // theme.current().px(_LEAST_CELL))

    @property
    def cell(self) -> int:
        """The side of a tile with its gap; the scroll bar's room is always kept free."""
        return min(self._room // self.cells_in_row, theme.current().px(_LARGEST_CELL))

    @property
    def _room(self) -> int:
        # A row that fills the view to its last pixel would be broken.
        return self.width() - self._edge - theme.current().metrics.scroll_bar - 1

    def step(self, step: Step) -> None:
        """Choose the picture before, after, at either end."""
        found = self._neighbour(step)
        if found.isValid():
            self.setCurrentIndex(found)

    def _neighbour(self, step: Step) -> QModelIndex:
        model = self.model()
        count = model.rowCount()
        here = self.currentIndex().row()
        rows = {
            Step.BEFORE: range(here - 1, -1, -1),
            Step.NEXT: range(here + 1, count),
            Step.FIRST: range(count),
            Step.LAST: range(count - 1, -1, -1),
        }[step]
        indexes = (model.index(row, 0) for row in rows)
        able = (each for each in indexes if each.data(PictureRole.PICTURE) is not None)
        return next(able, QModelIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command is not None:
            self.commanded.emit(command)
        elif event.key() in ENTER:
            self.opened_index.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Headings cannot be chosen, so that the list's own way would stop at them.
        steps = {
            QAbstractItemView.CursorAction.MoveLeft: Step.BEFORE,
            QAbstractItemView.CursorAction.MoveRight: Step.NEXT,
            QAbstractItemView.CursorAction.MoveHome: Step.FIRST,
            QAbstractItemView.CursorAction.MoveEnd: Step.LAST,
        }
        found = self._neighbour(steps[action]) if action in steps else QModelIndex()
        return found if found.isValid() else super().moveCursor(action, modifiers)

    def _fetch_if_near_end(self) -> None:
        bar, model = self.verticalScrollBar(), self.model()
        near = bar.maximum() - bar.value() <= self.viewport().height()
        if near and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())


class _TilePainter(QStyledItemDelegate):
    def __init__(self, parent: _Tiles, thumbnails: Thumbnails, marks: Marks) -> None:
        super().__init__(parent)
        self._list = parent
        self._thumbnails = thumbnails
        self._marks = marks

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = self._list.cell
        if index.data(PictureRole.PICTURE) is None:
            return QSize(cell * self._list.cells_in_row, theme.current().px(_HEADING))
        return QSize(cell, cell)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        picture = index.data(PictureRole.PICTURE)
        painter.save()
        whole = theme.current().px(_GAP)
        gap = whole // 2
        if picture is None:
            words = index.data(Qt.ItemDataRole.DisplayRole)
            paint_heading(painter, place_of(option).adjusted(gap, 0, 0, 0), words)
        else:
            place = place_of(option).adjusted(gap, gap, gap - whole, gap - whole)
            self._paint_picture(painter, place, picture, hand(option))
        painter.restore()

    def _paint_picture(
        self, painter: QPainter, place: QRect, picture: Picture, hand: tuple[bool, bool]
    ) -> None:
        marks, found = self._marks, picture.generation.id
        wanted = place.width() * painter.device().devicePixelRatioF()
        state = TileState(
            hovered=hand[0],
            selected=hand[1],
            shown=marks.shown == found,
            fresh=marks.is_fresh(found),
            new=marks.is_new(found),
        )
        paint_picture_tile(painter, place, self._thumbnails.face(picture, wanted), state)

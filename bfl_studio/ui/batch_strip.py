"""The strip of the last Generate: each job's tile becomes its picture in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from bfl_studio.domain.job import Job
from bfl_studio.state.job_model import BatchModel, JobRole
from bfl_studio.state.library_model import Picture
from bfl_studio.ui import theme
from bfl_studio.ui.controls import Surface
from bfl_studio.ui.drag_out import DRAGGED_SIDE, DragOut, Grab
from bfl_studio.ui.job_words import job_words, state_words
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.picture_keys import PictureCommand, Step, command_of
from bfl_studio.ui.plain_list import Index
from bfl_studio.ui.standings import Standings
from bfl_studio.ui.text import tooltip
from bfl_studio.ui.thumbnails import Marks, Thumbnails
from bfl_studio.ui.tile_list import TileList, hand, place_of
from bfl_studio.ui.tiles import JOB_TILE, TileState, paint_job_tile, paint_picture_tile

if TYPE_CHECKING:
    from bfl_studio.state.outgoing import Outgoing

_GAP = 8
_SIDE_PADDING = 16

PictureOf = Callable[[str], Picture | None]
"""The kept picture of a job, by the job's id."""


class BatchStrip(Surface):
    """Takes no room when there is no batch.

    `chosen(job)` by hand or arrow keys, `opened(job)` by Enter or a double click,
    `menu_asked(job, position)` by a right click or the menu key, `commanded(PictureCommand)`.
    """

    chosen = Signal(object)
    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    commanded = Signal(PictureCommand)

    def __init__(
        self,
        batch: BatchModel,
        standings: Standings,
        thumbnails: Thumbnails,
        marks: Marks,
        picture_of: PictureOf,
    ) -> None:
        super().__init__("pane")
        look = theme.current()
        self._batch = batch
        self._thumbnails = thumbnails
        self._picture_of = picture_of
        self.list = _Tiles(self.tr("Batch"))
        self.list.setModel(batch)
        self.list.setItemDelegate(_TilePainter(self, standings, thumbnails, marks, picture_of))
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.list.doubleClicked.connect(self._open)
        self.list.entered_key.connect(self._open)
        self.list.commanded.connect(self.commanded)
        self.list.menu_asked.connect(self._ask_menu)
        self.setFixedHeight(look.metrics.height_strip)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(_SIDE_PADDING), 0, look.px(_SIDE_PADDING), 0)
        layout.addWidget(self.list)
        self.list.horizontalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)
        self.first_stop = self.list
        for change in (batch.rowsInserted, batch.rowsRemoved, batch.modelReset):
            change.connect(self._show_or_hide)
        for change in (thumbnails.changed, marks.changed):
            change.connect(self.list.viewport().update)
        self._show_or_hide()

    def hand_out(self, outgoing: Outgoing) -> None:
        """From now on tiles that are pictures can be dragged out of the window."""
        self.list.drag_out = DragOut(self.list.viewport(), outgoing, self._grabbed)

    def choose(self, job_id: str) -> None:
        """Mark a job's tile as chosen, silently; none for an id that is not here."""
        rows = (self._batch.index(row, 0) for row in range(self._batch.rowCount()))
        found = (index for index in rows if _job(index).id == job_id)
        self.list.select_quietly(next(found, QModelIndex()))

    def step(self, step: Step) -> None:
        """Choose a neighbour, as an arrow key does."""
        last = self._batch.rowCount() - 1
        current = self.list.currentIndex().row()
        row = {
            Step.BEFORE: max(0, current - 1),
            Step.NEXT: min(last, current + 1),
            Step.FIRST: 0,
            Step.LAST: last,
        }[step]
        self.list.setCurrentIndex(self._batch.index(row, 0))

    def _choose(self) -> None:
        selected = self.list.selectionModel().selectedIndexes()
        if selected:
            self.chosen.emit(_job(selected[0]))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(_job(index))

    def _ask_menu(self, index: QModelIndex, position: QPoint) -> None:
        self.menu_asked.emit(_job(index), position)

    def _grabbed(self, point: QPoint) -> Grab | None:
        index = self.list.indexAt(point)
        picture = self._picture_of(_job(index).id) if index.isValid() else None
        if picture is None:
            return None
        wanted = DRAGGED_SIDE * self.devicePixelRatioF()
        return Grab(picture, self._thumbnails.pixmap(picture, wanted))

    def _make_room(self, _least: int, most: int) -> None:
        """The tiles stand in the middle; a scroll bar, when there is one, goes below them."""
        look = theme.current()
        spare = look.metrics.height_strip - look.px(JOB_TILE)
        top = spare - look.metrics.scroll_bar if most else spare // 2
        layout = self.layout()
        if layout is not None:
            side = look.px(_SIDE_PADDING)
            layout.setContentsMargins(side, top, side, 0)

    def _show_or_hide(self) -> None:
        self.setVisible(self._batch.rowCount() > 0)


class _Tiles(TileList):
    entered_key = Signal(QModelIndex)
    commanded = Signal(PictureCommand)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command is not None:
            self.commanded.emit(command)
        elif event.key() in ENTER:
            self.entered_key.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _TilePainter(QStyledItemDelegate):
    def __init__(
        self,
        parent: BatchStrip,
        standings: Standings,
        thumbnails: Thumbnails,
        marks: Marks,
        picture_of: PictureOf,
    ) -> None:
        super().__init__(parent)
        self._tiles = parent.list
        self._standings = standings
        self._thumbnails = thumbnails
        self._marks = marks
        self._picture_of = picture_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        return QSize(look.px(JOB_TILE + _GAP), look.px(JOB_TILE))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        # A tile has no room for a sentence: pointing at it says why a job stopped.
        words = state_words(_job(index)) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), tooltip(words), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = place_of(option)
        if not self._tiles.has_changed(place):
            return
        side = theme.current().px(JOB_TILE)
        place.setSize(QSize(side, side))
        job = _job(index)
        hovered, selected = hand(option)
        marks = self._marks
        state = TileState(
            hovered=hovered,
            selected=selected,
            shown=marks.shown == job.id,
            fresh=marks.is_fresh(job.id),
            new=marks.is_new(job.id),
        )
        painter.save()
        picture = self._picture_of(job.id)
        if picture is None:
            paint_job_tile(painter, place, job_words(job, self._standings.of(job)), state)
        else:
            wanted = side * painter.device().devicePixelRatioF()
            paint_picture_tile(painter, place, self._thumbnails.face(picture, wanted), state)
        painter.restore()


def _job(index: Index) -> Job:
    job = index.data(JobRole.JOB)
    assert isinstance(job, Job)  # noqa: S101
    return job

"""The Jobs list: what needs you, what runs, what waits; each with what can be done about it."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bfl_studio.domain.job import Job, JobState, needs_you
from bfl_studio.domain.recipe import title
from bfl_studio.state.job_model import JobListModel, JobRole
from bfl_studio.state.unconfirmed import Bundle
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LinkButton, Surface, column, section
from bfl_studio.ui.job_actions import Deed, Offer, offers
from bfl_studio.ui.job_details import REST_SECONDS, Clock, JobDetails
from bfl_studio.ui.job_row import JOB_ROW, RowAction, action_rect, paint_job_row
from bfl_studio.ui.job_words import JobWords, job_words
from bfl_studio.ui.keyboard import ENTER
from bfl_studio.ui.picture_keys import PictureCommand, command_of
from bfl_studio.ui.plain_list import Index
from bfl_studio.ui.standings import Standing, Standings
from bfl_studio.ui.text import plain
from bfl_studio.ui.tile_list import TileList, hand, place_of
from bfl_studio.ui.tile_painting import TileState
from bfl_studio.ui.unconfirmed_words import describe_doubt, doubt_words

FEW = 6
_FEWEST = 2
"""Rows that are shown however low the window is; the rest is scrolled to."""

_EDGE = 12
_FIRST_WORDS = 120


class JobList(Surface):
    """Takes no room when there is nothing to say. Nothing here is ever bought by Enter.

    `cancel(job)` calls off or stops waiting; `again(jobs)` buys once more, at the price on its
    face; `discard(jobs)` and `put_away(jobs)` settle them; `menu_asked(job, position)` asks for
    the context menu.
    """

    cancel = Signal(object)
    again = Signal(object)
    discard = Signal(object)
    put_away = Signal(object)
    reuse = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        jobs: JobListModel,
        standings: Standings,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__("pane")
        self._jobs = jobs
        jobs.describe_with(describe_doubt)
        self._all = False
        self.list = _Rows(self.tr("Jobs"), standings, clock)
        self.list.setModel(jobs)
        self.list.asked.connect(self._do)
        self.list.entered_key.connect(self._enter_details)
        self.list.menu_asked.connect(lambda index, at: self.menu_asked.emit(job_of(index), at))
        self._more = LinkButton(self.tr("Show all jobs"))
        self._more.clicked.connect(self._show_more)
        self.details = JobDetails(self._more, clock)
        self.details.asked.connect(self._do)
        look = theme.current()
        beside = look.px(_EDGE) - look.metrics.scroll_bar
        below = column(self._more, self.details, gap=4)
        below.setContentsMargins(0, 0, look.px(_EDGE) - beside, 0)
        layout = column(section(self.tr("Jobs")), self.list, gap=4)
        layout.addLayout(below)
        layout.setContentsMargins(look.px(_EDGE), look.px(_EDGE), beside, look.px(4))
        self.setLayout(layout)
        self.first_stop = self.list
        self.list.selectionModel().selectionChanged.connect(self._show_details)
        for change in (jobs.rowsInserted, jobs.rowsRemoved, jobs.modelReset, jobs.layoutChanged):
            change.connect(self._rows_changed)
        jobs.dataChanged.connect(self._show_details)
        self._rows_changed()

    def choose(self, job_id: str) -> None:
        """Bring a job into sight and show its details."""
        for row in range(self._jobs.rowCount()):
            index = self._jobs.index(row, 0)
            if any(job.id == job_id for job in bundle_of(index)):
                self.list.setCurrentIndex(index)

    def _rows_changed(self) -> None:
        count = self._jobs.rowCount()
        shown = count if self._all else min(count, FEW)
        self.list.show_rows(shown)
        all_words = self.tr("Show all {count}").format(count=count)
        self._more.set_words(self.tr("Show fewer") if self._all else all_words)
        self._more.setVisible(count > FEW)
        self.setVisible(count > 0)
        self._mind_what_needs_you()
        self._show_details()

    def _mind_what_needs_you(self) -> None:
        """While nobody chose a row, the first that waits for a decision says why."""
        if not self.list.selectionModel().hasSelection() and self._jobs.rowCount():
            first = self._jobs.index(0, 0)
            if needs_you(job_of(first)):
                self.list.setCurrentIndex(first)

    def _show_more(self) -> None:
        self._all = not self._all
        self._rows_changed()

    def _show_details(self) -> None:
        self._mind_what_needs_you()
        chosen = self.list.selectionModel().selectedIndexes()
        jobs = bundle_of(chosen[0]) if chosen else ()
        self.details.show_jobs(jobs)

    def _enter_details(self) -> None:
        self.details.focus_first()

    def _do(self, deed: Deed, jobs: Bundle) -> None:
        of_one = {Deed.CANCEL: self.cancel, Deed.REUSE: self.reuse}
        of_all = {
            Deed.AGAIN: self.again,
            Deed.DISCARD: self.discard,
            Deed.PUT_AWAY: self.put_away,
        }
        if deed in of_one:
            of_one[deed].emit(jobs[0])
        else:
            of_all[deed].emit(jobs)


def bundle_of(index: Index) -> Bundle:
    """All jobs a row stands for: itself, or those that are decided about together."""
    jobs = index.data(JobRole.BUNDLE)
    assert isinstance(jobs, tuple)  # noqa: S101
    return jobs


def job_of(index: Index) -> Job:
    """The job of a row."""
    job = index.data(JobRole.JOB)
    assert isinstance(job, Job)  # noqa: S101
    return job


class _Rows(TileList):
    """`asked(deed, jobs)` by a click on a row's action, Del or R; never by Enter."""

    asked = Signal(Deed, object)
    entered_key = Signal()

    def __init__(self, name: str, standings: Standings, clock: Clock) -> None:
        super().__init__(name)
        self._clock = clock
        self._moved = float("-inf")
        self._pressed: str = ""
        self._wanted = 0
        self.setUniformItemSizes(True)
        self.setItemDelegate(_RowPainter(self, standings))

    def setModel(self, model: JobListModel) -> None:  # type: ignore[override]
        super().setModel(model)
        for change in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.layoutChanged):
            change.connect(self._note_move)

    def show_rows(self, count: int) -> None:
        """Ask for the room of so many rows, and make do with less."""
        row = theme.current().px(JOB_ROW)
        self._wanted = count * row
        self.setMaximumHeight(self._wanted)
        self.setMinimumHeight(min(count, _FEWEST) * row)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    @property
    def row_width(self) -> int:
        return self.width() - theme.current().metrics.scroll_bar

    def action_of(self, index: QModelIndex) -> tuple[Offer, RowAction] | None:
        """What a click on a row's words does; the chosen row has its actions below."""
        job = job_of(index)
        made = offers(job)
        if not made or made[0].note or self.selectionModel().isSelected(index):
            # What must be read with a price has no room in a row.
            return None
        pretend = bool(made[0].price) and job.endpoint.pretend_money
        return made[0], RowAction(made[0].face, pretend)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in ENTER:
            self.entered_key.emit()
        elif index.isValid() and (deed := _deed_of(event)) is not None:
            self._ask(deed, bundle_of(index))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._action_at(event.position().toPoint())
        by_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = job_of(index).id if index.isValid() and by_left else ""
        if not self._pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, ""
        index = self._action_at(event.position().toPoint())
        action = self.action_of(index) if index.isValid() else None
        if not pressed:
            super().mouseReleaseEvent(event)
        elif action is not None and job_of(index).id == pressed and not self._is_moving(action[0]):
            self.asked.emit(action[0].deed, bundle_of(index))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Rows may have moved up between the two clicks: the second one presses nothing.
        if not self._action_at(event.position().toPoint()).isValid():
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._action_at(event.position().toPoint()).isValid()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if not self._pressed:
            super().mouseMoveEvent(event)

    def _ask(self, deed: Deed, jobs: Bundle) -> None:
        """By a key only what costs nothing: to call off, or to take one recipe back."""
        reuse = deed is Deed.REUSE and len(jobs) == 1
        if reuse or any(each.deed is deed for each in offers(*jobs)):
            self.asked.emit(deed, jobs)

    def _action_at(self, point: QPoint) -> QModelIndex:
        index = self.indexAt(point)
        action = self.action_of(index) if index.isValid() else None
        place = self.visualRect(index)
        place.setWidth(self.row_width)
        if action is None or not action_rect(place, action[1]).contains(point):
            return QModelIndex()
        return index

    def _note_move(self) -> None:
        self._moved = self._clock()

    def _is_moving(self, offer: Offer) -> bool:
        return bool(offer.price) and self._clock() - self._moved < REST_SECONDS


def _deed_of(event: QKeyEvent) -> Deed | None:
    if command_of(event) is PictureCommand.REUSE:
        return Deed.REUSE
    bare = event.modifiers() == Qt.KeyboardModifier.NoModifier and not event.isAutoRepeat()
    return Deed.CANCEL if bare and event.key() == Qt.Key.Key_Delete else None


def _words(jobs: Bundle, standing: Standing) -> JobWords:
    doubt = jobs[0].state is JobState.UNCONFIRMED
    return doubt_words(jobs, standing) if doubt else job_words(jobs[0], standing)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, parent: _Rows, standings: Standings) -> None:
        super().__init__(parent)
        self._rows = parent
        self._standings = standings

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px(JOB_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        jobs = bundle_of(index)
        hovered, selected = hand(option)
        action = self._rows.action_of(index.model().index(index.row(), 0)) if hovered else None
        place = place_of(option)
        # The scroll bar comes and goes beside the rows, never over or instead of them.
        place.setWidth(self._rows.row_width)
        painter.save()
        paint_job_row(
            painter,
            place,
            _words(jobs, self._standings.of(jobs[0])),
            plain(title(jobs[0].recipe), _FIRST_WORDS),
            action[1] if action else None,
            TileState(hovered=hovered, selected=selected),
        )
        painter.restore()

"""Item models of jobs: all of them, those the Jobs list shows, those of the last batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from bfl_studio.domain.job import Job, JobState, needs_you, stopped
from bfl_studio.state.unconfirmed import Bundle, bundles, waits_for_decision

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_NOT_LISTED = frozenset({JobState.SAVED, JobState.DISCARDED, JobState.CANCELLED})


class JobRole(IntEnum):
    """`JOB` gives the frozen Job itself; `BUNDLE`, in the Jobs list, all jobs of the row."""

    JOB = Qt.ItemDataRole.UserRole
    BUNDLE = Qt.ItemDataRole.UserRole + 1


class JobModel(QAbstractListModel):
    """Every job the window knows, in the order they were asked for.

    `describe` makes the spoken sentence; it is the window's, so that it can be translated.
    """

    def __init__(self, describe: Callable[[Job], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._describe = describe
        self._jobs: list[Job] = []
        self._rows: dict[str, int] = {}

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._jobs):
            return None
        job = self._jobs[index.row()]
        if role == JobRole.JOB:
            return job
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._describe(job)
        return None

    def put(self, job: Job) -> None:
        """Insert the job, or replace the row that has its id."""
        row = self._rows.get(job.id)
        if row is not None:
            self._jobs[row] = job
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        row = len(self._jobs)
        self.beginInsertRows(QModelIndex(), row, row)
        self._jobs.append(job)
        self._rows[job.id] = row
        self.endInsertRows()

    def put_new(self, jobs: Iterable[Job]) -> None:
        """Insert those not known yet: what the engine told of a job meanwhile is never older."""
        for job in jobs:
            if job.id not in self._rows:
                self.put(job)

    def job(self, job_id: str) -> Job | None:
        row = self._rows.get(job_id)
        return self._jobs[row] if row is not None else None

    @property
    def jobs(self) -> tuple[Job, ...]:
        return tuple(self._jobs)

    def tick(self) -> None:
        """The clock moved on: captions of unfinished jobs are read anew."""
        rows = [row for row, job in enumerate(self._jobs) if not job.ended]
        if rows:
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))


def _job(model: QAbstractListModel, row: int) -> Job:
    job = model.data(model.index(row, 0), JobRole.JOB)
    assert isinstance(job, Job)  # noqa: S101
    return job


_RUNNING = frozenset({JobState.SENDING, JobState.ACCEPTED, JobState.SAVING})


def _group(job: Job) -> int:
    """What needs you first, money in doubt before all; then what runs, then what waits."""
    if needs_you(job):
        return 0 if job.state is JobState.UNCONFIRMED else 1
    return 2 if job.state in _RUNNING else 3


class JobListModel(QSortFilterProxyModel):
    """The Jobs list: what is not settled and was not put away.

    The first of the jobs that are decided about together stands for all of them.
    """

    def __init__(self, source: JobModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._describe: Callable[[Bundle], str] | None = None
        self._bundles: dict[str, Bundle] = {}
        self._members: frozenset[str] = frozenset()
        self._leaving: frozenset[str] = frozenset()
        self._told: dict[str, Bundle] = {}
        self._look(range(source.rowCount()))
        # Before the rows are judged anew it is known who stands for whom; after it, who is told.
        source.dataChanged.connect(self._look_at_changed)
        source.rowsInserted.connect(self._look_at_inserted)
        self.setSourceModel(source)
        source.dataChanged.connect(self._tell)
        source.rowsInserted.connect(self._tell)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def describe_with(self, describe: Callable[[Bundle], str]) -> None:
        """How a row that stands for several is spoken; it is the window's, as with single jobs."""
        self._describe = describe

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == JobRole.BUNDLE:
            job = super().data(index, JobRole.JOB)
            return self._bundles.get(job.id, (job,)) if isinstance(job, Job) else ()
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if spoken and self._describe is not None:
            job = super().data(index, JobRole.JOB)
            if isinstance(job, Job) and job.id in self._bundles:
                return self._describe(self._bundles[job.id])
        return super().data(index, role)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        job = _job(self._source, source_row)
        if job.id in self._leaving:
            return True
        if waits_for_decision(job):
            return job.id in self._bundles
        return not job.hidden and (stopped(job) or job.state not in _NOT_LISTED)

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._rank(left) < self._rank(right)

    def _rank(self, index: Index) -> tuple[int, int]:
        job = _job(self._source, index.row())
        return 0 if job.id in self._leaving else _group(job), job.number

    def _look_at_changed(self, first: Index, last: Index) -> None:
        before = self._bundles.keys()
        self._look(range(first.row(), last.row() + 1))
        left, new = before - self._bundles.keys(), self._bundles.keys() - before
        if left and new:
            # Its successor is there before it goes: whoever stands on the row stays on it.
            self._leaving = frozenset(left)
            self.beginFilterChange()
            self.endFilterChange()
            self._leaving = frozenset()

    def _look_at_inserted(self, _parent: Index, first: int, last: int) -> None:
        self._look(range(first, last + 1))

    def _look(self, rows: range) -> None:
        jobs = [_job(self._source, row) for row in rows]
        if any(job.id in self._members or waits_for_decision(job) for job in jobs):
            made = bundles(self._source.jobs)
            self._members = frozenset(job.id for bundle in made for job in bundle)
            self._bundles = {bundle[0].id: bundle for bundle in made}

    def _tell(self) -> None:
        """Rows whose own job did not change, but those they stand for did."""
        if self._bundles == self._told:
            return
        heads_before, self._told = self._told.keys(), dict(self._bundles)
        if heads_before != self._told.keys():
            self.beginFilterChange()
            self.endFilterChange()
        for row in range(len(self._told)):
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)


class BatchModel(QSortFilterProxyModel):
    """The pictures of the last Generate, in seed order; a job becomes its picture in place."""

    def __init__(self, source: JobModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._batch_id = ""
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)
        self.sort(0)

    @property
    def batch_id(self) -> str:
        return self._batch_id

    def show_batch(self, batch_id: str) -> None:
        if batch_id != self._batch_id:
            self.beginFilterChange()
            self._batch_id = batch_id
            self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return _job(self._source, source_row).batch_id == self._batch_id

    def lessThan(self, left: Index, right: Index) -> bool:
        first, second = _job(self._source, left.row()), _job(self._source, right.row())
        return first.position < second.position

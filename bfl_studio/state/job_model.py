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

from bfl_studio.domain.job import NEEDS_YOU, Job, JobState

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_NOT_LISTED = frozenset({JobState.SAVED, JobState.DISCARDED, JobState.CANCELLED})


class JobRole(IntEnum):
    """`JOB` gives the frozen Job itself."""

    JOB = Qt.ItemDataRole.UserRole


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


_GROUPS = {state: 0 for state in NEEDS_YOU}
_LAST_GROUP = 3


def _group(job: Job) -> int:
    """What needs you first, then what runs, then what waits."""
    running = job.state in (JobState.SENDING, JobState.ACCEPTED, JobState.SAVING)
    return _GROUPS.get(job.state, 1 if running else 2)


class JobListModel(QSortFilterProxyModel):
    """The Jobs list: what is not settled and was not put away."""

    def __init__(self, source: JobModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        job = _job(self._source, source_row)
        return not job.hidden and job.state not in _NOT_LISTED

    def lessThan(self, left: Index, right: Index) -> bool:
        first, second = _job(self._source, left.row()), _job(self._source, right.row())
        return (_group(first), first.number) < (_group(second), second.number)


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

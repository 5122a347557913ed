"""Item models of jobs: rows never out of step, what needs you first."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.job import Job, JobState
from bfl_studio.state.job_model import BatchModel, JobListModel, JobModel, JobRole
from tests.state.makers import a_job


def _tested(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def _jobs(model: QAbstractItemModel) -> list[Job]:
    return [model.index(row, 0).data(JobRole.JOB) for row in range(model.rowCount())]


@pytest.fixture
def jobs(qapp: QApplication) -> JobModel:
    return JobModel(lambda job: f"spoken {job.id}")


def test_a_job_replaces_its_own_row(jobs: JobModel) -> None:
    tester = _tested(jobs)
    jobs.put(a_job(1))
    jobs.put(a_job(2))
    jobs.put(a_job(1, state=JobState.SENDING))
    assert [job.state for job in _jobs(jobs)] == [JobState.SENDING, JobState.QUEUED]
    assert jobs.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "spoken job-2"
    assert tester.model() is jobs


def test_what_needs_you_comes_first_then_what_runs_then_what_waits(jobs: JobModel) -> None:
    listed = JobListModel(jobs)
    tester = _tested(listed)
    states = list(JobState)
    random.Random(3).shuffle(states)
    for number, state in enumerate(states, start=1):
        jobs.put(a_job(number, state=state))
    shown = [job.state for job in _jobs(listed)]
    assert set(shown) == set(JobState) - {JobState.SAVED, JobState.DISCARDED, JobState.CANCELLED}
    needs = {
        JobState.UNCONFIRMED,
        JobState.REFUSED,
        JobState.MODERATED,
        JobState.FAILED,
        JobState.GONE,
    }
    assert set(shown[:5]) == needs
    assert shown[-1] is JobState.QUEUED
    assert tester.model() is listed


def test_a_job_leaves_the_list_when_it_is_saved_or_put_away(jobs: JobModel) -> None:
    listed = JobListModel(jobs)
    jobs.put(a_job(1, state=JobState.SAVING))
    jobs.put(a_job(2, state=JobState.FAILED))
    assert listed.rowCount() == 2
    jobs.put(a_job(1, state=JobState.SAVED))
    jobs.put(a_job(2, state=JobState.FAILED, hidden=True))
    assert listed.rowCount() == 0


def test_the_batch_shows_only_its_own_jobs_in_order(jobs: JobModel) -> None:
    batch = BatchModel(jobs)
    tester = _tested(batch)
    jobs.put(a_job(1))
    jobs.put(a_job(2, batch_id="batch-2"))
    jobs.put(a_job(3, batch_id="batch-2", state=JobState.SAVED))
    assert batch.rowCount() == 0
    batch.show_batch("batch-2")
    assert [job.id for job in _jobs(batch)] == ["job-2", "job-3"]
    assert tester.model() is batch


def test_a_tick_touches_only_unfinished_jobs(jobs: JobModel) -> None:
    touched: list[tuple[int, int]] = []
    jobs.put(a_job(1, state=JobState.SAVED))
    jobs.put(a_job(2))
    jobs.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
    jobs.tick()
    jobs.put(a_job(2, state=JobState.CANCELLED))
    touched_before = list(touched)
    jobs.tick()
    assert touched_before[0] == (1, 1)
    assert touched == touched_before

"""Item models of jobs: rows never out of step, what needs you first."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.endpoint import GLOBAL
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import Job, JobState
from bfl_studio.state.job_model import BatchModel, JobListModel, JobModel, JobRole
from tests.state.makers import a_job

NOT_LISTED = {JobState.SAVED, JobState.DISCARDED, JobState.CANCELLED}


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
    assert set(shown) == set(JobState) - NOT_LISTED
    needs = {
        JobState.UNCONFIRMED,
        JobState.REFUSED,
        JobState.MODERATED,
        JobState.FAILED,
        JobState.GONE,
    }
    assert set(shown[:5]) == needs
    assert shown[0] is JobState.UNCONFIRMED
    assert shown[-1] is JobState.QUEUED
    assert tester.model() is listed


def test_what_the_studio_called_off_is_listed_until_it_is_put_away(jobs: JobModel) -> None:
    """Whatever state carries a reason that nobody has seen yet."""
    listed = JobListModel(jobs)
    jobs.put(a_job(1, state=JobState.ACCEPTED))
    jobs.put(a_job(2, state=JobState.CANCELLED))
    missing = Failure(FailureKind.REFERENCE_MISSING, said="brief.jpg")
    jobs.put(a_job(3, state=JobState.CANCELLED, failure=missing))
    assert [job.id for job in _jobs(listed)] == ["job-3", "job-1"]
    jobs.put(a_job(3, state=JobState.CANCELLED, failure=missing, hidden=True))
    assert [job.id for job in _jobs(listed)] == ["job-1"]


def test_one_row_stands_for_all_that_got_no_answer(jobs: JobModel) -> None:
    listed = JobListModel(jobs)
    listed.describe_with(lambda bundle: f"{len(bundle)} in doubt")
    tester = _tested(listed)
    jobs.put(a_job(1, state=JobState.FAILED))
    for number in (2, 3, 4):
        jobs.put(a_job(number, state=JobState.SENDING))
    told: list[str] = []
    spoken = Qt.ItemDataRole.AccessibleTextRole
    listed.dataChanged.connect(lambda first, _: told.append(first.data(spoken)))
    for number in (4, 2, 3):
        jobs.put(a_job(number, state=JobState.UNCONFIRMED))
    first, second = listed.index(0, 0), listed.index(1, 0)
    assert [job.id for job in first.data(JobRole.BUNDLE)] == ["job-2", "job-3", "job-4"]
    assert [job.id for job in second.data(JobRole.BUNDLE)] == ["job-1"]
    assert listed.rowCount() == 2
    assert told[-1] == first.data(spoken) == "3 in doubt"
    assert second.data(spoken) == "spoken job-1"
    jobs.put(a_job(2, state=JobState.UNCONFIRMED, hidden=True))
    jobs.put(a_job(3, state=JobState.ACCEPTED))
    rows = [[job.id for job in listed.index(row, 0).data(JobRole.BUNDLE)] for row in range(3)]
    assert rows == [["job-4"], ["job-1"], ["job-3"]]
    jobs.put(a_job(4, state=JobState.DISCARDED))
    assert listed.rowCount() == 2
    assert tester.model() is listed


def test_its_row_knows_what_was_there_before_the_list(jobs: JobModel) -> None:
    for number in (1, 2):
        jobs.put(a_job(number, state=JobState.UNCONFIRMED))
    listed = JobListModel(jobs)
    assert listed.rowCount() == 1
    assert len(listed.index(0, 0).data(JobRole.BUNDLE)) == 2


@pytest.mark.usefixtures("qapp")
@given(steps=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(JobState), st.booleans())))
def test_the_rows_are_the_same_however_they_came_about(
    steps: list[tuple[int, JobState, bool]],
) -> None:
    source = JobModel(lambda job: job.id)
    listed = JobListModel(source)
    tester = _tested(listed)
    for number, state, hidden in steps:
        endpoint = GLOBAL if number % 2 else a_job().endpoint
        source.put(a_job(number, state=state, hidden=hidden, endpoint=endpoint))
    afresh = JobListModel(source)
    assert _jobs(listed) == _jobs(afresh)
    shown = [job for row in range(listed.rowCount()) for job in _bundle(listed, row)]
    wanted = {job.id for job in source.jobs if not job.hidden and job.state not in NOT_LISTED}
    assert sorted(job.id for job in shown) == sorted(wanted)
    assert tester.model() is listed


def _bundle(listed: JobListModel, row: int) -> tuple[Job, ...]:
    jobs: tuple[Job, ...] = listed.index(row, 0).data(JobRole.BUNDLE)
    return jobs


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

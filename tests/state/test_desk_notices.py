"""One notification for what happened while nobody looked; none for whoever does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import ENDINGS, NEEDS_YOU, Job, JobState
from bfl_studio.services import events
from bfl_studio.state.desk_notices import DeskNotice, DeskNotices, pictures_of
from bfl_studio.state.front import Front
from bfl_studio.state.library_model import LibraryModel
from bfl_studio.state.reports import Reports
from bfl_studio.state.studio import Studio
from tests.screenshots import NoEngine
from tests.state.makers import a_job, a_picture

SOON = 20
AWHILE = 100
"""Milliseconds: gathering, and long enough that it is over."""


class Desk:
    """A studio somebody looks at or not, and what they were told."""

    def __init__(self) -> None:
        self.watched = False
        self.enabled = True
        self.told: list[DeskNotice] = []
        self.front = Front(Place.SANDBOX, Path("library"))
        self.studio = Studio(NoEngine(), lambda job: job.id, self.front)
        self.library = LibraryModel(lambda made: made.id, lambda made: "")
        self.reports = Reports(self.studio, self.library)
        self.notices = DeskNotices(
            self.studio.jobs, self.reports, lambda: self.watched, lambda: self.enabled, SOON
        )
        self.notices.wanted.connect(self.told.append)

    def start(self, count: int, batch_id: str = "batch-1", first: int = 1) -> list[Job]:
        jobs = [
            a_job(first + place, batch_id=batch_id, position=place, state=JobState.ACCEPTED)
            for place in range(count)
        ]
        self.studio.jobs.put_new(jobs)
        return jobs

    def end(self, job: Job, state: JobState) -> None:
        self.reports.apply(events.JobChanged(replace(job, state=state)))
        if state is JobState.SAVED:
            made = a_picture(job.number)
            generation = replace(made.generation, id=job.id, batch_id=job.batch_id)
            self.reports.apply(events.PictureSaved(generation, made.path, made.thumbnail))


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    for part in (made.notices, made.reports, made.library, made.studio, made.front):
        part.deleteLater()


def test_a_finished_batch_is_told_once_with_all_its_pictures(desk: Desk, qtbot: QtBot) -> None:
    jobs = desk.start(3)
    for job in jobs[:2]:
        desk.end(job, JobState.SAVED)
    qtbot.wait(AWHILE)
    assert desk.told == []
    desk.end(jobs[2], JobState.SAVED)
    qtbot.waitUntil(lambda: bool(desk.told))
    qtbot.wait(AWHILE)
    assert desk.told == [DeskNotice(pictures=3)]


def test_pictures_seen_coming_still_count_for_a_batch_that_ends_unseen(
    desk: Desk, qtbot: QtBot
) -> None:
    jobs = desk.start(2)
    desk.watched = True
    desk.end(jobs[0], JobState.SAVED)
    desk.watched = False
    desk.end(jobs[1], JobState.SAVED)
    qtbot.waitUntil(lambda: desk.told == [DeskNotice(pictures=2)])


def test_what_happens_together_is_told_together(desk: Desk, qtbot: QtBot) -> None:
    first, second = desk.start(2), desk.start(2, "batch-2", 3)
    desk.end(first[0], JobState.SAVED)
    desk.end(first[1], JobState.SAVED)
    desk.end(second[0], JobState.SAVED)
    desk.end(second[1], JobState.MODERATED)
    qtbot.waitUntil(lambda: bool(desk.told))
    qtbot.wait(AWHILE)
    assert desk.told == [DeskNotice(pictures=3, waiting=1)]


@pytest.mark.parametrize("state", sorted(NEEDS_YOU))
def test_a_job_that_needs_you_is_told(desk: Desk, qtbot: QtBot, state: JobState) -> None:
    jobs = desk.start(2)
    desk.end(jobs[0], state)
    qtbot.waitUntil(lambda: desk.told == [DeskNotice(waiting=1)])


def test_a_batch_without_a_picture_is_no_finished_batch(desk: Desk, qtbot: QtBot) -> None:
    for job in desk.start(2):
        desk.end(job, JobState.REFUSED)
    qtbot.waitUntil(lambda: desk.told == [DeskNotice(waiting=2)])


def test_an_unanswered_job_does_not_hold_up_the_pictures_of_its_batch(
    desk: Desk, qtbot: QtBot
) -> None:
    jobs = desk.start(2)
    desk.end(jobs[0], JobState.SAVED)
    desk.end(jobs[1], JobState.UNCONFIRMED)
    qtbot.waitUntil(lambda: desk.told == [DeskNotice(pictures=1, waiting=1)])
    # It was on its way after all: one more picture, and nothing that waits.
    desk.end(jobs[1], JobState.SAVED)
    qtbot.waitUntil(lambda: desk.told[1:] == [DeskNotice(pictures=2)])


def test_whoever_looks_is_not_told(desk: Desk, qtbot: QtBot) -> None:
    desk.watched = True
    jobs = desk.start(2)
    desk.end(jobs[0], JobState.FAILED)
    desk.end(jobs[1], JobState.SAVED)
    qtbot.wait(AWHILE)
    desk.watched = False
    other = desk.start(1, "batch-2", 3)
    desk.end(other[0], JobState.SAVED)
    qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told == [DeskNotice(pictures=1)]


def test_whoever_comes_back_in_time_is_not_told(desk: Desk, qtbot: QtBot) -> None:
    desk.end(desk.start(1)[0], JobState.SAVED)
    desk.watched = True
    qtbot.wait(AWHILE)
    assert desk.told == []


def test_it_adds_up_until_somebody_looks(desk: Desk, qtbot: QtBot) -> None:
    desk.end(desk.start(1)[0], JobState.SAVED)
    qtbot.waitUntil(lambda: desk.told == [DeskNotice(pictures=1)])
    desk.end(desk.start(1, "batch-2", 2)[0], JobState.SAVED)
    qtbot.waitUntil(lambda: desk.told[1:] == [DeskNotice(pictures=2)])
    desk.notices.forget()
    desk.end(desk.start(1, "batch-3", 3)[0], JobState.SAVED)
    qtbot.waitUntil(lambda: desk.told[2:] == [DeskNotice(pictures=1)])


def test_nobody_is_told_who_wants_none(desk: Desk, qtbot: QtBot) -> None:
    desk.enabled = False
    desk.end(desk.start(1)[0], JobState.SAVED)
    qtbot.wait(AWHILE)
    desk.enabled = True
    desk.end(desk.start(1, "batch-2", 2)[0], JobState.SAVED)
    qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told == [DeskNotice(pictures=1)]


def test_what_was_put_away_meanwhile_waits_for_nobody(desk: Desk, qtbot: QtBot) -> None:
    (job,) = desk.start(1)
    desk.end(job, JobState.FAILED)
    desk.studio.jobs.put(replace(job, state=JobState.FAILED, hidden=True))
    qtbot.wait(AWHILE)
    assert desk.told == []


@pytest.mark.parametrize("state", list(JobState))
def test_a_batch_is_finished_when_nothing_comes_by_itself_any_more(state: JobState) -> None:
    jobs = [a_job(1, state=JobState.SAVED), a_job(2, state=state), a_job(3, batch_id="other")]
    finished = state in ENDINGS or state is JobState.UNCONFIRMED
    saved = 2 if state is JobState.SAVED else 1
    assert pictures_of(jobs, "batch-1") == (saved if finished else None)

"""What the engine reports becomes what the models show and the notices say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import NEEDS_YOU, Job, JobState
from bfl_studio.services import events
from bfl_studio.services.events import JobChanged
from bfl_studio.state.front import Front
from bfl_studio.state.library_model import LibraryModel
from bfl_studio.state.notices import NoticeAction, Severity
from bfl_studio.state.reports import Reports
from bfl_studio.state.studio import Studio
from tests.screenshots import NoEngine
from tests.state.makers import a_job, a_picture

DOWN = Failure(FailureKind.UNREACHABLE, details="ConnectError")
CLOSED = Failure(FailureKind.FOLDER_CLOSED)


class Desk:
    """Everything reports go to, and what they announced."""

    def __init__(self) -> None:
        self.front = Front(Place.SANDBOX, Path("library"))
        self.studio = Studio(NoEngine(), lambda job: job.id, self.front)
        self.library = LibraryModel(lambda made: made.id, lambda made: "")
        self.reports = Reports(self.studio, self.library)
        self.asked: list[Job] = []
        self.reports.needs_you.connect(self.asked.append)

    def told(self) -> list[str]:
        return [notice.key for notice in self.studio.notices.notices]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    for part in (made.reports, made.library, made.studio, made.front):
        part.deleteLater()


def test_a_job_comes_in_and_changes_in_its_place(desk: Desk) -> None:
    first, second = a_job(1), a_job(2)
    for job in (first, second, replace(first, state=JobState.SENDING)):
        desk.reports.apply(JobChanged(job))
    assert [(job.id, job.state) for job in desk.studio.jobs.jobs] == [
        (first.id, JobState.SENDING),
        (second.id, JobState.QUEUED),
    ]


def test_a_saved_picture_enters_the_library_once(desk: Desk) -> None:
    heard: list[object] = []
    desk.reports.picture_saved.connect(heard.append)
    picture = a_picture()
    event = events.PictureSaved(picture.generation, picture.path, picture.thumbnail)
    desk.reports.apply(event)
    desk.reports.apply(event)
    assert desk.library.rowCount() == 1
    assert heard[0] == picture


def test_the_balance_arrives(desk: Desk) -> None:
    desk.reports.apply(events.BalanceChanged(Place.SANDBOX, credits("9.7")))
    assert desk.studio.situation.balance == credits("9.7")


def test_a_pause_offers_to_resume_and_goes_when_it_is_over(desk: Desk) -> None:
    desk.reports.apply(events.QueuePaused(Place.SANDBOX, Failure(FailureKind.NO_CREDITS)))
    assert set(desk.studio.situation.paused) == {Place.SANDBOX}
    (notice,) = desk.studio.notices.notices
    assert (notice.severity, notice.actions) == (Severity.WARNING, (NoticeAction.RESUME,))
    desk.reports.apply(events.QueuePaused(Place.SANDBOX, None))
    assert not desk.studio.situation.paused
    assert not desk.told()


def test_troubles_of_two_places_stand_apart_and_go_apart(desk: Desk) -> None:
    for place in (Place.SANDBOX, Place.CUSTOM):
        desk.reports.apply(events.ServiceTrouble(place, DOWN))
        desk.reports.apply(events.ServiceTrouble(place, DOWN))
    assert desk.told() == ["trouble sandbox", "trouble custom"]
    desk.reports.apply(events.ServiceTrouble(Place.SANDBOX, None))
    assert desk.told() == ["trouble custom"]
    assert set(desk.studio.situation.troubles) == {Place.CUSTOM}
    (notice,) = desk.studio.notices.notices
    assert notice.actions == (NoticeAction.COPY_DETAILS,)


def test_the_folder_refuses_and_recovers(desk: Desk) -> None:
    desk.reports.apply(events.FolderTrouble(Path("library"), CLOSED))
    assert [desk.studio.situation.blocker] == [CLOSED]
    (notice,) = desk.studio.notices.notices
    assert notice.severity is Severity.ERROR
    desk.reports.apply(events.FolderTrouble(Path("library"), None))
    assert [desk.studio.situation.blocker] == [None]
    assert not desk.told()


def test_our_own_mistake_comes_with_its_details(desk: Desk) -> None:
    desk.reports.apply(events.StudioFault("Traceback"))
    (notice,) = desk.studio.notices.notices
    assert notice.failure == Failure(FailureKind.STUDIO_BUG, details="Traceback")
    assert notice.actions == (NoticeAction.COPY_DETAILS,)


@pytest.mark.parametrize("state", list(JobState))
def test_you_are_needed_once_for_each_state_that_waits_for_you(desk: Desk, state: JobState) -> None:
    job = a_job(1, state=state, failure=DOWN)
    desk.reports.apply(JobChanged(replace(job, state=JobState.QUEUED)))
    for _ in range(3):
        desk.reports.apply(JobChanged(job))
    assert desk.asked == ([job] if state in NEEDS_YOU or state is JobState.CANCELLED else [])


def test_one_that_is_held_up_is_told_once_however_often_it_is_tried(desk: Desk) -> None:
    elsewhere = Failure(FailureKind.LINK_ELSEWHERE)
    saving = a_job(1, state=JobState.SAVING)
    desk.reports.apply(JobChanged(saving))
    for state in (JobState.SAVING, JobState.ACCEPTED) * 3:
        desk.reports.apply(JobChanged(replace(saving, state=state, failure=elsewhere)))
    assert [job.state for job in desk.asked] == [JobState.SAVING]


def test_what_was_put_away_needs_nobody(desk: Desk) -> None:
    desk.reports.apply(JobChanged(a_job(1, state=JobState.FAILED, hidden=True)))
    assert not desk.asked


def test_after_a_start_pictures_stand_in_seed_order_whatever_was_told_first(desk: Desk) -> None:
    """A job the engine had to settle is reported before the others are shown."""
    jobs = [a_job(number) for number in range(1, 5)]
    desk.reports.apply(JobChanged(replace(jobs[2], state=JobState.UNCONFIRMED)))
    desk.studio.jobs.put_new(jobs)
    desk.studio.batch.show_batch("batch-1")
    batch = desk.studio.batch
    shown = [str(batch.index(row, 0).data()) for row in range(batch.rowCount())]
    assert shown == [job.id for job in jobs]
    kept = desk.studio.jobs.job(jobs[2].id)
    assert kept is not None
    assert kept.state is JobState.UNCONFIRMED

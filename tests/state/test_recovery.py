"""After a crash: how many paid pictures are awaited, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.job import JobState
from bfl_studio.state.job_model import JobModel
from bfl_studio.state.notices import NoticeBoard, Topic
from bfl_studio.state.recovery import Recovery
from bfl_studio.ui.notice_words import notice_sentence
from tests.state.makers import a_job

S = JobState


class Desk:
    """Jobs an earlier run left accepted, and what is said of them."""

    def __init__(self, count: int, parent: QObject) -> None:
        self.left = [replace(a_job(number), state=S.ACCEPTED) for number in range(1, count + 1)]
        self.jobs = JobModel(lambda job: job.id, parent)
        self.jobs.put_new(self.left)
        self.notices = NoticeBoard(parent)
        Recovery(self.jobs, self.notices, parent).begin([job.id for job in self.left])

    def settle(self, *states: JobState) -> None:
        for job, state in zip(self.left, states, strict=False):
            self.jobs.put(replace(job, state=state))

    @property
    def said(self) -> list[str]:
        return [notice_sentence(notice) for notice in self.notices.notices]


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_nothing_is_said_where_nothing_was_left(owner: QObject) -> None:
    assert Desk(0, owner).said == []


def test_what_is_awaited_is_said_until_the_last_has_come(owner: QObject) -> None:
    desk = Desk(3, owner)
    desk.settle(S.SAVING, S.SAVED)
    assert desk.said == ["Welcome back: 3 paid pictures are still on their way."]
    desk.settle(S.SAVED, S.SAVED, S.SAVED)
    assert desk.said == ["Welcome back: 3 pictures were finished and saved."]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (
            (S.SAVED, S.GONE),
            "1 picture was finished and saved, 1 expired while the studio was closed.",
        ),
        ((S.GONE, S.GONE), "2 expired while the studio was closed."),
        ((S.SAVED, S.MODERATED), "1 picture was finished and saved."),
    ],
)
def test_the_summary_counts_what_came_and_what_did_not(
    owner: QObject, states: tuple[JobState, ...], said: str
) -> None:
    desk = Desk(2, owner)
    desk.settle(*states)
    assert desk.said == [f"Welcome back: {said}"]


def test_what_only_failed_stands_in_jobs_and_not_here(owner: QObject) -> None:
    desk = Desk(1, owner)
    desk.settle(S.FAILED)
    assert desk.said == []


def test_the_summary_stays_when_later_jobs_move(owner: QObject) -> None:
    desk = Desk(1, owner)
    desk.settle(S.SAVED)
    desk.jobs.put_new([replace(a_job(9), state=S.ACCEPTED)])
    desk.jobs.put(replace(a_job(9), state=S.GONE))
    assert desk.said == ["Welcome back: 1 picture was finished and saved."]
    assert desk.notices.notices[0].topic is Topic.RECOVERY

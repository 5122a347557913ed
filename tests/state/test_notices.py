"""The notices that stand: one for each key, the newest last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.state.notices import (
    Notice,
    NoticeAction,
    NoticeBoard,
    Severity,
    Topic,
    failure_actions,
)

FOLDER = Notice("folder", Severity.ERROR, Topic.FAILURE)
RECOVERED = Notice("recovered", Severity.INFO, Topic.RECOVERED, count=2)


@pytest.fixture
def board(qapp: QApplication) -> NoticeBoard:
    made = NoticeBoard()
    made.post(FOLDER)
    made.post(RECOVERED)
    return made


def test_the_newest_stands_last(board: NoticeBoard) -> None:
    assert board.notices == (FOLDER, RECOVERED)


def test_a_later_one_of_the_same_key_replaces_the_earlier(board: NoticeBoard) -> None:
    worse = replace(FOLDER, count=3)
    board.post(worse)
    assert board.notices == (RECOVERED, worse)


def test_saying_the_same_again_is_no_news(board: NoticeBoard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(board.changed):
        board.post(replace(FOLDER))
    assert board.notices == (FOLDER, RECOVERED)


def test_withdrawing_tells_only_when_something_went(board: NoticeBoard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(board.changed):
        board.withdraw("nothing of that name")
    with qtbot.waitSignal(board.changed, timeout=0):
        board.withdraw("folder")
    assert board.notices == (RECOVERED,)


@pytest.mark.parametrize(
    ("failure", "place", "actions"),
    [
        (Failure(FailureKind.NO_CREDITS), Place.EU, (NoticeAction.TOP_UP, NoticeAction.RESUME)),
        (Failure(FailureKind.NO_CREDITS), Place.SANDBOX, (NoticeAction.RESUME,)),
        (Failure(FailureKind.NO_CREDITS), Place.CUSTOM, (NoticeAction.RESUME,)),
        (
            Failure(FailureKind.CREDITS_IN_A_RUSH, balance=credits(9)),
            Place.EU,
            (NoticeAction.RESUME,),
        ),
        (
            Failure(FailureKind.MANY_UNCONFIRMED),
            Place.SANDBOX,
            (NoticeAction.SHOW_JOBS, NoticeAction.RESUME),
        ),
        (Failure(FailureKind.KEY_REFUSED), Place.EU, (NoticeAction.CHANGE_KEY,)),
    ],
)
def test_a_paused_queue_offers_what_can_help(
    failure: Failure, place: Place, actions: tuple[NoticeAction, ...]
) -> None:
    assert failure_actions(failure, place, pauses=True) == actions

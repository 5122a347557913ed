"""Where the next job would go, and what stands in its way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.state.situation import Situation

CLOSED = Failure(FailureKind.FOLDER_CLOSED)
NOT_OPENED = Failure(FailureKind.JOURNAL_CLOSED)


@pytest.fixture
def situation(qapp: QApplication) -> Situation:
    return Situation(Place.SANDBOX, Path("library"))


def test_it_is_ready_once_the_engine_has_opened(situation: Situation) -> None:
    known = [situation.ready]
    situation.set_opened(None)
    assert [*known, situation.ready] == [False, True]
    assert situation.blocker is None


def test_opening_tells_the_trouble_of_the_folder(situation: Situation) -> None:
    situation.set_opened(CLOSED)
    assert situation.ready
    assert situation.blocker is CLOSED


def test_an_engine_that_did_not_open_is_the_first_reason(situation: Situation) -> None:
    situation.set_folder_failure(CLOSED)
    situation.set_not_opened(NOT_OPENED)
    assert not situation.ready
    assert situation.blocker is NOT_OPENED


def test_the_balance_is_that_of_the_present_place(situation: Situation) -> None:
    situation.set_balance(Place.GLOBAL, credits("1240"))
    assert situation.balance is None
    situation.set_balance(Place.SANDBOX, credits("100"))
    assert situation.balance == credits("100")


def test_troubles_and_pauses_belong_to_their_place(situation: Situation) -> None:
    situation.set_paused(Place.SANDBOX, CLOSED)
    situation.set_trouble(Place.GLOBAL, CLOSED)
    assert (set(situation.paused), set(situation.troubles)) == ({Place.SANDBOX}, {Place.GLOBAL})
    situation.set_paused(Place.SANDBOX, None)
    situation.set_trouble(Place.GLOBAL, None)
    situation.set_trouble(Place.EU, None)
    assert not situation.paused
    assert not situation.troubles


def test_the_same_trouble_of_the_folder_is_told_once(situation: Situation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(situation.changed, timeout=0):
        situation.set_folder_failure(CLOSED)
    with qtbot.assertNotEmitted(situation.changed):
        situation.set_folder_failure(Failure(FailureKind.FOLDER_CLOSED))

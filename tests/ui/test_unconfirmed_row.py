"""One row for all purchases without an answer: three actions, each for all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import GLOBAL
from bfl_studio.domain.errors import Failure, FailureKind, Hint
from bfl_studio.domain.job import Job, JobState
from tests.state.makers import a_job
from tests.ui.job_stage import Stage
from tests.ui.stage import focused

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")
SEND = "Send again · $0.09 (may be charged twice)"
ALL = ["job-1", "job-2", "job-3"]


def doubt(number: int, hint: Hint | None = None, **changes: object) -> Job:
    failure = Failure(FailureKind.NO_ANSWER, hint=hint)
    facts = {"state": JobState.UNCONFIRMED, "endpoint": GLOBAL, "failure": failure, **changes}
    return a_job(number, **facts)


def spoken(stage: Stage) -> list[str]:
    model = stage.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage(qtbot)
    made.put(a_job(4, endpoint=GLOBAL), *(doubt(number) for number in (1, 2, 3)))
    return made


def test_it_comes_first_and_speaks_of_all(stage: Stage) -> None:
    first, *others = spoken(stage)
    assert first.startswith("3 sent without an answer, ")
    assert "maybe charged $0.09" in first
    assert [words.split(",")[0] for words in others] == ["Queued"]


def test_its_three_actions_are_there_by_themselves(stage: Stage) -> None:
    assert list(stage.buttons()) == [SEND, "Keep", "Discard"]
    names = [button.accessibleName() for button in stage.buttons().values()]
    assert names == ["Send again", "Keep", "Discard"]
    assert stage.buttons()[SEND].accessibleDescription() == "$0.09 (may be charged twice)"


@pytest.mark.parametrize(
    ("words", "asked"), [(SEND, "again"), ("Keep", "put_away"), ("Discard", "discard")]
)
@pytest.mark.parametrize("by", ["mouse", "keyboard", "name"])
def test_each_action_is_for_all_of_them(stage: Stage, words: str, asked: str, by: str) -> None:
    button = stage.buttons()[words]
    if by == "mouse":
        stage.press(words)
    elif by == "keyboard":
        stage.list.setFocus()
        QTest.keyClick(stage.list, Qt.Key.Key_Return)
        while not button.hasFocus():
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:
        # As assistive technology presses what it found by its name.
        button.click()
    assert [(name, job.id) for name, job in stage.asked] == [(asked, each) for each in ALL]


def test_enter_and_keys_of_the_list_decide_nothing(stage: Stage) -> None:
    stage.panel.choose("job-3")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_R):
        QTest.keyClick(stage.list, key)
    for button in stage.buttons().values():
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert stage.asked == []


def test_a_click_in_the_row_only_opens_it(stage: Stage) -> None:
    stage.panel.choose("job-4")
    QTest.mouseClick(stage.list.viewport(), Qt.MouseButton.LeftButton, pos=stage.action_place(0))
    assert stage.asked == []
    assert SEND in stage.buttons()


def test_any_of_them_leads_to_the_row(stage: Stage) -> None:
    stage.panel.choose("job-4")
    stage.panel.choose("job-2")
    assert stage.list.currentIndex().row() == 0
    assert SEND in stage.buttons()


def test_with_one_it_speaks_of_one(stage: Stage) -> None:
    for number in (1, 2):
        stage.put(doubt(number, hidden=True))
    assert spoken(stage)[0].startswith("1 sent without an answer, ")
    assert next(iter(stage.buttons())) == "Send again · $0.03 (may be charged twice)"
    assert stage.words().startswith("This was sent, but no answer came. ")


def test_what_the_balance_says_comes_later_and_leaves_the_actions_alone(stage: Stage) -> None:
    before = stage.buttons()
    for number in (1, 2, 3):
        stage.put(doubt(number, Hint.FELL))
    assert "The balance fell by exactly $0.09, so they were probably charged." in stage.words()
    assert stage.buttons() == before


def test_one_more_under_the_hand_is_not_decided_by_a_press_meant_for_the_others(
    stage: Stage,
) -> None:
    stage.jobs.put(doubt(5))
    more = "Send again · $0.12 (may be charged twice)"
    for words in (more, "Keep", "Discard"):
        stage.press(words)
    assert stage.asked == []
    stage.now += 1
    stage.press(more)
    assert [job.id for _, job in stage.asked] == [*ALL, "job-5"]


def test_pretend_money_has_a_row_and_a_sum_of_its_own(stage: Stage) -> None:
    stage.put(doubt(6, endpoint=a_job(6).endpoint))
    assert [words.split(",")[0] for words in spoken(stage)[:2]] == [
        "3 sent without an answer",
        "1 sent without an answer",
    ]
    stage.panel.choose("job-6")
    assert next(iter(stage.buttons())) == "Send again · $0.03 (may be charged twice)"


def test_all_words_of_the_price_are_inside_the_pane(stage: Stage) -> None:
    button = stage.buttons()[SEND]
    right = button.mapTo(stage.panel, QPoint(button.width(), 0)).x()
    assert right <= stage.panel.width()
    keep = stage.buttons()["Keep"]
    assert button.height() > keep.height()

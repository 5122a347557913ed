"""The Jobs list shows what needs you and never buys anything by accident."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import GLOBAL, Endpoint, sandbox
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.job_list import FEW, job_of
from bfl_studio.ui.text import Label
from tests.state.makers import a_job
from tests.ui.job_stage import Stage
from tests.ui.stage import shows

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")
SANDBOX = sandbox("http://127.0.0.1:1")
HOSTILE = "<img src='http://example.org/x.png'>\u202e <b>bold</b>"


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_takes_no_room_when_there_is_nothing_to_say(stage: Stage) -> None:
    assert stage.panel.isHidden()
    stage.put(a_job(1))
    assert stage.panel.isVisible()
    stage.put(a_job(1, state=JobState.SAVED))
    assert not stage.panel.isVisible()


def test_its_items_speak_a_sentence(stage: Stage) -> None:
    stage.put(a_job(1))
    assert stage.list.accessibleName() == "Jobs"
    spoken = stage.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Queued")
    assert spoken.endswith("a harbour.")


def test_six_rows_are_shown_until_all_are_asked_for(stage: Stage) -> None:
    stage.put(*(a_job(number) for number in range(1, 10)))
    stage.panel.resize(stage.panel.width(), 900)
    few = stage.list.height()
    row = stage.list.sizeHintForRow(0)
    assert few == FEW * row
    link = next(b for b in stage.panel.findChildren(QPushButton) if "Show all" in b.text())
    assert link.text() == "Show all 9"
    QTest.keyClick(link, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert stage.list.height() == 9 * row


def test_where_there_is_no_room_for_all_rows_they_scroll(stage: Stage) -> None:
    stage.put(*(a_job(number) for number in range(1, 30)))
    link = next(b for b in stage.panel.findChildren(QPushButton) if "Show all" in b.text())
    link.click()
    stage.panel.resize(stage.panel.width(), 500)
    QApplication.processEvents()
    below = stage.list.mapTo(stage.panel, stage.list.rect().bottomLeft()).y()
    assert below < stage.panel.height() == 500
    assert stage.list.verticalScrollBar().maximum() > 0


def test_says_by_itself_why_a_job_needs_you(stage: Stage) -> None:
    failure = Failure(FailureKind.GENERATION_FAILED, said=HOSTILE)
    stage.put(a_job(1), a_job(2, state=JobState.FAILED, failure=failure))
    assert "couldn't finish this picture" in stage.words()
    assert "<b>bold</b>" in stage.words()
    assert "\u202e" not in stage.words()
    labels = stage.panel.details.findChildren(Label)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


@pytest.mark.parametrize(
    ("state", "words", "asked"),
    [
        (JobState.QUEUED, "Cancel", "cancel"),
        (JobState.ACCEPTED, "Stop waiting", "cancel"),
        (JobState.FAILED, "Retry · $0.03", "again"),
        (JobState.REFUSED, "Change", "reuse"),
        (JobState.GONE, "Make again · $0.03", "again"),
        (JobState.UNCONFIRMED, "Send again · $0.03 (may be charged twice)", "again"),
        (JobState.UNCONFIRMED, "Keep", "put_away"),
        (JobState.UNCONFIRMED, "Discard", "discard"),
        (JobState.MODERATED, "Edit prompt", "reuse"),
    ],
)
def test_an_action_is_asked_for_by_a_click(
    state: JobState, words: str, asked: str, stage: Stage
) -> None:
    stage.put(a_job(1, state=state))
    stage.panel.choose("job-1")
    stage.now += 10
    stage.press(words)
    assert [(name, job.id) for name, job in stage.asked] == [(asked, "job-1")]


def test_enter_leads_to_the_actions_and_never_buys(stage: Stage) -> None:
    stage.put(a_job(1, state=JobState.FAILED))
    stage.list.setFocus()
    QTest.keyClick(stage.list, Qt.Key.Key_Return)
    button = stage.buttons()["Retry · $0.03"]
    assert button.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(button, key)
    assert stage.asked == []
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert [name for name, _ in stage.asked] == ["again"]


def test_a_price_says_itself_to_a_screen_reader(stage: Stage) -> None:
    stage.put(a_job(1, state=JobState.FAILED))
    button = stage.buttons()["Retry · $0.03"]
    assert button.accessibleName() == "Retry"
    assert button.accessibleDescription() == "$0.03"


def test_a_double_click_buys_once_even_if_the_next_job_comes_under_the_hand(stage: Stage) -> None:
    stage.put(a_job(1, state=JobState.FAILED), a_job(2, state=JobState.FAILED))
    stage.press("Retry · $0.03")
    stage.jobs.put(a_job(1, state=JobState.FAILED, hidden=True))
    again = stage.buttons()["Retry · $0.03"]
    QTest.mouseDClick(again, Qt.MouseButton.LeftButton)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    QTest.keyClick(again, Qt.Key.Key_Space)
    assert [job.id for _, job in stage.asked] == ["job-1"]
    stage.now += 1
    stage.press("Retry · $0.03")
    assert [job.id for _, job in stage.asked] == ["job-1", "job-2"]


def test_delete_calls_off_what_runs_or_waits_and_nothing_else(stage: Stage) -> None:
    stage.put(a_job(1, state=JobState.FAILED), a_job(2))
    for job in ("job-1", "job-2"):
        stage.panel.choose(job)
        QTest.keyClick(stage.list, Qt.Key.Key_Delete)
    assert [(name, job.id) for name, job in stage.asked] == [("cancel", "job-2")]


def test_r_takes_the_recipe_back(stage: Stage) -> None:
    stage.put(a_job(1))
    stage.panel.choose("job-1")
    QTest.keyClick(stage.list, Qt.Key.Key_R)
    assert [name for name, _ in stage.asked] == ["reuse"]


class TestTheActionInARow:
    def test_is_pressed_without_choosing_the_row(self, stage: Stage) -> None:
        stage.put(a_job(1, state=JobState.FAILED), a_job(2))
        QTest.mouseClick(
            stage.list.viewport(), Qt.MouseButton.LeftButton, pos=stage.action_place(1)
        )
        assert [(name, job.id) for name, job in stage.asked] == [("cancel", "job-2")]
        assert job_of(stage.list.currentIndex()).id == "job-1"

    def test_is_left_alone_right_after_the_rows_moved(self, stage: Stage) -> None:
        stage.put(*(a_job(number, state=JobState.FAILED) for number in (1, 2, 3)))
        stage.jobs.put(a_job(2, state=JobState.FAILED, hidden=True))
        place = stage.action_place(1)
        QTest.mouseClick(stage.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert stage.asked == []
        stage.now += 1
        QTest.mouseClick(stage.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert [(name, job.id) for name, job in stage.asked] == [("again", "job-3")]

    def test_is_not_pressed_when_the_hand_goes_elsewhere(self, stage: Stage) -> None:
        stage.put(a_job(1, state=JobState.FAILED), a_job(2))
        view = stage.list.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=stage.action_place(1))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        assert stage.asked == []


@pytest.mark.parametrize(("endpoint", "flask"), [(SANDBOX, True), (GLOBAL, False)])
def test_the_flask_stands_where_the_next_purchase_is_pretend(
    endpoint: Endpoint, flask: bool, stage: Stage
) -> None:
    stage.put(a_job(1, state=JobState.FAILED, endpoint=endpoint))
    assert stage.buttons()["Retry · $0.03"].icon().isNull() != flask


@pytest.mark.parametrize(
    ("place", "state", "flask"),
    [
        (SANDBOX, JobState.UNCONFIRMED, True),
        (SANDBOX, JobState.QUEUED, False),
        (GLOBAL, JobState.UNCONFIRMED, False),
    ],
)
def test_a_sum_of_the_sandbox_carries_the_flask_and_its_colour(
    stage: Stage, place: Endpoint, state: JobState, flask: bool
) -> None:
    job = a_job(1, state=state, endpoint=place, failure=Failure(FailureKind.NO_ANSWER))
    stage.put(job)
    stage.panel.choose(job.id)
    (glyph,) = stage.panel.details.findChildren(Glyph)
    assert glyph.isVisible() is flask
    QApplication.processEvents()
    assert shows(stage.panel.details, "sandbox-text") is flask

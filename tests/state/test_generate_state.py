"""What Generate shows at each moment, and which presses it takes as an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain import pricing
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.generate_state import GenerateKind, GenerateState
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.situation import Situation

CLOSED = Failure(FailureKind.FOLDER_CLOSED)
NOT_OPENED = Failure(FailureKind.JOURNAL_CLOSED)


class Desk:
    """A recipe with a prompt, a place to send it to, and a clock set by hand."""

    def __init__(self, parent: QObject) -> None:
        self.now = 100.0
        self.recipe = RecipeState(parent)
        self.situation = Situation(Place.SANDBOX, Path("library"), parent)
        self.generate = GenerateState(self.recipe, self.situation, lambda: self.now, parent)
        self.recipe.set_prompt("a harbour")

    def kind(self) -> GenerateKind:
        return self.generate.face.kind

    def press(self, wait: float = 1.0, *, repeated: bool = False) -> bool:
        self.now += wait
        return self.generate.press(repeated=repeated)

    def make_dear(self) -> None:
        self.recipe.set_model("flux-2-max")
        self.recipe.set_size(Size(2048, 2048))
        self.recipe.set_pictures(24)


def running_timers(state: GenerateState) -> list[QTimer]:
    return [timer for timer in state.findChildren(QTimer) if timer.isActive()]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    parent = QObject()
    yield Desk(parent)
    for timer in parent.findChildren(QTimer):
        timer.stop()
    parent.deleteLater()


def test_ready_shows_the_estimate_for_all_pictures(desk: Desk) -> None:
    desk.recipe.set_pictures(4)
    face = desk.generate.face
    assert (face.kind, face.pictures, face.reason) == (GenerateKind.READY, 4, None)
    assert face.estimate == pricing.estimate(desk.recipe.recipe, 4)
    assert face.place is Place.SANDBOX


def test_a_press_in_ready_is_an_order(desk: Desk) -> None:
    assert desk.press()


def test_the_first_reason_wins(desk: Desk) -> None:
    desk.situation.set_not_opened(NOT_OPENED)
    desk.situation.set_folder_failure(CLOSED)
    desk.recipe.set_size(Size(2624, 1968))
    desk.recipe.set_prompt("")
    reasons = []
    mends: tuple[Callable[[], None], ...] = (
        lambda: desk.recipe.set_prompt("a harbour"),
        lambda: desk.recipe.set_size(Size(1024, 1024)),
        lambda: setattr(desk.situation, "start_failure", None),
        lambda: desk.situation.set_folder_failure(None),
    )
    for mend in mends:
        assert desk.kind() is GenerateKind.OFF
        assert not desk.press()
        reasons.append(desk.generate.face.reason)
        mend()
    kinds = [each.kind for each in reasons if isinstance(each, Issue)]
    assert kinds == [IssueKind.PROMPT_EMPTY, IssueKind.AREA_TOO_LARGE]
    assert reasons[2:] == [NOT_OPENED, CLOSED]
    assert desk.kind() is GenerateKind.READY


def test_off_keeps_the_price(desk: Desk) -> None:
    desk.recipe.set_prompt(" ")
    assert desk.generate.face.estimate == Exact(credits("3"))


def test_above_one_dollar_the_first_press_only_asks(desk: Desk) -> None:
    desk.make_dear()
    assert not desk.press()
    assert desk.kind() is GenerateKind.ARMED
    assert desk.press()


def test_armed_lapses_and_says_so(desk: Desk, qtbot: QtBot) -> None:
    desk.make_dear()
    desk.press()
    (timer,) = running_timers(desk.generate)
    # Timers may be a little early: whatever the clock says, it is over when it was said to be.
    desk.now += 4.9
    with qtbot.waitSignal(desk.generate.changed):
        timer.setInterval(0)
    assert desk.kind() is GenerateKind.READY
    assert not desk.press(0.5)


def test_armed_lapses_by_the_clock_where_the_timer_is_late(desk: Desk) -> None:
    desk.make_dear()
    desk.press()
    desk.now += 5.0
    assert desk.kind() is GenerateKind.READY
    assert not desk.press(0.5)


def test_sending_takes_no_press(desk: Desk) -> None:
    assert desk.press()
    desk.generate.committing()
    assert desk.kind() is GenerateKind.SENDING
    assert not desk.press()


def test_just_pressed_counts_what_was_queued_then_is_ready_again(desk: Desk, qtbot: QtBot) -> None:
    desk.generate.committing()
    with qtbot.waitSignal(desk.generate.changed):
        desk.generate.committed(4)
    face = desk.generate.face
    assert (face.kind, face.pictures) == (GenerateKind.JUST_PRESSED, 4)
    assert not desk.press()
    with qtbot.waitSignal(desk.generate.changed):
        pass
    assert desk.kind() is GenerateKind.READY


def test_an_edit_ends_just_pressed_at_once(desk: Desk) -> None:
    desk.generate.committing()
    desk.generate.committed(4)
    desk.recipe.set_pictures(2)
    assert desk.kind() is GenerateKind.READY
    assert desk.generate.face.pictures == 2


def test_a_batch_that_was_not_taken_leaves_it_ready(desk: Desk) -> None:
    desk.generate.committing()
    desk.generate.committed(0)
    assert desk.kind() is GenerateKind.READY


def test_no_press_counts_while_any_batch_is_on_its_way(desk: Desk) -> None:
    """*Send again* of a job can be recorded before the order that was given first."""
    desk.generate.committing()
    desk.generate.committing()
    desk.generate.committed(1)
    assert desk.kind() is GenerateKind.SENDING
    for timer in running_timers(desk.generate):
        timer.timeout.emit()
    assert desk.kind() is GenerateKind.SENDING
    assert not desk.press()
    desk.generate.committed(4)
    assert (desk.kind(), desk.generate.face.pictures) == (GenerateKind.JUST_PRESSED, 5)


def test_each_batch_alone_is_counted_for_itself(desk: Desk) -> None:
    for pictures in (4, 1):
        desk.generate.committing()
        desk.generate.committed(pictures)
        assert desk.generate.face.pictures == pictures


def test_held_while_its_own_place_is_paused_and_still_takes_orders(desk: Desk) -> None:
    desk.situation.set_paused(Place.GLOBAL, Failure(FailureKind.NO_CREDITS))
    assert desk.kind() is GenerateKind.READY
    desk.situation.set_paused(Place.SANDBOX, Failure(FailureKind.NO_CREDITS))
    assert desk.kind() is GenerateKind.HELD
    assert desk.press()
    desk.situation.set_paused(Place.SANDBOX, None)
    assert desk.kind() is GenerateKind.READY


def test_held_asks_twice_too(desk: Desk) -> None:
    desk.situation.set_paused(Place.SANDBOX, Failure(FailureKind.NO_CREDITS))
    desk.make_dear()
    assert not desk.press()
    assert desk.kind() is GenerateKind.ARMED


@pytest.mark.parametrize("dear", [False, True])
def test_twenty_presses_in_a_second_buy_at_most_once(desk: Desk, dear: bool) -> None:
    """Wherever among them the batch is recorded and "queued" has been read."""
    if dear:
        desk.make_dear()
    orders = 0
    for number in range(20):
        if desk.press(0.05):
            orders += 1
            desk.generate.committing()
        if number == 3 and orders:
            desk.generate.committed(1)
        if number == 13 and orders:
            (timer,) = running_timers(desk.generate)
            timer.timeout.emit()
    assert orders == (0 if dear else 1)


def test_a_held_key_never_counts(desk: Desk) -> None:
    assert not desk.press(repeated=True)
    desk.make_dear()
    assert not desk.press(repeated=True)
    assert desk.kind() is GenerateKind.READY
    desk.press()
    assert not any(desk.press(0.03, repeated=True) for _ in range(100))


def test_what_stands_in_the_way_is_shown_the_moment_it_is_known(desk: Desk, qtbot: QtBot) -> None:
    changes: tuple[Callable[[], None], ...] = (
        lambda: desk.situation.set_folder_failure(CLOSED),
        lambda: desk.situation.set_folder_failure(None),
        lambda: desk.situation.set_paused(Place.SANDBOX, CLOSED),
        lambda: desk.situation.set_not_opened(NOT_OPENED),
    )
    for change in changes:
        with qtbot.waitSignal(desk.generate.changed, timeout=0):
            change()

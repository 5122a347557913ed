"""A real notification service on a bus of its own, and a desktop without one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.resources import DESKTOP_ENTRY
from bfl_studio.state.desk_notices import DeskNotice
from bfl_studio.ui.desktop_notice import DesktopNotice, notice_words
from tests.e2e.session import private_folders, session_bus
from tests.notification_shell import serving

ACTIVE, AWAY = Qt.ApplicationState.ApplicationActive, Qt.ApplicationState.ApplicationInactive


class Notices(QObject):
    """What decides, as far as what shows can see it."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with private_folders() as folders, session_bus(folders) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        yield


class Stage:
    """A window somebody left, and how it asked for attention."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.notices = Notices()
        self.notice = DesktopNotice(self.window, self.notices)  # type: ignore[arg-type]
        self.alerts: list[QWidget] = []
        self.clicks: list[bool] = []
        monkeypatch.setattr(QApplication, "alert", self.alerts.append)
        self.notice.clicked.connect(lambda: self.clicks.append(True))

    def tell(self, pictures: int = 0, waiting: int = 0) -> None:
        self.notices.wanted.emit(DeskNotice(pictures, waiting))


@pytest.fixture
def stage(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, dark: None
) -> Iterator[Callable[[], Stage]]:
    made: list[Stage] = []

    def make() -> Stage:
        made.append(Stage(qtbot, monkeypatch))
        return made[0]

    yield make
    for each in made:
        each.notice.close()
        each.notices.deleteLater()


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (DeskNotice(1, 0), "1 picture is ready"),
        (DeskNotice(3, 0), "3 pictures are ready"),
        (DeskNotice(0, 1), "1 job needs you"),
        (DeskNotice(0, 2), "2 jobs need you"),
        (DeskNotice(3, 1), "3 pictures are ready · 1 job needs you"),
    ],
)
def test_it_counts_and_says_no_more(notice: DeskNotice, words: str) -> None:
    assert notice_words(notice) == words


@pytest.mark.usefixtures("bus")
def test_the_desktop_shows_one_and_a_later_one_in_its_place(
    stage: Callable[[], Stage], qtbot: QtBot
) -> None:
    with serving() as shell:
        told = stage()
        told.tell(1)
        qtbot.waitUntil(lambda: list(shell.shown.values()) == [("1 picture is ready", "")])
        told.tell(3, 1)
        later = ("3 pictures are ready · 1 job needs you", "")
        qtbot.waitUntil(lambda: list(shell.shown.values()) == [later])
        assert shell.asked[0][6]["desktop-entry"] == ("s", DESKTOP_ENTRY)  # type: ignore[index]
        assert not told.alerts


@pytest.mark.usefixtures("bus")
def test_a_click_brings_the_window_forward_and_one_of_another_program_does_not(
    stage: Callable[[], Stage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    with serving() as shell:
        told = stage()
        told.tell(1)
        qtbot.waitUntil(lambda: bool(shell.shown))
        shell.say("ActionInvoked", "us", 99, "default")
        shell.say("ActivationToken", "us", 1, "token-7")
        shell.say("ActionInvoked", "us", 1, "default")
        qtbot.waitUntil(lambda: bool(told.clicks))
        qtbot.wait(50)
        assert told.clicks == [True]
        assert os.environ["XDG_ACTIVATION_TOKEN"] == "token-7"


@pytest.mark.usefixtures("bus")
def test_it_is_taken_back_when_somebody_looks(
    stage: Callable[[], Stage], qtbot: QtBot, qapp: QApplication
) -> None:
    with serving() as shell:
        told = stage()
        told.tell(1)
        qtbot.waitUntil(lambda: bool(shell.shown))
        qapp.applicationStateChanged.emit(AWAY)
        assert told.notices.forgotten == 0
        qapp.applicationStateChanged.emit(ACTIVE)
        qtbot.waitUntil(lambda: not shell.shown)
        assert told.notices.forgotten == 1


@pytest.mark.usefixtures("bus")
def test_it_is_taken_back_when_the_studio_ends(stage: Callable[[], Stage], qtbot: QtBot) -> None:
    with serving() as shell:
        told = stage()
        told.tell(1)
        qtbot.waitUntil(lambda: bool(shell.shown))
        told.notice.close()
        qtbot.waitUntil(lambda: not shell.shown)


@pytest.mark.usefixtures("bus")
def test_one_that_was_closed_is_shown_anew(stage: Callable[[], Stage], qtbot: QtBot) -> None:
    with serving() as shell:
        told = stage()
        told.tell(1)
        qtbot.waitUntil(lambda: bool(shell.shown))
        shell.shown.clear()
        shell.say("NotificationClosed", "uu", 1, 2)
        qtbot.wait(50)
        told.tell(2)
        qtbot.waitUntil(lambda: len(shell.asked) == 2)
        assert shell.asked[1][1] == 0


@pytest.mark.usefixtures("bus")
def test_a_service_that_refuses_leaves_it_to_the_task_bar(
    stage: Callable[[], Stage], qtbot: QtBot
) -> None:
    with serving(refusing=True):
        told = stage()
        told.tell(1)
        qtbot.waitUntil(lambda: told.alerts == [told.window])


@pytest.mark.usefixtures("bus")
def test_a_bus_without_a_service_leaves_it_to_the_task_bar_and_asks_again_later(
    stage: Callable[[], Stage], qtbot: QtBot
) -> None:
    told = stage()
    told.tell(1)
    qtbot.waitUntil(lambda: told.alerts == [told.window])
    with serving() as shell:
        told.tell(2)
        qtbot.waitUntil(lambda: bool(shell.shown))


def test_a_desktop_without_a_bus_leaves_it_to_the_task_bar(
    stage: Callable[[], Stage], qtbot: QtBot
) -> None:
    told = stage()
    told.tell(1)
    qtbot.waitUntil(lambda: told.alerts == [told.window])

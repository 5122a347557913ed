"""An exception nobody caught becomes a notice, from whichever thread; the studio lives on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bfl_studio import diagnostics
from bfl_studio.domain.errors import FailureKind
from bfl_studio.options import Options
from bfl_studio.parts import StudioProcess
from bfl_studio.services.premises import Premises
from bfl_studio.state.notices import Notice, NoticeAction, Severity


@pytest.fixture
def process(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioProcess]:
    """A studio whose window has been painted once, with the hooks of a running one."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook, logging.lastResort
    made = StudioProcess(Options(tmp_path, None), Premises(tmp_path, tmp_path / "library"))
    qtbot.addWidget(made.window)
    diagnostics.install(made.fault)
    yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook, logging.lastResort = hooks
    made.front.deleteLater()


def _fail() -> None:
    raise ZeroDivisionError("nothing is left")


def _notice(process: StudioProcess) -> Notice:
    (notice,) = process.front.notices.notices
    return notice


def _is_told(process: StudioProcess, qtbot: QtBot) -> None:
    notice = _notice(process)
    assert notice.failure is not None
    assert notice.failure.kind is FailureKind.STUDIO_BUG
    assert notice.severity is Severity.ERROR
    assert notice.actions == (NoticeAction.COPY_DETAILS,)
    assert "ZeroDivisionError: nothing is left" in notice.failure.details
    assert "in _fail" in notice.failure.details
    heard: list[bool] = []
    QTimer.singleShot(0, lambda: heard.append(True))
    qtbot.waitUntil(lambda: bool(heard))


def test_in_a_slot(process: StudioProcess, qtbot: QtBot) -> None:
    with qtbot.waitSignal(process.front.notices.changed):
        QTimer.singleShot(0, _fail)
    _is_told(process, qtbot)


def test_in_a_thread_but_told_on_the_window_s(process: StudioProcess, qtbot: QtBot) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    # The window's thread was busy here all the time: nobody else touches the notices.
    assert not process.front.notices.notices
    qtbot.waitUntil(lambda: bool(process.front.notices.notices))
    _is_told(process, qtbot)


def test_a_thread_that_gives_up_is_told_too(process: StudioProcess, qtbot: QtBot) -> None:
    thread = threading.Thread(target=sys.exit, args=("there is no way on",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(process.front.notices.notices))
    failure = _notice(process).failure
    assert failure is not None
    assert "SystemExit: there is no way on" in failure.details


def test_an_interrupt_from_the_keyboard_is_no_mistake(
    process: StudioProcess, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.wait(0)
    assert not process.front.notices.notices
    assert "KeyboardInterrupt" in capsys.readouterr().err

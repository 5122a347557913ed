"""Commands of the window: zoom, panes, places, menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.ui import theme
from bfl_studio.ui.bfl_pages import DASHBOARD
from bfl_studio.ui.number_field import NumberField
from tests.scenes import a_job, a_picture, bad_afternoon
from tests.ui.command_stage import Desktop, do, listening_desktop, type_prompt
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with listening_desktop() as made:
        yield made


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path, desktop: Desktop) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def test_zoom(parts: StudioParts, tmp_path: Path) -> None:
    zooms: list[object] = []
    parts.window.panes.viewer.zoom_changed.connect(lambda *told: zooms.append(told[0]))
    parts.window.panes.viewer.show_picture(a_picture(tmp_path, a_job(1, JobState.SAVED)))
    do(parts, "actual_size")
    for action in ("zoom_in", "zoom_out", "fit"):
        before = len(zooms)
        do(parts, action)
        assert len(zooms) > before, action


def test_folding(parts: StudioParts) -> None:
    panes = parts.window.panes
    for action, compose, library in (
        ("fold_compose", False, True),
        ("fold_compose", True, True),
        ("fold_library", True, False),
        ("fold_both", False, False),
        ("fold_both", True, True),
    ):
        do(parts, action)
        assert (panes.compose.isVisible(), not panes.library_folded) == (compose, library)


def test_full_screen_there_and_back(parts: StudioParts) -> None:
    do(parts, "full_screen")
    assert parts.window.isFullScreen()
    do(parts, "full_screen")
    assert not parts.window.isFullScreen()


def test_colours(parts: StudioParts) -> None:
    do(parts, "scheme_light")
    light = theme.current().color("window").name()
    do(parts, "scheme_dark")
    assert (light, theme.current().color("window").name()) == ("#ededed", "#1b1b1b")


def test_each_place_is_reached_by_its_key_also_when_folded(
    parts: StudioParts, tmp_path: Path
) -> None:
    bad_afternoon(parts, tmp_path)
    panes = parts.window.panes
    do(parts, "fold_both")
    for action, place in (
        ("to_prompt", panes.compose.prompt),
        ("to_model", panes.compose.model),
        ("to_jobs", panes.jobs.list),
        ("to_library", panes.library.list),
    ):
        do(parts, action)
        assert focused() is place, action
    do(parts, "to_notices")
    assert panes.notices.isAncestorOf(focused())


def test_panes_go_round_and_back(parts: StudioParts, tmp_path: Path) -> None:
    bad_afternoon(parts, tmp_path)
    do(parts, "to_prompt")
    round_trip = [focused()]
    while len(round_trip) < 12:
        do(parts, "next_pane")
        if focused() is round_trip[0]:
            break
        round_trip.append(focused())
    assert len({*round_trip}) == len(round_trip) == 7
    for expected in reversed(round_trip):
        do(parts, "pane_before")
        assert focused() is expected


def test_the_next_pane_is_that_of_where_the_keyboard_is(parts: StudioParts) -> None:
    control(parts, NumberField, "Width").setFocus()
    type_prompt(parts, "red")
    control(parts, NumberField, "Width").setFocus()
    do(parts, "next_pane")
    assert focused().accessibleName() == "Generate"


def test_the_menu_opens_by_its_key_and_has_every_action(parts: StudioParts) -> None:
    opened: list[QWidget | None] = []

    def close() -> None:
        popup = QApplication.activePopupWidget()
        opened.append(popup)
        if popup is not None:
            popup.close()

    QTimer.singleShot(0, close)
    QTest.keyClick(focused(), Qt.Key.Key_F10)
    assert [popup.accessibleName() for popup in opened if popup] == ["Menu"]


@pytest.mark.parametrize("action", ["close", "quit"])
def test_closing_asks_the_process_and_does_not_close_by_itself(
    parts: StudioParts, qtbot: QtBot, action: str
) -> None:
    with qtbot.waitSignal(parts.window.close_requested, timeout=0):
        do(parts, action)
    assert parts.window.isVisible()


def test_no_credits_leads_to_bfls_own_page(parts: StudioParts, desktop: Desktop) -> None:
    failure = Failure(FailureKind.NO_CREDITS)
    parts.studio.say_failure("paused global", failure, Place.GLOBAL)
    settle()
    control(parts, QPushButton, "Top up at BFL").click()
    assert desktop.pages == [DASHBOARD]
    assert DASHBOARD.startswith("https://") and QUrl(DASHBOARD).host().endswith(".bfl.ai")


def test_what_got_no_answer_is_settled_for_all_by_its_row(parts: StudioParts) -> None:
    asked: list[str] = []
    jobs = [a_job(number, JobState.UNCONFIRMED) for number in (1, 2)]
    for job in jobs:
        parts.studio.jobs.put(job)
    parts.window.panes.fold_library(False)
    settle()
    parts.studio._do = lambda name, question: asked.append(name)  # type: ignore[method-assign]
    QTest.qWait(450)
    for name in ("Keep", "Discard"):
        control(parts, QPushButton, name).click()
    deeds = [f"{deed} {job.id}" for deed in ("put away", "discard") for job in jobs]
    assert asked == deeds

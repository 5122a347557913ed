"""Where the panes stand at each width of the window, and whose wish wins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.services.events import JobChanged
from bfl_studio.state.notices import NoticeAction
from bfl_studio.ui.controls import LinkButton, QuietButton
from bfl_studio.ui.panes import Panes
from tests.scenes import a_job
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
_RAIL = 44


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _resize(parts: StudioParts, width: int) -> None:
    parts.window.resize(width, 900)
    settle()


def _right(panes: Panes) -> int:
    return panes.rail.width() if panes.library_folded else panes.library.width()


def _drag(parts: StudioParts, line: int, way: int) -> None:
    handle = parts.window.panes.findChildren(QSplitter)[0].handle(line)
    start = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start + QPoint(way, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    settle()


@pytest.mark.parametrize(
    ("width", "compose", "right", "folded"),
    [
        (1280, 320, _RAIL, True),
        (1365, 320, _RAIL, True),
        (1366, 320, 220, False),
        (1440, 320, 220, False),
        (1549, 320, 220, False),
        (1550, 340, 280, False),
        (1600, 340, 280, False),
    ],
)
def test_widths_follow_the_window(
    parts: StudioParts, width: int, compose: int, right: int, folded: bool
) -> None:
    _resize(parts, width)
    panes = parts.window.panes
    assert panes.library_folded is folded
    assert (panes.compose.width(), _right(panes)) == (compose, right)
    # The foot is 24 px of padding wider than what stands in it.
    assert panes.foot.button.width() == compose - 24


@pytest.mark.parametrize("width", [1280, 1366, 1440, 1550, 1600, 1920, 2560])
def test_the_viewer_keeps_three_fifths(parts: StudioParts, width: int) -> None:
    _resize(parts, width)
    assert round(100 * parts.window.panes.viewer.width() / width) >= 60


def test_the_first_window_that_fits_a_small_screen_starts_folded(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with standing_window(tmp_path, (1280, 720)) as parts:
        panes = parts.window.panes
        assert panes.library_folded
        assert (panes.rail.width(), panes.compose.width()) == (_RAIL, 320)
        assert panes.foot.button.width() == 296


def test_lines_that_were_dragged_stay(parts: StudioParts) -> None:
    panes = parts.window.panes
    _drag(parts, 1, 40)
    _drag(parts, 2, -50)
    own = panes.compose.width(), panes.library.width()
    assert own[0] > 350
    assert own[1] > 260
    assert panes.foot.button.width() == own[0] - 24
    for width in (1700, 1400):
        _resize(parts, width)
        assert (panes.compose.width(), panes.library.width()) == own


def test_a_line_that_was_not_dragged_still_follows_the_window(parts: StudioParts) -> None:
    panes = parts.window.panes
    _drag(parts, 2, -50)
    library = panes.library.width()
    _resize(parts, 1600)
    assert (panes.compose.width(), panes.library.width()) == (340, library)


def test_a_library_that_was_dragged_unfolds_to_its_width(parts: StudioParts) -> None:
    panes = parts.window.panes
    _drag(parts, 2, -50)
    library = panes.library.width()
    panes.fold_library(True)
    settle()
    assert panes.rail.width() == _RAIL
    _drag(parts, 1, 30)
    panes.fold_library(False)
    settle()
    assert panes.library.width() == library > 260


def test_a_window_made_narrow_folds_and_comes_back_as_it_was(parts: StudioParts) -> None:
    panes = parts.window.panes
    _drag(parts, 2, -50)
    library = panes.library.width()
    _resize(parts, 1280)
    assert panes.library_folded
    _resize(parts, 1440)
    assert panes.library.width() == library


def test_a_fold_of_ones_own_outlives_the_width(parts: StudioParts) -> None:
    panes = parts.window.panes
    folded = []
    for fold, width in ((True, 1600), (False, 1280)):
        panes.fold_library(fold)
        _resize(parts, width)
        folded.append(panes.library_folded)
    assert folded == [True, False]
    assert panes.library.width() == 220


def test_folded_compose_leaves_generate_240_wide(parts: StudioParts) -> None:
    panes = parts.window.panes
    panes.fold_compose(True)
    settle()
    assert not panes.compose.isVisible()
    assert panes.foot.button.isVisible()
    assert panes.foot.button.width() == 240
    panes.fold_compose(False)
    settle()
    assert (panes.compose.width(), panes.foot.button.width()) == (320, 296)


def _fail_one(parts: StudioParts) -> None:
    failure = Failure(FailureKind.GENERATION_FAILED)
    parts.reports.apply(JobChanged(a_job(1, JobState.FAILED, failure=failure)))
    settle()


def test_behind_a_folded_library_a_job_that_needs_you_is_told_in_the_foot(
    parts: StudioParts,
) -> None:
    panes = parts.window.panes
    panes.fold_library(True)
    _fail_one(parts)
    (notice,) = parts.studio.notices.notices
    assert notice.actions == (NoticeAction.SHOW_JOBS,)
    kinds = (LinkButton, QuietButton)
    shown = [each for kind in kinds for each in panes.notices.findChildren(kind)]
    (show,) = [each for each in shown if each.isVisible() and "Show" in each.accessibleName()]
    show.click()
    settle()
    assert not panes.library_folded
    assert panes.jobs.list.hasFocus()


def test_beside_an_open_library_it_stands_at_its_row_alone(parts: StudioParts) -> None:
    _fail_one(parts)
    assert not parts.studio.notices.notices
    assert parts.window.panes.jobs.isVisible()

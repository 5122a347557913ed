"""What the viewer shows while nobody has chosen a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.viewer_stage import Stage, a_viewer

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with a_viewer(qtbot, tmp_path) as stage:
        yield stage


class TestAfterARestart:
    """The library tells the newest picture it kept; nobody has chosen one yet."""

    def test_an_empty_viewer_shows_it_and_goes_on_following(self, stage: Stage) -> None:
        kept, made = stage.picture(1, (64, 64)), stage.picture(2, (64, 64))
        stage.viewer.offer(kept, new=False)
        assert stage.viewer.picture == kept
        assert not stage.marks.is_new("job-1")
        assert not stage.marks.is_fresh("job-1")
        stage.viewer.offer(made)
        assert stage.viewer.picture == made

    def test_what_came_or_was_chosen_before_stays(self, stage: Stage) -> None:
        kept, made = stage.picture(1, (64, 64)), stage.picture(2, (64, 64))
        stage.viewer.offer(made)
        stage.viewer.offer(kept, new=False)
        assert stage.viewer.picture == made
        QTest.keyClick(stage.viewer, Qt.Key.Key_F)
        QTest.keyClick(stage.viewer, Qt.Key.Key_F)
        assert stage.viewer.picture == made

    def test_a_choice_stays(self, stage: Stage) -> None:
        kept, chosen = stage.picture(2, (64, 64)), stage.picture(1, (64, 64))
        stage.viewer.show_picture(chosen)
        stage.viewer.offer(kept, new=False)
        assert stage.viewer.picture == chosen
        QTest.keyClick(stage.viewer, Qt.Key.Key_F)
        assert stage.viewer.picture == kept


class TestAnotherEmptyPage:
    @pytest.fixture
    def page(self, stage: Stage) -> QPushButton:
        page = QPushButton("Welcome")
        stage.viewer.set_empty_page(page)
        QApplication.processEvents()
        return page

    def test_stands_instead_of_the_starters_until_it_is_taken_away(
        self, stage: Stage, page: QPushButton
    ) -> None:
        assert page.isVisible()
        assert "Your pictures" not in stage.said()
        stage.viewer.clear_empty_page()
        assert not page.isVisible()
        assert "Your pictures" in stage.said()
        page.setParent(None)
        page.deleteLater()

    def test_no_picture_comes_over_it_unasked(self, stage: Stage, page: QPushButton) -> None:
        kept, made = stage.picture(1, (64, 64)), stage.picture(2, (64, 64))
        stage.viewer.offer(kept, new=False)
        stage.viewer.offer(made)
        assert stage.viewer.picture is None
        assert page.isVisible()
        assert stage.marks.is_new("job-2")
        stage.viewer.clear_empty_page()
        assert stage.viewer.picture == made

    def test_gives_way_to_a_choice(self, stage: Stage, page: QPushButton) -> None:
        chosen = stage.picture(1, (64, 64))
        stage.viewer.show_picture(chosen)
        assert not page.isVisible()
        stage.viewer.clear_empty_page()
        assert stage.viewer.picture == chosen

    def test_takes_the_place_of_a_picture_only_if_nobody_chose_it(self, stage: Stage) -> None:
        picture = stage.picture(1, (64, 64))
        stage.viewer.offer(picture, new=False)
        stage.viewer.set_empty_page(QPushButton("Welcome"))
        assert stage.viewer.picture is None
        stage.viewer.show_picture(picture)
        stage.viewer.set_empty_page(QPushButton("Welcome again"))
        assert stage.viewer.picture == picture

"""A picture is dragged out of the window as a clean copy; nothing else happens by that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.job import JobState
from bfl_studio.state.job_model import BatchModel, JobModel
from bfl_studio.state.library_model import LibraryModel, Picture
from bfl_studio.state.notices import Topic
from bfl_studio.state.outgoing import Outgoing
from bfl_studio.ui.batch_strip import BatchStrip
from bfl_studio.ui.drag_out import Grab, drag_pixmap
from bfl_studio.ui.library_view import LibraryView
from bfl_studio.ui.picture_words import day_of, describe_generation
from bfl_studio.ui.standings import Standings
from bfl_studio.ui.thumbnails import Marks, Thumbnails
from bfl_studio.ui.viewer import Viewer
from tests.state.makers import NOON, a_job
from tests.ui.pictures import a_cache, a_saved_picture

# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.usefixtures("dark")
LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Drag:
    """What a drag carried, and how it looked."""

    paths: list[Path]
    formats: list[str]
    pixmap: QPixmap


class Stage:
    """Viewer, library and strip with the same two pictures; the drags that began."""

    def __init__(self, qtbot: QtBot, folder: Path, thumbnails: Thumbnails, viewer: Viewer) -> None:
        self.qtbot = qtbot
        self.outgoing = Outgoing(folder / "outgoing")
        self.drags: list[Drag] = []
        self.pictures = [a_saved_picture(folder, number, size=(640, 480)) for number in (2, 1)]
        self.viewer = viewer
        self.viewer.resize(600, 400)
        self.marks = Marks()
        self.library = LibraryView(self._library(), thumbnails, self.marks)
        self.library.resize(220, 400)
        self.strip = self._strip(thumbnails)
        for panel in (self.viewer, self.library, self.strip):
            panel.hand_out(self.outgoing)
            qtbot.addWidget(panel)
            panel.show()
        self.told: list[object] = []
        for signal in (
            self.library.chosen,
            self.library.opened,
            self.strip.chosen,
            self.strip.opened,
        ):
            signal.connect(self.told.append)
        QApplication.processEvents()

    def _library(self) -> LibraryModel:
        model = LibraryModel(describe_generation, day_of)
        model.append(self.pictures, None)
        return model

    def _strip(self, thumbnails: Thumbnails) -> BatchStrip:
        self.jobs = JobModel(lambda job: job.id)
        for number in (1, 2, 3):
            self.jobs.put(a_job(number, state=JobState.QUEUED))
        batch = BatchModel(self.jobs)
        batch.show_batch("batch-1")
        kept = {picture.generation.id: picture for picture in self.pictures}
        standings = Standings(self.jobs, lambda: NOON)
        strip = BatchStrip(batch, standings, thumbnails, self.marks, kept.get)
        strip.resize(460, 104)
        return strip

    def record(self, drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        data = drag.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls()]
        self.drags.append(Drag(paths, data.formats(), drag.pixmap()))
        return Qt.DropAction.CopyAction

    def place(self, panel: str, number: int) -> tuple[QWidget, QPoint]:
        """Where picture or job `number` can be taken hold of."""
        if panel == "viewer":
            self.viewer.show_picture(self.picture(number))
            return self.viewer.canvas, QPoint(300, 200)
        if panel == "library":
            rows = self.library.list
            index = self.library._rows.index_of(f"job-{number}")
            return rows.viewport(), rows.visualRect(index).center()
        tiles = self.strip.list
        index = tiles.model().index(number - 1, 0)
        return tiles.viewport(), tiles.visualRect(index).center() - QPoint(4, 0)

    def picture(self, number: int) -> Picture:
        return next(each for each in self.pictures if each.generation.number == number)

    def until_ready(self, number: int) -> None:
        picture = self.picture(number)
        self.qtbot.waitUntil(lambda: self.outgoing.ready(picture) is not None)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with a_cache() as cache:
        viewer_marks = Marks()
        made = Stage(qtbot, tmp_path, Thumbnails(cache), Viewer(cache, viewer_marks))
        monkeypatch.setattr(QDrag, "exec", lambda drag, actions: made.record(drag, actions))
        yield made
        made.outgoing.close()
        for each in (made.outgoing, viewer_marks, made.marks):
            each.deleteLater()


def drag(widget: QWidget, start: QPoint, way: int, between: object = None) -> None:
    """Press, move a little, let the copy be made if asked to, move `way` pixels."""
    QTest.mousePress(widget, LEFT, pos=start)
    QTest.mouseMove(widget, start + QPoint(3, 0))
    if callable(between):
        between()
    QTest.mouseMove(widget, start + QPoint(way, 0))


panels = pytest.mark.parametrize("panel", ["viewer", "library", "strip"])


@panels
def test_a_drag_carries_the_clean_copy_under_its_own_name(stage: Stage, panel: str) -> None:
    widget, start = stage.place(panel, 1)
    drag(widget, start, 30, lambda: stage.until_ready(1))
    (found,) = stage.drags
    (path,) = found.paths
    assert found.formats == ["text/uri-list"]
    original = stage.picture(1).path
    assert path.name == original.name
    assert path != original
    with Image.open(path) as copy, Image.open(original) as kept:
        assert copy.tobytes() == kept.tobytes()
    assert b"trainedAlgorithmicMedia" in path.read_bytes()
    assert 0 < found.pixmap.width() <= 96 * found.pixmap.devicePixelRatio()


@panels
def test_a_hand_faster_than_the_copy_sees_it_begin_when_it_is_there(
    stage: Stage, panel: str
) -> None:
    widget, start = stage.place(panel, 1)
    drag(widget, start, 30)
    assert not stage.drags
    cursor = QGuiApplication.overrideCursor()
    assert cursor is not None
    assert cursor.shape() == Qt.CursorShape.BusyCursor
    stage.qtbot.waitUntil(lambda: len(stage.drags) == 1)
    assert QGuiApplication.overrideCursor() is None


@panels
def test_a_drag_chooses_and_opens_nothing(stage: Stage, panel: str) -> None:
    widget, start = stage.place(panel, 1)
    shown = stage.viewer.picture
    drag(widget, start, 30, lambda: stage.until_ready(1))
    # Qt tells the widget of the release after the drop.
    QTest.mouseRelease(widget, LEFT, pos=start)
    assert len(stage.drags) == 1
    assert stage.told == []
    assert stage.viewer.picture == shown
    assert not stage.library.list.selectionModel().hasSelection()


@panels
def test_a_drag_that_had_no_time_to_begin_is_no_click(stage: Stage, panel: str) -> None:
    widget, start = stage.place(panel, 1)
    drag(widget, start, 30)
    QTest.mouseRelease(widget, LEFT, pos=start)
    assert QGuiApplication.overrideCursor() is None
    stage.until_ready(1)
    assert stage.drags == []
    assert stage.told == []


@pytest.mark.parametrize("panel", ["library", "strip"])
def test_a_click_chooses_a_double_click_opens_and_neither_makes_a_copy(
    stage: Stage, panel: str, tmp_path: Path
) -> None:
    widget, start = stage.place(panel, 1)
    QTest.mouseClick(widget, LEFT, pos=start)
    assert len(stage.told) == 1
    QTest.mouseDClick(widget, LEFT, pos=start)
    QTest.mouseRelease(widget, LEFT, pos=start)
    assert len(stage.told) == 2
    QTest.mouseMove(widget, start + QPoint(40, 0))
    assert not (tmp_path / "outgoing").exists()


def test_a_press_that_trembles_is_still_a_click(stage: Stage) -> None:
    widget, start = stage.place("library", 1)
    drag(widget, start, 6)
    QTest.mouseRelease(widget, LEFT, pos=start + QPoint(6, 0))
    assert stage.told == [stage.picture(1)]
    assert stage.drags == []


def test_a_job_without_a_picture_does_not_drag(stage: Stage) -> None:
    widget, start = stage.place("strip", 3)
    drag(widget, start, 30)
    QTest.mouseRelease(widget, LEFT, pos=start)
    assert stage.drags == []
    assert [job.id for job in stage.told] == ["job-3"]  # type: ignore[attr-defined]


def test_another_button_does_not_drag(stage: Stage) -> None:
    for panel in ("viewer", "library", "strip"):
        widget, start = stage.place(panel, 1)
        QTest.mousePress(widget, Qt.MouseButton.MiddleButton, pos=start)
        QTest.mouseMove(widget, start + QPoint(30, 0))
        QTest.mouseRelease(widget, Qt.MouseButton.MiddleButton, pos=start)
    stage.qtbot.wait(50)
    assert stage.drags == []


def test_a_picture_larger_than_the_view_pans(stage: Stage) -> None:
    widget, start = stage.place("viewer", 1)
    stage.viewer.actual_size()
    drag(widget, start, 30)
    assert widget.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(widget, LEFT, pos=start)
    assert stage.drags == []
    assert stage.outgoing.ready(stage.picture(1)) is None


def test_space_and_what_lies_around_the_picture_do_not_drag(stage: Stage) -> None:
    widget, start = stage.place("viewer", 1)
    for point, held in ((QPoint(4, 4), False), (start, True)):
        stage.viewer.canvas.hold_space(held)
        drag(widget, point, 30)
        QTest.mouseRelease(widget, LEFT, pos=point)
    stage.qtbot.wait(50)
    assert stage.drags == []


@panels
def test_a_picture_whose_file_is_gone_does_not_drag_and_says_why(stage: Stage, panel: str) -> None:
    told: list[Topic] = []
    stage.outgoing.refused.connect(lambda _picture, topic: told.append(topic))
    widget, start = stage.place(panel, 1)
    stage.picture(1).path.unlink()
    drag(widget, start, 30)
    stage.qtbot.waitUntil(lambda: told == [Topic.PICTURE_MOVED])
    assert stage.drags == []
    assert QGuiApplication.overrideCursor() is None


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (2000, 100), (100, 2000)])
def test_the_thumbnail_is_96_pixels_and_wears_its_word(
    stage: Stage, tmp_path: Path, size: tuple[int, int]
) -> None:
    picture = a_saved_picture(tmp_path, 9, size=size, color="#ffffff")
    thumbnail = QPixmap(64, 64)
    thumbnail.fill(Qt.GlobalColor.white)
    for pixmap in (thumbnail, None):
        shown = drag_pixmap(Grab(picture, pixmap), 2.0)
        assert max(shown.width(), shown.height()) == 192
        image = shown.toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(8, image.width() - 8)
            for y in range(image.height() - 40, image.height() - 8)
        }
        # The word's ink on its dark ground.
        assert len(inks) > 4

"""Tiles show their state by colour as well, and a picture whole and sharp."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.job import JobState
from bfl_studio.ui import theme
from bfl_studio.ui.job_row import RowAction, action_rect, paint_job_row
from bfl_studio.ui.job_words import job_words
from bfl_studio.ui.standings import Standing
from bfl_studio.ui.tile_painting import TileState
from bfl_studio.ui.tiles import (
    Loss,
    PictureFace,
    fitted,
    paint_job_tile,
    paint_picture_tile,
)
from tests.state.makers import NOON, a_job

pytestmark = pytest.mark.usefixtures("dark")
SIDE = 96
TILE = QRect(0, 0, SIDE, SIDE)
REST = TileState()


class Sheet:
    """A piece of paper to paint on."""

    def __init__(self, ratio: float = 1.0, width: int = SIDE, height: int = SIDE) -> None:
        size = QSize(round(width * ratio), round(height * ratio))
        self.image = QImage(size, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)
        self.image.fill(theme.current().color("pane"))
        self.painter = QPainter(self.image)

    def colors(self) -> set[str]:
        """Every colour on it."""
        self.painter.end()
        spots = ((x, y) for x in range(self.image.width()) for y in range(self.image.height()))
        return {self.image.pixelColor(x, y).name() for x, y in spots}


def token(name: str) -> str:
    return QColor(theme.current().color(name)).name()


def picture(width: int, height: int) -> QPixmap:
    """Red, with a blue pixel in each corner."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    for x in (0, width - 1):
        for y in (0, height - 1):
            image.setPixelColor(x, y, QColor(Qt.GlobalColor.blue))
    return QPixmap.fromImage(image)


@pytest.mark.parametrize(
    ("state", "fill"),
    [
        (JobState.QUEUED, "control"),
        (JobState.MODERATED, "warn-tint"),
        (JobState.UNCONFIRMED, "warn-tint"),
        (JobState.FAILED, "error-tint"),
    ],
)
def test_what_needs_you_is_tinted_in_strip_and_list(state: JobState, fill: str) -> None:
    words = job_words(a_job(1, state=state), Standing(NOON))
    tile, row = Sheet(), Sheet(width=200, height=44)
    paint_job_tile(tile.painter, TILE, words, REST)
    paint_job_row(row.painter, QRect(0, 0, 200, 44), words, "a harbour", None, REST)
    assert token(fill) in tile.colors()
    assert token(fill) in row.colors()


def test_progress_stands_at_the_foot() -> None:
    job = a_job(1, state=JobState.ACCEPTED, progress=0.5)
    sheet = Sheet()
    paint_job_tile(sheet.painter, TILE, job_words(job, Standing(NOON)), REST)
    sheet.painter.end()
    foot = [sheet.image.pixelColor(x, SIDE - 3).name() for x in (SIDE // 4, 3 * SIDE // 4)]
    assert foot == [token("focus"), token("line")]


@pytest.mark.parametrize("size", [(88, 88), (40, 88), (88, 40), (20, 20)])
def test_a_picture_is_whole_and_at_its_own_pixels_where_it_fits(size: tuple[int, int]) -> None:
    sheet = Sheet()
    paint_picture_tile(sheet.painter, TILE, PictureFace(picture(*size)), REST)
    colors = sheet.colors()
    assert token("well") in colors
    blue = QColor(Qt.GlobalColor.blue).name()
    spots = ((x, y) for x in range(SIDE) for y in range(SIDE))
    assert sum(sheet.image.pixelColor(x, y).name() == blue for x, y in spots) == 4


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [QSize(512, 341), QSize(341, 512), QSize(60, 60)])
def test_a_picture_lies_on_whole_device_pixels(size: QSize, ratio: float) -> None:
    place = QRectF(7, 3, 96, 96)
    found = fitted(size, place, ratio)
    for edge in (found.left(), found.top(), found.width(), found.height()):
        assert edge * ratio == pytest.approx(round(edge * ratio))
    assert place.adjusted(-1, -1, 1, 1).contains(found)
    assert found.width() / found.height() == pytest.approx(size.width() / size.height(), abs=0.03)


@pytest.mark.parametrize("state", [TileState(selected=True), TileState(fresh=True)])
def test_a_chosen_and_a_fresh_picture_wear_the_ring(state: TileState) -> None:
    plain, ringed = Sheet(), Sheet()
    paint_picture_tile(plain.painter, TILE, PictureFace(picture(40, 40)), REST)
    paint_picture_tile(ringed.painter, TILE, PictureFace(picture(40, 40)), state)
    assert token("focus") not in plain.colors()
    assert token("focus") in ringed.colors()


def test_the_picture_in_the_viewer_has_a_foot_besides() -> None:
    chosen, shown = Sheet(), Sheet()
    paint_picture_tile(chosen.painter, TILE, PictureFace(), TileState(selected=True))
    paint_picture_tile(shown.painter, TILE, PictureFace(), TileState(selected=True, shown=True))
    middle = [sheet.image.pixelColor(SIDE // 2, SIDE - 5).name() for sheet in (chosen, shown)]
    assert middle == [token("well"), token("focus")]
    for sheet in (chosen, shown):
        sheet.painter.end()


def test_a_picture_of_the_sandbox_says_so() -> None:
    plain, pretend = Sheet(), Sheet()
    paint_picture_tile(plain.painter, TILE, PictureFace(), REST)
    paint_picture_tile(pretend.painter, TILE, PictureFace(pretend=True), REST)
    assert token("on-scrim") not in plain.colors()
    assert token("on-scrim") in pretend.colors()


def test_a_moved_file_and_a_damaged_one_look_different_and_neither_is_a_picture() -> None:
    sheets = [Sheet() for _ in range(3)]
    faces = [PictureFace(loss=Loss.MOVED), PictureFace(loss=Loss.DAMAGED), PictureFace()]
    for sheet, face in zip(sheets, faces, strict=True):
        paint_picture_tile(sheet.painter, TILE, face, REST)
        sheet.painter.end()
    first, second, third = (sheet.image for sheet in sheets)
    assert len({bytes(each.constBits()) for each in (first, second, third)}) == 3


@pytest.mark.parametrize("scheme", [theme.Scheme.DARK, theme.Scheme.LIGHT])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_a_rows_action_stays_in_its_card(
    scheme: theme.Scheme, scale: float, qapp: QApplication
) -> None:
    theme.apply(qapp, scheme, scale)
    row = QRect(0, 0, round(196 * scale), round(44 * scale))
    for action in (RowAction("Cancel"), RowAction("Send again · $0.06", pretend=True)):
        assert row.contains(action_rect(row, action))

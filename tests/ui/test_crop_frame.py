"""The frame that crops a picture in the hand, and what is seen of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.geometry import Box, Size
from bfl_studio.parts import StudioParts
from bfl_studio.services.picture_desk import Taken
from bfl_studio.ui.crop_frame import CropFrame
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.crop_stage import (
    PICTURE,
    crops,
    fill_sizes,
    open_crop,
    press,
)
from tests.ui.stage import turn_wheel
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def _spot(frame: CropFrame, across: float, down: float) -> QPoint:
    """A point of the screen that lies at a part of the picture."""
    place = frame.placed.place
    return QPoint(
        round(place.left() + across * place.width()), round(place.top() + down * place.height())
    )


def _drag(frame: CropFrame, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(frame, left, pos=start)
    QTest.mouseMove(frame, (start + end) / 2)
    QTest.mouseMove(frame, end)
    QTest.mouseRelease(frame, left, pos=end)


def _near(box: Box, expected: Box) -> bool:
    """To two pixels of the screen."""
    pairs = zip(
        (box.left, box.top, box.left + box.width, box.top + box.height),
        (
            expected.left,
            expected.top,
            expected.left + expected.width,
            expected.top + expected.height,
        ),
        strict=True,
    )
    return all(abs(one - other) <= 14 for one, other in pairs)


def test_by_hand_a_corner_an_edge_and_the_whole_frame(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    _drag(frame, _spot(frame, 1, 1), _spot(frame, 0.6, 0.5))
    assert _near(frame.box, Box(0, 0, 1800, 1000))
    _drag(frame, _spot(frame, 0, 0.15), _spot(frame, 0.2, 0.15))
    assert _near(frame.box, Box(600, 0, 1200, 1000))
    _drag(frame, _spot(frame, 0.45, 0.3), _spot(frame, 0.65, 0.9))
    assert _near(frame.box, Box(1200, 1000, 1200, 1000))
    before = frame.box
    _drag(frame, _spot(frame, 0.05, 0.05), _spot(frame, 0.3, 0.3))
    assert frame.box == before
    # The picture in the tile meanwhile stays as it was.
    assert crops(parts) == [None]


def test_the_wheel_makes_the_frame_larger(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    frame.put(Box(1000, 500, 1000, 1000))
    assert turn_wheel(frame)
    assert frame.box == Box(950, 450, 1100, 1100)


def _know(parts: StudioParts, path: Path) -> None:
    """The small picture of the first reference."""
    slots = parts.studio.slots
    slots.thumbnails.know(Taken("1".zfill(64), Size(480, 320), path.name, path))
    slots.changed.emit()


def _halves(folder: Path) -> Path:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (480, 320), (255, 0, 0))
    picture.paste((0, 0, 255), (240, 0, 480, 320))
    picture.save(folder / "halves.png")
    return folder / "halves.png"


def _colour(widget: QWidget, at: QPoint) -> str:
    return widget.grab().toImage().pixelColor(at * widget.devicePixelRatio()).name()


def test_the_tile_shows_the_part_and_the_frame_the_whole(
    parts: StudioParts, tmp_path: Path
) -> None:
    fill_sizes(parts, PICTURE)
    _know(parts, _halves(tmp_path))
    state, cache = parts.studio.recipe_state, parts.cache
    tile = control(parts, ReferenceTile, "Reference 1")
    middle = tile.ring_rect().center()
    for crop, colour in (
        (Box(0, 0, 1500, 2000), "#ff0000"),
        (Box(1500, 0, 1500, 2000), "#0000ff"),
        (Box(1600, 500, 64, 64), "#0000ff"),
    ):
        state.set_images((replace(state.recipe.images[0], crop=crop),))
        tile.grab()
        cache._pool.waitForDone()
        settle()
        assert _colour(tile, middle) == colour
    frame = open_crop(parts)
    frame.grab()
    cache._pool.waitForDone()
    settle()
    frame.put(Box(0, 0, 3000, 2000))
    assert _colour(frame, _spot(frame, 0.25, 0.3)) == "#ff0000"
    assert _colour(frame, _spot(frame, 0.75, 0.3)) == "#0000ff"
    frame.put(Box(0, 0, 1500, 2000))
    # What is left out lies in the dark.
    assert _colour(frame, _spot(frame, 0.25, 0.3)) == "#ff0000"
    assert _colour(frame, _spot(frame, 0.75, 0.3)) not in ("#0000ff", "#ff0000")


def test_a_picture_nobody_can_show_is_said(parts: StudioParts, tmp_path: Path) -> None:
    fill_sizes(parts, PICTURE)
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(b"half a pict")
    frame = open_crop(parts)
    plain = frame.grab().toImage()
    _know(parts, damaged)
    frame.grab()
    parts.cache._pool.waitForDone()
    settle()
    assert frame.grab().toImage() != plain
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Return)
    assert crops(parts) == [Box(0, 0, 2970, 2000)]

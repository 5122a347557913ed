"""The part of a picture that is sent is chosen by keys, and nothing else changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.recipe import RecipeImage, from_json, to_json
from bfl_studio.parts import StudioParts
from bfl_studio.state.notices import Topic
from bfl_studio.ui import theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import QuietButton
from bfl_studio.ui.crop_editor import CropEditor
from bfl_studio.ui.crop_words import FREE
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.crop_stage import (
    PICTURE,
    crops,
    fill_sizes,
    open_crop,
    popover,
    press,
    texts,
    within,
)
from tests.ui.drop_stage import names
from tests.ui.slot_stage import key_of
from tests.ui.stage import focused
from tests.ui.studio_window import control, settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def test_by_keys_alone_a_part_is_chosen_taken_and_taken_back(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    assert focused() is frame
    assert frame.box == Box(0, 0, 3000, 2000)
    for key, held, expected in (
        (Qt.Key.Key_Left, CONTROL | SHIFT, Box(0, 0, 2700, 2000)),
        (Qt.Key.Key_Up, CONTROL | SHIFT, Box(0, 0, 2700, 1800)),
        (Qt.Key.Key_Up, CONTROL, Box(0, 0, 2700, 1780)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, Box(30, 0, 2700, 1780)),
        (Qt.Key.Key_Down, SHIFT, Box(30, 200, 2700, 1780)),
        (Qt.Key.Key_Down, SHIFT, Box(30, 220, 2700, 1780)),
    ):
        press(key, held)
        assert frame.box == expected
    assert frame.accessibleDescription() == (
        "2700 by 1780 pixels, 30 from the left, 220 from the top"
    )
    assert crops(parts) == [None]
    press(Qt.Key.Key_Return)
    settle()
    assert QApplication.activePopupWidget() is None
    assert crops(parts) == [Box(30, 220, 2700, 1780)]
    parts.studio.recipe_state.undo_stack.undo()
    assert crops(parts) == [None]
    parts.studio.recipe_state.undo_stack.redo()
    assert crops(parts) == [Box(30, 220, 2700, 1780)]
    tile = control(parts, ReferenceTile, "Reference 1")
    assert "cropped to 2700 by 1780" in tile.accessibleDescription()


def test_esc_leaves_it_as_it_was(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    steps = parts.studio.recipe_state.undo_stack.index()
    open_crop(parts)
    press(Qt.Key.Key_Left, CONTROL | SHIFT)
    press(Qt.Key.Key_Escape)
    settle()
    assert QApplication.activePopupWidget() is None
    assert crops(parts) == [None]
    assert parts.studio.recipe_state.undo_stack.index() == steps


def test_what_is_seen_while_choosing(parts: StudioParts) -> None:
    """Alone up to 4 MP are sent: half of a large picture costs less."""
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    assert "3000 × 2000 · 5.72 MP, sent as 4 MP" in texts()
    frame.put(Box(0, 0, 1000, 1000))
    assert "1000 × 1000 · 0.95 MP" in texts()
    assert "adds $0.015 instead of $0.06" in texts()
    press(Qt.Key.Key_Return)
    assert parts.studio.recipe_state.estimate == Exact(credits("4.5"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1:1", Size(2000, 2000)),
        ("4:3", Size(2667, 2000)),
        ("9:16", Size(1125, 2000)),
        ("16:9", Size(3000, 1688)),
        ("As size · 1344 × 768", Size(3000, 1714)),
        ("As the original", PICTURE),
    ],
)
def test_a_frame_keeps_the_shape_that_was_chosen(
    parts: StudioParts, words: str, expected: Size
) -> None:
    parts.studio.recipe_state.set_size(Size(1344, 768))
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    shape = within(Combo, "Shape")
    assert isinstance(shape, Combo)
    shape.setFocus()
    while shape.text().replace("\u00a0", " ") != words:
        press(Qt.Key.Key_Down)
    assert frame.box.size == expected
    frame.setFocus()
    for _ in range(7):
        press(Qt.Key.Key_Minus)
    press(Qt.Key.Key_Left, CONTROL)
    assert frame.box.size != expected
    ratio = frame.box.width / frame.box.height
    assert ratio == pytest.approx(expected.width / expected.height, rel=0.002)


def test_reset_shows_the_whole_picture_and_takes_the_crop_away(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    state = parts.studio.recipe_state
    state.set_images((replace(state.recipe.images[0], crop=Box(10, 10, 500, 500)),))
    settle()
    frame = open_crop(parts)
    assert frame.box == Box(10, 10, 500, 500)
    reset = within(QuietButton, "Reset")
    assert isinstance(reset, QuietButton)
    reset.setFocus()
    press(Qt.Key.Key_Space)
    assert frame.box == Box(0, 0, 3000, 2000)
    press(Qt.Key.Key_Return)
    assert crops(parts) == [None]


def test_no_side_gets_shorter_than_the_model_takes(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    for _ in range(60):
        press(Qt.Key.Key_Minus)
    assert frame.box.size == Size(64, 64)


def test_a_picture_that_moved_meanwhile_is_the_one_that_is_cropped(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE, Size(1200, 900))
    open_crop(parts)
    press(Qt.Key.Key_Left, CONTROL | SHIFT)
    parts.studio.slots.move(key_of(parts, 1), 3)
    press(Qt.Key.Key_Return)
    assert names(parts) == ["photo 2.jpg", "photo 1.jpg"]
    assert crops(parts) == [None, Box(0, 0, 2700, 2000)]


def test_moving_and_swapping_keep_the_crop_and_a_recipe_remembers_it(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE, Size(1200, 900))
    state = parts.studio.recipe_state
    first, second = state.recipe.images
    crop = Box(0, 0, 900, 900)
    state.set_images((replace(first, crop=crop), second))
    parts.studio.slots.move(key_of(parts, 1), 3)
    assert crops(parts) == [None, crop]
    used = from_json(to_json(state.recipe))
    state.start_anew()
    state.reuse(used, keep_seed=False)
    assert crops(parts) == [None, crop]


def test_c_on_an_empty_slot_does_nothing_and_of_the_web_says_why(parts: StudioParts) -> None:
    tile = control(parts, ReferenceTile, "Reference 1")
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_C)
    assert not parts.studio.notices.notices
    address = RecipeImage(Role.REFERENCE, "", "https://pictures.example.org/a.jpg")
    parts.studio.recipe_state.set_images((address,))
    QTest.keyClick(tile, Qt.Key.Key_C)
    assert QApplication.activePopupWidget() is None
    assert [each.topic for each in parts.studio.notices.notices] == [Topic.NOT_CROPPED]


def test_a_tool_s_only_picture_is_cropped_where_no_mask_lies_over_it(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_model("flux-pro-1.0-expand")
    fill_sizes(parts, PICTURE, role=Role.IMAGE)
    frame = open_crop(parts, "Picture")
    for _ in range(60):
        press(Qt.Key.Key_Minus)
    assert frame.box.size == Size(256, 256)
    press(Qt.Key.Key_Escape)
    state.set_model("flux-pro-1.0-fill")
    settle()
    QTest.keyClick(control(parts, ReferenceTile, "Picture"), Qt.Key.Key_C)
    assert [each.topic for each in parts.studio.notices.notices][-1] is Topic.NOT_CROPPED


def test_the_controls_are_named_and_tab_reaches_each(parts: StudioParts) -> None:
    fill_sizes(parts, PICTURE)
    frame = open_crop(parts)
    (editor,) = popover().findChildren(CropEditor)
    frame.put(Box(0, 0, 900, 900))
    found = []
    for _ in range(4):
        found.append(focused().accessibleName())
        press(Qt.Key.Key_Tab)
    assert found == ["Crop frame", "Shape", "Reset", "Crop"]
    assert focused() is frame
    assert editor.window().accessibleName() == "Crop"


@pytest.mark.parametrize("scheme", [theme.Scheme.DARK, theme.Scheme.LIGHT])
def test_a_narrow_picture_offers_no_shape_it_has_no_room_for(
    qapp: QApplication, parts: StudioParts, scheme: theme.Scheme
) -> None:
    theme.apply(qapp, scheme)
    fill_sizes(parts, Size(80, 3000))
    open_crop(parts)
    shape = within(Combo, "Shape")
    assert isinstance(shape, Combo)
    assert shape.choice() == FREE
    assert "16:9" not in shape.words
    assert "9:16" in shape.words

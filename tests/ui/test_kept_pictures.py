"""What the model has no use for stays in sight, and can be used again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.drop_contents import slot_data
from bfl_studio.ui.reference_tile import ReferenceTile
from tests.ui.drop_stage import Hand
from tests.ui.slot_stage import (
    choose,
    fill,
    images,
    press,
    said,
    texts,
)
from tests.ui.studio_window import control, settle, standing_window, visible

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        Hand(made).leave()


def test_what_belongs_to_another_tool_stays_as_a_tile(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_model("flux-pro-1.0-fill")
    room = RecipeImage(Role.IMAGE, "1" * 64, "room.png", Size(512, 512))
    wall = RecipeImage(Role.MASK, "2" * 64, "wall.png", Size(512, 512))
    state.set_images((room, wall))
    state.set_model("flux-2-pro")
    settle()
    kept = control(parts, ReferenceTile, "Kept picture 1")
    assert kept.accessibleDescription().endswith("not used")
    assert "FLUX.2 [pro] doesn't use “wall.png”: kept here, not sent." in texts(parts)
    choose(parts, kept, "Use as reference")
    assert [image.role for image in images(parts)] == [Role.REFERENCE] * 2
    assert not visible(parts, ReferenceTile, "Kept picture 1")
    state.undo_stack.undo()
    settle()
    hand = Hand(parts)
    hand.drop(slot_data(wall.key), hand.point(2))
    assert [image.role for image in images(parts)] == [Role.REFERENCE] * 2
    state.undo_stack.undo()
    settle()
    kept.setFocus()
    QTest.keyClick(kept, Qt.Key.Key_Delete)
    assert [image.origin for image in images(parts)] == ["room.png"]


def test_a_second_picture_where_one_is_taken_is_seen_too(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_model("flux-pro-1.0-fill")
    image = RecipeImage(Role.IMAGE, "1" * 64, "one.png", Size(512, 512))
    state.set_images((image, replace(image, sha256="2" * 64, origin="two.png")))
    settle()
    kept = control(parts, ReferenceTile, "Kept picture 1")
    assert kept.accessibleDescription().startswith("two.png")


def test_more_references_than_any_model_takes_are_all_seen(parts: StudioParts) -> None:
    fill(parts, 12)
    assert visible(parts, ReferenceTile, "Reference 12")
    sentence = "FLUX.2 [pro] takes 8: images 9 to 12 stay here, unused."
    assert sentence in texts(parts)


def test_an_off_one_makes_room_for_one_that_was_beyond(parts: StudioParts) -> None:
    fill(parts, 6)
    parts.studio.recipe_state.set_model("flux-2-klein-4b")
    press(parts, 2, Qt.Key.Key_Space)
    assert "not used" not in said(parts, 5)
    said_so = "FLUX.2 [klein] 4B takes 4: image 6 stays, unused."
    assert said_so in texts(parts)

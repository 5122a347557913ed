"""Pictures dragged from slot to slot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.ui.drop_contents import slot_data
from tests.ui.drop_stage import NONE, SHIFT, Hand, fill, names
from tests.ui.slot_stage import key_of
from tests.ui.studio_window import settle, standing_window

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qapp: object, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made
        # Qt remembers the widget a drag was last over, even when it is gone.
        Hand(made).leave()


@pytest.mark.parametrize(
    ("number", "at", "part", "held", "after"),
    [
        (1, 3, 0.7, NONE, "2314"),
        (1, 3, 0.3, NONE, "2134"),
        (4, 1, 0.2, NONE, "4123"),
        (4, 2, 0.9, NONE, "1243"),
        (2, 2, 0.2, NONE, "1234"),
        (1, 5, 0.5, NONE, "2341"),
        (1, 3, 0.5, SHIFT, "3214"),
        (4, 2, 0.1, SHIFT, "1432"),
    ],
)
def test_a_slots_picture_goes_where_it_is_dropped(
    parts: StudioParts,
    number: int,
    at: int,
    part: float,
    held: Qt.KeyboardModifier,
    after: str,
) -> None:
    fill(parts, *"1234")
    hand = Hand(parts)
    data = slot_data(key_of(parts, number))
    shown = hand.hover(data, hand.point(at, part), held)
    both = (number, at) if held == SHIFT else ()
    swaps = {f"Reference {each}": "Swap" for each in both}
    assert (shown.accepted, shown.verbs, shown.bar) == (True, swaps, not swaps)
    hand.drop(data, hand.point(at, part), held)
    assert names(parts) == list(after)
    if after != "1234":
        parts.studio.recipe_state.undo_stack.undo()
    assert names(parts) == list("1234")


def test_a_slot_that_was_emptied_meanwhile_is_not_dropped(parts: StudioParts) -> None:
    fill(parts, "1", "2")
    hand = Hand(parts)
    data = slot_data("nobody")
    assert not hand.hover(data, hand.point(1)).accepted


def test_person_and_garment_are_exchanged_by_a_drag(parts: StudioParts) -> None:
    state = parts.studio.recipe_state
    state.set_model("flux-virtual-try-on")
    settle()
    state.set_images((RecipeImage(Role.PERSON, "a" * 64, "anna", Size(900, 900)),))
    settle()
    hand = Hand(parts)
    data = slot_data("a" * 64)
    hand.drop(data, hand.point(1, role=Role.GARMENT))
    assert (names(parts, Role.PERSON), names(parts, Role.GARMENT)) == ([], ["anna"])
    coat = RecipeImage(Role.PERSON, "b" * 64, "coat", Size(900, 900))
    state.set_images((*state.recipe.images, coat))
    settle()
    data = slot_data(coat.key)
    assert hand.hover(data, hand.point(1, role=Role.GARMENT)).verbs == {
        "Person": "Swap",
        "Garment": "Swap",
    }
    hand.drop(data, hand.point(1, role=Role.GARMENT))
    assert (names(parts, Role.PERSON), names(parts, Role.GARMENT)) == (["anna"], ["coat"])

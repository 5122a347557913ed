"""What a slot held before: remembered when it leaves, kept with the draft, put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import slots
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.services.premises import Premises
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.state.slot_history import MOST, SlotHistory
from bfl_studio.storage.journal import Journal
from tests.e2e.window import live_studio
from tests.loop import Run

FIRST, SECOND, THIRD = (Spot(Role.REFERENCE, number) for number in (1, 2, 3))


def _image(name: str, role: Role = Role.REFERENCE, **changes: Any) -> RecipeImage:
    return RecipeImage(role, name, f"{name}.png", Size(1200, 900), **changes)


def _state(*names: str) -> tuple[RecipeState, SlotHistory]:
    state = RecipeState()
    state.set_images(tuple(_image(name) for name in names))
    return state, SlotHistory(state)


def _replace(state: RecipeState, name: str, slot: int = 1) -> None:
    state.set_images(slots.with_image(state.recipe, _image(name), slot).images)


def _keys(images: Iterable[RecipeImage]) -> list[str]:
    return [image.content for image in images]


def test_what_is_replaced_is_remembered_newest_first_and_once(qapp: object) -> None:
    state, history = _state("a", "x")
    for name in ("b", "c", "a", "d"):
        _replace(state, name)
    assert _keys(history.of(FIRST)) == ["a", "c", "b"]
    assert history.of(SECOND) == ()


def test_no_more_than_a_dozen(qapp: object) -> None:
    state, history = _state("0")
    for number in range(1, 30):
        _replace(state, str(number))
    assert _keys(history.of(FIRST)) == [str(number) for number in range(28, 28 - MOST, -1)]


def test_what_only_moved_is_not_remembered(qapp: object) -> None:
    state, history = _state("a", "b", "c")
    state.set_images(slots.with_moved(state.recipe, FIRST, 4).images)
    state.set_images(slots.with_swapped(state.recipe, FIRST, SECOND).images)
    swapped = slots.with_swapped(state.recipe, FIRST, Spot(Role.IMAGE, 1))
    state.set_images(swapped.images)
    assert history.to_json() == []


def test_what_is_taken_out_is_remembered_where_it_was(qapp: object) -> None:
    state, history = _state("a", "b", "c")
    state.set_images(slots.without_image(state.recipe, Role.REFERENCE, 2).images)
    assert _keys(history.of(SECOND)) == ["b"]
    assert history.of(FIRST) == history.of(THIRD) == ()
    state.undo_stack.undo()
    # It is there again, so it is nothing earlier.
    assert history.of(SECOND) == ()


def test_of_the_same_picture_twice_the_one_that_left_is_meant(qapp: object) -> None:
    state, history = _state("a", "b", "a")
    _replace(state, "c", 3)
    assert _keys(history.of(THIRD)) == ["a"]
    assert history.of(FIRST) == ()


def test_it_comes_back_as_it_was_and_the_present_one_is_remembered(qapp: object) -> None:
    state, history = _state()
    crop = Box(10, 10, 300, 300)
    cropped = _image("a", crop=crop, part="style", off=True, locked=True)
    state.set_images((cropped, _image("x")))
    _replace(state, "b")
    (earlier,) = history.of(FIRST)
    history.put_back(FIRST.role, earlier, "b")
    present = state.recipe.images[0]
    # What is asked for is sent, and not kept longer than asked.
    assert present == replace(cropped, off=False, locked=False)
    assert _keys(state.recipe.images) == ["a", "x"]
    assert _keys(history.of(FIRST)) == ["b"]
    state.undo_stack.undo()
    assert _keys(state.recipe.images) == ["b", "x"]


def test_into_an_empty_slot_it_comes_as_the_next(qapp: object) -> None:
    state, history = _state("a", "b")
    state.set_images(())
    (earlier,) = history.of(SECOND)
    history.put_back(SECOND.role, earlier, None)
    assert _keys(state.recipe.images) == ["b"]


def test_another_recipe_leaves_what_was_there_to_be_found(qapp: object) -> None:
    state, history = _state("a", "b")
    state.reuse(replace(state.recipe, images=(_image("c"),)), keep_seed=True)
    assert (_keys(history.of(FIRST)), _keys(history.of(SECOND))) == (["a"], ["b"])
    state.start_anew()
    assert _keys(history.of(FIRST)) == ["c", "a"]


def test_it_is_read_back_as_it_was_written(qapp: object) -> None:
    state, history = _state("a", "x")
    state.set_images((_image("a", crop=Box(0, 0, 100, 100)), _image("x")))
    for name in ("b", "c"):
        _replace(state, name)
    _, other = _state("new", "x")
    other.restore(history.to_json())
    assert other.of(FIRST) == history.of(FIRST)
    assert other.to_json() == history.to_json()


def test_what_was_remembered_since_stays_ahead_of_what_is_read(qapp: object) -> None:
    _, stored = _state()
    stored.restore([{"role": "reference", "slot": 1, "images": [{"sha256": "old"}]}])
    state, history = _state("a")
    _replace(state, "b")
    history.restore(stored.to_json())
    assert _keys(history.of(FIRST)) == ["a", "old"]


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "slot", "images", "sha256", "width", "height", "crop"]),
            inner | st.sampled_from(["reference", "mask"]),
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(stored=_anything)
def test_whatever_is_stored_is_read_or_left_out(qapp: object, stored: object) -> None:
    state, history = _state("a")
    entry = {"role": "reference", "slot": 1, "images": [stored]}
    for each in (stored, [stored], [entry]):
        history.restore(each)
    for image in history.of(FIRST):
        history.put_back(FIRST.role, image, state.recipe.images[0].key)
    assert isinstance(state.recipe, Recipe)


def test_it_is_there_again_after_a_restart(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            state = live.process.studio.recipe_state
            for name in ("a", "b", "c"):
                state.set_images((_image(name),))
        async with live_studio(tmp_path) as live:
            studio = live.process.studio
            assert _keys(studio.recipe_state.recipe.images) == ["c"]
            assert _keys(studio.slot_history.of(FIRST)) == ["b", "a"]

    run(scenario())


@pytest.mark.parametrize("earlier", [7, {"a": 1}, [None, {"role": "reference"}], [[]]])
def test_what_nobody_can_read_stops_no_start(run: Run, tmp_path: Path, earlier: object) -> None:
    journal = Journal(Premises(tmp_path, tmp_path / "library").journal)
    journal.save_draft("default", {"recipe": {"model": 7}, "pictures": 1, "earlier": earlier}, 1)
    journal.close()

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            assert live.process.studio.slot_history.of(FIRST) == ()
            assert not live.process.studio.notices.notices

    run(scenario())

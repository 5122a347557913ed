"""Whatever is done and taken back, no two pictures of a recipe have the same key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import slots
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Mention, Recipe, RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.state.draft import Draft
from bfl_studio.state.recipe_state import RecipeState

Deed = Callable[[RecipeState], None]
ROLES = (Role.REFERENCE, Role.PERSON, Role.GARMENT)
photos = st.builds(
    RecipeImage,
    role=st.sampled_from(ROLES),
    sha256=st.sampled_from("ab"),
    size=st.just(Size(900, 900)),
    locked=st.booleans(),
)
recipes = st.lists(photos, max_size=4).map(lambda images: Recipe(images=tuple(images)))
spots = st.builds(Spot, st.sampled_from(ROLES), st.integers(1, 4))


def _arranged(change: Callable[[Recipe], Recipe]) -> Deed:
    return lambda state: state.set_images(change(state.recipe).images)


deeds: st.SearchStrategy[Deed] = st.one_of(
    st.builds(lambda used: lambda state: state.set_images(used.images), recipes),
    st.builds(lambda used: lambda state: state.reuse(used, keep_seed=False), recipes),
    st.builds(lambda used: lambda state: state.restore(Draft(used)), recipes),
    st.builds(lambda image: _arranged(lambda now: slots.with_image(now, image)), photos),
    st.builds(
        lambda one, two: _arranged(lambda now: slots.with_swapped(now, one, two)), spots, spots
    ),
    st.builds(
        lambda model_id: lambda state: state.set_model(model_id),
        st.sampled_from(["flux-2-pro", "flux-virtual-try-on", "flux-pro-1.0-fill"]),
    ),
    st.just(lambda state: state.start_anew()),
    st.just(lambda state: state.undo_stack.undo()),
    st.just(lambda state: state.undo_stack.redo()),
)


@given(st.lists(deeds, max_size=15))
def test_keys_stay_apart_through_edits_and_undo(qapp: object, done: list[Deed]) -> None:
    state = RecipeState()
    for deed in done:
        deed(state)
        keys = [image.key for image in state.recipe.images]
        assert len(set(keys)) == len(keys)


def test_words_typed_after_an_undo_never_get_the_pictures_of_others(qapp: object) -> None:
    state = RecipeState()
    image = RecipeImage(Role.REFERENCE, "a", "a.png", Size(800, 800))
    state.set_images((image,))
    state.reuse(replace(state.recipe, prompt="a long prompt with words"), keep_seed=True)
    state.undo_stack.undo()
    state.set_prompt("hello image 1 there", (Mention(6, 7, "a"),))
    state.undo_stack.redo()
    assert (state.recipe.prompt, state.recipe.mentions) == ("a long prompt with words", ())
    state.undo_stack.undo()
    before = RecipeImage(Role.REFERENCE, "b", "b.png", Size(800, 800))
    state.set_images((before, *state.recipe.images))
    assert "image" not in state.recipe.prompt

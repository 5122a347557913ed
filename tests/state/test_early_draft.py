"""What was composed before the draft of the last run was there: neither is lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Mention, Recipe, RecipeImage
from bfl_studio.state.draft import Draft
from bfl_studio.state.early_draft import nothing_composed
from bfl_studio.state.recipe_state import RecipeState

_OLD = tuple(RecipeImage(Role.REFERENCE, each * 64, size=Size(512, 512)) for each in "ab")
_NEW = RecipeImage(Role.REFERENCE, "c" * 64, size=Size(640, 480))
_Touch = Callable[[RecipeState], None]

_KEPT: Mapping[str, _Touch] = {
    "model": lambda state: state.set_model("flux-2-flex"),
    "words": lambda state: state.set_prompt("the coat of image 2", (Mention(12, 7, _OLD[1].key),)),
    "images": lambda state: state.set_images(_OLD),
    "size": lambda state: state.set_size(Size(1280, 720)),
    "seed": lambda state: state.set_seed(7),
    "format": lambda state: state.set_output_format("jpeg"),
    "pictures": lambda state: state.set_pictures(3),
    "locked": lambda state: state.set_ratio_locked(True),
}
_EARLY: Mapping[str, _Touch] = {
    "model": lambda state: state.set_model("flux-2-max"),
    "words": lambda state: state.set_prompt("as image 1", (Mention(3, 7, _NEW.key),)),
    "images": lambda state: state.set_images((_NEW,)),
    "size": lambda state: state.set_width(512),
    "seed": lambda state: state.set_seed(8),
    "format": lambda state: state.set_output_format("webp"),
    "pictures": lambda state: state.set_pictures(2),
}
_READ: Mapping[str, Callable[[Draft], object]] = {
    "model": lambda draft: draft.recipe.model_id,
    "size": lambda draft: draft.recipe.size,
    "seed": lambda draft: draft.recipe.seed,
    "format": lambda draft: draft.recipe.output_format,
    "pictures": lambda draft: draft.pictures,
}


def _composed(touches: Mapping[str, _Touch], names: Collection[str]) -> RecipeState:
    state = RecipeState()
    for name, touch in touches.items():
        if name in names:
            touch(state)
    return state


def _some(touches: Mapping[str, _Touch]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(touches)))


@given(_some(_KEPT), _some(_EARLY))
def test_what_was_not_touched_is_as_it_was_kept_and_what_was_is_the_newer_one(
    composed: frozenset[str], touched: frozenset[str]
) -> None:
    kept, state = _composed(_KEPT, composed).draft, _composed(_EARLY, touched)
    early = state.draft
    state.restore(kept)
    both = state.draft
    for name, read in _READ.items():
        assert read(both) == read(early if name in touched else kept), name
    assert both.locked == (None if "size" in touched else kept.locked)
    assert both.recipe.images == kept.recipe.images + early.recipe.images
    words = [each.recipe.prompt for each in (kept, early) if each.recipe.prompt]
    assert len(both.recipe.prompt) == len(" ".join(words))
    named = [each.picture for each in (*kept.recipe.mentions, *early.recipe.mentions)]
    assert [each.picture for each in both.recipe.mentions] == named
    for each in both.recipe.mentions:
        said = both.recipe.prompt[each.start : each.start + each.length]
        assert said.startswith("image ")

    state.undo_stack.undo()
    assert state.draft == kept
    assert not state.undo_stack.canUndo()
    state.undo_stack.redo()
    assert state.draft == both


@pytest.mark.parametrize(
    ("kept", "early", "both"),
    [
        ("a barn", "x", "a barn x"),
        ("a barn ", "x", "a barn x"),
        ("a barn\n", "x", "a barn\nx"),
        ("a barn", " x", "a barn x"),
        ("a barn", ", x", "a barn, x"),
        ("", "x", "x"),
        ("a barn", "", "a barn"),
    ],
)
def test_keys_go_on_where_the_words_end(kept: str, early: str, both: str) -> None:
    state = RecipeState()
    state.set_prompt(early)
    state.restore(Draft(replace(state.recipe, prompt=kept)))
    assert state.recipe.prompt == both


def test_what_the_model_chosen_early_does_not_take_is_said() -> None:
    state = _composed(_EARLY, ["model"])
    kept = _composed(_KEPT, ["model", "words"])
    kept.set_value(Role.STEPS, 30)
    heard: list[object] = []
    state.dropped.connect(heard.append)
    state.restore(kept.draft)
    assert [each.roles for each in heard] == [(Role.STEPS,)]  # type: ignore[attr-defined]
    assert state.recipe.prompt == "the coat of image 2"


def test_a_size_chosen_early_is_the_ratio_of_a_model_without_sizes() -> None:
    state, kept = RecipeState(), RecipeState()
    kept.set_model("flux-pro-1.1-ultra")
    state.set_size(Size(1344, 768))
    state.restore(kept.draft)
    assert state.recipe.model_id == "flux-pro-1.1-ultra"
    assert state.recipe.value(Role.ASPECT_RATIO) == "16:9"


def test_the_newer_picture_is_in_the_only_slot_there_is() -> None:
    state, kept = RecipeState(), RecipeState()
    kept.set_model("flux-pro-1.0-fill")
    kept.set_images((replace(_OLD[0], role=Role.IMAGE), replace(_OLD[1], role=Role.MASK)))
    state.set_images((_NEW,))
    state.restore(kept.draft)
    assert [(each.role, each.key) for each in state.recipe.images] == [
        (Role.IMAGE, _NEW.key),
        (Role.MASK, _OLD[1].key),
    ]


def test_a_draft_of_a_model_nobody_knows_is_kept_whole_with_the_words_behind_it() -> None:
    kept = Draft(Recipe("flux-9", "a barn", {"warmth": 3}, _OLD), 4)
    state = _composed(_EARLY, ["seed", "pictures"])
    state.set_prompt("x")
    state.restore(kept)
    assert state.draft == replace(kept, recipe=replace(kept.recipe, prompt="a barn x"))


def test_with_nothing_composed_the_draft_is_as_it_was_kept() -> None:
    assert RecipeState().draft == nothing_composed()

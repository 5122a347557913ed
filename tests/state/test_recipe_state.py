"""RecipeState: edits, undo, and a price that is true when the edit returns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.domain import geometry, pricing
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import Dropped
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import RecipeImage, default_recipe
from bfl_studio.state.draft import Draft
from bfl_studio.state.recipe_state import RecipeState
from tests.state.makers import a_recipe


@pytest.fixture
def state(qapp: QApplication) -> RecipeState:
    return RecipeState()


def test_the_defaults_are_the_ones_promised(state: RecipeState) -> None:
    assert state.recipe.model_id == "flux-2-pro"
    assert state.recipe.size == Size(1024, 1024)
    assert state.recipe.seed is None
    assert state.recipe.output_format == "png"
    assert state.recipe.value(Role.SAFETY_TOLERANCE) == 2
    assert state.recipe.value(Role.REWRITING) is False
    assert state.draft.pictures == 1


def test_the_price_is_true_inside_the_signal(state: RecipeState) -> None:
    heard: list[pricing.Estimate] = []
    state.changed.connect(lambda: heard.append(state.estimate))
    state.set_size(Size(2048, 2048))
    state.set_pictures(4)
    assert heard == [pricing.estimate(state.recipe), pricing.estimate(state.recipe, 4)]


def test_sides_snap_and_a_locked_ratio_follows(state: RecipeState) -> None:
    state.set_size(Size(1280, 720))
    state.set_ratio_locked(True)
    state.set_width(1921)
    assert state.recipe.size == Size(1920, 1088)
    state.set_height(10_000)
    assert state.recipe.size.height == 4096
    state.set_ratio_locked(False)
    state.set_width(1)
    assert state.recipe.size.width == 64


def test_swapping_twice_is_nothing(state: RecipeState) -> None:
    state.set_size(Size(1216, 832))
    state.set_ratio_locked(True)
    state.swap_sides()
    assert state.recipe.size == Size(832, 1216)
    state.swap_sides()
    assert state.recipe.size == Size(1216, 832)


@pytest.mark.parametrize("model", FLUX_2_MODELS, ids=lambda model: model.id)
def test_another_model_keeps_what_fits_and_the_prompt(state: RecipeState, model: object) -> None:
    state.set_prompt("a harbour")
    state.set_size(geometry.PRESETS[5].size)
    state.set_seed(11)
    state.set_output_format("webp")
    state.set_model(getattr(model, "id", ""))
    assert state.recipe.prompt == "a harbour"
    assert state.recipe.size == geometry.PRESETS[5].size
    assert state.recipe.seed == 11
    assert state.recipe.output_format == "webp"
    known = {str(each.role) for each in state.model.parameters}
    assert set(state.recipe.values) <= known


def test_undo_takes_back_edits_but_never_typing(state: RecipeState) -> None:
    state.set_pictures(3)
    state.set_prompt("typed")
    state.set_size(Size(64, 64))
    state.undo_stack.undo()
    assert state.recipe.size == Size(1024, 1024)
    assert state.recipe.prompt == "typed"
    state.undo_stack.undo()
    assert state.draft.pictures == 1
    assert state.recipe.prompt == "typed"


def test_a_dragged_number_is_one_undo_step(state: RecipeState) -> None:
    for width in range(1040, 1200, 16):
        state.set_width(width)
    state.undo_stack.undo()
    assert state.recipe.size.width == 1024
    assert not state.undo_stack.canUndo()


def test_an_edit_that_changes_nothing_is_no_step(state: RecipeState) -> None:
    state.set_pictures(1)
    state.set_model(state.recipe.model_id)
    assert not state.undo_stack.canUndo()


def test_reuse_draws_a_new_seed_unless_asked_for_the_same(state: RecipeState) -> None:
    used = replace(a_recipe("old words", seed=5), model_id="flux-2-max")
    state.reuse(used, keep_seed=False)
    assert (state.recipe.model_id, state.recipe.seed) == ("flux-2-max", None)
    state.reuse(used, keep_seed=True)
    assert state.recipe.seed == 5


@pytest.fixture
def flex(state: RecipeState) -> RecipeState:
    state.set_model("flux-2-flex")
    return state


def test_a_value_moved_is_in_the_recipe_and_moved_back_is_not(flex: RecipeState) -> None:
    assert Role.STEPS not in flex.recipe.values
    flex.set_value(Role.STEPS, 30)
    assert flex.recipe.value(Role.STEPS) == 30
    flex.set_value(Role.STEPS, 50)
    assert Role.STEPS not in flex.recipe.values
    flex.set_value(Role.GUIDANCE, 7.0)
    flex.reset_value(Role.GUIDANCE)
    assert Role.GUIDANCE not in flex.recipe.values
    flex.undo_stack.undo()
    assert Role.GUIDANCE not in flex.recipe.values


def test_what_is_always_sent_goes_back_to_the_default(state: RecipeState) -> None:
    state.set_value(Role.SAFETY_TOLERANCE, 5)
    state.set_value(Role.REWRITING, True)
    state.reset_value(Role.SAFETY_TOLERANCE)
    state.reset_value(Role.REWRITING)
    assert state.recipe.value(Role.SAFETY_TOLERANCE) == 2
    assert state.recipe.value(Role.REWRITING) is False


def test_a_value_stepped_along_is_one_undo_step_and_another_role_its_own(
    flex: RecipeState,
) -> None:
    for steps in range(49, 30, -1):
        flex.set_value(Role.STEPS, steps)
    flex.set_value(Role.SAFETY_TOLERANCE, 3)
    flex.set_value(Role.SAFETY_TOLERANCE, 4)
    flex.undo_stack.undo()
    assert flex.recipe.value(Role.SAFETY_TOLERANCE) == 2
    assert flex.recipe.value(Role.STEPS) == 31
    flex.undo_stack.undo()
    assert Role.STEPS not in flex.recipe.values
    flex.undo_stack.redo()
    assert flex.recipe.value(Role.STEPS) == 31


def test_a_model_is_given_nothing_it_does_not_have(state: RecipeState) -> None:
    state.set_value(Role.STEPS, 30)
    assert Role.STEPS not in state.recipe.values
    assert not state.undo_stack.canUndo()


def test_a_switch_of_models_tells_what_it_dropped_and_undo_brings_it_back(
    flex: RecipeState, qtbot: QtBot
) -> None:
    flex.set_value(Role.STEPS, 30)
    flex.set_value(Role.REWRITING, True)
    before = flex.draft
    with qtbot.waitSignal(flex.dropped, timeout=0) as told:
        flex.set_model("flux-2-klein-9b")
    assert told.args == [Dropped("FLUX.2 [klein] 9B", (Role.REWRITING, Role.STEPS))]
    flex.undo_stack.undo()
    assert flex.draft == before


def test_a_switch_that_drops_nothing_is_silent(state: RecipeState, qtbot: QtBot) -> None:
    state.set_value(Role.SAFETY_TOLERANCE, 4)
    with qtbot.assertNotEmitted(state.dropped):
        state.set_model("flux-2-klein-9b")
        state.set_model("flux-2-flex")


def test_pictures_are_taken_back_one_by_one(state: RecipeState) -> None:
    one, two = (RecipeImage(Role.REFERENCE, f"{number:064x}") for number in range(2))
    state.set_images((one,))
    state.set_images((two, one))
    state.undo_stack.undo()
    assert state.recipe.images == (one,)
    state.undo_stack.undo()
    assert not state.recipe.images


@pytest.mark.parametrize("deed", ["set_model", "reuse", "swap_sides"])
def test_what_is_chosen_twice_is_taken_back_one_by_one(state: RecipeState, deed: str) -> None:
    state.set_size(Size(1280, 720))
    for number in (1, 2):
        match deed:
            case "set_model":
                state.set_model(FLUX_2_MODELS[number].id)
            case "reuse":
                state.reuse(a_recipe(f"prompt {number}"), keep_seed=True)
            case _:
                state.swap_sides()
        if number == 1:
            once = state.draft
    state.undo_stack.undo()
    assert state.draft == once


def test_a_new_recipe_keeps_the_model_and_nothing_else(state: RecipeState) -> None:
    state.set_model("flux-2-flex")
    state.set_prompt("a harbour")
    state.set_size(Size(1280, 720))
    state.set_ratio_locked(True)
    state.set_pictures(4)
    state.set_seed(7)
    state.set_value(Role.STEPS, 30)
    before = state.draft
    state.start_anew()
    assert state.draft == Draft(default_recipe(state.model))
    assert state.model.id == "flux-2-flex"
    state.undo_stack.undo()
    assert state.draft == before

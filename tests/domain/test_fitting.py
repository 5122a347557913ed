"""Another model keeps what it takes, says what it does not, and loses nothing of nobody's."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, recipe, rules
from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role
from bfl_studio.domain.fitting import Dropped, fit
from bfl_studio.domain.geometry import Size, SizeLimits
from bfl_studio.domain.recipe import Recipe, RecipeImage
from tests.domain.fitted import (
    FLEX,
    KLEIN,
    LEFT_TO_THE_DESIGNER,
    MAX,
    PRO,
    a_model,
    a_model_with,
    a_recipe,
    references,
)
from tests.domain.makers import recipes


def test_what_was_moved_and_is_not_there_is_named() -> None:
    before = a_recipe(FLEX, steps=30, guidance=7.0, prompt_rewriting=True, safety_tolerance=4)
    after, dropped = fit(before, a_model(KLEIN))
    assert dropped == Dropped("FLUX.2 [klein] 9B", (Role.REWRITING, Role.STEPS, Role.GUIDANCE))
    assert after.value(Role.SAFETY_TOLERANCE) == 4
    assert set(after.values) == set(recipe.default_recipe(a_model(KLEIN)).values)


def test_what_nobody_moved_is_no_loss() -> None:
    for model in flux_models.hosted():
        for other in flux_models.hosted():
            assert fit(a_recipe(other.id), model)[1] is None


def test_rewriting_is_one_thing_whatever_the_field_is_called() -> None:
    after, dropped = fit(a_recipe(PRO, prompt_rewriting=True), a_model(FLEX))
    assert (after.value(Role.REWRITING), dropped) == (True, None)


def test_a_model_that_could_rewrite_does_not_do_so_unasked() -> None:
    after, _ = fit(a_recipe(KLEIN), a_model(MAX))
    assert after.value(Role.REWRITING) is False


def test_a_number_beyond_the_new_bounds_is_the_nearest_one() -> None:
    stricter = Parameter(Role.SAFETY_TOLERANCE, "safety_tolerance", Kind.INTEGER, 1, 4, 2)
    for value, kept in ((5, 4), (0, 1)):
        after, dropped = fit(a_recipe(PRO, safety_tolerance=value), a_model_with(stricter))
        assert after.value(Role.SAFETY_TOLERANCE) == kept
        assert dropped == Dropped("Another", changed=(Role.SAFETY_TOLERANCE,))


def test_a_choice_that_is_not_offered_becomes_the_default() -> None:
    row = Parameter(
        Role.OUTPUT_FORMAT, "output_format", Kind.CHOICE, default="png", choices=("png", "jpeg")
    )
    after, dropped = fit(a_recipe(PRO, output_format="webp"), a_model_with(row))
    assert after.output_format == "png"
    assert dropped == Dropped("Another", changed=(Role.OUTPUT_FORMAT,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Size(2048, 2048), Size(1408, 1408)),
        (Size(1280, 720), Size(1280, 704)),
        (Size(64, 64), Size(256, 256)),
        (Size(1024, 1024), Size(1024, 1024)),
    ],
)
def test_a_size_beyond_the_new_limits_is_the_nearest_one(before: Size, after: Size) -> None:
    limits = SizeLimits(256, 1440, 2 * 1024 * 1024, 32)
    model = a_model_with(size_limits=limits)
    fitted, dropped = fit(a_recipe(PRO, width=before.width, height=before.height), model)
    assert fitted.size.width % 32 == fitted.size.height % 32 == 0
    assert limits.allows(fitted.size)
    assert abs(fitted.size.width - after.width) <= 32
    assert dropped == (None if before == fitted.size else Dropped("Another", (), (Role.WIDTH,)))


def test_a_size_that_was_wrong_before_is_left_to_its_field() -> None:
    after, dropped = fit(a_recipe(PRO, width=4096, height=4096), a_model(KLEIN))
    assert (after.size, dropped) == (Size(4096, 4096), None)


def test_a_model_without_sides_drops_a_chosen_size_once() -> None:
    kept = tuple(
        row for row in a_model(PRO).parameters if row.role not in (Role.WIDTH, Role.HEIGHT)
    )
    model = replace(a_model(PRO), id="another", label="Another", parameters=kept)
    wide = fit(a_recipe(PRO, width=1280, height=720), model)
    assert wide[1] == Dropped("Another", (Role.WIDTH,))
    assert wide[0].size == Size(0, 0)
    assert fit(a_recipe(PRO), model)[1] is None


def test_references_too_many_stay_and_are_counted() -> None:
    before = replace(a_recipe(PRO), images=references(6))
    after, dropped = fit(before, a_model(KLEIN))
    assert after.images == before.images
    assert dropped == Dropped("FLUX.2 [klein] 9B", unused=2)
    assert fit(after, a_model(PRO))[1] is None
    stranded = replace(before, images=(RecipeImage("mask", "0"), *references(4)))
    assert fit(stranded, a_model(KLEIN))[1] is None
    assert fit(replace(stranded, model_id="flux-9"), a_model(KLEIN))[1] is not None


@pytest.mark.parametrize("odd", ["many", True, float("nan"), None, float("inf")])
def test_a_value_nobody_can_use_becomes_one_that_is_legal(odd: Any) -> None:
    before = replace(a_recipe(FLEX, steps=odd, safety_tolerance=odd), model_id=PRO)
    after, _ = fit(before, a_model(FLEX))
    assert rules.check(after) == ()


def test_from_a_model_nobody_knows_everything_legal_is_kept() -> None:
    before = replace(a_recipe(FLEX, steps=30, safety_tolerance=9), model_id="flux-9")
    after, dropped = fit(before, a_model(KLEIN))
    assert rules.check(after) == ()
    assert dropped is not None
    assert (dropped.roles, dropped.changed) == (
        (Role.REWRITING, Role.STEPS),
        (Role.SAFETY_TOLERANCE,),
    )


@given(recipes(), st.sampled_from(flux_models.hosted()))
def test_what_a_later_version_wrote_survives(before: Recipe, model: ModelSpec) -> None:
    own = {name for name in before.values if name not in [str(role) for role in Role]}
    after, _ = fit(before, model)
    assert {name: after.values[name] for name in own} == {name: before.values[name] for name in own}
    assert (after.prompt, after.images, after.unknown) == (
        before.prompt,
        before.images,
        before.unknown,
    )


_values = st.none() | st.booleans() | st.integers(-9, 9999) | st.floats() | st.text(max_size=3)


@given(
    st.dictionaries(st.sampled_from([str(role) for role in Role]), _values),
    st.sampled_from(flux_models.hosted()),
    st.sampled_from([model.id for model in flux_models.hosted()] + ["flux-9"]),
)
def test_nothing_breaks_it_and_only_the_size_may_still_be_wrong(
    values: dict[str, Any], model: ModelSpec, before_id: str
) -> None:
    before = Recipe(before_id, "a harbour", MappingProxyType(values))
    after, _ = fit(before, model)
    wrong = [each for each in rules.check(after) if each.kind not in LEFT_TO_THE_DESIGNER]
    assert {issue.role for issue in wrong} <= {Role.WIDTH, Role.HEIGHT}
    assert {str(row.role) for row in model.parameters} >= set(after.values)


def test_what_nobody_moved_takes_the_next_models_default() -> None:
    ultra, raw = a_model("flux-pro-1.1-ultra"), a_model("flux-pro-1.1-ultra-raw")
    there, dropped = fit(a_recipe(ultra.id), raw)
    assert (there.value(Role.RAW), dropped) == (True, None)
    assert fit(there, ultra)[0].value(Role.RAW) is False
    assert fit(a_recipe(ultra.id, raw=True), raw)[0].value(Role.RAW) is True

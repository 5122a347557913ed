"""What fewer pixels of a reference would save is what the price falls by when they are taken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import recipe as recipes
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.pricing import Exact, estimate, upper_bound
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.domain.slot_changes import in_full_detail, limited_to
from bfl_studio.domain.slots import Spot, with_changed
from bfl_studio.domain.thrift import Saving, cheaper, worthwhile

models = st.sampled_from(FLUX_2_MODELS)
sizes = st.builds(Size, st.integers(64, 6000), st.integers(64, 6000))
images = st.builds(
    RecipeImage,
    st.just(Role.REFERENCE.value),
    st.just("0"),
    size=sizes,
    full_detail=st.booleans(),
    at_most=st.sampled_from([None, None, 1, 2, 3, 4]),
)


def a_recipe(model: ModelSpec, *found: RecipeImage) -> Recipe:
    return replace(recipes.default_recipe(model), images=found)


def only(size: Size, **chosen: object) -> tuple[ModelSpec, Sending]:
    """The only reference of FLUX.2 [pro]."""
    model = find_model("flux-2-pro")
    assert model is not None
    image = RecipeImage(Role.REFERENCE, "0", size=size, **chosen)  # type: ignore[arg-type]
    (sending,) = sendings(model, a_recipe(model, image))
    return model, sending


@given(models, st.lists(images, min_size=1, max_size=4), st.data())
def test_each_saving_is_what_the_price_falls_by(
    model: ModelSpec, found: list[RecipeImage], data: st.DataObject
) -> None:
    chosen = a_recipe(model, *found)
    number = data.draw(st.integers(1, len(found)))
    sent = sendings(model, chosen)
    before = upper_bound(estimate(chosen))
    for saving in cheaper(model, sent[number - 1], len(sent)):
        less = with_changed(chosen, Spot(Role.REFERENCE, number), limited_to(saving.tier))
        after = upper_bound(estimate(less))
        assert before is not None and after is not None
        assert before - after == saving.amount
        now = sendings(model, less)[number - 1].size
        assert now is not None and now.tier == saving.tier
        if saving.certain and isinstance(estimate(chosen), Exact):
            assert isinstance(estimate(less), Exact)


@given(models, images, st.integers(1, 4))
def test_what_is_worth_it_costs_at_most_a_fifth_of_the_pixels(
    model: ModelSpec, image: RecipeImage, count: int
) -> None:
    sent = sendings(model, a_recipe(model, *[image] * count))
    saving = worthwhile(model, sent[0], len(sent))
    if saving is not None:
        less = a_recipe(model, limited_to(saving.tier)(image), *[image] * (len(sent) - 1))
        now, then = sent[0].size, sendings(model, less)[0].size
        assert now is not None and then is not None
        assert then.pixels >= 0.8 * now.pixels


def test_four_megapixels_can_be_sent_as_three_two_or_one() -> None:
    assert cheaper(*only(Size(4000, 3000)), 1) == (
        Saving(3, credits("1.5")),
        Saving(2, credits("3")),
        Saving(1, credits("4.5")),
    )


@pytest.mark.parametrize(
    ("size", "tier"),
    [
        (Size(1024, 1024), None),
        (Size(1025, 1024), 1),
        (Size(1300, 1000), 1),
        (Size(1320, 1000), None),
        (Size(1500, 1500), 2),
        (Size(4000, 3000), None),
    ],
)
def test_it_is_offered_just_above_a_step_only(size: Size, tier: int | None) -> None:
    saving = worthwhile(*only(size), 1)
    assert (saving.tier if saving is not None else None) == tier


def test_a_crop_counts_with_the_pixels_it_has() -> None:
    model, sending = only(Size(4000, 3000), crop=Box(0, 0, 1030, 1024))
    assert worthwhile(model, sending, 1) == Saving(1, credits("1.5"))


def test_among_others_only_full_detail_can_be_given_up_and_nobody_knows_for_how_much() -> None:
    model, sending = only(Size(3000, 2000))
    several = a_recipe(model, sending.image, sending.image)
    assert cheaper(model, sendings(model, several)[0], 2) == ()
    detailed = a_recipe(model, in_full_detail(True)(sending.image), sending.image)
    first = sendings(model, detailed)[0]
    assert cheaper(model, first, 2) == (Saving(1, credits("4.5"), certain=False),)
    assert worthwhile(model, first, 2) is None


def test_nothing_is_saved_where_pixels_cost_nothing() -> None:
    model = find_model("flux-kontext-pro")
    assert model is not None
    image = RecipeImage(Role.REFERENCE, "0", size=Size(3000, 2000))
    (sending, *_) = sendings(model, a_recipe(model, image))
    assert cheaper(model, sending, 1) == ()


def test_full_detail_and_a_limit_exclude_each_other() -> None:
    image = RecipeImage(Role.REFERENCE, "0", size=Size(3000, 2000))
    detailed = in_full_detail(True)(limited_to(2)(image))
    assert (detailed.full_detail, detailed.at_most) == (True, None)
    limited = limited_to(2)(detailed)
    assert (limited.full_detail, limited.at_most) == (False, 2)

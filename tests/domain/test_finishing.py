"""Finals from drafts: the same words, size and seed elsewhere, each at its own exact price."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bfl_studio.domain import flux_models, recipe, rules
from bfl_studio.domain.finishing import finishes
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact, estimate
from bfl_studio.domain.recipe import Recipe

SQUARE = Size(1024, 1024)


def _draft(model_id: str = "flux-2-klein-4b", size: Size = SQUARE) -> Recipe:
    model = flux_models.find_model(model_id)
    assert model is not None
    made = replace(recipe.default_recipe(model), prompt="a harbour").with_seed(7)
    return made.with_size(size)


def test_a_draft_can_be_finished_on_every_other_model_of_its_family() -> None:
    found = [each for each in finishes(_draft(), flux_models.hosted()) if each.size is None]
    assert {each.model.id for each in found} == {
        model.id
        for model in flux_models.hosted()
        if model.id.startswith("flux-2-") and model.id != "flux-2-klein-4b"
    }


def test_words_and_seed_stay_and_the_price_is_that_of_the_button() -> None:
    for each in finishes(_draft(), flux_models.hosted()):
        assert (each.recipe.prompt, each.recipe.seed) == ("a harbour", 7)
        assert isinstance(each.estimate, Exact)
        assert each.estimate == estimate(each.recipe)
        assert rules.check(each.recipe) == ()


@pytest.mark.parametrize("size", [Size(1024, 1024), Size(1280, 720), Size(832, 1216)])
def test_larger_is_the_same_shape_and_a_good_deal_more(size: Size) -> None:
    larger = [each for each in finishes(_draft(size=size), flux_models.hosted()) if each.size]
    assert larger
    for each in larger:
        assert each.size is not None
        assert each.size.pixels >= 1.5 * size.pixels
        assert each.size.width / each.size.height == pytest.approx(
            size.width / size.height, rel=0.02
        )


def test_the_largest_is_not_offered_once_more() -> None:
    found = finishes(_draft(size=Size(2048, 2048)), flux_models.hosted())
    assert [each for each in found if each.size is not None] == []


def test_a_model_nobody_knows_offers_nothing() -> None:
    assert finishes(Recipe("flux-9"), flux_models.hosted()) == ()

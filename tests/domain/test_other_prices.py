"""Prices that are a range, flat, by choice, seen or unknown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Role, Value
from bfl_studio.domain.credits import NOTHING, Credits, credits
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import FLUX_2_LIMITS, Size
from bfl_studio.domain.pricing import Exact, Range, Seen, Unknown
from bfl_studio.domain.recipe import Recipe, RecipeImage

SQUARE = Size(1024, 1024)


def a_recipe(model_id: str, size: Size, *images: Size | None) -> Recipe:
    model = flux_models.find_model(model_id)
    assert model is not None
    kept = tuple(RecipeImage(Role.REFERENCE, f"{n}", size=each) for n, each in enumerate(images))
    return replace(recipe.default_recipe(model), images=kept).with_size(size)


def price(model: ModelSpec, size: Size, *images: Size) -> Credits:
    assert isinstance(model.price, MegapixelPrice)
    return pricing.price_parts(model.price, size, images).amount


def test_a_reference_that_lies_elsewhere_may_count_as_one_to_four_megapixels() -> None:
    assert pricing.estimate(a_recipe("flux-2-pro", SQUARE, SQUARE, None)) == Range(
        credits("6"), credits("10.5")
    )
    model = flux_models.find_model("flux-2-pro")
    assert model is not None
    assert pricing.parts(model, a_recipe("flux-2-pro", SQUARE, None)) is None


def test_full_detail_among_others_is_a_range_and_alone_is_exact() -> None:
    detailed = RecipeImage(Role.REFERENCE, "1", size=Size(4000, 3000), full_detail=True)
    small = RecipeImage(Role.REFERENCE, "2", size=SQUARE)
    alone = replace(a_recipe("flux-2-pro", SQUARE), images=(detailed,))
    both = replace(alone, images=(detailed, small))
    assert pricing.estimate(alone) == Exact(credits("9"))
    assert pricing.estimate(both, 2) == Range(credits("12"), credits("21"))


def test_what_a_model_does_not_take_costs_nothing() -> None:
    klein = a_recipe("flux-2-klein-4b", SQUARE, *[SQUARE] * 7)
    assert pricing.estimate(klein) == Exact(credits("1.8"))
    masked = replace(klein, images=(RecipeImage(Role.MASK, "1", size=SQUARE),))
    assert pricing.estimate(masked) == Exact(credits("1.4"))


def test_an_unknown_model_has_an_unknown_price() -> None:
    assert pricing.estimate(Recipe("flux-9")) == Unknown()


@pytest.mark.parametrize(
    ("estimate", "bound"),
    [
        (Exact(credits("3")), credits("3")),
        (Range(credits("3"), credits("12")), credits("12")),
        (Exact(NOTHING), NOTHING),
        (Seen(credits("4.75"), "2026-09-21"), credits("4.75")),
        (Unknown(), None),
    ],
)
def test_a_budget_counts_the_most_it_can_cost(
    estimate: pricing.Estimate, bound: Credits | None
) -> None:
    assert pricing.upper_bound(estimate) == bound


@given(st.integers(0, FLUX_2_LIMITS.largest_area // 4096))
def test_an_estimate_is_a_whole_number_of_tenths_of_a_credit(width: int) -> None:
    for model in FLUX_2_MODELS:
        assert price(model, Size(width, 4096)).thousandths % 100 == 0


# By the choice that decides, where one does; what has only been seen is never called exact.
BY_CHOICE = [
    ("flux-kontext-pro", {}, Exact(credits("4"))),
    ("flux-kontext-max", {}, Exact(credits("8"))),
    ("flux-pro-1.1", {}, Exact(credits("4"))),
    ("flux-pro-1.1-ultra", {}, Exact(credits("6"))),
    ("flux-pro-1.1-ultra", {Role.RAW: True}, Exact(credits("6"))),
    ("flux-pro-1.1-ultra-raw", {}, Exact(credits("6"))),
    ("flux-dev", {}, Exact(credits("2.5"))),
    ("flux-pro-1.0-fill", {}, Exact(credits("5"))),
    ("flux-pro-1.0-expand", {}, Seen(credits("5"), "2026-09-21")),
    ("flux-outpainting", {}, Seen(credits("20"), "2026-09-21")),
    ("flux-outpainting", {Role.MODE: "high"}, Seen(credits("20"), "2026-09-21")),
    ("flux-outpainting", {Role.MODE: "fast"}, Seen(credits("4.5"), "2026-09-21")),
    ("flux-outpainting", {Role.MODE: None}, Seen(credits("20"), "2026-09-21")),
    ("flux-outpainting", {Role.MODE: "best"}, Unknown()),
    ("flux-erase", {}, Seen(credits("3"), "2026-09-21")),
    ("flux-deblur", {}, Seen(credits("3"), "2026-09-21")),
    ("flux-virtual-try-on", {}, Seen(credits("4.75"), "2026-09-21")),
    ("flux-3-image", {}, Exact(credits("4.8"))),
    ("flux-3-image", {Role.TIER: "768sq"}, Exact(credits("4.1"))),
    ("flux-3-image", {Role.TIER: "1k"}, Exact(credits("4.8"))),
    # Published nowhere: nobody is told a number.
    ("flux-3-image", {Role.TIER: "1.5k"}, Unknown()),
    ("flux-3-image", {Role.TIER: "2k"}, Exact(credits("10"))),
    ("flux-3-image", {Role.TIER: "4k"}, Exact(credits("60.7"))),
    ("flux-3-image", {Role.TIER: None}, Exact(credits("4.8"))),
]


@pytest.mark.parametrize(("model_id", "values", "expected"), BY_CHOICE)
def test_a_price_for_a_picture(
    model_id: str, values: dict[Role, Value], expected: pricing.Estimate
) -> None:
    model = flux_models.find_model(model_id)
    assert model is not None
    wanted = recipe.default_recipe(model).with_values(values)
    assert pricing.estimate(wanted) == expected
    # Neither pictures nor a size left behind by another model make it dearer.
    full = a_recipe(model_id, Size(4096, 4096), *[SQUARE] * 10).with_values(values)
    assert pricing.estimate(full) == expected
    assert pricing.parts(model, full) is None


def test_every_other_model_has_its_price_here() -> None:
    others = {model.id for model in flux_models.hosted()} - {model.id for model in FLUX_2_MODELS}
    assert {model_id for model_id, *_ in BY_CHOICE} == others


@pytest.mark.parametrize(
    ("model_id", "values", "three"),
    [
        ("flux-dev", {}, Exact(credits("7.5"))),
        ("flux-virtual-try-on", {}, Seen(credits("14.25"), "2026-09-21")),
        ("flux-3-image", {Role.TIER: "4k"}, Exact(credits("182.1"))),
        ("flux-3-image", {Role.TIER: "1.5k"}, Unknown()),
    ],
)
def test_three_pictures_cost_three_times_one(
    model_id: str, values: dict[Role, Value], three: pricing.Estimate
) -> None:
    model = flux_models.find_model(model_id)
    assert model is not None
    assert pricing.estimate(recipe.default_recipe(model).with_values(values), 3) == three


@pytest.mark.parametrize(
    ("prices", "sum_of_all"),
    [
        ([Exact(credits(3)), Exact(credits("1.4"))], Exact(credits("4.4"))),
        ([Exact(credits(3)), Range(credits(3), credits(6))], Range(credits(6), credits(9))),
        ([Seen(credits(3)), Range(credits(3), credits(6))], Seen(credits(9))),
        ([Exact(credits(3)), Unknown()], Unknown()),
        ([], Exact(NOTHING)),
    ],
)
def test_a_sum_is_known_as_well_as_the_least_known_of_its_parts(
    prices: list[pricing.Estimate], sum_of_all: pricing.Estimate
) -> None:
    assert pricing.together(prices) == sum_of_all

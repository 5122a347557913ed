"""Prices are the published ones to the thousandth, and grow as pictures do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Role
from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.recipe import Recipe, RecipeImage

# Every table here is typed by hand from the published prices; one credit is one US cent.
COLUMNS = {
    "klein 4B": ("flux-2-klein-4b",),
    "klein 9B": ("flux-2-klein-9b", "flux-2-klein-9b-preview"),
    "pro": ("flux-2-pro", "flux-2-pro-preview"),
    "max": ("flux-2-max",),
    "flex": ("flux-2-flex",),
}
# width, height, references of 1 MP: what it costs in each column
WORKED = (
    ((1024, 1024, 0), ("1.4", "1.5", "3", "7", "5")),
    ((1024, 1024, 1), ("1.5", "1.7", "4.5", "10", "10")),
    ((1920, 1088, 0), ("1.5", "1.7", "4.5", "10", "10")),
    ((1920, 1088, 1), ("1.6", "1.9", "6", "13", "15")),
    ((1440, 2048, 0), ("1.6", "1.9", "6", "13", "15")),
    ((2048, 2048, 0), ("1.7", "2.1", "7.5", "16", "20")),
    ((1024, 1024, 4), ("1.8", "2.3", "9", "19", "25")),
)
EIGHT = {"flux-2-pro": "15", "flux-2-max": "31", "flux-2-flex": "45"}
FIRST = {"klein-4b": "1.4", "klein-9b": "1.5", "pro": "3", "max": "7", "flex": "5"}
SQUARE = Size(1024, 1024)

models = st.sampled_from(FLUX_2_MODELS)
sides = st.integers(64, 4096)
sizes = st.builds(Size, sides, sides)
references = st.lists(st.builds(Size, st.integers(64, 6000), st.integers(64, 6000)), max_size=8)

CASES = [
    pytest.param(model_id, asked, cost, id=f"{model_id}-{asked[0]}x{asked[1]}-{asked[2]}")
    for asked, costs in WORKED
    for model_ids, cost in zip(COLUMNS.values(), costs, strict=True)
    for model_id in model_ids
]


def a_recipe(model_id: str, size: Size, *images: Size | None) -> Recipe:
    model = flux_models.find_model(model_id)
    assert model is not None
    kept = tuple(RecipeImage(Role.REFERENCE, f"{n}", size=each) for n, each in enumerate(images))
    return replace(recipe.default_recipe(model), images=kept).with_size(size)


def price(model: ModelSpec, size: Size, *images: Size) -> Credits:
    assert isinstance(model.price, MegapixelPrice)
    return pricing.price_parts(model.price, size, images).amount


@pytest.mark.parametrize(("model_id", "asked", "cost"), CASES)
def test_the_worked_table(model_id: str, asked: tuple[int, int, int], cost: str) -> None:
    width, height, count = asked
    wanted = a_recipe(model_id, Size(width, height), *[SQUARE] * count)
    assert pricing.estimate(wanted) == Exact(credits(cost))


@pytest.mark.parametrize("model_id", EIGHT)
def test_eight_references(model_id: str) -> None:
    wanted = a_recipe(model_id, SQUARE, *[SQUARE] * 8)
    assert pricing.estimate(wanted) == Exact(credits(EIGHT[model_id]))


@pytest.mark.parametrize("model_id", ["flux-2-klein-4b", "flux-2-klein-9b"])
def test_only_the_references_a_model_takes_are_counted(model_id: str) -> None:
    four, eight = (a_recipe(model_id, SQUARE, *[SQUARE] * count) for count in (4, 8))
    assert pricing.estimate(eight) == pricing.estimate(four)


def test_every_model_is_in_a_column() -> None:
    priced = sorted(model_id for column in COLUMNS.values() for model_id in column)
    assert priced == sorted(model.id for model in FLUX_2_MODELS)


@pytest.mark.parametrize(
    ("size", "cost"),
    [
        (Size(64, 64), "3"),
        # 1 MP is 1024 × 1024 = 1,048,576 pixels: one row more is another megapixel.
        (Size(1024, 1024), "3"),
        (Size(1024, 1025), "4.5"),
        (Size(2048, 1024), "4.5"),
        (Size(2048, 1025), "6"),
        (Size(4096, 1024), "7.5"),
    ],
)
def test_a_megapixel_begun_is_a_megapixel(size: Size, cost: str) -> None:
    assert pricing.estimate(a_recipe("flux-2-pro", size)) == Exact(credits(cost))


@pytest.mark.parametrize(
    ("images", "cost"),
    [
        # Two halves are two megapixels, not one: each picture is rounded up for itself.
        ((Size(1024, 512), Size(1024, 512)), "6"),
        ((Size(1024, 1025),), "6"),
        ((Size(64, 64),), "4.5"),
        ((Size(2048, 2048),), "9"),
        # Larger ones are scaled down to 4 MP before they count.
        ((Size(2048, 2064),), "9"),
        ((Size(5000, 4000),), "9"),
        # One of several is shrunk to 1 MP before it is sent, so that its price is certain.
        ((Size(1024, 1024), Size(2048, 1024), Size(64, 64)), "7.5"),
    ],
)
def test_references_are_rounded_up_one_by_one(images: tuple[Size, ...], cost: str) -> None:
    assert pricing.estimate(a_recipe("flux-2-pro", SQUARE, *images)) == Exact(credits(cost))


@given(models, sizes, sizes, references)
def test_more_pixels_never_cost_less(
    model: ModelSpec, one: Size, other: Size, images: list[Size]
) -> None:
    small, large = sorted((one, other), key=lambda size: size.pixels)
    assert price(model, small, *images) <= price(model, large, *images)


@given(models, sizes, references, sizes)
def test_another_reference_costs_more(
    model: ModelSpec, size: Size, images: list[Size], another: Size
) -> None:
    assert price(model, size, *images) < price(model, size, *images, another)


@given(models, sizes, references, sizes, st.randoms())
def test_the_order_of_references_and_the_way_up_do_not_matter(
    model: ModelSpec, size: Size, images: list[Size], another: Size, chance: st.DataObject
) -> None:
    before = price(model, size, *images, another)
    turned = [each.swapped for each in [another, *images]]
    assert price(model, size.swapped, *turned) == before


@given(models, sizes, references)
def test_nothing_is_below_the_first_megapixel(
    model: ModelSpec, size: Size, images: list[Size]
) -> None:
    first = credits(next(FIRST[name] for name in FIRST if name in model.id))
    assert price(model, size, *images) >= first


@given(models, sizes, references, st.integers(1, 24))
def test_many_pictures_cost_that_many_times_one(
    model: ModelSpec, size: Size, images: list[Size], pictures: int
) -> None:
    wanted = a_recipe(model.id, size, *images)
    one, many = pricing.estimate(wanted), pricing.estimate(wanted, pictures)
    assert isinstance(one, Exact) and isinstance(many, Exact)
    assert many.amount == one.amount * pictures
    assert isinstance(many.amount.thousandths, int)


@given(models, sizes, references)
def test_the_parts_add_up(model: ModelSpec, size: Size, images: list[Size]) -> None:
    assert isinstance(model.price, MegapixelPrice)
    parts = pricing.price_parts(model.price, size, images)
    assert parts.first + parts.further + parts.references == parts.amount
    assert parts.further_tiers == size.tier - 1
    assert parts.reference_count == len(images)


def test_ten_prices_of_a_tenth_make_exactly_one() -> None:
    klein = flux_models.find_model("flux-2-klein-4b")
    assert klein is not None
    tenth = price(klein, Size(2048, 1024)) - price(klein, SQUARE)
    assert tenth * 10 == credits(1)

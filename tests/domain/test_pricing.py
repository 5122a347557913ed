"""Prices are the published ones to the thousandth, and grow as pictures do."""

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

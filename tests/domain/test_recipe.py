"""A recipe survives every file it is written to, and a batch repeats nothing."""

import json
from dataclasses import FrozenInstanceError, replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.catalog import Kind, ModelSpec, Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe, RecipeImage

texts = st.text(max_size=20)
simple = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
anything = st.recursive(simple, lambda inner: st.lists(inner) | st.dictionaries(texts, inner))
KNOWN = {"version", "model", "prompt", "values", "images"}
IMAGE_KNOWN = {"role", "sha256", "origin", "width", "height", "full_detail"}


def unknown(known: set[str]) -> st.SearchStrategy[MappingProxyType[str, Any]]:
    names = texts.filter(lambda name: name not in known)
    return st.dictionaries(names, anything, max_size=3).map(MappingProxyType)


images = st.builds(
    RecipeImage,
    role=texts,
    sha256=texts,
    origin=texts,
    size=st.none() | st.builds(Size, st.integers(1, 9999), st.integers(1, 9999)),
    full_detail=st.booleans(),
    unknown=unknown(IMAGE_KNOWN),
)
recipes = st.builds(
    Recipe,
    model_id=texts,
    prompt=st.text(),
    values=st.dictionaries(texts, simple).map(MappingProxyType),
    images=st.lists(images, max_size=3).map(tuple).map(recipe.told_apart),
    unknown=unknown(KNOWN),
)


@given(recipes)
def test_a_recipe_survives_the_disk(wanted: Recipe) -> None:
    assert recipe.from_json(json.loads(json.dumps(recipe.to_json(wanted)))) == wanted


def test_what_a_later_version_wrote_survives_at_every_level() -> None:
    stored = {
        "version": recipe.RECIPE_VERSION,
        "model": "flux-9-ultra",
        "prompt": "a harbour",
        "values": {"width": 64, "mood": "blue", "boxes": [1, 2]},
        "images": [
            {"role": "garment", "sha256": "aa", "origin": "x.png", "fold": {"times": 2}},
            {
                "role": "person",
                "sha256": "bb",
                "origin": "",
                "width": 8,
                "height": 9,
                "fringe": [1],
            },
        ],
        "layers": [{"name": "sky"}],
    }
    assert recipe.to_json(recipe.from_json(stored)) == stored


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"model": 3},
        {"model": "m", "prompt": None},
        {"model": "m", "values": []},
        {"model": "m", "images": None},
        {"model": "m", "images": {"a": 1}},
        {"model": "m", "images": ["a"]},
    ],
)
def test_what_is_no_recipe_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="recipe"):
        recipe.from_json(stored)


@pytest.mark.parametrize(
    "sides",
    [
        {"width": "10", "height": "20"},
        {"width": 0, "height": 9},
        {"width": 8, "height": -9},
        {"width": True, "height": 9},
        {"width": 8.5, "height": 9},
        {"width": 10**400, "height": 9},
        {"width": None, "height": None},
        {"width": 8},
        {},
    ],
)
def test_sides_that_no_picture_has_are_left_out(sides: dict[str, Any]) -> None:
    stored = {"role": "reference", "sha256": "aa", "crop": [0, 0, 4, 4], **sides}
    read = recipe.image_from_json(stored)
    assert (read.size, read.crop) == (None, None)
    assert read.sha256 == "aa"


@given(st.dictionaries(st.sampled_from([*IMAGE_KNOWN, "crop", "at_most", "part"]), anything))
def test_a_picture_of_any_kind_is_read_and_priced(stored: dict[str, Any]) -> None:
    read = recipe.from_json({"model": "flux-2-pro", "images": [stored]})
    assert recipe.from_json(json.loads(json.dumps(recipe.to_json(read)))) == read
    (image,) = read.images
    if not isinstance(stored.get("origin"), str):
        assert image.origin == ""
    pricing.estimate(replace(read, values=recipe.default_recipe(flux_models.first_model()).values))


def test_a_recipe_never_changes() -> None:
    wanted = recipe.default_recipe(flux_models.first_model())
    with pytest.raises(FrozenInstanceError):
        wanted.prompt = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        wanted.values["width"] = 1  # type: ignore[index]
    assert wanted.with_seed(3).seed == 3
    assert wanted.seed is None


@pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
def test_a_new_recipe_is_a_square_png_with_a_random_seed(model: ModelSpec) -> None:
    wanted = recipe.default_recipe(model)
    assert (wanted.model_id, wanted.prompt, wanted.images) == (model.id, "", ())
    assert (wanted.seed, wanted.output_format) == (None, "png")
    assert wanted.size == (Size(1024, 1024) if model.parameter(Role.WIDTH) else Size(0, 0))
    assert wanted.value(Role.STEPS) is None


@pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
def test_a_new_recipe_names_what_its_model_takes_and_nothing_else(model: ModelSpec) -> None:
    shown = {
        str(row.role): row.default
        for row in model.parameters
        if row.kind not in (Kind.TEXT, Kind.IMAGES)
    }
    untouched = {str(row.role) for row in model.parameters if row.only_when_moved}
    values = dict(recipe.default_recipe(model).values)
    assert values == {role: value for role, value in shown.items() if role not in untouched}


@pytest.mark.parametrize("model_id", ["flux-3-image", "flux-outpainting"])
def test_no_seed_is_drawn_where_the_model_has_none(model_id: str) -> None:
    wanted = Recipe(model_id, "x")
    assert for_batch(wanted, 3) == (wanted,) * 3
    left_over = for_batch(wanted.with_seed(7), 3)
    assert [each.seed for each in left_over] == [None] * 3


def test_a_model_nobody_knows_gets_a_seed() -> None:
    [one] = for_batch(Recipe("flux-9", "x"), 1)
    assert one.seed is not None


@pytest.mark.parametrize(
    ("model_id", "prompt", "title"),
    [
        ("flux-2-pro", "a harbour", "a harbour"),
        ("flux-3-image", " ", "FLUX 3 Image"),
        ("flux-pro-1.0-fill", "", "FLUX.1 Fill [pro]"),
        ("flux-deblur", "left by another model", "FLUX Deblur"),
        ("flux-9", "a harbour", "a harbour"),
    ],
)
def test_a_picture_is_called_by_the_words_that_were_sent(
    model_id: str, prompt: str, title: str
) -> None:
    assert recipe.title(Recipe(model_id, prompt)) == title


def test_the_default_model_is_pro() -> None:
    assert Recipe().model_id == "flux-2-pro"


@pytest.mark.parametrize("value", [None, "1024", True])
def test_a_recipe_without_a_size_says_so(value: Any) -> None:
    wanted = Recipe(values={"width": value} if value is not True else {"height": 64})
    assert wanted.size == Size(0, 0)


@given(st.integers(0, LARGEST_SEED), st.integers(1, 24))
def test_a_fixed_seed_is_the_first_and_counts_up(seed: int, pictures: int) -> None:
    wanted = Recipe(prompt="x").with_seed(seed)
    batch = for_batch(wanted, pictures)
    assert batch[0] == wanted
    assert len({each.seed for each in batch}) == len(batch) == pictures
    assert all(each.seed is not None and 0 <= each.seed <= LARGEST_SEED for each in batch)
    assert all(each.with_seed(seed) == wanted for each in batch)


def test_the_largest_seed_goes_on_from_zero() -> None:
    batch = for_batch(Recipe().with_seed(LARGEST_SEED), 3)
    assert [each.seed for each in batch] == [LARGEST_SEED, 0, 1]


@given(st.integers(1, 24))
def test_random_seeds_are_drawn_and_differ(pictures: int) -> None:
    wanted = recipe.default_recipe(flux_models.first_model())
    batch = for_batch(wanted, pictures)
    assert len({each.seed for each in batch}) == pictures
    assert all(each.seed is not None and 0 <= each.seed <= LARGEST_SEED for each in batch)
    assert all(each.with_seed(None) == wanted for each in batch)


def test_two_presses_draw_different_seeds() -> None:
    wanted = replace(Recipe(), prompt="x")
    assert for_batch(wanted, 4) != for_batch(wanted, 4)


@pytest.mark.parametrize("value", [True, "7", 7.0])
def test_what_is_no_whole_number_is_no_seed(value: Any) -> None:
    assert Recipe(values={"seed": value}).seed is None

"""What is sent of a picture: never enlarged, never over the bound that keeps its price exact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.flux_models import first_model
from bfl_studio.domain.geometry import MEGAPIXEL, Box, Size
from bfl_studio.domain.recipe import RecipeImage, default_recipe, from_json, to_json
from bfl_studio.domain.references import ALONE, large_enough, sendings, sent_size

sides = st.integers(64, 30_000)
sizes = st.builds(Size, sides, sides)


@given(sizes, st.integers(1, 10))
def test_it_stays_within_the_bound_and_is_never_enlarged(original: Size, count: int) -> None:
    sent = sent_size(original, count)
    assert sent.pixels <= (4 * MEGAPIXEL if count == 1 else MEGAPIXEL)
    assert sent.width <= original.width and sent.height <= original.height
    assert sent.tier <= (4 if count == 1 else 1)


@given(sizes, st.integers(1, 10))
def test_its_shape_is_kept(original: Size, count: int) -> None:
    sent = sent_size(original, count)
    wanted = sent.width * original.height / original.width
    assert abs(sent.height - wanted) <= 1 + original.height / original.width


@given(sizes)
def test_full_detail_is_what_it_would_be_alone(original: Size) -> None:
    assert sent_size(original, 8, full_detail=True) == sent_size(original, 1)


@given(sizes)
def test_as_much_as_allowed_is_kept(original: Size) -> None:
    if original.pixels > ALONE and min(original.ratio) * 20 > max(original.ratio):
        assert sent_size(original, 1).pixels > ALONE * 0.97


def test_small_sides_are_told() -> None:
    assert large_enough(Size(64, 64))
    assert not large_enough(Size(63, 640))
    assert not large_enough(Size(255, 640), 256)


@given(sizes, st.integers(1, 10), st.integers(1, 4))
def test_no_more_than_asked_for_is_sent(original: Size, count: int, at_most: int) -> None:
    sent = sent_size(original, count, at_most=at_most)
    assert sent.tier <= at_most
    assert sent.pixels <= sent_size(original, count).pixels
    assert sent_size(original, count, full_detail=True, at_most=at_most).tier <= at_most


def test_what_is_off_is_not_sent_and_a_crop_is_all_there_is() -> None:
    crop = Box(10, 20, 300, 200)
    pictures = (
        RecipeImage(Role.REFERENCE, "a", size=Size(4000, 4000), off=True),
        RecipeImage(Role.REFERENCE, "b", size=Size(4000, 4000), crop=crop),
    )
    wanted = replace(default_recipe(first_model()), images=pictures)
    [sent] = sendings(first_model(), wanted)
    assert (sent.image.sha256, sent.size) == ("b", Size(300, 200))
    assert from_json(to_json(wanted)) == wanted


@pytest.mark.parametrize(
    "crop", [[0, 0, 9, 9], [0, 0, 0, 4], [-1, 0, 4, 4], [0, 0, 4], "all", [0.0] * 4]
)
def test_a_crop_that_lies_outside_is_none(crop: object) -> None:
    stored = {"role": "reference", "sha256": "a", "width": 8, "height": 8, "crop": crop}
    recipe = from_json({"model": "flux-2-pro", "images": [stored]})
    assert recipe.images[0].crop is None

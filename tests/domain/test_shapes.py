"""The size as image 1: legal, of the picture's shape, and billed as no more than it has."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import FLUX_1_LIMITS, FLUX_2_LIMITS, Size, SizeLimits
from bfl_studio.domain.shapes import ratio_for, size_for, size_like

limits = st.sampled_from([FLUX_2_LIMITS, FLUX_1_LIMITS])
pictures = st.builds(Size, st.integers(64, 9000), st.integers(64, 9000))


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (Size(832, 1216), Size(832, 1216)),
        (Size(1000, 667), Size(1008, 672)),
        (Size(4096, 4096), Size(2048, 2048)),
        (Size(1024, 1023), Size(1024, 1024)),
        (Size(1023, 1024), Size(1024, 1024)),
        (Size(64, 64), Size(64, 64)),
    ],
)
def test_the_size_of_a_picture(picture: Size, expected: Size) -> None:
    assert size_like(picture, FLUX_2_LIMITS) == expected


@given(pictures, limits)
def test_it_can_always_be_sent(picture: Size, limits: SizeLimits) -> None:
    assert limits.allows(size_like(picture, limits))


@given(st.builds(Size, st.integers(400, 9000), st.integers(400, 9000)))
def test_it_keeps_the_shape_and_the_tier(picture: Size) -> None:
    size = size_like(picture, FLUX_2_LIMITS)
    off = abs(math.log(size.width * picture.height / (size.height * picture.width)))
    # One step of a side, and the hundredth that counts as the same shape.
    assert off < 16 / min(size.width, size.height) + 0.01
    assert size.tier <= picture.tier


@pytest.mark.parametrize(
    ("model_id", "size", "ratio"),
    [
        ("flux-2-pro", Size(832, 1216), None),
        ("flux-kontext-pro", None, None),
        ("flux-pro-1.1-ultra", None, "2:3"),
        ("flux-pro-1.0-fill", None, None),
    ],
)
def test_what_each_kind_of_model_is_told(
    model_id: str, size: Size | None, ratio: str | None
) -> None:
    model = find_model(model_id)
    assert model is not None
    picture = Size(832, 1216)
    assert (size_for(picture, model), ratio_for(picture, model)) == (size, ratio)

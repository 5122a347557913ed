"""The frame a part of a picture is chosen with: inside it, never too small, of the shape asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bfl_studio.domain import cropping
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.cropping import Edge
from bfl_studio.domain.flux_models import find_model, first_model
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import RecipeImage, default_recipe
from bfl_studio.domain.references import sendings

LEAST = 64
PICTURE = Size(1200, 800)
EDGES = (
    Edge.LEFT,
    Edge.RIGHT,
    Edge.TOP,
    Edge.BOTTOM,
    Edge.LEFT | Edge.TOP,
    Edge.RIGHT | Edge.TOP,
    Edge.LEFT | Edge.BOTTOM,
    Edge.RIGHT | Edge.BOTTOM,
)
RATIOS = (None, Size(1, 1), Size(4, 3), Size(3, 4), Size(16, 9), Size(9, 16), Size(1344, 768))
sides = st.integers(LEAST, 9_000)
pictures = st.builds(Size, sides, sides)
steps = st.integers(-10_000, 10_000)
ratios = st.sampled_from(RATIOS)


@st.composite
def frames(draw: st.DrawFn, picture: Size) -> Box:
    width = draw(st.integers(LEAST, picture.width))
    height = draw(st.integers(LEAST, picture.height))
    left = draw(st.integers(0, picture.width - width))
    return Box(left, draw(st.integers(0, picture.height - height)), width, height)


def _of_shape(size: Size, ratio: Size) -> bool:
    """To the nearest pixel of its height."""
    return abs(size.width * ratio.height / ratio.width - size.height) <= 0.5


@given(st.data(), pictures, steps, steps, ratios, st.sampled_from(EDGES), st.floats(0.2, 5))
def test_whatever_is_done_the_frame_stays_inside_and_large_enough(
    data: st.DataObject,
    picture: Size,
    across: int,
    down: int,
    ratio: Size | None,
    edge: Edge,
    factor: float,
) -> None:
    frame = data.draw(frames(picture))
    if ratio is not None:
        assume(cropping.fits(ratio, picture, LEAST))
        frame = cropping.shaped(frame, ratio, picture, LEAST)
        assert _of_shape(frame.size, ratio)
    for changed in (
        cropping.moved(frame, across, down, picture),
        cropping.stretched(frame, across, down, picture, LEAST, ratio),
        cropping.zoomed(frame, factor, picture, LEAST, ratio),
        cropping.dragged(frame, edge, across, down, picture, LEAST, ratio),
    ):
        assert changed.within(picture)
        assert min(changed.width, changed.height) >= LEAST
        assert ratio is None or _of_shape(changed.size, ratio)
    assert cropping.moved(frame, across, down, picture).size == frame.size


@given(st.data(), pictures, steps, steps, ratios, st.sampled_from(EDGES))
def test_what_lies_opposite_the_hand_stays(
    data: st.DataObject, picture: Size, across: int, down: int, ratio: Size | None, edge: Edge
) -> None:
    frame = data.draw(frames(picture))
    if ratio is not None:
        assume(cropping.fits(ratio, picture, LEAST))
        frame = cropping.shaped(frame, ratio, picture, LEAST)
    changed = cropping.dragged(frame, edge, across, down, picture, LEAST, ratio)
    if edge & Edge.LEFT:
        assert changed.left + changed.width == frame.left + frame.width
    if edge & Edge.RIGHT:
        assert changed.left == frame.left
    if edge & Edge.TOP:
        assert changed.top + changed.height == frame.top + frame.height
    if edge & Edge.BOTTOM:
        assert changed.top == frame.top


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (Edge.LEFT, Box(110, 100, 290, 200)),
        (Edge.RIGHT, Box(100, 100, 310, 200)),
        (Edge.TOP, Box(100, 120, 300, 180)),
        (Edge.BOTTOM, Box(100, 100, 300, 220)),
        (Edge.RIGHT | Edge.BOTTOM, Box(100, 100, 310, 220)),
        (Edge.LEFT | Edge.TOP, Box(110, 120, 290, 180)),
    ],
)
def test_an_edge_follows_the_hand(edge: Edge, expected: Box) -> None:
    assert cropping.dragged(Box(100, 100, 300, 200), edge, 10, 20, PICTURE, LEAST) == expected


def test_a_shape_keeps_about_the_area_where_there_is_room() -> None:
    small = cropping.shaped(Box(400, 300, 200, 200), Size(4, 1), PICTURE, LEAST)
    assert small == Box(300, 350, 400, 100)
    assert cropping.shaped(cropping.whole(PICTURE), Size(1, 1), PICTURE, LEAST).size == Size(
        800, 800
    )


def test_a_frame_that_grows_gives_way_at_the_edge() -> None:
    at_the_right = Box(1000, 0, 200, 100)
    assert cropping.stretched(at_the_right, 100, 0, PICTURE, LEAST) == Box(900, 0, 300, 100)
    assert cropping.zoomed(at_the_right, 100.0, PICTURE, LEAST) == cropping.whole(PICTURE)


def test_a_shape_without_room_is_known() -> None:
    assert not cropping.fits(Size(16, 9), Size(64, 4000), LEAST)
    assert cropping.fits(Size(9, 16), Size(64, 4000), LEAST)


def test_the_whole_picture_is_no_crop() -> None:
    assert cropping.part_of(Box(0, 0, 1200, 800), PICTURE) is None
    assert cropping.part_of(Box(0, 0, 1199, 800), PICTURE) == Box(0, 0, 1199, 800)


def _image(role: Role, size: Size | None = PICTURE, sha256: str = "a") -> RecipeImage:
    return RecipeImage(role, sha256, "a.png", size)


def test_what_a_mask_lies_over_is_not_cropped() -> None:
    fill, erase = find_model("flux-pro-1.0-fill"), find_model("flux-pro-1.0-expand")
    assert fill is not None and erase is not None
    assert not cropping.may_crop(fill, _image(Role.IMAGE))
    assert not cropping.may_crop(fill, _image(Role.MASK))
    assert cropping.may_crop(erase, _image(Role.IMAGE))
    for role in (Role.REFERENCE, Role.IMAGE_PROMPT, Role.PERSON, Role.GARMENT):
        assert cropping.may_crop(first_model(), _image(role))
    # What came cropped from elsewhere can be made whole again.
    assert cropping.may_crop(fill, replace(_image(Role.IMAGE), crop=Box(0, 0, 300, 300)))
    assert not cropping.may_crop(first_model(), _image(Role.REFERENCE, None, ""))


def test_a_tool_takes_no_smaller_side_than_it_says() -> None:
    fill = find_model("flux-pro-1.0-fill")
    assert fill is not None
    assert cropping.least_side(fill, Role.IMAGE) == 256
    assert cropping.least_side(first_model(), Role.REFERENCE) == 64


@pytest.mark.parametrize("mask", [PICTURE, Size(600, 400)])
def test_a_mask_over_a_cropped_picture_is_cropped_alike(mask: Size) -> None:
    fill = find_model("flux-pro-1.0-fill")
    assert fill is not None
    crop = Box(300, 200, 600, 400)
    images = (replace(_image(Role.IMAGE), crop=crop), _image(Role.MASK, mask, "b"))
    under, over = sendings(fill, replace(default_recipe(fill), images=images))
    assert under.size == over.size == Size(600, 400)
    scale = mask.width // 600
    assert over.image.crop == Box(150 * scale, 100 * scale, 300 * scale, 200 * scale)

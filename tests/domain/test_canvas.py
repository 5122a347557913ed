"""The arithmetic of a picture on a larger canvas."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bfl_studio.domain.canvas import centred, large_enough_for, picture_size, with_margins
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe, RecipeImage, default_recipe
from bfl_studio.domain.rules import IssueKind, check

PICTURE = RecipeImage(Role.IMAGE, "a" * 64, "hut.png", Size(1200, 900))
LARGE = replace(PICTURE, size=Size(4096, 4096))


def _model(model_id: str) -> ModelSpec:
    model = find_model(model_id)
    assert model is not None
    return model


EXPAND, OUTPAINTING = _model("flux-pro-1.0-expand"), _model("flux-outpainting")


def _with_picture(model: ModelSpec, picture: RecipeImage = PICTURE) -> Recipe:
    return replace(default_recipe(model), images=(picture,))


def test_margins_are_added_to_what_is_sent() -> None:
    recipe = _with_picture(EXPAND).with_values({Role.MARGIN_LEFT: 256, Role.MARGIN_TOP: 64})
    assert with_margins(EXPAND, recipe) == Size(1456, 964)
    large = _with_picture(EXPAND, LARGE).with_values({Role.MARGIN_BOTTOM: 100})
    assert with_margins(EXPAND, large) == Size(2048, 2148)


def test_without_a_picture_nothing_is_known() -> None:
    recipe = default_recipe(EXPAND)
    assert picture_size(EXPAND, recipe) is None
    assert with_margins(EXPAND, recipe) is None
    assert large_enough_for(OUTPAINTING, default_recipe(OUTPAINTING)) is None
    assert centred(OUTPAINTING, default_recipe(OUTPAINTING)) == (0, 0)


def test_the_middle_is_half_of_what_is_left() -> None:
    recipe = _with_picture(OUTPAINTING).with_size(Size(1600, 880))
    assert centred(OUTPAINTING, recipe) == (200, -10)


@pytest.mark.parametrize(
    ("canvas", "offsets", "enough"),
    [
        (Size(1024, 1024), (None, None), Size(1200, 1024)),
        (Size(1024, 512), (None, None), Size(1200, 912)),
        (Size(1600, 1024), (500, 200), Size(1712, 1104)),
        (Size(1600, 1024), (0, 0), Size(1600, 1024)),
        (Size(1600, 1024), (-1, 0), None),
        (Size(1600, 1024), (4000, 4000), None),
    ],
)
def test_a_canvas_grows_until_it_holds_the_picture(
    canvas: Size, offsets: tuple[int | None, int | None], enough: Size | None
) -> None:
    recipe = _with_picture(OUTPAINTING).with_size(canvas)
    recipe = recipe.with_values({Role.OFFSET_X: offsets[0], Role.OFFSET_Y: offsets[1]})
    assert large_enough_for(OUTPAINTING, recipe) == enough
    if enough is not None:
        kinds = {issue.kind for issue in check(recipe.with_size(enough))}
        assert IssueKind.CANVAS_TOO_SMALL not in kinds

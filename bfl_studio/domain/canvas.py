"""The picture of a tool on a larger canvas, in pixels W×H."""

from __future__ import annotations

from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import sendings


def picture_size(model: ModelSpec, recipe: Recipe) -> Size | None:
    """What is sent of the picture that is worked on; None while there is none."""
    sent = sendings(model, recipe)
    return next((each.size for each in sent if each.role is Role.IMAGE), None)


def with_margins(model: ModelSpec, recipe: Recipe) -> Size | None:
    """Picture and margins together; None while there is no picture."""
    picture = picture_size(model, recipe)
    if picture is None:
        return None
    top, bottom, left, right = (
        _pixels(model, recipe, role)
        for role in (Role.MARGIN_TOP, Role.MARGIN_BOTTOM, Role.MARGIN_LEFT, Role.MARGIN_RIGHT)
    )
    return Size(left + picture.width + right, top + picture.height + bottom)


def centred(model: ModelSpec, recipe: Recipe) -> tuple[int, int]:
    """The offsets across and down of a picture in the middle; 0 while there is no picture."""
    picture = picture_size(model, recipe)
    if picture is None:
        return 0, 0
    canvas = recipe.size
    return (canvas.width - picture.width) // 2, (canvas.height - picture.height) // 2


def large_enough_for(model: ModelSpec, recipe: Recipe) -> Size | None:
    """The canvas, enlarged until it holds the picture where that lies; None if none can."""
    picture = picture_size(model, recipe)
    if picture is None:
        return None
    width = _reaching(recipe.size.width, recipe.value(Role.OFFSET_X), picture.width)
    height = _reaching(recipe.size.height, recipe.value(Role.OFFSET_Y), picture.height)
    if width is None or height is None:
        return None
    step = model.size_limits.multiple
    canvas = Size(-(-width // step) * step, -(-height // step) * step)
    return canvas if model.size_limits.allows(canvas) else None


def _reaching(canvas: int, offset: object, side: int) -> int | None:
    """A side of the canvas from its first pixel to the picture's last, or as it is."""
    start = offset if isinstance(offset, int) else 0
    return max(canvas, start + side) if start >= 0 else None


def _pixels(model: ModelSpec, recipe: Recipe, role: Role) -> int:
    parameter, value = model.parameter(role), recipe.value(role)
    if value is None and parameter is not None:
        value = parameter.default
    return max(0, value) if isinstance(value, int) else 0

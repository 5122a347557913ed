"""The size and the ratio that come nearest to the shape of a picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product

from bfl_studio.domain.catalog import ModelSpec, Parameter, Role, Value
from bfl_studio.domain.geometry import Size, SizeLimits
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import sendings


def size_like(picture: Size, limits: SizeLimits) -> Size:
    """The legal size nearest to a picture's, W×H in pixels: of its shape, as large as it is where
    that is allowed, and billed as no more megapixels than it has.
    """
    scale = _scale(picture, limits)
    wished = Size(round(picture.width * scale) or 1, round(picture.height * scale) or 1)
    near = [
        Size(width, height)
        for width, height in product(
            _sides_about(wished.width, limits), _sides_about(wished.height, limits)
        )
    ]
    legal = [each for each in near if limits.allows(each)]
    alike = [each for each in legal if each.tier <= wished.tier] or legal
    return min(
        alike, key=lambda each: _difference(each, wished), default=limits.largest_at_ratio(picture)
    )


def size_for(picture: Size, model: ModelSpec) -> Size | None:
    """The same for a model; None for one that takes no size."""
    sized = model.parameter(Role.WIDTH) is not None and model.parameter(Role.HEIGHT) is not None
    return size_like(picture, model.size_limits) if sized else None


def ratio_for(picture: Size, model: ModelSpec) -> Value:
    """The ratio a model is told so that its picture has the shape of another; None for one that
    takes none, or follows its first reference by itself.
    """
    ratio = model.parameter(Role.ASPECT_RATIO)
    follows = model.parameter(Role.REFERENCE) is not None
    if ratio is None or (ratio.default is None and follows):
        return None
    return _ratio_like(picture, ratio)


def first_extent(model: ModelSpec, recipe: Recipe) -> Size | None:
    """W×H in pixels of what there is of the first picture that is sent; None while nobody knows,
    and where none is.
    """
    sent = sendings(model, recipe)
    return sent[0].image.extent if sent else None


def shape_of_first(model: ModelSpec, recipe: Recipe) -> Mapping[Role, Value]:
    """The values that give a picture the size, or the shape, of the first that is sent; empty
    where there is none, or the model takes neither.
    """
    extent = first_extent(model, recipe)
    if extent is None:
        return {}
    size = size_for(extent, model)
    if size is not None:
        return {Role.WIDTH: size.width, Role.HEIGHT: size.height}
    ratio = ratio_for(extent, model)
    return {Role.ASPECT_RATIO: ratio} if model.parameter(Role.ASPECT_RATIO) is not None else {}


def _scale(picture: Size, limits: SizeLimits) -> float:
    """By how much a picture is made smaller or larger to be within the limits."""
    largest = min(
        limits.largest_side / max(picture.width, picture.height),
        math.sqrt(limits.largest_area / picture.pixels),
    )
    least = limits.least_side / min(picture.width, picture.height)
    return min(largest, max(1.0, least))


def _sides_about(side: int, limits: SizeLimits) -> set[int]:
    lower = limits.floor_side(side)
    return {lower, min(lower + limits.multiple, limits.largest_side)}


def _difference(size: Size, wished: Size) -> tuple[float, float]:
    """First of all of shape, to a hundredth, then of area."""
    shape = abs(math.log(size.width * wished.height / (size.height * wished.width)))
    return round(shape, 2), abs(math.log(size.pixels / wished.pixels))


def _ratio_like(picture: Size, parameter: Parameter) -> Value:
    wanted = math.log(picture.width / picture.height)
    shapes: dict[str, float] = {}
    for choice in parameter.choices:
        wide, _, high = choice.partition(":")
        if wide.isdigit() and high.isdigit() and int(wide) and int(high):
            shapes[choice] = math.log(int(wide) / int(high))
    return min(
        shapes, key=lambda each: abs(shapes[each] - wanted), default=str(parameter.default or "")
    )

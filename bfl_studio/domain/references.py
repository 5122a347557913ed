"""What a picture becomes on its way to the service, in pixels W×H (`bfl-api.md` §1f, §5)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from bfl_studio.domain.catalog import Kind, ModelSpec, Role
from bfl_studio.domain.geometry import MEGAPIXEL, Box, Size
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.recipe import Recipe, RecipeImage

ALONE = 4 * MEGAPIXEL
"""The most pixels of the only reference."""

AMONG_OTHERS = MEGAPIXEL
"""The most pixels of each of several: more is shrunk by the service and may still be billed."""

SAME_SHAPE = 0.02
"""Part by which a mask's sides may differ from its picture's: less is a rounding."""

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one picture as it is sent."""


def sent_size(
    original: Size, count: int, *, full_detail: bool = False, at_most: int | None = None
) -> Size:
    """What is sent of an upright picture that is one of `count`: never enlarged.

    `full_detail` keeps up to 4 MP of each of several; `at_most` whole MP wins over both.
    """
    most = ALONE if count <= 1 or full_detail else AMONG_OTHERS
    if at_most is not None:
        most = min(most, at_most * MEGAPIXEL)
    if original.pixels <= most:
        return original
    # Both sides rounded down, so that the product never exceeds the bound.
    width = math.isqrt(most * original.width // original.height)
    height = math.isqrt(most * original.height // original.width)
    return Size(max(1, width), max(1, height))


def large_enough(size: Size, least_side: int = LEAST_SIDE) -> bool:
    """Whether both sides reach what the service takes."""
    return min(size.width, size.height) >= least_side


@dataclass(frozen=True, slots=True)
class Sending:
    """One picture of a request: `size` is what is sent, W×H; None: the service fetches it."""

    role: Role
    image: RecipeImage
    size: Size | None


def sendings(model: ModelSpec, recipe: Recipe) -> tuple[Sending, ...]:
    """The pictures of a recipe that a model takes, in the order they are numbered.

    What is off, beyond its most, or in a role it lacks, stays in the recipe and is not sent.
    """
    found: list[Sending] = []
    for parameter in model.parameters:
        if parameter.kind is Kind.IMAGES:
            images = [
                image for image in recipe.images if image.role == parameter.role and not image.off
            ]
            used = images[: parameter.most]
            if parameter.role is Role.MASK:
                found += [_mask(image, recipe) for image in used]
            else:
                found += [
                    Sending(parameter.role, image, _size_of(image, len(used))) for image in used
                ]
    return tuple(found)


def _size_of(image: RecipeImage, count: int) -> Size | None:
    extent = image.extent
    if extent is None:
        return None
    return sent_size(extent, count, full_detail=image.full_detail, at_most=image.at_most)


def _mask(image: RecipeImage, recipe: Recipe) -> Sending:
    """A mask lies over its picture pixel by pixel, and over the same part of it."""
    pictures = [
        each for each in recipe.images if each.role == Role.IMAGE and each.extent and not each.off
    ]
    under = pictures[0] if pictures else None
    if under is None or under.extent is None or image.size is None:
        return Sending(Role.MASK, image, _size_of(image, 1))
    return Sending(Role.MASK, _cropped_alike(image, under), _size_of(under, 1))


def _cropped_alike(mask: RecipeImage, under: RecipeImage) -> RecipeImage:
    """A mask of the whole picture with the part of it that lies over the picture's."""
    crop, whole, size = under.crop, under.size, mask.size
    if crop is None or whole is None or size is None or mask.crop is not None:
        return mask
    across, down = size.width / whole.width, size.height / whole.height
    if abs(across / down - 1) > SAME_SHAPE:
        return mask
    left, top = round(crop.left * across), round(crop.top * down)
    right = round((crop.left + crop.width) * across)
    bottom = round((crop.top + crop.height) * down)
    part = Box(left, top, right - left, bottom - top)
    return replace(mask, crop=part) if part.within(size) else mask

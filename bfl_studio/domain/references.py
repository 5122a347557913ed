"""What a picture becomes on its way to the service, in pixels W×H (`bfl-api.md` §1f, §5)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bfl_studio.domain.catalog import Kind, ModelSpec, Role
from bfl_studio.domain.geometry import MEGAPIXEL, Size
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.recipe import Recipe, RecipeImage

ALONE = 4 * MEGAPIXEL
"""The most pixels of the only reference."""

AMONG_OTHERS = MEGAPIXEL
"""The most pixels of each of several: more is shrunk by the service and may still be billed."""

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
            found += [
                Sending(parameter.role, image, _size_of(image, len(used), recipe)) for image in used
            ]
    return tuple(found)


def _size_of(image: RecipeImage, count: int, recipe: Recipe) -> Size | None:
    extent = image.extent
    if extent is None:
        return None
    if image.role == Role.MASK:
        # A mask lies over its picture pixel by pixel.
        pictures = [each for each in recipe.images if each.role == Role.IMAGE and each.extent]
        under = pictures[0].extent if pictures else None
        return sent_size(under or extent, 1)
    return sent_size(extent, count, full_detail=image.full_detail, at_most=image.at_most)

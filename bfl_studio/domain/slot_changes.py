"""What can be done to a picture in its slot; each gives the picture as it is then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bfl_studio.domain.recipe import RecipeImage

Change = Callable[[RecipeImage], RecipeImage]


def switched(image: RecipeImage) -> RecipeImage:
    """Off when it was on: it stays, is not sent and not billed; on again when it was off."""
    return replace(image, off=not image.off)


def lock_turned(image: RecipeImage) -> RecipeImage:
    """Kept for the next recipe, or no longer."""
    return replace(image, locked=not image.locked)


def used_as(part: str) -> Change:
    """There for something else; empty: for nothing in particular."""
    return lambda image: replace(image, part=part)


def limited_to(tier: int | None) -> Change:
    """Sent with so many whole MP at most, which leaves no full detail; None: without a limit."""
    return lambda image: replace(
        image, at_most=tier, full_detail=image.full_detail and tier is None
    )


def in_full_detail(keep: bool) -> Change:
    """Sent with up to 4 MP although it is one of several, which no limit allows."""
    return lambda image: replace(image, full_detail=keep, at_most=None if keep else image.at_most)

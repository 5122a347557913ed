"""Putting pictures into a recipe and taking them out; slots count from one."""

from __future__ import annotations

from dataclasses import replace

from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role
from bfl_studio.domain.recipe import Recipe, RecipeImage


def image_parameters(model: ModelSpec) -> tuple[Parameter, ...]:
    """What pictures a model takes, in the order they are shown."""
    return tuple(each for each in model.parameters if each.kind is Kind.IMAGES)


def images_of(recipe: Recipe, role: Role) -> tuple[RecipeImage, ...]:
    """The pictures of one role, in slot order."""
    return tuple(image for image in recipe.images if image.role == role)


def with_image(recipe: Recipe, image: RecipeImage, slot: int | None = None) -> Recipe:
    """The recipe with `image` in that slot of its role, or in the next free one."""
    images = list(recipe.images)
    places = [place for place, each in enumerate(images) if each.role == image.role]
    if slot is not None and slot <= len(places):
        images[places[slot - 1]] = image
    else:
        images.append(image)
    return replace(recipe, images=tuple(images))


def without_image(recipe: Recipe, role: Role, slot: int) -> Recipe:
    """The recipe without what is in that slot; those behind it move up."""
    places = [place for place, each in enumerate(recipe.images) if each.role == role]
    if not 1 <= slot <= len(places):
        return recipe
    gone = places[slot - 1]
    kept = (image for place, image in enumerate(recipe.images) if place != gone)
    return replace(recipe, images=tuple(kept))


def without_role(recipe: Recipe, role: Role) -> Recipe:
    """The recipe without any picture of that role."""
    return replace(recipe, images=tuple(each for each in recipe.images if each.role != role))

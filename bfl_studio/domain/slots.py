"""Putting pictures into a recipe, moving them about and taking them out; slots count from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bfl_studio.domain.catalog import Kind, ModelSpec, Parameter, Role
from bfl_studio.domain.recipe import Recipe, RecipeImage, beside
from bfl_studio.domain.slot_changes import Change

_ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Spot:
    """A slot of a role."""

    role: Role
    number: int


def image_parameters(model: ModelSpec) -> tuple[Parameter, ...]:
    """What pictures a model takes, in the order they are shown."""
    return tuple(each for each in model.parameters if each.kind is Kind.IMAGES)


def spots_of(model: ModelSpec) -> tuple[Spot, ...]:
    """Every slot a model has, in the order they are shown."""
    return tuple(
        Spot(each.role, number)
        for each in image_parameters(model)
        for number in range(1, each.most + 1)
    )


def standing_spots(model: ModelSpec, recipe: Recipe) -> tuple[Spot, ...]:
    """The same, and behind them those of references beyond what the model takes."""
    spots = spots_of(model)
    if model.parameter(Role.REFERENCE) is None:
        return spots
    filled = (Spot(Role.REFERENCE, number + 1) for number in range(len(recipe.images)))
    beyond = (each for each in filled if each not in spots and image_at(recipe, each) is not None)
    return (*spots, *beyond)


def images_of(recipe: Recipe, role: Role) -> tuple[RecipeImage, ...]:
    """The pictures of one role, in slot order."""
    return tuple(image for image in recipe.images if image.role == role)


def image_at(recipe: Recipe, spot: Spot) -> RecipeImage | None:
    """What is in a slot."""
    images = images_of(recipe, spot.role)
    return images[spot.number - 1] if 1 <= spot.number <= len(images) else None


def spot_of(recipe: Recipe, key: str) -> Spot | None:
    """The slot that the picture of a key is in now; None when it is gone."""
    found = next((image for image in recipe.images if image.key == key), None)
    if found is None or found.role not in _ROLES:
        return None
    role = Role(found.role)
    return Spot(role, images_of(recipe, role).index(found) + 1)


def with_image(recipe: Recipe, image: RecipeImage, slot: int | None = None) -> Recipe:
    """The recipe with `image` in that slot of its role, or in the next free one."""
    role = Role(image.role)
    images = list(images_of(recipe, role))
    if slot is not None and slot <= len(images):
        images[slot - 1] = beside(image, _keys(recipe) - {images[slot - 1].key})
    else:
        images.append(beside(image, _keys(recipe)))
    return _arranged(recipe, role, images)


def with_replaced(recipe: Recipe, spot: Spot, image: RecipeImage) -> Recipe:
    """The recipe with another picture in a slot, which stays what it is there for and locked."""

    def successor(before: RecipeImage) -> RecipeImage:
        return replace(image, role=before.role, part=before.part, locked=before.locked)

    return with_changed(recipe, spot, successor)


def with_changed(recipe: Recipe, spot: Spot, change: Change) -> Recipe:
    """The recipe with something done to the picture in a slot; an empty one leaves it as it is."""
    image = image_at(recipe, spot)
    return recipe if image is None else with_image(recipe, change(image), spot.number)


def with_inserted(recipe: Recipe, images: Sequence[RecipeImage], spot: Spot) -> Recipe:
    """The recipe with pictures before what is in that slot, which moves up with all behind it."""
    there = images_of(recipe, spot.role)
    before = max(0, spot.number - 1)
    keys, coming = _keys(recipe), []
    for image in images:
        coming.append(beside(image, keys))
        keys.add(coming[-1].key)
    return _arranged(recipe, spot.role, (*there[:before], *coming, *there[before:]))


def with_moved(recipe: Recipe, spot: Spot, before: int) -> Recipe:
    """The recipe with a picture moved to before what is in slot `before` of its role; one more
    than there are pictures: to the end.
    """
    images = list(images_of(recipe, spot.role))
    if not 1 <= spot.number <= len(images):
        return recipe
    moved = images.pop(spot.number - 1)
    target = before - 1 if before <= spot.number else before - 2
    images.insert(min(max(target, 0), len(images)), moved)
    return _arranged(recipe, spot.role, images)


def with_swapped(recipe: Recipe, first: Spot, second: Spot) -> Recipe:
    """The recipe with the pictures of two slots in each other's place, also across roles; an
    empty one takes the other's picture.
    """
    one, other = image_at(recipe, first), image_at(recipe, second)
    if one is None or first == second:
        return recipe
    if other is None:
        if first.role is second.role:
            return with_moved(recipe, first, len(images_of(recipe, first.role)) + 1)
        return with_image(
            without_image(recipe, first.role, first.number), replace(one, role=second.role)
        )
    places = {
        one.key: replace(other, role=first.role),
        other.key: replace(one, role=second.role),
    }
    return replace(recipe, images=tuple(places.get(each.key, each) for each in recipe.images))


def without_image(recipe: Recipe, role: Role, slot: int) -> Recipe:
    """The recipe without what is in that slot; those behind it move up."""
    images = images_of(recipe, role)
    if not 1 <= slot <= len(images):
        return recipe
    return _arranged(recipe, role, images[: slot - 1] + images[slot:])


def without_role(recipe: Recipe, role: Role) -> Recipe:
    """The recipe without any picture of that role but those that are locked."""
    return _arranged(recipe, role, [each for each in images_of(recipe, role) if each.locked])


def with_locked(recipe: Recipe, before: Recipe) -> Recipe:
    """Another recipe with what was locked in the one before ahead of its own pictures, of which
    one that is locked in the same role is left out.
    """
    images = [image for image in before.images if image.locked]
    kept = {(image.role, image.key) for image in images}
    keys, called = {image.key for image in images}, {}
    for image in recipe.images:
        if (image.role, image.key) not in kept:
            images.append(beside(replace(image, locked=False), keys))
            keys.add(images[-1].key)
            called[image.key] = images[-1].key
    mentions = tuple(
        replace(each, picture=called.get(each.picture, each.picture)) for each in recipe.mentions
    )
    return replace(recipe, images=tuple(images), mentions=mentions)


def _keys(recipe: Recipe) -> set[str]:
    return {image.key for image in recipe.images}


def _arranged(recipe: Recipe, role: Role, images: Sequence[RecipeImage]) -> Recipe:
    """The recipe with these pictures in a role; those of the others stay where they are."""
    waiting = list(images)
    arranged: list[RecipeImage] = []
    for image in recipe.images:
        if image.role != role:
            arranged.append(image)
        elif waiting:
            arranged.append(waiting.pop(0))
    return replace(recipe, images=(*arranged, *waiting))

"""SlotHistory: what each slot held before, to be put back with one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain import slots
from bfl_studio.domain.catalog import MOST_IMAGES, Role
from bfl_studio.domain.recipe import RecipeImage, image_from_json, image_to_json
from bfl_studio.domain.slots import Spot
from bfl_studio.state.recipe_state import RecipeState

MOST = 12
"""Pictures remembered of a slot."""

_ROLES = frozenset(role.value for role in Role)
_Images = tuple[RecipeImage, ...]


class SlotHistory(QObject):
    """Remembers a picture when it leaves the recipe, at the slot it was in; newest first. One
    that only moved to another slot is still there, and is not remembered.
    """

    changed = Signal()

    def __init__(self, recipe_state: RecipeState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self._images = recipe_state.recipe.images
        self._earlier: dict[Spot, _Images] = {}
        recipe_state.changed.connect(self._follow)

    def of(self, spot: Spot) -> _Images:
        """What a slot held before, newest first, without what it holds now."""
        present = slots.image_at(self._recipe_state.recipe, spot)
        earlier = self._earlier.get(spot, ())
        return tuple(each for each in earlier if present is None or each.content != present.content)

    def put_back(self, role: Role, image: RecipeImage, at: str | None) -> None:
        """A picture in place of the one of a key, which is remembered, or without a key into the
        next free slot; nothing when the key is nobody's any more.
        """
        recipe, number = self._recipe_state.recipe, None
        if at is not None:
            spot = slots.spot_of(recipe, at)
            if spot is None or spot.role is not role:
                return
            number = spot.number
        recipe = slots.with_image(recipe, replace(image, role=role), number)
        self._recipe_state.set_images(recipe.images)

    def to_json(self) -> list[dict[str, Any]]:
        return [
            {
                "role": spot.role.value,
                "slot": spot.number,
                "images": [image_to_json(image) for image in images],
            }
            for spot, images in self._earlier.items()
            if images
        ]

    def restore(self, stored: object) -> None:
        """Read what `to_json` wrote, behind what was remembered since; the rest is left out."""
        for spot, images in _entries(stored):
            self._earlier[spot] = _joined(self._earlier.get(spot, ()), images)
        self.changed.emit()

    def _follow(self) -> None:
        before, after = self._images, self._recipe_state.recipe.images
        if before == after:
            return
        self._images = after
        there = {image.key for image in after}
        for spot, image in _placed(before):
            if image.key not in there:
                kept = replace(image, off=False, locked=False)
                self._earlier[spot] = _joined((kept,), self._earlier.get(spot, ()))
        self.changed.emit()


def _placed(images: _Images) -> Iterator[tuple[Spot, RecipeImage]]:
    """Each picture with the slot it is in."""
    counted: Counter[str] = Counter()
    for image in images:
        counted[image.role] += 1
        if image.role in _ROLES:
            yield Spot(Role(image.role), counted[image.role]), image


def _joined(newer: _Images, older: _Images) -> _Images:
    """Each picture once, the newest of them only."""
    found: dict[str, RecipeImage] = {}
    for image in (*newer, *older):
        found.setdefault(image.content, image)
    return tuple(found.values())[:MOST]


def _entries(stored: object) -> Iterator[tuple[Spot, _Images]]:
    """What can be read of a list that may hold anything."""
    for entry in stored if isinstance(stored, list) else ():
        match entry:
            case {"role": str(role), "slot": int(number), "images": list(images)} if (
                role in _ROLES and 1 <= number <= MOST_IMAGES
            ):
                read = (_image(each) for each in images[:MOST])
                yield Spot(Role(role), number), tuple(each for each in read if each is not None)


def _image(stored: object) -> RecipeImage | None:
    if not isinstance(stored, Mapping):
        return None
    image = image_from_json(stored)
    return image if image.content else None

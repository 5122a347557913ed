"""Slots: the pictures of the recipe as the window shows them, and how they get in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain import slots
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Parameter, Role
from bfl_studio.domain.errors import StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact, Range, reference_price
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.state.errands import Errands, Work
from bfl_studio.state.recipe_state import RecipeState

_COUNT = itertools.count()


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a picture; `number` counts from one within its role.

    `sent` is what goes out, W×H in pixels; `price` what it adds to one picture, None when it adds
    nothing. `reading` names a file that is on its way in; `lost`: its copy is gone.
    """

    role: Role
    number: int
    image: RecipeImage | None = None
    thumbnail: Path | None = None
    sent: Size | None = None
    price: Exact | Range | None = None
    used: bool = True
    reading: str = ""
    lost: bool = False


class Slots(QObject):
    """`changed` follows the recipe and every file that is read; `refused(Failure)` names a file
    that could not be taken, `too_many(int, int)` how many had no room and how many there is.
    """

    changed = Signal()
    refused = Signal(object)
    too_many = Signal(int, int)

    def __init__(
        self, recipe_state: RecipeState, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self._errands = errands
        self._reading: list[tuple[Role, str]] = []
        self._thumbnails: dict[str, Path | None] = {}
        self._lost: set[str] = set()
        recipe_state.changed.connect(self._recipe_changed)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What pictures the model takes."""
        return slots.image_parameters(self._recipe_state.model)

    @property
    def reading(self) -> int:
        """How many files are on their way in: until then no price is certain."""
        return len(self._reading)

    def of(self, role: Role) -> tuple[Slot, ...]:
        """Every slot of a role: the filled ones, those being read, then one that is free."""
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        most = _most(model, role)
        images = slots.images_of(recipe, role)
        sent = [each for each in sendings(model, recipe) if each.role is role]
        found = [
            self._filled(model, number, image, sent) for number, image in enumerate(images, start=1)
        ]
        for named, name in self._reading:
            if named is role:
                found.append(Slot(role, len(found) + 1, reading=name))
        if len(found) < most:
            found.append(Slot(role, len(found) + 1))
        return tuple(found)

    def stranded(self) -> tuple[RecipeImage, ...]:
        """Pictures in roles the model does not have: they stay, and are not sent."""
        known = {each.role for each in self.parameters}
        return tuple(image for image in self._recipe_state.recipe.images if image.role not in known)

    def add(self, role: Role, paths: Sequence[Path], slot: int | None = None) -> None:
        """Read files into a slot and the ones after it, or into the next free ones."""
        room = _most(self._recipe_state.model, role) - len(
            slots.images_of(self._recipe_state.recipe, role)
        )
        room += 1 if slot is not None and self._is_filled(role, slot) else 0
        room -= sum(named is role for named, _ in self._reading)
        taken = paths[: max(0, room)]
        if len(taken) < len(paths):
            self.too_many.emit(len(paths) - len(taken), _most(self._recipe_state.model, role))
        for offset, path in enumerate(taken):
            at = slot if offset == 0 else None
            self._reading.append((role, path.name))
            self._errands.spawn(f"read {next(_COUNT)}", self._taking(role, path, at))
        self.changed.emit()

    def add_address(self, role: Role, address: str, slot: int | None = None) -> None:
        """Refer to a picture on the web, which the service fetches itself."""
        recipe = self._recipe_state.recipe
        if slot is None and len(slots.images_of(recipe, role)) >= _most(
            self._recipe_state.model, role
        ):
            self.too_many.emit(1, _most(self._recipe_state.model, role))
            return
        self._edit(slots.with_image(recipe, RecipeImage(role, "", address), slot))

    def remove(self, role: Role, number: int) -> None:
        self._edit(slots.without_image(self._recipe_state.recipe, role, number))

    def clear(self, role: Role = Role.REFERENCE) -> None:
        self._edit(slots.without_role(self._recipe_state.recipe, role))

    def keep_full_detail(self, role: Role, number: int, keep: bool) -> None:
        """Send up to 4 MP of a picture although it is one of several."""
        recipe = self._recipe_state.recipe
        image = slots.images_of(recipe, role)[number - 1]
        self._edit(slots.with_image(recipe, replace(image, full_detail=keep), number))

    def _is_filled(self, role: Role, number: int) -> bool:
        return number <= len(slots.images_of(self._recipe_state.recipe, role))

    def _taking(self, role: Role, path: Path, slot: int | None) -> Work:
        return lambda: self._take(role, path, slot)

    async def _take(self, role: Role, path: Path, slot: int | None) -> None:
        try:
            taken = await self._errands.ask(lambda engine: engine.picture_desk.take(path))
        except StudioError as error:
            self._reading.remove((role, path.name))
            self.refused.emit(error.failure)
            self.changed.emit()
            return
        except BaseException:
            self._reading.remove((role, path.name))
            raise
        self._reading.remove((role, path.name))
        self._thumbnails[taken.sha256] = taken.thumbnail
        self._lost.discard(taken.sha256)
        image = RecipeImage(role, taken.sha256, taken.name, taken.size)
        self._edit(slots.with_image(self._recipe_state.recipe, image, slot))
        self.changed.emit()

    def _filled(
        self, model: ModelSpec, number: int, image: RecipeImage, sent: Sequence[Sending]
    ) -> Slot:
        used = number <= len(sent)
        size = sent[number - 1].size if used else None
        price = _price(model, sent[number - 1], len(sent)) if used else None
        thumbnail = self._thumbnail(image)
        lost = image.sha256 in self._lost
        return Slot(Role(image.role), number, image, thumbnail, size, price, used, lost=lost)

    def _thumbnail(self, image: RecipeImage) -> Path | None:
        """None while it is on its way, or when the original is gone."""
        if image.sha256 and image.sha256 not in self._thumbnails:
            self._thumbnails[image.sha256] = None
            sha256 = image.sha256
            self._errands.spawn(f"thumbnail {sha256}", lambda: self._find(sha256))
        return self._thumbnails.get(image.sha256)

    async def _find(self, sha256: str) -> None:
        found = await self._errands.ask(lambda engine: engine.picture_desk.thumbnail(sha256))
        self._thumbnails[sha256] = found
        if found is None:
            self._lost.add(sha256)
        self.changed.emit()

    def _edit(self, recipe: Recipe) -> None:
        self._recipe_state.set_images(recipe.images)

    def _recipe_changed(self) -> None:
        self.changed.emit()


def _most(model: ModelSpec, role: Role) -> int:
    parameter = model.parameter(role)
    return parameter.most if parameter is not None else 0


def _price(model: ModelSpec, sending: Sending, count: int) -> Exact | Range | None:
    if not isinstance(model.price, MegapixelPrice) or sending.role is not Role.REFERENCE:
        return None
    return reference_price(model.price, sending, count)

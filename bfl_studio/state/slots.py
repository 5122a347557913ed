"""Slots: the pictures of the recipe as the window shows them, and how they get in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain import slots
from bfl_studio.domain.addresses import host_of
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Parameter, Role
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact, Range, reference_price
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.domain.slot_changes import Change
from bfl_studio.domain.slots import Spot
from bfl_studio.domain.thrift import Saving, worthwhile
from bfl_studio.state.arrivals import Arrivals, Landing, LeftOut, Pixels
from bfl_studio.state.errands import Errands
from bfl_studio.state.kept_thumbnails import KeptThumbnails
from bfl_studio.state.recipe_state import RecipeState


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a picture; `number` counts from one within its role.

    `sent` is what goes out, W×H in pixels, and `sent_as` under which number; `price` what it adds
    to one picture, None when it adds nothing; `saving` what hardly fewer pixels would spare.
    `reading` names a file that is on its way in; `lost`: its copy is gone.
    """

    role: Role
    number: int
    image: RecipeImage | None = None
    thumbnail: Path | None = None
    sent: Size | None = None
    sent_as: int | None = None
    price: Exact | Range | None = None
    saving: Saving | None = None
    used: bool = True
    reading: str = ""
    lost: bool = False


class Slots(QObject):
    """`changed` follows the pictures of the recipe, its model, and every file that is read;
    `refused(Failure)` names a file that could not be taken, `too_many(LeftOut)` those that had no
    room.
    """

    changed = Signal()
    refused = Signal(object)
    too_many = Signal(object)

    def __init__(
        self, recipe_state: RecipeState, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self.thumbnails = KeptThumbnails(errands, self)
        self.thumbnails.changed.connect(self.changed)
        self._arrivals = Arrivals(recipe_state, errands, self)
        self._arrivals.changed.connect(self.changed)
        self._arrivals.refused.connect(self.refused)
        self._arrivals.too_many.connect(self.too_many)
        self._arrivals.taken.connect(self.thumbnails.know)
        self._shown = (recipe_state.recipe.images, recipe_state.recipe.model_id)
        recipe_state.changed.connect(self._follow)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What pictures the model takes."""
        return slots.image_parameters(self._recipe_state.model)

    @property
    def reading(self) -> int:
        """How many files are on their way in: until then no price is certain."""
        return self._arrivals.count

    def of(self, role: Role) -> tuple[Slot, ...]:
        """Every slot of a role: the filled ones, those being read, then one that is free."""
        most = _most(self._recipe_state.model, role)
        found = list(self._filled(role))
        for batch in self._arrivals.of(role):
            names = list(batch.names)
            spot = self._arrivals.replaced(batch.landing)
            if spot is not None and names:
                place = spot.number - 1
                found[place] = replace(found[place], reading=names.pop(0))
            for name in names:
                found.append(Slot(role, len(found) + 1, reading=name))
        if len(found) < most:
            found.append(Slot(role, len(found) + 1))
        return tuple(found)

    def stranded(self) -> tuple[Slot, ...]:
        """Pictures of other tools, and more of one than this tool takes: they stay, and are not
        sent. References are not among them: each has its slot.
        """
        model = self._recipe_state.model
        there = {image.role for image in self._recipe_state.recipe.images} - {Role.REFERENCE.value}
        return tuple(
            slot
            for role in Role
            if role in there
            for slot in self._filled(role)
            if slot.number > _most(model, role)
        )

    def add(
        self,
        role: Role,
        paths: Sequence[Path],
        at: str | None = None,
        *,
        insert: bool = False,
        shapes: bool = False,
    ) -> None:
        """Read files, and the pictures of folders, in place of the picture of a key and into the
        next free slots; with `insert` before that picture; with `shapes` the size is as image 1
        from then on.
        """
        self._arrivals.bring(Landing(role, at, insert, shapes), paths)

    def add_pixels(
        self, role: Role, pixels: Pixels, at: str | None = None, *, insert: bool = False
    ) -> None:
        """The same for a picture that has no file."""
        self._arrivals.bring_pixels(Landing(role, at, insert), pixels)

    def add_address(
        self, role: Role, address: str, at: str | None = None, *, insert: bool = False
    ) -> None:
        """Refer to a picture on the web, which the service fetches itself."""
        landing = Landing(role, at, insert)
        if self._arrivals.room(landing):
            self._arrivals.land(landing, [RecipeImage(role, "", address)])
        else:
            most = _most(self._recipe_state.model, role)
            self.too_many.emit(LeftOut((host_of(address),), most))

    def room(self, role: Role, at: str | None = None, *, insert: bool = False) -> int:
        """How many pictures can come: in place of that one and into the free slots."""
        return self._arrivals.room(Landing(role, at, insert))

    def key_at(self, spot: Spot) -> str | None:
        """The key of the picture that is in a slot now."""
        image = slots.image_at(self._recipe_state.recipe, spot)
        return image.key if image is not None else None

    def move(self, key: str, before: int) -> None:
        """Put a picture before the one in slot `before` of its role; one past the last: to the
        end. As all that is done to a picture: nothing when it is gone.
        """
        self._do(key, lambda recipe, spot: slots.with_moved(recipe, spot, before))

    def swap(self, key: str, other: Spot) -> None:
        """A picture and that of a slot exchange places, also across roles; an empty one takes it
        in.
        """
        self._do(key, lambda recipe, spot: slots.with_swapped(recipe, spot, other))

    def remove(self, key: str) -> None:
        self._do(key, lambda recipe, spot: slots.without_image(recipe, spot.role, spot.number))

    def clear(self, role: Role = Role.REFERENCE) -> None:
        """Take out all but what is locked."""
        left = slots.without_role(self._recipe_state.recipe, role)
        self._recipe_state.set_images(left.images)

    def change(self, key: str, change: Change) -> None:
        """Do something to a picture that stays where it is (`domain.slot_changes`)."""
        self._do(key, lambda recipe, spot: slots.with_changed(recipe, spot, change))

    def give(self, key: str, role: Role) -> None:
        """A picture into the next free slot of another role, in which the model takes it."""
        if self.room(role):
            free = len(slots.images_of(self._recipe_state.recipe, role)) + 1
            self.swap(key, Spot(role, free))

    def _filled(self, role: Role) -> Iterator[Slot]:
        """The pictures of a role, with what becomes of each."""
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        sent = [each for each in sendings(model, recipe) if each.role is role]
        going = iter(enumerate(sent, start=1))
        for number, image in enumerate(slots.images_of(recipe, role), start=1):
            sent_as, sending = (None, None) if image.off else next(going, (None, None))
            thumbnail, lost = self.thumbnails.of(image.sha256), self.thumbnails.lost(image.sha256)
            slot = Slot(role, number, image, thumbnail, used=sending is not None)
            slot = replace(slot, sent_as=sent_as, lost=lost)
            if sending is not None:
                slot = replace(
                    slot,
                    sent=sending.size,
                    price=_price(model, sending, len(sent)),
                    saving=worthwhile(model, sending, len(sent)),
                )
            yield slot

    def _follow(self) -> None:
        """Words that are typed change no slot."""
        recipe = self._recipe_state.recipe
        shown = (recipe.images, recipe.model_id)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def _do(self, key: str, deed: Callable[[Recipe, Spot], Recipe]) -> None:
        recipe = self._recipe_state.recipe
        spot = slots.spot_of(recipe, key)
        if spot is not None:
            self._recipe_state.set_images(deed(recipe, spot).images)


def _most(model: ModelSpec, role: Role) -> int:
    parameter = model.parameter(role)
    return parameter.most if parameter is not None else 0


def _price(model: ModelSpec, sending: Sending, count: int) -> Exact | Range | None:
    if not isinstance(model.price, MegapixelPrice) or sending.role is not Role.REFERENCE:
        return None
    return reference_price(model.price, sending, count)

"""Arrivals: pictures on their way into slots, read beside the window, one undo step a drop."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from bfl_studio.domain import data_addresses, slots
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import StudioError
from bfl_studio.domain.name_order import shown_name
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.domain.slots import Spot
from bfl_studio.state.errands import Errands
from bfl_studio.state.recipe_state import RecipeState

if TYPE_CHECKING:
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.picture_desk import Taken

_COUNT = itertools.count()
_MOST_REFUSED = 8
"""So many files of one drop are named; more would be no news."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture without a file: the bytes of one, a data address that holds them, or an image
    that is still to be encoded.
    """

    name: str
    data: bytes = b""
    address: bytes = b""
    image: QImage | None = None


@dataclass(frozen=True, slots=True)
class Landing:
    """Where pictures go: into a slot, replacing what is there; before it with `insert`; without
    a number into the next free ones. With `shapes` what is made gets the size of the first.
    """

    role: Role
    number: int | None = None
    insert: bool = False
    shapes: bool = False


@dataclass(slots=True)
class Batch:
    """What came together: `names` are those being read; `anchor` is what stood in the slot."""

    landing: Landing
    names: list[str] = field(default_factory=list)
    anchor: RecipeImage | None = None

    @property
    def replaces(self) -> bool:
        return self.anchor is not None and not self.landing.insert


class Arrivals(QObject):
    """`changed` follows what is being read; `refused(Failure)` names what could not be taken,
    `too_many(int, int)` how many had no room and how many there is; `taken(Taken)` each picture.
    """

    changed = Signal()
    refused = Signal(object)
    too_many = Signal(int, int)
    taken = Signal(object)

    def __init__(self, recipe_state: RecipeState, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._recipe_state = recipe_state
        self._errands = errands
        self._batches: list[Batch] = []

    @property
    def count(self) -> int:
        """How many pictures are being read."""
        return sum(len(batch.names) for batch in self._batches)

    def of(self, role: Role) -> tuple[Batch, ...]:
        """What is on its way into slots of a role."""
        return tuple(batch for batch in self._batches if batch.landing.role is role)

    def room(self, landing: Landing) -> int:
        """How many more pictures have a place, those on their way counted."""
        recipe, role = self._recipe_state.recipe, landing.role
        parameter = self._recipe_state.model.parameter(role)
        most = parameter.most if parameter is not None else 0
        coming = sum(max(0, len(batch.names) - batch.replaces) for batch in self.of(role))
        left = max(0, most - len(slots.images_of(recipe, role)) - coming)
        number = landing.number or 0
        replaced = not landing.insert and slots.image_at(recipe, Spot(role, number)) is not None
        return left + 1 if replaced and number <= most else left

    def bring(self, landing: Landing, paths: Sequence[Path]) -> None:
        """Read files and the pictures of folders, in the natural order of their names."""
        batch = self._begin(landing, [shown_name(path.name) for path in paths])

        async def read() -> None:
            await self._finish(batch, lambda: self._read_files(batch, tuple(paths)))

        self._errands.spawn(f"read {next(_COUNT)}", read)
        self.changed.emit()

    def bring_pixels(self, landing: Landing, pixels: Pixels) -> None:
        """Take a picture that has no file."""
        if not self.room(landing):
            self._leave_out(1, landing)
            return
        batch = self._begin(landing, [pixels.name])

        async def read() -> None:
            await self._finish(batch, lambda: self._read_pixels(batch, pixels))

        self._errands.spawn(f"read {next(_COUNT)}", read)
        self.changed.emit()

    def _begin(self, landing: Landing, names: list[str]) -> Batch:
        anchor = slots.image_at(self._recipe_state.recipe, Spot(landing.role, landing.number or 0))
        batch = Batch(landing, names[: self.room(landing)], anchor)
        self._batches.append(batch)
        return batch

    async def _finish(
        self, batch: Batch, read: Callable[[], Coroutine[Any, Any, list[RecipeImage]]]
    ) -> None:
        images: list[RecipeImage] = []
        try:
            images = await read()
        except Exception:
            self._end(batch)
            self.changed.emit()
            raise
        except BaseException:
            self._end(batch)
            raise
        self._end(batch)
        self._land(batch, images)
        self.changed.emit()

    def _end(self, batch: Batch) -> None:
        # By identity: another batch may look just the same.
        self._batches = [each for each in self._batches if each is not batch]

    async def _read_files(self, batch: Batch, paths: tuple[Path, ...]) -> list[RecipeImage]:
        found = await self._errands.ask(lambda engine: engine.picture_desk.look_among(paths))
        for failure in found.refused[:_MOST_REFUSED]:
            self.refused.emit(failure)
        batch.names.clear()
        room = self.room(batch.landing)
        self._leave_out(len(found.pictures) - room, batch.landing)
        # What does not look like a picture takes nobody's place until it proves to be one.
        paths = found.pictures[:room] + found.doubtful[:_MOST_REFUSED]
        batch.names += [shown_name(path.name) for path in paths]
        self.changed.emit()
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(self._read_file(batch, path)) for path in paths]
        images = (each.result() for each in asked)
        return [image for image in images if image is not None][:room]

    async def _read_file(self, batch: Batch, path: Path) -> RecipeImage | None:
        name = shown_name(path.name)
        return await self._read_one(batch, name, lambda engine: engine.picture_desk.take(path))

    async def _read_pixels(self, batch: Batch, pixels: Pixels) -> list[RecipeImage]:
        data = await asyncio.to_thread(_data_of, pixels)
        image = await self._read_one(
            batch, pixels.name, lambda engine: engine.picture_desk.take_data(data, pixels.name)
        )
        return [image] if image is not None else []

    async def _read_one(
        self,
        batch: Batch,
        name: str,
        question: Callable[[Engine], Coroutine[Any, Any, Taken]],
    ) -> RecipeImage | None:
        try:
            taken = await self._errands.ask(question)
        except StudioError as error:
            batch.names.remove(name)
            self.refused.emit(error.failure)
            self.changed.emit()
            return None
        self.taken.emit(taken)
        return RecipeImage(batch.landing.role, taken.sha256, taken.name, taken.size)

    def _leave_out(self, count: int, landing: Landing) -> None:
        parameter = self._recipe_state.model.parameter(landing.role)
        if count > 0:
            self.too_many.emit(count, parameter.most if parameter is not None else 0)

    def _land(self, batch: Batch, images: list[RecipeImage]) -> None:
        """Put what was read into the recipe, which may have changed meanwhile."""
        if not images:
            return
        recipe, landing = self._recipe_state.recipe, batch.landing
        number = None
        if batch.anchor is not None:
            number = slots.number_of(recipe, batch.anchor, landing.number or 1)
        if landing.insert and number is not None:
            recipe = slots.with_inserted(recipe, images, Spot(landing.role, number))
        else:
            recipe = slots.with_image(recipe, _in_place_of(batch.anchor, images[0]), number)
            for image in images[1:]:
                recipe = slots.with_image(recipe, image)
        self._recipe_state.set_images(recipe.images, as_first=landing.shapes)


def _data_of(pixels: Pixels) -> bytes:
    """The bytes of a file; none for an address without a picture in it."""
    if pixels.image is not None:
        return _encoded(pixels.image)
    if not pixels.address:
        return pixels.data
    try:
        return data_addresses.picture_in(pixels.address)
    except ValueError:
        return b""


def _in_place_of(before: RecipeImage | None, image: RecipeImage) -> RecipeImage:
    """What a slot is there for stays when its picture is replaced."""
    return replace(image, part=before.part) if before is not None else image


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())

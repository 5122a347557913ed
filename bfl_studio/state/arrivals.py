"""Arrivals: pictures on their way into slots, read beside the window, one undo step a drop."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
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
    """Where pictures go: in place of the one of that key, or before it with `insert`; into the
    next free slots without a key, or when it is gone. With `shapes` what is made gets the size of
    the first.
    """

    role: Role
    at: str | None = None
    insert: bool = False
    shapes: bool = False


@dataclass(slots=True)
class Batch:
    """What came together: `names` are those being read."""

    landing: Landing
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Pictures that had no room, in the order they came; `most` is how many the model takes."""

    names: tuple[str, ...]
    most: int


class Arrivals(QObject):
    """`changed` follows what is being read; `refused(Failure)` names what could not be taken,
    `too_many(LeftOut)` tells of those without room; `taken(Taken)` of each picture.
    """

    changed = Signal()
    refused = Signal(object)
    too_many = Signal(object)
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
        coming = sum(
            max(0, len(batch.names) - (self.replaced(batch.landing) is not None))
            for batch in self.of(role)
        )
        left = max(0, most - len(slots.images_of(recipe, role)) - coming)
        return left + 1 if self.replaced(landing) is not None else left

    def replaced(self, landing: Landing) -> Spot | None:
        """The slot whose picture gives way; None: none does, or it is gone."""
        return None if landing.insert else self._spot_of(landing)

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
            self._leave_out((pixels.name,), landing)
            return
        batch = self._begin(landing, [pixels.name])

        async def read() -> None:
            await self._finish(batch, lambda: self._read_pixels(batch, pixels))

        self._errands.spawn(f"read {next(_COUNT)}", read)
        self.changed.emit()

    def _begin(self, landing: Landing, names: list[str]) -> Batch:
        batch = Batch(landing, names[: self.room(landing)])
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
        self.land(batch.landing, images)
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
        self._leave_out([shown_name(path.name) for path in found.pictures[room:]], batch.landing)
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

    def _leave_out(self, names: Sequence[str], landing: Landing) -> None:
        parameter = self._recipe_state.model.parameter(landing.role)
        if names:
            most = parameter.most if parameter is not None else 0
            self.too_many.emit(LeftOut(tuple(names), most))

    def land(self, landing: Landing, images: list[RecipeImage]) -> None:
        """Put pictures into the recipe, which may have changed since they began to come."""
        if not images:
            return
        recipe = self._recipe_state.recipe
        spot = self._spot_of(landing)
        if landing.insert and spot is not None:
            recipe = slots.with_inserted(recipe, images, spot)
        else:
            if spot is not None:
                recipe = slots.with_replaced(recipe, spot, images.pop(0))
            for image in images:
                recipe = slots.with_image(recipe, image)
        self._recipe_state.set_images(recipe.images, as_first=landing.shapes)

    def _spot_of(self, landing: Landing) -> Spot | None:
        """Where the picture is now that others replace or go before."""
        if landing.at is None:
            return None
        spot = slots.spot_of(self._recipe_state.recipe, landing.at)
        return spot if spot is not None and spot.role is landing.role else None


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


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())

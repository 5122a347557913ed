"""The pictures of a request: prepared once, kept as files, streamed from there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from weakref import WeakValueDictionary

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain.addresses import picture_address
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.services.decoder import Decoder
from bfl_studio.storage import cache, references
from bfl_studio.storage.files import LibraryFolder, sha256_of

BOUNDS = cache.Bounds(seconds=30 * cache.DAY, files=2_000, total=1024**3)
_DIGEST = 16


class Enclosures:
    """`folder` is a cache: what is missing there is made again from the kept originals.

    A file lies in a folder named for what is sent, and is called by what is in it, so that it
    proves itself: half of a picture, or another one, would be paid for like the whole.
    """

    def __init__(self, library: LibraryFolder, folder: Path, decoder: Decoder) -> None:
        self._library = library
        self._folder = folder
        self._decoder = decoder
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def of(self, model: ModelSpec, recipe: Recipe) -> wire.Images:
        """What `recipe` sends, by role, in slot order.

        Raises StudioError: REFERENCE_MISSING and its like, DISK_FULL.
        """
        found: dict[Role, list[wire.Enclosure]] = {}
        for sending in sendings(model, recipe):
            found.setdefault(sending.role, []).append(await self._enclose(sending))
        return found

    def clear_old(self, waiting: Iterable[Recipe]) -> None:
        """Remove what nobody asked for lately, and nothing that a `waiting` recipe sends. To be
        called before anything is sent, in a worker.
        """
        needed: set[str] = set()
        for recipe in waiting:
            model = find_model(recipe.model_id)
            for sending in sendings(model, recipe) if model is not None else ():
                if sending.size is not None:
                    needed.add(_entry(sending, sending.size))
        cache.clear(self._folder, BOUNDS, needed)

    async def _enclose(self, sending: Sending) -> wire.Enclosure:
        image, size = sending.image, sending.size
        if not image.sha256:
            return _address(image)
        if size is None or not image.sha256.isalnum():
            raise StudioError(Failure(FailureKind.REFERENCE_UNREADABLE, said=_name(image)))
        entry = _entry(sending, size)
        # Pictures of one batch send the same: the first prepares it for all.
        turn = self._turns.setdefault(entry, asyncio.Lock())
        async with turn:
            ready = await asyncio.to_thread(self._ready, entry)
            return ready or await self._made(sending, size, entry)

    async def _made(self, sending: Sending, size: Size, entry: str) -> FileSegment:
        image = sending.image
        try:
            original = await asyncio.to_thread(references.proven, self._library, image.sha256)
            return await self._prepare(original, sending, size, entry)
        except StudioError as error:
            # What is kept is called by its content, which says nothing to anybody.
            raise StudioError(replace(error.failure, said=_name(image))) from None
        except OSError as error:
            failure = Failure(FailureKind.DISK_FULL, details=type(error).__name__)
            raise StudioError(failure) from None

    def _ready(self, entry: str) -> FileSegment | None:
        for path in (self._folder / entry).glob("*"):
            try:
                segment = _segment(path)
            except OSError:
                continue
            if segment is not None:
                cache.touch(path)
                return segment
        return None

    async def _prepare(
        self, original: Path, sending: Sending, size: Size, entry: str
    ) -> FileSegment:
        """Raises StudioError as `preparation.prepare` does, OSError when the disk refuses."""
        mask, crop = sending.role is Role.MASK, sending.image.crop
        with cache.making(self._folder) as part:
            extension = await self._decoder.prepare(original, size, part, mask=mask, crop=crop)
            return await asyncio.to_thread(_settle, part, self._folder / entry, extension)


def _entry(sending: Sending, size: Size) -> str:
    """What a prepared picture is: of which original, in which size, which part of it."""
    crop = sending.image.crop
    part = f"-{crop.left}.{crop.top}.{crop.width}.{crop.height}" if crop is not None else ""
    mask = "-mask" if sending.role is Role.MASK else ""
    return f"{sending.image.sha256}-{size.width}x{size.height}{part}{mask}"


def _settle(part: Path, folder: Path, extension: str) -> FileSegment:
    path = folder / f"{sha256_of(part)[:_DIGEST]}.{extension}"
    cache.settle(part, path, durable=True)
    return FileSegment(path, path.stat().st_size)


def _segment(path: Path) -> FileSegment | None:
    """A prepared picture as it was made; None for anything else. Raises OSError."""
    size = path.stat().st_size
    return FileSegment(path, size) if sha256_of(path)[:_DIGEST] == path.stem else None


def _address(image: RecipeImage) -> str:
    """Where the service fetches it. A file of this computer is nowhere to it, and its name is
    nobody's business.
    """
    address = picture_address(image.origin)
    if address is None:
        raise StudioError(Failure(FailureKind.REFERENCE_MISSING, said=_name(image)))
    return address


def _name(image: RecipeImage) -> str:
    return Path(image.origin).name

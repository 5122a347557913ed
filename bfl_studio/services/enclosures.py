"""The pictures of a request: prepared once, kept as files, streamed from there."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.imaging import preparation
from bfl_studio.storage import references
from bfl_studio.storage.files import LibraryFolder, write_atomically

_EXTENSIONS = ("png", "jpg")


class Enclosures:
    """`folder` is a cache: what is missing there is made again from the kept originals."""

    def __init__(self, library: LibraryFolder, folder: Path) -> None:
        self._library = library
        self._folder = folder

    async def of(self, model: ModelSpec, recipe: Recipe) -> wire.Images:
        """What `recipe` sends, by role, in slot order.

        Raises StudioError: REFERENCE_MISSING and its like, DISK_FULL.
        """
        found: dict[Role, list[wire.Enclosure]] = {}
        for sending in sendings(model, recipe):
            enclosed = await asyncio.to_thread(self._enclose, sending)
            found.setdefault(sending.role, []).append(enclosed)
        return found

    def _enclose(self, sending: Sending) -> wire.Enclosure:
        image, size = sending.image, sending.size
        if size is None:
            return image.origin
        mask = sending.role is Role.MASK
        stem = f"{image.sha256}-{size.width}x{size.height}{'-mask' if mask else ''}"
        for extension in _EXTENSIONS:
            ready = self._folder / f"{stem}.{extension}"
            if ready.is_file():
                return FileSegment(ready, ready.stat().st_size)
        original = references.find(self._library, image.sha256)
        if original is None:
            raise StudioError(Failure(FailureKind.REFERENCE_MISSING, said=Path(image.origin).name))
        prepared = preparation.prepare(original, size, mask=mask)
        path = self._folder / f"{stem}.{prepared.extension}"
        try:
            write_atomically(path, prepared.data)
        except OSError as error:
            failure = Failure(FailureKind.DISK_FULL, details=type(error).__name__)
            raise StudioError(failure) from None
        return FileSegment(path, len(prepared.data))

"""The pictures of a request: prepared once, kept as files, streamed from there."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from pathlib import Path

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import Sending, sendings
from bfl_studio.services.decoder import Decoder
from bfl_studio.storage import references
from bfl_studio.storage.files import LibraryFolder

_EXTENSIONS = ("png", "jpg")


class Enclosures:
    """`folder` is a cache: what is missing there is made again from the kept originals."""

    def __init__(self, library: LibraryFolder, folder: Path, decoder: Decoder) -> None:
        self._library = library
        self._folder = folder
        self._decoder = decoder

    async def of(self, model: ModelSpec, recipe: Recipe) -> wire.Images:
        """What `recipe` sends, by role, in slot order.

        Raises StudioError: REFERENCE_MISSING and its like, DISK_FULL.
        """
        found: dict[Role, list[wire.Enclosure]] = {}
        for sending in sendings(model, recipe):
            found.setdefault(sending.role, []).append(await self._enclose(sending))
        return found

    async def _enclose(self, sending: Sending) -> wire.Enclosure:
        image, size = sending.image, sending.size
        if size is None:
            return image.origin
        mask = sending.role is Role.MASK
        crop = image.crop
        part = f"-{crop.left}.{crop.top}.{crop.width}.{crop.height}" if crop is not None else ""
        stem = f"{image.sha256}-{size.width}x{size.height}{part}{'-mask' if mask else ''}"
        ready = await asyncio.to_thread(self._ready, stem)
        if ready is not None:
            return ready
        original = await asyncio.to_thread(references.find, self._library, image.sha256)
        name = Path(image.origin).name
        if original is None:
            raise StudioError(Failure(FailureKind.REFERENCE_MISSING, said=name))
        try:
            return await self._prepare(original, size, stem, mask=mask, crop=crop)
        except StudioError as error:
            # What is kept is called by its content, which says nothing to anybody.
            raise StudioError(replace(error.failure, said=name)) from None
        except OSError as error:
            failure = Failure(FailureKind.DISK_FULL, details=type(error).__name__)
            raise StudioError(failure) from None

    def _ready(self, stem: str) -> FileSegment | None:
        for extension in _EXTENSIONS:
            path = self._folder / f"{stem}.{extension}"
            if path.is_file():
                return FileSegment(path, path.stat().st_size)
        return None

    async def _prepare(
        self, original: Path, size: Size, stem: str, *, mask: bool, crop: Box | None
    ) -> FileSegment:
        """Raises StudioError as `preparation.prepare` does, OSError when the disk refuses."""
        part = self._folder / f"{stem}.{secrets.token_hex(4)}.part"
        try:
            await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
            extension = await self._decoder.prepare(original, size, part, mask=mask, crop=crop)
            path = self._folder / f"{stem}.{extension}"
            await asyncio.to_thread(part.replace, path)
            return FileSegment(path, path.stat().st_size)
        finally:
            part.unlink(missing_ok=True)

"""Pictures that come in from the designer: looked at, copied, shown small."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.references import large_enough
from bfl_studio.imaging import pictures, preparation
from bfl_studio.storage import references
from bfl_studio.storage.files import LibraryFolder, thumbnail_path, write_atomically

_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture the studio has a copy of: `size` upright, W×H in pixels; `name` is the file's."""

    sha256: str
    size: Size
    name: str
    thumbnail: Path


class PictureDesk:
    """Every method is a coroutine of the engine's loop; the work is done beside it."""

    def __init__(self, library: LibraryFolder, thumbnails: Path) -> None:
        self._library = library
        self._thumbnails = thumbnails
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def take(self, path: Path) -> Taken:
        """Copy a picture into the library's references.

        Raises StudioError: REFERENCE_MISSING, _UNREADABLE, _TOO_LARGE, _TOO_SMALL, FOLDER_CLOSED.
        """
        async with self._at_once:
            return await asyncio.to_thread(self._take, path)

    async def thumbnail(self, sha256: str) -> Path | None:
        """The small picture of a kept original, made again if it is gone; None without one."""
        return await asyncio.to_thread(self._thumbnail_of, sha256)

    def _take(self, path: Path) -> Taken:
        original = preparation.look(path)
        if not large_enough(original.size, LEAST_SIDE):
            raise StudioError(Failure(FailureKind.REFERENCE_TOO_SMALL, said=path.name))
        # Decoding it here finds what is cut short while the designer still looks at it.
        small = preparation.thumbnail(path, pictures.THUMBNAIL_SIDE)
        try:
            sha256 = references.keep(self._library, path, original.extension)
        except OSError as error:
            failure = Failure(FailureKind.FOLDER_CLOSED, details=type(error).__name__)
            raise StudioError(failure) from None
        return Taken(sha256, original.size, path.name, self._keep_small(sha256, small))

    def _keep_small(self, sha256: str, small: bytes) -> Path:
        target = thumbnail_path(self._thumbnails, sha256)
        if not target.is_file():
            write_atomically(target, small)
        return target

    def _thumbnail_of(self, sha256: str) -> Path | None:
        target = thumbnail_path(self._thumbnails, sha256)
        if target.is_file():
            return target
        original = references.find(self._library, sha256)
        if original is None:
            return None
        try:
            return self._keep_small(
                sha256, preparation.thumbnail(original, pictures.THUMBNAIL_SIDE)
            )
        except (StudioError, OSError):
            return None

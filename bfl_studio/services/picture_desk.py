"""Pictures that come in from the designer: looked at, copied, shown small."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.references import large_enough
from bfl_studio.imaging import pictures
from bfl_studio.imaging.signatures import looks_like_picture
from bfl_studio.services.decoder import Decoder
from bfl_studio.storage import references
from bfl_studio.storage.files import LibraryFolder, thumbnail_path
from bfl_studio.storage.incoming import Found, pictures_among

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

    def __init__(self, library: LibraryFolder, thumbnails: Path, decoder: Decoder) -> None:
        self._library = library
        self._thumbnails = thumbnails
        self._decoder = decoder
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def take(self, path: Path) -> Taken:
        """Copy a picture into the library's references.

        Raises StudioError: REFERENCE_MISSING, _UNREADABLE, _TOO_LARGE, _TOO_SMALL, FOLDER_CLOSED.
        """
        async with self._at_once:
            original = await self._decoder.look(path)
            if not large_enough(original.size, LEAST_SIDE):
                raise StudioError(Failure(FailureKind.REFERENCE_TOO_SMALL, said=path.name))
            try:
                # Decoding it here finds what is cut short while the designer still looks at it.
                small = await self._small(path)
                sha256 = await asyncio.to_thread(
                    references.keep, self._library, path, original.extension
                )
                thumbnail = await asyncio.to_thread(self._keep_small, sha256, small)
            except OSError as error:
                failure = Failure(FailureKind.FOLDER_CLOSED, details=type(error).__name__)
                raise StudioError(failure) from None
            return Taken(sha256, original.size, path.name, thumbnail)

    async def take_data(self, data: bytes, name: str) -> Taken:
        """The same for a picture that comes without a file; `name` is what it is called."""
        folder = await asyncio.to_thread(tempfile.mkdtemp, prefix="bfl-studio-")
        path = Path(folder) / name
        try:
            await asyncio.to_thread(path.write_bytes, data)
            return await self.take(path)
        except OSError as error:
            failure = Failure(FailureKind.DISK_FULL, details=type(error).__name__)
            raise StudioError(failure) from None
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()

    async def look_among(self, paths: Sequence[Path]) -> Found:
        """The pictures among files and folders, by content, in the order they are read."""
        return await asyncio.to_thread(pictures_among, paths, looks_like_picture)

    async def thumbnail(self, sha256: str) -> Path | None:
        """The small picture of a kept original, made again if it is gone; None without one."""
        target = thumbnail_path(self._thumbnails, sha256)
        if await asyncio.to_thread(target.is_file):
            return target
        original = await asyncio.to_thread(references.find, self._library, sha256)
        if original is None:
            return None
        try:
            small = await self._small(original)
            return await asyncio.to_thread(self._keep_small, sha256, small)
        except (StudioError, OSError):
            return None

    async def _small(self, path: Path) -> Path:
        """A small picture under a name of its own, not yet in its place."""
        await asyncio.to_thread(self._thumbnails.mkdir, parents=True, exist_ok=True)
        part = self._thumbnails / f"{secrets.token_hex(8)}.part"
        try:
            await self._decoder.thumbnail(path, pictures.THUMBNAIL_SIDE, part)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return part

    def _keep_small(self, sha256: str, small: Path) -> Path:
        target = thumbnail_path(self._thumbnails, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        small.replace(target)
        return target

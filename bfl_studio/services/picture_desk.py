"""Pictures that come in from the designer: looked at, copied, shown small."""

from __future__ import annotations

import asyncio
import contextlib
import errno
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.name_order import shown_name
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.references import large_enough, sent_size
from bfl_studio.imaging import pictures
from bfl_studio.imaging.preparation import LARGEST_ORIGINAL_FILE
from bfl_studio.imaging.signatures import looks_like_picture
from bfl_studio.services.decoder import Decoder
from bfl_studio.storage import cache, references
from bfl_studio.storage.files import LibraryFolder, thumbnail_path
from bfl_studio.storage.incoming import Found, content, pictures_among

_AT_ONCE = 2
_NO_SPACE = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


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

        Raises StudioError: REFERENCE_MISSING, _FORBIDDEN, _UNREADABLE, _TOO_LARGE, _TOO_SMALL,
        each with the file's name; FOLDER_CLOSED, DISK_FULL.
        """
        pieces = content(path, LARGEST_ORIGINAL_FILE, looks_like_picture)
        return await self._take(pieces, shown_name(path.name))

    async def take_data(self, data: bytes, name: str) -> Taken:
        """The same for a picture that comes without a file; `name` is what it is called."""
        return await self._take((data,), name)

    async def look_among(self, paths: Sequence[Path]) -> Found:
        """The pictures among files and folders, by content, in the order they are read."""
        return await asyncio.to_thread(pictures_among, paths, looks_like_picture)

    async def thumbnail(self, sha256: str) -> Path | None:
        """The small picture of a kept original, made again if it is gone or damaged; None
        without the original, which could not be sent.
        """
        original = await asyncio.to_thread(references.find, self._library, sha256)
        if original is None:
            return None
        target = thumbnail_path(self._thumbnails, sha256)
        if await asyncio.to_thread(_is_whole, target):
            return target
        try:
            async with self._small(original) as small:
                return await asyncio.to_thread(cache.settle, small, target)
        except (StudioError, OSError):
            return None

    async def keeps(self, sha256: str) -> bool:
        """Whether the original of that content is there, whole: it is read to its end."""
        try:
            await asyncio.to_thread(references.proven, self._library, sha256)
        except StudioError:
            return False
        return True

    async def _take(self, pieces: Iterable[bytes], name: str) -> Taken:
        async with self._at_once:
            try:
                # Looked at is the copy: what becomes of the file meanwhile changes nothing.
                copied = await asyncio.to_thread(references.copy, self._library, pieces)
                try:
                    return await self._keep(copied, name)
                finally:
                    await asyncio.to_thread(copied.path.unlink, missing_ok=True)
            except StudioError as error:
                raise StudioError(replace(error.failure, said=name)) from None
            except OSError as error:
                full = error.errno in _NO_SPACE
                kind = FailureKind.DISK_FULL if full else FailureKind.FOLDER_CLOSED
                raise StudioError(Failure(kind, details=type(error).__name__)) from None

    async def _keep(self, copied: references.Copy, name: str) -> Taken:
        original = await self._decoder.look(copied.path)
        # Also as one of several, when it is made smaller.
        if not large_enough(sent_size(original.size, 2), LEAST_SIDE):
            raise StudioError(Failure(FailureKind.REFERENCE_TOO_SMALL))
        # Decoding it here finds what is cut short while the designer still looks at it.
        async with self._small(copied.path) as small:
            await asyncio.to_thread(references.keep, self._library, copied, original.extension)
            thumbnail = thumbnail_path(self._thumbnails, copied.sha256)
            await asyncio.to_thread(cache.settle, small, thumbnail)
        return Taken(copied.sha256, original.size, name, thumbnail)

    @contextlib.asynccontextmanager
    async def _small(self, path: Path) -> AsyncIterator[Path]:
        """A small picture that is not yet in its place."""
        with cache.making(self._thumbnails) as part:
            await self._decoder.thumbnail(path, pictures.THUMBNAIL_SIDE, part)
            yield part


def _is_whole(thumbnail: Path) -> bool:
    """A power cut leaves empty or torn files of what was not synced."""
    with contextlib.suppress(StudioError, OSError):
        pictures.examine(thumbnail)
        return True
    return False

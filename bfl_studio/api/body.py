"""Request bodies as (length, chunks): 45 MB of references are never one string."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 192 * 1024
"""A multiple of three, so that the base64 of chunks joins without padding inside."""


@dataclass(frozen=True, slots=True)
class FileSegment:
    """The base64 of a file, `size` bytes long before encoding."""

    path: Path
    size: int

    @property
    def encoded_length(self) -> int:
        return 4 * -(-self.size // 3)


Segment = bytes | FileSegment


class Body:
    """One request's body. Its own generator knows whether the last chunk was handed over,
    which is the only proof accepted that nothing can have been bought.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._handed_over = 0
        self.length = sum(
            len(segment) if isinstance(segment, bytes) else segment.encoded_length
            for segment in segments
        )

    @property
    def complete(self) -> bool:
        """Whether the last chunk has left our hands; from then on it may have been bought."""
        return self._handed_over >= self.length

    def sha256(self) -> str:
        """The hash of the whole body; reads files, so call it in a worker."""
        digest = hashlib.sha256()
        for chunk in self._pieces():
            digest.update(chunk)
        return digest.hexdigest()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Raises OSError for a file that cannot be read, or that changed its length."""
        self._handed_over = 0
        pieces = self._pieces()
        while (chunk := await self._next(pieces)) is not None:
            if self._handed_over + len(chunk) > self.length:
                raise OSError("a file has grown")
            # Counted before it is yielded: once the transport has it, nobody can prove otherwise.
            self._handed_over += len(chunk)
            yield chunk
        if not self.complete:
            raise OSError("a file has shrunk")

    async def _next(self, pieces: Iterator[bytes]) -> bytes | None:
        if all(isinstance(segment, bytes) for segment in self._segments):
            return next(pieces, None)
        return await asyncio.to_thread(next, pieces, None)

    def _pieces(self) -> Iterator[bytes]:
        for segment in self._segments:
            if isinstance(segment, bytes):
                yield segment
                continue
            with segment.path.open("rb") as file:
                while raw := file.read(_CHUNK):
                    yield base64.b64encode(raw)

"""Copies on their way out: files that other programs open after a drag or a paste."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bfl_studio.storage import cache

BOUNDS = cache.Bounds(seconds=30 * cache.DAY, files=200, total=4 * 1024**3)
_DIGEST = 16


def read_original(path: Path, most_bytes: int) -> bytes:
    """Raises OSError when it cannot be read, ValueError when it is larger than that."""
    with path.open("rb") as file:
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise ValueError("larger than any picture")
    return data


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file of that name and content; the same content is the same file as before.

    A program that links a picture finds it under this path until `clear_old` takes it. Raises
    OSError when the disk refuses; nothing is left half written.
    """
    path = folder / hashlib.sha256(content).hexdigest()[:_DIGEST] / name
    if _holds(path, content):
        cache.touch(path)
        return path
    with cache.making(folder) as part:
        part.write_bytes(content)
        return cache.settle(part, path)


def clear_old(folder: Path) -> None:
    """Remove what nobody asked for in 30 days, and the oldest beyond 200. Never raises."""
    cache.clear(folder, BOUNDS)


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file still is what was put there: a program may have written over it."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False

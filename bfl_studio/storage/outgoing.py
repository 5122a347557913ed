"""Copies on their way out: files that other programs open after a drag or a paste."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import time
from pathlib import Path

MOST_FILES = 200
_KEPT_SECONDS = 30 * 24 * 3600
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
        path.touch()
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(4)}.part")
    try:
        # It can be made again at any time, so no fsync.
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def clear_old(folder: Path, most: int = MOST_FILES, now: float | None = None) -> None:
    """Remove what nobody asked for in 30 days, and the oldest beyond `most` files.

    `now` is seconds since 1970. What cannot be removed stays.
    """
    oldest = (time.time() if now is None else now) - _KEPT_SECONDS
    dated: list[tuple[float, Path]] = []
    for path in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            dated.append((path.stat().st_mtime, path))
    dated.sort(reverse=True)
    for place, (moment, path) in enumerate(dated):
        if place >= most or moment < oldest or path.suffix == ".part":
            with contextlib.suppress(OSError):
                path.unlink()
                path.parent.rmdir()


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file still is what was put there: a program may have written over it."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False

"""Caches: folders of files that can be made again, each put there whole and none for ever."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bfl_studio.storage.files import sync_directory

DAY = 24 * 3600
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What stays: files that were asked for in the last `seconds`, of these the newest up to
    `files`, and up to `total` bytes together.
    """

    seconds: float
    files: int
    total: int


@dataclass(frozen=True, slots=True)
class _Cached:
    path: Path
    asked: float
    size: int


@contextlib.contextmanager
def making(folder: Path) -> Iterator[Path]:
    """A name of its own for a file on its way into a cache; what is left there afterwards goes.

    Never raises: a folder that cannot be made refuses whoever writes.
    """
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}{_PART}"
    try:
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def settle(part: Path, target: Path, *, durable: bool = False) -> Path:
    """Move what was made to its name in the cache, in place of what is there; `target`.

    `durable`: whole or not there at all, even after a power cut. Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if durable:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    part.replace(target)
    if durable:
        sync_directory(target.parent)
        sync_directory(target.parent.parent)
    return target


def touch(path: Path) -> None:
    """It was asked for just now."""
    with contextlib.suppress(OSError):
        os.utime(path)


def clear(
    folder: Path, bounds: Bounds, needed: Collection[str] = (), now: float | None = None
) -> None:
    """Remove what is beyond `bounds`, and what is half made: nobody may be making anything now.

    What lies in the folder under a name that is `needed` stays. `now` is seconds since 1970. Never
    raises: what cannot be removed stays too.
    """
    moment = time.time() if now is None else now
    count = total = 0
    for each in sorted(_cached(folder), key=lambda found: found.asked, reverse=True):
        count, total = count + 1, total + each.size
        inside = count <= bounds.files and total <= bounds.total
        wanted = inside and each.asked >= moment - bounds.seconds
        if not wanted and not _is_needed(each, folder, needed):
            _remove(each.path, folder)
    clear_parts(folder, moment)


def clear_parts(folder: Path, before: float) -> None:
    """Remove what was left half made in a folder before a moment, in seconds since 1970; what may
    be on its way since then stays. Never raises.
    """
    for path in _listed(folder, f"*{_PART}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _cached(folder: Path) -> Iterator[_Cached]:
    for path in (*_listed(folder, "*"), *_listed(folder, "*/*")):
        with contextlib.suppress(OSError):
            if path.is_file() and not (path.parent == folder and path.suffix == _PART):
                found = path.stat()
                yield _Cached(path, found.st_mtime, found.st_size)


def _listed(folder: Path, pattern: str) -> list[Path]:
    """Also of a disk that is not there at the moment."""
    with contextlib.suppress(OSError):
        return list(folder.glob(pattern))
    return []


def _is_needed(each: _Cached, folder: Path, needed: Collection[str]) -> bool:
    return each.path.relative_to(folder).parts[0] in needed


def _remove(path: Path, folder: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
        if path.parent != folder:
            path.parent.rmdir()
